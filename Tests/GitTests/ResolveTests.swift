import Git
import Testing

/// Whatever git itself understands as the name of a commit leads to the same commit here, and a name that leads
/// nowhere gets an error that helps. The expected ids come from `git rev-parse`.
@Suite struct ResolveTests {
    private func repository(_ fixture: Fixture, _ name: String = "repository") throws -> GitRepository {
        try GitRepository.open(name, workingDirectory: fixture.folder)
    }

    /// Two commits on `main` and one on `feature/x`, tags of every sort, and a remote.
    private func history() throws -> Fixture {
        let fixture = try Fixture.repository()
        try fixture.write("repository/folder/file", "1")
        try fixture.commit("first\nline\n\nbody")
        try fixture.git("tag", "light")
        try fixture.write("repository/folder/file", "2")
        try fixture.commit("second")
        try fixture.git("tag", "-a", "v1.0", "-m", "note")
        try fixture.git("tag", "-a", "v1.0-signed", "-m", "tag of a tag", "v1.0")
        try fixture.git("tag", "tree-tag", "HEAD^{tree}")
        try fixture.git("tag", "-a", "blob-tag", "-m", "note", "HEAD:folder/file")
        try fixture.git("checkout", "-q", "-b", "feature/x")
        try fixture.commit("third")
        try fixture.git("checkout", "-q", "main")
        try fixture.git("update-ref", "refs/custom/one", "light")
        try fixture.git("clone", "-q", "repository", "clone", in: "")
        return fixture
    }

    @Test func everyKindOfNameLeadsWhereGitSays() throws {
        let fixture = try history()
        let repository = try repository(fixture, "clone")
        try fixture.git("fetch", "-q", "origin", "refs/custom/one:refs/custom/one", in: "clone")
        let full = try fixture.git("rev-parse", "HEAD", in: "clone")
        let names = [
            "HEAD", "main", "heads/main", "refs/heads/main", "light", "v1.0", "v1.0-signed", "refs/tags/v1.0",
            "HEAD~1", "HEAD^", "main~1", "origin/main", "origin/feature/x", "refs/remotes/origin/main", "origin",
            "refs/custom/one", "@", "@~1", full, String(full.prefix(7)), String(full.prefix(12)), full.uppercased(),
        ]
        for name in names {
            let expected = try fixture.git("rev-parse", "\(name)^{commit}", in: "clone")
            #expect(try repository.resolve(name).id.hex == expected, "\(name)")
        }
    }

    @Test func aCommitCarriesItsSummaryAndTime() throws {
        let fixture = try history()
        let commit = try repository(fixture).resolve("light")
        #expect(commit.summary == "first line")
        #expect(commit.commitTimeSeconds == 1_700_000_000)
    }

    @Test func aDetachedHeadWorks() throws {
        let fixture = try history()
        try fixture.git("checkout", "-q", "light")
        #expect(try repository(fixture).resolve("HEAD").summary == "first line")
    }

    @Test(arguments: [
        ("mian", ["main"]), ("v1.1", ["v1.0"]), ("Feature/x", ["feature/x"]), ("feature/y", ["feature/x"]),
        ("nothing-like-it", []), ("..", []), ("", []),
    ])
    func anUnknownNameOffersTheNearest(ref: String, similar: [String]) throws {
        let error = #expect(throws: GitError.self) { try repository(history()).resolve(ref) }
        #expect(error?.code == .unknownRef(ref: ref, similar: similar))
        for name in similar { #expect(error?.description.contains("Did you mean '\(name)'") == true) }
    }

    @Test(arguments: [("tree-tag", "tree"), ("blob-tag", "blob"), ("HEAD:folder", "tree")])
    func aNameOfSomethingElseIsRefused(ref: String, kind: String) throws {
        let repository = try repository(history())
        #expect(throws: GitError(.notACommit(ref: ref, kind: kind))) { try repository.resolve(ref) }
    }

    @Test func digitsThatTwoObjectsShareAreAmbiguous() throws {
        let fixture = try Fixture.repository()
        for number in 0..<1_500 { try fixture.write("repository/\(number)", "\(number)") }
        try fixture.commit("first")
        let ids = try fixture.git("rev-list", "--objects", "--all").split(separator: "\n").map { $0.prefix(4) }
        let shared = try #require(Dictionary(grouping: ids, by: \.self).values.first { $0.count > 1 }?.first)
        let repository = try repository(fixture)
        #expect(throws: GitError(.ambiguousCommit(ref: String(shared)))) { try repository.resolve(String(shared)) }
    }

    @Test(arguments: ["HEAD", "main", "0123456"]) func aRepositoryWithoutACommitIsEmpty(ref: String) throws {
        let fixture = try Fixture.repository()
        let repository = try repository(fixture)
        #expect(throws: GitError(.emptyRepository(path: fixture.path("repository")))) { try repository.resolve(ref) }
    }

    @Test func aBranchWithoutACommitNamesTheOthers() throws {
        let fixture = try history()
        try fixture.git("checkout", "-q", "--orphan", "new")
        let repository = try repository(fixture)
        let others = ["blob-tag", "custom/one", "feature/x"]
        let code = GitError.Code.unbornBranch(path: fixture.path("repository"), branch: "new", others: others)
        #expect(throws: GitError(code)) { try repository.resolve("HEAD") }
        #expect(try repository.resolve("main").summary == "second")
    }

    @Test func aShallowCloneSaysWhereItsHistoryEnds() throws {
        let fixture = try history()
        let old = try fixture.git("rev-parse", "light")
        try fixture.git("clone", "-q", "--depth", "1", "file://\(fixture.folder)/repository", "shallow", in: "")
        let repository = try repository(fixture, "shallow")
        #expect(repository.isShallow)
        #expect(try repository.resolve("HEAD").summary == "second")
        for ref in ["HEAD~1", "HEAD^", old, String(old.prefix(10))] {
            #expect(throws: GitError(.shallowHistory(ref: ref))) { try repository.resolve(ref) }
        }
    }
}
