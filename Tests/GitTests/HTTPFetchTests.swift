import Git
import Glibc
import Manifests
import Sources
import Testing

/// A repository behind HTTPS is read as if it were here; whatever is wrong with server, URL or credentials is named;
/// and no credential goes anywhere but to the server that the user named. The server is `git http-backend` behind
/// TLS 1.3.
@Suite(.enabled(if: HTTPSServer.isAvailable, "these tests need python3, git and openssl"))
struct HTTPFetchTests {
    private func served() throws -> (Fixture, HTTPSServer, String) {
        let fixture = try Fixture.repository()
        try fixture.write("repository/file", "one")
        let commit = try fixture.commit("first")
        return (fixture, try HTTPSServer(fixture), commit)
    }

    private func text(_ source: ProjectSource, _ path: String = "file") throws -> String {
        String(decoding: try source.tree.read(path, limitBytes: 100), as: UTF8.self)
    }

    @Test func theDefaultBranchIsReadThroughTLS13() throws {
        let (fixture, server, commit) = try served()
        let source = try fixture.fetch(server.url("open/repository"))
        #expect(source.commit == commit)
        #expect(try text(source) == "one")
        #expect(source.root == nil)
        #expect(source.url == server.url("open/repository"))
        #expect(try source.lastChanges(of: ["file"]).mapValues(\.commit) == ["file": commit])
    }

    @Test(arguments: ["open/repository/.git", "open/repository/", "moved/open/repository", "elsewhere/open/repository"])
    func otherWaysToTheRepositoryAreFollowed(path: String) throws {
        let (fixture, server, commit) = try served()
        #expect(try fixture.fetch(server.url(path)).commit == commit)
    }

    @Test(arguments: [
        ("open/nothing", RemoteProblem.notFound), ("status/404/x", .notFound), ("status/403/x", .forbidden),
        ("status/500/x", .serverError(status: 500)), ("status/503/x", .serverError(status: 503)),
        ("dumb/repository", .notGit), ("trap/repository", .notGit), ("down/open/repository", .notGit),
        ("truncated/repository", .protocolError), ("short/repository", .protocolError),
        ("auth/repository", .authenticationFailed(tried: [])),
    ])
    func whatTheServerRefusesIsNamed(path: String, problem: RemoteProblem) throws {
        let (fixture, server, _) = try served()
        #expect(fixture.problem(server.url(path)) == problem)
        // What could not be fetched leaves nothing behind that counts.
        #expect(try Fixture.run("/bin/ls", [fixture.path("cache/statecraft/git")], in: "/").hasSuffix(".lock"))
    }

    @Test func endlessRedirectionsEnd() throws {
        let (fixture, server, _) = try served()
        #expect(fixture.problem(server.url("moved/moved/moved/moved/moved/moved/moved/open/repository")) == .notGit)
    }

    @Test func aStalledServerIsGivenUp() throws {
        let (fixture, server, _) = try served()
        var settings = fixture.settings()
        settings.stallTimeout = .milliseconds(1_200)
        #expect(fixture.problem(server.url("slow/repository"), settings) == .timedOut)
    }

    @Test func unreachableServersAreNamed() throws {
        let (fixture, server, _) = try served()
        #expect(fixture.problem("https://localhost:1/x") == .connectionFailed)
        #expect(fixture.problem("https://host.invalid/x") == .unknownHost)
        let stranger = fixture.settings(["GIT_SSL_CAINFO": ""])
        #expect(fixture.problem(server.url("open/repository"), stranger) == .tls)
        let proxied = fixture.settings(["https_proxy": "http://127.0.0.1:1"])
        #expect(fixture.problem("https://example.com/x", proxied) == .proxy)
    }

