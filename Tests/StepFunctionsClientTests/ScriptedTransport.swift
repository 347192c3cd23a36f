import HTTP
import Threads

/// Answers requests as a script says, one entry a request and the last one for all that follow, and keeps what was
/// asked.
final class ScriptedTransport: HTTPTransport {
    enum Entry: Sendable {
        case answer(HTTPResponse)
        case failure(HTTPError)
    }

    private let script: [Entry]
    private let kept = Lock<[(request: HTTPRequest, limits: HTTPLimits)]>([])

    init(_ script: [Entry]) {
        precondition(!script.isEmpty, "a script has an entry")
        self.script = script
    }

    convenience init(_ entries: Entry...) { self.init(entries) }

    /// The requests so far.
    var requests: [HTTPRequest] { kept.withLock { $0.map(\.request) } }
    /// The limits of the requests so far.
    var limits: [HTTPLimits] { kept.withLock { $0.map(\.limits) } }

    func send(_ request: HTTPRequest, limits: HTTPLimits) async throws(HTTPError) -> HTTPResponse {
        let count = kept.withLock { kept in
            kept.append((request, limits))
            return kept.count
        }
        switch script[min(count, script.count) - 1] {
        case .answer(let response): return response
        case .failure(let error): throw error
        }
    }
}

extension ScriptedTransport.Entry {
    /// An answer with a JSON body.
    static func json(_ status: Int, _ body: String, _ headers: HTTPHeaders = [:]) -> Self {
        .answer(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    /// The service's refusal with a code.
    static func refusal(_ code: String, _ message: String = "", status: Int = 400, _ headers: HTTPHeaders = [:]) -> Self
    {
        .json(status, #"{"__type":"\#(code)","message":"\#(message)"}"#, headers)
    }

    static let throttled = refusal("ThrottlingException", "Rate exceeded")

    static func failure(_ code: HTTPError.Code, sent: Bool) -> Self {
        .failure(HTTPError(code, "no answer from states.example", mayHaveBeenSent: sent))
    }
}
