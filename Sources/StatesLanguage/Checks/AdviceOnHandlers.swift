internal import JSON

extension Checker {
    /// Warns of retriers and catchers that no error reaches, and of retriers that outlive the execution.
    mutating func adviseOnHandlers(of state: FlowState, _ language: QueryLanguage, _ conditions: ScopeConditions) {
        for (key, rule) in [("Retry", DefinitionRule.retryNeverMatches), ("Catch", .catchNeverMatches)] {
            guard let handlers = state.value[key]?.arrayValue else { continue }
            var earlier: Set<String> = []
            for (index, handler) in handlers.enumerated() {
                let names = (handler["ErrorEquals"]?.arrayValue ?? []).compactMap(\.stringValue)
                reportUnreached(names, rule, state, language, earlier, at: key, index)
                earlier.formUnion(names)
                adviseOnMisspelledNames(in: handler, of: state, at: key, index)
                if key == "Retry" { adviseOnDuration(of: handler, names, state, conditions, index) }
            }
        }
    }

    private mutating func reportUnreached(
        _ names: [String], _ rule: DefinitionRule, _ state: FlowState, _ language: QueryLanguage,
        _ earlier: Set<String>, at key: String, _ index: Int
    ) {
        guard !names.isEmpty, !names.contains(where: isUnknown) else { return }
        var reasons: [String] = []
        for name in names {
            if isTaken(name, by: earlier) {
                reasons.append("an earlier one takes \(nameWords(name))")
            } else if let reason = reasonAgainst(name, in: state, language) {
                reasons.append(reason)
            } else {
                return
            }
        }
        report(
            DefinitionFinding(
                rule, "No error comes here: \(firstFew(reasons))",
                at: state.pointer.appending(key).appending(.index(index)).appending("ErrorEquals")))
    }

    private mutating func adviseOnMisspelledNames(
        in handler: JSONValue, of state: FlowState, at key: String, _ index: Int
    ) {
        for (position, value) in (handler["ErrorEquals"]?.arrayValue ?? []).enumerated() {
            guard let name = value.stringValue, let meant = meantErrorName(name) else { continue }
            let names = state.pointer.appending(key).appending(.index(index)).appending("ErrorEquals")
            report(
                DefinitionFinding(
                    .misspelledErrorName, "Step Functions has no error of the name \(nameWords(name))",
                    at: names.appending(.index(position)), hint: "Did you mean '\(meant)'?"))
        }
    }

    /// The name of the language that a name differs from by capitals or by a slip of one key. Other names with the same
    /// prefix are taken as they are: a Fail state may give its error any name.
    private func meantErrorName(_ name: String) -> String? {
        let written = name.lowercased()
        guard written.utf8.starts(with: "states.".utf8), !errorNames.contains(name) else { return nil }
        return errorNames.first { $0.lowercased() == written || isOneSlip(written, from: $0.lowercased()) }
    }

    private func isTaken(_ name: String, by earlier: Set<String>) -> Bool {
        if earlier.contains(name) { return true }
        // States.TaskFailed takes every error that a task reports by a name of its own. (developer guide)
        return earlier.contains("States.TaskFailed") && !name.utf8.starts(with: "States.".utf8)
    }

    /// Why an error never comes out of a Task; nil when it may. Out of Parallel and Map comes what is inside of them.
    private func reasonAgainst(_ name: String, in state: FlowState, _ language: QueryLanguage) -> String? {
        guard state.type == .task, name.utf8.starts(with: "States.".utf8) else { return nil }
        switch name {
        case "States.BranchFailed": return "only a Parallel fails with \(name)"
        case "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed", "States.ResultWriterFailed":
            return "only a Map fails with \(name)"
        case "States.NoChoiceMatched": return "only a Choice fails with \(name)"
        case "States.QueryEvaluationError" where language == .jsonPath: return "\(name) belongs to JSONata"
        case "States.ParameterPathFailure" where language == .jsonata,
            "States.ResultPathMatchFailure" where language == .jsonata,
            "States.IntrinsicFailure" where language == .jsonata:
            return "\(name) belongs to JSONPath"
        case "States.HeartbeatTimeout" where !state.hasNumber("HeartbeatSeconds"):
            return "\(name) needs HeartbeatSeconds"
        case "States.Timeout" where neverTimesOut(state): return "\(name) needs TimeoutSeconds"
        default: return nil
        }
    }

