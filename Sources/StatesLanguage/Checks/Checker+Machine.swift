internal import Documents
internal import JSON
internal import StepFunctions

extension Checker {
    /// Checks a whole definition but for its flow.
    mutating func checkMachine(_ definition: JSONValue) {
        guard let machine = definition.objectValue else {
            report(
                DefinitionFinding(
                    .notAnObject, "Definition must be a valid JSON object", at: DefinitionPointer(),
                    isWithoutLocation: true))
            return
        }
        guard !isUnknown(definition) else { return }
        let language = language(of: machine, inheriting: .jsonPath)
        let around = Surroundings(
            machineLanguage: language, language: language, isExpress: options.type == .express)
        check(machine, as: DefinitionPart.machine.shape, around)
    }

    /// The language that an object with a `QueryLanguage` resolves to: AWS takes every text but `JSONPath` for JSONata
    /// and speaks of the spelling besides.
    func language(of object: JSONObject, inheriting inherited: QueryLanguage) -> QueryLanguage {
        guard let value = object["QueryLanguage"] else { return inherited }
        guard let text = value.stringValue else { return .jsonata }
        if isUnknown(text) { return inherited }
        return text == QueryLanguage.jsonPath.rawValue ? .jsonPath : .jsonata
    }

    /// Checks the members of a `States` object. Called at that object's place.
    mutating func checkStates(_ states: JSONObject, _ around: Surroundings) {
        var inner = around
        inner.depth += 1
        guard inner.depth <= Checker.scopeDepthLimit else {
            report(.tooDeeplyNested, "The states are too deeply nested.")
            return
        }
        for (name, value) in states {
            descend(name) { checker in
                checker.checkStateName(name)
                checker.checkState(name, value, inner)
            }
        }
    }

    /// How deep `States` objects may stand in each other. AWS does not say how deep is too deep; a definition has to
    /// be written for the purpose to come near this.
    private static let scopeDepthLimit = 25

    private mutating func checkStateName(_ name: String) {
        if !stateNames.insert(name).inserted {
            report(.duplicateStateName, "Duplicate State name: \(name)", isAboutKey: true)
        }
        guard !isUnknown(name) else { return }
        if name.isEmpty {
            report(.invalidStateName, "Invalid State name: Value cannot be empty", isAboutKey: true)
        } else if name.utf8.count > 80, name.unicodeScalars.count > 80 {
            report(
                .invalidStateName, "Invalid State name: \(name) exceeds the 80-character limit allowed by the service",
                isAboutKey: true, hint: "It has \(name.unicodeScalars.count) characters.")
        }
    }

    private mutating func checkState(_ name: String, _ value: JSONValue, _ around: Surroundings) {
        guard let state = value.objectValue else {
            reportType(of: value, expected: "[OBJECT]")
            return
        }
        guard !isUnknown(value), let type = readType(of: state) else { return }
        var around = around
        around.language = language(of: state, inheriting: around.machineLanguage)
        around.isDowngraded = around.language == .jsonPath && around.machineLanguage == .jsonata
        around.resultUse = JSONataUse(allowsResult: type == .task || type == .parallel || type == .map)
        if around.isDowngraded {
            report(
                .queryLanguageDowngrade,
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                at: "QueryLanguage", isLocatedAtParent: true)
        }
        check(state, as: .state(type), around)
        checkWhole(StateContext(name: name, type: type, language: around.language, value: state))
    }

    private mutating func readType(of state: JSONObject) -> StateType? {
        guard let value = state["Type"] else {
            let written = state.keys.first { suggestion(for: $0, among: ["Type"]) != "" }
            report(
                .missingField, "These fields are required: [Type]",
                hint: written.map { "'\($0)' should be 'Type'." } ?? "")
            return nil
        }
        guard let text = value.stringValue else {
            reportType(of: value, expected: "[STRING]", at: "Type")
            return nil
        }
        if let type = StateType(rawValue: text) { return type }
        guard !isUnknown(text) else { return nil }
        let names = StateType.allCases.map(\.rawValue)
        report(
            .unknownStateType, "The field 'Type' should have one of these values: [\(list(names))]", at: "Type",
            hint: suggestion(for: text, among: names))
        return nil
    }

    /// Checks what needs the whole state. Called at its place.
    private mutating func checkWhole(_ state: StateContext) {
        switch state.type {
        case .task:
            if state.value["Resource"]?.stringValue != nil { checkTaskResource(state) }
            checkCredentials(state)
            checkHeartbeat(state.value)
        case .map:
            checkLabel(state.value["Label"])
        case .wait, .pass, .succeed, .fail, .choice, .parallel: break
        }
    }

    private mutating func checkCredentials(_ state: StateContext) {
        guard let value = state.value["Credentials"], let credentials = value.objectValue, !isUnknown(value) else {
            return
        }
        descend("Credentials") { checker in
            if let role = credentials["RoleArn"] {
                if role.stringValue == nil { checker.reportType(of: role, expected: "[STRING]", at: "RoleArn") }
            } else if credentials["RoleArn.$"] == nil {
                checker.report(.credentialsWithoutRole, "The field 'RoleArn' is required but was missing")
            }
        }
    }

    private mutating func checkHeartbeat(_ task: JSONObject) {
        guard options.includesAdvice, let heartbeat = task["HeartbeatSeconds"]?.intValue,
            let timeout = task["TimeoutSeconds"]?.intValue, heartbeat >= timeout
        else { return }
        report(
            .heartbeatOutlastsTimeout,
            "HeartbeatSeconds is \(heartbeat), which is not less than TimeoutSeconds, \(timeout)",
            at: "HeartbeatSeconds")
    }

    /// Names in the way AWS lists them.
    func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// A hint with the nearest right name, for a finding of this severity; empty when none is near.
    func suggestion(
        for name: String, among names: some Sequence<String>, _ severity: DefinitionRule.Severity = .error
    ) -> String {
        // Looking for near names takes long enough not to do it for what is not reported any more.
        guard hasRoom(for: severity) else { return "" }
        return nearestName(to: name, in: names).map { "Did you mean '\($0)'?" } ?? ""
    }
}
