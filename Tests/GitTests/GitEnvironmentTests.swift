import Git
import Glibc
import Manifests
import Sources
import Testing

/// Guarantee: git's variables count for the repository that they are about, as for git itself; for every other one, for
/// the cache and for the programs that are started they do not exist. What they add to the configuration is a setting
/// that is read, and never a command.
///
/// How: each case builds its repositories with the `git` command and hands the variables over as a hook would get them.
@Suite struct GitEnvironmentTests {
    private let fixture: Fixture
    private let first: String

    init() throws {
        fixture = try Fixture.repository()
        try fixture.write("repository/file", "one")
        first = try fixture.commit("first")
    }

    private func open(
        _ location: String? = nil, ref: String? = nil, worktree: Bool = false, from folder: String = "",
        _ variables: [String: String]
    ) throws(SourceError) -> ProjectSource {
        try ProjectSource.open(
            repository: location, ref: ref, worktree: worktree,
            workingDirectory: folder.isEmpty ? fixture.folder : fixture.path(folder),
            fetch: fixture.settings(["GIT_CONFIG_GLOBAL": "/dev/null"].merging(variables) { $1 }))
    }

    private func text(_ source: ProjectSource, _ path: String = "file") throws -> String {
        String(decoding: try source.tree.read(path, limitBytes: 100), as: UTF8.self)
    }

    private func paths(_ source: ProjectSource) throws -> [String] {
        try source.tree.entries(under: "", limit: 100).map(\.path)
    }

    private func shell(_ command: String) throws { try Fixture.run("/bin/sh", ["-c", command], in: fixture.folder) }

    // MARK: GIT_DIR and GIT_WORK_TREE

    @Test(arguments: ["repository/.git", "./repository/.git/", "repository"]) func gitDirNames(path: String) throws {
        for path in [path, fixture.path(path)] {
            let source = try open(nil, ["GIT_DIR": path])
            #expect(source.commit == first)
            #expect(source.gitDirectory == fixture.path("repository/.git"))
        }
    }

    @Test func aWorkTreeElsewhereIsRead() throws {
        try fixture.write("elsewhere/file", "two")
        let variables = ["GIT_DIR": "repository/.git", "GIT_WORK_TREE": "elsewhere"]
        let source = try open(nil, worktree: true, variables)
        #expect(source.root == fixture.path("elsewhere"))
        #expect(try text(source) == "two" && source.isDirty())
        // Without GIT_DIR it belongs to the repository that is found.
        let found = try open(worktree: true, from: "repository", ["GIT_WORK_TREE": "../elsewhere"])
        #expect(try text(found) == "two" && found.isDirty())
        #expect(found.gitDirectory == fixture.path("repository/.git"))
        // Every thread's handle has it.
        let rules = try (0..<3).map { _ in try paths(source) }
        #expect(rules.allSatisfy { $0 == ["file"] })
    }

    @Test func withoutAWorkTreeItIsTheWorkingDirectory() throws {
        try fixture.write("elsewhere/file", "two")
        let source = try open(worktree: true, from: "elsewhere", ["GIT_DIR": "../repository/.git"])
        #expect(try text(source) == "two")
        try fixture.git("worktree", "add", "-q", "--detach", fixture.path("linked"))
        let linked = try open(
            worktree: true, from: "linked", ["GIT_DIR": fixture.path("repository/.git/worktrees/linked")])
        #expect(linked.root == fixture.path("linked") && linked.commit == first)
    }

    @Test func aHookThatStartsInTheGitFolderHasTheWorkTreeAroundIt() throws {
        let source = try open(worktree: true, from: "repository/.git", ["GIT_DIR": "."])
        #expect(source.root == fixture.path("repository"))
        try fixture.git("config", "core.worktree", fixture.path("repository"))
        #expect(try open(worktree: true, ["GIT_DIR": "repository/.git"]).root == fixture.path("repository"))
    }

    @Test func aPartialCommitsIndexSaysWhatIsTracked() throws {
        try fixture.write("repository/.gitignore", "*.log\n")
        try fixture.write("repository/a.log", "x")
        #expect(try paths(open(worktree: true, from: "repository", [:])) == [".gitignore", "file"])
        try shell("cd repository && cp .git/index next && GIT_INDEX_FILE=next git add -f a.log && mv next ../next")
        let index = ["GIT_INDEX_FILE": fixture.path("next")]
        #expect(try paths(open(worktree: true, from: "repository", index)) == [".gitignore", "a.log", "file"])
    }

    // MARK: Objects

