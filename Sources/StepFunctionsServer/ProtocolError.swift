internal import SigV4
internal import StepFunctions

/// A refusal with its status: what AWS answers below the operations.
struct ProtocolError: Error, Equatable {
    let status: Int
    let code: String
    let message: String
    /// Further members of the body.
    var fields: [String: String] = [:]
    /// The method that would have been right, with status 405.
    var allowedMethod: String?

    init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    init(_ error: ServiceError) {
        self.init(error.httpStatus, error.code.rawValue, error.message)
        fields = error.fields
    }

    init(_ problem: SignatureProblem) {
        self.init(400, problem.code, problem.message)
    }

    static func unknownTarget(_ target: String) -> ProtocolError {
        // Long or odd ones are the client's own affair.
        ProtocolError(.unknownOperation(String(target.prefix(100))))
    }

    static let missingTarget = ProtocolError(
        400, "UnknownOperationException", "The request has no X-Amz-Target, such as AWSStepFunctions.ListStateMachines")

    static let wrongContentType = ProtocolError(
        400, "UnknownOperationException", "Content-Type must be application/x-amz-json-1.0")

    static let noSuchPath = ProtocolError(
        404, "UnknownOperationException", "There is nothing at this path: the APIs are at /, health at /health")

    static func methodNotAllowed(_ allowed: String) -> ProtocolError {
        var error = ProtocolError(405, "UnknownOperationException", "The method here is \(allowed)")
        error.allowedMethod = allowed
        return error
    }

    static func tooLarge(_ limit: Int) -> ProtocolError {
        ProtocolError(
            413, "RequestEntityTooLargeException",
            "The request is larger than \(limit) bytes, line and header fields included")
    }

    static let invalidToken = ProtocolError(
        400, "UnrecognizedClientException", "The security token included in the request is invalid.")

    static let expiredToken = ProtocolError(
        400, "ExpiredTokenException", "The security token included in the request is expired")

    static let invalidRegion = ProtocolError(
        400, "InvalidSignatureException", "Credential should be scoped to a valid region.")
}
