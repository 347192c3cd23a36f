internal import Documents

/// Whether a file declares resources: one of its documents has an `apiVersion` that begins with `statecraft/`, in any
/// spelling that YAML and JSON have for it.
///
/// Most files of a project are definitions and data, so bytes are looked at before anything is parsed. The sieve lets
/// nothing legal through: without an escape, each of the two words stands in the bytes as it is; with one, and in
/// another encoding than UTF-8, the file is parsed.
public func isManifest(_ bytes: [UInt8], path: String) -> Bool {
    // Also what does not parse, which must become a diagnostic and not a resource that silently is not there.
    if hasManifestMark(bytes) { return true }
    if isWideManifest(bytes) { return true }
    guard mayBeManifest(bytes) else { return false }
    return parseDocuments(bytes, path: path).documents.contains { $0.root.isOfOurGroup }
}

/// The sieve: whether the two words stand in the bytes, or an escape that may spell them.
func mayBeManifest(_ bytes: [UInt8]) -> Bool {
    if hasSpellingEscape(bytes) { return true }
    return contains(apiGroup, in: bytes) && contains(apiVersionKey, in: bytes)
}

/// Whether a text in UTF-16 or UTF-32 has a manifest's mark. Such a file is refused with its name, never left out.
private func isWideManifest(_ bytes: [UInt8]) -> Bool {
    guard bytes.prefix(4).contains(0) || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else {
        return false
    }
    return hasManifestMark(bytes.filter { $0 != 0 })
}

/// Whether the bytes have an escape that can stand for a letter or the slash of the two words, or for nothing between
/// them: `\x`, `\u`, `\U`, `\/` and a line break behind a backslash.
private func hasSpellingEscape(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        while let place = firstIndex(of: [UInt8(ascii: "\\")], in: bytes, from: start) {
            guard place + 1 < bytes.count else { return false }
            switch bytes[place + 1] {
            case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"), UInt8(ascii: "/"), UInt8(ascii: "\n"),
                UInt8(ascii: "\r"):
                return true
            default: start = place + 2
            }
        }
        return false
    }
}

private func contains(_ pattern: [UInt8], in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { firstIndex(of: pattern, in: $0, from: 0) != nil }
}

extension Node {
    /// Whether this is the root of a document of ours, whatever else is wrong with it.
    fileprivate var isOfOurGroup: Bool {
        self["apiVersion"]?.stringValue?.utf8.starts(with: apiGroup) ?? false
    }
}

/// One document as it names itself, whether or not it is read as a manifest.
public struct DeclaredDocument: Hashable, Sendable {
    /// What it declares.
    public var kind: ResourceKind
    /// `metadata.name`.
    public var name: String
    /// `spec.name` where it says one, with its placeholders; else `metadata.name`.
    public var liveName: String
    /// For an alias, the machine that it names; nil for everything else.
    public var stateMachine: String?
    /// Whether the file is read as a manifest, so that the document counts.
    public var isManifest: Bool

    /// Takes every part.
    public init(kind: ResourceKind, name: String, liveName: String, stateMachine: String?, isManifest: Bool) {
        self.kind = kind
        self.name = name
        self.liveName = liveName
        self.stateMachine = stateMachine
        self.isManifest = isManifest
    }

    /// The resource's identity in its project.
    public var id: ResourceID {
        stateMachine.map { .alias(name, of: $0) } ?? ResourceID(kind, name)
    }

    /// Whether the document may be about a live resource: placeholders of its name stand for anything.
    public func mayHaveLiveName(_ live: String) -> Bool {
        var pieces: [Substring] = []
        var rest = liveName[...]
        while let open = rest.firstRange(of: "${"), let close = rest[open.upperBound...].firstIndex(of: "}") {
            pieces.append(rest[..<open.lowerBound])
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(rest)
        guard pieces.count > 1 else { return live.utf8.elementsEqual(liveName.utf8) }
        var text = live[...]
        guard text.hasPrefix(pieces[0]) else { return false }
        text = text.dropFirst(pieces[0].count)
        for piece in pieces.dropFirst().dropLast() {
            guard let found = piece.isEmpty ? text.startIndex..<text.startIndex : text.firstRange(of: piece) else {
                return false
            }
            text = text[found.upperBound...]
        }
        return text.hasSuffix(pieces[pieces.count - 1])
    }
}

/// The documents of a file that name one of our kinds, read for that alone: other versions of this program may have
/// taken what this one refuses.
///
/// - Parameter path: says whether the file is JSON, and whether its name is one of a manifest.
public func declaredDocuments(in bytes: [UInt8], path: String) -> [DeclaredDocument] {
    guard mayDeclareSomething(bytes) else { return [] }
    let isManifestFile = isDocumentName(path) && isManifest(bytes, path: path)
    let isJSON = path.lowercased().hasSuffix(".json")
    return parseDocuments(bytes, path: path, isJSON: isJSON).documents.compactMap { document in
        let root = document.root
        guard let kind = root["kind"]?.stringValue.flatMap(ResourceKind.init), let name = root["metadata"]?["name"],
            let name = name.stringValue, root["apiVersion"] == nil || root.isOfOurGroup
        else { return nil }
        let spec = root["spec"]
        return DeclaredDocument(
            kind: kind, name: name, liveName: spec?["name"]?.stringValue ?? name,
            stateMachine: kind == .stateMachineAlias ? spec?["stateMachine"]?.stringValue : nil,
            isManifest: isManifestFile && root.isOfOurGroup)
    }
}

/// Whether a document of a file is read as a manifest, of whatever kind. One that is empty, or whose every line is a
/// comment, has none.
public func yieldsManifest(_ bytes: [UInt8], path: String) -> Bool {
    isDocumentName(path) && mayBeManifest(bytes)
        && parseDocuments(bytes, path: path).documents.contains { $0.root.isOfOurGroup }
}

/// The name of the project that a file declares; nil when it declares none.
public func declaredProject(in bytes: [UInt8], path: String) -> String? {
    parseDocuments(bytes, path: path).documents.lazy.map(\.root).first {
        $0.isOfOurGroup && $0["kind"]?.stringValue == ManifestKind.project.rawValue
    }?["metadata"]?["name"]?.stringValue
}

/// Whether the words of a document of ours may stand in the bytes.
private func mayDeclareSomething(_ bytes: [UInt8]) -> Bool {
    if mayBeManifest(bytes) { return true }
    return contains(Array("metadata".utf8), in: bytes) && contains(Array("kind".utf8), in: bytes)
        && (contains(Array("StateMachine".utf8), in: bytes) || contains(Array("Activity".utf8), in: bytes))
}
