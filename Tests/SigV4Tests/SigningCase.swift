import Glibc
import HTTP
import JSON
import SigV4
import Testing

/// One folder of the published signing cases: a request, how it is to be signed, and everything on the way to its
/// signed form, in the header and in the query.
struct SigningCase: Sendable, CustomTestStringConvertible {
    let name: String
    let request: HTTPRequest
    let credentials: AWSCredentials
    let signer: AWSSigner
    let time: Int
    let expiresSeconds: Int

    var testDescription: String { name }

    /// Beside the package; nil when it is not there.
    static let folder: String? = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast(4).joined(separator: "/") + "/shared/conformance/sigv4"
        return access(folder, R_OK) == 0 ? folder : nil
    }()

    static let all: [SigningCase] = {
        guard let folder, let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().compactMap { try? SigningCase(name: $0) }
    }()

    private init(name: String) throws {
        self.name = name
        let context = try JSONValue(parsing: Self.text(name, "context.json"))
        let keys = context["credentials"]
        credentials = AWSCredentials(
            accessKeyID: try #require(keys?["access_key_id"]?.stringValue),
            secretAccessKey: try #require(keys?["secret_access_key"]?.stringValue),
            sessionToken: keys?["token"]?.stringValue)
        let normalizes = try #require(context["normalize"]?.boolValue as Bool?)
        signer = AWSSigner(
            region: try #require(context["region"]?.stringValue),
            service: try #require(context["service"]?.stringValue),
            options: .init(
                normalizesPath: normalizes, addsBodyDigest: try #require(context["sign_body"]?.boolValue as Bool?),
                omitsSessionToken: context["omit_session_token"]?.boolValue ?? false))
        time = try #require(UTCTime(iso8601: context["timestamp"]?.stringValue ?? "")).secondsSince1970
        expiresSeconds = try #require(context["expiration_in_seconds"]?.intValue)
        request = try Self.request(Self.text(name, "request.txt"))
    }

    /// The expected text of a step, such as `header-signature`.
    func expected(_ step: String) throws -> String { try Self.text(name, "\(step).txt") }

    /// A request as it is written on the wire.
    static func request(_ text: String) throws -> HTTPRequest {
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\n")
        let words = try #require(try? /([A-Z]+) (.*) HTTP\/1\.1/.wholeMatch(in: lines[0])?.output)
        var fields: [HTTPHeaders.Field] = []
        for line in lines.dropFirst() {
            if line.hasPrefix(" ") {
                fields[fields.count - 1].value += "\n\(line)"
            } else {
                let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                fields.append(.init(String(pair[0]), String(pair[1])))
            }
        }
        let target = words.2.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let url = HTTPURL(
            scheme: .https, host: "example.amazonaws.com", path: String(target[0]),
            query: target.count > 1 ? String(target[1]) : nil)
        // The published files end in a newline, but where there is a body.
        let body = parts.count > 1 ? parts[1].drop { $0 == "\n" } : ""
        return HTTPRequest(method: String(words.1), url: url, headers: HTTPHeaders(fields), body: Array(body.utf8))
    }

    private static func text(_ name: String, _ file: String) throws -> String {
        let opened = fopen("\(folder ?? "")/\(name)/\(file)", "r")
        let stream = try #require(opened, "\(name)/\(file) can be read")
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, stream)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
