internal import HTTP
internal import Processes

/// git's ways to a password: `git credential`, which knows the user's helpers (gitcredentials(7)), and `GIT_ASKPASS`.
struct CredentialProgram {
    private let base: HTTPURL
    private let user: String?
    private let environment: [String: String]

    /// A helper may open a window, and the person has to find the password.
    private static let timeout = Duration.seconds(120)
    private static let outputLimitBytes = 64 << 10

    init(_ base: HTTPURL, user: String?, environment: [String: String]) {
        self.base = base
        self.user = user
        // Neither a terminal nor a repository's own settings, which may name programs, are to be asked.
        self.environment = GitEnvironment.forPrograms(environment).merging(["GIT_TERMINAL_PROMPT": "0"]) { $1 }
    }

    /// What the helpers know; nil when there is no git, no helper, or no answer.
    func fill() -> HTTPCredential? {
        // Empty, so that nothing is asked of a person here: that is `askpass`.
        let silent = environment.merging(["GIT_ASKPASS": ""]) { $1 }
        guard let answer = git("fill", [("username", user)], environment: silent) else { return nil }
        var fields: [Substring: Substring] = [:]
        for line in answer.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        guard let user = fields["username"], let password = fields["password"] else { return nil }
        return HTTPCredential(
            user: String(user), password: String(password), origin: "git's credential helpers", isFromHelpers: true)
    }

    /// Tells the helpers how a credential of theirs went: `approve` or `reject`.
    func report(_ verdict: String, _ credential: HTTPCredential) {
        _ = git(
            verdict, [("username", credential.user), ("password", credential.password)], environment: environment)
    }

    /// What the program in `GIT_ASKPASS` answers to git's own questions; nil when there is none, or no answer.
    func askpass() -> HTTPCredential? {
        guard let program = environment["GIT_ASKPASS"], !program.isEmpty,
            let name = user ?? answer(of: program, to: "Username for '\(base.origin)': "),
            let password = answer(
                of: program, to: "Password for '\(base.scheme.rawValue)://\(name)@\(base.authority)': ")
        else { return nil }
        return HTTPCredential(user: name, password: password, origin: "GIT_ASKPASS")
    }

    private func answer(of program: String, to question: String) -> String? {
        let result = try? runProcess(
            [program, question], environment: environment, timeout: Self.timeout,
            outputLimitBytes: Self.outputLimitBytes)
        guard let result, result.exitStatus == 0 else { return nil }
        return String(decoding: result.output.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    }

    private func git(
        _ action: String, _ fields: [(String, String?)], environment: [String: String]
    ) -> String? {
        let place = [
            ("protocol", base.scheme.rawValue), ("host", base.authority), ("path", String(base.path.dropFirst())),
        ]
        let known = place + fields.compactMap { field in field.1.map { (field.0, $0) } }
        // A line break would let one field speak for another.
        guard !known.contains(where: { $0.1.contains { $0.isNewline || $0 == "\0" } }) else { return nil }
        let input = known.map { "\($0.0)=\($0.1)\n" }.joined() + "\n"
        let result = try? runProcess(
            ["git", "credential", action], environment: environment, input: Array(input.utf8), directory: "/",
            timeout: Self.timeout, outputLimitBytes: Self.outputLimitBytes)
        guard let result, result.exitStatus == 0 else { return nil }
        return String(decoding: result.output, as: UTF8.self)
    }
}
