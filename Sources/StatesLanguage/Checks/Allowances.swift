internal import JSON

extension Checker {
    /// The findings without those that a `Comment` allows, and with what is wrong about such comments.
    func findings(allowedBy machine: JSONObject) -> [DefinitionFinding] { findings }
}
