extension Diagnostic {
    /// The diagnostic for people: what, where, the line with a caret when `excerpt` is filled, the other places
    /// and the advice. Lines are separated by line feeds, and none is at the end. Nothing that came from a file
    /// can steer the terminal.
    ///
    /// - Parameter color: Whether severity and frame are colored with ANSI sequences.
    public func text(color: Bool) -> String {
        let paint = Paint(isOn: color)
        let tint = severity == .error ? Paint.red : Paint.yellow
        var lines = [
            paint.bold(paint(tint, "\(severity.rawValue)[\(code)]"))
                + paint.bold(": \(PrintableText.line(summary))")
        ]
        let gutter = String(repeating: " ", count: location.map { String($0.line).count } ?? 1)
        let frame = { (left: String, right: String) in
            paint(Paint.blue, left) + (right.isEmpty ? "" : " " + right)
        }
        if let location {
            lines.append(frame("\(gutter)-->", PrintableText.line(location.description)))
            if let excerpt = shownExcerpt {
                let caret = String(repeating: " ", count: excerpt.caretOffset) + paint(tint, "^")
                lines.append(frame("\(gutter) |", ""))
                lines.append(frame("\(location.line) |", excerpt.text))
                lines.append(frame("\(gutter) |", caret))
            }
        }
        for other in related {
            lines.append(frame("\(gutter) =", PrintableText.line("\(other.message) at \(other.location)")))
        }
        for line in detail.split(separator: "\n") {
            lines.append(frame("\(gutter) =", PrintableText.line(String(line))))
        }
        return lines.joined(separator: "\n")
    }

    private var shownExcerpt: Excerpt? {
        guard let location, let excerpt else { return nil }
        return Excerpt(excerpt.unicodeScalars, caret: excerptCaret ?? location.column - 1)
    }
}

/// ANSI colors, when they are wanted.
private struct Paint {
    static let red = "31"
    static let yellow = "33"
    static let blue = "34"

    let isOn: Bool

    func callAsFunction(_ color: String, _ text: String) -> String {
        isOn ? "\u{1B}[\(color)m\(text)\u{1B}[39m" : text
    }

    func bold(_ text: String) -> String {
        isOn ? "\u{1B}[1m\(text)\u{1B}[22m" : text
    }
}
