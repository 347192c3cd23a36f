import Git
import Glibc
import Manifests
import Sources
import Testing

/// The programs that make and verify signatures.
private enum SignatureFixture {
    static let isAvailable = ["git", "ssh-keygen", "gpg", "gpgv"].allSatisfy { (name: String) in
        access("/usr/bin/" + name, X_OK) == 0
    }
}

/// Only what a trusted key has signed is read, whatever the repository says: every other commit or tag stops before
/// the first file, with the commit, who wrote it and what to do. SSH and PGP keys are made by the programs that people
/// use, and signatures by git.
@Suite(.enabled(if: SignatureFixture.isAvailable, "these tests need git, ssh-keygen, gpg and gpgv"))
struct SignatureTests {
    private let fixture: Fixture
    private let keys: String

    init() throws {
        fixture = try Fixture.repository()
        keys = fixture.path("trusted")
        for name in ["ann", "eve"] {
            try Fixture.run(
                "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name], in: fixture.folder)
        }
        try trust("ann@example.com \(try fixture.read("ann.pub"))")
        try fixture.write("repository/file", "one")
    }

    private func trust(_ text: String) throws { try fixture.write("trusted", text) }

    @discardableResult
    private func commit(_ message: String, signedBy key: String? = nil) throws -> String {
        try fixture.git("add", "-A")
        let sign = key.map { [fixture.path($0)] } ?? []
        let options = sign.isEmpty ? ["--no-gpg-sign"] : ["-S\(sign[0])"]
        try Fixture.run(
            "/usr/bin/git",
            [
                "-c", "gpg.format=ssh", "-c", "user.name=Ann", "-c", "user.email=ann@example.com", "commit", "-q",
                "--allow-empty", "-m", message,
            ] + options, in: fixture.path("repository"))
        return try fixture.git("rev-parse", "HEAD")
    }

    private func tag(_ name: String, signedBy key: String) throws {
        try fixture.git("-c", "gpg.format=ssh", "tag", "-u", fixture.path(key), "-m", name, name)
    }

    private func open(
        _ scope: ProjectPolicy.RequiredSignature = .head, ref: String? = nil
    ) throws(SourceError) -> ProjectSource {
        try ProjectSource.open(
            repository: "repository", ref: ref, worktree: false, workingDirectory: fixture.folder,
            signatures: SignatureRequest(trustedKeys: keys, scope: scope))
    }

    private func failure(
        _ scope: ProjectPolicy.RequiredSignature = .head, ref: String? = nil
    ) -> GitSignatureError? {
        do {
            _ = try open(scope, ref: ref)
        } catch {
            if case .signature(let error) = error { return error }
        }
        return nil
    }

    private func name(_ commit: String) -> String { "commit \(commit.prefix(12))" }

    private let author = "Ann <ann@example.com>"

    // MARK: SSH

    @Test func aCommitOfATrustedKeyIsRead() throws {
        let id = try commit("first", signedBy: "ann")
        #expect(try open().commit == id)
    }

    @Test func anUnsignedCommitIsNot() throws {
        let id = try commit("first")
        #expect(failure() == .unsigned(object: name(id), author: author, keys: keys))
        #expect(failure()?.description.contains(keys) == true)
    }

    @Test func aStrangersCommitIsNotAndTheKeyIsNamed() throws {
        let id = try commit("first", signedBy: "eve")
        guard case .unknownKey(name(id), author, let key, keys)? = failure() else {
            return #expect(failure() == nil, "another error")
        }
        let fingerprint = try Fixture.run("/usr/bin/ssh-keygen", ["-lf", "eve.pub"], in: fixture.folder)
        #expect(key.contains(fingerprint.split(separator: " ")[1]))
    }

    @Test func aCommitThatWasChangedAfterItWasSignedIsNot() throws {
        let id = try commit("first", signedBy: "ann")
        let text = try fixture.git("cat-file", "commit", id).replacing("first", with: "other")
        try fixture.write("object", text + "\n")
        let forged = try fixture.git("hash-object", "-t", "commit", "-w", fixture.path("object"))
        try fixture.git("reset", "-q", "--hard", forged)
        guard case .badSignature(name(forged), author, _)? = failure() else {
            return #expect(failure() == nil, "another error")
        }
    }

    @Test(arguments: [
        ("ann@example.com namespaces=\"git\" KEY", true), ("ann@example.com namespaces=\"file\" KEY", false),
        ("*@example.com KEY", true), ("ann@example.com,bob@example.com KEY", true),
        ("ann@example.com valid-before=\"20200101\" KEY", false),
        ("ann@example.com valid-after=\"20200101\",valid-before=\"20300101\" KEY", true),
        ("# a comment\n\n  bob@example.com KEY\n", true),
    ])
    func theOptionsOfAllowedSignersCount(line: String, isTrusted: Bool) throws {
        try commit("first", signedBy: "ann")
        try trust(line.replacing("KEY", with: try fixture.read("ann.pub")))
        #expect((failure() == nil) == isTrusted)
    }

    @Test func anotherCommitHasToBeSignedToo() throws {
        let unsigned = try commit("first")
        let signed = try commit("second", signedBy: "ann")
        try commit("third", signedBy: "ann")
        let source = try open()
        _ = try source.tree(at: signed)
        #expect(
            throws: SourceError.signature(.unsigned(object: name(unsigned), author: author, keys: keys))
        ) { try source.tree(at: unsigned) }
    }

