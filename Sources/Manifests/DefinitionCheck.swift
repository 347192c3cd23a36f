public import Documents
internal import JSON
public import StatesLanguage
public import StepFunctions

/// What a check of one definition's file gave, outside of any project.
public struct DefinitionCheck: Sendable {
    /// One thing that is wrong, or will hurt.
    public struct Problem: Sendable {
        /// The problem with its place and source line; its code is the rule's name.
        public var diagnostic: Diagnostic
        /// What `ValidateStateMachineDefinition` answers as `code`, or ours in the same form.
        public var serviceCode: String
        /// What the check of the language found; nil when there was no definition to check.
        public var finding: DefinitionFinding?
    }

    /// The path as it was given.
    public var file: String
    /// In the order of the file.
    public var problems: [Problem]

    /// Whether AWS would take the definition, as far as that can be known offline.
    public var isValid: Bool { !problems.contains { $0.diagnostic.severity == .error } }

    /// A file that could not be read.
    public init(unreadable file: String, summary: String, detail: String) {
        self.file = file
        problems = [
            Problem(
                diagnostic: Diagnostic(.error, "file-unreadable", summary, detail: detail),
                serviceCode: "FILE_UNREADABLE")
        ]
    }

    /// Checks the bytes of a file; placeholders stand for unknown values.
    public init(of bytes: [UInt8], file: String, type: StateMachineType) {
        self.file = file
        // To the service a blank text is no object rather than no JSON.
        let isBlank = firstCharacter(of: bytes) == nil
        let parsed = isBlank ? (root: Node(.null, at: .start), diagnostics: []) : parseDefinition(bytes, file: file)
        problems = parsed.diagnostics.map { Problem(diagnostic: $0, serviceCode: "INVALID_JSON_DESCRIPTION") }
        if let root = parsed.root { check(root, bytes, type) }
        problems.sort { Self.standsBefore($0.diagnostic.location, $1.diagnostic.location) }
        attachExcerpts(from: bytes)
    }

    private mutating func check(_ root: Node, _ bytes: [UInt8], _ type: StateMachineType) {
        let definition = root.value
        // What is written in fewer bytes has fewer characters, and most definitions are.
        if bytes.count > Limits.definitionLength {
            let length = definition.compactText.utf16.count
            if length > Limits.definitionLength {
                problems.append(
                    Problem(
                        diagnostic: .definitionTooLong(length, at: SourceLocation(file: file, position: root.position)),
                        serviceCode: "DEFINITION_TOO_LONG"))
            }
        }
        let findings = checkDefinition(definition, CheckOptions(type: type, placeholders: .unknown))
        guard !findings.isEmpty else { return }
        let locations = FindingPlaces(root: root, file: file, bytes: bytes).locations(of: findings)
        problems += zip(findings, locations).map { finding, location in
            Problem(
                diagnostic: Diagnostic(finding, at: location), serviceCode: finding.rule.code, finding: finding)
        }
    }

    private static func standsBefore(_ left: SourceLocation?, _ right: SourceLocation?) -> Bool {
        guard let left, let right else { return left == nil && right != nil }
        return left < right
    }

    private mutating func attachExcerpts(from bytes: [UInt8]) {
        guard !problems.isEmpty else { return }
        let shown = Documents.attachExcerpts(problems.map(\.diagnostic)) { _ in bytes }
        for index in problems.indices { problems[index].diagnostic = shown[index] }
    }
}

/// Parses a definition's file: JSON when it begins with a brace or its name ends in `.json`, else YAML. Templates of
/// other tools have placeholders such as `"TimeoutSeconds": ${Limit}`, which become strings.
///
/// - Returns: The definition, and what is wrong with the text; one of them may be there without the other.
public func parseDefinition(_ bytes: [UInt8], file: String) -> (root: Node?, diagnostics: [Diagnostic]) {
    let isJSON = file.lowercased().hasSuffix(".json") || !isYAMLName(file) && firstCharacter(of: bytes) == "{"
    let parsed = parseDocuments(bytes, path: file, isJSON: isJSON, allowsPlaceholders: true)
    if let manifest = parsed.documents.first(where: isManifest) {
        return (nil, [.manifestForDefinition(SourceLocation(file: file, position: manifest.root.position))])
    }
    if parsed.documents.count == 1 { return (parsed.documents[0].root, parsed.diagnostics) }
    if parsed.diagnostics.hasErrors { return (nil, parsed.diagnostics) }
    return (nil, parsed.diagnostics + [.notOneDefinition(parsed.documents, file)])
}

extension Diagnostic {
    /// A definition over the service's limit.
    static func definitionTooLong(_ length: Int, at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "definition-too-long",
            "the definition has \(length) characters without white space, and the service takes "
                + "\(Limits.definitionLength)",
            detail: "Move parts of it into machines of their own.", at: place)
    }

    /// A manifest in a definition's place.
    fileprivate static func manifestForDefinition(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "invalid-definition", "the file is a manifest, and no definition on its own",
            detail: "Manifests are checked with their project: statecraft validate --worktree.", at: place)
    }

    /// A file that has no definition, or several documents.
    static func notOneDefinition(_ documents: [Document], _ path: String) -> Diagnostic {
        Diagnostic(
            .error, "invalid-definition", "the file has \(documents.count) documents, and a definition is one",
            detail: documents.isEmpty
                ? "Write the definition into it." : "Give each definition a file of its own.",
            at: SourceLocation(file: path, position: documents.dropFirst().first?.position ?? .start))
    }
}

/// Whether a document is one of ours, which `statecraft.yaml` and the files around it hold.
private func isManifest(_ document: Document) -> Bool {
    document.root["apiVersion"]?.stringValue?.hasPrefix("statecraft/") ?? false
}

private func isYAMLName(_ file: String) -> Bool {
    let name = file.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
}

/// The first character behind a byte order mark and white space, where it is ASCII.
private func firstCharacter(of bytes: [UInt8]) -> Unicode.Scalar? {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { Unicode.Scalar($0) }
}
