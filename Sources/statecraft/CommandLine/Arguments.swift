/// The words of a command line, sorted out.
struct Arguments: Sendable {
    /// An option that only the command itself understands.
    struct OpenOption: Sendable, Equatable {
        let name: String
        let value: String
    }

    private(set) var values: [String: [String]] = [:]
    private(set) var positionals: [String] = []
    private(set) var openOptions: [OpenOption] = []
    private(set) var wantsHelp = false

    /// Whether the option was given.
    func has(_ option: CommandOption) -> Bool { values[option.name] != nil }

    /// The value of an option that is given at most once.
    subscript(option: CommandOption) -> String? { values[option.name]?.first }

    /// The values of a repeatable option.
    func all(_ option: CommandOption) -> [String] { values[option.name] ?? [] }

    /// The argument at a place, counted from 0.
    func positional(_ index: Int) -> String? {
        positionals.indices.contains(index) ? positionals[index] : nil
    }

    /// Sorts out `words`, which follow the command's name.
    init(parsing words: [String], for command: Command) throws(UsageError) {
        var rest = words[...]
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            wantsHelp = true
            return
        }
        while let word = rest.popFirst() {
            if word == "--" {
                positionals += rest
                break
            }
            if word.hasPrefix("-"), word != "-" {
                try take(option: word, &rest, of: command)
            } else {
                positionals.append(word)
            }
        }
        try checkExclusions(command)
        try checkPositionals(command)
    }

    private mutating func take(
        option word: String, _ rest: inout ArraySlice<String>, of command: Command
    ) throws(UsageError) {
        let equals = word.firstIndex(of: "=")
        let name = String(word[..<(equals ?? word.endIndex)].drop { $0 == "-" })
        let attached = equals.map { String(word[word.index(after: $0)...]) }
        guard word.hasPrefix("--"), let option = command.allOptions.first(where: { $0.name == name }) else {
            guard word.hasPrefix("--"), command.openOptions != nil, !name.isEmpty else {
                throw .unknownOption(word, command)
            }
            let value = try Self.value(attached, &rest, of: "--\(name)", named: "VALUE")
            openOptions.append(OpenOption(name: name, value: value))
            return
        }
        if values[name] != nil, !option.isRepeatable {
            throw UsageError("the option --\(name) is given twice")
        }
        guard let valueName = option.valueName else {
            if attached != nil { throw UsageError("the option --\(name) takes no value") }
            values[name] = []
            return
        }
        let value = try Self.value(attached, &rest, of: "--\(name)", named: valueName)
        try option.check(value)
        values[name, default: []].append(value)
    }

    private static func value(
        _ attached: String?, _ rest: inout ArraySlice<String>, of option: String, named name: String
    ) throws(UsageError) -> String {
        if let attached { return attached }
        guard let next = rest.first, !next.hasPrefix("--") else {
            throw UsageError("the option \(option) needs a value: \(option) \(name)")
        }
        rest.removeFirst()
        return next
    }

    private func checkExclusions(_ command: Command) throws(UsageError) {
        for option in command.options where has(option) {
            guard let other = option.excludes, values[other] != nil else { continue }
            throw UsageError("the options --\(option.name) and --\(other) cannot be given together")
        }
    }

    private func checkPositionals(_ command: Command) throws(UsageError) {
        let isOpen = command.positionals.last?.isRepeatable ?? false
        if positionals.count > command.positionals.count, !isOpen {
            throw UsageError("'\(positionals[command.positionals.count])' is one argument too many")
        }
        for (index, positional) in command.positionals.enumerated() {
            guard let word = self.positional(index) else {
                if positional.isRequired { throw UsageError("the argument \(positional.name) is missing") }
                continue
            }
            guard positional.isChoice, case .words(let words) = positional.completion else { continue }
            if !words.contains(word) {
                throw .notOneOf(words, word, subject: positional.name)
            }
        }
    }
}

extension CommandOption {
    /// Refuses a value that the option cannot take.
    fileprivate func check(_ text: String) throws(UsageError) {
        switch value {
        case .choice(let words):
            if !words.contains(text) { throw .notOneOf(words, text, subject: "the option --\(name)") }
        case .integer(_, let range):
            guard let number = Int(text), range.contains(number) else {
                throw UsageError(
                    "the option --\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), "
                        + "not '\(text)'")
            }
        case .none, .text, .file, .directory:
            if text.isEmpty { throw UsageError("the option --\(name) needs a value that is not empty") }
        }
    }
}

/// Whether a text is an account: twelve digits.
func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
}
