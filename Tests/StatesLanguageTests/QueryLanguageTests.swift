import StatesLanguage
import Testing

/// A state has the language of the machine unless it says otherwise, and only fields of its language. All texts, places
/// and orders here are recorded answers of AWS.
@Suite struct QueryLanguageTests {
    private static func onlyJSONata(_ field: String) -> String {
        "The QueryLanguage is set to 'JSONPath', but field '\(field)' is only supported for the 'JSONata' QueryLanguage"
    }

    private static func onlyJSONPath(_ field: String) -> String {
        "The QueryLanguage is set to 'JSONata', but field '\(field)' is only supported for the 'JSONPath' QueryLanguage"
    }

    private static let downgrade =
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
    private static let spelling = "Value should be one of the following: [JSONPath, JSONata]"

    @Test(arguments: [
        (#"{"Type":"Pass","Output":{"v":1},"End":true}"#, ["/States/X: \(onlyJSONata("Output"))"]),
        (#"{"Type":"Pass","Assign":{"counter":1},"End":true}"#, []),
        (#"{"Type":"Pass","QueryLanguage":"JSONPath","InputPath":"$.a","End":true}"#, []),
        (#"{"Type":"Pass","QueryLanguage":"JSONata","Output":{"v":"{% 1 %}"},"End":true}"#, []),
        (
            #"{"Type":"Pass","QueryLanguage":"jsonata","Output":{"v":"{% 1 %}"},"InputPath":"$.a","End":true}"#,
            ["/States/X: \(onlyJSONPath("InputPath"))", "/States/X/QueryLanguage: \(spelling)"]
        ),
        (
            #"{"Type":"Pass","QueryLanguage":"foo","InputPath":"$.a","End":true}"#,
            ["/States/X: \(onlyJSONPath("InputPath"))", "/States/X/QueryLanguage: \(spelling)"]
        ),
        (
            #"{"Type":"Pass","QueryLanguage":5,"InputPath":"$.a","End":true}"#,
            ["/States/X: \(onlyJSONPath("InputPath"))", "/States/X/QueryLanguage: Expected value of type [STRING]"]
        ),
    ])
    func aStateOfAJSONPathMachine(_ state: String, _ errors: [String]) throws {
        #expect(try CheckedDefinition(state: state).errors == errors)
    }

    @Test(arguments: [
        (
            #"{"Type":"Pass","InputPath":"$.a","OutputPath":"$.b","ResultPath":"$.c","End":true}"#,
            ["InputPath", "OutputPath", "ResultPath"].map { "/States/X: \(onlyJSONPath($0))" }
        ),
        (#"{"Type":"Pass","QueryLanguage":"jsonpath","End":true}"#, ["/States/X/QueryLanguage: \(spelling)"]),
        // The downgrade is the whole answer: nothing is said of Output, which JSONPath does not know.
        (
            #"{"Type":"Pass","QueryLanguage":"JSONPath","Output":{"v":"{% 1 %}"},"End":true}"#,
            ["/States/X: \(downgrade)"]
        ),
        (
            #"{"Type":"Map","QueryLanguage":"JSONPath","MaxConcurrency":-1,"End":true,"ItemProcessor":"#
                + #"{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}"#,
            ["/States/X: \(downgrade)", "/States/X/MaxConcurrency: Minimum value is 0"]
        ),
        (
            #"{"Type":"Map","End":true,"Items":"{% [1] %}","MaxConcurrencyPath":"$.n","ItemProcessor":"#
                + #"{"StartAt":"P","States":{"P":{"Type":"Pass","Output":{"d":"{% 2 %}"},"End":true}}}}"#,
            ["/States/X: \(onlyJSONPath("MaxConcurrencyPath"))"]
        ),
    ])
    func aStateOfAJSONataMachine(_ state: String, _ errors: [String]) throws {
        #expect(try CheckedDefinition(state: state, queryLanguage: "JSONata").errors == errors)
    }

    @Test(arguments: ["ItemProcessor", "Iterator"])
    func aMapDoesNotPassItsLanguageOnAndItsProcessorHasNone(_ processor: String) throws {
        let inner = try CheckedDefinition(
            state: #"{"Type":"Map","QueryLanguage":"JSONata","End":true,"\#(processor)":{"StartAt":"P","States":"#
                + #"{"P":{"Type":"Pass","Output":1,"End":true}}}}"#)
        #expect(inner.errors == ["/States/X/\(processor)/States/P: \(Self.onlyJSONata("Output"))"])
        let own = try CheckedDefinition(
            state: #"{"Type":"Map","End":true,"\#(processor)":{"QueryLanguage":"JSONata","StartAt":"P","States":"#
                + #"{"P":{"Type":"Pass","End":true}}}}"#)
        #expect(own.errors == ["/States/X/\(processor): Field 'QueryLanguage' is not supported"])
    }

    @Test func aBranchHasNoLanguageEither() throws {
        let checked = try CheckedDefinition(
            state: #"{"Type":"Parallel","End":true,"Branches":[{"QueryLanguage":"JSONata","StartAt":"P","States":"#
                + #"{"P":{"Type":"Pass","End":true}}}]}"#)
        #expect(checked.errors == ["/States/X/Branches[0]: Field 'QueryLanguage' is not supported"])
    }

    @Test func aFieldIsPointedAtThoughAWSNamesTheState() throws {
        let checked = try CheckedDefinition(state: #"{"Type":"Pass","Output":1,"End":true}"#)
        #expect(checked.findings.first?.pointer.jsonPointer == "/States/X/Output")
        #expect(checked.findings.first?.serviceLocation == "/States/X")
    }
}
