internal import HTTP
internal import JSON
internal import SigV4

/// The metadata service of an EC2 instance, version 2, and version 1 where it is all that answers.
struct InstanceMetadataSource: CredentialSource {
    let context: CredentialContext

    /// Credentials that end sooner are used for as long: the service renews late when it has trouble.
    private static let shortestSeconds = 1_200
    private static let rolesPath = "/latest/meta-data/iam/security-credentials/"
    private static let responseBytes = 1 << 16

    var name: String {
        isDisabled ? "instance metadata (off by AWS_EC2_METADATA_DISABLED)" : "instance metadata"
    }

    private var isDisabled: Bool { context.environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" }

    func find() async throws(CredentialError) -> AWSCredentials? {
        guard !isDisabled else { return nil }
        let service: Service
        do {
            service = try Service(context.settings.lookup)
        } catch {
            throw CredentialError(error)
        }
        guard let access = try await token(service) else { return nil }
        guard let roles = await get(Self.rolesPath, service, access),
            let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline).first,
            let answer = await get("\(Self.rolesPath)\(role)", service, access)
        else { return nil }
        let source = "The instance metadata service"
        let document = try CredentialDocument.parse(answer.body, source: source)
        // Such as AssumeRoleUnauthorizedAccess, when the role does not trust EC2.
        if document["AccessKeyId"] == nil, let code = document["Code"]?.stringValue {
            throw CredentialError(
                .refused, "\(source) has no credentials of role '\(String(role).quotation)': \(code.quotation)",
                advice: "Check that the role's trust policy names ec2.amazonaws.com.")
        }
        var credentials = try CredentialDocument.credentials(document, token: "Token", source: source)
        credentials.expiration = credentials.expiration.map { max($0, context.clock.now() + Self.shortestSeconds) }
        return credentials
    }

    private struct Service {
        let url: HTTPURL
        let limits: HTTPLimits
        let attempts: Int
        let allowsVersion1: Bool

        init(_ lookup: SettingLookup) throws(AWSSettingsError) {
            let mode = try lookup.choice(
                "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode", ["ipv4", "ipv6"])
            let prefersIPv6 = try lookup.flag("AWS_IMDS_USE_IPV6", "imds_use_ipv6")
            let ipv6 = mode.map { $0 == "ipv6" } ?? prefersIPv6
            let own = lookup.find("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint")
            url =
                try own?.url() ?? HTTPURL(scheme: .http, host: ipv6 ? "[fd00:ec2::254]" : "169.254.169.254")
            let seconds = try lookup.number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 1...60) ?? 1
            limits = HTTPLimits(
                connectTimeout: .seconds(seconds), totalTimeout: .seconds(seconds), responseBytes: responseBytes)
            attempts =
                try lookup.number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts", 1...10) ?? 1
            allowsVersion1 = try !lookup.flag("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")
        }

        func request(_ method: String, _ path: String, _ headers: HTTPHeaders) -> HTTPRequest {
            var url = url
            url.path = (url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path) + path
            return HTTPRequest(method: method, url: url, headers: headers)
        }
    }

    /// How the service lets us in.
    private enum Access {
        case token(String)
        case version1
    }

    /// Nil when no such service answers.
    private func token(_ service: Service) async throws(CredentialError) -> Access? {
        let request = service.request(
            "PUT", "/latest/api/token", ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
        for _ in 0..<service.attempts {
            let response: HTTPResponse
            do {
                response = try await context.transport.send(request, limits: service.limits)
            } catch {
                // Of a container the answer may not find its way back, and version 1 answers.
                if error.code == .timeout && error.mayHaveBeenSent { return try version1(service) }
                continue
            }
            switch response.status {
            case 200: return .token(String(decoding: response.body, as: UTF8.self))
            case 403, 404, 405: return try version1(service)
            case 400: return nil
            default: continue
            }
        }
        return nil
    }

    private func version1(_ service: Service) throws(CredentialError) -> Access {
        if service.allowsVersion1 { return .version1 }
        throw CredentialError(
            .refused, "The instance metadata service gives no token, and its version 1 is off",
            advice: "Raise the instance's hop limit, or unset AWS_EC2_METADATA_V1_DISABLED.")
    }

    /// Nil when there is no such thing.
    private func get(_ path: String, _ service: Service, _ access: Access) async -> HTTPResponse? {
        var request = service.request("GET", path, [:])
        if case .token(let token) = access { request.headers["X-aws-ec2-metadata-token"] = token }
        for _ in 0..<service.attempts {
            if let response = try? await context.transport.send(request, limits: service.limits),
                response.status == 200, !response.body.isEmpty
            {
                return response
            }
        }
        return nil
    }
}
