import Glibc

/// A command run on a terminal of its own, as a person at a keyboard would.
struct PseudoTerminal {
    /// Everything that appeared on the screen, escape sequences included.
    let screen: String
    let exitStatus: Int32

    /// Runs a shell command with all three streams on the terminal.
    ///
    /// - Parameter answers: what is typed, each as soon as the text before it appears on the screen.
    init(_ command: String, in folder: String, answers: [(after: String, typed: String)] = []) {
        let (terminal, name) = Self.open()
        let child = Self.start("cd '\(folder)' && \(command)", on: name)
        var bytes: [UInt8] = []
        var rest = answers[...]
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            // Reading fails with EIO once the last process has closed its side.
            let count = read(terminal, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
            if let answer = rest.first, String(decoding: bytes, as: UTF8.self).contains(answer.after) {
                rest.removeFirst()
                let typed = Array(answer.typed.utf8)
                _ = Glibc.write(terminal, typed, typed.count)
            }
        }
        close(terminal)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        screen = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        exitStatus = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    }

    /// Opens a terminal by the system calls that `posix_openpt`, `unlockpt` and `ptsname` make (pty(7), ioctl_tty(2));
    /// Swift does not see those functions.
    private static func open() -> (descriptor: Int32, name: String) {
        let (unlock, getNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))
        let terminal = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (isLocked, number): (Int32, Int32) = (0, 0)
        precondition(
            terminal >= 0 && ioctl(terminal, unlock, &isLocked) == 0 && ioctl(terminal, getNumber, &number) == 0,
            "a terminal can be made")
        return (terminal, "/dev/pts/\(number)")
    }

    private static func start(_ command: String, on terminal: String) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        // Its own session, so that the terminal becomes the one that controls it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID of spawn.h, which Swift does not see.
        posix_spawnattr_setflags(&attributes, newSession)
        let words = ["/bin/sh", "-c", command]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, "/bin/sh", &actions, &attributes, &arguments, environ)
        precondition(status == 0, "a shell can be started")
        return child
    }
}
