internal import JSON
internal import Processes
internal import SigV4
internal import Threads

/// `credential_process`: a program that prints credentials.
struct ProcessSource: CredentialSource {
    let context: CredentialContext
    let profile: String

    /// A person may have to answer it somewhere.
    private static let timeout = Duration.seconds(60)
    private static let outputLimitBytes = 1 << 16

    var name: String { "profile '\(profile)' in \(context.config.configPath)" }

    func find() async throws(CredentialError) -> AWSCredentials? {
        guard let value = context.section(profile)?["credential_process"], !value.text.isEmpty else { return nil }
        guard let words = ShellWords.split(value.text), !words.isEmpty else {
            throw CredentialError(
                .invalid, "The credential_process at \(value.place) has a quote that is not closed",
                advice: "Correct the line.")
        }
        let result = try await run(words, at: value.place)
        let source = "The credential_process at \(value.place)"
        guard result.exitStatus == 0 else {
            let said = Self.shortened(result.errors)
            throw CredentialError(
                .refused, "\(source) ended with status \(result.exitStatus)\(said.isEmpty ? "" : ": \(said)")",
                advice: "Run it by hand to see why.")
        }
        let document = try CredentialDocument.parse(result.output, source: source)
        guard document["Version"]?.intValue == 1 else {
            throw CredentialDocument.invalid(source, "whose Version is not 1")
        }
        return try CredentialDocument.credentials(document, token: "SessionToken", source: source)
    }

    private func run(_ words: [String], at place: ConfigPlace) async throws(CredentialError) -> ProcessResult {
        let variables = context.environment.variables
        let result: Result<ProcessResult, ProcessError> = await ThreadExecutor().run {
            Result { () throws(ProcessError) in
                try runProcess(
                    words, environment: variables, timeout: Self.timeout, outputLimitBytes: Self.outputLimitBytes)
            }
        }
        do {
            return try result.get()
        } catch {
            throw CredentialError(
                .invalid, "The credential_process at \(place) failed: \(error)",
                advice: "Run it by hand to see why.")
        }
    }

    /// The beginning of what a program said on its standard error, on one line.
    private static func shortened(_ errors: [UInt8]) -> String {
        let words = String(decoding: errors.prefix(1000), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let line = words.joined(separator: " ")
        return line.count > 300 ? "\(line.prefix(300))..." : line
    }
}
