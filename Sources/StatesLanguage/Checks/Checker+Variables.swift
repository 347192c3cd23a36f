internal import JSON

extension Checker {
    /// Checks that variables are assigned where they may be and before they are read.
    mutating func checkVariables(_ machine: JSONObject, _ flow: Flow) {}
}
