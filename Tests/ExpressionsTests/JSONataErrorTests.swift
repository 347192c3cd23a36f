import Expressions
import Testing

/// What is no JSONata is refused with the reference implementation's code and words, at the place that is wrong;
/// nothing that can be written makes the parser overflow a small stack or take more than linear time.
@Suite struct JSONataErrorTests {
    @Test(arguments: [
        ("\"abc", "S0101", 0, "String literal must be terminated by a matching quote"),
        ("a & 'b\"", "S0101", 4, "String literal must be terminated by a matching quote"),
        ("1 + 1e999", "S0102", 4, "Number out of range: \"1e999\""),
        (#""a\q""#, "S0103", 2, #"Unsupported escape sequence: \"q""#),
        (#""\u12g4""#, "S0104", 1, #"The escape sequence \u must be followed by 4 hex digits"#),
        ("a.`b", "S0105", 2, "Quoted property name must be terminated with a backquote (`)"),
        ("1 /* one", "S0106", 2, "Comment has no closing tag"),
        ("a b", "S0201", 2, "Syntax error: \"b\""),
        ("1 2.5", "S0201", 2, "Syntax error: 2.5"),
        ("a null", "S0201", 2, "Syntax error: null"),
        ("[1 \"x\\\"\"]", "S0202", 3, #"Expected "]", got "x\"""#),
        ("a[1,2)", "S0202", 3, "Expected \"]\", got \",\""),
        ("{\"a\" 1}", "S0202", 5, "Expected \":\", got 1"),
        ("(1", "S0203", 2, "Expected \")\" before end of expression"),
        ("function($x) { $x", "S0203", 17, "Expected \"}\" before end of expression"),
        ("function($x)<s", "S0203", 14, "Expected \">\" before end of expression"),
        ("a ! b", "S0204", 2, "Unknown operator: \"!\""),
        ("", "S0207", 0, "Unexpected end of expression"),
        ("1 +", "S0207", 3, "Unexpected end of expression"),
        ("$x :=", "S0207", 5, "Unexpected end of expression"),
        (
            "function($x, y){1}", "S0208", 13,
            "Parameter 2 of function definition must be a variable name (start with $)"
        ),
        ("$x{a: b}[0]", "S0209", 8, "A predicate cannot follow a grouping expression in a step"),
        ("a{b: c}{d: e}", "S0210", 7, "Each step can only have one grouping expression"),
        ("{\"a\":}", "S0211", 5, "The symbol \"}\" cannot be used as a unary operator"),
        ("a ?? b", "S0211", 3, "The symbol \"?\" cannot be used as a unary operator"),
        ("a := 1", "S0212", 0, "The left side of := must be a variable name (start with $)"),
        ("a.1", "S0213", 2, "The literal value 1 cannot be used as a step within a path expression"),
        ("true.a", "S0213", 0, "The literal value true cannot be used as a step within a path expression"),
        ("a@b", "S0214", 2, "The right side of \"@\" must be a variable name (start with $)"),
        ("a#1", "S0214", 2, "The right side of \"#\" must be a variable name (start with $)"),
        ("a[0]@$v", "S0215", 4, "A context variable binding must precede any predicates on a step"),
        ("a^(b)@$v", "S0216", 5, "A context variable binding must precede the 'order-by' clause on a step"),
        ("%", "S0217", 0, "The object representing the 'parent' cannot be derived from this expression"),
        ("$x[a = %]", "S0217", 0, "The object representing the 'parent' cannot be derived from this expression"),
        ("$split(a, //)", "S0301", 10, "Empty regular expressions are not allowed"),
        ("$match(\"a\", /abc", "S0302", 12, "No terminating / in regular expression"),
        ("function($x)<n<s>>{1}", "S0401", 12, "Type parameters can only be applied to functions and arrays"),
        ("function($x)<(a<s>)>{1}", "S0402", 12, "Choice groups containing parameterized types are not supported"),
        (
            "function($x)<s++>{1}", "signature", 12,
            "A parameter of a function's signature has too many of the signs ?, + and -"
        ),
    ])
    func theTextIsRefused(_ text: String, _ code: String, _ offset: Int, _ message: String) {
        #expect(throws: ExpressionError(code, message, at: offset)) { try JSONataExpression(parsing: text) }
    }

    /// Ways to nest, each once a level.
    private static let towers: [(opening: String, closing: String)] = [
        ("(", ")"), ("[", "]"), ("{\"a\":", "}"), ("a[", "]"), ("-", ""), ("$f(", ")"), ("a ? ", " : b"),
        ("$x := ", ""), ("function(){", "}"), ("|a|", "|"), ("a^(", ")"), ("a{b: ", "}"), ("a.(", ")"),
    ]
    /// Operators that can follow one another without end.
    private static let chains = [" + 1", ".a", "[0]", "(1)", "#$i", " ~> $f", " and b", "^(a)", "@$v.a"]

    /// A secondary thread's stack is an eighth of the main one's: whatever is accepted must fit, in every walk.
    @Test func theDeepestExpressionsFitASmallStack() throws {
        let levels = JSONataExpression.depthLimit - 3
        let nested = Self.towers.map { tower in
            String(repeating: tower.opening, count: levels / 2) + "a"
                + String(repeating: tower.closing, count: levels / 2)
        }
        let chained = Self.chains.map { "$x" + String(repeating: $0, count: levels / 2) }
        let texts = nested + chained
        let refused = onSmallStack { texts.filter { !survivesEveryWalk($0) } }
        #expect(refused == [])
    }

    @Test func whatIsNestedDeeperIsRefused() {
        let texts =
            Self.towers.map { String(repeating: $0.opening, count: 100_000) }
            + Self.towers.map { tower in
                String(repeating: tower.opening, count: 600) + "a" + String(repeating: tower.closing, count: 600)
            } + Self.chains.map { "$x" + String(repeating: $0, count: 100_000) }
        let accepted = onSmallStack { texts.filter { refusal(of: $0) != "nesting" }.map { $0.prefix(20) } }
        #expect(accepted == [])
    }

    /// A megabyte of flat text: an array of parent operators in a path is the worst that was found.
    @Test func longFlatExpressionsAreReadInTime() throws {
        let items = String(repeating: "%,", count: 100_000)
        let expression = try JSONataExpression(parsing: "a.b.c.d.[\(items)%.%.%]")
        #expect(expression.description.hasPrefix("a.b.c.d.[%, %, %"))
        let spaces = String(repeating: " /* */", count: 100_000)
        #expect(try JSONataExpression(parsing: spaces + "1" + spaces).kind == .number(1))
    }
}

private func refusal(of text: String) -> String? {
    do throws(ExpressionError) {
        _ = try JSONataExpression(parsing: text)
        return nil
    } catch {
        return error.code
    }
}

/// Parsing, writing, comparing, analyzing and freeing.
private func survivesEveryWalk(_ text: String) -> Bool {
    guard let expression = try? JSONataExpression(parsing: text) else { return false }
    _ = expression.references
    _ = expression.hashValue
    return (try? JSONataExpression(parsing: expression.description)) == expression
}
