internal import Documents

extension Checker {
    /// Whether the optimized integration exists with this pattern; reports it when not.
    mutating func checkOptimized(_ integration: ServiceIntegration, _ text: String) -> Bool {
        guard let actions = ServiceIntegration.optimized[integration.service] else {
            report(.resourceNotRecognized, notRecognized(text), at: "Resource", hint: serviceHint(integration))
            return false
        }
        guard let action = actions[integration.action] else {
            report(
                .resourceNotRecognized, notRecognized(text), at: "Resource", hint: actionHint(integration, actions))
            return false
        }
        guard action.patterns.contains(integration.pattern) else {
            report(
                .integrationPattern, notRecognized(text), at: "Resource", hint: patternHint(integration, action))
            return false
        }
        return true
    }

    private func serviceHint(_ integration: ServiceIntegration) -> String {
        if integration.service == "stateMachine" {
            return "A state machine is started by arn:aws:states:::states:startExecution, with its ARN as the "
                + "parameter StateMachineArn."
        }
        let service = ServiceIntegration.sdkNames[integration.service] ?? integration.service
        if ServiceIntegration.sdkServices.contains(service) {
            return "Call it through the SDK: arn:aws:states:::aws-sdk:\(service):\(integration.action)."
        }
        guard let near = nearestName(to: integration.service, in: ServiceIntegration.optimized.keys) else { return "" }
        return "Did you mean \(near)?"
    }

    private func actionHint(_ integration: ServiceIntegration, _ actions: [String: OptimizedAction]) -> String {
        if let near = nearestName(to: integration.action, in: actions.keys) { return "Did you mean \(near)?" }
        let names = actions.keys.sorted().joined(separator: ", ")
        let plain = String(integration.service.filter { $0 != "-" })
        let service = ServiceIntegration.sdkNames[integration.service] ?? plain
        return "The optimized integration of \(integration.service) has \(names). Everything else is called through "
            + "the SDK: arn:aws:states:::aws-sdk:\(service):\(integration.action)."
    }

    private func patternHint(_ integration: ServiceIntegration, _ action: OptimizedAction) -> String {
        if integration.pattern.isJob, integration.service == "lambda" {
            return "A call of lambda:invoke waits for the function's answer: leave \(integration.pattern.rawValue) out."
        }
        if integration.pattern == .parsedJob, action.patterns.contains(.job) {
            return "Only states:startExecution has .sync:2; write .sync."
        }
        let patterns = ServiceIntegration.Pattern.allCases.filter { $0 != .requestResponse }
        let known = patterns.filter(action.patterns.contains).map(\.rawValue).joined(separator: " and ")
        let name = "\(integration.service):\(integration.action)"
        return known.isEmpty ? "\(name) only waits for the service's answer." : "\(name) has \(known)."
    }

    /// Whether an integration through the SDK is one that may exist; reports it when not.
    mutating func checkSDK(_ integration: ServiceIntegration, _ text: String) -> Bool {
        if integration.pattern.isJob {
            report(
                .integrationPattern, notRecognized(text), at: "Resource",
                hint: "Integrations through the SDK do not wait for jobs; poll for the end, or use an optimized "
                    + "integration.")
            return false
        }
        let service = integration.service
        let isKnown = ServiceIntegration.sdkServices.contains(service)
        let plain = String(service.lowercased().filter { $0 != "-" && $0 != "_" })
        let meant = isKnown ? nil : meantService(service, plain)
        guard ServiceIntegration.isServiceName(service), meant == nil else {
            let hint = meant.map { "The SDK's name of the service is \($0)." } ?? "The service is in lower case."
            report(.sdkIntegration, notRecognized(text), at: "Resource", hint: hint)
            return false
        }
        guard ServiceIntegration.isActionName(integration.action) else {
            let hint = "An action is the API's name with a small first letter, such as describeTable."
            report(.sdkIntegration, notRecognized(text), at: "Resource", hint: hint)
            return false
        }
        if !isKnown, options.includesAdvice {
            let near = nearestName(to: service, in: ServiceIntegration.sdkServices)
            report(
                .resourceUnfamiliar, "No service of the SDK is known here as \(service)", at: "Resource",
                hint: near.map { "Did you mean \($0)?" } ?? "")
        }
        return true
    }

    /// The service that an unknown name certainly means: by another name of it, by its name with separators or
    /// capitals, or by a slip of one key. A digit more may well be a new service.
    private func meantService(_ service: String, _ plain: String) -> String? {
        if let name = ServiceIntegration.sdkNames[service] ?? ServiceIntegration.sdkNames[plain] { return name }
        if ServiceIntegration.sdkServices.contains(plain) { return plain }
        guard plain.utf8.count >= 5, let last = plain.utf8.last, last > UInt8(ascii: "9") else { return nil }
        return ServiceIntegration.sdkServices.filter { isOneSlip(plain, from: $0) }.min()
    }
}

/// Whether two texts differ by one byte, missing, added or replaced, or by two neighbors that changed places.
func isOneSlip(_ written: String, from meant: String) -> Bool {
    let left = Array(written.utf8)
    let right = Array(meant.utf8)
    guard abs(left.count - right.count) <= 1 else { return false }
    let shorter = min(left.count, right.count)
    let head = zip(left, right).prefix { $0 == $1 }.count
    let tail = zip(left.reversed(), right.reversed()).prefix(shorter - head).prefix { $0 == $1 }.count
    if head + tail >= max(left.count, right.count) - 1 { return true }
    return left.count == right.count && head + tail == left.count - 2 && left[head] == right[head + 1]
        && left[head + 1] == right[head]
}
