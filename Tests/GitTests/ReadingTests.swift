import Git
import Manifests
import Sources
import Testing

/// Reading objects: the same bytes whichever thread reads, limits before inflating, and an error for what is damaged
/// or absent.
@Suite struct ReadingTests {
    private func manyFiles() throws -> Fixture {
        let fixture = try Fixture.repository()
        for number in 0..<2_000 {
            let line = "line \(number) of a file whose size is that of a small definition\n"
            try fixture.write("repository/\(number % 20)/\(number)", String(repeating: line, count: 45))
        }
        try fixture.commit("files")
        return fixture
    }

    private func open(_ fixture: Fixture, _ name: String = "repository") throws -> any SourceTree {
        try ProjectSource.open(repository: name, ref: nil, worktree: false, workingDirectory: fixture.folder).tree
    }

    @Test(arguments: [false, true]) func eightThreadsReadWhatOneReads(packed: Bool) throws {
        let fixture = try manyFiles()
        if packed { try fixture.git("repack", "-q", "-a", "-d") }
        let tree = try open(fixture)
        let paths = try tree.entries(under: "", limit: 10_000).map(\.path)
        #expect(paths.count == 2_000)
        var contents: [[UInt8]] = []
        let seconds = try ContinuousClock().measure {
            contents = try paths.map { try tree.read($0, limitBytes: 1 << 20) }
        }
        print("2,000 \(packed ? "packed" : "loose") blobs of 3 KB: \(seconds)")
        let fresh = try open(fixture)
        let threads = (0..<8).map { _ in
            Thread { [contents] in
                for (path, content) in zip(paths, contents) {
                    let read = try? fresh.read(path, limitBytes: 1 << 20)
                    #expect(read == content)
                }
            }
        }
        for thread in threads { thread.join() }
    }

    @Test(arguments: [false, true]) func aBlobOverTheLimitIsRefusedWithItsSize(packed: Bool) throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/large", String(repeating: "x", count: 100_000))
        try fixture.commit("files")
        if packed { try fixture.git("repack", "-q", "-a", "-d") }
        let repository = try GitRepository.open("repository", workingDirectory: fixture.folder)
        let id = try #require(GitObjectID(hex: try fixture.git("rev-parse", "HEAD:large")))
        let code = GitError.Code.blobTooLarge(id: id.hex, bytes: 100_000, limitBytes: 99_999)
        #expect(throws: GitError(code)) { try repository.read(blob: id, limitBytes: 99_999) }
        #expect(try repository.read(blob: id, limitBytes: 100_000).count == 100_000)
    }

    @Test func aMissingAndADamagedObjectAreCorrupt() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a", "some text")
        try fixture.commit("files")
        let id = try fixture.git("rev-parse", "HEAD:a")
        let path = "repository/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
        try Fixture.run("/bin/chmod", ["u+w", fixture.path(path)], in: "/")
        try fixture.write(path, "no zlib stream at all")
        #expect(throws: GitError(.corruptObject(id: id))) { try read(id, fixture) }
        try Fixture.run("/bin/rm", [fixture.path(path)], in: "/")
        #expect(throws: GitError(.corruptObject(id: id))) { try read(id, fixture) }
    }

    private func read(_ id: String, _ fixture: Fixture, _ name: String = "repository") throws -> [UInt8] {
        let repository = try GitRepository.open(name, workingDirectory: fixture.folder)
        return try repository.read(blob: try #require(GitObjectID(hex: id)), limitBytes: 1_000)
    }

    @Test func aPartialCloneSaysThatABlobWasNotFetched() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a", "some text")
        try fixture.commit("files")
        try fixture.git("config", "uploadpack.allowFilter", "true")
        let url = "file://\(fixture.folder)/repository"
        try fixture.git("clone", "-q", "--bare", "--filter=blob:none", url, "partial", in: "")
        let id = try fixture.git("rev-parse", "HEAD:a")
        #expect(throws: GitError(.notFetched(id: id))) { try read(id, fixture, "partial") }
    }

    @Test(arguments: ["..", ".", ".git"]) func aTreeWithAForbiddenNameIsRefused(name: String) throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/file", "x")
        try fixture.git("add", "file")
        let blob = try fixture.git("rev-parse", ":file")
        // git refuses to make such a tree, so its bytes are written by hand.
        let pairs = stride(from: 0, to: blob.utf8.count, by: 2).map { "\\x\(blob.dropFirst($0).prefix(2))" }.joined()
        let script = "printf '100644 \(name)\\0\(pairs)' | git hash-object -t tree --literally -w --stdin"
        let tree = try Fixture.run("/bin/bash", ["-c", script], in: fixture.path("repository"))
        let commit = try fixture.git("commit-tree", "-m", "hostile", tree)
        let repository = try GitRepository.open("repository", workingDirectory: fixture.folder)
        let id = try repository.resolve(commit).id
        #expect(throws: GitError(.corruptTree(id: tree, entry: name))) {
            try repository.entries(of: repository.tree(of: id))
        }
    }

    @Test func modesTellWhatAnEntryIs() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/file", "x")
        try fixture.write("repository/folder/file", "x")
        try fixture.write("repository/program", "x")
        try fixture.link("repository/link", to: "file")
        try fixture.git("add", "-A")
        try fixture.git("update-index", "--chmod=+x", "program")
        try fixture.git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),sub")
        try fixture.git("commit", "-q", "-m", "files")
        let repository = try GitRepository.open("repository", workingDirectory: fixture.folder)
        let entries = try repository.entries(of: repository.tree(of: repository.resolve("HEAD").id))
        #expect(
            entries.map { "\($0.name) \($0.kind)" } == [
                "file blob", "folder tree", "link link", "program executable", "sub submodule",
            ])
    }
}
