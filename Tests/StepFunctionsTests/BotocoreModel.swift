import Glibc
import JSON

/// The API's model as the Python package botocore carries it, or nil when that is not installed.
enum BotocoreModel {
    static let stepFunctions = load("stepfunctions/2016-11-23")
    static let tagging = load("resourcegroupstaggingapi/2017-01-26")

    static let absence = "the Python package botocore is not installed: pip install botocore"

    private static func load(_ path: String) -> JSONValue? {
        let script = """
            import gzip, os, sys
            import botocore
            path = os.path.join(os.path.dirname(botocore.__file__), "data", sys.argv[1], "service-2.json.gz")
            sys.stdout.buffer.write(gzip.open(path).read())
            """
        guard let output = standardOutput(of: ["python3", "-c", script, path]) else { return nil }
        return try? JSONValue(parsing: output)
    }

    /// What a program writes to its standard output; nil when it cannot be started or fails.
    private static func standardOutput(of arguments: [String]) -> [UInt8]? {
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { return nil }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
        posix_spawn_file_actions_addclose(&actions, pipe[0])
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process = pid_t()
        let started = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
        close(pipe[1])
        defer { close(pipe[0]) }
        guard started == 0 else { return nil }
        let output = bytes(from: pipe[0])
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process, status == 0 else { return nil }
        return output
    }

    private static func bytes(from descriptor: Int32) -> [UInt8] {
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return output }
            output += chunk[..<count]
        }
    }
}
