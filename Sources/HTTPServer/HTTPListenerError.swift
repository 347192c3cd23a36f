/// Why a server could not start.
public struct HTTPListenerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of reason. Raw values are stable names.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// libmicrohttpd is not installed, or would not start.
        case library
        /// The host has no address.
        case unknownHost = "unknown-host"
        /// Another program listens there.
        case portTaken = "port-taken"
        /// The address is none of this machine's.
        case foreignAddress = "foreign-address"
        /// The port is reserved for the administrator.
        case forbidden
        /// The system refused for another reason.
        case system
    }

    /// The kind of reason.
    public var code: Code
    /// What failed, in one sentence without a full stop.
    public var message: String
    /// What to do about it, in one sentence without a full stop.
    public var advice: String

    /// Takes every part.
    public init(_ code: Code, _ message: String, advice: String) {
        self.code = code
        self.message = message
        self.advice = advice
    }

    /// Message and advice.
    public var description: String { "\(message). \(advice)." }
}
