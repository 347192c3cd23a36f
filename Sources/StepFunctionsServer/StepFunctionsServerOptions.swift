public import HTTPServer
public import SigV4

/// How the service over HTTP behaves.
public struct StepFunctionsServerOptions: Sendable {
    /// How often operations may be called.
    public enum Quotas: Hashable, Sendable {
        /// As often as anybody likes.
        case off
        /// As `ThrottleQuotas` says, so many times faster: tokens come back at that multiple of the rate into buckets
        /// of the same size. Greater than 0.
        case aws(timeScale: Double)
    }

    /// Where to listen, and the limits of connections and requests.
    public var listener: HTTPListenerConfiguration
    /// The account of access keys that say nothing of theirs: 12 digits.
    public var account = "000000000000"
    /// The region of requests whose signature names none.
    public var region = "us-east-1"
    /// How often operations may be called.
    public var quotas = Quotas.off
    /// The one access key, besides those that AssumeRole issues, whose signatures are accepted. Without it, any
    /// signature that is well formed is.
    public var requiredSignature: AWSCredentials?
    /// What is told of every request.
    public var accessLog: AccessLog?
    /// The two clocks.
    public var clocks = ServerClocks.system
    /// Where request IDs and issued credentials come from.
    public var identifiers = ServerIdentifiers.random

    /// Everything else as the properties say.
    public init(listen address: ListenAddress) {
        listener = HTTPListenerConfiguration(address: address)
        // The service's limit, line and fields included.
        listener.requestBytes = 1 << 20
    }
}
