internal import Documents

/// Diagnostics as workflow commands, which GitHub Actions turns into annotations:
/// `::error file=a.json,line=3,col=5,title=required-field::…` ("Workflow commands for GitHub Actions").
func diagnosticsGitHub(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(command).joined()
}

private func command(_ diagnostic: Diagnostic) -> String {
    var properties: [(String, String)] = []
    if let location = diagnostic.location {
        properties = [("file", location.file), ("line", String(location.line)), ("col", String(location.column))]
    }
    properties.append(("title", diagnostic.code))
    let words = properties.map { "\($0)=\(escaped($1, inProperty: true))" }.joined(separator: ",")
    return "::\(diagnostic.severity.rawValue) \(words)::\(escaped(diagnostic.message, inProperty: false))\n"
}

extension Diagnostic {
    /// What is wrong, and what to do about it: the whole text for programs that show the place themselves.
    var message: String { detail.isEmpty ? summary : "\(summary)\n\(detail)" }
}

/// Text as a command takes it: a line end would begin the next command, so that a file could give its own.
private func escaped(_ text: String, inProperty: Bool) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
        switch scalar {
        case "%": result += "%25"
        case "\r": result += "%0D"
        case "\n": result += "%0A"
        case ":" where inProperty: result += "%3A"
        case "," where inProperty: result += "%2C"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
