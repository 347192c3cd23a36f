// StepFunctionsServer: the local service over HTTP, in the protocols that AWS's SDKs speak. It knows nothing of
// manifests or plans.

public import HTTP
public import HTTPServer
public import LocalStepFunctions

/// The Step Functions API, and as much of the tagging API and the Security Token Service as clients need, over HTTP.
///
/// It answers from its creation until `stop`. Any account and region is served out of the one store; the signature of
/// a request says which.
public final class StepFunctionsServer: Sendable {
    /// What to give to a client, such as `http://127.0.0.1:4599`.
    public let endpoint: HTTPURL
    private let listener: HTTPListener
    private let accessLog: AccessLog?

    /// Listens and answers out of `store` from now on.
    public init(store: LocalStore, options: StepFunctionsServerOptions) throws(HTTPListenerError) {
        let service = ServiceEndpoint(store: store, options: options)
        listener = try HTTPListener(options.listener) { await service.response(to: $0) }
        accessLog = options.accessLog
        let host = options.listener.address.host
        endpoint = HTTPURL(scheme: .http, host: host.contains(":") ? "[\(host)]" : host, port: listener.port)
    }

    /// The port that is listened at.
    public var port: Int { listener.port }

    /// Stops listening, lets requests that have begun finish within `limit`, and hands on the rest of the access log.
    public func stop(within limit: Duration = .seconds(10)) async {
        await listener.stop(within: limit)
        await accessLog?.flush(within: limit)
    }
}
