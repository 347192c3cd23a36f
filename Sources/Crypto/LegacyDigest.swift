internal import CLibcrypto

/// A SHA-1 digest, written as 40 lower-case hexadecimal digits.
///
/// SHA-1 is broken and protects nothing. It is here because others have named files by it, such as the tokens that
/// `aws sso login` stores.
public struct LegacyDigest: Hashable, Sendable, CustomStringConvertible {
    /// The 20 bytes.
    public let bytes: [UInt8]

    /// The digest of a text's UTF-8 bytes.
    public init(sha1 text: String) {
        let input = Array(text.utf8)
        bytes = [UInt8](unsafeUninitializedCapacity: Int(SHA_DIGEST_LENGTH)) { output, count in
            _ = SHA1(input, input.count, output.baseAddress)
            count = Int(SHA_DIGEST_LENGTH)
        }
    }

    /// The 40 digits.
    public var description: String { Digest.hex(bytes) }
}
