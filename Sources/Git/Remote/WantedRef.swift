internal import CLibgit2

/// What a user's ref asks of a remote: the name before any steps back from it, such as `main` in `main~2`.
struct WantedRef {
    /// "HEAD" where nothing is named.
    let name: String

    init(_ text: String) {
        var end = text.firstIndex { "~^:".contains($0) } ?? text.endIndex
        for index in text.indices.dropLast() where text[index] == "@" && text[text.index(after: index)] == "{" {
            end = min(end, index)
            break
        }
        let base = text[..<end]
        name = base.isEmpty || base == "@" ? "HEAD" : String(base)
    }

    /// Whether it can be nothing but a commit's whole id.
    var isFullID: Bool { GitObjectID(hex: name) != nil }

    /// Whether it can be a commit's id, whole or shortened.
    var isID: Bool { (4...40).contains(name.utf8.count) && name.allSatisfy(\.isHexDigit) }

    /// The refs that it can mean, in the order of gitrevisions(7).
    var candidates: [String] { [name, "refs/\(name)", "refs/tags/\(name)", "refs/heads/\(name)"] }
}

/// One ref that the server lists.
struct RemoteHead {
    var name: String
    var id: git_oid
    /// What a symbolic ref (HEAD) points to.
    var target: String?
}
