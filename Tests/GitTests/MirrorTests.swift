import Git
import Glibc
import Manifests
import Processes
import Sources
import Testing

/// The copy in the cache is a convenience, never a truth of its own: it follows the server, costs only what is new,
/// heals whatever happens to it, and serves several processes at once. The server is `git http-backend` behind TLS.
@Suite(.enabled(if: HTTPSServer.isAvailable, "these tests need python3, git and openssl"))
struct MirrorTests {
    private let fixture: Fixture
    private let server: HTTPSServer
    private let url: String
    private let first: String

    init() throws {
        fixture = try Fixture.repository()
        try fixture.write("repository/file", "one")
        try fixture.write("repository/folder/other", "other")
        first = try fixture.commit("first")
        server = try HTTPSServer(fixture)
        url = server.url("open/repository")
    }

    private func text(_ source: ProjectSource, _ path: String = "file") throws -> String {
        String(decoding: try source.tree.read(path, limitBytes: 100), as: UTF8.self)
    }

    private func second() throws -> String {
        try fixture.write("repository/file", "two")
        return try fixture.commit("second")
    }

    private func refs() throws -> [String] {
        try Fixture.run("/usr/bin/git", ["for-each-ref", "--format=%(refname)"], in: try fixture.mirror())
            .split(separator: "\n").map(String.init)
    }

    @Test func theCopyIsTheUsersAlone() throws {
        _ = try fixture.fetch(url)
        for folder in ["cache", "cache/statecraft", "cache/statecraft/git"] + [try fixture.mirror()] {
            var status = stat()
            stat(folder.hasPrefix("/") ? folder : fixture.path(folder), &status)
            #expect(status.st_mode & 0o777 == 0o700, "\(folder)")
        }
    }

    @Test func aNewCommitIsFetchedAndNothingElse() throws {
        _ = try fixture.fetch(url)
        try server.forgetRequests()
        #expect(try fixture.fetch(url).commit == first)
        #expect(try server.requests() == ["GET /open/repository/info/refs"])
        let new = try second()
        let source = try fixture.fetch(url)
        #expect(source.commit == new)
        #expect(try text(source) == "two")
        #expect(try source.lastChanges(of: ["file", "folder"]).mapValues(\.commit) == ["file": new, "folder": first])
        // The second pack has the commit, its tree and one blob.
        let packs = try Fixture.run(
            "/bin/sh", ["-c", "for f in objects/pack/*.idx; do git show-index < $f | wc -l; done"],
            in: try fixture.mirror())
        #expect(packs.split(separator: "\n").map(String.init).sorted() == ["3", "5"])
    }

    @Test func onlyWhatIsAskedForIsFetched() throws {
        try fixture.git("checkout", "-q", "-b", "topic")
        let topic = try second()
        try fixture.git("tag", "-a", "v1", "-m", "v1")
        try fixture.git("checkout", "-q", "main")
        #expect(try fixture.fetch(url).commit == first)
        #expect(try refs() == ["refs/heads/main"])
        #expect(try fixture.fetch(url, ref: "v1").commit == topic)
        #expect(try refs() == ["refs/heads/main", "refs/tags/v1"])
        #expect(try fixture.fetch(url, ref: "topic~1").commit == first)
        #expect(try refs() == ["refs/heads/main", "refs/heads/topic", "refs/tags/v1"])
        #expect(try fixture.fetch(url, ref: "refs/heads/topic").commit == topic)
        #expect(try fixture.fetch(url, ref: "@").commit == first)
    }

    @Test func aCommitThatIsHereNeedsNoNetwork() throws {
        _ = try fixture.fetch(url)
        try server.forgetRequests()
        let source = try fixture.fetch(url, ref: first)
        #expect(source.commit == first)
        #expect(try text(source) == "one")
        #expect(try server.requests().isEmpty)
    }

    @Test(arguments: [40, 8]) func aCommitThatIsNotHereIsLookedForOnEveryBranch(digits: Int) throws {
        _ = try fixture.fetch(url)
        try fixture.git("checkout", "-q", "-b", "topic")
        let topic = try second()
        try fixture.commit("third")
        try fixture.git("checkout", "-q", "main")
        #expect(try fixture.fetch(url, ref: String(topic.prefix(digits))).commit == topic)
    }

    @Test func refsFollowTheServer() throws {
        try fixture.git("branch", "topic")
        try fixture.git("tag", "v1")
        for ref in ["topic", "v1", "main"] { _ = try fixture.fetch(url, ref: ref) }
        try fixture.git("branch", "-D", "topic")
        try fixture.git("tag", "-d", "v1")
        // A rewritten branch is taken over, too.
        try fixture.write("repository/file", "other")
        try fixture.git("commit", "-qa", "--amend", "-m", "rewritten")
        #expect(try text(try fixture.fetch(url)) == "other")
        #expect(try refs() == ["refs/heads/main"])
        #expect(throws: SourceError.self) { try fixture.fetch(url, ref: "topic") }
    }

    @Test func aBranchMayBecomeAFolderOfBranches() throws {
        try fixture.git("branch", "a")
        _ = try fixture.fetch(url, ref: "a")
        try fixture.git("branch", "-D", "a")
        try fixture.git("branch", "a/b")
        #expect(try fixture.fetch(url, ref: "a/b").commit == first)
    }