    /// A bare repository, empty or not, and a commit for it in quarantine, as during a push.
    private func quarantine(isEmpty: Bool) throws -> (variables: [String: String], commit: String) {
        if isEmpty {
            try fixture.git("init", "-q", "--bare", "server.git", in: "")
        } else {
            try fixture.git("clone", "-q", "--bare", "repository", "server.git", in: "")
        }
        try fixture.write("repository/file", "two")
        let commit = try fixture.commit("second")
        try shell("cp -r repository/.git/objects server.git/objects/incoming-1")
        return (
            [
                "GIT_DIR": ".", "GIT_OBJECT_DIRECTORY": "./objects/incoming-1",
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": fixture.path("server.git/objects"),
                "GIT_QUARANTINE_PATH": fixture.path("server.git/objects/incoming-1"),
            ], commit
        )
    }

    @Test(arguments: [true, false]) func aPushIsReadInItsQuarantine(isEmpty: Bool) throws {
        let (variables, commit) = try quarantine(isEmpty: isEmpty)
        for location in [nil, ".", fixture.path("server.git"), "file://" + fixture.path("server.git")] {
            let source = try open(location, ref: commit, from: "server.git", variables)
            #expect(try text(source) == "two" && source.commit == commit)
            #expect(try source.lastChanges(of: ["file"]).mapValues(\.commit) == ["file": commit])
            #expect(try source.resolve("\(commit)~1").id.hex == first)
        }
        #expect(throws: SourceError.self) { try open(ref: commit, from: "server.git", [:]) }
    }

