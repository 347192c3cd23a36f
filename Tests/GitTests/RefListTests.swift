import Git
import Glibc
import Sources
import Testing

/// The list of refs has a limit in bytes, because all of it is held in memory; the pack that follows has another. Both
/// ways to a server are tried: a stand-in for ssh, which runs here what it is told to run on the host, and HTTPS.
@Suite(.enabled(if: HTTPSServer.isAvailable, "these tests need python3, git and openssl"))
struct RefListTests {
    @Test(arguments: ["ssh", "https"]) func onlyTheListCountsForItsLimit(way: String) throws {
        let fixture = try Fixture.repository()
        let noise = (0..<4_000).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }
        try fixture.write("repository/file", noise.joined())
        let commit = try fixture.commit("first")
        try fixture.write("ssh", "#!/bin/sh\nfor word; do :; done\nexec sh -c \"$word\"\n")
        chmod(fixture.path("ssh"), 0o755)
        var settings = fixture.settings(["GIT_SSH": fixture.path("ssh"), "GIT_CONFIG_GLOBAL": "/dev/null"])
        settings.refListLimitBytes = 4_000
        let url =
            way == "ssh"
            ? "ann@example.com:\(fixture.path("repository"))" : try HTTPSServer(fixture).url("open/repository")
        #expect(try fixture.fetch(url, settings).commit == commit)
        let packs = "\(try fixture.mirror())/objects/pack"
        let size = try Fixture.run("/bin/sh", ["-c", "cat *.pack | wc -c"], in: packs)
        #expect(try #require(Int(size)) > settings.refListLimitBytes)
        for number in 0..<60 {
            try fixture.write("repository/.git/refs/heads/a-branch-with-a-long-name-\(number)", "\(commit)\n")
        }
        #expect(fixture.problem(url, settings) == .tooLarge(limit: "4000 bytes in its list of refs"))
    }
}
