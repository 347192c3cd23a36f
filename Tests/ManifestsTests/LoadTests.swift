import Documents
import JSON
import StepFunctions
import Testing

@testable import Manifests

/// What a valid project means: which files are read, what stands for what, in which order it comes, and that
/// every field knows where it was written.
@Suite struct LoadTests {
    private func state(_ changes: [String: String?] = [:], environment: String? = nil) throws -> DesiredState {
        let outcome = SmallProject.load(SmallProject.tree(changes), environment: environment)
        #expect(outcome.diagnostics.map(\.place) == [])
        return try #require(outcome.state)
    }

    @Test func theSmallProjectLoads() throws {
        let state = try state()
        #expect(state.source == "orders/dev")
        let machine = try #require(state.stateMachines.first)
        #expect(machine.id.description == "StateMachine/checkout")
        #expect(machine.arn.description == "arn:aws:states:us-east-1:000000000000:stateMachine:checkout-dev")
        #expect(machine.content.roleArn == "arn:aws:iam::000000000000:role/checkout")
        #expect(machine.content.definition.contains("\"Result\": \"dev\""))
        #expect(machine.tags == ["team": "shop"])
        #expect(state.aliases.first?.arn.description == "\(machine.arn):live")
        #expect(state.aliases.first?.routes == [DesiredRoute(selector: .current, weight: 100)])
        #expect(state.activities.first?.arn.description == "arn:aws:states:us-east-1:000000000000:activity:pack-parcel")
    }

    @Test func anEnvironmentSaysWhatAWSHasAgreedWithItsOwner() throws {
        let places = """
            externalId: deploys-of-the-shop
                  quotas:
                    DescribeStateMachineAlias: {burst: 400, perSecond: 5}
            """
        let project = SmallProject.project.replacing("region: us-east-1", with: "region: us-east-1\n      \(places)")
        let environment = try state(["statecraft.yaml": project]).environment
        #expect(environment.externalId == "deploys-of-the-shop")
        #expect(environment.quotas == ["DescribeStateMachineAlias": TokenBucket(capacity: 400, refillPerSecond: 5)])
    }

    @Test(arguments: [
        ("externalId: \"no spaces here\"", "malformed-external-id"),
        ("quotas: {DescribeStateMachin: {burst: 1, perSecond: 1}}", "unknown-operation"),
        ("quotas: {DescribeStateMachine: {burst: 1}}", "missing-field"),
        ("quotas: {DescribeStateMachine: {burst: 0, perSecond: 1}}", "out-of-range"),
    ])
    func whatCannotHaveBeenAgreedIsRefused(field: String, code: String) {
        let project = SmallProject.project.replacing("region: us-east-1", with: "region: us-east-1\n      \(field)")
        let outcome = SmallProject.load(SmallProject.tree(["statecraft.yaml": project]))
        #expect(outcome.diagnostics.map(\.code) == [code], "\(outcome.diagnostics.map(\.summary))")
    }

    @Test func whatIsLeftOutHasTheServicesDefaults() throws {
        let machine = try #require(try state().stateMachines.first)
        #expect(machine.content.type == .standard)
        #expect(machine.content.loggingConfiguration == LoggingConfiguration(level: .off, includeExecutionData: false))
        #expect(machine.content.tracingConfiguration == TracingConfiguration(enabled: false))
        #expect(machine.content.encryptionConfiguration == EncryptionConfiguration(type: .awsOwnedKey))
        #expect(machine.publish && machine.versionDescription == nil && machine.lifecycle == Lifecycle())
    }

