internal import Documents
internal import StatesLanguage

/// One item of the project's `spec.validation.allow`: a warning that the team has decided to live with.
struct AllowedFinding: Hashable, Sendable {
    /// What may be allowed.
    enum Rule: Hashable, Sendable {
        /// One of the warnings about definitions.
        case definition(DefinitionRule)
        /// A file that looks like a manifest and is none.
        case nearManifest

        var name: String {
            switch self {
            case .definition(let rule): rule.name
            case .nearManifest: NearManifest.rule
            }
        }
    }

    var rule: Rule
    /// The folder below which it is allowed, relative to the repository's root; "" is the whole project.
    var directory: String
    /// Where the rule is written.
    var location: SourceLocation

    /// Whether one of these files lies where it is allowed.
    func covers(_ files: [String]) -> Bool {
        directory.isEmpty || files.contains { $0.hasPrefix(directory + "/") }
    }
}

/// What the project allows in one machine, and what of it was needed.
struct AllowanceUse {
    private let candidates: [(index: Int, rule: DefinitionRule)]
    /// Places in the project's list.
    private(set) var used: Set<Int> = []

    /// - Parameter files: What the machine is made of.
    init(_ allowances: [AllowedFinding], in files: [String]) {
        candidates = allowances.enumerated().filter { $1.covers(files) }.compactMap { index, allowance in
            if case .definition(let rule) = allowance.rule { (index, rule) } else { nil }
        }
    }

    /// Whether findings of a rule are allowed. Every allowance of it counts as used.
    mutating func takes(_ rule: DefinitionRule) -> Bool {
        let taking = candidates.filter { $0.rule == rule }
        used.formUnion(taking.map(\.index))
        return !taking.isEmpty
    }

    /// Of findings that were left out nobody knows what would have allowed them, so everything counts as used.
    mutating func takeAll() {
        used.formUnion(candidates.map(\.index))
    }
}

extension AllowedFinding.Rule {
    /// Nil for what is no warning.
    init?(named name: String) {
        if name == NearManifest.rule {
            self = .nearManifest
        } else if case .allowed(let rule) = AllowedRule(named: name) {
            self = .definition(rule)
        } else {
            return nil
        }
    }
}

extension ProjectManifest {
    /// Reads the items of `spec.validation`, but for those that the check of fields has reported. Directories stand
    /// relative to the repository's root then; one outside of it is reported, and never taken for the whole project.
    mutating func readAllowances(_ node: Node?, _ origins: Origins) {
        for item in node?["allow"]?.elements ?? [] {
            guard let rule = item["rule"], let name = rule.stringValue, let meant = AllowedFinding.Rule(named: name)
            else { continue }
            var allowance = AllowedFinding(rule: meant, directory: "", location: origins.location(rule.position))
            if let node = item["directory"] {
                guard let path = node.stringValue, TextRule.path.check(path) == nil else { continue }
                guard let directory = normalizedPath(path, from: document.directory) else {
                    findings.append([
                        Diagnostic(
                            .error, "path-leaves-repository",
                            "the folder '\(shortened(path))' is not in the repository",
                            detail: "Name a folder of the project.", at: origins.location(node.position))
                    ])
                    continue
                }
                allowance.directory = directory
            }
            document.allowances.append(allowance)
        }
    }
}

extension ProjectFiles {
    /// A warning for every item of `spec.validation.allow` that nothing was found for.
    ///
    /// - Parameter used: The places of the others in the list, in whatever environment they were needed.
    func unusedAllowances(besides used: Set<Int>) -> [Diagnostic] {
        let allowances = manifest.document.allowances
        let rule = DefinitionRule.unusedAllowance
        guard !allowances.contains(where: { $0.rule == .definition(rule) && $0.covers([location.file]) }) else {
            return []
        }
        return allowances.indices.filter { !used.contains($0) && allowances[$0].rule != .definition(rule) }.map {
            index in
            let allowance = allowances[index]
            let place = allowance.directory.isEmpty ? "in this project" : "in '\(allowance.directory)'"
            let isEmpty = !documents.contains { allowance.covers([$0]) }
            let advice =
                isEmpty ? "No YAML or JSON file lies there. Correct the folder, or remove the allowance." : rule.remedy
            return Diagnostic(
                .warning, rule.name, "The allowance of '\(allowance.rule.name)' is not needed \(place).",
                detail: "\(advice)\nmore: statecraft explain \(rule.name)", at: allowance.location)
        }
    }
}
