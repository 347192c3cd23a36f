internal import Reports

/// What `statecraft COMMAND --help` prints.
func renderHelp(of command: Command) -> String {
    var sections = ["statecraft \(command.name): \(command.summary)"]
    sections.append("Usage:\n  " + synopsis(of: command))
    sections.append(wrapped(command.description, indent: 0))
    if !command.positionals.isEmpty {
        sections.append(
            table(
                "Arguments:",
                command.positionals.map { ($0.name, $0.help + ($0.isRepeatable ? "; may be repeated" : "")) }))
    }
    var options = command.allOptions.map { ($0.synopsis, $0.help + ($0.isRepeatable ? "; may be repeated" : "")) }
    if let open = command.openOptions { options.insert((open, "a member of the operation's input"), at: 0) }
    sections.append(table("Options:", options))
    sections.append(table("Exit status:", command.exitStatuses.map { (String($0.0.rawValue), $0.1) }))
    let examples = command.examples.map { "  # \($0.purpose)\n  \($0.command)" }
    sections.append("Examples:\n" + examples.joined(separator: "\n"))
    return sections.joined(separator: "\n\n") + "\n"
}

/// What `statecraft help` prints.
func renderOverview(of commands: [Command]) -> String {
    let intro = """
        statecraft \(version): deploys AWS Step Functions workflows from git and keeps them as git says.

        Usage:
          statecraft COMMAND [OPTION…]
        """
    let outro = """
        statecraft COMMAND --help says everything about one command; statecraft --version prints the version.

        A first project, in an empty git repository:
          statecraft init && git add . && git commit -m 'First workflow'
          statecraft plan
          statecraft apply
        """
    return [intro, table("Commands:", commands.map { ($0.name, $0.summary) }), outro].joined(separator: "\n\n") + "\n"
}

/// `statecraft plan [OPTION…]`.
private func synopsis(of command: Command) -> String {
    var words = ["statecraft", command.name] + command.positionals.map(\.synopsis)
    if let open = command.openOptions { words.append("[\(open)]…") }
    if !command.options.isEmpty { words.append("[OPTION…]") }
    return words.joined(separator: " ")
}

/// A heading and two columns, the right one wrapped.
private func table(_ heading: String, _ rows: [(String, String)]) -> String {
    let left = min(28, (rows.map(\.0.count).max() ?? 0) + 2)
    let lines = rows.map { name, text -> String in
        let lines = wrapped(text, indent: left + 2)
        let padding = String(repeating: " ", count: max(0, left - name.count))
        if name.count + 2 > left { return "  \(name)\n" + String(repeating: " ", count: left + 2) + lines }
        return "  \(name)\(padding)\(lines)"
    }
    return heading + "\n" + lines.joined(separator: "\n")
}
