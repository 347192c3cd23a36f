import Crypto
import JSON
import Testing

/// SHA-256 as FIPS 180-4 defines it, shown with the vectors of NIST, and the digest of a value, which depends on
/// neither member order nor white space.
@Suite struct DigestTests {
    static let vectors: [(text: String, hex: String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test(arguments: vectors)
    func knownVectorsHold(text: String, hex: String) {
        #expect(Digest(sha256: text).description == hex)
        #expect(Digest(sha256: Array(text.utf8)).description == hex)
        #expect(Digest(sha256: text.utf8.lazy.map { $0 }) == Digest(hex: hex))
        #expect(Digest(sha256: text).short == String(hex.prefix(16)))
    }

    @Test(arguments: [
        "", "e3", String(repeating: "g", count: 64), String(repeating: "a", count: 65),
        "é" + String(repeating: "a", count: 62),
    ])
    func whatIsNoDigestIsNotRead(hex: String) {
        #expect(Digest(hex: hex) == nil)
    }

    @Test func upperCaseIsReadAndLowerCaseWritten() {
        let hex = String(repeating: "AB", count: 32)
        #expect(Digest(hex: hex)?.description == hex.lowercased())
    }

    @Test func digestsAreCodedAsText() throws {
        let digest = Digest(sha256: "abc")
        let value = try JSONValueEncoder().encode(["d": digest])
        #expect(value == ["d": .string(digest.description)])
        #expect(try JSONValueDecoder().decode([String: Digest].self, from: value)["d"] == digest)
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Digest.self, from: "abc") }
    }

    @Test func theDigestOfAValueIgnoresOrderAndWhiteSpace() throws {
        let one = try JSONValue(parsing: "{\"a\":1,\"b\":[true,\"x\"]}")
        let two = try JSONValue(parsing: " { \"b\" : [ true , \"\\u0078\" ], \"a\" : 1.0 } ")
        #expect(Digest(sha256: one.canonicalText) == Digest(sha256: two.canonicalText))
        #expect(Digest(sha256: one.canonicalText) != Digest(sha256: one.compactText + " "))
    }
}
