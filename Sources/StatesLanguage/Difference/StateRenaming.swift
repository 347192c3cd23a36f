internal import JSON

/// How the names of one scope's states become those of another, as a one-to-one mapping of all texts.
///
/// Only states that are renamed are listed, so a renaming `A` to `B` says nothing of a `B` before it. To make the
/// mapping one-to-one, the last name of a chain leads back to the first: then comparing names through it gives the
/// same answer in both directions.
struct StateRenaming {
    private var names: [JSONValue: String] = [:]

    /// The mapping of these pairs, each name once on each side.
    init(_ pairs: [(before: String, after: String)]) {
        for pair in pairs { names[.string(pair.before)] = pair.after }
        var sources: [JSONValue: String] = [:]
        for pair in pairs { sources[.string(pair.after)] = pair.before }
        for pair in pairs where names[.string(pair.after)] == nil {
            var first = pair.before
            while let earlier = sources[.string(first)] { first = earlier }
            names[.string(pair.after)] = first
        }
    }

    /// Whether every name stays.
    var isEmpty: Bool { names.isEmpty }

    /// The name in the second scope.
    func callAsFunction(_ name: String) -> String {
        names[.string(name)] ?? name
    }

    /// A state or scope whose ways lead to the new names.
    func applied(to object: JSONObject) -> JSONObject {
        guard !isEmpty else { return object }
        var result = object
        for key in ["StartAt", "Next", "Default"] {
            guard case .string(let name)? = object[key], let new = names[.string(name)] else { continue }
            result[key] = .string(new)
        }
        for key in ["Choices", "Catch"] {
            guard case .array(let elements)? = object[key] else { continue }
            result[key] = .array(elements.map(elementApplied))
        }
        return result
    }

    private func elementApplied(to element: JSONValue) -> JSONValue {
        guard case .object(var object) = element, case .string(let name)? = object["Next"],
            let new = names[.string(name)]
        else { return element }
        object["Next"] = .string(new)
        return .object(object)
    }
}
