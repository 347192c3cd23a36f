import Git
import Glibc
import Manifests
import Processes
import Sources
import Testing

/// A repository behind SSH is read with the user's own `ssh`, keys and known_hosts, and every refusal is named with
/// what to do. The server is an `sshd` that accepts no SHA-1 signatures.
@Suite(.enabled(if: SSHServer.isAvailable, "these tests need sshd, ssh, ssh-keygen and git"))
struct SSHFetchTests {
    private func served() throws -> (Fixture, SSHServer, String) {
        let fixture = try Fixture.repository()
        try fixture.write("repository/file", "one")
        let commit = try fixture.commit("first")
        return (fixture, try SSHServer(fixture), commit)
    }

    @Test func aRepositoryIsReadWithAKeyFileAndKeptUpToDate() throws {
        let (fixture, server, commit) = try served()
        let url = server.url("repository")
        let source = try fixture.fetch(url, server.settings)
        #expect(source.commit == commit)
        #expect(try source.tree.read("file", limitBytes: 10) == Array("one".utf8))
        #expect(source.url == url)
        try fixture.write("repository/file", "two")
        let second = try fixture.commit("second")
        #expect(try fixture.fetch(url, server.settings).commit == second)
        #expect(try fixture.fetch(url, ref: "main~1", server.settings).commit == commit)
    }

    @Test func theAgentsKeysAreOffered() throws {
        let (fixture, server, commit) = try served()
        let agent = try PipedProcess(
            ["ssh-agent", "-D", "-a", fixture.path("agent")], environment: fixture.environment(),
            stallTimeout: .seconds(20), errorLimitBytes: 1_000)
        defer { withExtendedLifetime(agent) {} }
        for _ in 0..<400 where access(fixture.path("agent"), F_OK) != 0 { usleep(25_000) }
        try Fixture.run(
            "/usr/bin/env", ["SSH_AUTH_SOCK=\(fixture.path("agent"))", "ssh-add", "-q", fixture.path("user")], in: "/")
        try server.configure(key: nil, agent: fixture.path("agent"))
        #expect(try fixture.fetch(server.url("repository"), server.settings).commit == commit)
    }

    @Test func everyRefusalIsNamed() throws {
        let (fixture, server, _) = try served()
        let url = server.url("repository")
        let (host, port) = ("127.0.0.1", server.port)
        #expect(fixture.problem(server.url("nowhere"), server.settings) == .notFound)
        try server.configure(key: "stranger")
        #expect(fixture.problem(url, server.settings) == .publicKeyRefused)
        try server.configure(key: nil)
        #expect(fixture.problem(url, server.settings) == .publicKeyRefused)
        try server.configure(key: "user")
        try server.know(host: nil)
        #expect(fixture.problem(url, server.settings) == .hostKeyUnknown(host: host, port: port))
        try server.know(host: "stranger")
        #expect(fixture.problem(url, server.settings) == .hostKeyChanged(host: host, port: port))
        #expect(fixture.problem("ssh://127.0.0.1:1/repository", server.settings) == .connectionFailed)
        #expect(fixture.problem("ssh://host.invalid/repository", server.settings) == .unknownHost)
        let error = #expect(throws: SourceError.self) { try fixture.fetch(url, server.settings) }
        #expect(error?.advice.contains("ssh-keygen -R '[127.0.0.1]:\(port)'") == true)
    }

    @Test func anUnknownHostComesWithTheCommandThatAddsIt() throws {
        let (fixture, server, commit) = try served()
        try server.know(host: nil)
        let error = #expect(throws: SourceError.self) { try fixture.fetch(server.url("repository"), server.settings) }
        let command = "ssh-keyscan -p \(server.port) -H 127.0.0.1 >> ~/.ssh/known_hosts"
        #expect(error?.advice.contains(command) == true)
        #expect(error?.advice.contains("fingerprint") == true)
        let file = fixture.path("known_hosts")
        try Fixture.run(
            "/bin/sh", ["-c", command.replacing("~/.ssh/known_hosts", with: file) + " 2>/dev/null"], in: "/")
        #expect(try fixture.fetch(server.url("repository"), server.settings).commit == commit)
    }

