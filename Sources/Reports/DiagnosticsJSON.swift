internal import Documents
internal import JSON

extension JSONValue {
    /// A place, as `{"file": …, "line": …, "column": …}`; null for none.
    init(location: SourceLocation?) {
        guard let location else {
            self = .null
            return
        }
        self = [
            "file": .string(location.file), "line": .number(JSONNumber(location.line)),
            "column": .number(JSONNumber(location.column)),
        ]
    }

    /// A text or null.
    init(_ text: String?) {
        self = text.map(JSONValue.string) ?? .null
    }

    /// A number.
    init(_ number: Int) {
        self = .number(JSONNumber(number))
    }

    /// Counts by name, in the names' order.
    init(counts: [String: Int]) {
        self = .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) }))
    }

    /// The diagnostics in their order.
    init(_ diagnostics: [Diagnostic]) {
        self = .array(diagnostics.map(JSONValue.init(diagnostic:)))
    }

    private init(diagnostic: Diagnostic) {
        let related = diagnostic.related.map { related -> JSONValue in
            ["message": .string(related.message), "location": .string(related.location.description)]
        }
        self = [
            "severity": .string(diagnostic.severity.rawValue),
            "code": .string(diagnostic.code),
            "summary": .string(diagnostic.summary),
            "detail": .string(diagnostic.detail),
            "file": JSONValue(diagnostic.location?.file),
            "line": diagnostic.location.map { JSONValue($0.line) } ?? .null,
            "column": diagnostic.location.map { JSONValue($0.column) } ?? .null,
            "related": .array(related),
        ]
    }
}

/// Diagnostics on their own: what `validate` prints, and every other command that ends because of them.
func diagnosticsJSON(_ diagnostics: [Diagnostic]) -> JSONValue {
    [
        "formatVersion": JSONValue(reportFormatVersion),
        "valid": .bool(!diagnostics.hasErrors),
        "diagnostics": JSONValue(diagnostics),
        "summary": [
            "errors": JSONValue(diagnostics.count { $0.severity == .error }),
            "warnings": JSONValue(diagnostics.count { $0.severity == .warning }),
        ],
    ]
}