    /// Whether nothing limits the Task's time. HTTP calls and agents have limits that nobody wrote down here.
    private func neverTimesOut(_ state: FlowState) -> Bool {
        guard !state.hasNumber("TimeoutSeconds"), !state.hasNumber("HeartbeatSeconds"),
            let text = state.value["Resource"]?.stringValue, let resource = TaskResource(parsing: text)
        else { return false }
        guard let integration = resource.integration else { return true }
        return integration.service != "http" && integration.service != "bedrockagentcore"
    }

    private mutating func adviseOnDuration(
        of retrier: JSONValue, _ names: [String], _ state: FlowState, _ conditions: ScopeConditions, _ index: Int
    ) {
        guard let limit = conditions.limitSeconds, let schedule = RetrySchedule(retrier) else { return }
        let mayTimeOut = names.contains("States.Timeout") || names.contains("States.ALL")
        let attempt = mayTimeOut ? state.value["TimeoutSeconds"]?.intValue ?? 0 : 0
        let seconds = schedule.delaySeconds + Double(attempt) * Double(schedule.maxAttempts + 1)
        guard seconds > Double(limit) else { return }
        report(
            DefinitionFinding(
                .retryOutlastsTimeout,
                "All \(schedule.maxAttempts) retries take up to \(rounded(seconds)) seconds, and the execution ends "
                    + "after \(limit)",
                at: state.pointer.appending("Retry").appending(.index(index)),
                hint: "Set MaxDelaySeconds, or lower MaxAttempts, IntervalSeconds or BackoffRate."))
    }

    private func rounded(_ seconds: Double) -> String {
        seconds < 1e15 ? String(Int(seconds.rounded())) : "more than 10^15"
    }
}

/// The names of errors that the language defines, and two of AWS's. (specification, appendix A)
private let errorNames = [
    "States.ALL", "States.HeartbeatTimeout", "States.Timeout", "States.TaskFailed", "States.Permissions",
    "States.ResultPathMatchFailure", "States.ParameterPathFailure", "States.QueryEvaluationError",
    "States.BranchFailed", "States.NoChoiceMatched", "States.IntrinsicFailure",
    "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed", "States.ResultWriterFailed",
    "States.Runtime", "States.DataLimitExceeded",
]

/// When a retrier tries again.
struct RetrySchedule {
    /// How often it tries again at most.
    var maxAttempts: Int
    /// How long it waits before all of the retries together, in seconds, without jitter.
    var delaySeconds: Double

    /// Reads a retrier, with AWS's defaults for what it does not say; nil when it says something that is no number.
    init?(_ retrier: JSONValue) {
        func number(_ key: String, _ standard: Double?) -> Double?? {
            guard let value = retrier[key] else { return .some(standard) }
            return value.doubleValue.map { .some($0) }
        }
        guard let interval = number("IntervalSeconds", 1) ?? nil, let rate = number("BackoffRate", 2) ?? nil,
            let attempts = number("MaxAttempts", 3) ?? nil, let longest = number("MaxDelaySeconds", nil),
            (0...99_999_999).contains(attempts), interval >= 0, rate >= 1
        else { return nil }
        maxAttempts = Int(attempts)
        delaySeconds = RetrySchedule.sum(interval, rate, attempts, upTo: longest ?? .infinity)
    }

    /// The sum of a geometric series whose terms grow up to a ceiling. Beyond a thousand terms they are taken as
    /// equal: nobody waits that often for delays that still grow.
    private static func sum(_ first: Double, _ rate: Double, _ count: Double, upTo ceiling: Double) -> Double {
        var sum = 0.0
        var delay = min(first, ceiling)
        let growing = min(count, 1_000)
        for _ in 0..<Int(growing) {
            sum += delay
            delay = min(delay * rate, ceiling)
        }
        // Zero times a delay that grew to infinity is no number.
        return count > growing ? sum + (count - growing) * delay : sum
    }
}
