/// Where the local service gets what must be unique from. Each kind has a generator of its own, so that one
/// more use of one does not change the values of the others in recorded runs.
public struct LocalIdentifiers: Sendable {
    /// Makes the `revisionId` of a new revision: the text of a version 4 UUID.
    public var revisionID: @Sendable () -> String
    /// Makes a number that tells one page token from another of the same place.
    public var pageNonce: @Sendable () -> UInt64
    /// Makes the 32 bytes, once a file, that page tokens are recognized by.
    public var pageSecret: @Sendable () -> [UInt8]

    /// Generators of one's own.
    public init(
        revisionID: @escaping @Sendable () -> String, pageNonce: @escaping @Sendable () -> UInt64,
        pageSecret: @escaping @Sendable () -> [UInt8]
    ) {
        self.revisionID = revisionID
        self.pageNonce = pageNonce
        self.pageSecret = pageSecret
    }

    /// Everything from the system's random numbers.
    public static let random = LocalIdentifiers(
        revisionID: { uuidText((0..<16).map { _ in .random(in: .min ... .max) }) },
        pageNonce: { .random(in: .min ... .max) },
        pageSecret: { (0..<32).map { _ in .random(in: .min ... .max) } })

    /// The text of a version 4 UUID (RFC 9562 section 5.4) from 16 random bytes, of which 6 bits are replaced.
    static func uuidText(_ random: [UInt8]) -> String {
        precondition(random.count == 16, "a UUID is made of 16 bytes")
        var bytes = random
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
