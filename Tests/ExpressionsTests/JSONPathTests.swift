import Expressions
import Glibc
import JSON
import Testing

/// Every path that AWS takes is read into a value that holds all that is needed to evaluate it, and is written back
/// in one canonical spelling; what is no path is refused at the character that fits none.
@Suite struct JSONPathTests {
    @Test func rootsAreTheInputTheContextObjectAndVariables() throws {
        #expect(try JSONPath(parsing: "$") == JSONPath(root: .input))
        #expect(try JSONPath(parsing: "$$") == JSONPath(root: .context))
        #expect(try JSONPath(parsing: "$total") == JSONPath(root: .variable("total")))
        #expect(try JSONPath(parsing: "$größe2.a") == JSONPath(root: .variable("größe2"), segments: [.name("a")]))
        #expect(try JSONPath(parsing: "$變數[0]") == JSONPath(root: .variable("變數"), segments: [.index(0)]))
    }

    @Test func segmentsAreReadOneByOne() throws {
        let path = try JSONPath(parsing: #"$.a-b['c d']["e"].['f','g'][0][-1][1, 2][1:][:3][::2].*[*]..h"#)
        #expect(
            path.segments == [
                .name("a-b"), .name("c d"), .name("e"), .names(["f", "g"]), .index(0), .index(-1), .indexes([1, 2]),
                .slice(from: 1, to: nil, step: nil), .slice(from: nil, to: 3, step: nil),
                .slice(from: nil, to: nil, step: 2), .wildcard, .wildcard, .descendants, .name("h"),
            ])
    }

