internal import HTTP

extension HTTPURL {
    /// The URL of a request from its target (RFC 9112 section 3.2) and what the field `Host` says. What the client
    /// sent is kept as it is.
    init(target: String, host: String) {
        let (name, port) = Self.split(host)
        guard let question = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            self.init(scheme: .http, host: name, port: port, path: target)
            return
        }
        self.init(
            scheme: .http, host: name, port: port, path: String(target[..<question]),
            query: String(target[target.utf8.index(after: question)...]))
    }

    private static func split(_ host: String) -> (String, Int?) {
        guard let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")), let port = Int(host[host.index(after: colon)...])
        else { return (host, nil) }
        return (String(host[..<colon]), port)
    }
}
