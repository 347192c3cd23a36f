import Documents
import JSON
import StepFunctions
import Testing

@testable import Manifests

// Guarantee: an environment's policy wins member by member over the project's, whatever members there are, and each
// member that holds is known by its place. What is wrong in it is a diagnostic, as in the project's own.
@Suite struct EnvironmentPolicyTests {
    private static func project(_ policy: String, _ environment: String = "") -> String {
        let own = environment.isEmpty ? "" : "      policy:\n" + indented(environment, by: 8)
        return SmallProject.project + own + (policy.isEmpty ? "" : "  policy:\n" + indented(policy, by: 4))
    }

    private static func indented(_ text: String, by count: Int) -> String {
        text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 + "\n" }.joined()
    }

    private func environment(_ name: String, _ text: String) throws -> Environment {
        let outcome = loadProjectDocument(from: InMemoryTree(["statecraft.yaml": text]))
        #expect(outcome.diagnostics.map(\.summary) == [])
        return try #require(outcome.project).environment(name)
    }

    private static let everything = """
        prune: true
        retainVersions: 5
        concurrency: 3
        ignoreDrift: [{resource: "StateMachine/*", path: tags.a}, {resource: "*", path: tags.b}]
        requireSignature: head
        """

    @Test func anEnvironmentWithoutAPolicyHasTheProjects() throws {
        let text = Self.project(Self.everything)
        let found = try environment("prod", text)
        #expect(found.policy == (try environment("dev", text)).policy)
        #expect(found.policy.prune && found.policy.retainVersions == 5 && found.policy.concurrency == 3)
        #expect(found.policy.ignoreDrift.map(\.path) == ["tags.a", "tags.b"])
        #expect(found.policyPlaces["prune"]?.description == "statecraft.yaml:19:5")
    }

    @Test func aPolicyOfTheEnvironmentAloneHolds() throws {
        let text = Self.project("", Self.everything)
        #expect(try environment("prod", text).policy.concurrency == 3)
        #expect(try environment("dev", text).policy == ProjectPolicy())
        #expect(try environment("dev", text).policyPlaces == [:])
    }

    /// Every member that the schema knows, also those that come later, is taken from the environment alone when the
    /// environment says it, and its place is there.
    @Test func everyMemberWinsByItself() throws {
        let shape = try #require(projectShape.fields.first { $0.name == "policy" })
        guard case .object(let policy) = shape.type else { throw WrongShape() }
        for field in policy.fields {
            let (first, second) = try Self.twoValues(of: field)
            let others = policy.fields.filter { $0.name != field.name }
            let rest = try others.map { "\($0.name): \(try Self.twoValues(of: $0).0)" }
            let base = rest + ["\(field.name): \(first)"]
            let wanted = rest + ["\(field.name): \(second)"]
            let said = try environment(
                "prod", Self.project(base.joined(separator: "\n"), "\(field.name): \(second)"))
            let alone = try environment("prod", Self.project(wanted.joined(separator: "\n")))
            #expect(said.policy == alone.policy, "\(field.name)")
            #expect(said.policyPlaces[field.name]?.description == "statecraft.yaml:19:9", "\(field.name)")
        }
    }

    private struct WrongShape: Error {}

    /// Two values that a member may have, as YAML.
    private static func twoValues(of field: Field) throws -> (String, String) {
        switch field.type {
        case .boolean: return ("true", "false")
        case .integer(let range): return ("\(range.lowerBound)", "\(range.upperBound)")
        case .choice(let words): return (words[0], words[words.count - 1])
        case .list: return ("[{resource: a, path: b}, {resource: e, path: f}]", "[{resource: c, path: d}]")
        default: throw WrongShape()
        }
    }

    @Test func placesOfItemsAreThoseOfTheListThatHolds() throws {
        let text = Self.project(
            "ignoreDrift: [{resource: a, path: a}, {resource: b, path: b}]",
            "ignoreDrift:\n  - {resource: c, path: c}")
        #expect(try environment("prod", text).policyPlaces["ignoreDrift[0]"]?.description == "statecraft.yaml:20:13")
        #expect(try environment("prod", text).policyPlaces["ignoreDrift[1]"] == nil)
        #expect(try environment("dev", text).policyPlaces["ignoreDrift[1]"]?.line == 22)
    }

    @Test func theLoadedStateHasTheEnvironmentsPolicy() throws {
        let text = Self.project("retainVersions: 5", "retainVersions: 100")
        let tree = SmallProject.tree(["statecraft.yaml": text])
        for (name, count) in [("dev", 5), ("prod", 100)] {
            let state = loadProject(from: tree, LoadRequest(environment: name, commit: "c0ffee")).state
            #expect(state?.policy.retainVersions == count)
        }
    }

    @Test(arguments: [
        ("prune: 1", "'spec.environments.prod.policy.prune' must be true or false, but is a number"),
        ("pruen: true", "'spec.environments.prod.policy' has no field 'pruen'"),
        ("retainVersions: 0", "'spec.environments.prod.policy.retainVersions' must be 1 to 1000, but is 0"),
        (
            "retainVersions:",
            "'spec.environments.prod.policy.retainVersions' must be an integer, 1 to 1000, but is null"
        ),
    ])
    func whatIsWrongInItIsSaid(member: String, summary: String) {
        let text = Self.project("prune: true", member)
        let outcome = loadProjectDocument(from: InMemoryTree(["statecraft.yaml": text]))
        #expect(outcome.diagnostics.map(\.summary) == [summary])
        #expect(outcome.diagnostics.first?.location?.line == 19)
    }

    @Test func aPolicyThatIsNoObjectIsSaidOnce() {
        let text = SmallProject.project + "      policy: strict\n"
        let outcome = loadProjectDocument(from: InMemoryTree(["statecraft.yaml": text]))
        #expect(outcome.diagnostics.map(\.code) == ["wrong-type"])
    }

    @Test func theSchemaHasItWithoutDefaults() {
        let schema = manifestSchema(for: .project)
        let spec = schema["properties"]?["spec"]?["properties"]
        let project = spec?["policy"]?["properties"]
        let own = spec?["environments"]?["additionalProperties"]?["properties"]?["policy"]?["properties"]
        #expect(own?.objectValue?.keys.map { $0 } == project?.objectValue?.keys.map { $0 })
        #expect(project?["prune"]?["default"] == .bool(false) && own?["prune"]?["default"] == nil)
    }
}
