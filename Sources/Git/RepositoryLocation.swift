internal import Glibc

/// Where a repository is to be found, as a user writes it.
enum RepositoryLocation {
    /// A path on this machine.
    case folder(String)
    case remote(GitRemote)

    /// Reads a path, relative to `workingDirectory`, or a URL.
    ///
    /// - Throws: `.invalidURL`.
    init(_ text: String, workingDirectory: String) throws(GitError) {
        if let separator = text.range(of: "://") {
            let scheme = text[..<separator.lowerBound].lowercased()
            let rest = text[separator.upperBound...]
            self =
                scheme == "file"
                ? .folder(try Self.pathOfFileURL(text, afterScheme: rest))
                : .remote(try GitRemote(scheme: scheme, rest: rest))
            return
        }
        let path = text.hasPrefix("/") ? text : workingDirectory + "/" + text
        self =
            Self.isRemoteShorthand(text) && access(path, F_OK) != 0
            ? .remote(try GitRemote(shorthand: text)) : .folder(path)
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
    static func percentDecoded(_ text: Substring) -> String? {
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
