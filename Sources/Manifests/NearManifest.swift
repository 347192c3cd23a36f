internal import Documents

/// Whether a file's name ends as a manifest's does, or one slip away from it.
public func mayHoldDocuments(_ path: String) -> Bool { isDocumentName(path) || NearManifest.hasNearSuffix(path) }

/// A file that looks as if it should be a manifest and is none: most often a slip, and a slip here means a resource
/// that silently is not there.
enum NearManifest {
    /// What a project calls the finding in `spec.validation.allow`.
    static let rule = "near-manifest"

    private static let suffixes = ["yaml", "yml", "json"]

    /// Whether a file's suffix is one slip away from a manifest's: another case, or one character more, less, other or
    /// moved. Templates, backups and Markdown end otherwise, and are nobody's business.
    static func hasNearSuffix(_ path: String) -> Bool {
        let name = path.lastComponent
        guard !isDocumentName(path), let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        let suffix = name[name.index(after: dot)...].lowercased()
        guard (2...5).contains(suffix.utf8.count), suffix.utf8.allSatisfy({ (97...122).contains($0) }) else {
            return false
        }
        return suffixes.contains { isOneSlip(Array(suffix.utf8), from: Array($0.utf8)) }
    }

    private static func isOneSlip(_ left: [UInt8], from right: [UInt8]) -> Bool {
        if left == right { return true }
        let common = zip(left, right).prefix { $0 == $1 }.count
        let (a, b) = (left[common...], right[common...])
        if a.count == b.count {
            if a.dropFirst().elementsEqual(b.dropFirst()) { return true }
            return a.count >= 2 && a[common] == b[common + 1] && a[common + 1] == b[common]
                && a.dropFirst(2).elementsEqual(b.dropFirst(2))
        }
        return a.count == b.count + 1
            ? a.dropFirst().elementsEqual(b) : b.count == a.count + 1 && b.dropFirst().elementsEqual(a)
    }

    /// The finding about a file that is no manifest by its suffix.
    static func diagnostic(suffixOf path: String, bytes: [UInt8]) -> Diagnostic? {
        guard isManifest(bytes, path: path) else { return nil }
        return Diagnostic(
            .warning, rule, "the file has documents of ours, and its name ends like no manifest's",
            detail:
                "Only *.yaml, *.yml and *.json are read, so what it declares does not exist for the project. Rename "
                + "it, or allow it: spec.validation.allow with the rule \(rule).",
            at: SourceLocation(file: path, line: 1, column: 1))
    }

    /// The findings about documents that lack `apiVersion` and have everything else of ours.
    static func diagnostics(of path: String, bytes: [UInt8]) -> [Diagnostic] {
        guard declaredDocuments(in: bytes, path: path).contains(where: { !$0.isManifest }) else { return [] }
        return parseDocuments(bytes, path: path).documents.compactMap { document in
            let root = document.root
            guard root["apiVersion"] == nil, root["metadata"] != nil, root["spec"] != nil,
                let kind = root["kind"]?.stringValue, ManifestKind(rawValue: kind) != nil
            else { return nil }
            let slip = root.members?.first { $0.key.lowercased() == "apiversion" }
            let place = slip?.keyPosition ?? root.position
            return Diagnostic(
                .warning, rule, "the document of kind \(kind) lacks 'apiVersion', so it is no manifest",
                detail: (slip.map { "Write '\($0.key)' as 'apiVersion'. " }
                    ?? "Write 'apiVersion: \(ManifestKind.apiVersion)'. ")
                    + "What it declares does not exist for the project. To keep it as it is, allow it: "
                    + "spec.validation.allow with the rule \(rule).",
                at: SourceLocation(file: path, position: place))
        }
    }

    /// The finding about a file whose content is stored elsewhere (Git LFS, https://git-lfs.com).
    static func diagnostic(pointerAt path: String, bytes: [UInt8]) -> Diagnostic? {
        guard bytes.starts(with: lfsHead) else { return nil }
        return Diagnostic(
            .warning, rule, "the file is a pointer of Git LFS, and its content is not in the repository",
            detail: "Nobody can say whether it declares something. Keep manifests and definitions out of LFS "
                + "(`git lfs migrate export --include '\(path)'`), or allow it: spec.validation.allow with the rule "
                + "\(rule).",
            at: SourceLocation(file: path, line: 1, column: 1))
    }

    private static let lfsHead = Array("version https://git-lfs.github.com/spec/".utf8)
}
