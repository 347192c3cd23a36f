public import Documents
public import StatesLanguage
internal import Threads

/// The files that definitions are written in, read again to place what is found in them. A file that several
/// machines share is parsed once, as long as not too many others come between.
public final class DefinitionSources: Sendable {
    /// A file's part of a machine's definition, as it is written there.
    struct Root {
        var node: Node
        var file: String
        var text: SourceText
    }

    private struct ParsedSource: Sendable {
        var documents: [Document]
        var text: SourceText
    }

    /// How many parsed files are kept: trees are many times as large as their text.
    private static let fileLimit = 16

    private let tree: any SourceTree
    private let parsed = Lock<[String: ParsedSource]>([:])

    /// The files of a source.
    public init(_ tree: some SourceTree) {
        self.tree = tree
    }

    /// Findings about a machine's definition as diagnostics, each with its place in the file that its author wrote.
    ///
    /// - Parameters:
    ///   - findings: What a check of the definition, placeholders replaced, gave.
    ///   - machine: The machine, as it was loaded from the source.
    public func diagnostics(
        _ findings: [DefinitionFinding], of machine: DesiredStateMachine
    ) -> [Diagnostic] {
        guard !findings.isEmpty else { return [] }
        let start = machine.provenance.location(of: "definition")
        var best = findings.map { _ in (location: start, depth: -1) }
        for root in roots(of: machine) {
            let places = FindingPlaces(root: root.node, file: root.file, text: root.text, isSubstituted: true)
            for (index, place) in places.places(of: findings).enumerated() where place.depth > best[index].depth {
                best[index] = place
            }
        }
        return zip(findings, best).map { Diagnostic($0, at: $1.location) }
    }

    /// Every file's part of the definition. What was merged last counts, so patches come before what they patch.
    func roots(of machine: DesiredStateMachine) -> [Root] {
        let start = machine.provenance.location(of: "definition")
        return machine.provenance.files.reversed().flatMap { file -> [Root] in
            guard let source = source(file) else { return [] }
            return source.documents.compactMap { document in
                definition(of: machine, in: document.root, file: file, start).map {
                    Root(node: definitionTree(ofText: $0, in: source.text) ?? $0, file: file, text: source.text)
                }
            }
        }
    }

    private func source(_ file: String) -> ParsedSource? {
        if let known = parsed.withLock({ $0[file] }) { return known }
        guard let bytes = try? tree.read(file, limitBytes: fileLimitBytes) else { return nil }
        let source = ParsedSource(documents: parseDocuments(bytes, path: file).documents, text: SourceText(bytes))
        parsed.withLock { files in
            if files.count >= Self.fileLimit { files.removeAll() }
            files[file] = source
        }
        return source
    }
}

/// The definition's node when the document is, or holds, the machine's.
private func definition(
    of machine: DesiredStateMachine, in root: Node, file: String, _ start: SourceLocation
) -> Node? {
    if machine.provenance.fields["definitionFile"] != nil { return file == start.file ? root : nil }
    guard root["metadata"]?["name"]?.stringValue == machine.id.name,
        root["kind"]?.stringValue == machine.id.kind.rawValue
    else { return nil }
    return root["spec"]?["definition"]
}
