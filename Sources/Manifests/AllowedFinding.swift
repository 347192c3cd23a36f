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
        guard DefinitionRule.named(self.rule) == rule, rule.severity == .warning else { return false }
        guard let directory, !directory.isEmpty else { return true }
        return files.contains { $0.hasPrefix(directory + "/") }
    }
}

extension ProjectManifest {
    /// Reads `spec.validation.allow`; what its shape cannot say goes to the findings.
    mutating func readAllowances(_ node: Node?, _ origins: Origins) {
        for item in node?["allow"]?.elements ?? [] {
            guard let name = item["rule"]?.stringValue, let reason = item["reason"]?.stringValue else { continue }
            if let problem = problem(withRule: name, at: item["rule"].map { origins.location($0.position) }) {
                findings.append([problem])
            }
            let directory = item["directory"]?.stringValue.flatMap { normalizedPath($0, from: document.directory) }
            document.allowances.append(AllowedFinding(rule: name, reason: reason, directory: directory))
        }
    }

    private func problem(withRule name: String, at location: SourceLocation?) -> Diagnostic? {
        guard let rule = DefinitionRule.named(name) else {
            let names = DefinitionRule.all.filter { $0.severity == .warning }.map(\.name)
            let guess = nearestName(to: name, in: names).map { "Did you mean '\($0)'? " } ?? ""
            return Diagnostic(
                .error, "unknown-rule", "there is no rule '\(shortened(name))'",
                detail: guess + "`statecraft explain` lists all of them.", at: location)
        }
        guard rule.severity == .error else { return nil }
        return Diagnostic(
            .error, "rule-not-allowable", "'\(rule.name)' cannot be allowed: AWS refuses such a definition",
            detail: "Only warnings can be switched off. Remove the item, and put the definition right.", at: location)
    }
}
