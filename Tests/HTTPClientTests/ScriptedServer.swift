import Glibc
import Threads

/// A server on 127.0.0.1 that treats every connection as its script says, each on a thread of its own, so that it can
/// do everything that a server should not.
final class ScriptedServer: Sendable {
    let port: Int
    private let socket: Int32
    private let accepted = Lock(0)

    /// Connections so far.
    var connectionCount: Int { accepted.withLock { $0 } }

    init(_ script: @escaping @Sendable (ServerConnection) -> Void) {
        (socket, port) = listeningSocket(backlog: 512)
        let (socket, accepted) = (socket, accepted)
        ThreadExecutor().execute {
            while true {
                let descriptor = accept(socket, nil, nil)
                guard descriptor >= 0 else { return }
                var enabled: Int32 = 1
                setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &enabled, 4)
                let number = accepted.withLock { count in
                    count += 1
                    return count
                }
                ThreadExecutor().execute {
                    let connection = ServerConnection(descriptor, number: number)
                    script(connection)
                    connection.close()
                }
            }
        }
    }

    /// A server that answers every request of a connection with one response.
    convenience init(answering response: String) {
        self.init { connection in
            while connection.readRequest() != nil { connection.send(response) }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        Glibc.close(socket)
    }
}

/// A socket that listens on a port that the system chose.
func listeningSocket(backlog: Int32) -> (descriptor: Int32, port: Int) {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            precondition(bind(descriptor, address, length) == 0, "loopback has a free port")
            precondition(listen(descriptor, backlog) == 0, "a bound socket can listen")
            precondition(getsockname(descriptor, address, &length) == 0, "a bound socket has a name")
        }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

/// A blocking connection to a port of this machine; negative when nobody listens.
func connectedSocket(port: Int) -> Int32 {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: port)
    let status = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard status == 0 else {
        close(descriptor)
        return -1
    }
    return descriptor
}

private func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

/// A response with a length, that keeps the connection open.
func response(_ status: Int = 200, _ body: String = "ok", fields: String = "") -> String {
    "HTTP/1.1 \(status) Whatever\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
}