    @Test func anotherDefaultBranchIsFollowed() throws {
        _ = try fixture.fetch(url)
        try fixture.git("checkout", "-q", "-b", "trunk")
        let new = try second()
        #expect(try fixture.fetch(url).commit == new)
        try fixture.git("checkout", "-q", "--detach", first)
        #expect(try fixture.fetch(url).commit == first)
    }

    @Test(arguments: [
        "rm -r objects", "rm objects/pack/*.pack", "rm objects/pack/*.idx", "rm HEAD", "echo nonsense > HEAD",
        "for f in objects/pack/*.pack; do chmod +w $f; truncate -s -30 $f; done", "echo '[core' > config", "rm -r *",
        "for f in objects/pack/*.pack; do chmod +w $f; head -c 20 $f > x; truncate -s 20 $f; done",
        "chmod +w objects/pack/*; for f in objects/pack/*.idx; do truncate -s 100 $f; done",
        "for i in $(seq 100); do touch objects/pack/$i.idx objects/pack/$i.pack; done",
    ])
    func aDamagedCopyIsMadeAnew(damage: String) throws {
        _ = try fixture.fetch(url)
        try Fixture.run("/bin/sh", ["-c", damage], in: try fixture.mirror())
        for ref in [nil, first, "main"] {
            let source = try fixture.fetch(url, ref: ref)
            #expect(source.commit == first)
            #expect(try text(source) == "one")
            #expect(try text(source, "folder/other") == "other")
        }
    }

    /// Only reading every byte would find this beforehand.
    @Test func damageInsideAPackIsMetOnceAndThenMended() throws {
        _ = try fixture.fetch(url)
        let blob = try fixture.git("rev-parse", "main:file")
        let damage = """
            offset=$(git verify-pack -v objects/pack/*.idx | awk '/^\(blob)/ { print $5 }')
            chmod +w objects/pack/*.pack
            pack=$(ls objects/pack/*.pack)
            printf '\\377\\377\\377' | dd of=$pack bs=1 seek=$((offset + 3)) conv=notrunc status=none
            """
        try Fixture.run("/bin/sh", ["-c", damage], in: try fixture.mirror())
        #expect(throws: SourceTreeError.self) { try text(try fixture.fetch(url)) }
        #expect(try text(try fixture.fetch(url)) == "one")
    }

    @Test func whatAKilledProcessLeftBehindIsRemoved() throws {
        _ = try fixture.fetch(url)
        let mirror = try fixture.mirror()
        try Fixture.run(
            "/bin/sh",
            ["-c", "mkdir -p \(mirror).new-1/objects/x \(mirror).old-2; touch objects/pack/pack_git2_abc"], in: mirror)
        _ = try fixture.fetch(url)
        #expect(try fixture.mirror() == mirror)
        #expect(access(mirror + "/objects/pack/pack_git2_abc", F_OK) != 0)
    }

    @Test func severalAtOnceShareOneCopy() throws {
        let commits = (0..<6).map { _ in Box() }
        let threads = commits.map { [fixture, url] box in
            Thread { box.commit = (try? fixture.fetch(url))?.commit }
        }
        for thread in threads { thread.join() }
        #expect(commits.allSatisfy { $0.commit == first })
        #expect(try server.requests().count { $0.hasPrefix("POST") } == 1)
    }

    // Safe because the thread that writes it is waited for before it is read.
    private final class Box: @unchecked Sendable {
        var commit: String?
    }

    @Test func whoWaitsTooLongIsToldForWhat() throws {
        _ = try fixture.fetch(url)
        let mirror = try fixture.mirror()
        let lock = open(mirror + ".lock", O_RDWR)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        var settings = fixture.settings()
        settings.lockTimeout = .milliseconds(200)
        #expect(fixture.problem(url, settings) == .cacheBusy(path: mirror, seconds: 0))
        // A commit that is here is read all the same.
        #expect(try fixture.fetch(url, ref: first, settings).commit == first)
    }

    @Test func aCacheThatCannotBeWrittenIsNamed() throws {
        try fixture.write("plain", "")
        let settings = fixture.settings(["XDG_CACHE_HOME": fixture.path("plain")])
        #expect(fixture.problem(url, settings) == .cacheUnusable(path: fixture.path("plain/statecraft/git")))
        let homeless = fixture.settings(["XDG_CACHE_HOME": "relative", "HOME": ""])
        #expect(fixture.problem(url, homeless) == .cacheUnusable(path: "~/.cache"))
    }

    @Test func progressIsReported() throws {
        let last = Box()
        var settings = fixture.settings()
        settings.progress = { last.commit = "\($0.receivedObjects)/\($0.totalObjects)" }
        _ = try fixture.fetch(url, settings)
        #expect(last.commit == "5/5")
    }

    @Test func theWorkingTreeOfAnotherMachineIsRefused() throws {
        #expect(throws: SourceError.worktreeOfRemoteRepository(url: "https://example.com/a")) {
            try ProjectSource.open(
                repository: "https://ann:secret@example.com/a", ref: nil, worktree: true,
                workingDirectory: fixture.folder)
        }
    }
}
