internal import Documents

/// What one manifest file declares.
struct ManifestFile: Sendable {
    var path: String
    var resources: [ResourceDocument] = []
    /// Documents of kind `Project`.
    var projects: [Node] = []
    var findings: [Finding] = []
    /// Whether the file, or a document of it, could not be understood, so that the project has more than is known.
    var isIncomplete = false

    /// Reads the documents of a file whose bytes have a manifest's mark.
    init(_ bytes: [UInt8], path: String) {
        self.path = path
        let parsed = parseDocuments(bytes, path: path)
        findings.append(parsed.diagnostics)
        isIncomplete = parsed.diagnostics.hasErrors
        for document in parsed.documents { read(document.root) }
    }

    /// A file that could not be read.
    init(path: String, unreadable diagnostic: Diagnostic) {
        self.path = path
        findings.append([diagnostic])
        isIncomplete = true
    }

    private mutating func read(_ root: Node) {
        let origins = Origins(path)
        guard let envelope = Envelope(root, origins, isPatch: false) else { return }
        findings.append(envelope.diagnostics)
        isIncomplete = isIncomplete || envelope.kind == nil || envelope.name == nil
        guard let kind = envelope.kind else { return }
        guard let resourceKind = kind.resourceKind else {
            projects.append(root)
            return
        }
        guard let name = envelope.name, let id = identity(resourceKind, name.text, envelope) else { return }
        var document = ResourceDocument(
            id: id, file: path, position: root.position, namePosition: name.position, spec: envelope.spec)
        switch InlineDefinition.remove(from: &document.spec, origins.location) {
        case .none: break
        case .definition(let definition): document.definition = definition
        case .invalid(let diagnostic):
            findings.append([diagnostic])
            document.isBroken = true
        }
        document.isBroken = document.isBroken || envelope.lacksSpec
        resources.append(document)
    }

    /// An alias is known by its machine's name too; without it there is no telling which alias it is.
    private mutating func identity(_ kind: ResourceKind, _ name: String, _ envelope: Envelope) -> ResourceID? {
        guard kind == .stateMachineAlias else { return ResourceID(kind, name) }
        guard !envelope.lacksSpec else { return nil }
        if let machine = envelope.spec["stateMachine"]?.stringValue, !machine.isEmpty, !machine.contains(":") {
            return .alias(name, of: machine)
        }
        var check = FieldCheck(origins: Origins(path), prefix: "spec.")
        check.check(envelope.spec, aliasShape)
        findings.append(check.diagnostics)
        isIncomplete = true
        return nil
    }
}

/// The outer part of a document: everything but what stands below `spec`.
struct Envelope {
    var kind: ManifestKind?
    var name: (text: String, position: SourcePosition)?
    var spec: Node
    /// Whether there is no object under `spec` although the kind needs one.
    var lacksSpec = false
    var diagnostics: [Diagnostic] = []

    /// Nil when the document is nothing but a comment.
    init?(_ root: Node, _ origins: Origins, isPatch: Bool) {
        guard !root.isNull else { return nil }
        spec = Node(.object([]), at: root.position)
        var check = FieldCheck(origins: origins)
        guard root.members != nil else {
            check.check(root, ManifestKind.stateMachine.document)
            diagnostics = check.diagnostics
            return
        }
        if let problem = Self.kindProblem(root, isPatch: isPatch) {
            diagnostics = [problem.placed(at: origins)]
            return
        }
        guard let kind = root["kind"]?.stringValue.flatMap(ManifestKind.init) else {
            preconditionFailure("a document without a known kind has a problem")
        }
        self.kind = kind
        check.check(root, isPatch ? kind.patchEnvelope : kind.envelope)
        diagnostics = check.diagnostics
        if let node = root["metadata"]?["name"], let text = node.stringValue, !text.isEmpty {
            name = (text, node.position)
        }
        if let node = root["spec"], node.members != nil {
            spec = node
        } else {
            lacksSpec = root["spec"] != nil || kind.spec.fields.contains(where: \.required)
        }
    }

    private struct Problem {
        var code: String
        var summary: String
        var detail: String
        var position: SourcePosition

        func placed(at origins: Origins) -> Diagnostic {
            Diagnostic(.error, code, summary, detail: detail, at: origins.location(position))
        }
    }

    /// What keeps a document from being understood at all.
    private static func kindProblem(_ root: Node, isPatch: Bool) -> Problem? {
        let version = root["apiVersion"]
        if version == nil, !isPatch {
            return Problem(
                code: "missing-field", summary: "the document lacks 'apiVersion'",
                detail: "Write 'apiVersion: \(ManifestKind.apiVersion)'.", position: root.position)
        }
        if let version, version.stringValue != ManifestKind.apiVersion {
            return Problem(
                code: "unknown-api-version",
                summary: "'apiVersion' must be '\(ManifestKind.apiVersion)', but is "
                    + (version.stringValue.map { "'\(shortened($0))'" } ?? version.kindName),
                detail: "This program reads no other version, and a file with statecraft's documents has no others.",
                position: version.position)
        }
        let kinds = ManifestKind.allCases.map(\.rawValue)
        guard let node = root["kind"] else {
            return Problem(
                code: "missing-field", summary: "the document lacks 'kind'",
                detail: "Write one of \(kinds.joined(separator: ", ")).", position: root.position)
        }
        guard node.stringValue.flatMap(ManifestKind.init) == nil else { return nil }
        let guess = node.stringValue.flatMap { nearestName(to: $0, in: kinds) }.map { "Did you mean '\($0)'? " } ?? ""
        return Problem(
            code: "unknown-kind",
            summary: "there is no kind \(node.stringValue.map { "'\(shortened($0))'" } ?? "that is \(node.kindName)")",
            detail: guess + "Kinds: \(kinds.joined(separator: ", ")).", position: node.position)
    }
}

extension ManifestKind {
    /// The document's fields, with anything below `spec`: that is checked once it is patched and substituted.
    fileprivate var envelope: ObjectShape { Self.envelopes[self] ?? document }
    /// The same for a merge patch.
    fileprivate var patchEnvelope: ObjectShape { Self.patchEnvelopes[self] ?? document }

    private static let envelopes = all { $0.makeEnvelope(isPatch: false) }
    private static let patchEnvelopes = all { $0.makeEnvelope(isPatch: true) }

    private static func all(_ make: (ManifestKind) -> ObjectShape) -> [ManifestKind: ObjectShape] {
        Dictionary(uniqueKeysWithValues: allCases.map { ($0, make($0)) })
    }

    private func makeEnvelope(isPatch: Bool) -> ObjectShape {
        var shape = document
        for index in shape.fields.indices {
            switch shape.fields[index].name {
            case "spec": shape.fields[index].type = .anyObject
            case "apiVersion" where isPatch: shape.fields[index].required = false
            case "metadata" where isPatch && self == .stateMachineAlias:
                shape.fields[index].type = .object(
                    ObjectShape(fields: [Field("name", .text(.aliasPatchName), required: true, "The alias's name.")]))
            default: break
            }
        }
        return shape
    }
}

extension TextRule {
    /// A patch may name an alias together with its machine: `checkout:live`.
    fileprivate static let aliasPatchName = TextRule(
        noun: "name of an alias, or MACHINE:ALIAS", pattern: "(?:[A-Za-z0-9_-]{1,80}:)?\(TextRule.aliasName.pattern)"
    ) { text in
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return TextRule.aliasName.check(text) }
        return TextRule.resourceName.check(String(parts[0])) ?? TextRule.aliasName.check(String(parts[1]))
    }
}
