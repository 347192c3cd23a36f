/// How often and how a call is tried again.
public struct RetrySettings: Hashable, Sendable {
    /// The ways that the SDKs share.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Back-off with jitter, within a quota of retries.
        case standard
        /// The same, and a rate that learns from throttling.
        case adaptive
    }

    /// The SDKs' old mode `legacy` counts as standard.
    public var mode: Mode
    /// At least 1: the first attempt counts.
    public var maximumAttempts: Int

    /// Without arguments three attempts in standard mode.
    public init(mode: Mode = .standard, maximumAttempts: Int = 3) {
        self.mode = mode
        self.maximumAttempts = maximumAttempts
    }
}
