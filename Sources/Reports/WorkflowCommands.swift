/// The text without what GitHub's runner would obey: a line of a job's log that begins with `::`, behind any white
/// space, and one that has `##[` anywhere ("Workflow commands for GitHub Actions", and `ActionCommand` of the runner).
/// Both are broken by a space, which nobody's text is worse for.
public func withoutWorkflowCommands(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isAtStart = true
    var hashes = 0
    var colons = 0
    for scalar in text.unicodeScalars {
        if scalar == "[", hashes >= 2 { result.append(" ") }
        hashes = scalar == "#" ? hashes + 1 : 0
        colons = scalar == ":" && (isAtStart || colons == 1) ? colons + 1 : 0
        if colons == 2 {
            result.append(" ")
            colons = 0
        }
        result.append(scalar)
        isAtStart = scalar == "\n" || scalar == "\r" || isAtStart && scalar.properties.isWhitespace
    }
    return String(result)
}
