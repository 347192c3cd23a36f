import Git
import Testing

/// For every path the walk finds the commit that `git log --first-parent -1` names, and where history or the limit
/// ends it names the oldest commit reached.
@Suite struct HistoryTests {
    private func lastCommits(
        _ paths: Set<String>, _ fixture: Fixture, _ name: String = "repository", limit: Int = 10_000
    ) throws -> [String: String] {
        let repository = try GitRepository.open(name, workingDirectory: fixture.folder)
        let head = try repository.resolve("HEAD").id
        return try repository.lastChanges(of: paths, from: head, limit: limit).mapValues(\.commit.hex)
    }

    /// Sixty commits that write and delete files and folders, some on side branches that are merged. The choices come
    /// from a fixed sequence.
    private func busyHistory() throws -> (fixture: Fixture, paths: Set<String>) {
        let fixture = try Fixture.repository()
        let paths = ["a", "b/c", "b/d", "b/e/f", "b/e/g", "h", "b.x", "b-x", "i/j/k/l"]
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for path in paths { try fixture.write("repository/\(path)", "0") }
        try fixture.commit("root")
        for number in 1...60 {
            let side = next(5) == 0
            if side { try fixture.git("checkout", "-q", "-b", "side-\(number)") }
            let path = paths[next(paths.count)]
            if next(4) == 0 {
                try fixture.git("rm", "-r", "-q", "--ignore-unmatch", path)
            } else {
                try fixture.write("repository/\(path)", "\(number)")
            }
            try fixture.commit("\(number)")
            guard side else { continue }
            try fixture.git("checkout", "-q", "main")
            try fixture.git("merge", "-q", "--no-ff", "-m", "merge \(number)", "side-\(number)")
        }
        return (fixture, Set(paths + ["b", "b/e", "i"]))
    }

    @Test func everyPathGetsTheCommitThatGitLogNames() throws {
        let (fixture, paths) = try busyHistory()
        let found = try lastCommits(paths, fixture)
        #expect(Set(found.keys) == paths)
        for path in paths {
            let expected = try fixture.git("log", "--first-parent", "-1", "--format=%H", "--", path)
            #expect(found[path] == expected, "\(path)")
        }
    }

    @Test func aFileThatBecomesAFolderChangesBothItsNames() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a", "1")
        let first = try fixture.commit("first")
        try fixture.git("rm", "-q", "a")
        try fixture.write("repository/a/b", "1")
        let second = try fixture.commit("second")
        try fixture.write("repository/other", "1")
        try fixture.commit("third")
        #expect(try lastCommits(["a", "a/b"], fixture) == ["a": second, "a/b": second])
        #expect(try lastCommits(["never"], fixture) == ["never": first])
    }

    @Test func aChangeOfModeIsAChange() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a", "1")
        try fixture.commit("first")
        try fixture.git("update-index", "--chmod=+x", "a")
        try fixture.git("commit", "-q", "-m", "second")
        #expect(try lastCommits(["a"], fixture) == ["a": try fixture.git("rev-parse", "HEAD")])
    }

    @Test func theLimitNamesTheOldestCommitReached() throws {
        let fixture = try Fixture.repository()
        try fixture.write("repository/a", "1")
        try fixture.commit("0")
        for number in 1...4 { try fixture.commit("\(number)") }
        for (limit, ref) in [(1, "HEAD"), (3, "HEAD~2"), (5, "HEAD~4"), (100, "HEAD~4")] {
            #expect(try lastCommits(["a"], fixture, limit: limit) == ["a": try fixture.git("rev-parse", ref)])
        }
    }

    @Test func theBoundaryOfAShallowCloneCountsAsTheRoot() throws {
        let fixture = try Fixture.repository()
        for (number, path) in ["a", "b", "c"].enumerated() {
            try fixture.write("repository/\(path)", "1")
            try fixture.commit("\(number)")
        }
        try fixture.git("clone", "-q", "--depth", "2", "file://\(fixture.folder)/repository", "shallow", in: "")
        let found = try lastCommits(["a", "b", "c"], fixture, "shallow")
        let (head, boundary) = (try fixture.git("rev-parse", "HEAD"), try fixture.git("rev-parse", "HEAD~1"))
        #expect(found == ["a": boundary, "b": boundary, "c": head])
    }
}
