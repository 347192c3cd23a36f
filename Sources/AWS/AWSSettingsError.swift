/// Why the settings cannot be used.
public struct AWSSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of reason. Raw values are stable names.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// A configuration file cannot be read or breaks its grammar.
        case invalidFile = "invalid-file"
        /// No file has the profile, or a section that it refers to.
        case unknownProfile = "unknown-profile"
        /// Nothing names a region.
        case missingRegion = "missing-region"
        /// A variable or a setting has a value that it cannot have.
        case invalidValue = "invalid-value"
        /// The settings contradict each other.
        case contradiction
    }

    /// The kind of reason.
    public var code: Code
    /// One sentence without a full stop, with the variable, or file and line. No secret.
    public var summary: String
    /// What to do, in full sentences.
    public var advice: String

    /// Takes every part.
    public init(_ code: Code, _ summary: String, advice: String) {
        self.code = code
        self.summary = summary
        self.advice = advice
    }

    /// Both.
    public var description: String { "\(summary). \(advice)" }
}
