import Glibc

/// Runs the commands of a golden script, in order, in one `sh` and in a fresh folder.
struct ScriptRun {
    /// Where the script's resources live.
    enum Target: String, CaseIterable {
        /// In the program itself, as the samples say.
        case embedded
        /// Behind `statecraft serve`.
        case served
        /// Behind `statecraft serve`, which throttles as AWS does.
        case throttled
    }

    let folder: String
    let target: Target

    /// The built program, beside the test bundle.
    static let program: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        precondition(count > 0, "Linux always knows which file the test process runs")
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/statecraft"
    }()

    init(on target: Target = .embedded) {
        self.target = target
        var template = Array("/tmp/statecraft-script-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { preconditionFailure("a folder below /tmp can always be made") }
        folder = String(cString: path)
    }

    /// Everything that could make two runs differ is fixed; `commit MESSAGE` commits everything, one minute after
    /// the commit before, and `waitFor COMMAND` repeats a command for up to 30 seconds until it succeeds.
    private var prelude: String {
        let binaries = Self.program[..<(Self.program.lastIndex(of: "/") ?? Self.program.startIndex)]
        return """
            export HOME='\(folder)/home' PATH='\(binaries)':"$PATH" TZ=UTC LC_ALL=C.UTF-8
            export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_CEILING_DIRECTORIES='\(folder)'
            export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.com
            export GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.com
            unset STATECRAFT_TARGET HTTP_PROXY HTTPS_PROXY http_proxy https_proxy ALL_PROXY all_proxy
            unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION
            unset CI NO_COLOR GITHUB_ACTIONS GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
            samples='\(Samples.folder)'
            clock=1767225600
            commit() {
              clock=$((clock + 60))
              git add -A && GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000" git commit -q -m "$1"
            }
            waitFor() {
              attempts=0
              until "$@" >/dev/null 2>&1; do
                attempts=$((attempts + 1))
                if [ $attempts -gt 300 ]; then echo "gave up waiting for: $*"; return 1; fi
                sleep 0.1
              done
            }
            mkdir -p '\(folder)/home' '\(folder)/work' && cd '\(folder)/work'
            serve() {
              # What an earlier server said must not be taken for this one's.
              rm -f '\(folder)/serving'
              statecraft serve --listen 127.0.0.1:0 "$@" >'\(folder)/serving' 2>'\(folder)/served' &
              server=$!
              trap 'kill $server 2>/dev/null' EXIT
              waitFor grep -q '^Ready on ' '\(folder)/serving'
              url=$(sed -n 's/^Ready on //p' '\(folder)/serving')
            }

            """ + setup
    }

    /// `serve OPTION...` starts the local service and sets `url` and `server`.
    private var setup: String {
        switch target {
        case .embedded: ""
        case .served: "serve --store memory && export STATECRAFT_TARGET=$url\n"
        case .throttled: "serve --store memory --quotas aws && export STATECRAFT_TARGET=$url\n"
        }
    }

    /// Runs the commands. A command that ends the shell ends the list of results.
    func run(_ commands: [String]) -> [(output: String, exitStatus: Int32)] {
        let marker = "\u{1}"
        let body = commands.map { "\($0)\nprintf '\\001%d\\001' \"$?\"\n" }.joined()
        let driver = "\(folder)/driver.sh"
        let output = "\(folder)/output"
        write(prelude + body, to: driver)
        spawn(["/bin/sh", driver], output: output)
        let pieces = read(output).split(separator: marker, omittingEmptySubsequences: false).map(String.init)
        var placeholders = Placeholders(folder: folder, hidesServer: target != .embedded)
        return stride(from: 0, to: pieces.count - 1, by: 2).map { index in
            (placeholders.replace(in: pieces[index]), Int32(pieces[index + 1]) ?? -1)
        }
    }

    func remove() {
        spawn(["/bin/rm", "-rf", folder], output: "/dev/null")
    }

    private func spawn(_ words: [String], output: String) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, words[0], &actions, nil, &arguments, environ)
        precondition(status == 0, "\(words[0]) can be started")
        var result: Int32 = 0
        while waitpid(child, &result, 0) < 0, errno == EINTR {}
    }
}

/// Writes a file of the test's own folder.
func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { preconditionFailure("\(path) can be written") }
    fputs(text, file)
    fclose(file)
}

/// Reads a file as UTF-8; empty when there is none.
func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
    }
}
