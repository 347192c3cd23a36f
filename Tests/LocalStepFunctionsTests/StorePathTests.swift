import Glibc
import LocalStepFunctions
import Testing

/// Guarantee: where a path leads is known with every link followed, whether or not anything is there yet, and a path
/// that leaves its folder in any way is told.
@Suite struct StorePathTests {
    let folder: TemporaryFolder
    /// The folder without links, which the system's folder for temporary files may have.
    let real: String

    init() throws {
        folder = try TemporaryFolder()
        real = try StorePath(folder.folder).real
        for name in ["home", "project", "project/data", "projection"] { mkdir(folder.path(name), 0o700) }
    }

    private func link(_ name: String, to target: String) { symlink(target, folder.path(name)) }

    private func lead(_ path: String) throws -> String { try StorePath(folder.path(path)).real }

    @Test func dotsAndLinksAreFollowed() throws {
        link("project/inside", to: "data")
        link("project/outside", to: "../home")
        link("project/absolute", to: folder.path("home"))
        link("project/dangling", to: "../home/not-there.sqlite")
        link("project/twice", to: "outside")
        let table = [
            "project/data/x": "project/data/x",
            "project/./data/../x": "project/x",
            "project//x": "project/x",
            "project/inside/x": "project/data/x",
            "project/inside/../x": "project/x",
            "project/outside/x": "home/x",
            "project/absolute/x": "home/x",
            "project/twice/../x": "x",
            "project/dangling": "home/not-there.sqlite",
            "project/not/there/x": "project/not/there/x",
        ]
        for (path, end) in table { #expect(try lead(path) == "\(real)/\(end)", "\(path)") }
        #expect(try StorePath("/../..").real == "/")
    }

    @Test func linksInACircleAreTold() {
        link("one", to: "two")
        link("two", to: "one")
        let error = #expect(throws: LocalStoreError.self) { try lead("one/x") }
        #expect(
            error?.description == "The path \(folder.path("one/x")) of the local database leads through links in a "
                + "circle. Correct the links, or name another path.")
    }

    @Test func leavingIsTold() throws {
        link("project/outside", to: "../home")
        let limits = ["\(real)/project", real]
        func escape(_ path: String) throws -> StorePath.Escape? {
            try StorePath(folder.path(path)).escape(from: limits)
        }
        #expect(try escape("project/x") == nil)
        #expect(try escape("project/data/x") == nil)
        #expect(try escape("project") == .outside(limit: 0))
        #expect(try escape("projection/x") == .outside(limit: 0))
        #expect(try escape("project/outside/x") == .outside(limit: 0))
        #expect(try escape("project/.git/hooks/x") == .insideGit)
        #expect(try escape("project/data/.Git/x") == .insideGit)
        #expect(try StorePath("/x").escape(from: ["/"]) == nil)
        #expect(try StorePath(folder.path("project/x")).escape(from: limits + ["\(real)/home"]) == .outside(limit: 2))
    }

    /// For Swift a slash with an accent on it is another character; for the system it is a slash and a name.
    @Test func anAccentHidesNoSlash() throws {
        #expect(try lead("project/../\u{301}x") == "\(real)/\u{301}x")
        #expect(try lead("project/data/\u{301}/../../x") == "\(real)/project/x")
        let path = try StorePath(folder.path("project/../\u{301}x"))
        #expect(path.escape(from: ["\(real)/project"]) == .outside(limit: 0))
        let git = try StorePath(folder.path("project/.git/\u{301}x"))
        #expect(git.escape(from: ["\(real)/project"]) == .insideGit)
    }

    @Test func aNameInAnotherSpellingIsAnotherFolder() throws {
        mkdir(folder.path("caf\u{E9}"), 0o700)
        let other = try StorePath(folder.path("cafe\u{301}/x"))
        #expect(other.escape(from: ["\(real)/caf\u{E9}"]) == .outside(limit: 0))
    }

    @Test(arguments: ["", "-wal", "-shm", "-journal"])
    func aSecondNameIsTold(suffix: String) throws {
        let file = folder.path("project/x\(suffix)")
        close(open(file, O_WRONLY | O_CREAT, 0o600))
        Glibc.link(file, folder.path("home/same"))
        let escape = try StorePath(folder.path("project/x")).escape(from: ["\(real)/project"])
        #expect(escape == .hardLink("\(real)/project/x\(suffix)"))
    }
}
