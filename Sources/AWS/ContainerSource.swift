internal import HTTP
internal import SigV4

/// The endpoint that ECS and EKS give to a container.
struct ContainerSource: CredentialSource {
    let context: CredentialContext

    private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    private static let limits = HTTPLimits(
        connectTimeout: .seconds(2), totalTimeout: .seconds(2), responseBytes: 1 << 16)
    private static let attempts = 3

    var name: String { "the container's credentials" }

    func find() async throws(CredentialError) -> AWSCredentials? {
        guard let url = try url() else { return nil }
        var request = HTTPRequest(method: "GET", url: url, headers: ["Accept": "application/json"])
        request.headers["Authorization"] = try token()
        let response = try await send(request)
        let source = "The container's credential endpoint"
        let document = try CredentialDocument.parse(response.body, source: source)
        return try CredentialDocument.credentials(document, token: "Token", source: source)
    }

    private func url() throws(CredentialError) -> HTTPURL? {
        let environment = context.environment
        if let path = environment[Self.relative] {
            guard path.hasPrefix("/"), let url = HTTPURL("http://169.254.170.2\(path)") else {
                throw CredentialError(
                    .invalid, "\(Self.relative) is no path of a URL", advice: "It must begin with a slash.")
            }
            return url
        }
        guard let text = environment[Self.full] else { return nil }
        guard let url = HTTPURL(text) else {
            throw CredentialError(.invalid, "\(Self.full) is no URL", advice: "Correct it, or unset it.")
        }
        guard url.scheme == .https || Self.isLocal(url.host) else {
            throw CredentialError(
                .invalid, "\(Self.full) names the host '\(url.host)' without TLS, which could read the credentials",
                advice: "Use https, a loopback address, or an address that ECS and EKS give: "
                    + "\(Self.localHosts.joined(separator: ", ")).")
        }
        return url
    }

    private static let localHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost"]

    private static func isLocal(_ host: String) -> Bool {
        if localHosts.contains(host) || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.allSatisfy { $0 != nil } && numbers[0] == 127
    }

    private func token() throws(CredentialError) -> String? {
        let environment = context.environment
        let variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
        let token =
            if let path = environment["\(variable)_FILE"] {
                try context.read(path, namedBy: "\(variable)_FILE")
            } else {
                environment[variable]
            }
        guard let token else { return nil }
        guard token.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw CredentialError(
                .invalid, "The container's authorization token has a character that no header field may have",
                advice: "Correct \(variable), or the file that \(variable)_FILE names.")
        }
        return token
    }

    private func send(_ request: HTTPRequest) async throws(CredentialError) -> HTTPResponse {
        var attempt = 1
        while true {
            let failure: CredentialError
            do {
                let response = try await context.transport.send(request, limits: Self.limits)
                if response.status == 200 { return response }
                failure = CredentialError(
                    .refused, "The container's credential endpoint answered with status \(response.status)",
                    advice: "Check the role of the task or pod.")
            } catch {
                failure = CredentialError(
                    .unreachable, "The container's credential endpoint does not answer: \(error)",
                    advice: "Check \(Self.relative) and \(Self.full).")
            }
            guard attempt < Self.attempts else { throw failure }
            attempt += 1
            await context.clock.pause(.seconds(1))
        }
    }
}
