import Glibc

/// The server's end of one connection. Used by one thread.
final class ServerConnection {
    /// What a client has sent.
    struct Received {
        /// Such as `POST /path HTTP/1.1`.
        var requestLine: String
        /// As they came.
        var fields: [String]
        var body: [UInt8]

        /// The value of a field, by its name in lower case.
        func value(_ name: String) -> String? {
            fields.first { $0.lowercased().hasPrefix(name + ":") }.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
        }
    }

    let descriptor: Int32
    /// 1 for the server's first connection.
    let number: Int
    private var buffered: [UInt8] = []
    private var isOpen = true

    init(_ descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    /// The next request with its body; nil when the client has closed.
    func readRequest() -> Received? {
        while true {
            if let end = buffered.firstRange(of: Array("\r\n\r\n".utf8)) {
                var lines = String(decoding: buffered[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
                    .map(String.init)
                buffered.removeSubrange(..<end.upperBound)
                var received = Received(requestLine: lines.removeFirst(), fields: lines, body: [])
                let length = received.value("content-length").flatMap { Int($0) } ?? 0
                while buffered.count < length { guard readMore() else { return nil } }
                received.body = Array(buffered[..<length])
                buffered.removeSubrange(..<length)
                return received
            }
            guard readMore() else { return nil }
        }
    }

    private func readMore() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffered += chunk[..<count]
        return true
    }

    func send(_ text: String) { _ = send(Array(text.utf8)) }

    /// False when the client has closed.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Waits until the client closes.
    func waitForClose() { while readMore() {} }

    func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(descriptor)
    }

    /// Closes with a reset, so that the client's next read fails.
    func reset() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Carries bytes between the client and a port of this machine until one of them closes.
    func relay(to port: Int) {
        let other = connectedSocket(port: port)
        guard other >= 0 else { return }
        defer { Glibc.close(other) }
        var polled = [descriptor, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while poll(&polled, 2, -1) > 0 {
            for (from, to) in [(0, 1), (1, 0)] where polled[from].revents != 0 {
                let count = recv(polled[from].fd, &chunk, chunk.count, 0)
                guard count > 0 else { return }
                guard Glibc.send(polled[to].fd, chunk, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }
}
