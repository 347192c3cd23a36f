internal import Documents

extension StyledText {
    /// Diagnostics with their source lines, and how many they are.
    mutating func append(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics {
            append(safe: diagnostic.text(color: colored))
            line()
            line()
        }
        line(countText(diagnostics), diagnostics.hasErrors ? .red : .yellow)
    }
}

/// `2 errors, 1 warning in 3 files`.
func countText(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    let files = Set(diagnostics.compactMap(\.location?.file)).count
    var parts: [String] = []
    if errors > 0 { parts.append(counted(errors, "error")) }
    if warnings > 0 { parts.append(counted(warnings, "warning")) }
    return parts.joined(separator: ", ") + (files > 0 ? " in \(counted(files, "file"))" : "")
}
