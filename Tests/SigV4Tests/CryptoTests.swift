import Crypto
import Testing

/// Guarantee: HMAC-SHA256 and SHA-1 are those of the standards.
///
/// How: the vectors of RFC 4231 and RFC 3174.
@Suite struct CryptoTests {
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
    func authenticationCodesAreThoseOfTheStandard(key: [UInt8], message: String, expected: String) {
        // The empty key must not mean the key of the call before.
        _ = Digest(hmacSHA256: [1], key: [2])
        #expect(Digest(hmacSHA256: Array(message.utf8), key: key).description == expected)
    }

    @Test func theLegacyDigestIsThatOfTheStandard() {
        #expect(LegacyDigest(sha1: "abc").description == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(LegacyDigest(sha1: "").description == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    }

    @Test func bytesAreComparedWhole() {
        #expect(isSameInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(isSameInConstantTime([], []))
        #expect(!isSameInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!isSameInConstantTime([1, 2, 3], [1, 2]))
    }
}
