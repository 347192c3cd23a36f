extension DefinitionShape {
    /// The fields that only Map states have.
    static let iteration: [String: Field] = [
        "ItemProcessor": Field(.part(.processor)), "Iterator": Field(.part(.processor)),
        "Items": Field(.payload([.object, .list, .text]), only: .jsonata), "ItemsPath": .path(.referencePath),
        "ItemSelector": Field(.payload([.object, .list])), "ItemReader": Field(.part(.itemReader)),
        "ItemBatcher": Field(.part(.itemBatcher)), "ResultWriter": Field(.part(.resultWriter)),
        "MaxConcurrency": .computed(.integer(min: 0)), "MaxConcurrencyPath": .path(.mapNumber),
        "ToleratedFailurePercentage": .computed(.number(min: 0, max: 100)),
        "ToleratedFailurePercentagePath": .path(.mapNumber),
        "ToleratedFailureCount": .computed(.integer(min: 0)), "ToleratedFailureCountPath": .path(.mapNumber),
        "Label": Field(.text),
    ]

    static let processor = DefinitionShape(
        [
            "States": Field(.states), "StartAt": Field(.text), "Comment": Field(.text),
            "ProcessorConfig": Field(.part(.processorConfig)),
        ],
        required: ["States", "StartAt"])

    static let processorConfig = DefinitionShape([
        "Mode": Field(.oneOf(["INLINE", "DISTRIBUTED"])), "ExecutionType": Field(.oneOf(["STANDARD", "EXPRESS"])),
    ])

    /// What an `ItemReader` and a `ResultWriter` ask of the service they call.
    private static let call: [String: Field] = [
        "Resource": Field(.text), "Parameters": Field(.payload(.object), only: .jsonPath),
        "Arguments": Field(.payload([.object, .text]), only: .jsonata),
    ]

    static let itemReader = DefinitionShape(
        call, ["ReaderConfig": Field(.part(.readerConfig))], required: ["Resource"])

    static let readerConfig = DefinitionShape(
        [
            "InputType": Field(.oneOf(["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"])),
            "Transformation": Field(.oneOf(["NONE", "LOAD_AND_FLATTEN"])),
            "ManifestType": Field(.oneOf(["ATHENA_DATA", "S3_INVENTORY"])),
            "CSVHeaderLocation": Field(.oneOf(["FIRST_ROW", "GIVEN"])), "CSVHeaders": Field(.texts),
            "CSVDelimiter": Field(.oneOf(["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])),
            "ItemsPointer": Field(.text),
            "MaxItems": .computed(.integer(min: 0, max: 100_000_000)), "MaxItemsPath": .path(.mapNumber),
        ],
        atMostOne: [["MaxItems", "MaxItemsPath"]])

    static let itemBatcher = DefinitionShape(
        [
            "MaxItemsPerBatch": .computed(.integer(min: 0)), "MaxItemsPerBatchPath": .path(.mapNumber),
            "MaxInputBytesPerBatch": .computed(.integer(min: 0, max: 262_144)),
            "MaxInputBytesPerBatchPath": .path(.mapNumber), "BatchInput": Field(.payload(.object)),
        ],
        atMostOne: [
            ["MaxItemsPerBatch", "MaxItemsPerBatchPath"], ["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
        ])

    static let resultWriter = DefinitionShape(call, ["WriterConfig": Field(.part(.writerConfig))])

    static let writerConfig = DefinitionShape(
        [
            "OutputType": Field(.oneOf(["JSON", "JSONL"])),
            "Transformation": Field(.oneOf(["NONE", "COMPACT", "FLATTEN"])),
        ],
        required: ["OutputType"])
}
