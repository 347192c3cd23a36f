internal import Processes

/// Carries the protocol through the user's own `ssh`, which brings the agent, key files, `~/.ssh/config` and
/// known_hosts.
final class SSHCarrier: Carrier {
    private let address: SSHAddress
    private let url: String
    private let settings: GitFetchSettings
    private let command: SSHCommand
    private var process: PipedProcess?

    /// What is kept of ssh's and the server's complaints.
    private static let errorLimitBytes = 64 << 10

    init(_ address: SSHAddress, url: String, settings: GitFetchSettings) {
        self.address = address
        self.url = url
        self.settings = settings
        command = SSHCommand(
            to: address, environment: settings.environment, connectTimeout: settings.connectTimeout)
    }

    var isStateless: Bool { false }

    func openRefs() throws(GitError) {
        process = try running { () throws(ProcessError) in
            try PipedProcess(
                command.words, environment: GitEnvironment.forPrograms(settings.environment),
                stallTimeout: settings.stallTimeout,
                errorLimitBytes: Self.errorLimitBytes)
        }
    }

    func openQuestion() throws(GitError) {
        if process == nil { throw GitError(.remote(url: url, .protocolError)) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
        guard let process else { throw GitError(.remote(url: url, .protocolError)) }
        let isWritten = try running { () throws(ProcessError) in try process.write(bytes) }
        if !isWritten { throw whyEnded(process) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        guard let process else { throw GitError(.remote(url: url, .protocolError)) }
        let count = try running { () throws(ProcessError) in try process.read(into: buffer) }
        // libgit2 reads no further than the pack's end, so the stream's end is always too early.
        if count == 0 { throw whyEnded(process) }
        return count
    }

    /// Releasing the process ends it, should the goodbye not have been enough.
    func close() {
        process?.closeInput()
        _ = try? process?.waitForExit(timeout: .seconds(2))
        process = nil
    }

    private func running<Result>(_ body: () throws(ProcessError) -> Result) throws(GitError) -> Result {
        do {
            return try body()
        } catch {
            switch error {
            case .notFound: throw GitError(.remote(url: url, .programMissing(command.program)))
            case .timedOut:
                // There is nobody left to say goodbye to.
                process = nil
                throw GitError(.remote(url: url, .timedOut))
            case .failed, .outputTooLarge:
                throw GitError(.remote(url: url, .protocolError), cause: .words(error.description))
            }
        }
    }

    private func whyEnded(_ process: PipedProcess) -> GitError {
        let status = try? process.waitForExit(timeout: .seconds(5))
        let complaint = SSHComplaint(process.errors, exitStatus: status)
        return GitError(
            .remote(url: url, complaint.problem(at: address, program: command.program)), cause: .words(complaint.words))
    }
}

/// What ssh and the server wrote before they gave up.
struct SSHComplaint {
    private let text: String
    private let exitStatus: Int32?

    init(_ bytes: [UInt8], exitStatus: Int32?) {
        text = String(decoding: bytes, as: UTF8.self)
        self.exitStatus = exitStatus
    }

    /// The wording of OpenSSH, and of the git servers in use; none of it is translated.
    func problem(at address: SSHAddress, program: String) -> RemoteProblem {
        func says(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }
        if says("REMOTE HOST IDENTIFICATION HAS CHANGED", "host key mismatch") {
            return .hostKeyChanged(host: address.host, port: address.port)
        }
        if says("Host key verification failed", "host key is known for") {
            return .hostKeyUnknown(host: address.host, port: address.port)
        }
        if says("Permission denied (", "Too many authentication failures") { return .publicKeyRefused }
        if says("Could not resolve hostname") { return .unknownHost }
        if says("Connection timed out", "Operation timed out") { return .timedOut }
        if says("Connection refused", "No route to host", "Network is unreachable") { return .connectionFailed }
        let lowercase = text.lowercased()
        let absent = ["not appear to be a git repository", "not found", "does not exist", "no such project"]
        if exitStatus == 127 { return .programMissing(text.contains("git-upload-pack") ? "git-upload-pack" : program) }
        return absent.contains { lowercase.contains($0) } ? .notFound : .protocolError
    }

    /// The last line that says something, without what a terminal would obey, for the error's cause.
    var words: String {
        let noise = [
            "Please make sure", "and the repository exists", "Host key verification failed", "fatal: Could not read",
        ]
        let lines = text.split { $0.isNewline }.filter { line in
            line.contains { $0.isLetter } && !noise.contains { line.hasPrefix($0) }
        }
        let printable = (lines.last ?? "").unicodeScalars.filter {
            $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
        }
        let line = String(String.UnicodeScalarView(printable))
        let speaker = ["fatal: ", "ERROR: ", "ssh: "].first(where: line.hasPrefix) ?? ""
        return String(line.dropFirst(speaker.count).prefix(300))
    }
}