    @Test func theLimitsAreSaid() throws {
        let (fixture, server, _) = try served()
        try fixture.git("branch", "other")
        var settings = fixture.settings()
        settings.refLimit = 1
        #expect(fixture.problem(server.url("open/repository"), settings) == .tooLarge(limit: "1 refs"))
        settings = fixture.settings()
        settings.transferLimitBytes = 500
        #expect(
            fixture.problem(server.url("open/repository"), settings) == .tooLarge(limit: "500 bytes to fetch"))
        settings = fixture.settings()
        settings.refListLimitBytes = 300
        #expect(
            fixture.problem(server.url("open/repository"), settings)
                == .tooLarge(limit: "300 bytes in its list of refs"))
    }

    @Test func anEmptyRepositoryIsCalledEmpty() throws {
        let fixture = try Fixture.repository()
        let server = try HTTPSServer(fixture)
        let url = server.url("open/repository")
        #expect(throws: SourceError.git(GitError(.emptyRepository(path: url)))) { try fixture.fetch(url) }
    }

    @Test func aSHA256RepositoryIsCalledSo() throws {
        let fixture = try Fixture()
        try fixture.git("init", "-q", "--object-format=sha256", "repository", in: "")
        try fixture.commit("first")
        let url = try HTTPSServer(fixture).url("open/repository")
        #expect(throws: SourceError.git(GitError(.sha256Repository(path: url)))) { try fixture.fetch(url) }
    }

    @Test func anUnknownRefComesWithTheNearestName() throws {
        let (fixture, server, _) = try served()
        #expect(throws: SourceError.git(GitError(.unknownRef(ref: "mian", similar: ["main"])))) {
            try fixture.fetch(server.url("open/repository"), ref: "mian")
        }
        #expect(throws: SourceError.git(GitError(.unknownRef(ref: "deadbeef", similar: [])))) {
            try fixture.fetch(server.url("open/repository"), ref: "deadbeef")
        }
    }

    // MARK: Credentials

    private func credentialHelper(_ fixture: Fixture, password: String) throws {
        try fixture.write(
            "helper",
            "#!/bin/sh\necho \"$1\" >> '\(fixture.path("verdicts"))'\n"
                + "test \"$1\" = get && echo username=ann && echo password=\(password)\ntrue\n")
        chmod(fixture.path("helper"), 0o755)
        try fixture.write("home/.gitconfig", "[credential]\n\thelper = \(fixture.path("helper"))\n")
    }

    private func askpass(_ fixture: Fixture, password: String) throws -> [String: String] {
        try fixture.write(
            "askpass",
            "#!/bin/sh\necho \"$1\" >> '\(fixture.path("questions"))'\n"
                + "case $1 in User*) echo ann;; *) echo \(password);; esac\n")
        chmod(fixture.path("askpass"), 0o755)
        return ["GIT_ASKPASS": fixture.path("askpass")]
    }

    @Test(arguments: ["url", "token", "helper", "askpass"])
    func everySourceOfCredentialsOpensTheDoor(source: String) throws {
        let (fixture, server, commit) = try served()
        var more: [String: String] = [:]
        switch source {
        case "token": more = ["STATECRAFT_GIT_TOKEN": "s3cret", "STATECRAFT_GIT_USERNAME": "ann"]
        case "helper": try credentialHelper(fixture, password: "s3cret")
        case "askpass": more = try askpass(fixture, password: "s3cret")
        default: break
        }
        let url = server.url("auth/repository", login: source == "url" ? "ann:s3cret@" : "")
        let opened = try fixture.fetch(url, fixture.settings(more))
        #expect(opened.commit == commit)
        #expect(opened.url == server.url("auth/repository"))
        // Asked first, answered then, and the answer kept for what follows.
        #expect(
            try server.requests() == [
                "GET /auth/repository/info/refs", "GET /auth/repository/info/refs ann:s3cret",
                "POST /auth/repository/git-upload-pack ann:s3cret",
            ])
        if source == "helper" { #expect(try fixture.read("verdicts") == "get\nstore\n") }
        if source == "askpass" {
            #expect(
                try fixture.read("questions")
                    == "Username for 'https://localhost:\(server.port)': \n"
                    + "Password for 'https://ann@localhost:\(server.port)': \n")
        }
        // The mirror, and everything else in the cache, knows nothing of it.
        #expect(throws: Fixture.CommandFailed.self) {
            try Fixture.run("/bin/grep", ["-rE", "s3cret|ann", fixture.path("cache")], in: "/")
        }
    }

    @Test func refusedCredentialsSayWhereTheyCameFrom() throws {
        let (fixture, server, _) = try served()
        try credentialHelper(fixture, password: "wrong2")
        let more = try askpass(fixture, password: "wrong3").merging(["STATECRAFT_GIT_TOKEN": "wrong1"]) { $1 }
        let error = #expect(throws: SourceError.self) {
            try fixture.fetch(server.url("auth/repository", login: "ann:wrong0@"), fixture.settings(more))
        }
        let origins = ["the URL", "STATECRAFT_GIT_TOKEN", "git's credential helpers", "GIT_ASKPASS"]
        let url = server.url("auth/repository")
        #expect(error == .git(GitError(.remote(url: url, .authenticationFailed(tried: origins)))))
        #expect(error?.description.contains("wrong") == false)
        #expect(try fixture.read("verdicts") == "get\nerase\n")
        #expect(
            try server.requests().map { $0.split(separator: " ").dropFirst(2).joined() } == [
                "", "ann:wrong0", "ann:wrong1", "ann:wrong2", "ann:wrong3",
            ])
    }

    @Test func anotherHostGetsNoCredentials() throws {
        let (fixture, server, _) = try served()
        let url = server.url("elsewhere/auth/repository", login: "ann:s3cret@")
        #expect(fixture.problem(url) == .authenticationFailed(tried: []))
        #expect(try server.requests().allSatisfy { !$0.contains("s3cret") })
    }

    @Test func aPasswordNeedsTLSExceptOnThisMachine() throws {
        let (fixture, _, commit) = try served()
        let server = try HTTPSServer(fixture, tls: false)
        let token = fixture.settings(["STATECRAFT_GIT_TOKEN": "s3cret", "STATECRAFT_GIT_USERNAME": "ann"])
        #expect(
            try fixture.fetch("http://127.0.0.1:\(server.port)/auth/\(fixture.name)/repository", token).commit == commit
        )
        // A proxy stands in for a host on the network.
        var proxied = token
        proxied.environment["http_proxy"] = "http://127.0.0.1:\(server.port)"
        try server.forgetRequests()
        #expect(fixture.problem("http://host.invalid/auth/\(fixture.name)/repository", proxied) == .passwordWithoutTLS)
        // On the way to this machine, too, the proxy would read it.
        #expect(
            fixture.problem("http://127.0.0.1:\(server.port)/auth/\(fixture.name)/repository", proxied)
                == .passwordWithoutTLS)
        #expect(try server.requests().allSatisfy { !$0.contains("s3cret") })
    }
}
