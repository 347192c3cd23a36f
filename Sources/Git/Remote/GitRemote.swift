internal import HTTP

/// A repository on another machine. It may hold a password, so it is never printed: `url` is its name for people.
struct GitRemote: Sendable {
    /// How it is reached.
    enum Way: Sendable {
        case http(HTTPURL, user: String?, password: String?)
        case ssh(SSHAddress)
    }

    let way: Way
    /// The URL without what gives access: for HTTP without user and password, for SSH without password.
    let url: String

    /// Reads `http`, `https` and `ssh` URLs.
    ///
    /// - Throws: `.invalidURL`.
    init(scheme: String, rest: Substring) throws(GitError) {
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end]
        let tail = rest[end...]
        let sign = authority.lastIndex(of: "@")
        let login = Login(sign.map { authority[..<$0] })
        let place = sign.map { authority[authority.index(after: $0)...] } ?? authority
        let shownUser = scheme.contains("ssh") ? login?.user.map { $0 + "@" } ?? "" : ""
        // A query may hold a token.
        let shown = "\(scheme)://\(shownUser)\(place)\(tail.prefix { $0 != "?" && $0 != "#" })"
        func invalid(_ reason: String) -> GitError { GitError(.invalidURL(url: shown, reason: reason)) }
        guard let login else { throw invalid("'%' must stand before two hex digits, and never before 00") }
        if tail.contains("?") || tail.contains("#") { throw invalid("it has a query or a fragment") }
        url = shown
        switch scheme {
        case "http", "https":
            guard let base = HTTPURL("\(scheme)://\(place)\(tail.droppingTrailingSlashes)") else {
                throw invalid("its host, port or path is malformed")
            }
            way = .http(base, user: login.user, password: login.password)
        case "ssh", "git+ssh", "ssh+git":
            way = .ssh(try SSHAddress(user: login.user, place: place, path: tail, shown: shown))
        case "git":
            throw invalid("git:// is neither encrypted nor authenticated; use https:// or ssh://")
        default:
            throw invalid("'\(scheme)' is not one of file, https, http and ssh")
        }
    }

    /// Reads `[user@]host:path`.
    ///
    /// - Throws: `.invalidURL`.
    init(shorthand text: String) throws(GitError) {
        url = text
        way = .ssh(try SSHAddress(shorthand: text))
    }

    /// Such as `orders` in `https://example.com/shop/orders.git`; with nothing that a file's name cannot have.
    var shortName: String {
        let last = url.split { $0 == "/" || $0 == ":" }.last ?? ""
        let name = last.hasSuffix(".git") ? last.dropLast(4) : last
        let safe = name.prefix(40).map { character in
            character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
                ? character : "_"
        }
        return safe.isEmpty ? "repository" : String(safe)
    }
}

/// User and password of a URL, decoded.
private struct Login {
    var user: String?
    var password: String?

    /// Nil for a bad percent escape.
    init?(_ text: Substring?) {
        guard let text else { return }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let user = RepositoryLocation.percentDecoded(parts[0]) else { return nil }
        self.user = user.isEmpty ? nil : user
        guard parts.count > 1 else { return }
        guard let password = RepositoryLocation.percentDecoded(parts[1]) else { return nil }
        self.password = password
    }
}

/// Where the `ssh` program is told to go.
struct SSHAddress: Hashable, Sendable {
    /// `host` or `user@host`.
    let destination: String
    /// Without the brackets of an IPv6 address.
    let host: String
    let port: Int?
    /// As the remote `git-upload-pack` gets it.
    let path: String

    /// The parts of an `ssh://` URL; the path may have percent escapes, and `/~ann/…` is relative to a home.
    init(user: String?, place: Substring, path: Substring, shown: String) throws(GitError) {
        var host = place
        var port: Int?
        let bracket = place.lastIndex(of: "]") ?? place.startIndex
        if let colon = place[bracket...].lastIndex(of: ":") {
            let digits = place[place.index(after: colon)...]
            guard let number = Int(digits), (1...65_535).contains(number) else {
                throw GitError(.invalidURL(url: shown, reason: "its port is not a number from 1 to 65535"))
            }
            (host, port) = (place[..<colon], number)
        }
        guard let decoded = RepositoryLocation.percentDecoded(path), decoded.count > 1 else {
            throw GitError(.invalidURL(url: shown, reason: "it has no path, or a malformed one"))
        }
        try self.init(
            user: user, host: host, port: port, path: decoded.hasPrefix("/~") ? String(decoded.dropFirst()) : decoded,
            shown: shown)
    }

    /// `[user@]host:path`, where an IPv6 address stands in brackets.
    init(shorthand text: String) throws(GitError) {
        let afterBracket = text.hasPrefix("[") ? text.firstIndex(of: "]") ?? text.startIndex : text.startIndex
        guard let colon = text[afterBracket...].firstIndex(of: ":") else {
            throw GitError(.invalidURL(url: text, reason: "it has no colon after the host"))
        }
        let place = text[..<colon]
        let sign = place.lastIndex(of: "@")
        try self.init(
            user: sign.map { String(place[..<$0]) }, host: sign.map { place[place.index(after: $0)...] } ?? place,
            port: nil, path: String(text[text.index(after: colon)...]), shown: text)
    }

    private init(user: String?, host: Substring, port: Int?, path: String, shown: String) throws(GitError) {
        let inBrackets = host.hasPrefix("[") && host.hasSuffix("]")
        self.host = String(inBrackets ? host.dropFirst().dropLast() : host)
        self.port = port
        self.path = path
        destination = (user.map { $0 + "@" } ?? "") + self.host
        let unusable: (Unicode.Scalar) -> Bool = { $0.value < 0x20 || $0.value == 0x7F }
        // ssh would read a host with a dash in front as an option, and the remote program a path.
        let isHost = self.host.utf8.allSatisfy { Self.isHostByte($0) || inBrackets && ":%".utf8.contains($0) }
        guard !self.host.isEmpty, isHost, !self.host.hasPrefix("-"), !destination.hasPrefix("-"),
            !destination.contains(" "),
            !destination.unicodeScalars.contains(where: unusable)
        else { throw GitError(.invalidURL(url: shown, reason: "its host or user is malformed")) }
        guard !path.isEmpty, !path.hasPrefix("-"), !path.unicodeScalars.contains(where: unusable) else {
            throw GitError(.invalidURL(url: shown, reason: "its path is empty, begins with '-' or is malformed"))
        }
    }
}

extension SSHAddress {
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension StringProtocol {
    fileprivate var droppingTrailingSlashes: SubSequence {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == "/" { end = index(before: end) }
        return self[..<end]
    }
}
