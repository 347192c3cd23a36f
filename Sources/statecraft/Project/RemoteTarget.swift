internal import AWS
internal import Documents
internal import Glibc
internal import HTTP
internal import HTTPClient
internal import Processes
internal import SigV4
internal import StepFunctionsClient

/// AWS, or something at a URL that speaks its protocol: how it is reached and as whom.
struct RemoteTarget {
    /// Where the resources of one account and region are, and what may be done to reach them.
    struct Place {
        /// nil for AWS.
        var url: HTTPURL?
        /// Whether a manifest names the URL, which then gets credentials only where nobody on the way reads them.
        var isFromManifest: Bool
        /// What calls are paced for, and what the credentials must be of; nil when nothing says it.
        var account: String?
        /// nil takes the settings' region.
        var region: String?
        /// To be assumed before anything else.
        var roleArn: String?
        var externalID: String?
        /// Names the session of the assumed role.
        var sessionName: String
    }

    let client: StepFunctionsClient
    /// How reports name it.
    let name: String
    /// Whether this user's credentials may be sent there.
    let mayHaveCredentials: Bool
    private let place: Place
    private let sts: STSClient
    private let credentials: any CredentialProvider

    /// Where a URL is called without a project and no setting names a region.
    private static let defaultRegion = "us-east-1"

    /// Opens no connection yet.
    init(_ place: Place, _ arguments: Arguments, pacer: Pacer) throws(CommandFailure) {
        do throws(AWSSettingsError) {
            let variables = processEnvironment()
            var settings = try AWSSettings(
                profile: arguments[.profile], region: place.region, environment: variables)
            if place.url != nil, settings.region == nil {
                settings = try AWSSettings(
                    profile: arguments[.profile], region: Self.defaultRegion, environment: variables)
            }
            var http = HTTPClientSettings(environment: variables)
            http.caBundle = settings.caBundle ?? http.caBundle
            http.userAgent = "statecraft/\(version)"
            let transport = CurlHTTPClient(settings: http)
            let endpoint = try arguments[.endpointURL].map(Self.url)
            let clock = AWSClock(now: { time(nil) })
            sts = STSClient(
                endpoint: try settings.endpoint(for: .sts, target: place.url), transport: transport, clock: clock)
            let chain = CredentialChain(
                settings: settings, transport: transport, target: place.url, sessionName: place.sessionName,
                // Nothing on this machine waits for an instance's role.
                asksInstance: !(place.url?.isLoopback ?? false), clock: clock)
            mayHaveCredentials = place.mayHaveCredentials(through: http.proxy)
            credentials = Self.credentials(place, mayHaveCredentials ? chain : nil, sts, clock)
            client = StepFunctionsClient(
                ClientSettings(
                    stepFunctions: try settings.endpoint(for: .stepFunctions, target: place.url ?? endpoint),
                    tagging: try settings.endpoint(for: .tagging, target: place.url), retries: settings.retries,
                    addsHostPrefix: place.url == nil && endpoint == nil, userAgent: http.userAgent),
                transport: transport, credentials: credentials, pacer: pacer, account: place.account ?? "")
            name = place.url.map(Self.name) ?? "aws"
            self.place = place
        } catch {
            throw CommandFailure(error.summary.lowercasedClause, detail: error.advice)
        }
    }

    /// The chain's, or of the role that the environment names. On loopback, where our own server listens, somebody
    /// without credentials signs with the account's number, which that server takes for the account; so does everybody
    /// where the chain's may not be sent.
    private static func credentials(
        _ place: Place, _ chain: CredentialChain?, _ sts: STSClient, _ clock: AWSClock
    ) -> CachedCredentials {
        let orAccount = AccountAsCredentials(chain: chain, account: place.account ?? "000000000000")
        if let url = place.url, url.isLoopback { return CachedCredentials(orAccount, clock: clock) }
        let own = chain.map { CachedCredentials($0, clock: clock) } ?? CachedCredentials(orAccount, clock: clock)
        guard let role = place.roleArn else { return own }
        let request = RoleRequest(
            roleARN: role, sessionName: RoleRequest.validSessionName(place.sessionName), externalID: place.externalID)
        return CachedCredentials(AssumedRole(request, source: own, sts: sts), clock: clock)
    }

    private func heldCredentials() async throws(CommandFailure) -> AWSCredentials {
        do throws(CredentialError) {
            return try await credentials.credentials()
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Refuses to go on when the credentials are of another account than the environment's.
    func checkAccount(
        ofEnvironment environment: String?, _ remark: (String) -> Void
    ) async throws(CommandFailure) {
        guard let expected = place.account else { return }
        let identity: CallerIdentity
        let held = try await heldCredentials()
        do throws(STSError) {
            identity = try await sts.callerIdentity(with: held)
        } catch {
            guard place.url != nil, error.saysUnknown else { throw CommandFailure(error) }
            remark("\(name) does not say whose credentials these are, so the account was not checked.")
            return
        }
        guard identity.account != expected else { return }
        let owner = environment.map { "environment '\($0)' is" } ?? "--account says"
        throw CommandFailure(
            "\(owner) account \(expected), and the credentials are of account \(identity.account)",
            detail:
                "They belong to \(onOneLine(identity.arn)). Nothing was read or changed. Use other credentials, "
                + "for example with --profile, or correct the account.")
    }

    /// Without the slash that a URL without a path ends in.
    private static func name(_ url: HTTPURL) -> String {
        url.target == "/" ? String("\(url)".dropLast()) : "\(url)"
    }

    private static func url(_ text: String) throws(AWSSettingsError) -> HTTPURL {
        if let url = HTTPURL(text) { return url }
        throw AWSSettingsError(
            .invalidValue, "--endpoint-url '\(withoutUserInfo(text))' is no URL",
            advice: "It looks like https://vpce-0123.states.eu-west-1.vpce.amazonaws.com.")
    }
}

extension RemoteTarget.Place {
    /// Whether this user's credentials may be sent. A session's token stands in every request as it is, and STS answers
    /// with whole credentials; so a URL that came with a repository gets them over TLS, or on this machine.
    fileprivate func mayHaveCredentials(through proxy: ProxySettings) -> Bool {
        guard let url, isFromManifest else { return true }
        return url.scheme == .https || url.isLoopback && proxy.isDirect(to: url)
    }
}

/// What the chain finds, and without it the account's number.
private struct AccountAsCredentials: CredentialProvider {
    /// nil where it may not be asked.
    let chain: CredentialChain?
    let account: String

    private var ofAccount: AWSCredentials { AWSCredentials(accessKeyID: account, secretAccessKey: "local") }

    func credentials() async throws(CredentialError) -> AWSCredentials {
        guard let chain else { return ofAccount }
        do throws(CredentialError) {
            return try await chain.credentials()
        } catch {
            guard error.code == .missing else { throw error }
            return ofAccount
        }
    }
}

extension STSError {
    /// Whether somebody answered who does not know STS.
    fileprivate var saysUnknown: Bool {
        switch self {
        case .unreadable(let status, _): status < 500 || status == 501
        case .refused(let code, _, _, let status):
            status == 404 || ["UnknownOperationException", "InvalidAction", "NotImplemented"].contains(code)
        case .unreachable: false
        }
    }
}
