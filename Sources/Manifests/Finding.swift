internal import Documents

/// A diagnostic on its way out, with what it takes to place it exactly.
struct Finding: Sendable, Hashable {
    var diagnostic: Diagnostic
    /// The placeholder that the diagnostic is about. The tree knows where its text begins; the column of the
    /// placeholder in it is found in the file, which only happens when there is something to show.
    var placeholder: PlaceholderSite?

    init(_ diagnostic: Diagnostic, about placeholder: PlaceholderSite? = nil) {
        self.diagnostic = diagnostic
        self.placeholder = placeholder
    }
}

extension [Finding] {
    mutating func append(_ diagnostics: some Sequence<Diagnostic>) {
        append(contentsOf: diagnostics.map { Finding($0) })
    }
}

/// Every diagnostic once, placed, in the order of files and lines, with the lines shown.
func finish(_ findings: [Finding], reading tree: any SourceTree) -> [Diagnostic] {
    var texts: [String: [UInt8]] = [:]
    let bytes = { (file: String) -> [UInt8]? in
        if let known = texts[file] { return known }
        let read = try? tree.read(file, limitBytes: fileLimitBytes)
        texts[file] = read
        return read
    }
    var marks: [String: PlaceholderMarks] = [:]
    var seen: Set<Diagnostic> = []
    var diagnostics: [Diagnostic] = []
    for finding in findings {
        var diagnostic = finding.diagnostic
        if let site = finding.placeholder, let start = diagnostic.location {
            if marks[start.file] == nil { marks[start.file] = bytes(start.file).map(PlaceholderMarks.init) }
            if let position = marks[start.file]?.position(of: site, inTextAt: start.position) {
                diagnostic.location = SourceLocation(file: start.file, position: position)
            }
        }
        if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }
    diagnostics.sort(by: standsBefore)
    return attachExcerpts(diagnostics, reading: bytes)
}

/// Diagnostics without a place come first: they are about the whole project.
private func standsBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    switch (left.location, right.location) {
    case (let left?, let right?) where left != right: left < right
    case (nil, .some): true
    case (.some, nil): false
    default: (left.code, left.summary, left.detail) < (right.code, right.summary, right.detail)
    }
}
