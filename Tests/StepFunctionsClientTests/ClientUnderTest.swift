import AWS
import HTTP
import SigV4
import StepFunctions
import StepFunctionsClient
import Testing
import Threads

/// A client whose transport is scripted and whose clock is virtual.
struct ClientUnderTest {
    static let machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:checkout"
    static let start = 1_700_000_000

    let transport: ScriptedTransport
    let clock = VirtualClock()
    let keys = ChangingCredentials()
    let client: StepFunctionsClient

    init(
        _ script: ScriptedTransport.Entry..., url: String = "https://states.eu-west-1.amazonaws.com",
        addsHostPrefix: Bool = true, pacing: PacingRules = .off, random: Double = 0.5, maxAttempts: Int = 3
    ) throws {
        transport = ScriptedTransport(script)
        let settings = ClientSettings(
            stepFunctions: AWSEndpoint(
                url: try #require(HTTPURL(url)), signingName: "states", signingRegion: "eu-west-1"),
            tagging: AWSEndpoint(
                url: try #require(HTTPURL("https://tagging.eu-west-1.amazonaws.com")), signingName: "tagging",
                signingRegion: "eu-west-1"),
            retries: RetrySettings(maximumAttempts: maxAttempts), addsHostPrefix: addsHostPrefix)
        let (clock, keys) = (clock, keys)
        client = StepFunctionsClient(
            settings, transport: transport, credentials: keys,
            pacer: Pacer(pacing, clock: clock.clock), account: "111122223333",
            surroundings: ClientSurroundings(
                clock: clock.clock, secondsSince1970: { Self.start + Int(clock.now - 1_000) }, random: { random },
                invocationID: { "invocation" }))
    }

    /// A read.
    func describe() async throws(ServiceError) -> DescribeStateMachine.Output {
        try await client.send(DescribeStateMachine.self, .init(stateMachineArn: Self.machine))
    }

    /// A write.
    func update() async throws(ServiceError) -> UpdateStateMachine.Output {
        try await client.send(UpdateStateMachine.self, .init(stateMachineArn: Self.machine, definition: "{}"))
    }

    /// What an operation fails with.
    func failure<Output>(
        of operation: () async throws(ServiceError) -> Output, _ place: SourceLocation = #_sourceLocation
    ) async -> ServiceError? {
        do {
            let output = try await operation()
            Issue.record("it should have failed and answered \(output)", sourceLocation: place)
            return nil
        } catch {
            return error
        }
    }
}

extension ScriptedTransport.Entry {
    static let described = json(
        200,
        #"{"stateMachineArn":"a","name":"checkout","definition":"{}","roleArn":"r","type":"STANDARD","creationDate":1}"#
    )
    static let updated = json(200, #"{"updateDate":1.5,"revisionId":"r1"}"#)
}

/// Credentials that are others once they were discarded.
final class ChangingCredentials: CredentialProvider {
    static let secret = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY"
    static let token = "IQoJb3JpZ2luX2VjEXAMPLETOKEN"
    private let generation = Lock(1)

    func credentials() async throws(CredentialError) -> AWSCredentials {
        AWSCredentials(
            accessKeyID: "AKID\(generation.withLock { $0 })", secretAccessKey: Self.secret, sessionToken: Self.token)
    }

    func discard(_ credentials: AWSCredentials) async {
        generation.withLock { $0 += credentials.accessKeyID == "AKID\($0)" ? 1 : 0 }
    }
}
