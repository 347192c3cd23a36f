import Git
import Glibc
import Manifests
import Sources
import Testing

/// A commit and a working tree with the same files list the same entries and read the same bytes, and neither ever
/// leaves the tree. Every case of the tables runs against both.
@Suite struct SourceTreeTests {
    enum Way: CaseIterable { case commit, worktree }

    private func open(_ fixture: Fixture, _ way: Way) throws -> any SourceTree {
        try ProjectSource.open(
            repository: "repository", ref: nil, worktree: way == .worktree, workingDirectory: fixture.folder
        ).tree
    }

    /// Files, folders, a submodule and links of every sort.
    private func fixture() throws -> Fixture {
        let fixture = try Fixture.repository()
        try fixture.write("outside", "secret")
        try fixture.git("init", "-q", "library", in: "")
        try fixture.write("library/file", "x")
        try fixture.commit("library", in: "library")
        for path in ["a.b", "a/x", "a-b", "a/deep/file", "b/y"] { try fixture.write("repository/\(path)", path) }
        try fixture.git("submodule", "--quiet", "add", "\(fixture.folder)/library", "sub")
        let links = [
            ("a/to-file", "../b/y"), ("a/to-folder", "../b"), ("a/again", "to-file"), ("a/through", "to-folder/y"),
            ("absolute", "/etc/passwd"), ("upwards", "../outside"), ("deep-up", "a/../../outside"),
            ("dangling", "gone"), ("self", "self"),
            ("round-1", "round-2"), ("round-2", "round-1"), ("into-sub", "sub/file"), ("dot", "."),
            ("into-git", ".git/config"), ("under-file", "b/y/z"), ("absolute-inside", fixture.path("repository/b/y")),
        ]
        for (path, target) in links { try fixture.link("repository/\(path)", to: target) }
        try fixture.commit("files")
        return fixture
    }

