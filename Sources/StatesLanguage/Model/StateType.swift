/// What a state does: the value of its `Type`.
public enum StateType: String, Hashable, Sendable, Codable, CaseIterable {
    // The order in which AWS lists them.
    case task = "Task"
    case wait = "Wait"
    case pass = "Pass"
    case succeed = "Succeed"
    case fail = "Fail"
    case choice = "Choice"
    case parallel = "Parallel"
    case map = "Map"
}

/// The language of the expressions in a state.
public enum QueryLanguage: String, Hashable, Sendable, Codable {
    case jsonPath = "JSONPath"
    case jsonata = "JSONata"
}
