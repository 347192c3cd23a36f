import StatesLanguage
import Testing

/// Every type of state takes exactly the fields that AWS's validation was measured to take, and every number exactly
/// the range.
@Suite struct FieldTests {
    /// Measured with ValidateStateMachineDefinition, eight types by fifty fields.
    private static let fields: [String: String] = [
        "Pass": "InputPath OutputPath Result ResultPath Parameters Output Assign Next End",
        "Task": "InputPath OutputPath ResultPath Parameters Arguments Output Assign Resource Credentials "
            + "ResultSelector Retry Catch TimeoutSeconds TimeoutSecondsPath HeartbeatSeconds HeartbeatSecondsPath "
            + "Next End",
        "Wait": "InputPath OutputPath Output Assign Seconds Timestamp SecondsPath TimestampPath Next End",
        "Parallel": "InputPath OutputPath ResultPath Parameters Arguments Output Assign ResultSelector Retry Catch "
            + "Branches Next End",
        "Map": "InputPath OutputPath ResultPath Parameters Output Assign ResultSelector Retry Catch ItemProcessor "
            + "Iterator ItemsPath Items ItemSelector ItemReader ItemBatcher ResultWriter MaxConcurrency "
            + "MaxConcurrencyPath ToleratedFailurePercentage ToleratedFailurePercentagePath ToleratedFailureCount "
            + "ToleratedFailureCountPath Label Next End",
        "Choice": "InputPath OutputPath Output Assign Choices Default",
        "Succeed": "InputPath OutputPath Output",
        "Fail": "Error Cause ErrorPath CausePath",
    ]

    @Test(arguments: fields.keys.sorted())
    func aTypeHasExactlyTheMeasuredFields(_ type: String) throws {
        let own = Set((Self.fields[type] ?? "").split(separator: " ").map(String.init))
        let all = Set(Self.fields.values.flatMap { $0.split(separator: " ").map(String.init) })
        for field in all.union(["Type", "Comment", "QueryLanguage"]) {
            let state = field == "Type" ? #"{"Type":"\#(type)"}"# : #"{"Type":"\#(type)","\#(field)":null}"#
            let errors = try CheckedDefinition(state: state).errors
            let isRefused = errors.contains("/States/X: Field '\(field)' is not supported")
            #expect(isRefused == !(own.contains(field) || !all.contains(field)), "\(type) \(field)")
        }
    }

    /// A state of which only the member is left to write.
    private static func task(_ member: String) -> String {
        #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true,"#
            + #"\#(member)}"#
    }

