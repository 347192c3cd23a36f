import Git
import Glibc
import Sources
import Testing

/// Guarantee: who can write to the folder of local copies decides what is deployed, so nobody but this user can; and
/// what somebody put in a copy's place is neither read nor changed.
///
/// How: a stand-in for ssh runs on this machine what it is told to run on the host. The cache is prepared as somebody
/// else could have prepared it; a folder's owner is changed with chown, which only root may do.
@Suite struct CachePrivacyTests {
    private let fixture: Fixture
    private let url: String
    private let settings: GitFetchSettings

    init() throws {
        fixture = try Fixture.repository()
        try fixture.write("repository/file", "one")
        try fixture.commit("first")
        try fixture.write("ssh", "#!/bin/sh\nfor word; do :; done\nexec sh -c \"$word\"\n")
        chmod(fixture.path("ssh"), 0o755)
        url = "ann@example.com:\(fixture.path("repository"))"
        settings = fixture.settings(["GIT_SSH": fixture.path("ssh"), "GIT_CONFIG_GLOBAL": "/dev/null"])
    }

    private func problem() -> RemoteProblem? { fixture.problem(url, settings) }

    private func shell(_ command: String) throws { try Fixture.run("/bin/sh", ["-c", command], in: fixture.folder) }

    @Test(arguments: ["cache/statecraft", "cache/statecraft/git"], [0o777, 0o770, 0o1777])
    func aFolderThatOthersMayWriteToIsRefused(folder: String, mode: Int) throws {
        try shell("mkdir -p -m 700 cache/statecraft/git && chmod \(String(mode, radix: 8)) \(folder)")
        let path = fixture.path(folder)
        #expect(problem() == .cacheExposed(path: path, .writable(mode: UInt32(mode))))
        #expect(try Fixture.run("/bin/ls", [fixture.path("cache/statecraft/git")], in: "/").isEmpty)
        chmod(path, 0o700)
        #expect(problem() == nil)
    }

    @Test func theCacheItselfMayBeEverybodys() throws {
        try shell("mkdir cache && chmod 1777 cache")
        #expect(problem() == nil)
    }

    @Test func theWholeMessage() throws {
        try shell("mkdir -p cache/statecraft && chmod 777 cache/statecraft")
        let error = #expect(throws: SourceError.self) { try fixture.fetch(url, settings) }
        let path = fixture.path("cache/statecraft")
        #expect(
            error?.description
                == "the folder of local copies '\(path)' can be written to by others (mode 777). Whoever can write "
                + "there decides what is deployed, so nothing in it was read or changed. Remove it (it is made anew): "
                + "rm -r '\(path)'. Or set XDG_CACHE_HOME to a folder of your own.")
    }

    @Test(
        .enabled(if: geteuid() == 0, "changing a folder's owner needs root"),
        arguments: ["cache/statecraft", "cache/statecraft/git"])
    func aFolderOfAnotherUserIsRefused(folder: String) throws {
        try shell("mkdir -p -m 700 cache/statecraft/git && chown 1234 \(folder)")
        #expect(problem() == .cacheExposed(path: fixture.path(folder), .foreign(owner: 1234)))
    }

    @Test(.enabled(if: geteuid() == 0, "changing a link's owner needs root"))
    func onlyAnOwnLinkLeadsToTheFolder() throws {
        try shell("mkdir -m 700 cache disk && ln -s ../disk cache/statecraft")
        #expect(problem() == nil)
        try shell("chown -h 1234 cache/statecraft")
        #expect(problem() == .cacheExposed(path: fixture.path("cache/statecraft"), .foreign(owner: 1234)))
    }

    @Test func aFileInTheFoldersPlaceIsNamed() throws {
        try shell("mkdir -p cache/statecraft && touch cache/statecraft/git")
        #expect(problem() == .cacheExposed(path: fixture.path("cache/statecraft/git"), .noFolder))
    }

    /// A third repository, and what it has: nothing of it may change.
    private func victim() throws -> String {
        try fixture.git("clone", "-q", "--bare", "repository", "third.git", in: "")
        try fixture.git("branch", "precious", in: "third.git")
        try fixture.write("third.git/objects/pack/keep.keep", "")
        return try listing()
    }

    private func listing() throws -> String {
        try Fixture.run("/usr/bin/find", [fixture.path("third.git"), "-printf", "%p %s %T@\\n"], in: "/")
    }

    /// Also what a killed run left behind is a link then: `.new-1`, and `.old-1`.
    @Test func aCopyThatIsALinkIsReplacedAndNothingBehindItChanges() throws {
        _ = try fixture.fetch(url, settings)
        let mirror = try fixture.mirror()
        let before = try victim()
        try shell("rm -r '\(mirror)'; for name in '' .new-1 .old-1; do ln -s ../../../third.git '\(mirror)'$name; done")
        #expect(try fixture.fetch(url, settings).gitDirectory == mirror)
        #expect(try listing() == before)
        var status = stat()
        #expect(lstat(mirror, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
        #expect(try fixture.mirror() == mirror)
    }

    /// A full commit id that is in the copy is not asked for; but this is no copy.
    @Test func aCommitIsNotReadThroughALink() throws {
        let source = try fixture.fetch(url, settings)
        let mirror = try fixture.mirror()
        try fixture.git("clone", "-q", "--bare", "repository", "third.git", in: "")
        try shell("rm -r '\(mirror)'; ln -s ../../../third.git '\(mirror)'")
        #expect(try fixture.fetch(url, ref: source.commit, settings).gitDirectory == mirror)
    }

    @Test(arguments: ["chmod 777", "chown -R 1234"]) func aCopyOfSomebodyElseIsMadeAnew(damage: String) throws {
        _ = try fixture.fetch(url, settings)
        let mirror = try fixture.mirror()
        try shell("touch '\(mirror)/planted' && \(damage) '\(mirror)' || test $(id -u) != 0")
        _ = try fixture.fetch(url, settings)
        #expect(access(mirror + "/planted", F_OK) != 0 || geteuid() != 0)
    }
}
