/// A point in time as the API carries it: seconds since 1970-01-01T00:00:00Z, to the millisecond.
///
/// It is kept as whole milliseconds, so that equality and sorting are exact; on the wire it is a JSON
/// number of seconds.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970, negative before it.
    public var millisecondsSince1970: Int

    /// The point that many milliseconds after 1970-01-01T00:00:00Z.
    public init(millisecondsSince1970: Int) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// The point that many seconds after 1970-01-01T00:00:00Z, rounded to the millisecond; nil when `seconds`
    /// is not a number or lies outside the years 0 to 9999, which is what the text form can say.
    public init?(secondsSince1970 seconds: Double) {
        let milliseconds = (seconds * 1000).rounded()
        guard milliseconds >= Self.earliest, milliseconds <= Self.latest else { return nil }
        millisecondsSince1970 = Int(milliseconds)
    }

    /// Seconds since 1970 with the milliseconds as fraction.
    public var secondsSince1970: Double { Double(millisecondsSince1970) / 1000 }

    /// Earlier before later.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }

    /// 0000-01-01T00:00:00.000Z in milliseconds.
    static let earliest = -62_167_219_200_000.0
    /// 9999-12-31T23:59:59.999Z in milliseconds.
    static let latest = 253_402_300_799_999.0
}

extension Timestamp: Codable {
    /// Reads a number of seconds.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(secondsSince1970: try container.decode(Double.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a timestamp lies between the years 0 and 9999")
        }
        self = value
    }

    /// Writes a number of seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        // Whole seconds as an integer: every JSON reader gives it back unchanged.
        if millisecondsSince1970.isMultiple(of: 1000) {
            try container.encode(millisecondsSince1970 / 1000)
        } else {
            try container.encode(secondsSince1970)
        }
    }
}
