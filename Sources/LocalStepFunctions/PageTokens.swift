internal import Crypto
internal import StepFunctions

/// Makes and reads the tokens that lists are continued by.
///
/// A token is the hexadecimal form of a position, the time it was made, a nonce that makes every token
/// different, and a keyed digest over these and over what is being listed. A position is a row or a name. So a token
/// is only good for the list it came from, whichever process of the file made it, and the file remembers none.
struct PageTokens: Sendable {
    /// Why a token does not continue a list.
    enum Refusal: Error {
        /// It is of another list or file, or was changed.
        case invalid
        /// It is older than 24 hours.
        case expired
    }

    /// The time and the nonce.
    private static let sealBytes = 16
    private static let digestBytes = 16

    let secret: [UInt8]

    /// A token that continues `list` after `position`.
    func token(of list: String, after position: some PagePosition, now: Timestamp, nonce: UInt64) -> String {
        var bytes = position.tokenBytes
        bytes.reserveCapacity(bytes.count + Self.sealBytes + Self.digestBytes)
        for word in [UInt64(bitPattern: Int64(now.millisecondsSince1970)), nonce] { bytes += word.bigEndianBytes }
        bytes.append(contentsOf: digest(list, payload: bytes))
        return Hexadecimal.text(bytes)
    }

    /// The position to continue `list` after.
    func position<Position: PagePosition>(
        in token: String, of list: String, now: Timestamp
    ) throws(Refusal) -> Position {
        guard let bytes = Hexadecimal.bytes(token), bytes.count >= Self.sealBytes + Self.digestBytes else {
            throw .invalid
        }
        let payload = bytes.dropLast(Self.digestBytes)
        guard digest(list, payload: payload) == Array(bytes.suffix(Self.digestBytes)) else { throw .invalid }
        guard let position = Position(tokenBytes: payload.dropLast(Self.sealBytes)),
            let made = Int(tokenBytes: payload.suffix(Self.sealBytes).prefix(8))
        else { throw .invalid }
        guard now.millisecondsSince1970 - made <= Limits.pageTokenSeconds * 1_000 else { throw .expired }
        return position
    }

    /// Cut to half its length, the digest cannot be extended to longer lists' names.
    private func digest(_ list: String, payload: some Sequence<UInt8>) -> [UInt8] {
        Array(Digest(sha256: secret + payload + list.utf8).bytes.prefix(Self.digestBytes))
    }
}

/// Where a list is continued.
protocol PagePosition {
    var tokenBytes: [UInt8] { get }

    /// Nil for bytes that stand for no position.
    init?(tokenBytes: ArraySlice<UInt8>)
}

/// A row.
extension Int: PagePosition {
    var tokenBytes: [UInt8] { UInt64(bitPattern: Int64(self)).bigEndianBytes }

    init?(tokenBytes: ArraySlice<UInt8>) {
        guard tokenBytes.count == 8 else { return nil }
        self = Int(Int64(bitPattern: tokenBytes.reduce(0) { $0 << 8 | UInt64($1) }))
    }
}

/// A name, in the order of its bytes.
extension String: PagePosition {
    var tokenBytes: [UInt8] { Array(utf8) }

    init?(tokenBytes: ArraySlice<UInt8>) {
        self.init(validating: tokenBytes, as: UTF8.self)
    }
}

extension UInt64 {
    fileprivate var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
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
