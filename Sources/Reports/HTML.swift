internal import Documents
internal import Manifests
internal import Planning
internal import StatesLanguage

/// Draws a graph: text in the language DOT becomes an SVG document, or nil where nothing can draw.
public typealias Drawing = (_ dot: String) -> String?

/// A page that needs nothing but itself: no network, no script. What comes from outside is escaped wherever it is put,
/// and the page forbids its browser everything but its own styles.
struct HTML {
    private(set) var body = ""

    mutating func line(_ markup: String) { body += markup + "\n" }

    /// The whole page.
    func page(title: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(Self.text(title))</title>
        <style>
        \(htmlStyle)
        </style>
        </head>
        <body>
        <main>
        \(body)</main>
        </body>
        </html>

        """
    }

    /// Outside text between tags or in an attribute.
    static func text(_ outside: String) -> String {
        var result = ""
        for scalar in printable(outside).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Outside text as code.
    static func code(_ outside: String) -> String { "<code>\(text(outside))</code>" }

    /// A list of markup.
    mutating func list(_ items: [String], kind: String = "") {
        guard !items.isEmpty else { return }
        line(kind.isEmpty ? "<ul>" : "<ul class=\"\(kind)\">")
        for item in items { line("<li>\(item)</li>") }
        line("</ul>")
    }

    /// A table of markup.
    mutating func table(_ headings: [String], _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        line("<div class=\"wide\"><table>")
        line("<thead><tr>\(headings.map { "<th>\($0)</th>" }.joined())</tr></thead>")
        line("<tbody>")
        for row in rows { line("<tr>\(row.map { "<td>\($0)</td>" }.joined())</tr>") }
        line("</tbody></table></div>")
    }
}

extension HTML {
    /// Diagnostics with their places and source lines.
    mutating func append(_ diagnostics: [Diagnostic]) {
        list(
            diagnostics.map { diagnostic in
                let severity = diagnostic.severity.rawValue
                let place = diagnostic.location.map { " \(Self.code($0.description))" } ?? ""
                let excerpt = diagnostic.excerpt.map { "<pre>\(Self.text($0))</pre>" } ?? ""
                let detail = diagnostic.detail.split(separator: "\n").map { Self.text(String($0)) }
                return "<strong class=\"\(severity)\">\(severity)</strong>\(place) \(Self.text(diagnostic.summary))"
                    + excerpt + detail.map { "<br>\($0)" }.joined()
            }, kind: "diagnostics")
    }

    /// What the run leaves alone for now.
    mutating func append(waitingOn waiting: [Waiting]) {
        guard !waiting.isEmpty else { return }
        line("<h2>Waiting</h2>")
        list(waiting.map { "\(Self.code($0.resource.description)): \(Self.text($0.reason))" })
    }

    /// What changed in a definition: a list, and the picture.
    mutating func append(_ changes: DefinitionChanges, draw: Drawing) {
        list(changes.sentences.map(Self.text), kind: "changes")
        if let picture = draw(changes.graph.dot), let start = picture.firstRange(of: "<svg")?.lowerBound {
            // To be scrolled by the keyboard, too.
            line("<figure tabindex=\"0\">\(picture[start...])</figure>")
        } else {
            line("<details><summary>The change as a Mermaid flowchart</summary>")
            line("<p>Graphviz's program <code>dot</code>, where installed and quick enough, draws it here.</p>")
            line("<pre>\(Self.text(changes.graph.mermaid))</pre></details>")
        }
    }

    /// Fields with what goes away and what comes, folded.
    mutating func append(lines: [String], summary: String) {
        guard !lines.isEmpty else { return }
        line("<details><summary>\(summary)</summary>")
        let marked = lines.map { line in
            line.hasPrefix("-") ? "<del>\(Self.text(line))</del>" : "<ins>\(Self.text(line))</ins>"
        }
        line("<pre class=\"difference\">\(marked.joined(separator: "\n"))</pre></details>")
    }
}
