import Glibc
import Processes
import Testing

/// `git http-backend` behind TLS 1.3 (nothing older), in a small Python server on a free port, for the repositories of
/// all fixtures. What stands first in a URL's path says how the server behaves; see `script`.
final class HTTPSServer {
    private let fixture: Fixture
    private let shared: Shared
    private var forgotten = 0

    /// Whether the programs that this needs are installed.
    static let isAvailable = ["/usr/bin/python3", "/usr/bin/git", "/usr/bin/openssl"].allSatisfy { (path: String) in
        access(path, X_OK) == 0
    }

    /// A running server. It ends when this process does, because then its standard input ends.
    private struct Shared: @unchecked Sendable {
        let port: Int
        let log: String
        // Safe because nobody speaks with it after the start.
        let process: PipedProcess

        init(_ kind: String) throws {
            log = "\(Fixture.base)/requests-\(kind)"
            process = try PipedProcess(
                ["python3", "-c", HTTPSServer.script, kind], environment: ["PATH": "/usr/bin:/bin"],
                directory: Fixture.base, stallTimeout: .seconds(60), errorLimitBytes: 10_000)
            var buffer = [UInt8](repeating: 0, count: 100)
            let count = try buffer.withUnsafeMutableBytes { [process] (buffer) throws(ProcessError) in
                try process.read(into: buffer)
            }
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            port = try #require(Int(text.dropLast()), "\(String(decoding: process.errors, as: UTF8.self))")
        }
    }

    private static let plain = Result { try Shared("plain") }
    private static let tls = Result {
        try Fixture.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
            ], in: Fixture.base)
        return try Shared("tls")
    }

    init(_ fixture: Fixture, tls: Bool = true) throws {
        self.fixture = fixture
        shared = try (tls ? Self.tls : Self.plain).get()
    }

    var port: Int { shared.port }

    /// The URL of a path that begins with a way to behave; `repository` in it is the fixture's.
    func url(_ path: String, login: String = "") -> String {
        let path = path.replacing("/repository", with: "/\(fixture.name)/repository")
        return "https://\(login)localhost:\(port)/\(path)"
    }

    /// The requests for the fixture's repositories so far: method, path, and user and password where there were some.
    func requests() throws -> [String] { Array(try allRequests().dropFirst(forgotten)) }

    func forgetRequests() throws { forgotten = try allRequests().count }

    private func allRequests() throws -> [String] {
        try Fixture.readText(shared.log).split(separator: "\n").filter { $0.contains("/\(fixture.name)/") }
            .map { String($0).replacing("/\(fixture.name)/", with: "/") }
    }

    private static let script = #"""
        import base64, os, ssl, subprocess, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments): pass

            def answer(self, status, headers, body=b""):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def handle_request(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                # As a proxy it gets the whole URL.
                target = "/" + self.path.split("/", 3)[3] if self.path.startswith("http://") else self.path
                path, _, query = target.partition("?")
                field = self.headers.get("Authorization", "")
                login = base64.b64decode(field[6:]).decode() if field.startswith("Basic ") else ""
                with open("requests-" + sys.argv[1], "a") as log:
                    log.write(f"{self.command} {path} {login}".rstrip() + "\n")
                way, _, rest = path[1:].partition("/")
                if way == "status": return self.answer(int(rest.split("/")[0]), {})
                if way == "dumb": return self.answer(200, {"Content-Type": "text/plain"}, b"0123 refs/heads/main\n")
                if way == "moved":
                    return self.answer(302, {"Location": "/" + rest + "?" + query})
                if way == "elsewhere":
                    return self.answer(302, {"Location": f"https://127.0.0.1:{self.server.server_port}/{rest}?{query}"})
                if way == "down":
                    return self.answer(302, {"Location": f"http://127.0.0.1:1/{rest}?{query}"})
                if way == "trap": return self.answer(302, {"Location": "/open/other"})
                if way == "auth" and login != "ann:s3cret":
                    return self.answer(401, {"WWW-Authenticate": 'Basic realm="git"'})
                if way == "slow" and self.command == "POST": time.sleep(5)
                self.serve(way, "/" + rest, query, body)

            do_GET = do_POST = handle_request

            def serve(self, way, path, query, body):
                environment = {
                    "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": os.getcwd(), "GIT_HTTP_EXPORT_ALL": "1",
                    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "PATH_INFO": path,
                    "QUERY_STRING": query, "REQUEST_METHOD": self.command, "CONTENT_LENGTH": str(len(body)),
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_ADDR": "127.0.0.1",
                }
                result = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True)
                head, _, content = result.stdout.partition(b"\r\n\r\n")
                headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
                status = int(headers.pop("Status", "200").split()[0])
                if way == "truncated" and self.command == "POST":
                    self.send_response(status)
                    for name, value in headers.items(): self.send_header(name, value)
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content[:len(content) // 2])
                    self.close_connection = True
                    return
                if way == "short" and self.command == "POST": content = content[:len(content) // 2]
                self.answer(status, headers, content)

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        if sys.argv[1] == "tls":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            context.load_cert_chain("certificate.pem", "key.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        open("requests-" + sys.argv[1], "a").close()
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        print(server.server_port, flush=True)
        server.serve_forever()
        """#
}
