public import Documents
internal import JSON
public import Manifests

extension Plan {
    /// The plan with changes inside definitions placed where git says them, as far as `place` knows: provenance
    /// itself ends at the definition, since ten thousand definitions have millions of nodes.
    ///
    /// - Parameter place: the place of a node of a machine's definition, by keys from the definition's root.
    public func placingDefinitionChanges(_ place: (ResourceID, [String]) -> SourceLocation?) -> Plan {
        var plan = self
        var budget = placeLimit
        for index in steps.indices {
            let step = steps[index]
            for change in step.changes.indices where budget > 0 {
                guard let keys = definitionKeys(of: step.changes[change].path) else { continue }
                budget -= 1
                guard let location = place(step.resource, keys) else { continue }
                if step.source == step.changes[change].source { plan.steps[index].source = location }
                plan.steps[index].changes[change].source = location
            }
        }
        return plan
    }
}

extension DriftReport {
    /// The report with differences inside definitions placed where git says them; see the plan's.
    public func placingDefinitionChanges(_ place: (ResourceID, [String]) -> SourceLocation?) -> DriftReport {
        var report = self
        for index in drift.indices.prefix(placeLimit) {
            guard let keys = definitionKeys(of: drift[index].path) else { continue }
            report.drift[index].source = place(drift[index].resource, keys) ?? drift[index].source
        }
        return report
    }
}

/// How many places are looked up: each reads a file again, and nobody reads more.
private let placeLimit = 500

/// The keys of a path inside a definition: `["States", "Charge card", "Retry", "0"]` for
/// `definition.States["Charge card"].Retry[0]`; nil for other paths.
func definitionKeys(of path: String) -> [String]? {
    guard isInDefinition(path), path != "definition" else { return nil }
    var keys: [String] = []
    var rest = path.dropFirst("definition".count)
    while let first = rest.first {
        rest = rest.dropFirst()
        if first == "." {
            keys.append(String(rest.prefix { $0 != "." && $0 != "[" }))
            rest = rest.drop { $0 != "." && $0 != "[" }
        } else if rest.first == "\"" {
            guard let key = quotedKey(&rest) else { return nil }
            keys.append(key)
        } else {
            keys.append(String(rest.prefix { $0 != "]" }))
            rest = rest.drop { $0 != "]" }.dropFirst()
        }
    }
    return keys
}

/// Takes `"key"]` from the front; nil when it is no JSON string.
private func quotedKey(_ rest: inout Substring) -> String? {
    var end = rest.index(after: rest.startIndex)
    while end < rest.endIndex, rest[end] != "\"" {
        end = rest.index(end, offsetBy: rest[end] == "\\" ? 2 : 1, limitedBy: rest.endIndex) ?? rest.endIndex
    }
    guard end < rest.endIndex, case .string(let key)? = try? JSONValue(parsing: String(rest[...end])) else {
        return nil
    }
    rest = rest[rest.index(after: end)...].dropFirst()
    return key
}
