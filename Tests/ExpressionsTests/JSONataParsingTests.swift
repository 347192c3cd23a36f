import Expressions
import Testing

/// The parser takes the language of JSONata 2.0.6. What an expression was taken for shows in its uniform way of
/// writing, in the tree where that does not tell, and both survive being read again.
@Suite struct JSONataParsingTests {
    @Test(arguments: [
        // Values.
        ("null", "null"), ("true", "true"), ("false", "false"), ("1.50", "1.5"), ("2e3", "2000"), ("1E-7", "1e-07"),
        ("-5", "-5"), ("--5", "5"), ("'it'", "\"it\""),
        (#""\"\\\/\b\f\n\r\t\u0041\u00e9""#, #""\"\\/\b\f\n\r\tAé""#), (#""\ud83d\ude00""#, "\"😀\""),
        (#""\ud83dx""#, "\"\u{FFFD}x\""), ("/a[/](\\/)b/im", "/a[/](\\/)b/im"), ("/x/mi", "/x/im"),
        // Names and variables.
        ("`a b`", "`a b`"), ("`ab`", "ab"), ("é", "é"), ("and", "`and`"), ("in.or", "`in`.`or`"), ("$", "$"),
        ("$$", "$$"), ("$x", "$x"), ("a\"b", "a\"b"), ("``", "``"), ("*", "*"), ("**", "**"),
        // Steps.
        ("a . b.c", "a.b.c"), ("a.'b c'", "a.`b c`"), ("\"`b\".c", "\"`b\".c"), ("a.*.**.b", "a.*.**.b"),
        ("a.(b)", "a.(b)"), ("a.{\"x\":b}", "a.{\"x\": b}"), ("a.$f(b)", "a.$f(b)"), ("a.[b]", "a.[b]"),
        // What stands behind steps.
        ("a[0]", "a[0]"), ("a[][0]", "a[][0]"), ("a[0][]", "a[][0]"), ("a[b = 1].c[-1]", "a[b = 1].c[-1]"),
        ("a@$v.b#$i[$i = 0]", "a@$v.b#$i[$i = 0]"), ("a#$i@$v", "a@$v#$i"), ("a[0]#$i[1]", "a[0]#$i[1]"),
        ("a#$i#$j", "a#$j"), ("$x#$i", "$x#$i"), ("a^(b, >c, <d)[0].e", "a^(b, >c, d)[0].e"),
        ("a{b: c, d: e}", "a{b: c, d: e}"), ("a{b: c}.d", "a.d{b: c}"), ("a{b: c}[0]", "a[0]{b: c}"),
        ("a{b: c}[]", "a{b: c}"), ("$x{b: c}.d", "$x{b: c}.d"), ("'t'{b: c}.d", "\"t\"{b: c}.d"),
        ("- -a{b: c}@$v", "--a{b: c}@$v"), ("$b{a: b}#$i.t", "$b{a: b}#$i.t"), ("$b[0]{a: b}#$i", "$b[0]{a: b}#$i"),
        // Constructs.
        ("()", "()"), ("(1; 2;)", "(1; 2)"), ("[]", "[]"), ("[1..3, a]", "[1 .. 3, a]"), ("{}", "{}"),
        ("a ? b", "a ? b"), ("a ? b ? c : d : e", "a ? b ? c : d : e"), ("$a := $b := 1", "$a := $b := 1"),
        ("$f(1, a)", "$f(1, a)"), ("$f(?, 1)(2)", "$f(?, 1)(2)"), ("f()", "f()"),
        ("function($x, $y) < s-n?:b > { $x }", "function($x, $y)<s-n?:b>{$x}"), ("λ(){1}()", "function(){1}()"),
        ("function($x)<a<n>f<n:n>(sn)>{1}", "function($x)<a<n>f<n:n>(sn)>{1}"),
        ("a ~> $f ~> $g(1)", "a ~> $f ~> $g(1)"), ("|a|{'b': 1}|", "|a|{\"b\": 1}|"),
        ("|a|{'b': 1}, ['c']|", "|a|{\"b\": 1}, [\"c\"]|"),
        // Space, comments, and the slash that is no regular expression.
        ("/* a */ b /**/ . /* / */ c", "b.c"), ("\u{B}\r\n\t a", "a"), ("a/b/c", "a / b / c"),
        ("$replace(a, /b/, c) / 2", "$replace(a, /b/, c) / 2"), ("(1)/(2)", "(1) / (2)"),
    ])
    func theExpressionIsWrittenUniformly(_ text: String, _ expected: String) throws {
        let expression = try JSONataExpression(parsing: text)
        #expect(expression.description == expected)
        let again = try JSONataExpression(parsing: expected)
        #expect(again == expression)
        #expect(again.hashValue == expression.hashValue)
        #expect(again.description == expected)
    }

    /// What can stand behind a value, three at a time, behind each kind of value.
    @Test func whatStandsBehindAValueReadsBack() throws {
        let values = [
            "a", "$b", "-a", "-$b", "'t'", "(a)", "f()", "[1]", "{'a': 1}", "-1", "%", "*", "/r/", "a.$b", "a.-b",
            "a.-b{}",
        ]
        let suffixes = ["", "[]", "[0]", "{a: b}", "@$v", "#$i", ".t", ".-t", ".'t'", "^(s)", "[%.a]", "()"]
        var readable = 0
        for value in values {
            for first in suffixes {
                for second in suffixes {
                    for third in suffixes where try readsBack(value + first + second + third) { readable += 1 }
                }
            }
        }
        #expect(readable > 5000)
    }

    /// Whether a text is an expression, which then is written so that it reads back as an equal one.
    private func readsBack(_ text: String) throws -> Bool {
        guard let expression = try? JSONataExpression(parsing: text) else { return false }
        let written = expression.description
        #expect(try JSONataExpression(parsing: written) == expression, "\(text) is written \(written)")
        return true
    }

    /// Operators from weak to strong. Every pair of neighbors is tried in both orders.
    private static let powers: [(symbols: [String], power: Int)] = [
        (["or"], 25), (["and"], 30), (["=", "!=", "<", "<=", ">", ">=", "in"], 40), (["+", "-", "&"], 50),
        (["*", "/", "%"], 60),
    ]

    @Test func operatorsBindByTheirPower() throws {
        for (weakNumber, weak) in Self.powers.enumerated() {
            for strong in Self.powers[weakNumber...] {
                for first in weak.symbols {
                    for second in strong.symbols {
                        try expect("$a \(first) $b \(second) $c", groupsRight: strong.power > weak.power)
                        try expect("$a \(second) $b \(first) $c", groupsRight: false)
                    }
                }
            }
        }
    }

    private func expect(_ text: String, groupsRight: Bool) throws {
        let kind = try JSONataExpression(parsing: text).kind
        guard case .binary(_, let left, let right) = kind else { throw Unexpected(text: text) }
        #expect(left.isBinary == !groupsRight, "\(text)")
        #expect(right.isBinary == groupsRight, "\(text)")
    }

    struct Unexpected: Error { let text: String }

    @Test func aMinusBindsMoreThanOperatorsAndLessThanSteps() throws {
        #expect(try JSONataExpression(parsing: "-$a * $b").isBinary)
        guard case .negation(let operand) = try JSONataExpression(parsing: "-a.b").kind, case .path = operand.kind
        else {
            throw Unexpected(text: "-a.b")
        }
    }

    @Test func whatIsBehindAStepBelongsToTheStep() throws {
        guard case .path(let steps) = try JSONataExpression(parsing: "a.b[0]{c: d}").kind else {
            throw Unexpected(text: "a.b[0]")
        }
        #expect(steps.map(\.suffixes.count) == [0, 1])
        #expect(try JSONataExpression(parsing: "a.b[0]{c: d}").suffixes.count == 1)
    }

    @Test func aBlockStaysABlock() throws {
        #expect(try JSONataExpression(parsing: "(1 + 2) * 3") != JSONataExpression(parsing: "1 + 2 * 3"))
        #expect(try JSONataExpression(parsing: "(a)") != JSONataExpression(parsing: "a"))
    }

    @Test func placesCountScalars() throws {
        let expression = try JSONataExpression(parsing: "/* é😀 */ [1, $é]")
        #expect(expression.offset == 9)
        guard case .array(let items) = expression.kind else { throw Unexpected(text: "an array") }
        #expect(items.map(\.offset) == [10, 13])
    }

    /// The step that a parent operator means remembers its item under the operator's label.
    @Test(arguments: [("a.%", 0), ("a.b[c = %.d]", 1), ("a.b.c[%.%.x]", 1), ("a.b.(%).c", 1), ("a.b^(%.c)", 1)])
    func aParentOperatorFindsItsStep(_ text: String, _ number: Int) throws {
        guard case .path(let steps) = try JSONataExpression(parsing: text).kind else { throw Unexpected(text: text) }
        let remembering = steps.indices.filter { index in
            steps[index].suffixes.contains { if case .remembersParent = $0 { true } else { false } }
        }
        #expect(remembering.contains(number), "\(text): \(remembering)")
    }
}

extension JSONataExpression {
    fileprivate var isBinary: Bool {
        if case .binary = kind { true } else { false }
    }
}
