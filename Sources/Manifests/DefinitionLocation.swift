public import Documents

extension DefinitionSources {
    /// Where a part of a machine's definition is written.
    ///
    /// Desired state keeps no place for each of a definition's nodes, since ten thousand definitions have
    /// millions. This reads the machine's files again: use it for the few places that are shown.
    ///
    /// - Parameters:
    ///   - pointer: Keys from the definition's root, such as `["States", "Charge", "Resource"]`; an element of a
    ///     list is named by its index, counted from 0.
    ///   - machine: The machine, as it was loaded from the source.
    /// - Returns: The place of the last key of `pointer` that exists, so at worst that of the definition.
    public func location(of pointer: [String], in machine: DesiredStateMachine) -> SourceLocation {
        var best = (depth: 0, location: machine.provenance.location(of: "definition"))
        for root in roots(of: machine) {
            let found = descend(root.node, pointer, root.file)
            if let location = found.location, found.depth > best.depth { best = (found.depth, location) }
            if best.depth == pointer.count { break }
        }
        return best.location
    }
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
