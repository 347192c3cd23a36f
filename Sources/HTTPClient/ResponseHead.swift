internal import HTTP

/// Status and header fields, gathered line by line as libcurl hands them over.
struct ResponseHead {
    /// Bytes that the status lines and header lines of a response may have, interim responses and trailers included.
    static let maximumBytes = 64 << 10

    /// 0 before the status line.
    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    /// Whether the empty line after the fields of the final response has come.
    private(set) var isComplete = false
    private var bytes = 0

    /// Takes one line with its line end; false when there are too many bytes.
    mutating func append(_ line: UnsafeRawBufferPointer) -> Bool {
        bytes += line.count
        guard bytes <= Self.maximumBytes else { return false }
        if line.starts(with: "HTTP/".utf8) {
            start(line)
        } else if !isComplete {
            // What comes after the body would be a trailer, which nobody here asks for.
            appendField(Self.trimmed(line[...]))
        }
        return true
    }

    /// A status line starts the final response, or an interim one (RFC 9110 section 15.2) before it.
    private mutating func start(_ line: UnsafeRawBufferPointer) {
        let digits = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix(3)
        status = digits.reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
        headers = HTTPHeaders()
        isComplete = false
    }

    private mutating func appendField(_ line: Slice<UnsafeRawBufferPointer>) {
        guard let first = line.first else {
            isComplete = status >= 200
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        if Self.isBlank(first) { return }
        let value = Self.trimmed(line[(colon + 1)...])
        headers.fields.append(
            HTTPHeaders.Field(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }

    private static func trimmed(_ text: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }
}
