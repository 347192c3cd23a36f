internal import Glibc

/// Where a client gets time and randomness from.
public struct ClientSurroundings: Sendable {
    /// For waiting between attempts.
    public var clock: MonotonicClock
    /// Seconds since 1970, for signatures.
    public var secondsSince1970: @Sendable () -> Int
    /// A number from 0 up to but not including 1, by which waiting times differ.
    public var random: @Sendable () -> Double
    /// A text that no other call has, by which the service knows attempts of one call.
    public var invocationID: @Sendable () -> String

    /// Surroundings of one's own.
    public init(
        clock: MonotonicClock, secondsSince1970: @escaping @Sendable () -> Int,
        random: @escaping @Sendable () -> Double, invocationID: @escaping @Sendable () -> String
    ) {
        self.clock = clock
        self.secondsSince1970 = secondsSince1970
        self.random = random
        self.invocationID = invocationID
    }

    /// The system's.
    public static let real = ClientSurroundings(
        clock: .real, secondsSince1970: { Int(seconds(of: CLOCK_REALTIME)) }, random: { .random(in: 0..<1) },
        invocationID: { uuidText(.random(in: .min ... .max), .random(in: .min ... .max)) })

    /// A version 4 UUID (RFC 9562 section 5.4) from 128 random bits, of which 6 are replaced.
    static func uuidText(_ first: UInt64, _ second: UInt64) -> String {
        let halves = [first & ~0xF000 | 0x4000, second & ~(0xC000 << 48) | 0x8000 << 48]
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for place in 0..<32 {
            if place >= 8, place <= 20, place.isMultiple(of: 4) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(halves[place / 16] >> (60 - 4 * (place % 16)) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
