internal import Documents

/// Words on the command line that make no sense together: one sentence.
struct UsageError: Error, Equatable {
    let message: String

    init(_ message: String) { self.message = message }

    /// An option that the command does not have.
    static func unknownOption(_ word: String, _ command: Command) -> Self {
        let name = String(word.prefix { $0 != "=" })
        let names = command.allOptions.map { "--\($0.name)" }
        let hint = nearestName(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
        return Self("statecraft \(command.name) has no option '\(name)'\(hint)")
    }

    /// A command that does not exist.
    static func unknownCommand(_ word: String, among names: [String]) -> Self {
        let hint = nearestName(to: word, in: names).map { "; did you mean '\($0)'?" } ?? ""
        return Self("there is no command '\(word)'\(hint)")
    }

    /// A word that is none of those that may stand there.
    static func notOneOf(_ words: [String], _ word: String, subject: String) -> Self {
        let hint = nearestName(to: word, in: words).map { "; did you mean '\($0)'?" } ?? ""
        return Self("\(subject) takes \(alternatives(words)), not '\(word)'\(hint)")
    }
}

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
