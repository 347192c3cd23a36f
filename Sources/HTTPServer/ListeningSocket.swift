// The library's header brings the declarations of sockets with it, and the compiler may know them as its own.
internal import CMicrohttpd
internal import Glibc

/// A socket that listens, and the port it got.
struct ListeningSocket {
    let descriptor: Int32
    let port: Int

    /// Connections that may wait to be accepted.
    private static let backlog: Int32 = 1_024

    /// Binds and listens at the first of the host's addresses.
    init(_ address: ListenAddress) throws(HTTPListenerError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(address.host, String(address.port), &hints, &found)
        guard status == 0, let found else {
            throw HTTPListenerError(
                .unknownHost, "The host \(address.host) has no address: \(String(cString: gai_strerror(status)))",
                advice: "Name an address of this machine, such as \(ListenAddress.loopback)")
        }
        defer { freeaddrinfo(found) }
        descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.failure(errno, address) }
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        // A restarted server gets its port although connections of the last one are still ending.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
        if found.pointee.ai_family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &yes, size) }
        guard bind(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0,
            listen(descriptor, Self.backlog) == 0
        else {
            let reason = errno
            close(descriptor)
            throw Self.failure(reason, address)
        }
        port = SocketAddress.local(of: descriptor)?.port ?? address.port
    }

    private static func failure(_ reason: Int32, _ address: ListenAddress) -> HTTPListenerError {
        switch reason {
        case EADDRINUSE:
            HTTPListenerError(
                .portTaken, "Another program listens at \(address)",
                advice: "Stop it, or name another port; port 0 takes a free one")
        case EADDRNOTAVAIL:
            HTTPListenerError(
                .foreignAddress, "The address \(address.host) is none of this machine's",
                advice: "Name one of its own, such as \(ListenAddress.loopback)")
        case EACCES:
            HTTPListenerError(
                .forbidden, "This user may not listen at port \(address.port)", advice: "Name a port above 1023")
        default:
            HTTPListenerError(
                .system, "Listening at \(address) failed: \(String(cString: strerror(reason)))",
                advice: "Name another address or port")
        }
    }
}
