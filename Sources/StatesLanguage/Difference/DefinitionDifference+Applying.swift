internal import Documents
public import JSON

/// Why a difference cannot be applied to a definition.
public enum DefinitionDifferenceError: Error, Hashable, Sendable {
    /// The definition is not the one that the difference leads away from: it is another one at this place.
    case differs(place: String)
}

extension DefinitionDifferenceError: CustomStringConvertible {
    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .differs(let place): "the difference was made from another definition: \(onOneLine(place)) differs"
        }
    }
}

extension DefinitionDifference {
    /// The second definition in its canonical form, made from the first.
    ///
    /// - Parameter definition: The first definition, in any of the forms that are declared equivalent.
    public func applied(to definition: JSONValue) throws(DefinitionDifferenceError) -> JSONValue {
        let canonical = canonicalDefinition(definition)
        if case .replaced(let before, let after)? = changes.first {
            guard before == canonical else { throw .differs(place: "the definition") }
            return after
        }
        guard !changes.isEmpty else { return canonical }
        guard let machine = canonical.objectValue else { throw .differs(place: "the definition") }
        return .object(try DefinitionAssembly(DefinitionOutline(machine), changes).machine())
    }
}
