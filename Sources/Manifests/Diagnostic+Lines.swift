public import Documents

/// Fills in the source line of every diagnostic that has a place in one of the tree's files and no line yet.
public func attachExcerpts(_ diagnostics: [Diagnostic], from tree: some SourceTree) -> [Diagnostic] {
    attachExcerpts(diagnostics) { try? tree.read($0, limitBytes: fileLimitBytes) }
}
