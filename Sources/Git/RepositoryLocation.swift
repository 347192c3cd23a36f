internal import Glibc

/// Where a repository is to be found, as a user writes it.
enum RepositoryLocation {
    /// Reads a path, relative to `workingDirectory`, or a `file://` URL, into a path.
    ///
    /// - Throws: `.remoteRepository` for everything that git would fetch over a network, `.invalidURL`.
    static func path(from text: String, workingDirectory: String) throws(GitError) -> String {
        if let separator = text.range(of: "://") {
            let scheme = text[..<separator.lowerBound].lowercased()
            guard scheme == "file" else { throw GitError(.remoteRepository(url: withoutCredentials(text))) }
            return try pathOfFileURL(text, afterScheme: text[separator.upperBound...])
        }
        let path = text.hasPrefix("/") ? text : workingDirectory + "/" + text
        if isRemoteShorthand(text), access(path, F_OK) != 0 {
            throw GitError(.remoteRepository(url: withoutCredentials(text)))
        }
        return path
    }

    /// `user@host:path`, git's short form for SSH: a colon before the first slash.
    private static func isRemoteShorthand(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        return !text[..<colon].contains("/")
    }

    private static func pathOfFileURL(_ url: String, afterScheme rest: Substring) throws(GitError) -> String {
        guard let slash = rest.firstIndex(of: "/") else {
            throw GitError(.invalidURL(url: url, reason: "a file URL needs an absolute path"))
        }
        let host = rest[..<slash].lowercased()
        guard host.isEmpty || host == "localhost" else {
            throw GitError(.invalidURL(url: url, reason: "a file URL cannot name another host ('\(host)')"))
        }
        guard let path = percentDecoded(rest[slash...]) else {
            throw GitError(.invalidURL(url: url, reason: "'%' must stand before two hex digits, and never before 00"))
        }
        return path
    }

    /// RFC 3986 section 2.1; nil for a bad escape, a NUL, or bytes that are not UTF-8.
    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue),
                high | low != 0
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }

    /// The URL without a user's name and password, which must not reach a log; `git@`, the usual name, stays.
    private static func withoutCredentials(_ url: String) -> String {
        let start = url.range(of: "://")?.upperBound ?? url.startIndex
        let authority = url[start...].prefix { $0 != "/" }
        guard let sign = authority.lastIndex(of: "@"), url[start..<sign] != "git" else { return url }
        return String(url[..<start] + url[url.index(after: sign)...])
    }
}

extension String {
    /// The first place of `text`; the standard library's own search needs the regular expression module.
    fileprivate func range(of text: StaticString) -> Range<Index>? {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var start = utf8.startIndex
        while let first = utf8[start...].firstIndex(of: bytes[0]) {
            if utf8[first...].starts(with: bytes) { return first..<utf8.index(first, offsetBy: bytes.count) }
            start = utf8.index(after: first)
        }
        return nil
    }
}