    @Test(arguments: [
        (#"$['it\'s']"#, "it's"), (#"$["say \"a\""]"#, #"say "a""#), (#"$['a\\b']"#, #"a\b"#),
        (#"$['caf\u00e9']"#, "café"), (#"$['\ud83d\ude00']"#, "😀"), (#"$['a\tb']"#, "a\tb"), ("$['']", ""),
    ])
    func escapesInNamesAreResolved(_ text: String, _ name: String) throws {
        #expect(try JSONPath(parsing: text).segments == [.name(name)])
    }

    @Test func anExpressionOfTheLengthIsAnIndexFromTheEnd() throws {
        #expect(try JSONPath(parsing: "$.a[(@.length-1)]") == JSONPath(parsing: "$.a[-1]"))
        #expect(try JSONPath(parsing: "$.a[( @.length - 2 )]") == JSONPath(parsing: "$.a[-2]"))
    }

    @Test func aFunctionIsKeptWithWhatItIsGiven() throws {
        var notes = PathNotes()
        let path = try JSONPath(parsing: "$.é.max(1, $.b.avg())", notes: &notes)
        #expect(path.segments == [.name("é"), .function("max", arguments: "1, $.b.avg()")])
        #expect(notes.doubts.map(\.code) == ["path-function"])
        #expect(notes.doubts.map(\.offset) == [3])
    }

    // Canonical spellings, which also show how the text was understood.
    @Test(arguments: [
        ("$.a.b_c[0]", "$.a.b_c[0]"), ("$['a']['b c']", "$.a['b c']"), ("$.ns:tag", "$['ns:tag']"),
        ("$.*.x", "$[*].x"), ("$..a", "$..a"), ("$..['a b']", "$..['a b']"), ("$..*", "$..[*]"),
        ("$.a[ 1 , 2 ]", "$.a[1, 2]"), ("$.[0]  ", "$[0]"), ("$.a[1 : 5 : 2]", "$.a[1:5:2]"),
        ("$.a.length()", "$.a.length()"), ("$..sum()", "$..sum()"), ("$$.Execution.Id", "$$.Execution.Id"),
        ("$.a[?(@.b)]", "$.a[?(@.b)]"), ("$.a[? ( @.b>1&&@.c=='x' ) ]", "$.a[?(@.b > 1 && @.c == 'x')]"),
        ("$[?(@.n == 'a' || (@.b && !@.c))]", "$[?(@.n == 'a' || @.b && !@.c)]"),
        ("$[?((@.a || @.b) && @.c)]", "$[?((@.a || @.b) && @.c)]"),
        ("$[?(!(@.a == null))]", "$[?(!@.a == null)]"), ("$[?(!(@.a || @.b))]", "$[?(!(@.a || @.b))]"),
        ("$[?(@.s in ['S', \"M\", 1])]", "$[?(@.s in ['S', 'M', 1])]"),
        ("$[?(@.s NIN [])]", "$[?(@.s nin [])]"), ("$[?('x' in @.tags)]", "$[?('x' in @.tags)]"),
        ("$[?(@.s subsetof ['a'])]", "$[?(@.s subsetof ['a'])]"), ("$[?(@.s size 3)]", "$[?(@.s size 3)]"),
        ("$[?(@.s empty true)]", "$[?(@.s empty true)]"), ("$[?(@.n =~ /a\\/b.*?/i)]", "$[?(@.n =~ /a\\/b.*?/i)]"),
        ("$[?(@.Name==Receipt)]", "$[?(@.Name == 'Receipt')]"), ("$[?(@.OU > 0)]", "$[?(@.OU > 0)]"),
        ("$[?(@ == 'x')]", "$[?(@ == 'x')]"), ("$[?(@.id == $.agent_id)].a", "$[?(@.id == $.agent_id)].a"),
        ("$[?(@.a[0].b === {'k': [true]})]", "$[?(@.a[0].b === {'k': [true]})]"),
        ("$[?(@.t == -1.5e3)]", "$[?(@.t == -1.5e3)]"), ("$[?(@.l.length() > 2)]", "$[?(@.l.length() > 2)]"),
        ("$[?(@.a == 'it\\'s')]", "$[?(@.a == 'it\\'s')]"), ("$[?($limit < @.n)]", "$[?($limit < @.n)]"),
    ])
    func theCanonicalSpellingReadsBackAsTheSamePath(_ text: String, _ canonical: String) throws {
        let path = try JSONPath(parsing: text)
        #expect(path.description == canonical)
        #expect(try JSONPath(parsing: canonical) == path)
    }

    @Test func aFilterIsReadByTheStrengthOfItsOperators() throws {
        let path = try JSONPath(parsing: "$[?(@.a && @.b || @.c)]")
        func exists(_ name: String) -> JSONPathFilter { .exists(JSONPath(root: .current, segments: [.name(name)])) }
        #expect(path.segments == [.filter(.or([.and([exists("a"), exists("b")]), exists("c")]))])
    }

    // Each with a part of the message and the offset, in scalars, of what is wrong.
    @Test(arguments: [
        ("", "starts with '$', not with the end", 0), ("a.b", "not with 'a'", 0), (" $.a", "not with a blank", 0),
        ("@.a", "not with '@'", 0), ("$.", "a name behind '.'", 2), ("$...", "not '.'", 3), ("$..", "not the end", 3),
        ("$.a b", "or the end is expected, not 'b'", 4), ("$.é b", "not 'b'", 4), ("$.a..", "not the end", 5),
        ("$.a[", "bracket is not closed", 3), ("$.a['b'", "bracket is not closed", 3),
        ("$['a", "quote is not closed", 2),
        ("$[$$.x]", "a name in quotes, an index, '*' or '?(' behind '[' is expected, not '$'", 2),
        ("$[a]", "not 'a'", 2), ("$[]", "not ']'", 2), ("$[0", "not closed", 1), ("$[0,]", "an index is expected", 4),
        ("$['a',]", "a name in quotes", 6), ("$['a' 'b']", "']' is expected, not '''", 6), ("$[-]", "a digit", 3),
        ("$[99999999999]", "at most 2147483647", 2), ("$[1:2:0]", "step of a slice is not 0", 6),
        ("$[(@.size-1)]", "can be computed", 2), ("$[?@.a]", "'(', as in", 3), ("$[?(@.a]", "a comparison", 7),
        ("$[?(@.a == )]", "a path or a constant", 11), ("$[?(@.a is 1)]", "'is' is no comparison", 8),
        ("$[?('a')]", "a constant alone", 4), ("$[?(@.a & @.b)]", "'&&' is expected", 9),
        ("$[?(@.a == 'x]", "quote is not closed", 11), ("$[?(@.a =~ /x)]", "pattern is not closed", 11),
        ("$.f(", "parenthesis is not closed", 3), ("$[?(@.a == [1)]", "',' or ']'", 13), ("$a-b", "not '-'", 2),
        ("$_a", "starts with a letter, not with '_'", 1), ("$1", "not with '1'", 1), ("$.a*", "not '*'", 3),
        ("$['\\ud83d']", "surrogate", 3), ("$['\\u12']", "hexadecimal", 3), ("$.a,b", "not ','", 3),
        ("$[?(@.a == {1: 2})]", "a key in quotes", 12), ("$[?(@.a == {'b'})]", "':' is expected", 15),
    ])
    func whatIsNoPathIsRefusedWhereItGoesWrong(_ text: String, _ part: String, _ offset: Int) {
        let error = #expect(throws: ExpressionError.self) { try JSONPath(parsing: text) }
        #expect(error?.code == "invalid-jsonpath")
        #expect(error?.message.contains(part) == true, "\(text): \(error?.message ?? "")")
        #expect(error?.offset == offset, "\(text): \(error?.message ?? "")")
    }

    @Test func aVariableNameHasAtMost80Characters() throws {
        let longest = String(repeating: "é", count: 80)
        #expect(try JSONPath(parsing: "$\(longest).a").root == .variable(longest))
        #expect(throws: ExpressionError.self) { try JSONPath(parsing: "$\(longest)e.a") }
    }

    @Test func nestingHasALimit() throws {
        func nested(_ depth: Int) -> String {
            "$[?" + String(repeating: "(", count: depth) + "@.a" + String(repeating: ")", count: depth) + "]"
        }
        #expect(try JSONPath(parsing: nested(32)) == JSONPath(parsing: "$[?(@.a)]"))
        let error = #expect(throws: ExpressionError.self) { try JSONPath(parsing: nested(33)) }
        #expect(error?.message.contains("32 deep") == true)
        let most = "$[?(" + String(repeating: "!", count: 31) + "@.a)]"
        #expect(try JSONPath(parsing: most).description == most)
        let bangs = "$[?(" + String(repeating: "!", count: 100_000) + "@.a)]"
        #expect(throws: ExpressionError.self) { try JSONPath(parsing: bangs) }
    }

    @Test func variablesAreNotedWithTheirPlaces() throws {
        var notes = PathNotes()
        let path = try JSONPath(parsing: "$é.a[?(@.b == $limit && $other.c > $é)]", notes: &notes)
        #expect(path.variables == ["é", "limit", "other"])
        #expect(notes.variables.map(\.name) == ["é", "limit", "other", "é"])
        #expect(notes.variables.map(\.offset) == [0, 14, 24, 35])
    }

    @Test func aLongPathCostsNoMoreThanItsLength() throws {
        // This thread's own time: the tests beside it make no difference.
        func seconds(_ text: String) throws -> Double {
            var (start, end) = (timespec(), timespec())
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
            _ = try JSONPath(parsing: text)
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
            return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
        }
        for part in ["[?(@.é == $v)]", "[(@.length-1)]", ".f(x)", "['a']", "..b"] {
            let short = try seconds("$" + String(repeating: part, count: 2_000))
            let long = try seconds("$" + String(repeating: part, count: 32_000))
            // Sixteen times the length; a square would take 256 times as long.
            #expect(long < short * 80 + 0.02, "\(part): \(short) and \(long)")
        }
    }
}
