internal import HTTP

/// The one form of a request that both sides sign (AWS General Reference, "Create a canonical request").
struct CanonicalRequest {
    /// Lower-case names of what is signed, joined by semicolons.
    let signedHeaders: String
    /// The whole form.
    let bytes: [UInt8]

    /// Takes the headers that are signed, with names in lower case, and the body's digest in hexadecimal.
    init(method: String, path: [UInt8], query: String, headers: [HTTPHeaders.Field], bodyDigest: String) {
        let lines = Self.headerLines(headers)
        signedHeaders = lines.dropFirst().reduce(lines.first?.name ?? "") { "\($0);\($1.name)" }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += method.utf8
        bytes.append(newline)
        bytes += path
        bytes.append(newline)
        Self.appendQuery(query, to: &bytes)
        bytes.append(newline)
        for line in lines {
            bytes += line.name.utf8
            bytes.append(UInt8(ascii: ":"))
            bytes += line.value
            bytes.append(newline)
        }
        bytes.append(newline)
        bytes += signedHeaders.utf8
        bytes.append(newline)
        bytes += bodyDigest.utf8
        self.bytes = bytes
    }

    private struct HeaderLine {
        var name: String
        var value: [UInt8]
    }

    /// One line a name, by name; values of one name stand in their order.
    private static func headerLines(_ headers: [HTTPHeaders.Field]) -> [HeaderLine] {
        var lines: [HeaderLine] = []
        lines.reserveCapacity(headers.count)
        for header in headers {
            if let place = lines.firstIndex(where: { $0.name == header.name }) {
                lines[place].value.append(UInt8(ascii: ","))
                appendTrimmed(header.value, to: &lines[place].value)
            } else {
                var value: [UInt8] = []
                appendTrimmed(header.value, to: &value)
                lines.append(HeaderLine(name: header.name, value: value))
            }
        }
        return lines.sorted { $0.name < $1.name }
    }

    /// Without white space at both ends, and one space for each run of it within.
    private static func appendTrimmed(_ value: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.reserveCapacity(start + value.utf8.count)
        var pending = false
        for byte in value.utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                pending = bytes.count > start
            } else {
                if pending { bytes.append(0x20) }
                pending = false
                bytes.append(byte)
            }
        }
    }

    /// Every name and value percent-encoded in one way, by name, then by value.
    private static func appendQuery(_ query: String, to bytes: inout [UInt8]) {
        guard !query.isEmpty else { return }
        let pairs = query.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map { pair in
            let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value = end == pair.endIndex ? pair[end...] : pair[pair.index(after: end)...]
            return (name: encoded(pair[..<end]), value: encoded(value))
        }
        let sorted = pairs.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        bytes += sorted.lazy.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8
    }

    private static func encoded(_ text: Substring.UTF8View) -> String {
        var bytes: [UInt8] = []
        text.forEachURIByte { bytes.appendEncoded($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What a service does to a path before it is signed.
enum CanonicalPath {
    /// A path as it is written on the wire, in the form that is signed.
    ///
    /// - Parameters:
    ///   - normalized: Whether `.`, `..` and empty segments are resolved (RFC 3986 section 5.2.4).
    ///   - encoded: Whether it is percent-encoded once more.
    static func bytes(_ path: String, normalized: Bool, encoded: Bool) -> [UInt8] {
        if path.isEmpty || path == "/" { return [slash] }
        let path = normalized ? withoutDotSegments(path) : Array(path.utf8)
        guard encoded else { return path }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.count)
        for byte in path { bytes.appendEncoded(byte, safe: slash) }
        return bytes
    }

    private static func withoutDotSegments(_ path: String) -> [UInt8] {
        var kept: [Substring.UTF8View] = []
        for segment in path[...].utf8.split(separator: slash) where !segment.elementsEqual(".".utf8) {
            if segment.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else {
                kept.append(segment)
            }
        }
        let end = path.utf8.last == slash && !kept.isEmpty ? [slash] : []
        return [slash] + kept.joined(separator: [slash]) + end
    }
}

private let newline = UInt8(ascii: "\n")
private let slash = UInt8(ascii: "/")
