public import Documents
public import StatesLanguage

/// Where a part of a machine's definition is written.
///
/// Desired state keeps no place for each of a definition's nodes, since ten thousand definitions have
/// millions. This reads the machine's files again: use it for the few places that are shown.
///
/// - Parameters:
///   - tree: The source that the machine was loaded from.
///   - pointer: Keys from the definition's root, such as `["States", "Charge", "Resource"]`; an element of a
///     list is named by its index, counted from 0.
/// - Returns: The place of the last key of `pointer` that exists, so at worst that of the definition.
public func definitionLocation(
    in tree: some SourceTree, for machine: DesiredStateMachine, pointer: [String]
) -> SourceLocation {
    let start = machine.provenance.location(of: "definition")
    var best = (depth: 0, location: start)
    for root in definitionRoots(in: tree, for: machine) {
        let found = descend(root.node, pointer, root.file)
        if let location = found.location, found.depth > best.depth { best = (found.depth, location) }
        if best.depth == pointer.count { break }
    }
    return best.location
}

/// A file's part of a machine's definition, as it is written there.
private struct DefinitionRoot {
    var node: Node
    var file: String
    var bytes: [UInt8]
}

/// Findings about a machine's definition as diagnostics, each with its place in the file that its author wrote.
///
/// - Parameters:
///   - findings: What a check of the definition, placeholders replaced, gave.
///   - machine: The machine, as it was loaded from `tree`.
///   - tree: The source: the machine's files are read again.
public func definitionDiagnostics(
    _ findings: [DefinitionFinding], of machine: DesiredStateMachine, in tree: some SourceTree
) -> [Diagnostic] {
    guard !findings.isEmpty else { return [] }
    let start = machine.provenance.location(of: "definition")
    let places = definitionRoots(in: tree, for: machine).map {
        FindingPlaces(root: $0.node, file: $0.file, bytes: $0.bytes, isSubstituted: true)
    }
    return findings.map { finding in
        var best = (location: start, depth: -1)
        for place in places {
            let found = place.place(of: finding)
            if found.depth > best.depth { best = found }
        }
        return Diagnostic(finding, at: best.location)
    }
}

/// Every file's part of the definition. What was merged last counts, so patches come before what they patch.
private func definitionRoots(in tree: some SourceTree, for machine: DesiredStateMachine) -> [DefinitionRoot] {
    let start = machine.provenance.location(of: "definition")
    var roots: [DefinitionRoot] = []
    for file in machine.provenance.files.reversed() {
        guard let bytes = try? tree.read(file, limitBytes: fileLimitBytes) else { continue }
        for document in parseDocuments(bytes, path: file).documents {
            guard let root = definition(of: machine, in: document.root, file: file, start) else { continue }
            roots.append(DefinitionRoot(node: root, file: file, bytes: bytes))
        }
    }
    return roots
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

private func descend(_ root: Node, _ pointer: [String], _ file: String) -> (depth: Int, location: SourceLocation?) {
    var node = root
    var depth = 0
    var location: SourceLocation?
    for key in pointer {
        if let member = node.member(key) {
            location = SourceLocation(file: file, position: member.keyPosition)
            node = member.value
        } else if let elements = node.elements, let index = Int(key), elements.indices.contains(index) {
            node = elements[index]
            location = SourceLocation(file: file, position: node.position)
        } else {
            break
        }
        depth += 1
    }
    return (depth, location)
}