    // MARK: All and tag

    @Test func theWholeHistoryIsVerified() throws {
        for index in 0..<6 { try commit("\(index)", signedBy: "ann") }
        _ = try open(.all)
        let unsigned = try commit("unsigned")
        try commit("last", signedBy: "ann")
        _ = try open(.head)
        #expect(failure(.all) == .unsigned(object: name(unsigned), author: author, keys: keys))
    }

    @Test func mergedBranchesAreHistory() throws {
        try commit("first", signedBy: "ann")
        try fixture.git("checkout", "-q", "-b", "topic")
        let unsigned = try commit("topic")
        try fixture.git("checkout", "-q", "main")
        try commit("second", signedBy: "ann")
        try fixture.git(
            "-c", "gpg.format=ssh", "merge", "-q", "-S\(fixture.path("ann"))", "-m", "merge", "topic")
        _ = try open(.head)
        #expect(failure(.all) == .unsigned(object: name(unsigned), author: author, keys: keys))
    }

    @Test func aSignedTagOpensAnUnsignedCommitAndItsHistory() throws {
        let first = try commit("first")
        let second = try commit("second")
        try tag("v1", signedBy: "ann")
        let third = try commit("third")
        for ref in ["v1", "refs/tags/v1"] { #expect(try open(.tag, ref: ref).commit == second) }
        let source = try open(.tag, ref: "v1")
        _ = try source.tree(at: first)
        #expect(throws: SourceError.signature(.outsideTag(commit: String(third.prefix(12)), ref: "v1"))) {
            try source.tree(at: third)
        }
    }

    @Test func whatIsNoSignedTagIsRefused() throws {
        try commit("first", signedBy: "ann")
        try fixture.git("tag", "light")
        try fixture.git("tag", "-a", "-m", "plain", "plain")
        try tag("foreign", signedBy: "eve")
        #expect(failure(.tag, ref: "light") == .notATag(ref: "light"))
        #expect(failure(.tag, ref: "main") == .notATag(ref: "main"))
        #expect(failure(.tag) == .notATag(ref: "HEAD"))
        #expect(failure(.tag, ref: "plain") == .unsigned(object: "tag 'plain'", author: author, keys: keys))
        guard case .unknownKey("tag 'foreign'", _, _, _)? = failure(.tag, ref: "foreign") else {
            return #expect(failure() == nil, "another error")
        }
    }

    @Test func aTagCannotPassForAnother() throws {
        try commit("first")
        try tag("v1", signedBy: "ann")
        try commit("second")
        try fixture.git("update-ref", "refs/tags/v2", "refs/tags/v1")
        #expect(failure(.tag, ref: "v2") == .renamedTag(ref: "v2", name: "v1"))
    }

    @Test func theProjectsPolicyIsVerifiedBesides() throws {
        try commit("first")
        try commit("second", signedBy: "ann")
        let source = try open()
        try source.require(.head)
        #expect(throws: SourceError.signature(.notATag(ref: "HEAD"))) { try source.require(.tag) }
        #expect(throws: SourceError.self) { try source.require(.all) }
        let unchecked = try ProjectSource.open(
            repository: "repository", ref: nil, worktree: false, workingDirectory: fixture.folder)
        #expect(throws: SourceError.noTrustedKeys(scope: .head)) { try unchecked.require(.head) }
        let worktree = try ProjectSource.open(
            repository: "repository", ref: nil, worktree: true, workingDirectory: fixture.folder)
        #expect(throws: SourceError.signatureOfWorktree) { try worktree.require(.head) }
    }

    // MARK: The file of keys

