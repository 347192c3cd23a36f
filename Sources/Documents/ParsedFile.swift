public import JSON

/// One document of a file.
public struct Document: Sendable {
    /// What the document holds.
    public var root: Node

    /// Where the document's content starts.
    public var position: SourcePosition { root.position }

    /// A document with this content.
    public init(root: Node) {
        self.root = root
    }
}

/// What one file holds, and what is wrong with it.
///
/// A syntax error ends the file: documents before it are kept. Other problems, such as duplicate keys, leave
/// the document in place (of two equal keys the first counts), so that a caller can go on to find more.
public struct ParsedFile: Sendable {
    /// The path that was given, which all locations name.
    public var path: String
    /// The documents that are not empty, in their order. JSON files hold at most one.
    public var documents: [Document]
    /// Problems in the order of the file.
    public var diagnostics: [Diagnostic]

    /// A file with this content.
    public init(path: String, documents: [Document], diagnostics: [Diagnostic]) {
        self.path = path
        self.documents = documents
        self.diagnostics = diagnostics
    }
}

/// Parses a file's bytes as JSON, or as YAML 1.2 with the core schema.
///
/// - Parameters:
///   - bytes: UTF-8 text, with or without a byte order mark.
///   - path: The path for locations.
///   - isJSON: Whether it is JSON; nil when the path says so by ending in `.json`.
///   - limits: What is accepted at most; nodes are counted with every alias expanded.
///   - allowsPlaceholders: Whether `${…}` may stand for a value of JSON without quotation marks; it becomes a string.
public func parseDocuments(
    _ bytes: [UInt8], path: String, isJSON: Bool? = nil, limits: JSONLimits = .standard,
    allowsPlaceholders: Bool = false
) -> ParsedFile {
    guard bytes.count <= limits.bytes else {
        return ParsedFile(path: path, documents: [], diagnostics: [.fileTooLarge(bytes.count, limits, path: path)])
    }
    let isJSON = isJSON ?? path.lowercased().hasSuffix(".json")
    if let diagnostic = EncodingCheck.firstProblem(bytes, path: path, isYAML: !isJSON) {
        return ParsedFile(path: path, documents: [], diagnostics: [diagnostic])
    }
    if isJSON {
        return parseJSONDocument(bytes, path: path, limits: limits, allowsPlaceholders: allowsPlaceholders)
    }
    var parser = YAMLDocumentParser(path: path, bytes: bytes, limits: limits)
    return parser.run()
}

private func parseJSONDocument(
    _ bytes: [UInt8], path: String, limits: JSONLimits, allowsPlaceholders: Bool
) -> ParsedFile {
    do throws(JSONSyntaxError) {
        let tape = try JSONTape(parsing: bytes, limits: limits, allowsPlaceholders: allowsPlaceholders)
        return ParsedFile(path: path, documents: [Document(root: Node(tape))], diagnostics: [])
    } catch {
        return ParsedFile(path: path, documents: [], diagnostics: [Diagnostic(error, path: path)])
    }
}

extension Diagnostic {
    /// A file over the limit of bytes.
    static func fileTooLarge(_ count: Int, _ limits: JSONLimits, path: String) -> Diagnostic {
        Diagnostic(
            .error, "file-too-large", "the file has \(count) bytes; at most \(limits.bytes) are read",
            detail: "Split it into several files.", at: SourceLocation(file: path, line: 1, column: 1))
    }
}
