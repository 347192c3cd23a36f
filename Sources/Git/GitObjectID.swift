internal import CLibgit2

/// The name of an object: its SHA-1, written as 40 lower-case hex digits.
public struct GitObjectID: Hashable, Sendable, CustomStringConvertible {
    // Twenty bytes as they stand in memory, in a shape that hashes and compares without a loop.
    private let head: UInt64
    private let middle: UInt64
    private let tail: UInt32

    init(_ id: git_oid) {
        self = withUnsafeBytes(of: id) { Self(bytes: $0) }
    }

    private init(bytes: UnsafeRawBufferPointer) {
        head = bytes.loadUnaligned(as: UInt64.self)
        middle = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        tail = bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
    }

    /// Reads 40 hex digits of either case; nil for anything else.
    public init?(hex: some StringProtocol) {
        let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 40, hex.utf8.count == 40 else { return nil }
        let bytes = (0..<20).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
        self = bytes.withUnsafeBytes { Self(bytes: $0) }
    }

    var raw: git_oid {
        var id = git_oid()
        withUnsafeMutableBytes(of: &id) { bytes in
            bytes.storeBytes(of: head, as: UInt64.self)
            bytes.storeBytes(of: middle, toByteOffset: 8, as: UInt64.self)
            bytes.storeBytes(of: tail, toByteOffset: 16, as: UInt32.self)
        }
        return id
    }

    /// The 40 hex digits.
    public var hex: String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: 40) { text in
            withUnsafeBytes(of: raw) { bytes in
                for (index, byte) in bytes.enumerated() {
                    text[2 * index] = digits.utf8Start[Int(byte >> 4)]
                    text[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
                }
            }
            return 40
        }
    }

    /// The 40 hex digits.
    public var description: String { hex }
}

/// A commit, as far as people and stamps speak of it.
public struct GitCommit: Hashable, Sendable {
    /// The full id.
    public var id: GitObjectID
    /// The first paragraph of the message on one line; empty when there is no message.
    public var summary: String
    /// When it was made (the committer's date), in seconds since 1970-01-01T00:00:00Z.
    public var commitTimeSeconds: Int64
}
