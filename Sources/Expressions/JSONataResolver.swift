/// Rewrites a tree as it is written into one that can be evaluated, as the reference implementation does after
/// parsing: steps, filters, groups, orders and bound variables are gathered into paths, and every parent operator
/// finds the step that it means. What only makes sense together is refused here.
struct JSONataResolver {
    /// The search of one parent operator.
    struct Slot {
        /// The step that remembers the item has the same one.
        var label: Int
        /// How many steps there still are to go back.
        var level = 1
    }

    var slots: [Slot] = []

    /// Resolves the root of a tree.
    mutating func resolveWhole(_ node: JSONataNode) throws(ExpressionError) -> JSONataNode {
        let result = try resolve(node)
        if result.isParent || result.seeking != nil { throw ExpressionError(.noParent, at: result.offset) }
        return result
    }

    mutating func resolve(_ node: JSONataNode) throws(ExpressionError) -> JSONataNode {
        // A group is an object: `[]` behind it has no effect.
        let isGroup = if case .group = node.kind { true } else { false }
        let result = try resolveKind(of: node)
        if node.keepsArray, !isGroup { result.lastStep.keepsArray = true }
        return result
    }

    private mutating func resolveKind(of node: JSONataNode) throws(ExpressionError) -> JSONataNode {
        switch node.kind {
        case .end: throw ExpressionError(.unexpectedEnd, at: node.offset)
        case .step(let left, let right): return try resolveStep(left, right)
        case .filter(let left, let condition): return try resolveFilter(left, condition, at: node.offset)
        case .group(let left, let pairs): return try resolveGroup(left, pairs, at: node.offset)
        case .order(let left, let terms): return try resolveOrder(left, terms, at: node.offset)
        case .focus(let left, let name): return try resolveFocus(left, name, at: node.offset)
        case .index(let left, let name): return try resolveIndex(left, name)
        case .name: return JSONataNode(.path([node]), at: node.offset)
        case .parent:
            slots.append(Slot(label: slots.count))
            return JSONataNode(.parent(slot: slots.count - 1), at: node.offset)
        case .negation(let operand): return try resolveNegation(operand, node)
        default:
            try resolveParts(of: node)
            return node
        }
    }

    /// Nodes that stay what they are, with their parts resolved.
    private mutating func resolveParts(of node: JSONataNode) throws(ExpressionError) {
        switch node.kind {
        case .binary(let symbol, let left, let right):
            node.kind = .binary(symbol, try resolve(left), try resolve(right))
        case .range(let first, let last): node.kind = .range(try resolve(first), try resolve(last))
        case .array(let items): node.kind = .array(try resolve(items))
        case .object(let pairs): node.kind = .object(try resolve(pairs))
        case .block(let statements): node.kind = .block(try resolve(statements))
        case .condition(let condition, let then, let otherwise):
            node.kind = .condition(
                try resolve(condition), then: try resolve(then), otherwise: try resolve(optional: otherwise))
        case .binding(let name, let value): node.kind = .binding(name, try resolve(value))
        case .call(let function, let arguments):
            var resolved: [JSONataNode?] = []
            for argument in arguments { resolved.append(try resolve(optional: argument)) }
            node.kind = .call(try resolve(function), resolved)
        case .function(let parameters, let signature, let body):
            node.kind = .function(parameters: parameters, signature: signature, body: try resolve(body))
        case .chain(let value, let function): node.kind = .chain(try resolve(value), try resolve(function))
        case .transform(let pattern, let update, let deletion):
            node.kind = .transform(
                pattern: try resolve(pattern), update: try resolve(update), deletion: try resolve(optional: deletion))
        default: return
        }
        for part in node.partsThatPassOnParents { passOnParents(of: part, to: node) }
    }

    private mutating func resolve(_ nodes: [JSONataNode]) throws(ExpressionError) -> [JSONataNode] {
        var resolved: [JSONataNode] = []
        resolved.reserveCapacity(nodes.count)
        for node in nodes { resolved.append(try resolve(node)) }
        return resolved
    }

    private mutating func resolve(optional node: JSONataNode?) throws(ExpressionError) -> JSONataNode? {
        guard let node else { return nil }
        return try resolve(node)
    }

