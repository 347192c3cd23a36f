/// The command that reaches `git-upload-pack` on a remote host, put together as git does (connect.c).
struct SSHCommand {
    let words: [String]
    /// The program's name, for messages.
    let program: String

    /// `GIT_SSH_COMMAND` (for the shell) and `GIT_SSH` (a program) are honored, from the environment alone: a setting
    /// of the same meaning in a repository would run what the repository says. `GIT_SSH_VARIANT=simple` leaves out
    /// every option.
    init(to address: SSHAddress, environment: [String: String], connectTimeout: Duration) {
        func variable(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        let isSimple = variable("GIT_SSH_VARIANT") == "simple"
        let options =
            isSimple ? [] : Self.options(connectTimeout) + (address.port.map { ["-p", String($0)] } ?? [])
        let rest = options + [address.destination, "git-upload-pack \(Self.quoted(address.path))"]
        if let command = variable("GIT_SSH_COMMAND") {
            words = ["/bin/sh", "-c", command + " \"$@\"", command] + rest
            program = "ssh"
        } else {
            program = variable("GIT_SSH") ?? "ssh"
            words = [program] + rest
        }
    }

    /// Nothing is asked, and a host whose key is not known is not trusted. A shared connection (`ControlPersist`) that
    /// this one would start would hold our pipes open.
    private static func options(_ connectTimeout: Duration) -> [String] {
        [
            "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ControlPersist=no", "-o",
            "ConnectTimeout=\(max(1, connectTimeout.components.seconds))",
        ]
    }

    /// For the remote shell, as git quotes: csh reads an exclamation mark even between quotes.
    static func quoted(_ path: String) -> String {
        let inner = path.map { character in
            switch character {
            case "'": "'\\''"
            case "!": "'\\!'"
            default: String(character)
            }
        }
        return "'\(inner.joined())'"
    }
}
