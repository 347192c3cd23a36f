import Expressions
import JSON
import Testing

/// Every call of an intrinsic function that AWS takes is read into a value with its escapes resolved, and written
/// back in one canonical spelling; wrong calls are refused with a code for their kind and at their place.
@Suite struct IntrinsicCallTests {
    @Test func everyKindOfArgumentIsRead() throws {
        let call = try IntrinsicCall(
            parsing:
                #"States.Array('it\'s', 2020, -1.5e3, $.a[?(@.b == 'x)')], $$.Execution.Id, $v, null, true, false)"#)
        let filtered = try JSONPath(parsing: "$.a[?(@.b == 'x)')]")
        #expect(call.function == .array)
        #expect(
            call.arguments == [
                .text(IntrinsicText(pieces: ["it's"])), .number(2020), .number(-1500), .path(filtered),
                .path(JSONPath(root: .context, segments: [.name("Execution"), .name("Id")])),
                .path(JSONPath(root: .variable("v"))), .null, .boolean(true), .boolean(false),
            ])
        #expect(call.variables == ["v"])
    }

    @Test func callsNestAndBlanksMakeNoDifference() throws {
        let call = try IntrinsicCall(parsing: "States.ArrayGetItem(\n States.StringSplit( $.a , ',' ),0 )  ")
        #expect(
            call
                == IntrinsicCall(
                    .arrayGetItem,
                    [
                        .call(
                            IntrinsicCall(
                                .stringSplit,
                                [
                                    .path(JSONPath(root: .input, segments: [.name("a")])),
                                    .text(IntrinsicText(pieces: [","])),
                                ])), .number(0),
                    ]))
        #expect(call.description == "States.ArrayGetItem(States.StringSplit($.a, ','), 0)")
        #expect(call.paths.map(\.description) == ["$.a"])
    }

    @Test(arguments: [
        (#"'{}'"#, ["", ""]), (#"'a{}b{}'"#, ["a", "b", ""]), (#"'\{\}'"#, ["{}"]), (#"'{ }'"#, ["{ }"]),
        (#"'{"a": 1}'"#, [#"{"a": 1}"#]), (#"'\\{}\''"#, [#"\"#, "'"]), ("'\n'", ["\n"]), ("''", [""]),
        (#"'{{}}'"#, ["{", "}"]),
    ])
    func placesForArgumentsAreToldFromBraces(_ text: String, _ pieces: [String]) throws {
        let call = try IntrinsicCall(parsing: "States.Array(\(text))")
        #expect(call.arguments == [.text(IntrinsicText(pieces: pieces))])
        #expect(try IntrinsicCall(parsing: call.description) == call)
    }

    @Test func everyFunctionTakesWhatItsTableSays() throws {
        let constants: [IntrinsicFunction.Kind: String] = [
            .any: "1", .text: "'MD5'", .number: "1", .array: "$.a", .object: "$.o", .boolean: "false",
        ]
        for function in IntrinsicFunction.allCases {
            let arguments = function.parameters.map { constants[$0] ?? "" }
            let text = "\(function.rawValue)(\(arguments.joined(separator: ", ")))"
            let call = try IntrinsicCall(parsing: text)
            #expect(call.function == function)
            #expect(call.description == text)
        }
        #expect(IntrinsicFunction.allCases.count == 18)
    }

    @Test(arguments: [
        ("States.UUID(1)", "takes no arguments, not 1", 0), ("States.ArrayLength()", "takes 1 argument, not 0", 0),
        ("States.Format()", "at least 1 argument, not 0", 0), ("States.MathRandom(1)", "2 to 3 arguments, not 1", 0),
        ("States.JsonMerge($.a, $.b)", "3 arguments, not 2", 0),
        ("States.Array('é', States.MathAdd(1, 2, 3))", "2 arguments, not 3", 18),
    ])
    func theNumberOfArgumentsIsChecked(_ text: String, _ part: String, _ offset: Int) {
        expect(text, "intrinsic-arity", part, offset)
    }

    @Test(arguments: [
        ("States.MathAdd(1, '-1')", "argument 2 of States.MathAdd has to be a number", 18),
        ("States.ArrayLength('a')", "argument 1 of States.ArrayLength has to be an array", 19),
        ("States.StringSplit($.a, 1)", "has to be a text", 24),
        ("States.JsonMerge($.a, $.b, 'false')", "has to be true or false", 27),
        ("States.Format(1)", "argument 1 of States.Format has to be a text", 14),
        ("States.MathRandom(1, null)", "has to be a number", 21),
    ])
    func constantsOfAWrongKindAreRefused(_ text: String, _ part: String, _ offset: Int) {
        expect(text, "intrinsic-argument", part, offset)
    }

    @Test(arguments: [
        ("States.Default($.a, 1)", "unknown-intrinsic", "'States.Default'", 0),
        ("JsonToString($)", "unknown-intrinsic", "'JsonToString'", 0),
        ("States.Array(Format('a'))", "unknown-intrinsic", "'Format'", 13),
        ("States. ", "unknown-intrinsic", "'States.'", 0), ("", "invalid-intrinsic", "starts with 'States.'", 0),
        ("States.JsonToString($", "invalid-intrinsic", "parenthesis is not closed", 19),
        ("States.StringToJson $.escaped)", "invalid-intrinsic", "'(' is expected, not '$'", 20),
        ("States.Array(1 2)", "invalid-intrinsic", "',' or ')' is expected, not '2'", 15),
        ("States.Array(1,)", "invalid-intrinsic", "an argument is expected, not ')'", 15),
        ("States.Array(\"a\")", "invalid-intrinsic", "single quotes", 13),
        ("States.Array(abc)", "invalid-intrinsic", "'abc' is no argument", 13),
        ("States.Array('a)", "invalid-intrinsic", "quote is not closed", 13),
        ("States.Array(01)", "invalid-intrinsic", "no number", 13),
        ("States.Array('é') x", "invalid-intrinsic", "nothing may follow", 18),
        ("States.Array($.a[)", "invalid-jsonpath", "behind '[' is expected, not ')'", 17),
        (#"States.Format('é\n')"#, "intrinsic-escape", "cannot stand before 'n'", 16),
        (#"States.Format('\"')"#, "intrinsic-escape", "before '\"'", 15),
    ])
    func wrongCallsAreRefusedWhereTheyGoWrong(_ text: String, _ code: String, _ part: String, _ offset: Int) {
        expect(text, code, part, offset)
    }

    @Test func callsNestTenDeep() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "States.ArrayUnique(", count: depth) + "$" + String(repeating: ")", count: depth)
        }
        #expect(try IntrinsicCall(parsing: nested(10)).description == nested(10))
        expect(nested(11), "intrinsic-nesting", "10 deep", 190)
        expect(nested(10_000), "intrinsic-nesting", "10 deep", 190)
    }

    @Test(arguments: [
        ("States.Format('é {} {}', $.n)", "2 times '{}', but 1 argument follow", 14),
        ("States.Format('x', 1, 2)", "0 times '{}', but 2 arguments", 14),
        ("States.ArrayPartition($.a, 0.4)", "at least one element", 27),
        ("States.ArrayRange(1, 1001, 1)", "at most 1000 elements", 27),
        ("States.ArrayRange(1, 5, 0)", "step of a range is not 0", 24),
        ("States.ArrayRange($.a, 5, 0)", "step of a range is not 0", 26),
        ("States.Hash($.a, 'SHA1')", "algorithms are MD5", 17),
        ("States.Base64Encode('\(String(repeating: "é", count: 10_001))')", "at most 10000 characters", 20),
        ("States.ArrayGetItem($.a, -1)", "counted from 0", 25),
        ("States.JsonMerge($.a, $.b, true)", "deep merging", 27),
        ("States.StringToJson('{a}')", "no JSON text", 20),
    ])
    func constantsThatAlwaysFailAreDoubted(_ text: String, _ part: String, _ offset: Int) throws {
        var notes = PathNotes()
        _ = try IntrinsicCall(parsing: text, notes: &notes)
        #expect(notes.doubts.map(\.code) == ["intrinsic-constant"])
        #expect(notes.doubts.first?.message.contains(part) == true, "\(notes.doubts)")
        #expect(notes.doubts.map(\.offset) == [offset])
    }

    @Test(arguments: [
        "States.Format('{} {}', $.n, 1)", "States.Format($.t, 1, 2)", "States.Format('plain')",
        "States.ArrayRange(1, 1000, 1)", "States.ArrayRange(9, 1, -2)", "States.ArrayPartition($.a, 3.7)",
        "States.Hash('x', 'SHA-512')", "States.ArrayGetItem($.a, 0)", "States.StringToJson('[1]')",
        "States.JsonMerge($.a, $.b, false)", "States.ArrayRange(10, 1, 1)",
    ])
    func constantsThatWorkAreNotDoubted(_ text: String) throws {
        var notes = PathNotes()
        _ = try IntrinsicCall(parsing: text, notes: &notes)
        #expect(notes == PathNotes())
    }

    @Test func variablesAreNotedWithTheirPlaces() throws {
        var notes = PathNotes()
        _ = try IntrinsicCall(parsing: "States.Format('é{}{}', $a.b, States.Array($b))", notes: &notes)
        #expect(notes.variables.map(\.name) == ["a", "b"])
        #expect(notes.variables.map(\.offset) == [23, 42])
        #expect(notes.ambiguity == nil)
    }

    private func expect(_ text: String, _ code: String, _ part: String, _ offset: Int) {
        let error = #expect(throws: ExpressionError.self) { try IntrinsicCall(parsing: text) }
        #expect(error?.code == code, "\(text): \(error?.message ?? "")")
        #expect(error?.message.contains(part) == true, "\(text): \(error?.message ?? "")")
        #expect(error?.offset == offset, "\(text): \(error?.message ?? "")")
    }
}
