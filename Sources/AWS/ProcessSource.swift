internal import JSON
internal import Processes
internal import SigV4
internal import Threads

/// `credential_process`: a program that prints credentials.
struct ProcessSource: CredentialSource {
    let context: CredentialContext
    let profile: String
    /// A person may have to answer it somewhere.
    var timeout = Duration.seconds(60)

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
            let said = String(decoding: result.errors, as: UTF8.self).quotation
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
        let (variables, timeout) = (context.environment.variables, timeout)
        let result: Result<ProcessResult, ProcessError> = await ThreadExecutor().run {
            Result { () throws(ProcessError) in
                try runProcess(
                    words, environment: variables, timeout: timeout, outputLimitBytes: Self.outputLimitBytes)
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
}
