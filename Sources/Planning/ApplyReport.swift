/// What became of a plan's steps.
public struct ApplyReport: Codable, Hashable, Sendable {
    /// What became of one step.
    public enum Result: Codable, Hashable, Sendable {
        /// The write was made, or reading showed that it had been.
        case done
        /// The write was refused, or its precondition no longer held. Nothing of this step took effect.
        case failed(reason: String)
        /// No answer came, and reading did not tell whether the write took effect.
        case unknown(reason: String)
        /// Another step had to succeed first and did not.
        case skipped(because: Step.ID)
        /// The run was interrupted before this step.
        case notStarted
    }

    /// One step and its result.
    public struct Entry: Codable, Hashable, Sendable {
        /// The step, as the plan has it.
        public var step: Step
        /// What became of it.
        public var result: Result
        /// The version that the step published.
        public var version: Int?
        /// The revision that the step made.
        public var revisionId: String?

        /// Takes every part; those left out are empty or nil.
        public init(step: Step, result: Result, version: Int? = nil, revisionId: String? = nil) {
            self.step = step
            self.result = result
            self.version = version
            self.revisionId = revisionId
        }
    }

    /// The plan that was carried out.
    public var plan: Plan
    /// In the plan's order.
    public var entries: [Entry]
    /// Whether a signal ended the run early.
    public var interrupted: Bool
    /// Calls made, by operation, reads of the planning included.
    public var calls: [String: Int]

    /// Takes every part; those left out are empty or nil.
    public init(plan: Plan, entries: [Entry], interrupted: Bool = false, calls: [String: Int] = [:]) {
        self.plan = plan
        self.entries = entries
        self.interrupted = interrupted
        self.calls = calls
    }

    /// Whether every step is done.
    public var converged: Bool { entries.allSatisfy { $0.result == .done } }
}
