// StepFunctionsClient: the Step Functions API over HTTP: AWS, or anything that speaks AWS JSON. It signs, paces,
// retries, and says what went wrong in sentences. It knows nothing of manifests or plans, and opens no connection
// itself: whoever makes a client gives it a transport.

public import AWS
public import HTTP
internal import JSON
internal import SigV4
public import StepFunctions
internal import Threads

/// The Step Functions API over HTTP, and GetResources of the tagging API.
///
/// Calls are signed with the credentials of the moment, wait for their turn at the pacer, and are retried as the
/// AWS SDKs retry in standard mode, with one difference: a write whose outcome is unknown is never sent again. It
/// fails with effect `unknown`, and reading tells what became of it.
public final class StepFunctionsClient: StepFunctionsService {
    let settings: ClientSettings
    let transport: any HTTPTransport
    let credentials: any CredentialProvider
    let pacer: Pacer
    let scope: PacingScope
    let surroundings: ClientSurroundings
    let places: ConcurrencyLimit
    let memory: Lock<ClientMemory>
    private let signers: [APIService: AWSSigner]

    /// A client, which opens no connection before the first call.
    ///
    /// - Parameters:
    ///   - settings: Where calls go, and how often they are tried.
    ///   - transport: Carries the requests.
    ///   - credentials: Is asked before every attempt: see `CachedCredentials`.
    ///   - pacer: Shared by all clients of the process.
    ///   - account: What quotas are counted by, together with the region.
    ///   - surroundings: Time and randomness.
    public init(
        _ settings: ClientSettings, transport: any HTTPTransport, credentials: any CredentialProvider, pacer: Pacer,
        account: String, surroundings: ClientSurroundings = .real
    ) {
        self.settings = settings
        self.transport = transport
        self.credentials = credentials
        self.pacer = pacer
        self.surroundings = surroundings
        scope = PacingScope(account: account, region: settings.stepFunctions.signingRegion)
        places = ConcurrencyLimit(settings.callsUnderWay)
        memory = Lock(ClientMemory())
        signers = [
            .stepFunctions: Self.signer(settings.stepFunctions), .tagging: Self.signer(settings.tagging),
        ]
    }

    /// Performs one operation. What breaks the constraints of the API's model is refused as the service would refuse
    /// it, without asking it.
    ///
    /// - Throws: `ServiceError`: what the service answered, or with origin `client` what kept it from answering.
    public func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if let violation = validate(input) { throw violation }
        let call = APICall(operation, try encoded(input))
        return try await answer(to: call).decoded(as: O.Output.self)
    }

    func signer(of service: APIService) -> AWSSigner {
        guard let signer = signers[service] else { preconditionFailure("every API has its signer") }
        return signer
    }

    private func encoded(_ input: some RequestStructure) throws(ServiceError) -> JSONValue {
        do {
            return try JSONValueEncoder().encode(input)
        } catch {
            throw .serialization("\(error)")
        }
    }

    private static func signer(_ endpoint: AWSEndpoint) -> AWSSigner {
        AWSSigner(region: endpoint.signingRegion, service: endpoint.signingName)
    }
}

/// What a client has learnt from its calls.
struct ClientMemory: Hashable {
    /// Seconds by which the service's clock is ahead of ours.
    var clockOffset = 0
    /// What retries may still cost.
    var retries = RetryQuota()
    /// Whether any answer ever came: then an endpoint that does not answer is more likely to come back than wrong.
    var hasAnswered = false
}
