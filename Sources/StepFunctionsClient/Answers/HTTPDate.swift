internal import StepFunctions

/// The time in a header field (RFC 9110 section 5.6.7), in the form that everybody sends now.
enum HTTPDate {
    /// Seconds since 1970 of `Sat, 21 Nov 2026 13:33:58 GMT`; nil for any other form.
    static func secondsSince1970(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: words[2]) else { return nil }
        let monthDigits = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        let time = Timestamp(iso8601: "\(words[3])-\(monthDigits)-\(words[1])T\(words[4])Z")
        return time.map { $0.millisecondsSince1970 / 1_000 }
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
