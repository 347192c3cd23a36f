import Git
import Manifests
import Sources
import Testing

/// What a commit declared is found in whatever folder and on whatever branch, and history is read once, newest first,
/// and only as far back as somebody asks.
@Suite struct DeclarationTests {
    private static func manifest(_ name: String, _ rest: String = "") -> String {
        "apiVersion: statecraft/v1\nkind: Activity\nmetadata: {name: \(name)}\n\(rest)"
    }

    private static func project(_ name: String) -> String {
        "apiVersion: statecraft/v1\nkind: Project\nmetadata: {name: \(name)}\nspec: {}\n"
    }

    private func fixture() throws -> Fixture {
        let fixture = try Fixture.repository()
        try fixture.write("repository/mill/statecraft.yaml", Self.project("mill"))
        try fixture.write("repository/mill/pack.yaml", Self.manifest("pack"))
        return fixture
    }

    private func search(_ fixture: Fixture) throws -> (DeclarationSearch, GitObjectID) {
        let source = try ProjectSource.open(
            repository: "repository", ref: nil, worktree: false, workingDirectory: fixture.folder)
        return (source.declarations(ofProject: "mill"), try #require(GitObjectID(hex: source.commit)))
    }

    private func declared(_ fixture: Fixture) throws -> [String] {
        let (search, head) = try search(fixture)
        return try search.documents(at: head).map { "\($0.project) \($0.path) \($0.document.liveName)" }
    }

    @Test func documentsOfProjectsOfTheNameAreFoundWhereverTheyStand() throws {
        let fixture = try fixture()
        try fixture.write("repository/mill/deep/er/two.yaml", Self.manifest("a") + "---\n" + Self.manifest("b"))
        try fixture.write("repository/mill/other/statecraft.yaml", Self.project("other"))
        try fixture.write("repository/mill/other/no.yaml", Self.manifest("no"))
        try fixture.write("repository/stray.yaml", Self.manifest("stray"))
        try fixture.write("repository/mill/near.yamll", Self.manifest("near"))
        try fixture.write(
            "repository/second/statecraft.json",
            #"{"apiVersion":"statecraft/v1","kind":"Project","metadata":{"name":"mill"}}"#)
        try fixture.write(
            "repository/second/c.json", #"{"apiVersion":"statecraft/v1","kind":"Activity","metadata":{"name":"c"}}"#)
        try fixture.commit("all")
        #expect(
            try declared(fixture) == [
                "mill mill/deep/er/two.yaml a", "mill mill/deep/er/two.yaml b", "mill mill/pack.yaml pack",
                "second second/c.json c",
            ])
    }

    @Test func aManifestBehindALinkIsOne() throws {
        let fixture = try fixture()
        try fixture.write("repository/shared/real.txt", Self.manifest("linked"))
        try fixture.link("repository/mill/linked.yaml", to: "../shared/real.txt")
        try fixture.link("repository/mill/nowhere.yaml", to: "gone.yaml")
        try fixture.commit("links")
        #expect(try declared(fixture) == ["mill mill/linked.yaml linked", "mill mill/pack.yaml pack"])
    }

    @Test func aPatchGivesALiveName() throws {
        let fixture = try fixture()
        try fixture.write(
            "repository/mill/prod/pack.yaml", "kind: Activity\nmetadata: {name: pack}\nspec: {name: pack-prod}\n")
        try fixture.commit("patched")
        #expect(try declared(fixture) == ["mill mill/pack.yaml pack", "mill mill/pack.yaml pack-prod"])
    }

    private func sightings(
        _ history: DeclarationHistory, _ name: String, limit: Int = 10, until: String? = nil
    ) -> [String] {
        history.sightings(limit: limit, until: until.flatMap(GitObjectID.init(hex:))) { $0.liveName == name }
            .map { "\($0.commit.hex.prefix(12)) \($0.found.path)" }
    }

    @Test func historyGivesEveryStateOfAFileNewestFirst() throws {
        let fixture = try fixture()
        let first = try fixture.commit("first").prefix(12)
        try fixture.write("repository/mill/pack.yaml", Self.manifest("pack", "spec: {tags: {a: b}}\n"))
        let second = try fixture.commit("second").prefix(12)
        try fixture.write("repository/unrelated.yaml", "a: 1\n")
        let third = try fixture.commit("third").prefix(12)
        try fixture.git("mv", "mill/pack.yaml", "mill/moved.yaml")
        let fourth = try fixture.commit("fourth").prefix(12)
        try fixture.git("mv", "mill", "plant")
        let fifth = try fixture.commit("fifth").prefix(12)
        try fixture.git("rm", "-q", "plant/moved.yaml")
        try fixture.commit("sixth")
        let (search, head) = try search(fixture)
        let history = DeclarationHistory(search, from: head)
        let all = [
            "\(fifth) plant/moved.yaml", "\(fourth) mill/moved.yaml", "\(third) mill/pack.yaml",
            "\(first) mill/pack.yaml",
        ]
        #expect(sightings(history, "pack", limit: 1) == [all[0]])
        #expect(sightings(history, "pack") == all, "the walk goes on where it was, and repeats nothing")
        #expect(sightings(history, "pack", limit: 2) == Array(all[..<2]))
        #expect(sightings(history, "none") == [])
        #expect(second != third)
    }

    @Test func nobodyLooksBehindTheCommitThatIsNamed() throws {
        let fixture = try fixture()
        try fixture.commit("first")
        try fixture.git("rm", "-q", "mill/pack.yaml")
        let second = try fixture.commit("second")
        try fixture.write("repository/mill/b.yaml", Self.manifest("b"))
        try fixture.commit("third")
        let (search, head) = try search(fixture)
        let history = DeclarationHistory(search, from: head)
        #expect(sightings(history, "pack", until: second) == [])
        #expect(sightings(history, "pack").count == 1)
    }

    @Test func aRenamedProjectIsAnother() throws {
        let fixture = try fixture()
        try fixture.write("repository/mill/statecraft.yaml", Self.project("before"))
        try fixture.commit("under another name")
        try fixture.git("rm", "-q", "mill/pack.yaml")
        try fixture.write("repository/mill/statecraft.yaml", Self.project("mill"))
        try fixture.commit("renamed, and less")
        let (search, head) = try search(fixture)
        #expect(sightings(DeclarationHistory(search, from: head), "pack") == [])
    }

    @Test func whatIsCutOffIsNotKnown() throws {
        let fixture = try fixture()
        try fixture.commit("first")
        try fixture.git("rm", "-q", "mill/pack.yaml")
        try fixture.commit("second")
        try fixture.git("clone", "-q", "--depth", "1", "file://\(fixture.path("repository"))", "shallow", in: "")
        let source = try ProjectSource.open(
            repository: "shallow", ref: nil, worktree: false, workingDirectory: fixture.folder)
        let head = try #require(GitObjectID(hex: source.commit))
        let history = DeclarationHistory(source.declarations(ofProject: "mill"), from: head)
        #expect(sightings(history, "pack") == [])
        let missing = try #require(GitObjectID(hex: String(repeating: "0", count: 40)))
        #expect(sightings(DeclarationHistory(source.declarations(ofProject: "mill"), from: missing), "pack") == [])
    }

    @Test func theFilesThatDifferAreThoseThatGitNames() throws {
        let fixture = try Fixture.repository()
        for path in ["a", "b/c", "b/d/e", "f/g", "h"] { try fixture.write("repository/\(path)", path) }
        let older = try fixture.commit("one")
        try fixture.git("rm", "-q", "-r", "b/d", "h")
        try fixture.git("mv", "a", "f/a")
        try fixture.write("repository/b/c", "other")
        try fixture.write("repository/h/now-a-folder", "x")
        try fixture.link("repository/link", to: "b/c")
        let newer = try fixture.commit("two")
        let repository = try GitRepository.open("repository", workingDirectory: fixture.folder)
        let files = try repository.differingFiles(
            newer: repository.tree(of: repository.resolve(newer).id),
            older: repository.tree(of: repository.resolve(older).id))
        let said = files.map { "\($0.older == nil ? "A" : $0.newer == nil ? "D" : "M")\t\($0.path)" }
        let git = try fixture.git("diff-tree", "-r", "--no-renames", "--name-status", older, newer)
        #expect(said.sorted() == git.split(separator: "\n").map(String.init).filter { !$0.hasSuffix("link") }.sorted())
    }
}
