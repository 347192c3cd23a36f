import Glibc
import HTTP
import JSON
import Processes
import SigV4
import Testing

/// Guarantee: requests are signed as the AWS SDK for Python signs them.
///
/// How: 250 random requests are signed by us and by botocore's SigV4Auth, and the whole `Authorization` compared. Needs
/// python3 with botocore.
@Suite struct BotocoreSignerTests {
    static let script = """
        import botocore.auth, botocore.awsrequest, botocore.credentials, datetime, json, sys
        answers = []
        for case in json.load(sys.stdin):
            now = datetime.datetime.fromtimestamp(case['time'], datetime.timezone.utc)
            botocore.auth.get_current_datetime = lambda: now
            request = botocore.awsrequest.AWSRequest(
                method=case['method'], url=case['url'], data=case['body'].encode())
            for name, value in case['headers']:
                request.headers.add_header(name, value)
            credentials = botocore.credentials.Credentials(case['key'], case['secret'], case['token'])
            botocore.auth.SigV4Auth(credentials, case['service'], case['region']).add_auth(request)
            answers.append(request.headers['Authorization'])
        json.dump(answers, sys.stdout)
        """

    static let environment = ["PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"]

    static let hasBotocore =
        (try? runProcess(
            ["python3", "-c", "import botocore.auth"], environment: environment, timeout: .seconds(20),
            outputLimitBytes: 1 << 16))?.exitStatus == 0

    @Test(.enabled(if: hasBotocore, "needs python3 with botocore"), arguments: [1, 2])
    func randomRequestsAreSignedAlike(seed: UInt64) throws {
        var generator = RequestGenerator(seed: seed)
        let cases = (0..<125).map { _ in generator.request() }
        let input = JSONValue.array(cases.map(\.json)).compactText
        let result = try runProcess(
            ["python3", "-c", Self.script], environment: Self.environment, input: Array(input.utf8),
            timeout: .seconds(30), outputLimitBytes: 1 << 20)
        #expect(String(decoding: result.errors, as: UTF8.self) == "")
        let answers = try #require(JSONValue(parsing: result.output).arrayValue)
        #expect(answers.count == cases.count)
        for (example, answer) in zip(cases, answers) {
            var request = example.request
            AWSSigner(region: example.region, service: example.service)
                .sign(&request, with: example.credentials, at: example.time)
            #expect(request.headers["Authorization"] == answer.stringValue, "\(example.request.url)")
        }
    }
}

/// A request that is to be signed, and with what.
private struct UnsignedRequest {
    var request: HTTPRequest
    var credentials: AWSCredentials
    var region: String
    var service: String
    var time: Int

    var json: JSONValue {
        [
            "method": .string(request.method), "url": .string(request.url.description),
            "headers": .array(request.headers.fields.map { .array([.string($0.name), .string($0.value)]) }),
            "body": .string(String(decoding: request.body, as: UTF8.self)),
            "key": .string(credentials.accessKeyID), "secret": .string(credentials.secretAccessKey),
            "token": credentials.sessionToken.map { .string($0) } ?? nil, "region": .string(region),
            "service": .string(service), "time": .number(JSONNumber(time)),
        ]
    }
}

private struct RequestGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    private mutating func one<Element>(of elements: [Element]) -> Element { elements[next(below: elements.count)] }

    private mutating func text(_ pieces: [String], upTo count: Int) -> String {
        (0..<next(below: count + 1)).map { _ in one(of: pieces) }.joined()
    }

    private mutating func query() -> String {
        let pieces = ["a", "B", "1", "-", "_", ".", "~", "%20", "%2F", "%C3%A9", "%E2%82%AC", "%3D", "%26", "%2B"]
        return (0..<(1 + next(below: 5))).map { _ in
            let name = text(pieces, upTo: 4)
            return next(below: 4) == 0 ? name : "\(name)=\(text(pieces, upTo: 6))"
        }.joined(separator: "&")
    }

    private mutating func headers() -> HTTPHeaders {
        let names = [
            "X-Amz-Target", "Content-Type", "x-a", "X-B", "X-b", "User-Agent", "Expect", "My-Header", "Accept",
        ]
        let values = ["a", "B", " ", "   ", "\t", ";", ",", "=", "é", "€", "\"", "1"]
        return HTTPHeaders(
            (0..<next(below: 7)).map { _ in
                // Ends are never white space on the wire.
                .init(one(of: names), "v\(text(values, upTo: 8))v")
            })
    }

    mutating func request() -> UnsignedRequest {
        let segments = ["/", "/a", "/b c", "/%20", "/%2F", "/..", "/.", "/é", "/~x", "/a-b_c.d", "/(x)", "/:", "/a+b@"]
        let path = "/" + text(segments, upTo: 6)
        let port = one(of: [nil, nil, 443, 80, 4599])
        let url = HTTPURL(
            scheme: one(of: [.http, .https]),
            host: one(of: ["localhost", "states.eu-west-1.amazonaws.com", "127.0.0.1"]),
            port: port, path: path, query: next(below: 2) == 0 ? nil : query())
        let body = text(["{\"a\":1}", "é", "€", "\n", "x", "😀"], upTo: 40)
        return UnsignedRequest(
            request: HTTPRequest(
                method: one(of: ["GET", "POST", "PUT", "DELETE", "HEAD"]), url: url, headers: headers(),
                body: Array(body.utf8)),
            credentials: AWSCredentials(
                accessKeyID: "AKID\(next(below: 1000))", secretAccessKey: text(["a", "/", "+", "é", "9"], upTo: 40),
                sessionToken: one(of: [nil, "token/+=", "x"])),
            region: one(of: ["us-east-1", "eu-west-1"]), service: one(of: ["states", "sts"]),
            time: 1_700_000_000 + next(below: 100_000_000))
    }
}
