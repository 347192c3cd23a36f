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

extension ProjectManifest {
    /// Reads the items of `spec.validation`. Directories stand relative to the repository's root then; one outside of
    /// it is reported, and never taken for the whole project.
    mutating func readAllowances(_ node: Node?, _ origins: Origins) {
        for item in node?["allow"]?.elements ?? [] {
            guard let rule = item["rule"]?.stringValue, let reason = item["reason"]?.stringValue else { continue }
            guard let node = item["directory"], let path = node.stringValue else {
                document.allowances.append(AllowedFinding(rule: rule, reason: reason))
                continue
            }
            guard let directory = normalizedPath(path, from: document.directory) else {
                findings.append([
                    Diagnostic(
                        .error, "path-leaves-repository", "the folder '\(shortened(path))' is not in the repository",
                        detail: "Name a folder of the project.", at: origins.location(node.position))
                ])
                continue
            }
            document.allowances.append(AllowedFinding(rule: rule, reason: reason, directory: directory))
        }
    }
}
