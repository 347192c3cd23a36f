/// Why no response came.
public struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of reason. Raw values are stable names.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The host's name has no address.
        case unknownHost = "unknown-host"
        /// Nobody listens there, or the network does not reach it.
        case connectionFailed = "connection-failed"
        /// The peer's certificate, or the handshake, was not acceptable.
        case tls
        /// A time limit passed.
        case timeout
        /// The connection ended before the response was complete.
        case connectionLost = "connection-lost"
        /// The proxy refused, or cannot be reached.
        case proxy
        /// The response is larger than the limit.
        case responseTooLarge = "response-too-large"
        /// The peer speaks no HTTP, or breaks its rules.
        case invalidResponse = "invalid-response"
        /// The request cannot be written as HTTP, such as a header field with a line break.
        case invalidRequest = "invalid-request"
        /// The task was cancelled.
        case cancelled
        /// The library that speaks HTTP is not installed, or a file that the settings name cannot be read.
        case setup
    }

    /// The kind of reason.
    public var code: Code
    /// One sentence without a full stop: what failed, and with whom. Never a header, a query or a password.
    public var message: String
    /// Whether the request may have reached the peer: then the peer may have acted on it.
    public var mayHaveBeenSent: Bool

    /// Takes every part.
    public init(_ code: Code, _ message: String, mayHaveBeenSent: Bool) {
        self.code = code
        self.message = message
        self.mayHaveBeenSent = mayHaveBeenSent
    }

    /// The message.
    public var description: String { message }
}
