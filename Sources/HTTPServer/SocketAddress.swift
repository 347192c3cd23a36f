// The library's header brings the declarations of sockets with it, and the compiler may know them as its own.
internal import CMicrohttpd
internal import Glibc

/// The address and port of one end of a connection.
struct SocketAddress {
    /// Without brackets.
    let host: String
    let port: Int

    /// Reads an IPv4 or IPv6 address; nil for other kinds.
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            var own = raw.load(as: sockaddr_in.self)
            self.init(AF_INET, &own.sin_addr, port: own.sin_port)
        case AF_INET6:
            var own = raw.load(as: sockaddr_in6.self)
            self.init(AF_INET6, &own.sin6_addr, port: own.sin6_port)
        default: return nil
        }
    }

    private init(_ family: Int32, _ address: UnsafeRawPointer, port: in_port_t) {
        host = String(unsafeUninitializedCapacity: Int(INET6_ADDRSTRLEN)) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                inet_ntop(family, address, text.baseAddress, socklen_t(text.count)).map { strlen($0) } ?? 0
            }
        }
        self.port = Int(UInt16(bigEndian: port))
    }

    /// The end of a socket that is ours.
    static func local(of socket: Int32) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                getsockname(socket, address, &length) == 0 ? SocketAddress(address) : nil
            }
        }
    }
}
