internal import Documents
internal import JSON

/// A manifest's document as it was read: before patches and substitution, so the same for every environment.
struct ResourceDocument: Sendable {
    var id: ResourceID
    var file: String
    /// Where the document begins.
    var position: SourcePosition
    /// Where `metadata.name` is written.
    var namePosition: SourcePosition
    /// Everything below `spec`, hollowed out: see `InlineDefinition`.
    var spec: Node
    var definition: InlineDefinition?
    /// Whether there is no `spec` to go on with, which has been reported. The name is still known, so that
    /// references to it are not wrong as well.
    var isBroken = false

    var location: SourceLocation { SourceLocation(file: file, position: position) }
    var kind: ManifestKind { ManifestKind(id.kind) }
}

/// A definition that stands in its manifest.
///
/// All resources are read before any is resolved, and the trees of ten thousand definitions would be most
/// of the memory of a run. So `spec` keeps an empty object in the definition's place, and the definition is
/// kept as compact text. Where its placeholders stand is found by reading the file again, when one is wrong.
struct InlineDefinition: Sendable {
    var text: String
    var position: SourcePosition
    /// Only kept for a definition that a patch reaches into: no file holds what was merged.
    var tree: Node?

    /// What taking a definition out of `spec` gave.
    enum Extraction {
        /// There is none, or nothing that can be one.
        case none
        case definition(InlineDefinition)
        case invalid(Diagnostic)
    }

    /// Takes the definition out of `spec`.
    static func remove(
        from spec: inout Node, keepsTree: Bool = false, _ place: (SourcePosition) -> SourceLocation
    ) -> Extraction {
        guard case .object(var members) = spec.content,
            let index = members.firstIndex(where: { $0.key == "definition" })
        else { return .none }
        let node = members[index].value
        let value: JSONValue
        switch definitionValue(of: node) {
        case nil: return .none
        case .failure(let error)?: return .invalid(invalid(error, at: place(node.position)))
        case .success(let found)?: value = found
        }
        members[index].value = Node(.object([]), at: node.position)
        spec.content = .object(members)
        return .definition(
            InlineDefinition(text: value.compactText, position: node.position, tree: keepsTree ? node : nil))
    }

    private static func invalid(_ error: JSONSyntaxError, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "invalid-definition", "'spec.definition' is text, but no JSON: \(error.message)",
            detail:
                "In that text the fault is at line \(error.line), column \(error.column). Write the definition as an "
                + "object, or correct its JSON.", at: location)
    }
}

/// What a definition's node says. A text is JSON: that is how `aws stepfunctions describe-state-machine` prints
/// definitions, and so they can be pasted. Nil when the node can be no definition.
private func definitionValue(of node: Node) -> Result<JSONValue, JSONSyntaxError>? {
    switch node.content {
    case .object: .success(node.value)
    case .string(let text): Result { () throws(JSONSyntaxError) in try JSONValue(parsing: text) }
    default: nil
    }
}

/// The placeholders of a definition in its manifest. Those in a text all stand where the text begins.
func placeholderSites(inDefinition node: Node) -> [PlaceholderSite] {
    guard case .string = node.content, case .success(let value)? = definitionValue(of: node) else {
        return PlaceholderSite.all(in: node)
    }
    return PlaceholderSite.all(in: Node(value, everywhereAt: node.position))
}
