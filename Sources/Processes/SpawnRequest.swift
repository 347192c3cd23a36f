internal import Glibc

/// What posix_spawn needs to know.
struct SpawnRequest {
    let path: String
    let words: [String]
    let environment: [String: String]
    let directory: String?
    /// What becomes standard input, output and error; each above 2.
    let streams: [Int32]

    /// In spawn.h only for GNU programs; the value is part of the system's binary interface.
    private static let newSession: Int32 = 0x80

    /// Starts the program and returns its process id, which is also the id of its session and group.
    func spawn() throws(ProcessError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
        }
        _ = addCloseFrom?(&actions, 3)
        if let directory, addChangeDirectory?(&actions, directory) != 0 {
            throw .failed(program: words.first ?? path, errno: ENOSYS)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(&attributes)

        let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
        var processID = pid_t()
        let status = withCStrings(words) { words in
            withCStrings(variables) { posix_spawn(&processID, path, &actions, &attributes, words, $0) }
        }
        guard status == 0 else { throw .failed(program: words.first ?? path, errno: status) }
        return processID
    }

    /// Nothing blocked, and nothing ignored that this process ignores.
    private func setSignals(_ attributes: inout posix_spawnattr_t) {
        let flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | Self.newSession
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGCHLD] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
    }
}

// spawn.h declares these only for GNU programs, which the module that Swift imports is not made for.

/// glibc 2.34. Without it a child also gets what other libraries of this process opened inheritably.
private let addCloseFrom = systemFunction(
    "posix_spawn_file_actions_addclosefrom_np",
    as: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self)

/// glibc 2.29.
private let addChangeDirectory = systemFunction(
    "posix_spawn_file_actions_addchdir_np",
    as: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32).self)

private func systemFunction<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
}

private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
}
