internal import HTTP
internal import JSON
internal import StepFunctions

/// A response, with what the access log says of it.
struct Answer {
    let status: Int
    let contentType: String
    let body: [UInt8]
    var errorCode: String?
    var allowedMethod: String?

    init(_ status: Int, _ contentType: String, _ body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// What the JSON APIs answer to a request that they refuse.
    init(_ error: ProtocolError, contentType: String) {
        var members = JSONObject([("__type", .string(error.code)), ("message", .string(error.message))])
        for (name, value) in error.fields.sorted(by: { $0.key < $1.key }) { members[name] = .string(value) }
        self.init(error.status, contentType, Array(JSONValue.object(members).compactText.utf8))
        errorCode = error.code
        allowedMethod = error.allowedMethod
    }

    func response(requestID: String) -> HTTPResponse {
        var headers: HTTPHeaders = ["Content-Type": contentType, "x-amzn-RequestId": requestID]
        if let allowedMethod { headers["Allow"] = allowedMethod }
        return HTTPResponse(status: status, headers: headers, body: body)
    }
}

extension APIService {
    /// What requests and responses of the API say of their bodies.
    var contentType: String {
        switch self {
        case .stepFunctions: "application/x-amz-json-1.0"
        case .tagging: "application/x-amz-json-1.1"
        }
    }
}
