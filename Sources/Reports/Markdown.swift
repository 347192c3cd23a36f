internal import Documents
internal import JSON

/// Markdown as GitHub and GitLab render it in comments. Nothing that comes from outside can leave the place
/// where it is put: prose is escaped, code stands between fences longer than any in it. Outside text is read scalar by
/// scalar: as a character, a bracket with an accent on it is no bracket.
struct Markdown {
    /// GitHub refuses comments of more than 65,536 characters; the rest is for what is appended at the end.
    static let limit = 60_000

    private(set) var text = ""
    /// Counted here, since counting the whole text again and again would be quadratic.
    private var length = 0

    /// Whether a piece of this many more characters still fits.
    func fits(_ count: Int) -> Bool { length + count <= Self.limit }

    mutating func line(_ piece: String = "") {
        text += piece + "\n"
        length += piece.utf8.count + 1
    }

    /// Outside text in a sentence or a table's cell: no markup, no HTML, no mention of a person.
    static func prose(_ outside: String) -> String {
        var result = ""
        for scalar in printable(outside).unicodeScalars {
            switch scalar {
            case "\n", "\t": result += " "
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "@", "#": result += "\(scalar)<!-- -->"
            case "\\", "`", "*", "_", "[", "]", "(", ")", "!", "|", "~", "$": result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Outside text in a code span that may stand in a table's cell.
    static func code(_ outside: String) -> String {
        let content = printable(outside).unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\n", "\t": " "
            case "|": "\\|"
            default: String(scalar)
            }
        }.joined()
        let fence = String(repeating: "`", count: longestRun(of: "`", in: content) + 1)
        let (first, last) = (content.unicodeScalars.first, content.unicodeScalars.last)
        let padding = first == "`" || last == "`" || content.isEmpty ? " " : ""
        return fence + padding + content + padding + fence
    }

    /// Lines of outside text as a block of the language `diff`.
    static func diff(_ lines: [String]) -> String {
        block(lines.joined(separator: "\n"), language: "diff")
    }

    /// Outside text as a block of a language.
    static func block(_ text: String, language: String) -> String {
        let content = printable(text)
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: content) + 1))
        return "\(fence)\(language)\n\(content)\n\(fence)"
    }

    private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
        var longest = 0
        var run = 0
        for other in text.unicodeScalars {
            run = other == scalar ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}

/// How many characters of one value a comment shows.
private let commentValueLimit = 2_000

/// The lines of a difference: what goes away behind `-`, what comes behind `+`.
func diffLines(_ path: String, before: JSONValue?, after: JSONValue?) -> [String] {
    sideLines("-", path, before) + sideLines("+", path, after)
}

private func sideLines(_ sign: String, _ path: String, _ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    var text = value.prettyText
    if text.count > commentValueLimit {
        text = "\(text.prefix(commentValueLimit))… (\(text.count) characters)"
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return ["\(sign) \(onOneLine(path)): \(lines[0])"] + lines.dropFirst().map { "\(sign) \($0)" }
}
