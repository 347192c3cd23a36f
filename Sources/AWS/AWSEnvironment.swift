/// Environment variables. Its description shows none, for some are secrets.
struct AWSEnvironment: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// All of them, for a process that we start.
    let variables: [String: String]

    /// A variable that is set to something.
    subscript(name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A path with `~` replaced by the home folder.
    func expanding(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = self["HOME"] else { return path }
        return home + path.dropFirst()
    }

    var description: String { "\(variables.count) environment variables" }
    var debugDescription: String { description }
}
