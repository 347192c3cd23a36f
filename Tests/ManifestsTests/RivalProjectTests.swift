import Documents
import Testing

@testable import Manifests

/// Guarantee: two projects of one repository that would mark the same resources are rivals, and no others are.
///
/// How: each row is the environments of two projects of one name, and whether they meet; then what a run that goes
/// elsewhere changes.
@Suite struct RivalProjectTests {
    private static func project(_ environments: String, name: String = "orders") -> String {
        "apiVersion: statecraft/v1\nkind: Project\nmetadata: {name: \(name)}\nspec: {environments: {\(environments)}}\n"
    }

    private static func environment(
        _ target: String, name: String = "prod", account: String = "111122223333", region: String = "eu-west-1"
    ) -> String {
        "\(name): {target: \"\(target)\", account: \"\(account)\", region: \(region)}"
    }

    private func rivals(
        _ one: String, _ two: String, asked: TargetDescription? = nil, environment: String = "prod"
    ) -> [String] {
        let tree = InMemoryTree(["one/statecraft.yaml": one, "two/statecraft.yaml": two])
        return rivalProjects(in: tree, directory: "one", environment: environment, target: asked).map(\.code)
    }

    @Test(arguments: [
        ("aws", "aws", true), ("aws", "https://states.example.com", false),
        ("https://states.example.com", "https://states.example.com", true),
        ("https://states.example.com", "https://States.Example.com/", true),
        ("https://states.example.com/a", "https://states.example.com/A", false),
        ("http://states.example.com", "https://states.example.com", false), ("local", "local", false),
        ("local:../shared.sqlite", "local:../shared.sqlite", true),
        ("local:a.sqlite", "local:../one/./a.sqlite", true), ("local:a.sqlite", "local:a.sqlite", false),
        ("local", "local:../one/.statecraft/local.sqlite", true), ("local:/s.sqlite", "local:/s.sqlite", true),
    ])
    func oneNameInOnePlaceIsRivalry(one: String, two: String, isRival: Bool) {
        let found = rivals(Self.project(Self.environment(one)), Self.project(Self.environment(two)))
        #expect(found == (isRival ? ["rival-project"] : []))
    }

    @Test func anotherNameEnvironmentAccountOrRegionIsNone() {
        let one = Self.project(Self.environment("aws"))
        #expect(rivals(one, Self.project(Self.environment("aws"), name: "others")) == [])
        #expect(rivals(one, Self.project(Self.environment("aws", name: "staging"))) == [])
        #expect(rivals(one, Self.project(Self.environment("aws", account: "111122224444"))) == [])
        #expect(rivals(one, Self.project(Self.environment("aws", region: "eu-west-2"))) == [])
    }

    @Test func aRunIsAboutItsOwnEnvironment() {
        let both = Self.project(Self.environment("aws") + ", " + Self.environment("local", name: "dev"))
        #expect(rivals(both, both, environment: "dev") == [])
        #expect(rivals(both, both, environment: "prod") == ["rival-project"])
    }

    @Test(arguments: [
        (TargetDescription.aws, true), (.url("http://127.0.0.1:4599"), true), (.local(path: "s.sqlite"), true),
        (.local(path: nil), false),
    ])
    func aRunThatGoesElsewhereMeetsWhatElseGoesThere(asked: TargetDescription, isRival: Bool) {
        let project = Self.project(Self.environment("local:a.sqlite"))
        #expect(rivals(project, project, asked: asked) == (isRival ? ["rival-project"] : []))
    }

    @Test func validateSaysItOfTheEnvironmentsThatItLooksAt() {
        let both = Self.project(Self.environment("aws") + ", " + Self.environment("local", name: "dev"))
        let tree = InMemoryTree(["one/statecraft.yaml": both, "two/statecraft.yaml": both])
        func codes(_ environments: [String]?) -> [String] {
            validateProject(from: tree, directory: "one", environments: environments, commit: "0").map(\.code)
                .filter { $0 == "rival-project" }
        }
        #expect(codes(nil) == ["rival-project"])
        #expect(codes(["prod"]) == ["rival-project"])
        #expect(codes(["dev"]) == [])
    }
}
