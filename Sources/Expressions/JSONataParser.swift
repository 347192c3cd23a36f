/// Reads tokens into a tree by operator precedence, as the reference implementation does: each token knows what it is
/// at the start of a value and what it is behind one.
struct JSONataParser {
    private var tokenizer: JSONataTokenizer
    private(set) var token = JSONataToken(kind: .end, offset: 0, bytes: 0..<0)
    private var depth = 0

    init(_ text: String) throws(ExpressionError) {
        tokenizer = JSONataTokenizer(text)
        try advance()
    }

    /// Reads the whole text.
    mutating func parse() throws(ExpressionError) -> JSONataNode {
        let node = try expression(0)
        guard token.kind == .end else { throw ExpressionError(.surplus(token.quoted), at: token.offset) }
        return node
    }

    /// Reads a value and every operator behind it that binds more strongly than `bindingPower`.
    mutating func expression(_ bindingPower: Int) throws(ExpressionError) -> JSONataNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONataExpression.depthLimit else { throw ExpressionError(.nesting, at: token.offset) }
        let start = token
        try advance(isInfix: true)
        var left = try prefix(start)
        while bindingPower < token.bindingPower {
            let symbol = token
            try advance()
            left = try infix(symbol, left)
        }
        return left
    }

    /// Takes the next token.
    mutating func advance(isInfix: Bool = false) throws(ExpressionError) {
        token = try tokenizer.next(isInfix: isInfix)
        switch token.kind {
        case .symbol(.exclamation), .symbol(.tilde):
            throw ExpressionError(.unknownOperator(token.quoted), at: token.offset)
        default: break
        }
    }

    /// Takes the next token if the present one is as expected.
    mutating func advance(over symbol: JSONataSymbol, isInfix: Bool = false) throws(ExpressionError) {
        guard isAt(symbol) else {
            let error: JSONataError =
                token.kind == .end
                ? .endInstead(of: symbol.rawValue) : .unexpected(token.quoted, expected: symbol.rawValue)
            throw ExpressionError(error, at: token.offset)
        }
        try advance(isInfix: isInfix)
    }

    func isAt(_ symbol: JSONataSymbol) -> Bool {
        if case .symbol(symbol) = token.kind { true } else { false }
    }

    /// The present token as it is written.
    var tokenText: String { String(decoding: tokenizer.bytes[token.bytes], as: UTF8.self) }

    /// A node over others, unless that makes the tree too high.
    func node(
        _ kind: JSONataNode.Kind, at offset: Int, over height: Int
    ) throws(ExpressionError) -> JSONataNode {
        guard height < JSONataExpression.depthLimit else { throw ExpressionError(.nesting, at: offset) }
        return JSONataNode(kind, at: offset, height: height + 1)
    }
}

extension JSONataParser {
    /// What a token is where a value starts.
    private mutating func prefix(_ start: JSONataToken) throws(ExpressionError) -> JSONataNode {
        switch start.kind {
        case .name(let name): return JSONataNode(.name(name), at: start.offset)
        case .variable(let name): return JSONataNode(.variable(name), at: start.offset)
        case .end: return JSONataNode(.end, at: start.offset)
        case .symbol(let symbol): return try prefix(symbol, at: start.offset)
        default: return JSONataNode(.literal(start.kind), at: start.offset)
        }
    }

    private mutating func prefix(
        _ symbol: JSONataSymbol, at offset: Int
    ) throws(ExpressionError) -> JSONataNode {
        switch symbol {
        case .and, .or, .isIn: return JSONataNode(.name(symbol.rawValue), at: offset)
        case .star: return JSONataNode(.wildcard, at: offset)
        case .doubleStar: return JSONataNode(.descendants, at: offset)
        case .percent: return JSONataNode(.parent(slot: 0), at: offset)
        case .minus:
            let operand = try expression(70)
            return try node(.negation(operand), at: offset, over: operand.height)
        case .openParenthesis: return try block(at: offset)
        case .openBracket: return try array(at: offset)
        case .openBrace:
            let (pairs, height) = try self.pairs()
            return try node(.object(pairs), at: offset, over: height)
        case .bar: return try transform(at: offset)
        default: throw ExpressionError(.noPrefix("\"\(symbol.rawValue)\""), at: offset)
        }
    }

    /// What a token is behind a value.
    private mutating func infix(
        _ token: JSONataToken, _ left: JSONataNode
    ) throws(ExpressionError) -> JSONataNode {
        guard case .symbol(let symbol) = token.kind else {
            preconditionFailure("only symbols bind what stands before them")
        }
        switch symbol {
        case .openParenthesis: return try call(left, at: token.offset)
        case .openBracket: return try filter(left, at: token.offset)
        case .openBrace:
            let (pairs, height) = try self.pairs()
            return try node(.group(left, pairs), at: token.offset, over: max(height, left.height))
        case .caret: return try order(left, at: token.offset)
        case .question: return try condition(left, at: token.offset)
        case .assign: return try binding(left)
        case .at, .hash:
            let name = try boundVariable(behind: symbol)
            let kind: JSONataNode.Kind = symbol == .at ? .focus(left, name) : .index(left, name)
            return try node(kind, at: token.offset, over: left.height)
        default:
            let right = try expression(symbol.bindingPower)
            let height = max(left.height, right.height)
            return try node(binary(symbol, left, right), at: token.offset, over: height)
        }
    }

    private func binary(_ symbol: JSONataSymbol, _ left: JSONataNode, _ right: JSONataNode) -> JSONataNode.Kind {
        switch symbol {
        case .dot: return .step(left, right)
        case .chain: return .chain(left, right)
        default:
            guard let known = JSONataExpression.Operator(rawValue: symbol.rawValue) else {
                preconditionFailure("every other symbol that binds is an operator between two values")
            }
            return .binary(known, left, right)
        }
    }

    private mutating func binding(_ left: JSONataNode) throws(ExpressionError) -> JSONataNode {
        guard case .variable(let name) = left.kind else {
            throw ExpressionError(.bindingToNoVariable, at: left.offset)
        }
        // Less than its own power: it binds to the right.
        let value = try expression(JSONataSymbol.assign.bindingPower - 1)
        return try node(.binding(name, value), at: left.offset, over: value.height)
    }

    private mutating func boundVariable(behind symbol: JSONataSymbol) throws(ExpressionError) -> String {
        let right = try expression(symbol.bindingPower)
        guard case .variable(let name) = right.kind else {
            throw ExpressionError(.noVariableBehind(symbol.rawValue), at: right.offset)
        }
        return name
    }
}
