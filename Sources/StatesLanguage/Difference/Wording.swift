internal import Documents
internal import JSON

/// A text on one line of at most `limit` characters, cut with `…`.
func shortened(_ text: String, to limit: Int) -> String {
    // Most of a long text need not even be looked at.
    let start = text.unicodeScalars.prefix(limit + 1)
    let isWhole = start.endIndex == text.unicodeScalars.endIndex
    let words = onOneLine(String(start))
    if isWhole, words.count <= limit { return words }
    // Of the last character only a part may be here.
    return "\(words.dropLast().prefix(limit - 1))…"
}

/// How many characters of a name people are shown.
let nameLimit = 80
/// How many characters of a value people are shown.
let valueLimit = 40

/// A state's name for people.
func nameWords(_ name: String) -> String {
    name.isEmpty ? "\"\"" : shortened(name, to: nameLimit)
}

/// A value for people; nil when it is too long to say anything on one line.
func valueWords(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text):
        guard text.utf8.count <= 4 * valueLimit, !text.utf8.contains(0x0A) else { return nil }
        let isPlain = !text.isEmpty && (try? JSONValue(parsing: text)) == nil
        let words = onOneLine(isPlain ? text : value.compactText)
        return words.count <= valueLimit ? words : nil
    case .object(let object) where object.count > 8: return nil
    case .array(let elements) where elements.count > 8: return nil
    case .number(let number): return shortened(number.literal, to: valueLimit)
    case .null, .bool: return value.compactText
    default:
        let words = onOneLine(value.compactText)
        return words.count <= valueLimit ? words : nil
    }
}

/// How many bytes a text has at most of which people are shown the part that differs.
private let comparedTextLimit = 16_384

/// Two values for people, as `3 → 5`; long texts by the part that differs; nil when that is too long.
func changeWords(_ before: JSONValue, _ after: JSONValue) -> String? {
    if let old = valueWords(before), let new = valueWords(after) {
        // The name of a state that is another one now.
        return before == after ? "still \(new)" : "\(old) → \(new)"
    }
    guard case .string(let old) = before, case .string(let new) = after,
        max(old.utf8.count, new.utf8.count) <= comparedTextLimit
    else { return nil }
    let (oldScalars, newScalars) = (Array(old.unicodeScalars), Array(new.unicodeScalars))
    let start = zip(oldScalars, newScalars).prefix { $0 == $1 }.count
    let end = zip(oldScalars[start...].reversed(), newScalars[start...].reversed()).prefix { $0 == $1 }.count
    let middles = [oldScalars, newScalars].map { $0[start..<($0.count - end)] }
    guard middles.allSatisfy({ $0.count <= valueLimit && !$0.contains("\n") }) else { return nil }
    // A few characters of the line around the difference make it readable.
    let head = oldScalars[..<start].suffix(8).split(separator: "\n", omittingEmptySubsequences: false).last ?? []
    let tail = oldScalars.suffix(end).prefix(8).prefix { $0 != "\n" }
    let parts = middles.map { middle in
        var text = String.UnicodeScalarView()
        for piece in [head, middle, tail] { text.append(contentsOf: piece) }
        return (head.count < start ? "…" : "") + onOneLine(String(text)) + (tail.count < end ? "…" : "")
    }
    return parts.joined(separator: " → ")
}

/// `A`, `A and B`, `A, B and 3 more`.
func listing(_ names: [String], limit: Int = 8) -> String {
    let more = names.count - limit
    let shown = more > 0 ? names.prefix(limit) + ["\(more) more"] : names[...]
    guard let last = shown.last, shown.count > 1 else { return shown.last ?? "" }
    return "\(shown.dropLast().joined(separator: ", ")) and \(last)"
}

/// `1 state`, `2 states`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? "\(noun)s")"
}

extension FlowScope.Owner {
    /// What people read of a branch or processor, such as `branch 2 of Fork`.
    var words: String {
        switch self {
        case .machine: "the workflow"
        case .branch(let name, let index): "branch \(index + 1) of \(nameWords(name))"
        case .processor(let name): "items of \(nameWords(name))"
        }
    }

    /// The same as a place to be in or to move to, such as `Fork (branch 2)`.
    var placeWords: String {
        switch self {
        case .machine: "the workflow"
        case .branch(let name, let index): "\(nameWords(name)) (branch \(index + 1))"
        case .processor(let name): nameWords(name)
        }
    }
}

extension [FlowScope.Owner] {
    /// What people read of a scope.
    var words: String { last?.words ?? "the workflow" }
}

extension TransitionChange.Kind {
    /// By what a way is taken; empty for a plain `Next`.
    public var words: String {
        switch self {
        case .next: ""
        case .choice(let condition): condition
        case .defaultChoice: "Default"
        case .error(let words): words
        }
    }
}
