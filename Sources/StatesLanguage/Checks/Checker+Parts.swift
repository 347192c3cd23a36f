internal import JSON

extension Checker {
    /// Checks objects and lists of objects that have tables of their own. Called at the value's place.
    mutating func checkNested(_ value: JSONValue, as kind: FieldKind, _ around: Surroundings) {
        switch kind {
        case .states:
            guard let states = value.objectValue else { return reportType(of: value, expected: "[OBJECT]") }
            checkStates(states, around)
        case .part(let part): check(value, as: part, around)
        case .parts(let part, let mayBeEmpty):
            guard let elements = value.arrayValue else { return reportType(of: value, expected: "[ARRAY]") }
            if elements.isEmpty, !mayBeEmpty { report(.emptyList, "Value cannot be empty") }
            for (index, element) in elements.enumerated() {
                descend(index) { $0.check(element, as: part, around) }
            }
            if part == .retrier || part == .catcher { checkCatchAll(elements) }
        default: preconditionFailure("the other kinds have no objects with tables in them")
        }
    }

    private mutating func check(_ value: JSONValue, as part: DefinitionPart, _ around: Surroundings) {
        guard let object = value.objectValue else { return reportType(of: value, expected: "[OBJECT]") }
        guard !isUnknown(value) else { return }
        var around = around
        switch part {
        case .catcher: around.resultUse = JSONataUse(allowsErrorOutput: true)
        case .rule: around.resultUse = JSONataUse()
        case .processor:
            checkMode(of: object, around)
            around.isExpress = runsExpress(object, around)
        default: break
        }
        check(object, as: part.shape, around)
        checkWhole(object, part, around)
    }

    /// Checks what needs the whole object.
    private mutating func checkWhole(_ object: JSONObject, _ part: DefinitionPart, _ around: Surroundings) {
        switch part {
        case .rule: checkRule(object, around, isNested: false)
        case .nestedRule: checkRule(object, around, isNested: true)
        case .processorConfig: checkProcessorConfig(object)
        case .itemReader, .resultWriter: checkMapCall(object, isWriter: part == .resultWriter, around)
        case .readerConfig: checkReaderConfig(object)
        case .itemBatcher: checkItemBatcher(object)
        case .machine, .branch, .processor, .retrier, .catcher, .writerConfig: break
        }
    }

    /// `States.ALL` matches everything, so that nothing beside or after it could ever be matched.
    private mutating func checkCatchAll(_ entries: [JSONValue]) {
        for (index, entry) in entries.enumerated() {
            guard let names = entry["ErrorEquals"]?.arrayValue,
                names.contains(where: { $0.stringValue == "States.ALL" }),
                names.count > 1 || index < entries.count - 1
            else { continue }
            descend(index) { checker in
                checker.report(
                    .misplacedCatchAll, "States.ALL must appear alone and at end of list", at: "ErrorEquals")
            }
        }
    }
}
