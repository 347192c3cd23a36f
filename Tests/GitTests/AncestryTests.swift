import Git
import Sources
import Testing

/// How two commits stand to each other is what `git merge-base --is-ancestor` says; a shallow clone answers what lies
/// within its boundary and says of everything else that it cannot tell.
@Suite struct AncestryTests {
    private func ancestry(_ fixture: Fixture, _ name: String = "repository", at ref: String = "HEAD") throws
        -> GitAncestry
    {
        let repository = try GitRepository.open(name, workingDirectory: fixture.folder)
        return GitAncestry(of: try repository.resolve(ref).id, in: repository)
    }

    private func id(_ hex: String) throws -> GitObjectID { try #require(GitObjectID(hex: hex)) }

    /// A line of three commits on `main`, and one on `side` that forks off after the first.
    private func forked() throws -> (fixture: Fixture, main: [String], side: String) {
        let fixture = try Fixture.repository()
        let first = try fixture.commit("first")
        try fixture.git("checkout", "-q", "-b", "side")
        let side = try fixture.commit("side")
        try fixture.git("checkout", "-q", "main")
        return (fixture, [first, try fixture.commit("second"), try fixture.commit("third")], side)
    }

    @Test func everyPairOfABusyHistoryIsAsGitSays() throws {
        let fixture = try Fixture.repository()
        var commits = [try fixture.commit("root")]
        for number in 1...8 {
            if number % 3 == 0 {
                try fixture.git("checkout", "-q", "-b", "side-\(number)", "HEAD~1")
                commits.append(try fixture.commit("side \(number)"))
                try fixture.git("checkout", "-q", "main")
            }
            commits.append(try fixture.commit("\(number)"))
            if number == 7 { try fixture.git("merge", "-q", "--no-ff", "-m", "merge", "side-3") }
        }
        for base in commits {
            let ancestry = try ancestry(fixture, at: base)
            let within = Set(try fixture.git("rev-list", base).split(separator: "\n").map(String.init))
            for other in commits {
                let expected: GitAncestry.Relation
                if within.contains(other) {
                    expected = .included
                } else if try fixture.git("rev-list", other).contains(base) {
                    let more = try fixture.git("rev-list", "--count", "\(base)..\(other)")
                    expected = .ahead(commits: try #require(Int(more)))
                } else {
                    expected = .apart
                }
                #expect(try ancestry.relation(of: id(other)) == expected, "\(other) to \(base)")
            }
        }
    }

    @Test func whatIsNoCommitHereIsAbsent() throws {
        let (fixture, main, _) = try forked()
        let ancestry = try ancestry(fixture)
        #expect(try ancestry.relation(of: id(String(repeating: "7", count: 40))) == .absent)
        let tree = try fixture.git("rev-parse", "\(main[0])^{tree}")
        #expect(try ancestry.relation(of: id(tree)) == .absent)
    }

    @Test func aShallowCloneTellsWhatLiesWithinItsBoundary() throws {
        let (fixture, main, side) = try forked()
        let url = "file://\(fixture.folder)/repository"
        try fixture.git("clone", "-q", "--depth", "2", "--branch", "main", url, "shallow", in: "")
        let here = try ancestry(fixture, "shallow")
        #expect(try here.relation(of: id(main[2])) == .included)
        #expect(try here.relation(of: id(main[1])) == .included)
        #expect(try here.relation(of: id(main[0])) == .absent)
        let older = try ancestry(fixture, "shallow", at: "HEAD~1")
        #expect(try older.relation(of: id(main[2])) == .ahead(commits: 1))
        // Both commits are here, and what connects them is not: they look unrelated and are not.
        try fixture.git("fetch", "-q", "--depth", "1", "origin", side, in: "shallow")
        #expect(try here.relation(of: id(side)) == .cutOff)
        try fixture.git("fetch", "-q", "--unshallow", in: "shallow")
        #expect(try ancestry(fixture, "shallow").relation(of: id(side)) == .apart)
    }

    @Test func aCommitThatAnotherRunFetchesMeanwhileIsFound() throws {
        let (fixture, _, _) = try forked()
        try fixture.git("clone", "-q", "file://\(fixture.folder)/repository", "copy", in: "")
        let ancestry = try ancestry(fixture, "copy")
        let new = try fixture.commit("fourth")
        #expect(try ancestry.relation(of: id(new)) == .absent)
        try fixture.git("fetch", "-q", in: "copy")
        #expect(try ancestry.relation(of: id(new)) == .ahead(commits: 1))
    }

    @Test func aSourceAsksForTheCommitThatItReads() throws {
        let (fixture, main, _) = try forked()
        let source = try ProjectSource.open(
            repository: nil, ref: "HEAD~1", worktree: false, workingDirectory: fixture.path("repository"))
        #expect(try source.ancestry()?.relation(of: id(main[2])) == .ahead(commits: 1))
        #expect(try source.treeID == fixture.git("rev-parse", "HEAD~1^{tree}"))
        let empty = try Fixture.repository()
        let worktree = try ProjectSource.open(
            repository: nil, ref: nil, worktree: true, workingDirectory: empty.path("repository"))
        #expect(worktree.ancestry() == nil && worktree.treeID == nil)
    }
}
