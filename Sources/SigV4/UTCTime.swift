internal import Glibc

/// A second of UTC in the notations that AWS uses.
public struct UTCTime: Hashable, Sendable, Comparable {
    /// Without leap seconds.
    public let secondsSince1970: Int

    /// The time that many seconds after the beginning of 1970.
    public init(secondsSince1970: Int) {
        self.secondsSince1970 = secondsSince1970
    }

    /// Reads the basic notation of ISO 8601, such as `20150830T123600Z`; nil for anything else.
    public init?(basic text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        self.init(digits: bytes[..<8] + bytes[9..<15])
    }

    /// Reads the extended notation of ISO 8601 with any number of digits of fraction, which are dropped, and the zone
    /// as `Z`, `UTC` or an offset such as `+02:00`; nil for anything else.
    public init?(iso8601 text: String) {
        let pattern = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|UTC|([+-])(\d\d):?(\d\d))/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: pattern)?.output,
            let local = Self(
                digits: [match.1, match.2, match.3, match.4, match.5, match.6].flatMap { Array($0.utf8) })
        else { return nil }
        guard let sign = match.7, let hours = match.8.flatMap({ Int($0) }), let minutes = match.9.flatMap({ Int($0) })
        else {
            self = local
            return
        }
        let offset = (hours * 60 + minutes) * 60
        secondsSince1970 = local.secondsSince1970 + (sign == "-" ? offset : -offset)
    }

    /// The 14 digits of year, month, day, hour, minute and second, of a time that exists.
    private init?(digits: some Collection<UInt8>) {
        let values = digits.map { Int32($0) - 48 }
        guard values.count == 14, values.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let pair = { (place: Int) in values[place] * 10 + values[place + 1] }
        var parts = tm()
        parts.tm_year = pair(0) * 100 + pair(2) - 1900
        parts.tm_mon = pair(4) - 1
        parts.tm_mday = pair(6)
        parts.tm_hour = pair(8)
        parts.tm_min = pair(10)
        parts.tm_sec = pair(12)
        secondsSince1970 = timegm(&parts)
        // The 31st of June comes back as another day.
        guard basic.utf8.filter({ $0 < 0x40 }) == Array(digits) else { return nil }
    }

    /// Such as `20150830T123600Z`.
    public var basic: String {
        let parts = self.parts
        return "\(day(parts))T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
    }

    /// The day alone, such as `20150830`.
    public var basicDay: String { day(parts) }

    /// Such as `2015-08-30T12:36:00Z`.
    public var iso8601: String {
        let parts = self.parts
        let date = "\(two((parts.tm_year + 1900) / 100))\(two((parts.tm_year + 1900) % 100))"
        return "\(date)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// Which is earlier.
    public static func < (first: Self, second: Self) -> Bool { first.secondsSince1970 < second.secondsSince1970 }

    private var parts: tm {
        var (seconds, parts) = (time_t(secondsSince1970), tm())
        gmtime_r(&seconds, &parts)
        return parts
    }

    private func day(_ parts: tm) -> String {
        let year = parts.tm_year + 1900
        return "\(two(year / 100))\(two(year % 100))\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
    }

    private func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
