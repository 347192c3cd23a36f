internal import Crypto

/// What is signed: when, for what, and the digest of the canonical request.
enum StringToSign {
    static func bytes(time: String, scope: SignatureScope, canonicalRequest: [UInt8]) -> [UInt8] {
        let digest = Digest(sha256: canonicalRequest)
        return Array("\(SignatureScope.algorithm)\n\(time)\n\(scope)\n\(digest)".utf8)
    }
}
