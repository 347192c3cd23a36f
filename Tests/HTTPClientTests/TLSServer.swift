import Glibc
import Processes
import Testing

/// nginx with TLS and HTTP/2 on several ports, each with another certificate, all made when the tests need them.
final class TLSServer: @unchecked Sendable {
    /// What is right or wrong with a port's certificate.
    enum Certificate: String, CaseIterable, Sendable {
        case good, expired
        case wrongHost = "wrong-host"
        case selfSigned = "self-signed"
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let isPossible = nginx != nil && access("/usr/bin/openssl", X_OK) == 0
    private static let nginx = ["/usr/sbin/nginx", "/usr/bin/nginx"].first { (path: String) in
        access(path, X_OK) == 0
    }

    /// One server for all suites.
    static func shared() async throws -> TLSServer { try await started.value }
    private static let started = Task.detached { try TLSServer() }

    private let folder: String
    private let ports: [Certificate: Int]
    // Only kept: the process ends with the tests, because its standard input closes. The reason for `@unchecked`.
    private let process: PipedProcess

    func port(of certificate: Certificate) -> Int { ports[certificate] ?? 0 }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    private init() throws {
        guard let nginx = Self.nginx else { throw Failure(description: "nginx is not installed") }
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/statecraft-tls-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder") }
        folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        ports = Dictionary(uniqueKeysWithValues: Certificate.allCases.map { ($0, Self.freePort()) })
        try Self.makeCertificates(in: folder)
        try Self.write(Self.configuration(folder: folder, ports: ports), to: "\(folder)/nginx.conf")
        // The shell ends nginx, and removes the folder, when the tests end and close its standard input.
        let script = """
            "$1" -e stderr -p "$2" -c "$2/nginx.conf" & read line; kill $!; wait; rm -rf "$2"
            """
        process = try PipedProcess(
            ["/bin/sh", "-c", script, "sh", nginx, folder], environment: ["PATH": "/usr/bin:/bin"],
            stallTimeout: .seconds(10), errorLimitBytes: 1 << 16)
        for _ in 0..<500 {
            let descriptor = connectedSocket(port: port(of: .good))
            if descriptor >= 0 {
                close(descriptor)
                return
            }
            usleep(10_000)
        }
        throw Failure(description: "nginx does not start: \(process.errors.text)")
    }

    private static func freePort() -> Int {
        let (descriptor, port) = listeningSocket(backlog: 1)
        close(descriptor)
        return port
    }

    private static func configuration(folder: String, ports: [Certificate: Int]) -> String {
        let servers = ports.map { certificate, port in
            """
            server {
                listen 127.0.0.1:\(port) ssl http2;
                ssl_certificate \(folder)/\(certificate.rawValue).pem;
                ssl_certificate_key \(folder)/key.pem;
                location / { return 200 "$server_protocol $connection"; }
                location /407 { return 407; }
            }
            """
        }
        return """
            daemon off;
            master_process off;
            pid \(folder)/nginx.pid;
            events {}
            http {
                access_log off;
                ssl_protocols TLSv1.2 TLSv1.3;
                \(["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder)/t;" }
                    .joined(separator: "\n    "))
            \(servers.joined(separator: "\n"))
            }
            """
    }

    /// A certificate authority, and what it has signed; one key serves all.
    private static func makeCertificates(in folder: String) throws {
        let extensions = """
            [ca]
            basicConstraints = critical, CA:true
            [localhost]
            subjectAltName = DNS:localhost
            [elsewhere]
            subjectAltName = DNS:elsewhere.example.com
            """
        try write(extensions, to: "\(folder)/extensions")
        try openssl("ecparam -name prime256v1 -genkey -noout -out key.pem", in: folder)
        try openssl("req -new -key key.pem -subj /CN=test -out request.pem", in: folder)
        let sign = "x509 -req -in request.pem -extfile extensions"
        try openssl("\(sign) -signkey key.pem -extensions ca -days 2 -out ca.pem", in: folder)
        try openssl("\(sign) -signkey key.pem -extensions localhost -days 2 -out self-signed.pem", in: folder)
        // A name of its own: an issuer and its subject must not share one.
        try openssl("req -new -key key.pem -subj /CN=server -out request.pem", in: folder)
        let issue = "\(sign) -CA ca.pem -CAkey key.pem -CAcreateserial"
        try openssl("\(issue) -extensions localhost -days 2 -out good.pem", in: folder)
        try openssl("\(issue) -extensions elsewhere -days 2 -out wrong-host.pem", in: folder)
        try openssl("\(issue) -extensions localhost -days -1 -out expired.pem", in: folder)
    }

    private static func openssl(_ arguments: String, in folder: String) throws {
        let words = ["/usr/bin/openssl"] + arguments.split(separator: " ").map(String.init)
        let result = try runProcess(
            words, environment: [:], directory: folder, timeout: .seconds(20), outputLimitBytes: 1 << 16)
        guard result.exitStatus == 0 else { throw Failure(description: "\(arguments): \(result.errors.text)") }
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw Failure(description: "cannot write \(path)") }
        fputs(text, file)
        fclose(file)
    }
}
