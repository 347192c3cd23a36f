internal import JSON
internal import StepFunctions

/// Under what the states of a scope run.
struct ScopeConditions {
    /// As what they run.
    var type: StateMachineType
    /// After how many seconds everything in the scope is over at the latest; nil when nothing says so.
    var limitSeconds: Int?
    /// Whether a failure in the scope makes a state around it start again.
    var isRetried: Bool
}

extension Flow {
    /// The conditions of each scope, by its index.
    func conditions(of machine: JSONObject, type: StateMachineType) -> [ScopeConditions] {
        let timeout = machine["TimeoutSeconds"]?.intValue
        var conditions = executionTypes(of: type).map { type in
            let limits = [timeout, type == .express ? expressLimitSeconds : nil].compactMap { $0 }
            return ScopeConditions(type: type, limitSeconds: limits.min(), isRetried: false)
        }
        for scope in scopes {
            for state in scope.states where !state.inner.isEmpty {
                let isRetried = conditions[scope.id].isRetried || !(state.value["Retry"]?.arrayValue ?? []).isEmpty
                for inner in state.inner { conditions[inner].isRetried = isRetried }
            }
        }
        return conditions
    }
}

/// How long an EXPRESS workflow may run, in seconds. (developer guide, "Choosing workflow type")
let expressLimitSeconds = 300
