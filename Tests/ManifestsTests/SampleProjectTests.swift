import Documents
import JSON
import Manifests
import StepFunctions
import Testing

/// The sample project in `manifests/` is what newcomers meet first. It has to load without a word in each of
/// its environments, and show what it says it shows.
@Suite struct SampleProjectTests {
    private let tree = InMemoryTree(bytes: files(below: packageRoot() + "/manifests"))

    private func load(_ environment: String) throws -> DesiredState {
        let outcome = loadProject(from: tree, LoadRequest(environment: environment, commit: "0123abcd"))
        #expect(outcome.diagnostics.map { $0.text(color: false) } == [])
        return try #require(outcome.state)
    }

    @Test(arguments: ["local", "staging", "production"])
    func everyEnvironmentLoadsWithoutAWord(_ environment: String) throws {
        let state = try load(environment)
        #expect(state.source == "orders/\(environment)")
        #expect(state.activities.map(\.id.name) == ["pack-parcel"])
        #expect(state.stateMachines.map(\.id.name) == ["notify", "payment", "checkout"])
        #expect(state.aliases.map(\.id.name) == ["notify:live", "payment:live", "checkout:live"])
        #expect(state.stateMachines.allSatisfy { !$0.content.definition.contains("${") })
    }

    @Test func allEnvironmentsTogetherHaveNoDiagnostics() {
        #expect(validateProject(from: tree, commit: "0123abcd").map { $0.text(color: false) } == [])
    }

    @Test func checkoutStartsPaymentThroughItsAliasAndComesAfterIt() throws {
        let checkout = try #require(try load("staging").stateMachines.last)
        #expect(
            checkout.dependencies == [
                ResourceID(.activity, "pack-parcel"), .alias("live", of: "notify"), .alias("live", of: "payment"),
            ])
        #expect(
            checkout.content.definition.contains(
                #""arn:aws:states:eu-west-1:111122223333:stateMachine:payment-staging:live""#))
    }

    @Test func productionIsPatched() throws {
        let staging = try load("staging")
        let production = try load("production")
        #expect(staging.stateMachines[1].content.encryptionConfiguration.type == .awsOwnedKey)
        #expect(production.stateMachines[1].content.encryptionConfiguration.kmsDataKeyReusePeriodSeconds == 300)
        #expect(production.environment.roleArn == "arn:aws:iam::444455556666:role/statecraft-deploy")
        #expect(production.stateMachines.last?.tags["on-call"] == "shop-primary")
        #expect(production.stateMachines.last?.lifecycle.protect == true)
        #expect(
            production.stateMachines.last?.provenance.location(of: "tags.on-call").description
                == "environments/production/checkout.yaml:8:5")
    }

    @Test func aParameterThatIsTheWholeValueKeepsItsType() throws {
        let payment = try load("production").stateMachines[1]
        let definition = try JSONValue(parsing: payment.content.definition)
        #expect(definition["States"]?["Authorize"]?["TimeoutSeconds"] == 60)
    }
}
