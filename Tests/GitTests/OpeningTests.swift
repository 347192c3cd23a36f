@testable import Git
import Glibc
import Testing

/// Every way to name a repository on this machine opens it, and everything else gets an error whose code and advice
/// say what to do. Each case builds its repository with the `git` command.
@Suite struct OpeningTests {
    @Test func aRepositoryIsFoundFromAFolderWithinIt() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a/b/file", "x")
        let repository = try GitRepository.discover(from: fixture.path("repository/a/b"))
        #expect(repository.workTree == fixture.path("repository"))
        #expect(repository.gitDirectory == fixture.path("repository/.git"))
    }

    @Test(arguments: ["repository", "repository/", "repository/.git", "bare.git", "linked", "linked/.git"])
    func aRepositoryIsOpenedByPath(name: String) throws {
        let fixture = try Fixture.repository()
        let commit = try fixture.commit("first")
        try fixture.git("clone", "-q", "--bare", "repository", "bare.git", in: "")
        try fixture.git("worktree", "add", "-q", "../linked")
        let repository = try GitRepository.open(name, workingDirectory: fixture.folder)
        #expect(try repository.resolve("HEAD").id.hex == commit)
        #expect((repository.workTree == nil) == (name == "bare.git"))
        #expect(repository.ownsWorkTree == (name != "bare.git"))
    }

    /// Only the repository's configuration says where the work tree is; it may be any folder, with or without a
    /// repository of its own.
    @Test(arguments: ["home", "other"])
    func aWorkTreeThatOnlyTheConfigurationNamesIsNotTheRepositorysOwn(name: String) throws {
        let fixture = try Fixture.repository()
        let commit = try fixture.commit("first")
        try fixture.git("clone", "-q", "--bare", "repository", "inner", in: "")
        try fixture.write("home/file", "x")
        try fixture.git("init", "-q", "other", in: "")
        try fixture.git("config", "core.bare", "false", in: "inner")
        try fixture.git("config", "core.worktree", fixture.path(name), in: "inner")
        let repository = try GitRepository.open("inner", workingDirectory: fixture.folder)
        #expect(repository.workTree == fixture.path(name))
        #expect(!repository.ownsWorkTree)
        // Concurrent readers read this repository, too, and not the one that stands there.
        try repository.withHandle { (_) throws(GitError) in
            #expect(try repository.resolve("HEAD").id.hex == commit)
        }
    }

    @Test func aFileURLIsDecoded() throws {
        let fixture = try Fixture.repository("with space and ü")
        let url = "file://\(fixture.folder)/with%20space%20and%20%C3%BC"
        #expect(try GitRepository.open(url, workingDirectory: "/").workTree == fixture.path("with space and ü"))
        let local = "file://localhost\(fixture.folder)/with space and ü"
        #expect(try GitRepository.open(local, workingDirectory: "/").workTree == fixture.path("with space and ü"))
    }

    @Test(arguments: ["file://repository", "file://host/repository", "file:///a%2", "file:///a%zz", "file:///a%00"])
    func aFileURLThatNamesNoPathIsRefused(url: String) {
        let error = #expect(throws: GitError.self) { try GitRepository.open(url, workingDirectory: "/") }
        guard case .invalidURL(url, _)? = error?.code else { return #expect(error == nil, "another error") }
    }

    @Test(arguments: [
        ("https://example.com/a.git", "https://example.com/a.git"),
        ("https://ann:secret@example.com/a.git", "https://example.com/a.git"),
        ("https://token@example.com:8443/a", "https://example.com:8443/a"),
        ("HTTP://example.com", "http://example.com"),
        ("ssh://git@example.com/a.git", "ssh://git@example.com/a.git"),
        ("ssh://ann:secret@example.com:2222/~/a", "ssh://ann@example.com:2222/~/a"),
        ("ssh://[::1]:22/a", "ssh://[::1]:22/a"),
        ("git@example.com:a/b.git", "git@example.com:a/b.git"), ("[::1]:a", "[::1]:a"),
    ])
    func aRemoteRepositoryIsNamedWithoutItsPassword(location: String, shown: String) throws {
        #expect(try GitRepository.remoteURL(location, workingDirectory: "/") == shown)
    }

    @Test(arguments: [
        "git://example.com/a", "ftp://example.com/a", "https://", "https://example.com:99999/a",
        "https://exa mple.com/a", "https://example.com/a?token=secret", "https://example.com/a#secret",
        "https://ann:secret%zz@example.com/a", "ssh://-oProxyCommand=touch/a", "ssh://-l@example.com/a",
        "-oProxyCommand=touch:a", "ssh://example.com/", "ssh://example.com", "ssh://example.com:port/a",
        "example.com:-a", "example.com:", "ssh://example.com/a%0ab", "ssh://exa%0ample/a", "ssh://[]/a",
    ])
    func aURLThatIsNoneOrThatAnotherProgramWouldMistakeIsRefused(location: String) {
        let error = #expect(throws: GitError.self) { try GitRepository.open(location, workingDirectory: "/") }
        guard case .invalidURL(let shown, _)? = error?.code else { return #expect(error == nil, "another error") }
        #expect(!shown.contains("secret"))
        #expect(error?.description.contains("secret") == false)
    }

    @Test func aFolderWithAColonIsNoRemote() throws {
        let fixture = try Fixture.repository("a:b")
        #expect(try GitRepository.open("a:b", workingDirectory: fixture.folder).workTree == fixture.path("a:b"))
    }

    @Test func noRepositorySaysWhereItWasLookedFor() throws {
        let fixture = try Fixture.repository()
        try fixture.write("plain/file", "x")
        try fixture.write("repository/inner/file", "x")
        let plain = fixture.path("plain")
        let inner = fixture.path("repository/inner")
        #expect(throws: GitError(.notARepository(path: plain, searchedParents: true, enclosing: nil))) {
            try GitRepository.discover(from: plain)
        }
        #expect(throws: GitError(.notARepository(path: plain, searchedParents: false, enclosing: nil))) {
            try GitRepository.open("plain", workingDirectory: fixture.folder)
        }
        let enclosing = fixture.path("repository")
        #expect(throws: GitError(.notARepository(path: inner, searchedParents: false, enclosing: enclosing))) {
            try GitRepository.open(inner, workingDirectory: "/")
        }
        #expect(throws: GitError(.noSuchFolder(path: fixture.path("nowhere")))) {
            try GitRepository.open("nowhere", workingDirectory: fixture.folder)
        }
    }

    @Test func aSHA256RepositoryIsRefusedByName() throws {
        let fixture = try Fixture()
        try fixture.git("init", "-q", "--object-format=sha256", "new", in: "")
        #expect(throws: GitError(.sha256Repository(path: fixture.path("new")))) {
            try GitRepository.open("new", workingDirectory: fixture.folder)
        }
    }

    @Test func aDamagedConfigurationIsReportedWithTheReason() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/.git/config", "[core\n")
        let path = fixture.path("repository")
        let error = #expect(throws: GitError(.unsupportedRepository(path: path))) {
            try GitRepository.open(path, workingDirectory: "/")
        }
        #expect(error?.cause?.message.contains("config") == true)
    }

    @Test func aSparseCheckoutIsRead() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a/file", "x")
        let commit = try fixture.commit("first")
        try fixture.git("sparse-checkout", "set", "b")
        #expect(try fixture.git("config", "extensions.worktreeConfig") == "true")
        let repository = try GitRepository.open(fixture.path("repository"), workingDirectory: "/")
        #expect(try repository.resolve("HEAD").id.hex == commit)
    }
}

