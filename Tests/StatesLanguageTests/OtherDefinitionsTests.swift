import JSON
import StatesLanguage
import Testing

/// What AWS takes and is seldom seen raises no error: rare fields and values, data sources of a Map, both query
/// languages beside each other, texts full of quotes, and a template's functions instead of parts of a definition.
@Suite struct OtherDefinitionsTests {
    private func errors(inState state: String, _ queryLanguage: String? = nil) throws -> [String] {
        try CheckedDefinition(state: state, queryLanguage: queryLanguage).errors
    }

    // MARK: Data sources of a Map

    private func reader(_ config: String, resource: String, field: String) -> String {
        #"""
        {"Type": "Map", "End": true, "ItemReader": {"Resource": "arn:aws:states:::s3:\#(resource)",
          "\#(field)": {"Bucket": "b", "Key": "k"}, "ReaderConfig": \#(config)},
          "ResultWriter": {"WriterConfig": {"OutputType": "JSONL", "Transformation": "FLATTEN"},
            "Resource": "arn:aws:states:::s3:putObject", "\#(field)": {"Bucket": "b", "Prefix": "p"}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "One",
            "States": {"One": {"Type": "Pass", "End": true}}}}
        """#
    }

    @Test(arguments: [
        #"{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}"#,
        #"{"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"], "CSVDelimiter": "PIPE"}"#,
        #"{"InputType": "JSON", "ItemsPointer": "/inventory/featured", "MaxItems": 100000000}"#,
        #"{"InputType": "JSONL", "MaxItems": 5}"#, #"{"InputType": "PARQUET"}"#, #"{"InputType": "MANIFEST"}"#,
        #"{"InputType": "MANIFEST", "CSVDelimiter": "TAB", "CSVHeaderLocation": "FIRST_ROW"}"#,
        #"{"ManifestType": "S3_INVENTORY"}"#, #"{"ManifestType": "ATHENA_DATA", "InputType": "CSV"}"#,
        #"{"ManifestType": "ATHENA_DATA", "InputType": "PARQUET"}"#,
    ])
    func aMapReadsEverySortOfFile(_ config: String) throws {
        #expect(try errors(inState: reader(config, resource: "getObject", field: "Parameters")) == [])
        #expect(try errors(inState: reader(config, resource: "getObject", field: "Arguments"), "JSONata") == [])
    }

    @Test(arguments: [
        #"{}"#, #"{"Transformation": "NONE"}"#, #"{"MaxItems": 3}"#,
        #"{"Transformation": "LOAD_AND_FLATTEN", "InputType": "JSON"}"#,
        #"{"Transformation": "LOAD_AND_FLATTEN", "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}"#,
    ])
    func aMapListsObjectsAndReadsThem(_ config: String) throws {
        #expect(try errors(inState: reader(config, resource: "listObjectsV2", field: "Parameters")) == [])
    }

    // MARK: Single states

    @Test(arguments: [
        #"{"Type": "Pass", "Parameters": {"v.$": "$['Test\\\"\"Name\"']", "q": "'", "b": "a \\\\ b"}, "End": true}"#,
        #"{"Type": "Pass", "Parameters": {"v.$": "$.a[?(@.score > .85)]", "n.$": "$$.Execution.Name "}, "End": true}"#,
        #"{"Type": "Pass", "Parameters": [1, {"x.$": "$.y"}, ["z"]], "Result": null, "Assign": {}, "End": true}"#,
        #"{"Type": "Pass", "Parameters": {"v.$": "States.Format('{}\n{}', $.a['b-c'], $.b[0])"}, "End": true}"#,
        #"{"Type": "Wait", "Seconds": 0, "InputPath": null, "Assign": {"a.$": "$.b", "c": 1}, "End": true}"#,
        #"{"Type": "Wait", "Timestamp": "2016-08-18T17:33:00.000+00:00", "End": true}"#,
        #"{"Type": "Succeed", "InputPath": "$.x", "OutputPath": null}"#, #"{"Type": "Fail"}"#,
        #"{"Type": "Fail", "ErrorPath": "$$.Execution.Name", "CausePath": "States.JsonToString($)"}"#,
        #"""
        {"Type": "Map", "MaxConcurrency": 9999999999, "ToleratedFailurePercentage": 33.3, "ResultSelector": {},
          "ItemBatcher": {"BatchInput": {}, "MaxInputBytesPerBatch": 262144}, "End": true,
          "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}
        """#,
        #"""
        {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
          "TimeoutSeconds": 3600.0, "HeartbeatSecondsPath": "$limits.heartbeat", "End": true,
          "Retry": [{"ErrorEquals": ["States.Http.StatusCode.429", "java.lang.Exception"], "IntervalSeconds": 0,
            "MaxAttempts": 99999999, "BackoffRate": 1, "MaxDelaySeconds": 31622400, "JitterStrategy": "NONE"},
            {"ErrorEquals": ["States.ALL"], "MaxAttempts": 0, "Comment": "none of the others"}], "Catch": []}
        """#,
    ])
    func rareFormsOfJSONPathStatesAreTaken(_ state: String) throws {
        #expect(try errors(inState: state) == [])
    }

    @Test(arguments: [
        #"{"Type": "Pass", "Output": "\"", "Assign": {"same": "{% $states.input = '\"' %}"}, "End": true}"#,
        #"""
        {"Type": "Pass", "End": true,
          "Output": "{% 'first' & '\n\nsecond' & $encodeUrlComponent($states.context.Execution.Id) %}"}
        """#,
        #"{"Type": "Succeed", "QueryLanguage": "JSONata", "Output": 42}"#,
        #"{"Type": "Fail", "Error": "{% $states.input.error.Error %}", "Cause": "{% $string($states.input) %}"}"#,
        #"{"Type": "Pass", "Output": "{% $states.input.orders.items.{ 'o': %.id, 'i': id } %}", "End": true}"#,
        #"{"Type": "Pass", "Output": "{% $states.input ~> |items|{'total': price * qty}, ['price']| %}", "End": true}"#,
        #"""
        {"Type": "Map", "Items": {"a": 1, "b": "{% $states.input.b %}"}, "MaxConcurrency": "{% $states.input.n %}",
          "ItemSelector": {"key": "{% $states.context.Map.Item.Key %}"}, "ToleratedFailureCount": "{% 3 %}",
          "ItemBatcher": {"MaxItemsPerBatch": "{% $states.input.size %}"}, "Output": "{% $count($states.result) %}",
          "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "Output": {}, "End": true}}},
          "End": true}
        """#,
        #"""
        {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "TimeoutSeconds": "{% $states.input.limit %}",
          "Credentials": {"RoleArn": "{% $states.input.role %}"}, "End": true,
          "Arguments": {"ApiEndpoint": "{% 'https://example.com/' & $states.input.id %}", "Method": "GET",
            "InvocationConfig": {"ConnectionArn": "{% $states.input.connection %}"}}}
        """#,
    ])
    func rareFormsOfJSONataStatesAreTaken(_ state: String) throws {
        #expect(try errors(inState: state, "JSONata") == [])
    }

    @Test func statesOfBothLanguagesStandBesideEachOther() throws {
        let checked = try CheckedDefinition(
            #"""
            {"StartAt": "A", "Version": "1.0", "TimeoutSeconds": 99999999, "States": {
              "A": {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"x": "{% $states.input.a %}"}, "Next": "B"},
              "B": {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% $states.input.list %}", "Next": "C",
                "ItemProcessor": {"StartAt": "D", "States": {
                  "D": {"Type": "Pass", "Parameters": {"y.$": "$x", "z.$": "States.MathAdd($x, 1)"}, "End": true}}}},
              "C": {"Type": "Choice", "Comment": "c", "InputPath": "$.in", "Assign": {"seen": true}, "Choices": [
                {"Not": {"Or": [{"Variable": "$.a", "StringMatches": "*.log"},
                  {"And": [{"Variable": "$x", "NumericEqualsPath": "$.c"}]}]}, "Next": "E", "Assign": {"q.$": "$.r"}},
                {"Variable": "$.t", "TimestampLessThanPath": "$$.Execution.StartTime", "Comment": "c", "Next": "E"}],
                "Default": "E"},
              "E": {"Type": "Succeed"}}}
            """#)
        #expect(checked.errors == [])
    }

    // MARK: Variables that may be unset

    @Test(arguments: [
        ("$exists($total) ? $total : 0", []), ("$total ? $total : 1", []), ("($total.net) ? $total.net : 1", []),
        ("$not($exists($total.net))", []), ("$total + 1", ["variable-not-always-set"]),
        ("$exists($states.input.total) ? $total : 0", ["variable-not-always-set"]),
        ("($f := function($total){ $exists($total) }; $total + 1)", ["variable-not-always-set"]),
        ("$total > 1 ? 1 : 0", ["variable-not-always-set"]), ("$exists($gross) ? 1 : 0", ["variable-never-assigned"]),
    ])
    func whoAsksForAVariableMayReadItUnset(_ expression: String, _ warnings: [String]) throws {
        let checked = try CheckedDefinition(
            #"""
            {"QueryLanguage": "JSONata", "StartAt": "Try", "States": {
              "Try": {"Type": "Choice", "Default": "Show",
                "Choices": [{"Condition": "{% $states.input.try %}", "Next": "Set"}]},
              "Set": {"Type": "Pass", "Assign": {"total": 1}, "Next": "Show"},
              "Show": {"Type": "Pass", "Output": "{% \#(expression) %}", "End": true}}}
            """#)
        #expect(checked.errors == [])
        #expect(checked.warnings == warnings)
    }

    // MARK: Services of the SDK

    /// Named on the developer guide's page of SDK integrations although their SDK has gone or was renamed since.
    @Test(arguments: ["apptest", "lookoutmetrics", "privatenetworks", "iotanalytics", "mediapackagevod"])
    func documentedServicesOfTheSDKAreKnown(_ service: String) throws {
        let checked = try CheckedDefinition(
            state: #"""
                {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:\#(service):listThings", "Parameters": {},
                  "End": true}
                """#)
        #expect(checked.errors == [])
        #expect(!checked.warnings.contains("resource-unfamiliar"))
    }

    // MARK: Functions of a template

    @Test(arguments: [
        #"{"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}}}"#,
        #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Fn::Transform": {"Name": "State"}}}}"#,
        #"""
        {"StartAt": "A", "States": {"A": {"Type": "Choice", "Default": "B",
          "Choices": [{"Fn::If": ["Wide", {"Variable": "$.a", "IsPresent": true, "Next": "B"}, {"Ref": "Rule"}]}]},
          "B": {"Type": "Succeed"}}}
        """#,
        #"""
        {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": {"Fn::Sub": "${Function.Arn}"},
          "Credentials": {"Fn::If": ["Cross", {"RoleArn": "r"}, {"Ref": "AWS::NoValue"}]},
          "Retry": [{"Fn::If": ["Often", {"ErrorEquals": ["States.ALL"]}, {"Ref": "AWS::NoValue"}]}],
          "Catch": {"Fn::If": ["Often", [], []]}, "End": true}}}
        """#,
        #"""
        {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {"Fn::If": ["Live", {"FunctionName": "f"}, {"FunctionName": "g"}]}, "End": true}}}
        """#,
        #"""
        {"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [{"Fn::Transform": {"Name": "Branch"}}],
          "Next": "B"}, "B": {"Type": "Map", "ItemProcessor": {"Fn::Transform": {"Name": "Processor"}}, "End": true}}}
        """#,
    ])
    func aFunctionOfATemplateMayStandForAnyPart(_ definition: String) throws {
        let checked = try CheckedDefinition(definition, placeholders: .unknown)
        #expect(checked.errors == [])
        #expect(!checked.warnings.contains("parameter-unsupported"))
        #expect(try CheckedDefinition(definition, placeholders: .literal).errors != [])
    }
}
