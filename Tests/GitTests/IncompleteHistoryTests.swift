import Git
import Sources
import Testing

/// Whoever does not find something in the history has to know whether the history is whole. Each case makes a clone of
/// three commits that lacks a part, in a way that git itself has, or that damage has.
@Suite struct IncompleteHistoryTests {
    private func fixture() throws -> (Fixture, commits: [String]) {
        let fixture = try Fixture.repository()
        let commits = try ["one", "two", "three"].map { text in
            try fixture.write("repository/folder/file", text)
            return try fixture.commit(text)
        }
        try fixture.git("config", "uploadpack.allowFilter", "true")
        return (fixture, commits)
    }

    private func clone(_ fixture: Fixture, _ options: String...) throws {
        let command = ["clone", "-q", "--no-local"] + options + ["file://\(fixture.path("repository"))", "clone"]
        let fixed = ["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"]
        try Fixture.run("/usr/bin/git", fixed + command, in: fixture.folder)
    }

    private func isShallow(_ fixture: Fixture, _ folder: String = "clone", worktree: Bool = false) throws -> Bool {
        try ProjectSource.open(
            repository: fixture.path(folder), ref: nil, worktree: worktree, workingDirectory: fixture.folder
        ).isShallow
    }

    @Test func aWholeHistoryIsNotShallow() throws {
        let (fixture, _) = try fixture()
        try clone(fixture)
        #expect(try !isShallow(fixture))
        #expect(try !isShallow(fixture, worktree: true))
    }

    @Test func aWorkingTreeWithoutACommitLacksNothing() throws {
        let fixture = try Fixture.repository()
        #expect(try !isShallow(fixture, "repository", worktree: true))
    }

    @Test func aCloneOfDepthOneIsShallow() throws {
        let (fixture, _) = try fixture()
        try clone(fixture, "--depth=1")
        #expect(try isShallow(fixture))
        #expect(try isShallow(fixture, worktree: true))
        try fixture.git("fetch", "-q", "--unshallow", in: "clone")
        #expect(try !isShallow(fixture))
    }

    @Test func aLinkedWorkTreeOfAShallowCloneIsShallow() throws {
        let (fixture, _) = try fixture()
        try clone(fixture, "--depth=1")
        try fixture.git("worktree", "add", "-q", "--detach", fixture.path("linked"), in: "clone")
        #expect(try isShallow(fixture, "linked"))
        let repository = try GitRepository.discover(from: fixture.path("linked"))
        #expect(repository.isShallow)
    }

    @Test func aCloneThatLeftOutFoldersOfThePastIsShallow() throws {
        let (fixture, _) = try fixture()
        try clone(fixture, "--filter=tree:0")
        #expect(try isShallow(fixture))
    }

    @Test(arguments: [0, 1]) func aHistoryThatMissesACommitIsShallow(missing: Int) throws {
        let (fixture, commits) = try fixture()
        let id = commits[missing]
        let object = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
        try Fixture.run("/bin/rm", ["-f", fixture.path("repository/\(object)")], in: "/")
        #expect(try isShallow(fixture, "repository"))
    }

    @Test func aMergedBranchCountsToo() throws {
        let (fixture, commits) = try fixture()
        try fixture.git("checkout", "-q", "-b", "side", commits[1])
        let side = try fixture.commit("side")
        try fixture.git("checkout", "-q", "main")
        try fixture.git("merge", "-q", "--no-edit", "side")
        #expect(try !isShallow(fixture, "repository"))
        let object = ".git/objects/\(side.prefix(2))/\(side.dropFirst(2))"
        try Fixture.run("/bin/rm", ["-f", fixture.path("repository/\(object)")], in: "/")
        #expect(try isShallow(fixture, "repository"))
    }

    @Test func onlySoManyCommitsAreRead() throws {
        let (fixture, commits) = try fixture()
        let repository = try GitRepository.discover(from: fixture.path("repository"))
        let head = try #require(GitObjectID(hex: commits[2]))
        let first = ".git/objects/\(commits[0].prefix(2))/\(commits[0].dropFirst(2))"
        try Fixture.run("/bin/rm", ["-f", fixture.path("repository/\(first)")], in: "/")
        #expect(repository.hasHistory(of: head, limit: 2))
        #expect(!repository.hasHistory(of: head, limit: 3))
    }
}
