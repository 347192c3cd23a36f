import JSON
import Manifests
import StepFunctions
import Testing

/// A content digest is the same exactly when two contents mean the same; a resource digest also covers the
/// rest of what a manifest says. Each row changes a manifest in one way.
@Suite struct DigestTests {
    private func machine(_ spec: String, definition: String = SmallProject.definition) throws -> DesiredStateMachine {
        let manifest = SmallProject.machine("checkout", "definitionFile: checkout.asl.json\n" + spec)
        let tree = SmallProject.tree(["checkout.yaml": manifest, "checkout.asl.json": definition])
        return try #require(SmallProject.load(tree).state?.stateMachines.first)
    }

    @Test(arguments: [
        (
            "",
            "{\"States\": {\"Done\": {\"End\": true,\n\n\"Type\": \"Pass\", \"Result\": \"${stage}\"}}, "
                + "\"StartAt\": \"Done\"}"
        ),
        ("type: STANDARD", nil), ("loggingConfiguration: {level: 'OFF', destinations: []}", nil),
        ("tracingConfiguration: {}", nil),
        ("encryptionConfiguration: {type: AWS_OWNED_KEY}", nil), ("publish: true", nil),
        ("lifecycle: {protect: true}", nil),
    ])
    func whatMeansTheSameHasTheSameDigests(_ spec: String, _ definition: String?) throws {
        let plain = try machine("")
        let other = try machine(spec, definition: definition ?? SmallProject.definition)
        #expect(plain.contentDigest == other.contentDigest)
        #expect(plain.resourceDigest == other.resourceDigest)
    }

    @Test(arguments: [
        ("", SmallProject.definition.replacing("Pass", with: "Wait"), true), ("type: EXPRESS", nil, true),
        ("tracingConfiguration: {enabled: true}", nil, true),
        ("loggingConfiguration: {includeExecutionData: true}", nil, true),
        ("tags: {a: b}", nil, false), ("publish: false", nil, false), ("versionDescription: words", nil, false),
        ("name: other", nil, false),
    ])
    func whatMeansSomethingElseHasAnotherDigest(_ spec: String, _ definition: String?, _ changesContent: Bool) throws {
        let plain = try machine("")
        let other = try machine(spec, definition: definition ?? SmallProject.definition)
        #expect((plain.contentDigest != other.contentDigest) == changesContent)
        #expect(plain.resourceDigest != other.resourceDigest)
    }

    @Test func whatTheServiceAnswersHasTheDigestOfWhatGitSays() throws {
        let desired = try machine("")
        let observed = StateMachineContent(
            type: .standard, definition: "{}", roleArn: desired.content.roleArn,
            loggingConfiguration: LoggingConfiguration(level: .off, destinations: []),
            tracingConfiguration: TracingConfiguration(),
            encryptionConfiguration: EncryptionConfiguration(type: .awsOwnedKey))
        #expect(
            observed.digest(definition: try JSONValue(parsing: desired.content.definition)) == desired.contentDigest)
    }

    @Test func definitionsKeepTheAuthorsOrderAndAreIndentedWhileTheyFit() throws {
        let plain = try machine("")
        #expect(plain.content.definition.hasPrefix("{\n  \"StartAt\": \"Done\",\n  \"States\": {"))
        let spaces = Array(repeating: "[[[[[[1]]]]]]", count: 20_000).joined(separator: ",")
        let large = SmallProject.definition.replacing("\"${stage}\"", with: "[\"${stage}\", \(spaces)]")
        #expect(try machine("", definition: large).content.definition.hasPrefix("{\"StartAt\":\"Done\",\"States\":{"))
    }
}
