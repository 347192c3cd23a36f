/// The smallest parts of an expression's text.
struct JSONataToken {
    enum Kind: Equatable {
        case symbol(JSONataSymbol)
        case name(String)
        case variable(String)
        case string(String)
        case number(Double)
        case boolean(Bool)
        case null
        case regularExpression(pattern: String, ignoresCase: Bool, isMultiline: Bool)
        case end
    }

    var kind: Kind
    /// Where it starts, in Unicode scalars.
    var offset: Int
    /// Where it starts and ends, in bytes.
    var bytes: Range<Int>

    /// How strongly it binds what stands before it; 0 for everything that stands in no infix position.
    var bindingPower: Int {
        if case .symbol(let symbol) = kind { symbol.bindingPower } else { 0 }
    }

    /// As error messages name it.
    var quoted: String {
        switch kind {
        case .symbol(let symbol): "\"\(symbol.rawValue)\""
        case .name(let text), .variable(let text), .string(let text): jsonataText(of: text)
        case .number(let value): jsonataText(of: value)
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .regularExpression(let pattern, _, _): "\"/\(pattern)/\""
        case .end: "\"(end)\""
        }
    }
}

/// Everything that is written with punctuation, and the three words that are operators.
enum JSONataSymbol: String {
    case dot = "."
    case range = ".."
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case comma = ","
    case at = "@"
    case hash = "#"
    case semicolon = ";"
    case colon = ":"
    case assign = ":="
    case question = "?"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case doubleStar = "**"
    case slash = "/"
    case percent = "%"
    case bar = "|"
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case caret = "^"
    case chain = "~>"
    case ampersand = "&"
    case and
    case or
    case isIn = "in"
    /// No operators, but they end a name.
    case exclamation = "!"
    case tilde = "~"

    /// The reference implementation's table.
    var bindingPower: Int {
        switch self {
        case .openBracket, .openParenthesis, .at, .hash: 80
        case .dot: 75
        case .openBrace: 70
        case .star, .slash, .percent: 60
        case .plus, .minus, .ampersand: 50
        case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .caret, .chain, .isIn: 40
        case .and: 30
        case .or: 25
        case .question: 20
        case .assign: 10
        default: 0
        }
    }
}
