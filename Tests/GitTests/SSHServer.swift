import Git
import Glibc
import Processes
import Testing

/// An `sshd` of our own on a free port, for this user and one key; and a client's settings with a known_hosts and keys
/// of their own.
final class SSHServer {
    let fixture: Fixture
    let port: Int
    private let process: PipedProcess

    /// Whether the programs that this needs are installed.
    static let isAvailable = ["/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen", "/usr/bin/git"].allSatisfy {
        (path: String) in access(path, X_OK) == 0
    }

    private static let keys = Result {
        for key in ["host", "user", "stranger"] {
            try Fixture.run(
                "/usr/bin/ssh-keygen", ["-q", "-t", key == "user" ? "rsa" : "ed25519", "-N", "", "-C", key, "-f", key],
                in: Fixture.base)
        }
    }

    init(_ fixture: Fixture) throws {
        self.fixture = fixture
        try Self.keys.get()
        try Fixture.run("/bin/sh", ["-c", "cp -p host* user* stranger* '\(fixture.folder)'"], in: Fixture.base)
        // sshd needs this folder when root starts it.
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        let port = try Self.freePort()
        try fixture.write(
            "sshd_config",
            """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(fixture.path("host"))
            AuthorizedKeysFile \(fixture.path("user.pub"))
            PubkeyAcceptedAlgorithms rsa-sha2-512,rsa-sha2-256,ssh-ed25519
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin yes

            """)
        process = try PipedProcess(
            ["/usr/sbin/sshd", "-D", "-e", "-f", fixture.path("sshd_config")], environment: ["PATH": "/usr/bin:/bin"],
            stallTimeout: .seconds(20), errorLimitBytes: 100_000)
        self.port = port
        try waitUntilReady()
        try know(host: "host")
        try configure(key: "user")
    }

    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutableBytes(of: &address) { bytes in
            let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return bind(listener, pointer, size) == 0 && getsockname(listener, pointer, &size) == 0
        }
        try #require(status)
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private func waitUntilReady() throws {
        for _ in 0..<400 {
            let complaints = String(decoding: process.errors, as: UTF8.self)
            if complaints.contains("Server listening") { return }
            usleep(25_000)
        }
        Issue.record("sshd did not start: \(String(decoding: process.errors, as: UTF8.self))")
    }

    /// Writes known_hosts: the server's key, another's, or none.
    func know(host key: String?) throws {
        let line = try key.map { "[127.0.0.1]:\(port) \(try fixture.read($0 + ".pub"))" }
        try fixture.write("known_hosts", line ?? "")
    }

    /// Writes the client's settings, with one key or none.
    func configure(key: String?, agent: String? = nil) throws {
        try fixture.write(
            "ssh_config",
            """
            UserKnownHostsFile \(fixture.path("known_hosts"))
            GlobalKnownHostsFile /dev/null
            IdentityAgent \(agent ?? "none")
            IdentitiesOnly \(agent == nil ? "yes" : "no")
            IdentityFile \(key.map(fixture.path) ?? "none")

            """)
    }

    var settings: GitFetchSettings {
        fixture.settings(["GIT_SSH_COMMAND": "ssh -F '\(fixture.path("ssh_config"))'"])
    }

    func url(_ path: String) -> String {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
        return "ssh://\(user)@127.0.0.1:\(port)\(fixture.path(path))"
    }
}
