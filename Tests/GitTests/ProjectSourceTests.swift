import Git
import Manifests
import Sources
import Testing

/// What `--repo`, `--ref` and `--worktree` choose is what is read, and a working tree is called dirty exactly when a
/// file of the project differs from HEAD.
@Suite struct ProjectSourceTests {
    private func open(
        _ fixture: Fixture, ref: String? = nil, worktree: Bool = false, from folder: String = "repository"
    ) throws -> ProjectSource {
        try ProjectSource.open(
            repository: nil, ref: ref, worktree: worktree, workingDirectory: fixture.path(folder))
    }

    private func text(_ source: ProjectSource, _ path: String) throws -> String {
        String(decoding: try source.tree.read(path, limitBytes: 100), as: UTF8.self)
    }

    @Test func aCommitIsReadWhateverTheWorkingTreeSays() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/project/file", "one")
        let first = try fixture.commit("first")
        try fixture.write("repository/project/file", "two")
        let second = try fixture.commit("second")
        try fixture.write("repository/project/file", "three")
        #expect(try text(open(fixture), "project/file") == "two")
        #expect(try text(open(fixture, ref: "HEAD~1"), "project/file") == "one")
        #expect(try text(open(fixture, worktree: true), "project/file") == "three")
        let source = try open(fixture, from: "repository/project")
        #expect(source.commit == second)
        #expect(source.currentDirectoryInTree == "project")
        #expect(source.root == fixture.path("repository"))
        #expect(try source.isDirty() == false)
        #expect(try source.tree(at: first).read("project/file", limitBytes: 100) == Array("one".utf8))
        #expect(try source.resolve("main~1").id.hex == first)
    }

    @Test(arguments: [
        ("nothing", [], false), ("changed", ["project/file"], true), ("deleted", ["project/file"], true),
        ("staged", ["project/file"], true), ("untracked", ["project/new"], true), ("ignored", [], false),
        ("elsewhere", [], false), ("committed", [], false), ("similar-name", [], false),
    ])
    func onlyADifferenceInsideTheProjectIsDirty(change: String, paths: [String], dirty: Bool) throws {
        let fixture = try Fixture.repository()
        for path in ["project/file", "other", "project-2/file"] { try fixture.write("repository/\(path)", "one") }
        try fixture.write("repository/.gitignore", "*.log\n")
        try fixture.commit("first")
        switch change {
        case "changed": try fixture.write("repository/project/file", "two")
        case "deleted": try Fixture.run("/bin/rm", [fixture.path("repository/project/file")], in: "/")
        case "staged":
            try fixture.write("repository/project/file", "two")
            try fixture.git("add", "-A")
        case "untracked": try fixture.write("repository/project/new", "x")
        case "ignored": try fixture.write("repository/project/new.log", "x")
        case "elsewhere": try fixture.write("repository/other", "two")
        case "similar-name": try fixture.write("repository/project-2/file", "two")
        case "committed":
            try fixture.write("repository/project/file", "two")
            try fixture.commit("second")
        default: break
        }
        let source = try open(fixture, worktree: true)
        #expect(try source.isDirty(under: "project") == dirty)
        let repository = try GitRepository.discover(from: fixture.path("repository"))
        #expect(try repository.changedPaths(under: "project") == paths)
    }

    @Test func aWorkingTreeWithoutACommitIsReadAndDirty() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/file", "x")
        let source = try open(fixture, worktree: true)
        #expect(source.commit == ProjectSource.noCommit)
        #expect(try source.isDirty())
        #expect(try source.tree.entries(under: "", limit: 10).map(\.path) == ["file"])
        #expect(try source.lastChanges(of: ["file"]).mapValues(\.commit) == ["file": ProjectSource.noCommit])
        let error = #expect(throws: SourceError.git(GitError(.emptyRepository(path: fixture.path("repository"))))) {
            try open(fixture)
        }
        #expect(error?.advice.contains("--worktree") == true)
    }

    @Test func aChangedFileOfAWorkingTreeBelongsToTheCommitItStandsOn() throws {
        let fixture = try Fixture.repository()
        for path in ["a", "b"] { try fixture.write("repository/\(path)", "one") }
        let first = try fixture.commit("first")
        let second = try fixture.commit("second")
        try fixture.write("repository/a", "two")
        try fixture.write("repository/c", "two")
        let source = try open(fixture, worktree: true)
        #expect(
            try source.lastChanges(of: ["a", "b", "c"]).mapValues(\.commit) == ["a": second, "b": first, "c": second])
    }

    @Test func aBareRepositoryHasCommitsAndNoWorkingTree() throws {
        let fixture = try Fixture()
        try fixture.git("init", "-q", "repository", in: "")
        try fixture.write("repository/file", "x")
        let commit = try fixture.commit("first")
        try fixture.git("clone", "-q", "--bare", "repository", "bare.git", in: "")
        let source = try open(fixture, from: "bare.git")
        #expect(source.commit == commit)
        #expect(source.root == nil)
        #expect(try text(source, "file") == "x")
        #expect(throws: SourceError.worktreeOfBareRepository(path: fixture.path("bare.git"))) {
            try open(fixture, worktree: true, from: "bare.git")
        }
    }

    @Test func aRefAndTheWorkingTreeExcludeEachOther() throws {
        let fixture = try Fixture.repository()
        #expect(throws: SourceError.refWithWorktree(ref: "main")) { try open(fixture, ref: "main", worktree: true) }
    }
}
