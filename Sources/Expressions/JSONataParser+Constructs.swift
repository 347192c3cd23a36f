extension JSONataParser {
    /// Reads what stands between commas, up to a token that is no comma.
    private mutating func list<Item>(
        until closing: JSONataSymbol, _ read: (inout JSONataParser) throws(ExpressionError) -> Item
    ) throws(ExpressionError) -> [Item] {
        var items: [Item] = []
        guard !isAt(closing) else { return items }
        items.append(try read(&self))
        while isAt(.comma) {
            try advance()
            items.append(try read(&self))
        }
        return items
    }

    /// `( ; )`
    mutating func block(at offset: Int) throws(ExpressionError) -> JSONataNode {
        var statements: [JSONataNode] = []
        while !isAt(.closeParenthesis) {
            statements.append(try expression(0))
            guard isAt(.semicolon) else { break }
            try advance()
        }
        try advance(over: .closeParenthesis, isInfix: true)
        return try node(.block(statements), at: offset, over: highest(statements))
    }

    /// `[ , ]`
    mutating func array(at offset: Int) throws(ExpressionError) -> JSONataNode {
        let items = try list(until: .closeBracket) { parser throws(ExpressionError) in try parser.arrayItem() }
        try advance(over: .closeBracket, isInfix: true)
        return try node(.array(items), at: offset, over: highest(items))
    }

    private mutating func arrayItem() throws(ExpressionError) -> JSONataNode {
        let first = try expression(0)
        guard isAt(.range) else { return first }
        let offset = token.offset
        try advance()
        let last = try expression(0)
        return try node(.range(first, last), at: offset, over: max(first.height, last.height))
    }

    /// `{ : , }`, and how high the tree below is.
    mutating func pairs() throws(ExpressionError) -> ([(key: JSONataNode, value: JSONataNode)], Int) {
        var height = 0
        let pairs = try list(until: .closeBrace) { parser throws(ExpressionError) in
            let key = try parser.expression(0)
            try parser.advance(over: .colon)
            return (key: key, value: try parser.expression(0))
        }
        for pair in pairs { height = max(height, pair.key.height, pair.value.height) }
        try advance(over: .closeBrace, isInfix: true)
        return (pairs, height)
    }

    /// `|pattern|update,deletion|`
    mutating func transform(at offset: Int) throws(ExpressionError) -> JSONataNode {
        let pattern = try expression(0)
        try advance(over: .bar)
        let update = try expression(0)
        var deletion: JSONataNode?
        if isAt(.comma) {
            try advance()
            deletion = try expression(0)
        }
        try advance(over: .bar)
        let height = max(pattern.height, update.height, deletion?.height ?? 0)
        return try node(.transform(pattern: pattern, update: update, deletion: deletion), at: offset, over: height)
    }

    /// `value[condition]`; without a condition, the value stays an array.
    mutating func filter(_ left: JSONataNode, at offset: Int) throws(ExpressionError) -> JSONataNode {
        if isAt(.closeBracket) {
            var step = left
            while case .filter(let inner, _) = step.kind { step = inner }
            step.keepsArray = true
            try advance()
            return left
        }
        let condition = try expression(0)
        try advance(over: .closeBracket, isInfix: true)
        return try node(.filter(left, condition), at: offset, over: max(left.height, condition.height))
    }

    /// `value^(<term, >term)`
    mutating func order(_ left: JSONataNode, at offset: Int) throws(ExpressionError) -> JSONataNode {
        try advance(over: .openParenthesis)
        var terms: [JSONataNode.Term] = []
        repeat {
            if !terms.isEmpty { try advance() }
            let isDescending = isAt(.greater)
            if isDescending || isAt(.less) { try advance() }
            terms.append((try expression(0), isDescending))
        } while isAt(.comma)
        try advance(over: .closeParenthesis)
        let height = max(left.height, highest(terms.map(\.expression)))
        return try node(.order(left, terms), at: offset, over: height)
    }

    /// `condition ? then : otherwise`
    mutating func condition(_ left: JSONataNode, at offset: Int) throws(ExpressionError) -> JSONataNode {
        let then = try expression(0)
        var otherwise: JSONataNode?
        if isAt(.colon) {
            try advance()
            otherwise = try expression(0)
        }
        let height = max(left.height, then.height, otherwise?.height ?? 0)
        return try node(.condition(left, then: then, otherwise: otherwise), at: offset, over: height)
    }

    /// `function(argument, ?)`, or the definition of a function when that is what the name says.
    mutating func call(_ left: JSONataNode, at offset: Int) throws(ExpressionError) -> JSONataNode {
        let arguments = try list(until: .closeParenthesis) { parser throws(ExpressionError) -> JSONataNode? in
            guard parser.isAt(.question) else { return try parser.expression(0) }
            try parser.advance()
            return nil
        }
        try advance(over: .closeParenthesis, isInfix: true)
        if case .name(let name) = left.kind, name == "function" || name == "λ" {
            return try function(arguments, at: left.offset)
        }
        let height = max(left.height, highest(arguments.compactMap(\.self)))
        return try node(.call(left, arguments), at: offset, over: height)
    }

    private mutating func function(
        _ arguments: [JSONataNode?], at offset: Int
    ) throws(ExpressionError) -> JSONataNode {
        var parameters: [String] = []
        for argument in arguments {
            guard let argument, case .variable(let name) = argument.kind else {
                throw ExpressionError(
                    .parameterIsNoVariable(number: parameters.count + 1), at: argument?.offset ?? offset)
            }
            parameters.append(name)
        }
        let signature = isAt(.less) ? try self.signature() : nil
        try advance(over: .openBrace)
        let body = try expression(0)
        try advance(over: .closeBrace)
        return try node(
            .function(parameters: parameters, signature: signature, body: body), at: offset, over: body.height)
    }

    /// Reads `<…>`. The signature has no tokens of its own: what the expression's tokens are is put together again.
    private mutating func signature() throws(ExpressionError) -> String {
        let offset = token.offset
        var text = "<"
        var depth = 1
        while depth > 0, !isAt(.openBrace), token.kind != .end {
            let followsBracket = isAt(.less) || isAt(.greater)
            try advance()
            if isAt(.greater) { depth -= 1 }
            if isAt(.less) { depth += 1 }
            // Without the space, the two would read back as one operator.
            if followsBracket, isAt(.equal) { text += " " }
            text += tokenText
        }
        try advance(over: .greater)
        if let error = JSONataSignature.error(in: text) { throw ExpressionError(error, at: offset) }
        return text
    }

    private func highest(_ nodes: [JSONataNode]) -> Int {
        nodes.reduce(0) { max($0, $1.height) }
    }
}
