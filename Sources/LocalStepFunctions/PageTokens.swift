internal import Crypto
internal import StepFunctions

/// Makes and reads the tokens that lists are continued by.
///
/// A token is the hexadecimal form of a position, the time it was made, a nonce that makes every token
/// different, and a keyed digest over these and over what is being listed. So a token is only good for the
/// list it came from, whichever process of the file made it, and the file remembers none.
struct PageTokens: Sendable {
    /// Why a token does not continue a list.
    enum Refusal: Error {
        /// It is of another list or file, or was changed.
        case invalid
        /// It is older than 24 hours.
        case expired
    }

    private static let payloadBytes = 24
    private static let digestBytes = 16

    let secret: [UInt8]

    /// A token that continues `list` after `position`.
    func token(of list: String, after position: Int, now: Timestamp, nonce: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.payloadBytes + Self.digestBytes)
        for word in [UInt64(bitPattern: Int64(position)), UInt64(bitPattern: Int64(now.millisecondsSince1970)), nonce] {
            withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.append(contentsOf: digest(list, payload: bytes))
        return Hexadecimal.text(bytes)
    }

    /// The position to continue `list` after.
    func position(in token: String, of list: String, now: Timestamp) throws(Refusal) -> Int {
        guard let bytes = Hexadecimal.bytes(token), bytes.count == Self.payloadBytes + Self.digestBytes else {
            throw .invalid
        }
        let payload = bytes.prefix(Self.payloadBytes)
        guard digest(list, payload: payload) == Array(bytes.dropFirst(Self.payloadBytes)) else {
            throw .invalid
        }
        let made = Self.word(payload, 1)
        guard now.millisecondsSince1970 - made <= Limits.pageTokenSeconds * 1_000 else { throw .expired }
        return Self.word(payload, 0)
    }

    /// Cut to half its length, the digest cannot be extended to longer lists' names.
    private func digest(_ list: String, payload: some Sequence<UInt8>) -> [UInt8] {
        Array(Digest(sha256: secret + payload + list.utf8).bytes.prefix(Self.digestBytes))
    }

    private static func word(_ payload: ArraySlice<UInt8>, _ index: Int) -> Int {
        let bytes = payload.dropFirst(index * 8).prefix(8)
        return Int(Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
    }
}

/// Bytes as lower-case hexadecimal digits.
private enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil for anything but pairs of lower-case digits, so that a token has one spelling only.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
