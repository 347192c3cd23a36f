internal import HTTP
internal import SigV4

/// An answer of STS that is no error.
struct STSAnswer {
    private let elements: XMLElements
    private let root: String
    private let status: Int

    /// - Parameter credentials: What the request was signed with; errors show nothing of it.
    /// - Throws: The error that the answer is.
    init(_ response: HTTPResponse, action: String, credentials: AWSCredentials?) throws(STSError) {
        status = response.status
        root = "\(action)Response"
        guard let elements = XMLElements(response.body) else {
            throw .unreadable(status: response.status, reason: "it is no XML of the kind that STS sends")
        }
        self.elements = elements
        if response.status == 200 && elements.root == root { return }
        guard let code = elements["ErrorResponse/Error/Code"], response.status >= 300 else {
            throw .unreadable(status: response.status, reason: "it is neither \(root) nor an error")
        }
        let message = elements["ErrorResponse/Error/Message"] ?? ""
        throw .refused(
            // Before it is cut: half a token would not be recognized any more.
            code: code.quotation, message: (credentials?.redacting(message) ?? message).quotation,
            requestID: elements["ErrorResponse/RequestId"]?.quotation, status: response.status)
    }

    /// The text of an element below the root.
    func text(_ path: String) throws(STSError) -> String {
        guard let text = elements["\(root)/\(path)"], !text.isEmpty else {
            throw .unreadable(status: status, reason: "it has no \(path)")
        }
        return text
    }

    /// The credentials below an element.
    func credentials(_ result: String) throws(STSError) -> AWSCredentials {
        let path = "\(result)/Credentials"
        guard let expiration = UTCTime(iso8601: try text("\(path)/Expiration")) else {
            throw .unreadable(status: status, reason: "its Expiration is no time")
        }
        return AWSCredentials(
            accessKeyID: try text("\(path)/AccessKeyId"), secretAccessKey: try text("\(path)/SecretAccessKey"),
            sessionToken: try text("\(path)/SessionToken"), expiration: expiration.secondsSince1970)
    }
}