    @Test func everyThreadReadsTheQuarantine() throws {
        let (variables, commit) = try quarantine(isEmpty: true)
        let source = try open(ref: commit, from: "server.git", variables)
        let threads = (0..<8).map { _ in
            Thread { for _ in 0..<50 { #expect((try? source.resolve(commit).id.hex) == commit) } }
        }
        for thread in threads { thread.join() }
    }

    @Test func objectsAloneCountForTheRepositoryThatIsFound() throws {
        let (variables, commit) = try quarantine(isEmpty: true)
        let objects = variables.filter { $0.key != "GIT_DIR" }
        #expect(try open(ref: commit, from: "server.git", objects).commit == commit)
        #expect(try open(".", ref: commit, from: "server.git", objects).commit == commit)
    }

    @Test(arguments: [
        "%", "/nowhere:%", "%:/nowhere", ":%:", "\"/no\\\"where\":%", "\"%\"", "\"%\":x", "\"/\\143\\n\":\"%\"",
        "\"/x:%",
    ])
    func alternatesAreSeparatedByColonsAndMayBeQuoted(list: String) throws {
        let (_, commit) = try quarantine(isEmpty: true)
        let list = list.replacing("%", with: fixture.path("server.git/objects/incoming-1"))
        let source = try open(ref: commit, from: "server.git", ["GIT_ALTERNATE_OBJECT_DIRECTORIES": list])
        #expect(try text(source) == "two")
    }

    // MARK: What they are not about

    @Test func anotherRepositoryIsReadAsItIs() throws {
        let (variables, commit) = try quarantine(isEmpty: true)
        let other = fixture.path("repository")
        #expect(try open(other, from: "server.git", variables).commit == commit)
        #expect(try open(other, worktree: true, from: "server.git", variables).root == other)
        let wrong = ["GIT_DIR": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_WORK_TREE": "/nowhere"]
        #expect(try open(other, wrong).root == other)
    }

    @Test func neitherTheCacheNorAnotherProgramKnowsThem() throws {
        try fixture.write(
            "ssh", "#!/bin/sh\nenv >> '\(fixture.path("seen"))'\nfor word; do :; done\nexec sh -c \"$word\"\n")
        chmod(fixture.path("ssh"), 0o755)
        let variables = [
            "GIT_SSH": fixture.path("ssh"), "GIT_DIR": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere",
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.x", "GIT_CONFIG_VALUE_0": "y",
            "GIT_CONFIG_PARAMETERS": "'core.x=y'", "GIT_NAMESPACE": "n",
        ]
        let source = try open("ann@example.com:\(fixture.path("repository"))", variables)
        #expect(try text(source) == "one")
        let seen = try fixture.read("seen").split(separator: "\n").filter {
            $0.hasPrefix("GIT_") && !$0.contains("_SSL_")
        }
        #expect(
            seen.sorted() == ["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_SSH=\(fixture.path("ssh"))"])
    }

    // MARK: Configuration

    @Test(arguments: [
        ["GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "x.y", "GIT_CONFIG_VALUE_0": "", "GIT_CONFIG_KEY_1": "%"],
        ["GIT_CONFIG_PARAMETERS": "'x.y' '%'='*'  'x.z'="], ["GIT_CONFIG_PARAMETERS": "'%=*'"],
    ])
    func aSettingThatIsReadMayComeFromTheEnvironment(variables: [String: String]) throws {
        func with(_ key: String, _ value: String) -> [String: String] {
            variables.mapValues { $0.replacing("%", with: key).replacing("*", with: value) }
                .merging(variables["GIT_CONFIG_COUNT"] == nil ? [:] : ["GIT_CONFIG_VALUE_1": value]) { $1 }
        }
        let excludes = fixture.path("a \"quoted\" \\ name")
        try fixture.write("a \"quoted\" \\ name", "*.log\n")
        try fixture.write("repository/a.log", "x")
        #expect(try paths(open(worktree: true, from: "repository", [:])) == ["a.log", "file"])
        #expect(try paths(open(worktree: true, from: "repository", with("core.excludesFile", excludes))) == ["file"])
        guard geteuid() == 0 else { return }
        let path = fixture.path("repository")
        try shell("chown -R 1234 repository")
        #expect(throws: SourceError.self) { try open(from: "repository", [:]) }
        #expect(throws: SourceError.self) { try open(from: "repository", with("safe.directory", "/elsewhere")) }
        #expect(try open(from: "repository", with("safe.directory", path)).commit == first)
        #expect(try open(path, with("SAFE.directory", "*")).commit == first)
    }

    @Test func theFilesAreThoseThatTheVariablesName() throws {
        try fixture.write("excludes", "*.log\n")
        try fixture.write("settings", "[core]\n\texcludesFile = \(fixture.path("excludes"))\n")
        try fixture.write("repository/a.log", "x")
        for name in ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"] {
            let variables = [name: fixture.path("settings"), "GIT_CONFIG_NOSYSTEM": "0"]
            #expect(try paths(open(worktree: true, from: "repository", variables)) == ["file"], "\(name)")
        }
        let without = ["GIT_CONFIG_SYSTEM": fixture.path("settings"), "GIT_CONFIG_NOSYSTEM": "yes"]
        #expect(try paths(open(worktree: true, from: "repository", without)) == ["a.log", "file"])
    }

    @Test(.enabled(if: HTTPSServer.isAvailable, "this test needs python3, git and openssl"))
    func noCommandComesFromTheEnvironmentsConfiguration() throws {
        let server = try HTTPSServer(fixture)
        let command = "!touch '\(fixture.path("ran"))'; echo username=ann; echo password=s3cret"
        let keys = ["credential.helper", "core.askPass", "core.sshCommand", "core.fsmonitor", "gpg.program"]
        var variables = [
            "GIT_CONFIG_COUNT": "\(keys.count)", "GIT_CONFIG_PARAMETERS": "'credential.helper=!touch ran'",
        ]
        for (index, key) in keys.enumerated() {
            variables["GIT_CONFIG_KEY_\(index)"] = key
            variables["GIT_CONFIG_VALUE_\(index)"] = command
        }
        let error = #expect(throws: SourceError.self) { try open(server.url("auth/repository"), variables) }
        let url = server.url("auth/repository")
        #expect(error == .git(GitError(.remote(url: url, .authenticationFailed(tried: [])))))
        #expect(try !open(worktree: true, from: "repository", variables).isDirty())
        #expect(access(fixture.path("ran"), F_OK) != 0)
    }

    // MARK: Trust, and what is wrong

    @Test(.enabled(if: geteuid() == 0, "changing a folder's owner needs root"))
    func whoSetsGitDirHasSaidWhichRepositoryIsMeant() throws {
        try shell("chown -R 1234 repository")
        #expect(try open(nil, ["GIT_DIR": "repository/.git"]).commit == first)
        #expect(throws: SourceError.self) { try open(from: "repository", ["GIT_WORK_TREE": "."]) }
        #expect(throws: SourceError.self) { try open("repository", ["GIT_DIR": "/nowhere"]) }
    }

    @Test(arguments: [
        ("GIT_DIR", "nowhere", "names '[folder]/repository/nowhere', which is no git repository"),
        ("GIT_DIR", "file", "names '[folder]/repository/file', which is no git repository"),
        ("GIT_WORK_TREE", "nowhere", "names '[folder]/repository/nowhere', which is no folder"),
        ("GIT_WORK_TREE", "file", "names '[folder]/repository/file', which is no folder"),
        ("GIT_OBJECT_DIRECTORY", "nowhere", "names '[folder]/repository/nowhere', which is no folder"),
        ("GIT_INDEX_FILE", "file", "names '[folder]/repository/file', which is no index"),
        ("GIT_CONFIG_COUNT", "x", "is 'x', which is no number"),
        ("GIT_CONFIG_COUNT", "-1", "is '-1', which is no number"),
        ("GIT_CONFIG_COUNT", "99999999999999999999", "is '99999999999999999999', which is no number"),
        ("GIT_CONFIG_COUNT", "2147483647", "is 2147483647, and GIT_CONFIG_KEY_0 is not set"),
        ("GIT_CONFIG_PARAMETERS", "x", "is not as git writes it"),
        ("GIT_CONFIG_PARAMETERS", "'x", "is not as git writes it"),
    ])
    func aVariableThatCannotBeUsedIsNamed(name: String, value: String, problem: String) throws {
        let problem = problem.replacing("[folder]", with: fixture.folder)
        #expect(throws: SourceError.git(GitError(.environment(variable: name, problem: problem)))) {
            try open(worktree: true, from: "repository", [name: value])
        }
    }
}