    @Test(arguments: Way.allCases) func everyEntryIsListedOnceInByteOrder(way: Way) throws {
        let fixture = try fixture()
        let entries = try open(fixture, way).entries(under: "", limit: 1_000)
        #expect(
            entries == [
                SourceTreeEntry(path: ".gitmodules"), SourceTreeEntry(path: "a-b"), SourceTreeEntry(path: "a.b"),
                SourceTreeEntry(path: "a/again"), SourceTreeEntry(path: "a/deep/file"),
                SourceTreeEntry(path: "a/through"), SourceTreeEntry(path: "a/to-file"), SourceTreeEntry(path: "a/x"),
                SourceTreeEntry(path: "absolute", kind: .linkLeavingTree(target: "/etc/passwd")),
                SourceTreeEntry(
                    path: "absolute-inside", kind: .linkLeavingTree(target: fixture.path("repository/b/y"))),
                SourceTreeEntry(path: "b/y"),
                SourceTreeEntry(path: "dangling", kind: .brokenLink(target: "gone")),
                SourceTreeEntry(path: "deep-up", kind: .linkLeavingTree(target: "a/../../outside")),
                SourceTreeEntry(path: "into-git", kind: .brokenLink(target: ".git/config")),
                SourceTreeEntry(path: "into-sub", kind: .brokenLink(target: "sub/file")),
                SourceTreeEntry(path: "round-1", kind: .brokenLink(target: "round-2")),
                SourceTreeEntry(path: "round-2", kind: .brokenLink(target: "round-1")),
                SourceTreeEntry(path: "self", kind: .brokenLink(target: "self")),
                SourceTreeEntry(path: "sub", kind: .submodule),
                SourceTreeEntry(path: "under-file", kind: .brokenLink(target: "b/y/z")),
                SourceTreeEntry(path: "upwards", kind: .linkLeavingTree(target: "../outside")),
            ])
    }

    @Test(arguments: Way.allCases) func aFolderIsListedUnderTheNameThatWasAskedFor(way: Way) throws {
        let tree = try open(fixture(), way)
        #expect(try tree.entries(under: "b", limit: 10).map(\.path) == ["b/y"])
        #expect(try tree.entries(under: "a/to-folder/", limit: 10).map(\.path) == ["a/to-folder/y"])
        #expect(throws: SourceTreeError.notFound(path: "none")) { try tree.entries(under: "none", limit: 10) }
        #expect(throws: SourceTreeError.notFound(path: "b/y")) { try tree.entries(under: "b/y", limit: 10) }
    }

    @Test(arguments: [
        ("b/y", "b/y"), ("a/to-file", "b/y"), ("a/again", "b/y"), ("a/to-folder/y", "b/y"), ("a/through", "b/y"),
        ("a/./deep/../x", "a/x"), ("a//x", "a/x"), ("dot/dot/a/x", "a/x"),
    ])
    func aFileIsReadThroughLinksInsideTheTree(path: String, content: String) throws {
        let fixture = try fixture()
        for way in Way.allCases {
            #expect(try open(fixture, way).read(path, limitBytes: 100) == Array(content.utf8), "\(way)")
        }
    }

    @Test(arguments: [
        ("none", SourceTreeError.notFound(path: "none")), ("b/y/z", .notFound(path: "b/y/z")),
        ("dangling", .notFound(path: "dangling")), (".git/config", .notFound(path: ".git/config")),
        ("into-git", .notFound(path: "into-git")), ("a", .notAFile(path: "a")), ("", .notAFile(path: "")),
        ("sub", .notAFile(path: "sub")), ("sub/file", .notAFile(path: "sub/file")),
        ("../outside", .leavesTree(path: "../outside", target: "../outside")),
        ("a/../../outside", .leavesTree(path: "a/../../outside", target: "a/../../outside")),
        ("/etc/passwd", .leavesTree(path: "/etc/passwd", target: "/etc/passwd")),
        ("absolute", .leavesTree(path: "absolute", target: "/etc/passwd")),
        ("upwards", .leavesTree(path: "upwards", target: "../outside")),
        ("deep-up", .leavesTree(path: "deep-up", target: "a/../../outside")),
        ("b/y", .tooLarge(path: "b/y", bytes: 3, limitBytes: 2)),
        ("a/again", .tooLarge(path: "a/again", bytes: 3, limitBytes: 2)),
    ])
    func whatIsNoFileInsideTheTreeIsRefused(path: String, error: SourceTreeError) throws {
        let fixture = try fixture()
        for way in Way.allCases {
            #expect(throws: error, "\(way)") { try open(fixture, way).read(path, limitBytes: 2) }
        }
    }

    @Test(arguments: Way.allCases) func aCircleOfLinksIsRefusedWithTheLimit(way: Way) throws {
        let error = #expect(throws: SourceTreeError.self) {
            try open(fixture(), way).read("round-1", limitBytes: 100)
        }
        guard case .unreadable("round-1", let reason)? = error else { return #expect(Bool(false)) }
        #expect(reason.contains("more than 40 symbolic links"))
    }

    @Test(arguments: Way.allCases) func moreEntriesThanTheLimitAreRefusedWithTheLimit(way: Way) throws {
        let fixture = try Fixture.repository()
        for name in ["a", "b", "c/d"] { try fixture.write("repository/\(name)", "x") }
        try fixture.commit("files")
        let tree = try open(fixture, way)
        #expect(try tree.entries(under: "", limit: 4).map(\.path) == ["a", "b", "c/d"])
        let error = #expect(throws: SourceTreeError.self) { try tree.entries(under: "", limit: 3) }
        guard case .unreadable("", let reason)? = error else { return #expect(Bool(false)) }
        #expect(reason.contains("more than 3 "))
    }

    @Test func aNameThatIsNotUTF8IsListedAndNeverPassedOverInSilence() throws {
        let fixture = try Fixture.repository()
        let name = fixture.path("repository/caf").utf8.map { CChar(bitPattern: $0) } + [CChar(bitPattern: 0xE9), 0]
        let file = name.withUnsafeBufferPointer { $0.baseAddress.map { creat($0, 0o644) } }
        close(try #require(file))
        try fixture.commit("files")
        let (commit, worktree) = (try open(fixture, .commit), try open(fixture, .worktree))
        for tree in [commit, worktree] {
            #expect(try tree.entries(under: "", limit: 10).map(\.path) == ["caf\u{FFFD}"])
        }
        #expect(try commit.read("caf\u{FFFD}", limitBytes: 10) == [])
        let reason = "its name is not valid UTF-8: rename it"
        #expect(throws: SourceTreeError.unreadable(path: "caf\u{FFFD}", reason: reason)) {
            try worktree.read("caf\u{FFFD}", limitBytes: 10)
        }
    }

    @Test func ignoredFilesAndSpecialFilesAreLeftOutOfAWorkingTree() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/.gitignore", "*.log\nbuild/\n!keep.log\n")
        try fixture.write("repository/tracked.log", "x")
        try fixture.write("repository/build/tracked", "x")
        try fixture.git("add", "-f", "tracked.log", "build/tracked")
        try fixture.commit("files")
        for name in ["new.log", "keep.log", "build/new", "c/build/x", "c/new", "c/.gitignore"] {
            try fixture.write("repository/\(name)", name == "c/.gitignore" ? "inner\n" : "x")
        }
        try fixture.write("repository/c/inner", "x")
        try fixture.git("init", "-q", "nested")
        try #require(mkfifo(fixture.path("repository/pipe"), 0o600) == 0)
        let tree = try open(fixture, .worktree)
        let entries = try tree.entries(under: "", limit: 100)
        #expect(
            entries.map(\.path) == [
                ".gitignore", "build/tracked", "c/.gitignore", "c/new", "keep.log", "nested", "tracked.log",
            ])
        #expect(entries.first { $0.path == "nested" }?.kind == .submodule)
        #expect(throws: SourceTreeError.notAFile(path: "pipe")) { try tree.read("pipe", limitBytes: 10) }
    }

    /// While one thread swaps a folder for a link to a folder outside, no read ever returns what stands outside.
    @Test func aLinkThatAppearsMeanwhileLeadsNowhere() throws {
        let fixture = try Fixture.repository()
        try fixture.write("outside/file", "secret")
        try fixture.write("repository/folder/file", "inside")
        try fixture.commit("files")
        try fixture.link("repository/link", to: "../outside")
        let tree = try open(fixture, .worktree)
        let (folder, link, spare) = (
            fixture.path("repository/folder"), fixture.path("repository/link"), fixture.path("repository/spare")
        )
        let swapper = Thread {
            for _ in 0..<2_000 {
                rename(folder, spare)
                rename(link, folder)
                rename(folder, link)
                rename(spare, folder)
            }
        }
        for _ in 0..<2_000 {
            if let bytes = try? tree.read("folder/file", limitBytes: 100) { #expect(bytes == Array("inside".utf8)) }
        }
        swapper.join()
    }
}
