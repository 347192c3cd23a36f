/// Everything that can be wrong with the text of an expression, by the reference implementation's codes. The words
/// are those that AWS answers when it refuses a definition.
enum JSONataError {
    case openString
    case numberOutOfRange(String)
    case unknownEscape(String)
    case shortUnicodeEscape
    case openName
    case openComment
    case surplus(String)
    case unexpected(String, expected: String)
    case endInstead(of: String)
    case unknownOperator(String)
    case unexpectedEnd
    case parameterIsNoVariable(number: Int)
    case filterAfterGroup
    case secondGroup
    case noPrefix(String)
    case bindingToNoVariable
    case literalAsStep(String)
    case noVariableBehind(String)
    case focusAfterFilter
    case focusAfterSort
    case noParent
    case emptyRegularExpression
    case openRegularExpression
    case typeParameter
    case choiceOfParameterizedTypes
    case repeatedModifier
    case nesting

    var code: String {
        switch self {
        case .openString: "S0101"
        case .numberOutOfRange: "S0102"
        case .unknownEscape: "S0103"
        case .shortUnicodeEscape: "S0104"
        case .openName: "S0105"
        case .openComment: "S0106"
        case .surplus: "S0201"
        case .unexpected: "S0202"
        case .endInstead: "S0203"
        case .unknownOperator: "S0204"
        case .unexpectedEnd: "S0207"
        case .parameterIsNoVariable: "S0208"
        case .filterAfterGroup: "S0209"
        case .secondGroup: "S0210"
        case .noPrefix: "S0211"
        case .bindingToNoVariable: "S0212"
        case .literalAsStep: "S0213"
        case .noVariableBehind: "S0214"
        case .focusAfterFilter: "S0215"
        case .focusAfterSort: "S0216"
        case .noParent: "S0217"
        case .emptyRegularExpression: "S0301"
        case .openRegularExpression: "S0302"
        case .typeParameter: "S0401"
        case .choiceOfParameterizedTypes: "S0402"
        case .repeatedModifier: "signature"
        case .nesting: "nesting"
        }
    }

    var message: String {
        switch self {
        case .openString: "String literal must be terminated by a matching quote"
        case .numberOutOfRange(let literal): "Number out of range: \"\(literal)\""
        case .unknownEscape(let letter): "Unsupported escape sequence: \\\(jsonataText(of: letter))"
        case .shortUnicodeEscape: "The escape sequence \\u must be followed by 4 hex digits"
        case .openName: "Quoted property name must be terminated with a backquote (`)"
        case .openComment: "Comment has no closing tag"
        case .surplus(let token): "Syntax error: \(token)"
        case .unexpected(let token, let expected): "Expected \"\(expected)\", got \(token)"
        case .endInstead(let expected): "Expected \"\(expected)\" before end of expression"
        case .unknownOperator(let token): "Unknown operator: \(token)"
        case .unexpectedEnd: "Unexpected end of expression"
        case .noPrefix(let token): "The symbol \(token) cannot be used as a unary operator"
        case .emptyRegularExpression: "Empty regular expressions are not allowed"
        case .openRegularExpression: "No terminating / in regular expression"
        case .nesting: "Expression is nested more than \(JSONataExpression.depthLimit) levels deep"
        default: messageOfStructure
        }
    }

    private var messageOfStructure: String {
        switch self {
        case .parameterIsNoVariable(let number):
            "Parameter \(number) of function definition must be a variable name (start with $)"
        case .filterAfterGroup: "A predicate cannot follow a grouping expression in a step"
        case .secondGroup: "Each step can only have one grouping expression"
        case .bindingToNoVariable: "The left side of := must be a variable name (start with $)"
        case .literalAsStep(let literal):
            "The literal value \(literal) cannot be used as a step within a path expression"
        case .noVariableBehind(let symbol):
            "The right side of \"\(symbol)\" must be a variable name (start with $)"
        case .focusAfterFilter: "A context variable binding must precede any predicates on a step"
        case .focusAfterSort: "A context variable binding must precede the 'order-by' clause on a step"
        case .noParent: "The object representing the 'parent' cannot be derived from this expression"
        case .typeParameter: "Type parameters can only be applied to functions and arrays"
        case .choiceOfParameterizedTypes: "Choice groups containing parameterized types are not supported"
        case .repeatedModifier: "A parameter of a function's signature has too many of the signs ?, + and -"
        default: preconditionFailure("every other message is made before this")
        }
    }
}

extension ExpressionError {
    init(_ error: JSONataError, at offset: Int) {
        self.init(error.code, error.message, at: offset)
    }
}
