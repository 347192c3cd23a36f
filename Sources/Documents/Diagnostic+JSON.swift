public import JSON

extension Diagnostic {
    /// The diagnostic for a text that is not JSON.
    public init(_ error: JSONSyntaxError, path: String) {
        let related = error.related.map { place in
            Related(
                message: error.relatedMessage ?? "see",
                location: SourceLocation(file: path, line: place.line, column: place.column))
        }
        self.init(
            .error, Self.code(error.reason), error.message, detail: Self.advice(error.reason),
            at: SourceLocation(file: path, line: error.line, column: error.column),
            related: related.map { [$0] } ?? [])
    }

    /// Faults of syntax share one code; what YAML files can have too is named as it is there.
    private static func code(_ reason: JSONSyntaxError.Reason) -> String {
        switch reason {
        case .duplicateKey, .tooManyBytes, .tooManyNodes, .tooDeep, .invalidUTF8, .numberOutOfRange:
            reason.rawValue
        case .emptyDocument, .unexpectedEnd, .unexpectedCharacter, .trailingContent, .invalidNumber,
            .controlCharacter, .invalidEscape, .loneSurrogate:
            "json-syntax"
        }
    }

    private static func advice(_ reason: JSONSyntaxError.Reason) -> String {
        switch reason {
        case .duplicateKey: "Remove one of them, or merge their contents."
        case .unexpectedEnd: "The file was cut off, or a closing character is missing."
        case .emptyDocument: "Write a JSON value, or remove the file."
        case .trailingContent: "A JSON file holds one value; use a YAML file for several documents."
        case .unexpectedCharacter:
            "JSON has no comments, no trailing commas and no text without quotation marks; YAML files may have them."
        case .tooManyBytes, .tooManyNodes: "Split the file into several."
        case .tooDeep: "Flatten the structure."
        case .invalidUTF8: "Save the file as UTF-8."
        case .invalidNumber, .numberOutOfRange: "Write it as a string when it is no number."
        case .controlCharacter, .invalidEscape, .loneSurrogate: ""
        }
    }
}
