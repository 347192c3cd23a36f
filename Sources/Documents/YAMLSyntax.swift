/// libyaml's syntax errors in words that say what to do.
enum YAMLSyntax {
    /// The diagnostic for what libyaml found.
    ///
    /// - Parameter open: The innermost collection in brackets that is not closed.
    static func diagnostic(
        for fault: YAMLEventReader.Fault, open: (isMapping: Bool, position: SourcePosition)?,
        in bytes: UnsafeBufferPointer<UInt8>, path: String
    ) -> Diagnostic {
        if let offset = fault.characterOffset {
            return Diagnostic(
                .error, "control-character", "the file has a character that YAML does not allow",
                detail: "Remove it, or write it as an escape such as \"\\u0007\" in a text in double quotation marks.",
                at: EncodingCheck.location(of: min(offset, bytes.count), in: bytes, path: path))
        }
        // libyaml counts a line end behind the text even when none is there.
        let position = min(fault.position, EncodingCheck.location(of: bytes.count, in: bytes, path: path).position)
        if let tab = TabIndentation.position(for: position, in: bytes) {
            return Diagnostic(
                .error, "tab-indentation", "a tab is used for indentation",
                detail: "YAML does not allow tabs there; indent with spaces.",
                at: SourceLocation(file: path, position: tab))
        }
        let location = SourceLocation(file: path, position: position)
        if let open, fault.problem.hasPrefix("did not find expected"), isEnd(position, of: bytes) {
            let (end, kind) = open.isMapping ? ("}", "an object") : ("]", "a list")
            return Diagnostic(
                .error, "yaml-syntax", "the file ends before '\(end)' closes \(kind)",
                detail: "The file was cut off, or a '\(end)' is missing.", at: location,
                related: [.init(message: "opened", location: .init(file: path, position: open.position))])
        }
        let words = words(for: fault)
        var related: [Diagnostic.Related] = []
        if let message = contextMessage(fault.context), fault.contextPosition < position {
            related = [.init(message: message, location: .init(file: path, position: fault.contextPosition))]
        }
        return Diagnostic(
            .error, "yaml-syntax", words.summary, detail: words.detail, at: location, related: related)
    }

    /// Whether only white space follows the position.
    private static func isEnd(_ position: SourcePosition, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = TextLines(bytes)
        guard let line = cursor.line(Int(position.line)) else { return true }
        let rest = bytes[line.upperBound...]
        let isLast = rest.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
        let text = String(decoding: bytes[line], as: UTF8.self).unicodeScalars
        return isLast && text.count < Int(position.column)
    }

    private static func words(for fault: YAMLEventReader.Fault) -> (summary: String, detail: String) {
        let indentation = "All keys of one object, and all items of one list, start in the same column."
        switch fault.problem {
        case "did not find expected ',' or '}'": return ("',' or '}' was expected", "Quote texts with ',', '{' or '}'.")
        case "did not find expected ',' or ']'": return ("',' or ']' was expected", "Quote texts with ',', '[' or ']'.")
        case "found unexpected end of stream":
            return ("the file ends inside a quoted text", "The closing quotation mark is missing.")
        case "found unknown escape character":
            return ("unknown escape in a text in double quotation marks", "Double the backslash, or use single quotes.")
        case "mapping values are not allowed in this context":
            return ("a ':' stands where no value can start", "Quote texts with ': ', or correct the indentation.")
        case "could not find expected ':'":
            return ("a key without ':'", "Write `key: value`, and indent the lines of a longer text.")
        case "did not find expected key": return ("a key was expected", indentation)
        case "did not find expected '-' indicator": return ("a list item ('- ') was expected", indentation)
        case "did not find expected node content": return ("a value was expected", "Quote texts with '[', '{' or ','.")
        case "found character that cannot start any token":
            return ("a value cannot start with this character", "Quote texts that start with '@', '`' or '%'.")
        case "did not find expected <document start>":
            return ("the document has ended before this line", "Start another document with `---`.")
        case "block sequence entries are not allowed in this context":
            return ("a list item cannot start here", "Put '- ' on a line of its own below the key.")
        case "found undefined tag handle":
            return ("a tag with an unknown handle", "Quote texts that start with '!'.")
        default: return (fault.problem, fault.context.map { "This was found \($0)." } ?? "")
        }
    }

    private static func contextMessage(_ context: String?) -> String? {
        switch context {
        case "while parsing a flow mapping": "the object was opened"
        case "while parsing a flow sequence": "the list was opened"
        case "while parsing a block mapping": "the object starts"
        case "while parsing a block collection": "the list starts"
        case "while scanning a quoted scalar", "while parsing a quoted scalar": "the text was opened"
        case "while scanning a plain scalar", "while scanning a block scalar": "the text starts"
        case "while scanning a simple key": "the key starts"
        default: nil
        }
    }
}

/// Tabs where YAML wants spaces.
enum TabIndentation {
    /// The first tab in the white space that starts the line of a syntax error, when the error is at or
    /// behind it.
    static func position(for fault: SourcePosition, in bytes: UnsafeBufferPointer<UInt8>) -> SourcePosition? {
        var lines = TextLines(bytes)
        guard let line = lines.line(Int(fault.line)) else { return nil }
        let indentation = bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }
        guard let tab = indentation.firstIndex(of: 0x09) else { return nil }
        let position = SourcePosition(line: Int(fault.line), column: tab - line.lowerBound + 1)
        return position <= fault ? position : nil
    }
}
