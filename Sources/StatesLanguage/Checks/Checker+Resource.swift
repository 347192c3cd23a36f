internal import JSON

/// The state around a part that is checked.
struct StateContext {
    var name: String
    var type: StateType
    var language: QueryLanguage
    var value: JSONObject
}

extension Checker {
    /// Checks a Task's `Resource` and what it asks of the other fields of the state. Called at the state's place.
    mutating func checkTaskResource(_ state: StateContext) {}

    /// Checks the `Resource` of an `ItemReader` or `ResultWriter`. Called at that object's place.
    mutating func checkMapResource(_ resource: String, isWriter: Bool) {}
}