/// A repository of another user is refused, as git refuses it, until the user's own configuration lists it. The
/// repository's owner is changed with chown, which only root may do.
@Suite(.serialized, .enabled(if: geteuid() == 0, "changing a folder's owner needs root"))
struct OwnershipTests {
    private func foreignRepository() throws -> Fixture {
        let fixture = try Fixture.repository()
        try fixture.commit("first")
        try Fixture.run("/bin/chown", ["-R", "1234", fixture.path("repository")], in: "/")
        return fixture
    }

    private func configure(_ value: String) throws {
        try Fixture.run(
            "/usr/bin/git", ["config", "--file", Fixture.userConfiguration, "--add", "safe.directory", value], in: "/")
    }

    @Test func aForeignRepositoryIsRefusedWithTheCommandThatTrustsIt() throws {
        let fixture = try foreignRepository()
        let path = fixture.path("repository")
        let error = #expect(throws: GitError(.ownedByAnotherUser(path: path, folder: path, owner: 1234))) {
            try GitRepository.discover(from: path)
        }
        #expect(error?.advice.contains("git config --global --add safe.directory '\(path)'") == true)
    }

    @Test func aForeignGitFolderInAnOwnFolderIsRefused() throws {
        let fixture = try foreignRepository()
        let path = fixture.path("repository")
        chown(path, 0, 0)
        #expect(throws: GitError(.ownedByAnotherUser(path: path, folder: path + "/.git", owner: 1234))) {
            try GitRepository.discover(from: path)
        }
    }

    @Test(arguments: ["", "/", "/*"]) func aRepositoryThatTheUserTrustsIsOpened(suffix: String) throws {
        let fixture = try foreignRepository()
        let path = fixture.path("repository")
        try configure((suffix == "/*" ? fixture.folder : path) + suffix)
        #expect(try GitRepository.discover(from: path).workTree == path)
    }

    @Test func anEmptyValueTakesTrustBack() throws {
        let fixture = try foreignRepository()
        let path = fixture.path("repository")
        try configure(path)
        try configure("")
        #expect(throws: GitError.self) { try GitRepository.discover(from: path) }
    }
}
