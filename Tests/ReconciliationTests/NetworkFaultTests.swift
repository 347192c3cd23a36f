import AWS
import HTTP
import HTTPClient
import HTTPServer
import LocalStepFunctions
import Planning
import Reconciliation
import SigV4
import StepFunctions
import StepFunctionsClient
import StepFunctionsServer
import Testing

/// Guarantee: whatever the network does to one call of a run, the run either converges or says exactly which steps are
/// done and which are not; and the next run converges to what an undisturbed run leaves, without publishing twice.
///
/// How: our client, a proxy that spoils the i-th call, and our server, for every i and every kind of fault. Nothing
/// waits by the clock but the one fault that has to.
@Suite struct NetworkFaultTests {
    @Test(arguments: NetworkFault.allCases, Self.scenarios)
    func aRunSurvivesAFaultAtAnyCall(_ fault: NetworkFault, _ scenario: Scenario) async throws {
        let expected = try await undisturbed(scenario)
        var call = 0
        while true {
            let world = try World()
            try await scenario.prepare(world)
            let server = try StepFunctionsServer(
                store: world.store, options: StepFunctionsServerOptions(listen: ListenAddress(port: 0)))
            let proxy = FaultProxy(to: UInt16(server.port), fault: fault, atCall: call)
            let report = try await scenario.run(world, through: Self.client(port: Int(proxy.port)))
            let struck = proxy.hasStruck
            proxy.close()
            await server.stop()
            if !struck { break }
            checkAccount(report, "\(fault) at call \(call)")
            _ = try await scenario.run(world)
            #expect(try await world.dump() == expected, "\(fault) at call \(call)")
            let again = try await world.reconciler(prune: scenario.prune).plan()
            #expect(again.steps.isEmpty, "\(fault) at call \(call): \(again.steps.map(\.id))")
            call += 1
        }
        #expect(call > 3, "the scenario must make calls that can be spoiled")
    }

    private static let scenarios = Scenario.all.filter {
        ["everything is new", "a definition changes", "what git dropped is pruned"].contains($0.name)
    }

    /// Every step has a result, and one that is not done has a reason.
    private func checkAccount(_ report: ApplyReport?, _ disturbance: Comment) {
        for entry in report?.entries ?? [] {
            switch entry.result {
            case .done, .notStarted, .skipped: break
            case .failed(let reason), .unknown(let reason): #expect(!reason.isEmpty, disturbance)
            }
        }
    }

    private func undisturbed(_ scenario: Scenario) async throws -> String {
        let world = try World()
        try await scenario.prepare(world)
        let report = try #require(try await scenario.run(world))
        #expect(report.converged)
        return try await world.dump()
    }

    private static func client(port: Int) -> StepFunctionsClient {
        let url = HTTPURL(scheme: .http, host: "127.0.0.1", port: port)
        let settings = ClientSettings(
            stepFunctions: AWSEndpoint(url: url, signingName: "states", signingRegion: World.region),
            tagging: AWSEndpoint(url: url, signingName: "tagging", signingRegion: World.region),
            retries: RetrySettings(),
            limits: HTTPLimits(connectTimeout: .seconds(5), totalTimeout: .milliseconds(200)))
        var surroundings = ClientSurroundings.real
        surroundings.clock = MonotonicClock(now: surroundings.clock.now, sleep: { _ in await Task.yield() })
        return StepFunctionsClient(
            settings, transport: CurlHTTPClient(), credentials: FixedCredentials(), pacer: Pacer(.off),
            account: World.account, surroundings: surroundings)
    }
}

/// The account's number as the access key, which the server takes for the account.
private struct FixedCredentials: CredentialProvider {
    func credentials() async throws(CredentialError) -> AWSCredentials {
        AWSCredentials(accessKeyID: World.account, secretAccessKey: "secret")
    }
}