    @Test func everyFieldKnowsItsPlaceAlsoWhenAPatchWroteIt() throws {
        let machine = try #require(try state(environment: "prod").stateMachines.first)
        let places = machine.provenance
        #expect(places.resource.description == "checkout.yaml:1:1")
        #expect(places.location(of: "roleArn").description == "checkout.yaml:6:3")
        #expect(places.location(of: "tags.team").description == "checkout.yaml:8:10")
        #expect(places.location(of: "tags.stage").description == "patches/prod/checkout.yaml:4:10")
        #expect(places.location(of: "definition").description == "checkout.asl.json:1:1")
        #expect(places.location(of: "loggingConfiguration.level").description == "checkout.yaml:1:1")
        #expect(
            places.files == ["checkout.yaml", "patches/prod/checkout.yaml", "checkout.asl.json", "statecraft.yaml"])
        let alias = try #require(try state().aliases.first)
        #expect(alias.provenance.location(of: "routingConfiguration[0].weight").description == "live.yaml:7:26")
    }

    @Test func aPatchMergesReplacesAndRemoves() throws {
        let patch = """
            kind: StateMachine
            metadata: {name: checkout}
            spec:
              tags: {team: null, stage: prod}
              definitionFile: null
              definition: {StartAt: Other, States: {Other: {Type: Succeed}}}
            ---
            kind: StateMachineAlias
            metadata: {name: live}
            spec: {routingConfiguration: [{version: 3, weight: 40}, {commit: 3f2a91c, weight: 60}]}
            """
        let state = try state(["patches/prod/checkout.yaml": patch], environment: "prod")
        #expect(state.stateMachines.first?.tags == ["stage": "prod"])
        #expect(state.stateMachines.first?.content.definition.contains("Other") == true)
        #expect(
            state.aliases.first?.routes == [
                DesiredRoute(selector: .version(3), weight: 40), DesiredRoute(selector: .commit("3f2a91c"), weight: 60),
            ])
    }

    @Test func aPatchReachesIntoAnInlineDefinition() throws {
        let machine = SmallProject.machine(
            "m",
            "definition:\n  StartAt: A\n  States:\n    A: {Type: Wait, Seconds: 5, Comment: '${stage}', Next: B}\n  "
                + "  B: {Type: Succeed}"
        )
        let patch = SmallProject.patch.replacing("checkout", with: "m").replacing(
            "tags: {stage: prod}", with: "definition: {States: {A: {Seconds: 60}}}")
        let tree = SmallProject.tree(["m.yaml": machine, "patches/prod/m.yaml": patch])
        let outcome = SmallProject.load(tree, environment: "prod")
        let found = try #require(outcome.state?.stateMachines.last)
        let definition = try JSONValue(parsing: found.content.definition)
        #expect(definition["States"]?["A"] == ["Type": "Wait", "Seconds": 60, "Comment": "prod", "Next": "B"])
        let patched = DefinitionSources(tree).location(of: ["States", "A", "Seconds"], in: found)
        #expect(patched.description == "patches/prod/m.yaml:4:29")
        let other = DefinitionSources(tree).location(of: ["States", "B"], in: found)
        #expect(other.description == "m.yaml:10:7")
    }

    @Test(arguments: [
        (["States", "Done", "Result"], "checkout.asl.json:4:30"),
        (["States", "Done", "Next"], "checkout.asl.json:4:5"),
        (["States"], "checkout.asl.json:3:3"), (["Nothing"], "checkout.asl.json:1:1"), ([], "checkout.asl.json:1:1"),
    ])
    func aPartOfADefinitionIsFoundInItsFile(_ pointer: [String], _ place: String) throws {
        let machine = try #require(try state().stateMachines.first)
        let sources = DefinitionSources(SmallProject.tree())
        #expect(sources.location(of: pointer, in: machine).description == place)
    }

    @Test func theDefinitionThatTheCommandLineToolPrintsCanBePasted() throws {
        let pasted = SmallProject.machine("m", "definition: '{\"StartAt\": \"${stage}\", \"States\": {}}'")
        let machine = try #require(try state(["m.yaml": pasted]).stateMachines.last)
        #expect(try JSONValue(parsing: machine.content.definition) == ["StartAt": "dev", "States": [:]])
    }

    @Test(arguments: [
        ("plain", "plain"), ("${stage}", "dev"), ("a-${stage}-${region}", "a-dev-us-east-1"), ("$${stage}", "${stage}"),
        ("${commit}", "0123456789abcdef"), ("${partition} ${account}", "aws 000000000000"), ("$", "$"), ("$$", "$$"),
        ("{% $states.input %}", "{% $states.input %}"), ("States.Format('{}', $.a)", "States.Format('{}', $.a)"),
        ("$$.Execution.Id", "$$.Execution.Id"), ("$$${stage}", "$${stage}"), ("{%$.{'a': 1}%}", "{%$.{'a': 1}%}"),
        ("${activity.pack-parcel.arn}", "arn:aws:states:us-east-1:000000000000:activity:pack-parcel"),
        ("x ${stateMachine.checkout.arn}", "x arn:aws:states:us-east-1:000000000000:stateMachine:checkout-dev"),
        (
            "${stateMachine.checkout.alias.live.arn}",
            "arn:aws:states:us-east-1:000000000000:stateMachine:checkout-dev:live"
        ),
    ])
    func placeholdersAreReplacedAndNothingElseIs(_ written: String, _ meant: String) throws {
        let definition: JSONValue = ["StartAt": "A", "States": [:], "Comment": .string(written)]
        let state = try state([
            "m.json": nil, "m.yaml": SmallProject.machine("m", "definition: \(definition.compactText)"),
        ])
        let machine = try #require(state.stateMachines.first { $0.id.name == "m" })
        #expect(try JSONValue(parsing: machine.content.definition)["Comment"] == .string(meant))
    }

    @Test func aWholeValueTakesTheParametersType() throws {
        let project = SmallProject.project.replacing(
            "{stage: dev}",
            with: "{stage: dev, seconds: 1.50, on: true, tags: {a: b}, routes: [{version: 7, weight: 100}]}")
        let machine = SmallProject.machine(
            "m",
            "publish: ${on}\ntags: ${tags}\n"
                + "definition: {StartAt: A, States: {}, TimeoutSeconds: '${seconds}', Comment: 'in ${seconds} s'}")
        let alias = SmallProject.alias("other", "routingConfiguration: ${routes}")
        let state = try state(["statecraft.yaml": project, "m.yaml": machine, "a.yaml": alias])
        let found = try #require(state.stateMachines.first { $0.id.name == "m" })
        #expect(found.content.definition.contains("\"TimeoutSeconds\": 1.50"))
        #expect(found.content.definition.contains("\"in 1.50 s\""))
        #expect(found.publish && found.tags == ["a": "b"])
        #expect(state.aliases.last?.routes == [DesiredRoute(selector: .version(7), weight: 100)])
    }

    @Test func resourcesComeInTheOrderOfTheirReferencesThenOfTheirNames() throws {
        func machine(_ name: String, _ reference: String) -> String {
            SmallProject.machine(name, "definition: {StartAt: A, States: {}, Comment: '\(reference)'}")
        }
        let state = try state([
            "1.yaml": machine("a", "${stateMachine.z.arn}"), "2.yaml": machine("b", "none"),
            "3.yaml": machine("z", "${stateMachine.checkout.alias.live.arn} ${activity.pack-parcel.arn}"),
            "4.yaml": machine("y", "${stateMachine.y.arn} ${stateMachine.y.alias.own.arn}"),
            "5.yaml": SmallProject.alias("own", "routingConfiguration: [{version: current, weight: 100}]").replacing(
                "checkout", with: "y"),
        ])
        #expect(state.stateMachines.map(\.id.name) == ["b", "checkout", "y", "z", "a"])
        #expect(state.aliases.map(\.id.name) == ["checkout:live", "y:own"])
        #expect(
            state.stateMachines[3].dependencies == [
                ResourceID(.activity, "pack-parcel"), .alias("live", of: "checkout"),
            ])
        // To start itself anew a machine has to name itself, and nothing has to come first for that.
        #expect(state.stateMachines[2].dependencies == [])
    }

    @Test func onlyFilesWithTheMarkAreManifestsAndOtherProjectsAreLeftAlone() throws {
        let state = try state([
            "data.json": "{\"apiVersion\": \"apps/v1\"", "broken.yaml": "a: [", "notes.txt": SmallProject.activity,
            "sub/deep/second.yml": SmallProject.activity.replacing("pack-parcel", with: "second"),
            "third.json": "{\"apiVersion\":\"statecraft/v1\",\"kind\":\"Activity\",\"metadata\":{\"name\":\"third\"}}",
            "other/statecraft.yaml": SmallProject.project, "other/x/a.yaml": SmallProject.activity,
            "patches/elsewhere.yaml": "# not listed\n", "linked.yaml": "-> notes.txt",
            "pack.yaml": nil,
        ])
        #expect(state.activities.map(\.id.name) == ["pack-parcel", "second", "third"])
    }

    @Test(arguments: [
        (nil, "orders/dev"), ("services/a", "orders/dev"), ("services/a/", "orders/dev"),
        ("./services/a", "orders/dev"),
    ])
    func theProjectIsFoundInItsFolder(_ directory: String?, _ source: String) throws {
        var files: [String: String] = [:]
        for (path, text) in SmallProject.files { files["services/a/\(path)"] = text }
        let outcome = loadProject(from: InMemoryTree(files), LoadRequest(directory: directory, commit: "c0ffee"))
        #expect(outcome.diagnostics.map(\.place) == [])
        #expect(outcome.state?.source == source)
        #expect(outcome.state?.stateMachines.first?.provenance.resource.file == "services/a/checkout.yaml")
    }

    @Test func theProjectsDocumentIsReadAlone() throws {
        let tree = InMemoryTree([
            "statecraft.yaml": SmallProject.project, "broken.yaml": "apiVersion: statecraft/v1: [",
        ])
        let project = try #require(loadProjectDocument(from: tree).project)
        #expect(project.name == "orders" && project.defaultEnvironment == "dev" && project.directory == "")
        #expect(project.environments.map(\.name) == ["dev", "prod"])
        #expect(project.environments[1].target == .aws && project.environments[1].patches == ["patches/prod"])
        #expect(throws: UnknownEnvironment.self) { try project.environment("prd") }
        #expect(try project.environment(nil).name == "dev")
    }

    @Test(arguments: [nil, "head", "tag", "all"]) func theProjectSaysWhatMustBeSigned(word: String?) throws {
        let policy = word.map { "  policy: {requireSignature: \($0)}\n" } ?? ""
        let tree = InMemoryTree(["statecraft.yaml": SmallProject.project + policy])
        let project = try #require(loadProjectDocument(from: tree).project)
        #expect(project.policy.requireSignature?.rawValue == word)
    }

    @Test func validationCoversEveryEnvironmentAndSaysEachThingOnce() {
        let project = SmallProject.project.replacing("{stage: prod}", with: "{stage: prod, extra: 1}")
        let tree = SmallProject.tree([
            "statecraft.yaml": project,
            "m.yaml": SmallProject.machine("m", "roll: 1\n" + SmallProject.inlineDefinition),
        ])
        let diagnostics = validateProject(from: tree, commit: "c0ffee")
        #expect(diagnostics.map(\.place) == ["unknown-field m.yaml:6:3", "unused-parameter statecraft.yaml:16:33"])
    }

    @Test func aliasesOfOneNameMayStandUnderManyMachines() throws {
        let more =
            SmallProject.machine("m", SmallProject.inlineDefinition) + "---\n"
            + SmallProject.alias("live", "routingConfiguration: [{version: 1, weight: 100}]").replacing(
                "checkout", with: "m")
        #expect(
            try state(["m.yaml": more]).aliases.map(\.id.description) == [
                "StateMachineAlias/checkout:live", "StateMachineAlias/m:live",
            ])
    }

    @Test func aManifestOverTheLimitIsReportedAndALargeFileOfSomebodyElseIsNot() {
        let filler = "# " + String(repeating: "x", count: 8 << 20) + "\n"
        let tree = SmallProject.tree([
            "large.yaml": filler + SmallProject.activity, "data.yaml": filler, "checkout.asl.json": filler,
        ])
        let diagnostics = SmallProject.load(tree).diagnostics
        #expect(diagnostics.map(\.place) == ["file-too-large checkout.yaml:7:19", "file-too-large large.yaml:1:1"])
        #expect(diagnostics.allSatisfy { $0.summary.contains("8388608") })
    }

    @Test func aFewPlaceholdersCannotStandForMoreThanTheLimit() {
        let long = String(repeating: "x", count: 1 << 20)
        let project = SmallProject.project.replacing("{stage: dev}", with: "{stage: dev, long: \(long)}")
        let many = Array(repeating: "'${long}'", count: 20).joined(separator: ", ")
        let machine = SmallProject.machine("m", "definition: {StartAt: A, States: {A: {Result: [\(many)]}}}")
        let tree = SmallProject.tree(["statecraft.yaml": project, "m.yaml": machine])
        #expect(SmallProject.load(tree).diagnostics.map(\.code) == ["substitution-too-large"])
    }
}
