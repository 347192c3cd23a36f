// Crypto: digests through OpenSSL's libcrypto. It knows nothing of what is digested.

internal import CLibcrypto

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The digest of `bytes`, which are only copied when they do not lie in one piece.
    public init(sha256 bytes: some Sequence<UInt8>) {
        self.bytes =
            bytes.withContiguousStorageIfAvailable(Self.sha256)
            ?? Array(bytes).withUnsafeBufferPointer(Self.sha256)
    }

    /// The digest of a text's UTF-8 bytes.
    public init(sha256 text: String) {
        self.init(sha256: text.utf8)
    }

    private static func sha256(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { output, count in
            _ = SHA256(input.baseAddress, input.count, output.baseAddress)
            count = Int(SHA256_DIGEST_LENGTH)
        }
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        guard hex.utf8.count == 64 else { return nil }
        let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// The 64 digits.
    public var description: String { Self.hex(bytes) }

    /// The first 16 hexadecimal digits: the form that stamps carry.
    public var short: String { Self.hex(bytes.prefix(8)) }

    static func hex(_ bytes: some Collection<UInt8>) -> String {
        let digit = { (value: UInt8) in value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
        return String(unsafeUninitializedCapacity: bytes.count * 2) { output in
            for (place, byte) in bytes.enumerated() {
                output[2 * place] = digit(byte >> 4)
                output[2 * place + 1] = digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    /// Reads the 64 digits.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let digest = Digest(hex: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a SHA-256 digest"))
        }
        self = digest
    }

    /// Writes the 64 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
