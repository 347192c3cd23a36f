internal import HTTP

/// A setting that was found, and where. Its description shows where alone.
struct Setting: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String
    /// A variable's name, or `FILE:LINE`.
    let origin: String

    init(text: String, origin: String) {
        self.text = text
        self.origin = origin
    }

    init(_ value: ConfigValue) {
        self.init(text: value.text, origin: value.place.description)
    }

    var description: String { "the value of \(origin)" }
    var debugDescription: String { description }

    /// The error of a value that is not secret.
    func invalid(_ advice: String) -> AWSSettingsError {
        AWSSettingsError(.invalidValue, "\(origin) has the value '\(text)'", advice: advice)
    }

    /// The value as a URL.
    func url() throws(AWSSettingsError) -> HTTPURL {
        guard let url = HTTPURL(text), url.query == nil else {
            throw AWSSettingsError(
                .invalidValue, "\(origin) is not the URL of an endpoint",
                advice: "Write a URL such as http://localhost:4599, without user name and query.")
        }
        return url
    }
}

/// Finds settings in the environment, then in one profile.
struct SettingLookup: Sendable {
    let environment: AWSEnvironment
    let section: ConfigSection?

    func find(_ variable: String?, _ name: String?) -> Setting? {
        if let variable, let text = environment[variable] { return Setting(text: text, origin: variable) }
        guard let name, let value = section?[name], !value.text.isEmpty else { return nil }
        return Setting(value)
    }

    /// A setting that is `true` or `false`; false when there is none.
    func flag(_ variable: String?, _ name: String?) throws(AWSSettingsError) -> Bool {
        try choice(variable, name, ["true", "false"]) == "true"
    }

    /// One of a few words, in any case.
    func choice(_ variable: String?, _ name: String?, _ words: [String]) throws(AWSSettingsError) -> String? {
        guard let found = find(variable, name) else { return nil }
        let word = found.text.lowercased()
        guard words.contains(word) else { throw found.invalid("Write \(words.joined(separator: " or ")).") }
        return word
    }

    /// A whole number.
    func number(
        _ variable: String?, _ name: String?, _ range: ClosedRange<Int>
    ) throws(AWSSettingsError) -> Int? {
        guard let found = find(variable, name) else { return nil }
        guard let number = Int(found.text), range.contains(number) else {
            throw found.invalid("Write a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}
