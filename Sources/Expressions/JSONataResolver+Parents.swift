/// How `%` finds the step that it means. A search goes back step by step, and up through the tree until there are
/// steps to go back through.
extension JSONataResolver {
    /// Searches of a part go on in the node above it.
    func passOnParents(of part: JSONataNode, to node: JSONataNode) {
        guard part.seeking != nil || part.isParent else { return }
        // The node must not hold the list while it grows, or each part would copy it.
        var seeking = node.seeking ?? []
        node.seeking = nil
        seeking += part.seeking ?? []
        if case .parent(let slot) = part.kind { seeking.append(slot) }
        node.seeking = seeking
    }

    /// Lets the searches of a path's last step go back through the steps before it.
    mutating func findParents(in path: JSONataNode) throws(ExpressionError) {
        let steps = path.steps
        guard let last = steps.last else { return }
        var seeking = last.seeking ?? []
        if case .parent(let slot) = last.kind { seeking.append(slot) }
        for slot in seeking {
            var index = steps.count - 2
            while slots[slot].level > 0 {
                guard index >= 0 else {
                    if path.seeking == nil { path.seeking = [] }
                    path.seeking?.append(slot)
                    break
                }
                var step = steps[index]
                index -= 1
                // Steps that bind the focus one after the other all start from the same item.
                while index >= 0, step.focus != nil, steps[index].focus != nil {
                    step = steps[index]
                    index -= 1
                }
                try seek(slot, in: step)
            }
        }
    }

    /// Goes back over one step.
    mutating func seek(_ slot: Int, in step: JSONataNode) throws(ExpressionError) {
        switch step.kind {
        case .name, .wildcard:
            slots[slot].level -= 1
            guard slots[slot].level == 0 else { return }
            if let other = step.ancestor { slots[slot].label = slots[other].label }
            step.ancestor = slot
        case .parent: slots[slot].level += 1
        case .block(let statements):
            if let last = statements.last { try seek(slot, in: last) }
        case .path(let steps):
            for (number, step) in steps.reversed().enumerated() where number == 0 || slots[slot].level > 0 {
                try seek(slot, in: step)
            }
        default: throw ExpressionError(.noParent, at: step.offset)
        }
    }
}

extension JSONataNode {
    var isParent: Bool {
        if case .parent = kind { true } else { false }
    }

    var steps: [JSONataNode] {
        if case .path(let steps) = kind { steps } else { [] }
    }

    /// The last step of a path; of everything else, itself.
    var lastStep: JSONataNode { steps.last ?? self }

    /// Adds steps to a path.
    func append(_ more: [JSONataNode]) {
        kind = .path(steps + more)
    }

    /// The parts whose parent operators look further up when they found nothing below.
    var partsThatPassOnParents: [JSONataNode] {
        switch kind {
        case .binary(_, let left, let right), .range(let left, let right): [left, right]
        case .array(let items), .block(let items): items
        case .object(let pairs): pairs.flatMap { [$0.key, $0.value] }
        case .condition(let condition, let then, let otherwise): [condition, then] + (otherwise.map { [$0] } ?? [])
        case .binding(_, let value): [value]
        case .call(_, let arguments): arguments.compactMap(\.self)
        default: []
        }
    }
}
