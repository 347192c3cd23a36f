internal import Documents
internal import JSON

extension Checker {
    /// Checks that a Task gives an integration what AWS asks for. Called at the state's place.
    mutating func checkParameters(of state: StateContext, _ integration: ServiceIntegration, _ resource: String) {
        let key = state.language == .jsonata ? "Arguments" : "Parameters"
        guard let value = state.value[key] else {
            // The field of the other language is reported as such, and nothing else with it.
            let other = state.language == .jsonata ? "Parameters" : "Arguments"
            guard state.value[other] == nil else { return }
            report(
                .parametersRequired, "\(key) field is required for resource ARN: \(resource)",
                hint: "The input is not passed on by itself: name what the API gets in \(key).")
            return
        }
        guard let parameters = value.objectValue, !isUnknown(value), let action = integration.optimizedAction else {
            return
        }
        var missing = action.required.filter { !gives(parameters, $0) }
        if integration.service == "http", !gives(parameters, "Authentication"), !gives(parameters, "InvocationConfig") {
            missing.append("Authentication")
        }
        guard !missing.isEmpty, !parameters.contains(where: { isUnknown($0.key) }) else { return }
        for name in missing {
            let near = nearestName(to: name, in: parameters.keys.filter { !action.required.contains($0) })
            report(
                .parameterMissing, "The field '\(name)' is required but was missing", at: key,
                hint: near.map { "It is not '\($0)': write '\(name)'." }
                    ?? "\(integration.service):\(integration.action) needs it in every call.")
        }
    }

    private func gives(_ parameters: JSONObject, _ name: String) -> Bool {
        parameters[name] != nil || parameters[name + ".$"] != nil
    }
}
