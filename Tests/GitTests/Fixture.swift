import Glibc
import Testing

/// A temporary folder in which tests build repositories with the `git` command. All of them are removed when the
/// process ends.
struct Fixture {
    static let base: String = {
        let base = "/tmp/statecraft-git-tests-\(getpid())"
        mkdir(base, 0o755)
        // The library sees this as the user's configuration; only tests of `safe.directory` write it. Set before
        // anything reads the environment.
        setenv("GIT_CONFIG_GLOBAL", base + "/config", 1)
        setenv("GIT_CONFIG_NOSYSTEM", "1", 1)
        close(creat(base + "/config", 0o600))
        atexit { _ = try? Fixture.run("/bin/rm", ["-rf", "/tmp/statecraft-git-tests-\(getpid())"], in: "/") }
        return base
    }()

    static var userConfiguration: String { base + "/config" }

    /// Absolute and without links.
    let folder: String

    /// The folder's own name.
    var name: String { String(folder.dropFirst(Self.base.utf8.count + 1)) }

    init() throws {
        var template = Array("\(Self.base)/XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        folder = try #require(made)
    }

    /// A fixture with a repository in the folder `repository`, and nothing in it.
    static func repository(_ name: String = "repository") throws -> Fixture {
        let fixture = try Fixture()
        try fixture.git("init", "-q", name, in: "")
        return fixture
    }

    func path(_ relative: String) -> String { "\(folder)/\(relative)" }

    func write(_ relative: String, _ content: String) throws {
        let path = path(relative)
        var cut = path.index(path.startIndex, offsetBy: folder.count + 1)
        while let slash = path[cut...].firstIndex(of: "/") {
            mkdir(String(path[..<slash]), 0o755)
            cut = path.index(after: slash)
        }
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
        try #require(file >= 0)
        defer { close(file) }
        let bytes = Array(content.utf8)
        try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
    }

    func link(_ relative: String, to target: String) throws {
        try #require(symlink(target, path(relative)) == 0)
    }

    /// Runs git in `repository`, or another folder of the fixture, and returns its output without the last newline.
    @discardableResult
    func git(_ arguments: String..., in folder: String = "repository") throws -> String {
        let fixed = ["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", "-c", "gc.auto=0"]
        return try Self.run("/usr/bin/git", fixed + arguments, in: path(folder))
    }

    /// Commits everything in `repository` and returns the commit's id.
    @discardableResult
    func commit(_ message: String, in folder: String = "repository") throws -> String {
        try git("add", "-A", in: folder)
        try git("commit", "-q", "--allow-empty", "-m", message, in: folder)
        return try git("rev-parse", "HEAD", in: folder)
    }

    struct CommandFailed: Error {
        var command: String
        var output: String
    }

    @discardableResult
    static func run(_ program: String, _ arguments: [String], in folder: String) throws -> String {
        let output = "/tmp/statecraft-git-output-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        defer { unlink(output) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // env(1) changes the folder, since posix_spawn's own way is not in every libc.
        let command = ["/usr/bin/env", "-C", folder, program] + arguments
        var child = pid_t()
        let status = withCStrings(command) { arguments in
            withCStrings(environment) { posix_spawn(&child, "/usr/bin/env", &actions, nil, arguments, $0) }
        }
        try #require(status == 0)
        var result: Int32 = 0
        while waitpid(child, &result, 0) < 0 && errno == EINTR {}
        let text = try readText(output)
        guard result == 0 else { throw CommandFailed(command: command.joined(separator: " "), output: text) }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private static let environment = [
        "PATH=/usr/bin:/bin", "HOME=/nonexistent", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
        "GIT_AUTHOR_NAME=Ann", "GIT_AUTHOR_EMAIL=ann@example.com", "GIT_COMMITTER_NAME=Ann",
        "GIT_COMMITTER_EMAIL=ann@example.com", "GIT_AUTHOR_DATE=1700000000 +0100",
        "GIT_COMMITTER_DATE=1700000000 +0100",
    ]

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }

    static func readText(_ path: String) throws -> String {
        let file = open(path, O_RDONLY)
        try #require(file >= 0)
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Glibc.read(file, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
