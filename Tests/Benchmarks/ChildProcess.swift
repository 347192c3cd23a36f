import Glibc

/// What a finished process cost.
struct Cost {
    var status: Int32
    var seconds: Double
    var peakMegabytes: Int
}

/// Seconds on the monotonic clock.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Where the programs are.
enum Tool {
    /// The release build beside this program.
    static func statecraft() throws -> String {
        guard let resolved = realpath("/proc/self/exe", nil) else {
            throw BenchmarkError(message: "/proc/self/exe cannot be read")
        }
        defer { free(resolved) }
        let own = String(cString: resolved)
        let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        let path = "\(folder)/statecraft"
        guard access(path, X_OK) == 0 else {
            throw BenchmarkError(message: "\(path) is missing: run Tests/Benchmarks/run.sh")
        }
        return path
    }
}

struct BenchmarkError: Error {
    var message: String
}

/// Runs a program to its end with output thrown away, unless a file for it is named.
func run(
    _ program: String, _ arguments: [String], in folder: String? = nil, input: String = "/dev/null"
) throws -> Cost {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // The call that changes a child's folder is not visible to Swift, so a shell does it and steps aside.
    let line = folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, program] } ?? [program]
    var words: [UnsafeMutablePointer<CChar>?] = (line + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    let start = now()
    var process = pid_t()
    let status = posix_spawnp(&process, line[0], &actions, nil, words, environ)
    guard status == 0 else {
        throw BenchmarkError(message: "\(program) cannot be started: \(String(cString: strerror(status)))")
    }
    var exit: Int32 = 0
    var usage = rusage()
    guard wait4(process, &exit, 0, &usage) == process else { throw BenchmarkError(message: "\(program) was lost") }
    return Cost(status: (exit >> 8) & 0xff, seconds: now() - start, peakMegabytes: usage.ru_maxrss / 1_024)
}
