internal import JSON

extension Checker {
    /// Checks the label of a Map state. Called at the state's place.
    mutating func checkLabel(_ value: JSONValue?) {
        guard let label = value?.stringValue, !isUnknown(label) else { return }
        if !labels.insert(label).inserted {
            report(.duplicateLabelName, "Duplicate Label name: \(label)", at: "Label")
        }
        if label.isEmpty {
            report(.invalidLabelName, "Invalid Label name: Value cannot be empty", at: "Label")
        } else if label.unicodeScalars.count > 40 {
            report(
                .invalidLabelName, "Invalid Label name: \(label) exceeds the 40-character limit allowed by the service",
                at: "Label", hint: "It has \(label.unicodeScalars.count) characters.")
        } else if let offset = label.unicodeScalars.enumerated().first(where: { isForbiddenInLabel($1) })?.offset {
            report(
                .invalidLabelName, "Invalid Label name: \(label) contains invalid characters", at: "Label",
                offset: offset)
        }
    }

    /// White space, wildcards, brackets, special and control characters.
    private func isForbiddenInLabel(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "?", "*", "<", ">", "{", "}", "[", "]", ":", ";", ",", "\\", "|", "^", "~", "$", "#", "%", "&", "`", "\"",
            "/":
            true
        default: scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        }
    }

    /// Whether the executions that a Map's processor runs in are of the type EXPRESS.
    func runsExpress(_ processor: JSONObject, _ around: Surroundings) -> Bool {
        guard let config = processor["ProcessorConfig"], config["Mode"]?.stringValue == "DISTRIBUTED" else {
            return around.isExpress
        }
        return config["ExecutionType"]?.stringValue == "EXPRESS"
    }

    /// Checks that a processor does not ask an EXPRESS execution for executions of its own. Called at the processor's
    /// place.
    mutating func checkMode(of processor: JSONObject, _ around: Surroundings) {
        guard around.isExpress, processor["ProcessorConfig"]?["Mode"]?.stringValue == "DISTRIBUTED" else { return }
        descend("ProcessorConfig") { checker in
            checker.report(
                .distributedMapInExpress,
                "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
                at: "Mode")
        }
    }

    /// Called at a `ProcessorConfig`.
    mutating func checkProcessorConfig(_ config: JSONObject) {
        switch config["Mode"]?.stringValue {
        case "DISTRIBUTED":
            if config["ExecutionType"] == nil {
                report(.missingField, "These fields are required: [ExecutionType]")
            }
        case "INLINE":
            if config["ExecutionType"] != nil {
                reportUnsupported("ExecutionType", hint: "Only the mode DISTRIBUTED runs executions of its own.")
            }
        default: break
        }
    }

    /// Called at an `ItemReader` or `ResultWriter`.
    mutating func checkMapCall(_ call: JSONObject, isWriter: Bool, _ around: Surroundings) {
        let inputs = around.language == .jsonPath ? "Parameters" : "Arguments"
        if isWriter, call["Resource"] == nil, call["WriterConfig"] == nil {
            report(
                .emptyResultWriter,
                "The object must have at least one of the following fields: "
                    + "[Resource, WriterConfig]")
        } else if call["Resource"] != nil, call[inputs] == nil {
            report(.missingField, "These fields are required: [\(inputs)]")
        } else if isWriter, call["Resource"] == nil, call[inputs] != nil {
            report(.missingField, "These fields are required: [Resource]")
        }
        if let resource = call["Resource"]?.stringValue, !isUnknown(resource) {
            checkMapResource(resource, isWriter: isWriter)
        }
    }

    /// Called at a `ReaderConfig`.
    mutating func checkReaderConfig(_ config: JSONObject) {
        switch config["InputType"]?.stringValue {
        case "CSV":
            if config["CSVHeaderLocation"] == nil, config["ManifestType"] == nil {
                report(.missingField, "The field 'CSVHeaderLocation' is required")
            }
        case "JSON", "JSONL", "PARQUET":
            for key in ["CSVHeaderLocation", "CSVHeaders", "CSVDelimiter"] where config[key] != nil {
                reportUnsupported(key, hint: "It belongs to the InputType CSV.")
            }
        default: break
        }
        // What is listed can be of any type, so that nothing else says how to read it.
        if config["Transformation"]?.stringValue == "LOAD_AND_FLATTEN", config["InputType"] == nil {
            report(.missingField, "These fields are required: [InputType]")
        }
        if config["CSVHeaderLocation"]?.stringValue == "GIVEN", config["CSVHeaders"] == nil {
            report(.missingField, "These fields are required: [CSVHeaders]")
        }
    }

    /// Called at an `ItemBatcher`.
    mutating func checkItemBatcher(_ batcher: JSONObject) {
        let limits = [
            "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath",
        ]
        guard limits.allSatisfy({ batcher[$0] == nil }) else { return }
        report(
            .missingAlternative, "The object must have at least one of the following fields: [\(list(limits))]")
    }
}
