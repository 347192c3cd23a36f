internal import Documents
internal import StatesLanguage

/// One item of the project's `spec.validation.allow`: a warning that the team has decided to live with.
public struct AllowedFinding: Hashable, Sendable {
    /// The rule's name.
    public var rule: String
    /// Why the warning is of no use here.
    public var reason: String
    /// The folder below which it is allowed, relative to the repository's root; nil is the whole project.
    public var directory: String?

    /// A warning that is allowed.
    public init(rule: String, reason: String, directory: String? = nil) {
        self.rule = rule
        self.reason = reason
        self.directory = directory
    }

    /// Whether it is about this rule in one of these files.
    func covers(_ rule: DefinitionRule, in files: [String]) -> Bool {
        guard self.rule == rule.name else { return false }
        guard let directory, !directory.isEmpty else { return true }
        return files.contains { $0.hasPrefix(directory + "/") }
    }
}

extension AllowedFinding {
    /// The items of `spec.validation`; directories stand relative to the repository's root then.
    static func all(in node: Node?, directory: String) -> [AllowedFinding] {
        (node?["allow"]?.elements ?? []).compactMap { item in
            guard let rule = item["rule"]?.stringValue, let reason = item["reason"]?.stringValue else { return nil }
            let folder = item["directory"]?.stringValue.flatMap { normalizedPath($0, from: directory) }
            return AllowedFinding(rule: rule, reason: reason, directory: folder)
        }
    }
}
