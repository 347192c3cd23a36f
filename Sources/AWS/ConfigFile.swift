/// Where a setting stands.
struct ConfigPlace: Hashable, Sendable, CustomStringConvertible {
    /// As it was named, such as `~/.aws/config`.
    let path: String
    /// From 1.
    let line: Int

    var description: String { "\(path):\(line)" }
}

/// The value of a setting. Its description shows the place alone, for the value may be a secret.
struct ConfigValue: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String
    /// The settings of an indented block; nil for anything else.
    let nested: [String: ConfigValue]?
    let place: ConfigPlace

    var description: String { "a value at \(place)" }
    var debugDescription: String { description }
}

/// The settings below one heading.
struct ConfigSection: Sendable {
    /// Of the heading.
    let place: ConfigPlace
    /// By name in lower case.
    var settings: [String: ConfigValue] = [:]

    subscript(name: String) -> ConfigValue? { settings[name] }
}

/// A configuration file with its sections in order.
struct ConfigFile: Sendable {
    let path: String
    var sections: [(name: String, section: ConfigSection)] = []
}
