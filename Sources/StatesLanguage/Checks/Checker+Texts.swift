internal import JSON

extension Checker {
    /// Whether a text looks like a path or an intrinsic function, and so like something to be computed.
    func looksLikePath(_ text: String) -> Bool {
        let bytes = text.utf8
        switch bytes.first {
        case UInt8(ascii: "$"):
            return bytes.starts(with: "$.".utf8) || bytes.starts(with: "$[".utf8) || bytes.starts(with: "$$.".utf8)
        case UInt8(ascii: "S"):
            return bytes.starts(with: "States.".utf8) && bytes.last == UInt8(ascii: ")")
                && bytes.contains(UInt8(ascii: "("))
        default: return false
        }
    }

    /// Whether a key of a payload template asks for its value to be computed.
    func isDynamicKey(_ key: String) -> Bool {
        key.utf8.count > 2 && key.utf8.suffix(2).elementsEqual(".$".utf8)
    }

    /// Checks the name of a variable, a key of `Assign`. Called at the place of the `Assign`.
    mutating func checkVariableName(_ key: String, _ language: QueryLanguage) {
        guard !isUnknown(key) else { return }
        let name = language == .jsonPath && isDynamicKey(key) ? String(key.dropLast(2)) : key
        if name == "states" {
            report(
                .reservedVariableName, "Cannot assign to reserved variable '$states'.", at: key, isAboutKey: true)
        } else if !isVariableName(name) {
            report(
                .invalidVariableName,
                "Invalid variable name '\(name)': the variable name contains invalid characters.", at: key,
                isAboutKey: true, hint: "A name is a letter and then letters, digits and underscores.")
        } else if name.utf8.count > 80, name.unicodeScalars.count > 80 {
            report(
                .invalidVariableName,
                "Invalid variable name '\(name)': the variable name is longer than 80 characters.",
                at: key, isAboutKey: true, hint: "It has \(name.unicodeScalars.count) characters.")
        }
    }

    /// Whether a text is an identifier by Unicode Standard Annex 31, where no underscore stands first.
    private func isVariableName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.properties.isIDStart else { return false }
        return name.unicodeScalars.dropFirst().allSatisfy(\.properties.isIDContinue)
    }

    /// Whether a text is a date and time by RFC 3339, with `T` and `Z` in capitals as the language asks for.
    func isTimestamp(_ text: String) -> Bool {
        var reader = TimestampReader(text)
        return reader.readsWhole()
    }
}

/// Reads a date and time from end to end.
private struct TimestampReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    /// `1985-04-12T23:20:50.52Z` or with an offset such as `-08:00` at the end. (RFC 3339 section 5.6)
    mutating func readsWhole() -> Bool {
        guard let year = number(4), take("-"), let month = number(2), (1...12).contains(month), take("-"),
            let day = number(2), (1...daysOf(month, year)).contains(day), take("T"), readsTime()
        else { return false }
        return readsZone() && rest.isEmpty
    }

    private mutating func readsTime() -> Bool {
        // A leap second is written as the 60th.
        guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60, take(":"),
            let second = number(2), second <= 60
        else { return false }
        guard take(".") else { return true }
        guard number(1) != nil else { return false }
        while number(1) != nil {}
        return true
    }

    private mutating func readsZone() -> Bool {
        if take("Z") { return true }
        guard take("+") || take("-"), let hour = number(2), hour < 24, take(":"), let minute = number(2) else {
            return false
        }
        return minute < 60
    }

    private func daysOf(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Takes exactly so many digits.
    private mutating func number(_ digits: Int) -> Int? {
        var value = 0
        var left = rest
        for _ in 0..<digits {
            guard let byte = left.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            left = left.dropFirst()
        }
        rest = left
        return value
    }
}
