internal import HTTP
internal import Manifests

/// Where a command's calls go: what `--target` says, else the environment variable STATECRAFT_TARGET, else the
/// project's environment.
struct TargetChoice {
    let target: TargetDescription
    /// Whether whoever runs the command said it, and not git.
    private let isNamed: Bool

    /// Whether a manifest says it, and no person.
    var isFromManifest: Bool { !isNamed }

    /// - Parameter environment: the project's, when the command has one.
    init(_ arguments: Arguments, environment: Environment?) throws(CommandFailure) {
        let word = arguments[.target] ?? statecraft.environment("STATECRAFT_TARGET")
        isNamed = word != nil
        target = try word.map(Self.parse) ?? environment?.target ?? .local(path: nil)
        try checkOptions(arguments)
    }

    /// Whether `--target` alone says enough to do without a project: a file, AWS or a URL.
    static func needsNoProject(_ arguments: Arguments) throws(CommandFailure) -> Bool {
        guard let word = arguments[.target] else { return false }
        return try parse(word) != .local(path: nil)
    }

    /// Whether calls are paced at AWS's quotas.
    func isPaced(_ arguments: Arguments) -> Bool { arguments[.quotas].map { $0 == "aws" } ?? (target == .aws) }

    /// The file of the embedded service; nil for a target elsewhere.
    ///
    /// - Parameter here: the working directory.
    func localTarget(home: ProjectHome, here: String) throws(CommandFailure) -> LocalTarget? {
        guard case .local(let path) = target else { return nil }
        if let path, isNamed { return LocalTarget(named: path, here: here, home: home) }
        return try LocalTarget(fromGit: path, home: home)
    }

    private static func parse(_ word: String) throws(CommandFailure) -> TargetDescription {
        let advice = "Use local, local:PATH for a file of your choice, aws, or a URL such as http://127.0.0.1:4599."
        guard let target = TargetDescription(word) else {
            throw CommandFailure("'\(word)' is no target", detail: advice)
        }
        if case .url(let url) = target, HTTPURL(url) == nil {
            if withoutUserInfo(url) != url {
                throw CommandFailure(
                    "the target \(withoutUserInfo(url)) has a user name or password before its host",
                    detail: "Leave it out: calls are signed, with credentials from where the AWS SDKs take them.")
            }
            throw CommandFailure("the target '\(withoutUserInfo(url))' is no URL that can be reached", detail: advice)
        }
        return target
    }

    /// Refuses options that would do nothing.
    private func checkOptions(_ arguments: Arguments) throws(CommandFailure) {
        let isLocal = if case .local = target { true } else { false }
        for option in [CommandOption.profile, .endpointURL, .quotas, .timeScale]
        where isLocal && arguments.has(option) {
            throw CommandFailure(
                "the option --\(option.name) means nothing to the embedded service",
                detail: "Leave it out, or choose another target with --target.")
        }
        if target != .aws, arguments.has(.endpointURL) {
            throw CommandFailure(
                "the option --endpoint-url goes with AWS as the target", detail: "Give the URL to --target instead.")
        }
        if arguments.has(.timeScale), !isPaced(arguments) {
            throw CommandFailure("the option --time-scale needs --quotas aws", detail: "Add it, or leave both out.")
        }
    }
}

/// A URL as messages may show it: a password may stand before the host.
func withoutUserInfo(_ url: String) -> String {
    guard let start = url.firstRange(of: "://")?.upperBound else { return url }
    let end = url[start...].firstIndex { "/?#".contains($0) } ?? url.endIndex
    guard let at = url[start..<end].lastIndex(of: "@") else { return url }
    return String(url[..<start] + url[url.index(after: at)...])
}
