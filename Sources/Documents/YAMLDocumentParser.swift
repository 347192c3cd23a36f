internal import CLibYAML
internal import JSON

/// Turns libyaml's events into documents. It resolves scalars by the core schema, and goes on after problems
/// of meaning so that all of them are found; syntax errors and exceeded limits end the file.
struct YAMLDocumentParser {
    /// Where parsing ends before the file does; the diagnostic has been added.
    struct Stop: Error {}

    /// A file with more problems than this is not worth more of anybody's screen.
    static let diagnosticLimit = 100

    let path: String
    let bytes: [UInt8]
    let limits: JSONLimits
    /// Where the file ends, once somebody asked.
    private var end: SourcePosition?
    private(set) var diagnostics: [Diagnostic] = []
    private var documents: [Document] = []
    var tree = YAMLTree()

    init(path: String, bytes: [UInt8], limits: JSONLimits) {
        self.path = path
        self.bytes = bytes
        self.limits = limits
    }

    mutating func run() -> ParsedFile {
        let bytes = bytes
        bytes.withUnsafeBufferPointer { buffer in
            let reader = YAMLEventReader(buffer)
            do throws(Stop) {
                try readStream(reader, buffer)
            } catch {
                // What was found before stands.
            }
        }
        return ParsedFile(path: path, documents: documents, diagnostics: sortedDiagnostics())
    }

    /// Duplicate keys are found when their object ends, behind what was found inside of it.
    private func sortedDiagnostics() -> [Diagnostic] {
        let start = SourcePosition(line: 1, column: 1)
        return diagnostics.sorted { ($0.location?.position ?? start) < ($1.location?.position ?? start) }
    }

    private mutating func readStream(
        _ reader: YAMLEventReader, _ buffer: UnsafeBufferPointer<UInt8>
    ) throws(Stop) {
        while true {
            let event: UnsafePointer<yaml_event_t>
            do throws(YAMLEventReader.Fault) {
                event = try reader.next()
            } catch {
                try report(YAMLSyntax.diagnostic(for: error, open: tree.openBracket, in: buffer, path: path))
                throw Stop()
            }
            if event.pointee.type == YAML_STREAM_END_EVENT { return }
            try handle(event)
        }
    }

