internal import HTTP
internal import HTTPServer
internal import LocalStepFunctions
internal import StepFunctions

/// What a request asks for, as its line and fields tell.
enum ServerRequest {
    /// `GET /health`
    case health
    /// An operation of one of the two JSON APIs.
    case operation(any Operation.Type)
    /// The query protocol of the Security Token Service, its parameters in the body.
    case tokenService

    private static let operations: [String: any Operation.Type] = {
        var found: [String: any Operation.Type] = [:]
        for operation in Operations.all + LocalStepFunctionsService.operations {
            found["\(operation.service.rawValue).\(operation.name)"] = operation
        }
        return found
    }()

    /// Reads line and fields.
    init(_ request: HTTPRequest) throws(ProtocolError) {
        let method = request.method
        if request.url.path == "/health" {
            guard method == "GET" || method == "HEAD" else { throw .methodNotAllowed("GET") }
            self = .health
            return
        }
        guard request.url.path == "/" else { throw .noSuchPath }
        guard method == "POST" else { throw .methodNotAllowed("POST") }
        let type = Self.mediaType(request.headers["Content-Type"] ?? "")
        guard let target = request.headers["X-Amz-Target"] else {
            guard type == "application/x-www-form-urlencoded" else { throw .missingTarget }
            self = .tokenService
            return
        }
        guard type == "application/x-amz-json-1.0" || type == "application/x-amz-json-1.1" else {
            throw .wrongContentType
        }
        guard let operation = Self.operations[target] else { throw .unknownTarget(target) }
        self = .operation(operation)
    }

    /// The type without its parameters.
    private static func mediaType(_ value: String) -> String {
        let end = value.utf8.firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: " ") } ?? value.endIndex
        let type = value[..<end]
        return type.utf8.contains { (0x41...0x5A).contains($0) } ? type.lowercased() : String(type)
    }
}
