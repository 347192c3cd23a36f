internal import CLibcrypto

extension Digest {
    /// The HMAC-SHA256 of a message (RFC 2104): a digest that only who knows the key can make.
    public init(hmacSHA256 message: [UInt8], key: [UInt8]) {
        bytes = [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { output, count in
            // A null key would mean "the key of the call before"; an empty array has an address or none.
            var unused: UInt8 = 0
            let made = key.withUnsafeBufferPointer { key in
                withUnsafePointer(to: &unused) { substitute in
                    HMAC(
                        EVP_sha256(), key.baseAddress ?? substitute, Int32(key.count), message, message.count,
                        output.baseAddress, nil)
                }
            }
            precondition(made != nil, "libcrypto always has SHA-256")
            count = Int(SHA256_DIGEST_LENGTH)
        }
    }
}

/// Whether two texts of bytes are the same, in a time that depends on their lengths alone: a guess at a secret must not
/// learn how far it was right.
public func isSameInConstantTime(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    first.count == second.count && CRYPTO_memcmp(first, second, first.count) == 0
}
