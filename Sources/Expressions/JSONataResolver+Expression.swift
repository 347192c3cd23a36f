extension JSONataResolver {
    /// A resolved tree as a value.
    func expression(_ node: JSONataNode) -> JSONataExpression {
        JSONataExpression(kind(of: node), suffixes(of: node), at: node.offset)
    }

    private func kind(of node: JSONataNode) -> JSONataExpression.Kind {
        switch node.kind {
        case .literal(let token): return literal(token)
        case .name(let name): return .name(name)
        case .variable(let name): return .variable(name)
        case .wildcard: return .wildcard
        case .descendants: return .descendants
        case .parent(let slot): return .parent(label: slots[slot].label)
        case .path(let steps): return .path(steps.map(expression))
        case .sort(let terms):
            return .sort(terms.map { .init(expression: expression($0.expression), isDescending: $0.isDescending) })
        case .negation(let operand): return .negation(expression(operand))
        case .binary(let symbol, let left, let right): return .binary(symbol, expression(left), expression(right))
        case .range(let first, let last): return .range(expression(first), expression(last))
        case .chain(let value, let function): return .chain(expression(value), expression(function))
        case .array(let items): return .array(items.map(expression))
        case .object(let pairs): return .object(self.pairs(pairs))
        case .block(let statements): return .block(statements.map(expression))
        case .binding(let name, let value): return .binding(name, expression(value))
        default: return kindOfControl(node)
        }
    }

    private func kindOfControl(_ node: JSONataNode) -> JSONataExpression.Kind {
        switch node.kind {
        case .condition(let condition, let then, let otherwise):
            .condition(expression(condition), then: expression(then), otherwise: otherwise.map(expression))
        case .call(let function, let arguments) where arguments.contains { $0 == nil }:
            .partialCall(expression(function), arguments.map { $0.map(expression) })
        case .call(let function, let arguments):
            .call(expression(function), arguments.compactMap { $0.map(expression) })
        case .function(let parameters, let signature, let body):
            .function(parameters: parameters, signature: signature, body: expression(body))
        case .transform(let pattern, let update, let deletion):
            .transform(
                pattern: expression(pattern), update: expression(update), deletion: deletion.map(expression))
        default: preconditionFailure("no other kind is left after resolving")
        }
    }

    private func literal(_ token: JSONataToken.Kind) -> JSONataExpression.Kind {
        switch token {
        case .null: .null
        case .boolean(let value): .boolean(value)
        case .number(let value): .number(value)
        case .string(let value): .string(value)
        case .regularExpression(let pattern, let ignoresCase, let isMultiline):
            .regularExpression(pattern: pattern, ignoresCase: ignoresCase, isMultiline: isMultiline)
        default: preconditionFailure("no other token is a literal")
        }
    }

    private func suffixes(of node: JSONataNode) -> [JSONataExpression.Suffix] {
        var suffixes: [JSONataExpression.Suffix] = []
        if node.keepsArray { suffixes.append(.keepsArray) }
        if let focus = node.focus { suffixes.append(.focus(focus)) }
        if let index = node.index { suffixes.append(.index(index)) }
        if let ancestor = node.ancestor { suffixes.append(.remembersParent(label: slots[ancestor].label)) }
        for stage in node.stages {
            switch stage {
            case .filter(let condition): suffixes.append(.filter(expression(condition)))
            case .index(let name): suffixes.append(.filteredIndex(name))
            }
        }
        if let group = node.group { suffixes.append(.group(pairs(group))) }
        return suffixes
    }

    private func pairs(_ pairs: [(key: JSONataNode, value: JSONataNode)]) -> [JSONataExpression.Pair] {
        pairs.map { .init(key: expression($0.key), value: expression($0.value)) }
    }
}
