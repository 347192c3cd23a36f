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
        let values = digits.map { Int($0) - 48 }
        guard values.count == 14, values.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let pair = { (place: Int) in values[place] * 10 + values[place + 1] }
        let days = Self.days(year: pair(0) * 100 + pair(2), month: pair(4), day: pair(6))
        secondsSince1970 = ((days * 24 + pair(8)) * 60 + pair(10)) * 60 + pair(12)
        // The 31st of June comes back as another day.
        guard basic.utf8.filter({ $0 < 0x40 }) == Array(digits) else { return nil }
    }

    /// Days since 1970 of a day in the Gregorian calendar. Years are taken to begin in March, so that the leap day is
    /// their last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469
    }

    /// Such as `20150830T123600Z`.
    public var basic: String { text("%%%%T%%%Z") }

    /// The day alone, such as `20150830`.
    public var basicDay: String { text("%%%%") }

    /// Such as `2015-08-30T12:36:00Z`.
    public var iso8601: String { text("%%-%-%T%:%:%Z") }

    /// Which is earlier.
    public static func < (first: Self, second: Self) -> Bool { first.secondsSince1970 < second.secondsSince1970 }

    /// The time in a notation in which each `%` stands for two digits: century, year, month, day, hour, minute, second.
    private func text(_ notation: String) -> String {
        let days = Int((Double(secondsSince1970) / 86_400).rounded(.down))
        let second = secondsSince1970 - days * 86_400
        var year = 1970 + days / 366
        while Self.days(year: year + 1, month: 1, day: 1) <= days { year += 1 }
        while Self.days(year: year, month: 1, day: 1) > days { year -= 1 }
        var month = 12
        while Self.days(year: year, month: month, day: 1) > days { month -= 1 }
        let day = days - Self.days(year: year, month: month, day: 1) + 1
        let pairs = [year / 100, year % 100, month, day, second / 3_600, second / 60 % 60, second % 60]
        var (bytes, next): ([UInt8], Int) = ([], 0)
        bytes.reserveCapacity(20)
        for byte in notation.utf8 {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(ascii: "0") + UInt8(clamping: pairs[next] / 10 % 10))
            bytes.append(UInt8(ascii: "0") + UInt8(clamping: pairs[next] % 10))
            next += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
