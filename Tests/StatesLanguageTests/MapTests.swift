import StatesLanguage
import StepFunctions
import Testing

/// A Map is checked with its processor, reader, batcher and writer. Texts are AWS's where they are recorded; a row of a
/// table is one member of a distributed Map that is right otherwise.
@Suite struct MapTests {
    private func errors(
        _ member: String, config: String = #"{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"}"#,
        queryLanguage: String? = nil, isExpress: Bool = false
    ) throws -> [String] {
        let prefix = "/States/X/"
        return try CheckedDefinition(
            state: #"{"Type":"Map",\#(member),"ItemProcessor":{"ProcessorConfig":\#(config),"StartAt":"P","States":"#
                + #"{"P":{"Type":"Pass","End":true}}},"End":true}"#,
            queryLanguage: queryLanguage, type: isExpress ? .express : .standard
        ).errors.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
    }

    @Test(arguments: [
        (#""MaxConcurrency":0"#, []),
        (#""MaxConcurrency":9223372036854775807"#, []),
        (#""MaxConcurrency":1e30"#, []),
        (#""MaxConcurrency":-1"#, ["MaxConcurrency: Minimum value is 0"]),
        (#""ToleratedFailurePercentage":-0.5"#, ["ToleratedFailurePercentage: Minimum value is 0.0"]),
        (#""ToleratedFailurePercentage":100.5"#, ["ToleratedFailurePercentage: Maximum value is 100.0"]),
        (#""ToleratedFailureCount":-1"#, ["ToleratedFailureCount: Minimum value is 0"]),
        (#""ItemBatcher":{"MaxItemsPerBatch":-1}"#, ["ItemBatcher/MaxItemsPerBatch: Minimum value is 0"]),
        (
            #""ItemBatcher":{"MaxInputBytesPerBatch":262145}"#,
            ["ItemBatcher/MaxInputBytesPerBatch: Maximum value is 262144"]
        ),
        (
            #""ItemBatcher":{"MaxItemsPerBatch":1,"MaxItemsPerBatchPath":"$.n"}"#,
            [
                "ItemBatcher: There should only be one of the following fields: "
                    + "[MaxItemsPerBatch, MaxItemsPerBatchPath]"
            ]
        ),
        (
            #""ItemBatcher":{"BatchInput":{"a":1}}"#,
            [
                "ItemBatcher: The object must have at least one of the following fields: [MaxItemsPerBatch, "
                    + "MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]"
            ]
        ),
        (#""Label":"orders""#, []),
    ])
    func aMapTakesTheMeasuredRanges(_ member: String, _ expected: [String]) throws {
        #expect(try errors(member) == expected)
    }

    private func reader(_ config: String) throws -> [String] {
        try errors(
            #""ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key":"k"},"#
                + #""ReaderConfig":\#(config)}"#)
    }

    @Test(arguments: [
        (#"{"InputType":"JSON","ItemsPointer":"/a","MaxItems":5}"#, []),
        (#"{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a"],"CSVDelimiter":"PIPE"}"#, []),
        (#"{"InputType":"PARQUET"}"#, []),
        (#"{"InputType":"MANIFEST","ManifestType":"S3_INVENTORY"}"#, []),
        (#"{"InputType":"JSONL","Transformation":"LOAD_AND_FLATTEN"}"#, []),
        (#"{"Transformation":"LOAD_AND_FLATTEN"}"#, [": These fields are required: [InputType]"]),
        (
            #"{"InputType":"XML"}"#,
            ["/InputType: Value should be one of the following: [CSV, JSON, JSONL, PARQUET, MANIFEST]"]
        ),
        (#"{"InputType":"CSV"}"#, [": The field 'CSVHeaderLocation' is required"]),
        (
            #"{"InputType":"CSV","CSVHeaderLocation":"GIVEN"}"#,
            [": These fields are required: [CSVHeaders]"]
        ),
        (
            #"{"InputType":"JSON","CSVHeaderLocation":"FIRST_ROW"}"#,
            [": Field 'CSVHeaderLocation' is not supported"]
        ),
        (#"{"InputType":"JSON","MaxItems":100000001}"#, ["/MaxItems: Maximum value is 100000000"]),
        (
            #"{"InputType":"JSON","MaxItems":1,"MaxItemsPath":"$.n"}"#,
            [": There should only be one of the following fields: [MaxItems, MaxItemsPath]"]
        ),
        (#"{"InputTipe":"JSON"}"#, [": Field 'InputTipe' is not supported"]),
    ])
    func aReaderIsConfiguredForItsInput(_ config: String, _ expected: [String]) throws {
        #expect(try reader(config) == expected.map { "ItemReader/ReaderConfig" + $0 })
    }

    @Test(arguments: [
        (#"{}"#, ": The object must have at least one of the following fields: [Resource, WriterConfig]"),
        (#"{"Resource":"arn:aws:states:::s3:putObject"}"#, ": These fields are required: [Parameters]"),
        (#"{"WriterConfig":{}}"#, "/WriterConfig: These fields are required: [OutputType]"),
        (
            #"{"WriterConfig":{"OutputType":"CSV"}}"#,
            "/WriterConfig/OutputType: Value should be one of the following: [JSON, JSONL]"
        ),
        (#"{"WriterConfig":{"OutputType":"JSONL","Transformation":"FLATTEN"}}"#, nil),
        (#"{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b","Prefix":"p"}}"#, nil),
    ])
    func aWriterWritesOrShapes(_ writer: String, _ error: String?) throws {
        #expect(try errors(#""ResultWriter":\#(writer)"#) == (error.map { ["ResultWriter" + $0] } ?? []))
    }

    @Test func aWriterOfJSONataHasArguments() throws {
        let writer = #""Items":[1],"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","#
        #expect(try errors(writer + #""Arguments":"{% $states.input.to %}"}"#, queryLanguage: "JSONata") == [])
        #expect(
            try errors(writer + #""Parameters":{"Bucket":"b"}}"#, queryLanguage: "JSONata").first
                == "ResultWriter: The QueryLanguage is set to 'JSONata', but field 'Parameters' is only supported "
                + "for the 'JSONPath' QueryLanguage")
    }

    @Test(arguments: [
        (#"{"Mode":"INLINE"}"#, []),
        (#"{}"#, []),
        (#"{"Mode":"inline"}"#, ["/Mode: Value should be one of the following: [INLINE, DISTRIBUTED]"]),
        (#"{"Mode":"DISTRIBUTED"}"#, [": These fields are required: [ExecutionType]"]),
        (#"{"Mode":"INLINE","ExecutionType":"STANDARD"}"#, [": Field 'ExecutionType' is not supported"]),
        (
            #"{"Mode":"DISTRIBUTED","ExecutionType":"FAST"}"#,
            ["/ExecutionType: Value should be one of the following: [STANDARD, EXPRESS]"]
        ),
    ])
    func aProcessorIsInlineOrStartsExecutions(_ config: String, _ expected: [String]) throws {
        #expect(
            try errors(#""ItemsPath":"$.items""#, config: config)
                == expected.map { "ItemProcessor/ProcessorConfig" + $0 })
    }

    @Test func anExpressMachineHasNoDistributedMap() throws {
        #expect(
            try errors(#""ItemsPath":"$.items""#, isExpress: true)
                == [
                    "ItemProcessor/ProcessorConfig/Mode: The field 'Mode' with value 'DISTRIBUTED' is not supported "
                        + "inside 'EXPRESS' state machines"
                ])
        #expect(try errors(#""ItemsPath":"$.items""#, config: #"{"Mode":"INLINE"}"#, isExpress: true) == [])
    }

    @Test(arguments: [
        ("a-b_c.d", nil), (String(repeating: "x", count: 40), nil),
        (String(repeating: "x", count: 41), "exceeds the 40-character limit allowed by the service"),
        ("all orders", "contains invalid characters"), ("a*", "contains invalid characters"),
        ("a\\n", "contains invalid characters"), ("", "Value cannot be empty"),
    ])
    func aLabelCanStandInAnARN(_ label: String, _ problem: String?) throws {
        let found = try errors(#""Label":"\#(label)""#)
        #expect(found.count == (problem == nil ? 0 : 1))
        if let problem { #expect(found.first?.hasSuffix(problem) == true, "\(found)") }
    }

    @Test func aLabelIsUniqueInTheMachine() throws {
        func map(_ inner: String, _ transition: String) -> String {
            #"{"Type":"Map","Label":"same",\#(transition),"ItemProcessor":{"StartAt":"\#(inner)","States":"#
                + #"{"\#(inner)":{"Type":"Pass","End":true}}}}"#
        }
        let checked = try CheckedDefinition(
            #"{"StartAt":"A","States":{"A":\#(map("P", #""Next":"B""#)),"B":\#(map("Q", #""End":true"#))}}"#)
        #expect(checked.errors == ["/States/B/Label: Duplicate Label name: same"])
        #expect(checked.findings.first { $0.severity == .error }?.rule.code == "DUPLICATE_LABEL_NAME")
    }

    @Test func bothSpellingsOfTheProcessorAreTakenButNotTogether() throws {
        let processor = #"{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#
        let one = try CheckedDefinition(state: #"{"Type":"Map","Iterator":\#(processor),"End":true}"#)
        #expect(one.errors == [])
        let other = processor.replacing("\"P\"", with: "\"Q\"")
        let both = try CheckedDefinition(
            state: #"{"Type":"Map","Iterator":\#(processor),"ItemProcessor":\#(other),"End":true}"#)
        #expect(
            both.errors == ["/States/X: There should only be one of the following fields: [ItemProcessor, Iterator]"])
    }
}
