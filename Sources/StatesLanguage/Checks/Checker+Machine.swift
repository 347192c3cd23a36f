internal import JSON

extension Checker {
    /// Checks a whole definition but for its flow.
    mutating func checkMachine(_ definition: JSONValue) {}
}