    /// A stand-in for `ssh` that writes down what it is told and runs the command here, as `sshd` would.
    private func recorder(_ fixture: Fixture) throws -> String {
        try fixture.write(
            "recorder",
            """
            #!/bin/sh
            for word; do echo "$word" >> '\(fixture.path("words"))'; done
            for word; do :; done
            exec sh -c "$word"

            """)
        chmod(fixture.path("recorder"), 0o755)
        return fixture.path("recorder")
    }

    @Test(arguments: ["plain", "with space", "quo'te", "bang!", "dollar$(touch x)", "back\\slash"])
    func thePathReachesTheServerAsItIs(name: String) throws {
        let fixture = try Fixture.repository(name)
        try fixture.write("\(name)/file", "x")
        let commit = try fixture.commit("first", in: name)
        let settings = fixture.settings(["GIT_SSH": try recorder(fixture)])
        #expect(try fixture.fetch("ann@example.com:\(fixture.path(name))", settings).commit == commit)
    }

    @Test func theUsersProgramAndVariantAreHonored() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/file", "x")
        try fixture.commit("first")
        let program = try recorder(fixture)
        let path = fixture.path("repository")
        _ = try fixture.fetch("ssh://ann@example.com:2222\(path)", fixture.settings(["GIT_SSH": program]))
        let words = try fixture.read("words").split(separator: "\n").map(String.init)
        #expect(words.suffix(4) == ["-p", "2222", "ann@example.com", "git-upload-pack '\(path)'"])
        #expect(words.contains("StrictHostKeyChecking=yes") && words.contains("BatchMode=yes"))
        try fixture.write("words", "")
        let simple = fixture.settings(["GIT_SSH_COMMAND": "'\(program)' -v", "GIT_SSH_VARIANT": "simple"])
        _ = try fixture.fetch("example.com:\(path)", simple)
        #expect(try fixture.read("words") == "-v\nexample.com\ngit-upload-pack '\(path)'\n")
    }

    @Test func aMissingProgramIsNamed() throws {
        let fixture = try Fixture()
        let settings = fixture.settings(["GIT_SSH": "no-such-ssh"])
        #expect(fixture.problem("example.com:a", settings) == .programMissing("no-such-ssh"))
    }

    @Test func aSilentServerIsGivenUp() throws {
        let fixture = try Fixture()
        var settings = fixture.settings(["GIT_SSH_COMMAND": "sleep 30 #"])
        settings.stallTimeout = .milliseconds(200)
        #expect(fixture.problem("example.com:a", settings) == .timedOut)
    }

    @Test(arguments: [
        "", "0", "zzzz", "0001", "0003", "0004", "0005x", "ffffx", "0008HEAD", "000aERR x",
        "003f1111111111111111111111111111111111111111 refs/heads/main\\000 x", "HTTP/1.1 200 OK\\r\\n\\r\\n",
    ])
    func nonsenseFromAServerIsAnError(bytes: String) throws {
        let fixture = try Fixture()
        let settings = fixture.settings(["GIT_SSH_COMMAND": "printf '\(bytes)' #"])
        #expect(fixture.problem("example.com:a", settings) == .protocolError)
    }

    @Test func whatAServerWritesCannotMoveTheCursor() throws {
        let fixture = try Fixture()
        let settings = fixture.settings(["GIT_SSH_COMMAND": "printf 'bad \\033[2Jthing\\a\\n' >&2; false #"])
        let error = #expect(throws: SourceError.self) { try fixture.fetch("example.com:a", settings) }
        #expect(error?.cause == "bad [2Jthing")
    }
}