    @Test(arguments: ["repository/trusted", "repository/.git/trusted", "repository/deep/trusted"])
    func keysInsideTheRepositoryAreRefused(path: String) throws {
        try fixture.write(path, "ann@example.com \(try fixture.read("ann.pub"))")
        try commit("first", signedBy: "ann")
        for path in [path, fixture.path(path), "repository/../\(path)"] {
            #expect(throws: SourceError.trustedKeysInRepository(path: path)) {
                try ProjectSource.open(
                    repository: "repository", ref: nil, worktree: false, workingDirectory: fixture.folder,
                    signatures: SignatureRequest(trustedKeys: path))
            }
        }
        try fixture.link("outside", to: fixture.path(path))
        #expect(throws: SourceError.trustedKeysInRepository(path: "outside")) {
            try ProjectSource.open(
                repository: "repository", ref: nil, worktree: false, workingDirectory: fixture.folder,
                signatures: SignatureRequest(trustedKeys: "outside"))
        }
    }

    @Test(arguments: [
        ("", 0), ("# nothing\n", 0), ("ann@example.com\n", 1), ("\nssh-ed25519 AAAA ann\n", 2),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n", 1),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n!!!\n-----END PGP PUBLIC KEY BLOCK-----\n", 1),
    ])
    func aFileWithoutKeysIsRefusedAtItsLine(text: String, line: Int) throws {
        try commit("first", signedBy: "ann")
        try trust(text)
        switch failure() {
        case .noKeys(keys): #expect(line == 0)
        case .malformedKeys(keys, line, _): break
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test func aMissingFileOfKeysIsNamed() throws {
        try commit("first", signedBy: "ann")
        unlink(keys)
        #expect(failure() == .unreadableKeys(path: keys, reason: "No such file or directory"))
    }

    // MARK: PGP

    /// A new PGP key for `name`; returns its armored public part.
    private func makePGPKey(_ name: String) throws -> String {
        mkdir(fixture.path("gnupg"), 0o700)
        let home = ["--homedir", fixture.path("gnupg"), "--batch", "--quiet"]
        try Fixture.run(
            "/usr/bin/gpg",
            home + [
                "--passphrase", "", "--pinentry-mode", "loopback", "--quick-generate-key",
                "\(name) <\(name)@example.com>",
                "ed25519", "sign",
            ], in: "/")
        return try Fixture.run("/usr/bin/gpg", home + ["--armor", "--export", name], in: "/")
    }

    private func commitWithPGP(_ message: String, by name: String) throws -> String {
        try Fixture.run(
            "/usr/bin/env",
            [
                "GNUPGHOME=\(fixture.path("gnupg"))", "git", "-c", "user.name=Ann", "-c", "user.email=ann@example.com",
                "commit", "-q", "--allow-empty", "-m", message, "-S\(name)@example.com",
            ], in: fixture.path("repository"))
        return try fixture.git("rev-parse", "HEAD")
    }

    private func stopAgent() {
        _ = try? Fixture.run(
            "/usr/bin/gpgconf", ["--homedir", fixture.path("gnupg"), "--kill", "all"], in: "/")
    }

    @Test func PGPKeysAndSSHKeysShareOneFile() throws {
        defer { stopAgent() }
        let bob = try makePGPKey("bob")
        _ = try makePGPKey("mallory")
        try trust("# Both kinds\n\(bob)\nann@example.com \(try fixture.read("ann.pub"))")
        try commit("first", signedBy: "ann")
        let second = try commitWithPGP("second", by: "bob")
        #expect(try open(.all).commit == second)
        let third = try commitWithPGP("third", by: "mallory")
        guard case .unknownKey(name(third), author, let key, keys)? = failure() else {
            return #expect(failure() == nil, "another error")
        }
        #expect(key.hasPrefix("PGP key "))
        let text = try fixture.git("cat-file", "commit", second).replacing("second", with: "forged")
        try fixture.write("object", text + "\n")
        let forged = try fixture.git("hash-object", "-t", "commit", "-w", fixture.path("object"))
        try fixture.git("reset", "-q", "--hard", forged)
        guard case .badSignature(name(forged), author, _)? = failure() else {
            return #expect(failure() == nil, "another error")
        }
    }

    @Test func nothingIsLeftInTheTemporaryFolder() throws {
        try commit("first", signedBy: "ann")
        mkdir(fixture.path("tmp"), 0o700)
        var settings = GitFetchSettings()
        settings.environment["TMPDIR"] = fixture.path("tmp")
        let source = try ProjectSource.open(
            repository: "repository", ref: nil, worktree: false, workingDirectory: fixture.folder, fetch: settings,
            signatures: SignatureRequest(trustedKeys: keys))
        try source.require(.all)
        let left = try Fixture.run("/bin/ls", [fixture.path("tmp")], in: "/")
        withExtendedLifetime(source) { #expect(left.isEmpty) }
    }
}
