internal import Documents
internal import JSON

/// Checks the placeholders of one resource against what an environment declares, and collects what they
/// use. Substitution comes after it and cannot fail.
struct PlaceholderCheck {
    private let scope: Scope
    private(set) var findings: [Finding] = []
    private(set) var usedParameters: Set<String> = []
    private(set) var references: Set<ResourceID> = []
    /// Where texts begin that could not be substituted.
    private(set) var unresolved: Set<SourcePosition> = []
    /// What the placeholders' values add up to. A few placeholders can stand for a great deal of text.
    private var bytes = 0

    init(scope: Scope) {
        self.scope = scope
    }

    /// `location` places a node of the tree that the sites are from. Other resources may not be referred to
    /// where live names are made, since those are what references resolve to.
    mutating func check(
        _ sites: [PlaceholderSite], allowsReferences: Bool = true, at location: (SourcePosition) -> SourceLocation
    ) {
        for site in sites {
            if case .parameter(let name) = site.placeholder, scope.broken.contains(name) {
                usedParameters.insert(name)
                unresolved.insert(site.position)
                continue
            }
            let problem =
                switch site.placeholder {
                case .parameter(let name): check(parameter: name, site)
                case .arn(let resource): allowsReferences ? check(reference: resource) : Self.referenceInName
                case .malformed(let reason): malformed(reason, site)
                }
            guard var problem = problem ?? checkSize(site) else { continue }
            problem.location = location(site.position)
            findings.append(Finding(problem, about: site))
            unresolved.insert(site.position)
        }
    }

    /// Takes over what a substitution without a failure has used.
    mutating func note(_ substitution: Substitution) {
        usedParameters.formUnion(substitution.usedParameters)
        references.formUnion(substitution.references)
    }

    private mutating func check(parameter name: String, _ site: PlaceholderSite) -> Diagnostic? {
        usedParameters.insert(name)
        guard let value = scope.value(of: name) else { return missing(name) }
        guard site.isWhole || scope.textInside(value) != nil else {
            return Diagnostic(
                .error, "parameter-is-no-text",
                "the parameter '\(name)' is \(kindName(value)) and cannot stand inside a text",
                detail: "Let '\(site.raw)' be the whole value, or make the parameter a text, a number, true or false.")
        }
        return nil
    }

    private func missing(_ name: String) -> Diagnostic {
        let environment = scope.environment.name
        if let others = scope.declarations[name], !others.isEmpty {
            return Diagnostic(
                .error, "parameter-without-value",
                "the parameter '\(name)' has no value in environment '\(environment)'",
                detail: "\(quoted(others)) \(others.count == 1 ? "declares" : "declare") it. Add it to "
                    + "'spec.environments.\(environment).parameters' in the project's file.")
        }
        let known = scope.environment.parameters.keys.sorted() + builtinParameterNames
        let guess = nearestName(to: name, in: known).map { "Did you mean '${\($0)}'? " } ?? ""
        return Diagnostic(
            .error, "unknown-parameter", "there is no parameter '\(name)'",
            detail: guess
                + "Known here: \(known.joined(separator: ", ")). If the text is meant as it is, write '$${\(name)}'.")
    }

    private mutating func check(reference: ResourceID) -> Diagnostic? {
        references.insert(reference)
        guard scope.liveNames[reference] == nil else { return nil }
        return scope.names.unknownReference(reference)
    }

    private static let referenceInName = Diagnostic(
        .error, "reference-in-name", "other resources cannot be referred to here",
        detail: "References resolve to live names, so names and roles of environments come first. Use parameters.")

    private func malformed(_ reason: String, _ site: PlaceholderSite) -> Diagnostic {
        let literal = site.raw == "${" ? "$${" : "$\(site.raw)"
        return Diagnostic(
            .error, "malformed-placeholder", reason,
            detail: "Write '\(shortened(literal))' if the text is meant as it is. Placeholders are ${PARAMETER}, "
                + "${account}, ${region}, ${partition}, ${commit}, ${activity.NAME.arn}, ${stateMachine.NAME.arn} "
                + "and ${stateMachine.NAME.alias.ALIAS.arn}.")
    }

    private mutating func checkSize(_ site: PlaceholderSite) -> Diagnostic? {
        guard bytes <= substitutionLimitBytes, case .parameter(let name) = site.placeholder,
            let value = scope.value(of: name)
        else { return nil }
        bytes += scope.byteCount(of: value)
        guard bytes > substitutionLimitBytes else { return nil }
        return Diagnostic(
            .error, "substitution-too-large",
            "the values of this resource's placeholders have more than \(substitutionLimitBytes) bytes",
            detail: "Shorten the parameters, or use them less often.")
    }

    private func kindName(_ value: JSONValue) -> String {
        switch value {
        case .array: "a list"
        case .object: "an object"
        default: "null"
        }
    }
}

/// `'a', 'b' and 'c'`.
func quoted(_ names: [String]) -> String {
    let all = names.map { "'\($0)'" }
    guard let last = all.last, all.count > 1 else { return all.first ?? "" }
    return "\(all.dropLast().joined(separator: ", ")) and \(last)"
}
