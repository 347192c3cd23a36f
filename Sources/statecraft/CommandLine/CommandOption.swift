/// An option that a command understands: one declaration for parsing, help and completion.
struct CommandOption: Sendable, Hashable {
    /// What follows the option's name.
    enum Value: Sendable, Hashable {
        /// Nothing: the option is a flag.
        case none
        case text(String)
        /// The name of a file.
        case file(String)
        /// The name of a folder.
        case directory(String)
        /// One of these words.
        case choice([String])
        /// A whole number in a range.
        case integer(String, ClosedRange<Int>)
    }

    /// Without the two dashes.
    let name: String
    let value: Value
    /// One sentence, without the full stop.
    let help: String
    var isRepeatable = false
    /// The name of an option that cannot be given together with this one.
    var excludes: String?

    init(_ name: String, _ value: Value, _ help: String, isRepeatable: Bool = false, excludes: String? = nil) {
        self.name = name
        self.value = value
        self.help = help
        self.isRepeatable = isRepeatable
        self.excludes = excludes
    }

    /// What stands for the value in help: `REF`, or `text|json`; nil for a flag.
    var valueName: String? {
        switch value {
        case .none: nil
        case .text(let name), .file(let name), .directory(let name), .integer(let name, _): name
        case .choice(let words): words.joined(separator: "|")
        }
    }

    /// The option as help writes it: `--ref REF`.
    var synopsis: String {
        valueName.map { "--\(name) \($0)" } ?? "--\(name)"
    }
}

/// An argument that is named by its place.
struct Positional: Sendable {
    /// What shells offer in its place.
    enum Completion: Sendable {
        case nothing
        case files
        case directories
        case words([String])
    }

    /// In capital letters.
    let name: String
    let help: String
    var isRequired = true
    var completion = Completion.nothing
    /// Whether it has to be one of the words of `completion`.
    var isChoice = false
    /// Whether more of them may follow; only of the last one.
    var isRepeatable = false

    /// The argument as a synopsis writes it.
    var synopsis: String { isRequired ? words : "[\(words)]" }

    private var words: String { isRepeatable ? "\(name)…" : name }
}