    private mutating func resolve(
        _ pairs: [(key: JSONataNode, value: JSONataNode)]
    ) throws(ExpressionError) -> [(key: JSONataNode, value: JSONataNode)] {
        var resolved: [(key: JSONataNode, value: JSONataNode)] = []
        resolved.reserveCapacity(pairs.count)
        for pair in pairs { resolved.append((try resolve(pair.key), try resolve(pair.value))) }
        return resolved
    }

    /// A minus before a number is part of the number.
    private mutating func resolveNegation(
        _ operand: JSONataNode, _ node: JSONataNode
    ) throws(ExpressionError) -> JSONataNode {
        let operand = try resolve(operand)
        if case .literal(.number(let value)) = operand.kind {
            operand.kind = .literal(.number(-value))
            return operand
        }
        node.kind = .negation(operand)
        passOnParents(of: operand, to: node)
        return node
    }
}

extension JSONataResolver {
    private mutating func resolveStep(
        _ left: JSONataNode, _ right: JSONataNode
    ) throws(ExpressionError) -> JSONataNode {
        let first = try resolve(left)
        let path = asPath(first)
        if case .parent(let slot) = first.kind { path.seeking = [slot] }
        let rest = try resolve(right)
        if case .path(let steps) = rest.kind {
            path.append(steps)
        } else {
            path.append([rest])
        }
        for step in path.steps {
            switch step.kind {
            case .literal(.string(let text)): step.kind = .name(text)
            case .literal(let literal) where literal.isNoStep:
                let token = JSONataToken(kind: literal, offset: step.offset, bytes: 0..<0)
                throw ExpressionError(.literalAsStep(token.quoted), at: step.offset)
            default: break
            }
        }
        try findParents(in: path)
        return path
    }

    private mutating func resolveFilter(
        _ left: JSONataNode, _ condition: JSONataNode, at offset: Int
    ) throws(ExpressionError) -> JSONataNode {
        let result = try resolve(left)
        let step = result.lastStep
        if step.group != nil { throw ExpressionError(.filterAfterGroup, at: offset) }
        let condition = try resolve(condition)
        if let seeking = condition.seeking {
            for slot in seeking {
                if slots[slot].level == 1 { try seek(slot, in: step) } else { slots[slot].level -= 1 }
            }
            passOnParents(of: condition, to: step)
        }
        step.stages.append(.filter(condition))
        return result
    }

    private mutating func resolveGroup(
        _ left: JSONataNode, _ pairs: [(key: JSONataNode, value: JSONataNode)], at offset: Int
    ) throws(ExpressionError) -> JSONataNode {
        let result = try resolve(left)
        if result.group != nil { throw ExpressionError(.secondGroup, at: offset) }
        result.group = try resolve(pairs)
        return result
    }

    private mutating func resolveOrder(
        _ left: JSONataNode, _ terms: [JSONataNode.Term], at offset: Int
    ) throws(ExpressionError) -> JSONataNode {
        let path = asPath(try resolve(left))
        var resolved: [JSONataNode.Term] = []
        for term in terms { resolved.append((try resolve(term.expression), term.isDescending)) }
        let sort = JSONataNode(.sort(resolved), at: offset)
        for term in resolved { passOnParents(of: term.expression, to: sort) }
        path.append([sort])
        try findParents(in: path)
        return path
    }

    private mutating func resolveFocus(
        _ left: JSONataNode, _ name: String, at offset: Int
    ) throws(ExpressionError) -> JSONataNode {
        let result = try resolve(left)
        let step = result.lastStep
        if !step.stages.isEmpty { throw ExpressionError(.focusAfterFilter, at: offset) }
        if case .sort = step.kind { throw ExpressionError(.focusAfterSort, at: offset) }
        step.focus = name
        return result
    }

    private mutating func resolveIndex(
        _ left: JSONataNode, _ name: String
    ) throws(ExpressionError) -> JSONataNode {
        let path = asPath(try resolve(left))
        let step = path.lastStep
        if step.stages.isEmpty { step.index = name } else { step.stages.append(.index(name)) }
        return path
    }

    private func asPath(_ node: JSONataNode) -> JSONataNode {
        if case .path = node.kind { return node }
        return JSONataNode(.path([node]), at: node.offset)
    }
}

extension JSONataToken.Kind {
    /// Numbers, `true`, `false` and `null` are no steps; texts are names.
    fileprivate var isNoStep: Bool {
        switch self {
        case .number, .boolean, .null: true
        default: false
        }
    }
}
