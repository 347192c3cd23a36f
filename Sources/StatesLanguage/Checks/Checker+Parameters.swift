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
        guard let parameters = value.objectValue, let action = integration.optimizedAction else { return }
        for name in action.required where !gives(parameters, name) {
            reportMissing(name, in: key, of: integration)
        }
        if integration.service == "http", !gives(parameters, "Authentication"), !gives(parameters, "InvocationConfig") {
            reportMissing("Authentication", in: key, of: integration)
        }
    }

    private mutating func reportMissing(_ name: String, in key: String, of integration: ServiceIntegration) {
        report(
            .parameterMissing, "The field '\(name)' is required but was missing", at: key,
            hint: "\(integration.service):\(integration.action) needs it in every call.")
    }

    private func gives(_ parameters: JSONObject, _ name: String) -> Bool {
        parameters[name] != nil || parameters[name + ".$"] != nil
    }
}
