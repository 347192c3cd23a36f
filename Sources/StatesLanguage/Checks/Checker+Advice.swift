internal import JSON
internal import StepFunctions

extension Checker {
    /// Warns of what AWS takes and what will hurt all the same.
    mutating func checkAdvice(_ machine: JSONObject, _ flow: Flow) {
        let machineLanguage = language(of: machine, inheriting: .jsonPath)
        let conditions = flow.conditions(of: machine, type: options.type)
        adviseOnMachineTimeout(machine)
        for scope in flow.scopes {
            let languages = scope.states.map { language(of: $0.value, inheriting: machineLanguage) }
            for (state, language) in zip(scope.states, languages) {
                advise(on: state, language, conditions[scope.id])
            }
            if conditions[scope.id].type == .express { adviseOnWaits(of: scope) }
            adviseOnLostInput(of: scope, languages)
        }
    }

    private mutating func advise(on state: FlowState, _ language: QueryLanguage, _ conditions: ScopeConditions) {
        switch state.type {
        case .task:
            adviseOnTask(state, language, conditions)
            adviseOnHandlers(of: state, language, conditions)
        case .parallel: adviseOnHandlers(of: state, language, conditions)
        case .map:
            adviseOnOldFields(of: state, language)
            adviseOnMode(of: state)
            adviseOnHandlers(of: state, language, conditions)
        case .choice: adviseOnDefault(of: state)
        case .wait: adviseOnWait(state, conditions)
        case .pass, .succeed, .fail, nil: break
        }
        adviseOnPayloads(of: state, language)
    }

    /// Reports at a state, or at a member of it.
    mutating func advise(
        _ rule: DefinitionRule, _ state: FlowState, _ message: String, at key: String? = nil, hint: String = ""
    ) {
        let place = key.map { state.pointer.appending($0) } ?? state.pointer
        report(DefinitionFinding(rule, message, at: place, hint: hint))
    }

    private mutating func adviseOnDefault(of state: FlowState) {
        guard state.value["Default"] == nil, state.value["Choices"]?.arrayValue?.isEmpty == false else { return }
        advise(.choiceWithoutDefault, state, "When no rule matches, the execution fails with States.NoChoiceMatched")
    }

    private mutating func adviseOnOldFields(of state: FlowState, _ language: QueryLanguage) {
        if state.value["Iterator"] != nil {
            advise(.deprecatedIterator, state, "'Iterator' is the old name of 'ItemProcessor'", at: "Iterator")
        }
        if language == .jsonPath, state.value["Parameters"] != nil {
            advise(
                .deprecatedMapParameters, state, "'Parameters' of a Map is the old name of 'ItemSelector'",
                at: "Parameters")
        }
    }

    private mutating func adviseOnMode(of state: FlowState) {
        guard let processor = state.value["ItemProcessor"] ?? state.value["Iterator"] else { return }
        let configuration = processor["ProcessorConfig"] ?? [:]
        guard !isUnknown(processor), !isUnknown(configuration) else { return }
        let mode = configuration["Mode"]
        guard mode == nil || mode?.stringValue == "INLINE" else { return }
        for key in distributedFields where state.value[key] != nil {
            advise(
                .distributedFieldInInlineMap, state, "'\(key)' belongs to the mode DISTRIBUTED, and this Map is INLINE",
                at: key)
        }
    }

    private mutating func adviseOnPayloads(of state: FlowState, _ language: QueryLanguage) {
        for key in payloadFields {
            guard let value = state.value[key] else { continue }
            let isTemplate = key != "Result"
            let bytes = constantBytes(of: value, isTemplate ? language : nil)
            guard bytes > payloadLimitBytes else { continue }
            advise(
                .payloadOverLimit, state,
                "The constants of '\(key)' alone have \(bytes) bytes, and a payload may have \(payloadLimitBytes)",
                at: key)
        }
    }
}

private let payloadFields = ["Result", "Parameters", "Arguments", "Output", "ItemSelector", "Items"]

/// What only a Map in the mode DISTRIBUTED has. (developer guide, Map state)
private let distributedFields = [
    "ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailureCount", "ToleratedFailureCountPath",
    "ToleratedFailurePercentage", "ToleratedFailurePercentagePath",
]

/// The most that a state may be given or give, as UTF-8. (developer guide, quotas)
let payloadLimitBytes = 262_144

/// How many bytes of JSON a payload has at least, whatever its expressions turn into.
func constantBytes(of value: JSONValue, _ language: QueryLanguage?) -> Int {
    switch value {
    case .null: 4
    case .bool(let flag): flag ? 4 : 5
    case .number(let number): number.literal.utf8.count
    case .string(let text): language == .jsonata && Checker.isExpression(text) ? 0 : text.utf8.count + 2
    case .array(let elements):
        elements.reduce(2 + max(0, elements.count - 1)) { $0 + constantBytes(of: $1, language) }
    case .object(let object):
        object.reduce(2 + max(0, object.count - 1)) { bytes, member in
            let isComputed = language == .jsonPath && member.key.hasSuffix(".$")
            return bytes + member.key.utf8.count + 3 + (isComputed ? 0 : constantBytes(of: member.value, language))
        }
    }
}