    @Test(arguments: [
        (#""TimeoutSeconds":0"#, "TimeoutSeconds: Minimum value is 1"),
        (#""TimeoutSeconds":1"#, nil),
        (#""TimeoutSeconds":99999999"#, nil),
        (#""TimeoutSeconds":100000000"#, "TimeoutSeconds: Maximum value is 99999999"),
        (#""TimeoutSeconds":"60""#, "TimeoutSeconds: Expected value of type Integer"),
        (#""TimeoutSeconds":1.5"#, "TimeoutSeconds: Expected value of type Integer"),
        (#""TimeoutSeconds":true"#, "TimeoutSeconds: Expected value of type Integer"),
        (#""HeartbeatSeconds":0"#, "HeartbeatSeconds: Minimum value is 1"),
        (#""ResultPath":null"#, nil),
        (#""InputPath":null"#, nil),
        (#""OutputPath":5"#, "OutputPath: Expected value of type [STRING]"),
        (#""ResultSelector":"x""#, "ResultSelector: Expected value of type [OBJECT]"),
        (#""Credentials":null"#, "Credentials: Expected value of type [OBJECT]"),
        (#""Credentials":{}"#, "Credentials: The field 'RoleArn' is required but was missing"),
        (#""Credentials":{"RoleArn":5}"#, "Credentials/RoleArn: Expected value of type [STRING]"),
        (#""Credentials":{"RoleArn.$":"$.role"}"#, nil),
        (#""Retry":{}"#, "Retry: Expected value of type [ARRAY]"),
        (#""Retry":[]"#, nil),
        (#""Assign":[]"#, "Assign: Expected value of type [OBJECT]"),
    ])
    func aFieldOfATaskTakesWhatAWSTakes(_ member: String, _ error: String?) throws {
        #expect(try CheckedDefinition(state: Self.task(member)).errors == (error.map { ["/States/X/\($0)"] } ?? []))
    }

    @Test(arguments: ["5", "true", "null"])
    func argumentsAreAnObjectOrAnExpression(_ value: String) throws {
        let state = #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":\#(value),"End":true}"#
        #expect(
            try CheckedDefinition(state: state, queryLanguage: "JSONata").errors
                == ["/States/X/Arguments: Expected value of type [OBJECT, ARRAY]"])
    }

    @Test func expressionsStandForNumbersInJSONataOnly() throws {
        let member = #""TimeoutSeconds":"{% $states.input.seconds %}""#
        let jsonata = Self.task(member).replacing("Parameters", with: "Arguments")
        #expect(try CheckedDefinition(state: jsonata, queryLanguage: "JSONata").errors == [])
        #expect(
            try CheckedDefinition(state: Self.task(member)).errors
                == ["/States/X/TimeoutSeconds: Expected value of type Integer"])
    }

    @Test(arguments: [
        ("2026-01-31T08:30:00Z", true), ("2026-01-31T08:30:00.123456Z", true), ("2024-02-29T00:00:00+05:30", true),
        ("2026-01-31T08:30:00-00:00", true), ("2016-12-31T23:59:60Z", true),
        ("2026-01-31t08:30:00z", false), ("2026-01-31 08:30:00Z", false), ("2026-01-31T08:30Z", false),
        ("2026-01-31T08:30:00", false), ("2026-02-29T00:00:00Z", false), ("2026-13-01T00:00:00Z", false),
        ("2026-01-31T24:00:00Z", false), ("2026-01-31", false), ("", false), ("2026-01-31T08:30:00.Z", false),
        ("2026-01-31T08:30:00Z ", false), ("{% $now() %}", false),
    ])
    func aTimestampIsOneByRFC3339(_ text: String, _ isOne: Bool) throws {
        let errors = try CheckedDefinition(state: #"{"Type":"Wait","Timestamp":"\#(text)","End":true}"#).errors
        let error = "/States/X/Timestamp: String does not match RFC3339 timestamp"
        #expect(errors == (isOne ? [] : [error]))
    }

    @Test(arguments: [
        #"{"Type":"Wait","Seconds":"${seconds}","End":true}"#,
        #"{"Type":"Wait","Timestamp":"${date}T00:00:00Z","End":true}"#,
        #"{"Type":"${type}","Whatever":1}"#,
        #"{"Type":"Pass","${field}":1,"End":true}"#,
        #"{"Type":"Pass","Parameters":"${parameters}","End":"${end}"}"#,
        #"{"Type":"Pass","QueryLanguage":"${language}","Assign":{"${name}":1},"End":true}"#,
        #"{"Type":"Parallel","Branches":["${branch}"],"End":true}"#,
        #"{"Type":"Wait","Seconds":"${ var.stage == \"live\" ? 60 : 5 }","End":true}"#,
        #"{"Type":"Wait","Seconds":{"Ref":"Seconds"},"End":true}"#,
        #"{"Type":"Task","Resource":{"Fn::GetAtt":["Charge","Arn"]},"End":true}"#,
        #"{"Type":"Choice","Choices":[{"Variable":"$.a","StringEquals":{"Fn::Sub":"${A}"},"Next":"X"}]}"#,
    ])
    func whatNobodyKnowsYetIsNeverWrong(_ state: String) throws {
        let unknown = try CheckedDefinition(state: state, placeholders: .unknown).findings
        let mine = unknown.filter { $0.severity == .error && $0.rule.code == "SCHEMA_VALIDATION_FAILED" }
        #expect(mine.isEmpty, "\(mine.map(\.message))")
        #expect(try !CheckedDefinition(state: state).errors.isEmpty)
    }

    @Test(arguments: [
        #"{"Type":"Wait","Seconds":{"Ref":"Seconds","Other":1},"End":true}"#,
        #"{"Type":"Wait","Seconds":"${}","End":true}"#, #"{"Type":"Wait","Seconds":"${seconds","End":true}"#,
    ])
    func whatNobodyReplacesIsWrong(_ state: String) throws {
        #expect(try CheckedDefinition(state: state, placeholders: .unknown).errors.count == 1)
    }

    @Test func aHeartbeatThatNeverComesIsWarnedOf() throws {
        func warns(_ heartbeat: Int) throws -> Bool {
            let state = Self.task(#""TimeoutSeconds":60,"HeartbeatSeconds":\#(heartbeat)"#)
            return try CheckedDefinition(state: state).warnings.contains("heartbeat-outlasts-timeout")
        }
        #expect(try warns(60))
        #expect(try !warns(59))
    }
}
