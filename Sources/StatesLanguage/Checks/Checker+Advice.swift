internal import JSON

extension Checker {
    /// Warns of what AWS takes and what will hurt all the same.
    mutating func checkAdvice(_ machine: JSONObject, _ flow: Flow) {}
}
