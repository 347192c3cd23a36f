internal import Documents

/// What a `Comment` says about warnings that somebody has decided to live with.
///
///     allowance = "statecraft:" blanks "allow" blanks rule *( "," rule ) [ blanks "because" blanks reason ]
///     rule      = name of a rule, as `statecraft explain` lists it; capitals, and "_" for "-", make no difference
///     reason    = what is left of the line
///
/// Blanks are spaces and tabs, and may stand around a comma. Capitals make no difference in the three words. An
/// allowance may stand anywhere in a comment, after anything but a letter, digit, `-` or `_`; a line holds one.
/// `statecraft:` that is followed by another word is no allowance.
public struct Allowance: Hashable, Sendable {
    /// The name of a rule as somebody wrote it.
    public struct RuleName: Hashable, Sendable {
        /// As it is written.
        public var text: String
        /// Where it starts, in Unicode scalars into the comment.
        public var offset: Int
    }

    /// Where it starts, in Unicode scalars into the comment.
    public var offset: Int
    /// The rules that are allowed; none when the word `allow` is followed by something else.
    public var rules: [RuleName]
    /// Why, without blanks around it; empty when nothing is said. An allowance without a reason allows nothing.
    public var reason: String

    /// Every allowance of a comment, in the order of the text.
    public static func allowances(in comment: String) -> [Allowance] {
        // Nearly no comment holds one, and then there is no need for scalars.
        guard comment.utf8.contains(UInt8(ascii: ":")) else { return [] }
        var reader = AllowanceReader(comment)
        return reader.readAll()
    }
}

/// What the name of a rule in an allowance comes to.
public enum AllowedRule: Hashable, Sendable {
    /// A warning: it can be switched off.
    case allowed(DefinitionRule)
    /// An error: AWS refuses the definition whatever the comment says.
    case enforced(DefinitionRule)
    /// No rule; the nearest name of a warning when there is one.
    case unknown(nearest: String?)

    /// What a name comes to.
    public init(named name: String) {
        if let rule = DefinitionRule.named(name) {
            self = rule.severity == .warning ? .allowed(rule) : .enforced(rule)
        } else {
            let warnings = DefinitionRule.all.lazy.filter { $0.severity == .warning }.map(\.name)
            self = .unknown(nearest: nearestName(to: name, in: warnings))
        }
    }
}

/// A cursor over the scalars of a comment.
private struct AllowanceReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ comment: String) {
        scalars = Array(comment.unicodeScalars)
    }

    mutating func readAll() -> [Allowance] {
        var found: [Allowance] = []
        while position < scalars.count {
            let start = position
            let isInsideWord = start > 0 && isNameScalar(scalars[start - 1])
            if isInsideWord || !skip(word: "statecraft:") {
                position = start + 1
            } else if let allowance = readRest(from: start) {
                found.append(allowance)
            }
        }
        return found
    }

    /// Reads what follows the first word. The line is used up when it is an allowance.
    private mutating func readRest(from start: Int) -> Allowance? {
        guard skipBlanks(), skip(word: "allow"), skipBlanks() || isAtEndOfLine else { return nil }
        var allowance = Allowance(offset: start, rules: [], reason: "")
        while let rule = readName() {
            if allowance.rules.isEmpty, rule.text.lowercased() == "because" {
                position = rule.offset
                break
            }
            allowance.rules.append(rule)
            let end = position
            _ = skipBlanks()
            guard position < scalars.count, scalars[position] == "," else {
                position = end
                break
            }
            position += 1
            _ = skipBlanks()
        }
        if skipBlanks() || allowance.rules.isEmpty, skip(word: "because"), skipBlanks() {
            allowance.reason = readLine()
        }
        while !isAtEndOfLine { position += 1 }
        return allowance
    }

    private mutating func readName() -> Allowance.RuleName? {
        let start = position
        while position < scalars.count, isNameScalar(scalars[position]) { position += 1 }
        guard position > start else { return nil }
        return Allowance.RuleName(text: text(from: start), offset: start)
    }

    private mutating func readLine() -> String {
        let start = position
        while !isAtEndOfLine { position += 1 }
        var end = position
        while end > start, isBlank(scalars[end - 1]) { end -= 1 }
        return text(from: start, to: end)
    }

    private func text(from start: Int, to end: Int? = nil) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<(end ?? position)])
        return String(text)
    }

    private mutating func skip(word: StaticString) -> Bool {
        let letters = word.withUTF8Buffer { $0.map { Unicode.Scalar($0) } }
        let end = position + letters.count
        guard end <= scalars.count else { return false }
        for (scalar, letter) in zip(scalars[position..<end], letters) {
            guard scalar == letter || scalar.properties.lowercaseMapping.unicodeScalars.first == letter else {
                return false
            }
        }
        position = end
        return true
    }

    /// Whether there was a blank.
    private mutating func skipBlanks() -> Bool {
        let start = position
        while position < scalars.count, isBlank(scalars[position]) { position += 1 }
        return position > start
    }

    private var isAtEndOfLine: Bool {
        position == scalars.count || scalars[position] == "\n" || scalars[position] == "\r"
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
        default: false
        }
    }
}
