internal import JSON
internal import StepFunctions

extension Checker {
    /// Warns of a Task that may wait for ever, gives up at the first failure, or cannot be answered.
    mutating func adviseOnTask(_ state: FlowState, _ language: QueryLanguage, _ conditions: ScopeConditions) {
        let resource = (state.value["Resource"]?.stringValue).flatMap { TaskResource(parsing: $0) }
        adviseOnTimeout(of: state, resource, conditions)
        if (state.value["Retry"]?.arrayValue ?? []).isEmpty, !conditions.isRetried {
            advise(
                .taskWithoutRetry, state, "One failed call, and \(quoted(state.name)) fails",
                hint: "Retry at least what passes by itself: throttling, timeouts, errors of the service.")
        }
        guard let integration = resource?.integration else { return }
        let key = language == .jsonata ? "Arguments" : "Parameters"
        if integration.pattern == .callback, let payload = state.value[key], !carriesToken(payload, language) {
            advise(
                .callbackWithoutToken, state, "Nobody gets the task token, so nobody can answer", at: key,
                hint: language == .jsonata
                    ? "Pass {% $states.context.Task.Token %} on." : "Pass $$.Task.Token on.")
        }
        guard let parameters = state.value[key]?.objectValue else { return }
        adviseOnChild(of: state, integration, parameters, key)
        adviseOnUnknownParameters(of: state, integration, parameters, key)
    }

    private mutating func adviseOnTimeout(
        of state: FlowState, _ resource: TaskResource?, _ conditions: ScopeConditions
    ) {
        let hasHeartbeat = state.hasNumber("HeartbeatSeconds")
        if !state.hasNumber("TimeoutSeconds"), conditions.limitSeconds == nil {
            let hint =
                resource?.waitsForAnswer == true && !hasHeartbeat
                ? "An answer that never comes is noticed by TimeoutSeconds, and earlier by HeartbeatSeconds." : ""
            advise(
                .taskWithoutTimeout, state, "\(quoted(state.name)) may wait for as long as the execution may run",
                hint: hint)
        }
        if conditions.type == .express, let seconds = state.value["TimeoutSeconds"]?.intValue,
            seconds > expressLimitSeconds
        {
            advise(
                .expressOverLimit, state,
                "\(seconds) seconds are more than the \(expressLimitSeconds) that EXPRESS has", at: "TimeoutSeconds")
        }
        if case .activity = resource, !hasHeartbeat {
            advise(
                .activityWithoutHeartbeat, state,
                "When the worker dies, nobody notices before \(quoted(state.name)) times out")
        }
    }

    private mutating func adviseOnChild(
        of state: FlowState, _ integration: ServiceIntegration, _ parameters: JSONObject, _ key: String
    ) {
        let starts = integration.isSDK ? integration.service == "sfn" : integration.service == "states"
        guard starts, ["startExecution", "startSyncExecution"].contains(integration.action),
            let text = parameters["StateMachineArn"]?.stringValue, !isUnknown(text),
            let name = ResourceName(parsing: text), name.resource.first == "stateMachine", name.resource.count == 2
        else { return }
        report(
            DefinitionFinding(
                .childNotPinned, "\(quoted(name.resource[1])) runs in whatever revision is the newest at that moment",
                at: state.pointer.appending(key).appending("StateMachineArn"),
                hint: "Add the name of an alias, or the number of a version: \(text):live"))
    }

    private mutating func adviseOnUnknownParameters(
        of state: FlowState, _ integration: ServiceIntegration, _ parameters: JSONObject, _ key: String
    ) {
        guard !isUnknown(.object(parameters)) else { return }
        for member in parameters where !isUnknown(member.key) {
            let name = member.key.hasSuffix(".$") ? String(member.key.dropLast(2)) : member.key
            guard let hint = hint(forParameter: name, of: integration, among: parameters) else { continue }
            report(
                DefinitionFinding(
                    .parameterUnsupported, "The field \"\(name)\" is not supported by Step Functions",
                    at: state.pointer.appending(key).appending(member.key), isAboutKey: true, hint: hint))
        }
    }

    /// What to write instead of a parameter; nil when the API has it or may have it.
    private func hint(
        forParameter name: String, of integration: ServiceIntegration, among parameters: JSONObject
    ) -> String? {
        let action = integration.optimizedAction
        let known = action.map { $0.optional.isEmpty ? [] : $0.required + $0.optional } ?? []
        if known.contains(name) { return nil }
        let written = name.lowercased()
        let capitalized = name.prefix(1).uppercased() + name.dropFirst()
        let meant =
            known.first { $0.lowercased() == written } ?? known.first { isOneSlip(written, from: $0.lowercased()) }
            ?? (capitalized == name || integration.isFunction ? nil : capitalized)
        guard let meant else {
            return integration.isFunction ? "What the function is to get stands inside of Payload." : nil
        }
        // One that AWS asks for is missing then, which is an error and was told.
        let isGiven = parameters[meant] != nil || parameters[meant + ".$"] != nil
        if action?.required.contains(meant) == true, !isGiven { return nil }
        return meant.lowercased() == written
            ? "Names of parameters count with their capitals: write '\(meant)'." : "Did you mean '\(meant)'?"
    }
}

extension ServiceIntegration {
    /// Whether it calls a function.
    fileprivate var isFunction: Bool { !isSDK && service == "lambda" }
}

extension FlowState {
    /// Whether the state has this number, or a path to it.
    func hasNumber(_ key: String) -> Bool { value[key] != nil || value[key + "Path"] != nil }
}

/// Whether a payload may hand the task token on: it names the token, or the whole context object, or nobody knows yet.
private func carriesToken(_ value: JSONValue, _ language: QueryLanguage) -> Bool {
    switch value {
    case .string(let text):
        if holdsPlaceholder(text) { return true }
        guard language == .jsonata else { return text.contains("$$") }
        return text.contains("context") || text.contains("Token")
    case .array(let elements): return elements.contains { carriesToken($0, language) }
    case .object(let object): return object.contains { carriesToken($0.value, language) }
    case .null, .bool, .number: return false
    }
}

/// A name as it stands in a sentence, cut when it is too long for one.
func quoted(_ name: String) -> String { "'\(shortened(name, to: nameLimit))'" }

/// The first three, and how many there are besides.
func firstFew(_ words: [String]) -> String {
    words.prefix(3).joined(separator: ", ") + (words.count > 3 ? " and \(words.count - 3) more" : "")
}