    private mutating func handle(_ event: UnsafePointer<yaml_event_t>) throws(Stop) {
        let position = SourcePosition(event.pointee.start_mark)
        switch event.pointee.type {
        case YAML_DOCUMENT_START_EVENT: tree.startDocument()
        case YAML_DOCUMENT_END_EVENT:
            if let root = tree.root { documents.append(Document(root: root)) }
        case YAML_SCALAR_EVENT: try readScalar(event, at: position)
        case YAML_ALIAS_EVENT: try readAlias(Self.text(event.pointee.data.alias.anchor) ?? "", at: position)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.pointee.data.sequence_start
            try startCollection(tag: YAMLTag(start.tag), fitting: .seq, at: position)
            let isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
            tree.open(mapping: false, isFlow: isFlow, at: position, anchor: Self.text(start.anchor))
        case YAML_MAPPING_START_EVENT:
            let start = event.pointee.data.mapping_start
            try startCollection(tag: YAMLTag(start.tag), fitting: .map, at: position)
            let isFlow = start.style == YAML_FLOW_MAPPING_STYLE
            tree.open(mapping: true, isFlow: isFlow, at: position, anchor: Self.text(start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try endCollection()
        default: break
        }
    }

    private static func text(_ bytes: UnsafePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }

    // MARK: Collections

    private mutating func startCollection(
        tag: YAMLTag?, fitting: YAMLTag, at position: SourcePosition
    ) throws(Stop) {
        if let tag, tag != fitting { try report(.unfitTag(tag, fitting == .seq ? "a list" : "an object"), position) }
        guard tree.depth < limits.depth else {
            try report(.tooDeep(limits.depth), position)
            throw Stop()
        }
        try admit(1, at: position)
    }

    private mutating func endCollection() throws(Stop) {
        var subtree = tree.close()
        if case .object(let members) = subtree.node.content {
            let duplicates = DuplicateKeys.find(in: members)
            if !duplicates.isEmpty { subtree.node.content = .object(DuplicateKeys.removed(from: members)) }
            for (second, first) in duplicates {
                try report(.duplicateKey(second.key, first: location(first.keyPosition)), second.keyPosition)
            }
        }
        if let anchor = subtree.anchor { tree.define(anchor: anchor, subtree) }
        if tree.expectsKey {
            try report(.complexKey(subtree.node.kindName), subtree.node.position)
            tree.dropMember()
        } else {
            tree.add(subtree.node, height: subtree.height)
        }
    }

    /// Stops when `added` more nodes are more than the limit.
    private mutating func admit(_ added: Int, at position: SourcePosition) throws(Stop) {
        if tree.nodes + added > limits.nodes {
            try report(.tooManyNodes(limits.nodes, byAlias: added > 1), position)
            throw Stop()
        }
    }

    // MARK: Aliases

    private mutating func readAlias(_ name: String, at position: SourcePosition) throws(Stop) {
        guard let subtree = tree.subtree(anchor: name) else {
            let problem: YAMLProblem =
                tree.isOpen(anchor: name)
                ? .recursiveAlias(name) : .undefinedAlias(name, nearest: nearestName(to: name, in: tree.anchorNames))
            try report(problem, position)
            try add(Node(.null, at: position))
            return
        }
        if tree.expectsKey {
            try readKey(subtree.node, at: position)
            return
        }
        guard tree.depth + subtree.height <= limits.depth else {
            try report(.tooDeep(limits.depth), position)
            throw Stop()
        }
        try admit(subtree.count, at: position)
        tree.count(subtree.count)
        // The alias stands where it is written; what is inside keeps the place where it can be changed.
        tree.add(Node(subtree.node.content, at: position), height: subtree.height)
    }

    /// Takes the node that an alias stands for as a key.
    private mutating func readKey(_ node: Node, at position: SourcePosition) throws(Stop) {
        switch node.content {
        case .string(let text): tree.setKey(text, at: position)
        case .number(let number): tree.setKey(number.literal, at: position)
        case .bool(let value): tree.setKey(value ? "true" : "false", at: position)
        case .null: tree.setKey("null", at: position)
        case .array, .object:
            try report(.complexKey(node.kindName), position)
            tree.dropMember()
        }
    }

    // MARK: Scalars

    private mutating func readScalar(
        _ event: UnsafePointer<yaml_event_t>, at position: SourcePosition
    ) throws(Stop) {
        let scalar = event.pointee.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let position = bytes.isEmpty ? min(position, endOfFile()) : position
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        let tag = YAMLTag(scalar.tag)
        if isPlain, bytes.isEmpty, tag == nil, scalar.anchor == nil, tree.depth == 0 { return }
        let isKey = tree.expectsKey
        if isKey, scalar.anchor == nil, tag == nil {
            let key = String(decoding: bytes, as: UTF8.self)
            if isPlain, key == "<<" {
                try report(.mergeKey, position)
                tree.dropMember()
            } else {
                tree.setKey(key, at: position)
            }
            return
        }
        let node = Node(try content(of: bytes, isPlain: isPlain, tag: tag, at: position), at: position)
        if let anchor = Self.text(scalar.anchor) {
            tree.define(anchor: anchor, .init(node: node, count: 1, height: 0, anchor: nil))
        }
        if isKey {
            tree.setKey(String(decoding: bytes, as: UTF8.self), at: position)
        } else {
            try add(node)
        }
    }

    /// libyaml counts a line end behind the file even when none is there, and a missing value may stand behind it.
    private mutating func endOfFile() -> SourcePosition {
        if let end { return end }
        let found = bytes.withUnsafeBufferPointer {
            EncodingCheck.location(of: $0.count, in: $0, path: path).position
        }
        end = found
        return found
    }

    private mutating func add(_ node: Node) throws(Stop) {
        if tree.expectsKey {
            tree.dropMember()
            return
        }
        try admit(1, at: node.position)
        tree.count(1)
        tree.add(node, height: 0)
    }

    private mutating func content(
        of bytes: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: YAMLTag?, at position: SourcePosition
    ) throws(Stop) -> Node.Content {
        let meaning: CoreSchema.Meaning
        if let tag {
            guard let tagged = YAMLScalarTag.meaning(of: bytes, tag: tag) else {
                try report(.unfitTag(tag, YAMLScalarTag.quoted(bytes)), position)
                return .string(String(decoding: bytes, as: UTF8.self))
            }
            meaning = tagged
        } else {
            meaning = isPlain ? CoreSchema.meaning(of: bytes) : .string
        }
        switch meaning {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let number): return .number(number)
        case .string: return .string(String(decoding: bytes, as: UTF8.self))
        case .notFinite: try report(.notFinite(YAMLScalarTag.quoted(bytes)), position)
        case .tooLarge: try report(.numberOutOfRange, position)
        }
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    // MARK: Diagnostics

    private func location(_ position: SourcePosition) -> SourceLocation {
        SourceLocation(file: path, position: position)
    }

    private mutating func report(_ problem: YAMLProblem, _ position: SourcePosition) throws(Stop) {
        try report(problem.diagnostic(at: location(position)))
    }

    private mutating func report(_ diagnostic: Diagnostic) throws(Stop) {
        diagnostics.append(diagnostic)
        guard diagnostics.count >= Self.diagnosticLimit else { return }
        diagnostics.append(YAMLProblem.tooManyProblems(Self.diagnosticLimit).diagnostic(at: diagnostic.location))
        throw Stop()
    }
}
