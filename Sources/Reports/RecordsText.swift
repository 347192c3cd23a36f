internal import Planning
internal import StepFunctions

/// What runs where, for people.
func statusText(_ records: [DeploymentRecord], colored: Bool) -> String {
    var text = StyledText(colored: colored)
    for record in records {
        text.append(heading: record)
        for alias in record.aliases { text.append(alias, of: record) }
    }
    let pending = records.count(where: \.pending)
    text.line(
        "\(counted(records.count, "state machine")); "
            + (pending == 0 ? "all that git says is applied." : "\(pending) not as git says: see statecraft plan."),
        .bold)
    return text.text
}

/// Which version was made from which commit, for people.
func historyText(_ records: [DeploymentRecord], colored: Bool) -> String {
    var text = StyledText(colored: colored)
    for (place, record) in records.enumerated() {
        if place > 0 { text.line() }
        text.append(heading: record)
        if record.exists, record.versions.isEmpty { text.line("    no version was published") }
        text.append(versions: record.versions)
        for alias in record.aliases {
            guard let hold = alias.hold else { continue }
            text.line("    \(alias.name): \(holdText(hold))", .yellow)
        }
    }
    if records.isEmpty { text.line("No state machines.") }
    return text.text
}

/// A block of YAML ends in a line end, which says nothing.
private func withoutLastLineEnd(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    return String(scalars)
}

private func holdText(_ hold: Hold) -> String {
    "content \(hold.content) is on hold since \(Timestamp(millisecondsSince1970: hold.since * 1000).seconds)"
}

extension StyledText {
    fileprivate mutating func append(heading record: DeploymentRecord) {
        append("\(record.resource)", .bold)
        if let problem = record.problem {
            line("  cannot be read: \(problem)", .red)
            return
        }
        guard record.exists else {
            line("  does not exist yet", .yellow)
            return
        }
        if let stamp = record.stamp {
            append("  deployed from commit \(shortCommit(stamp.commit))")
        } else {
            append("  carries no stamp", .yellow)
        }
        if record.pending { append("  not as git says", .yellow) }
        line()
        if let hold = record.stamp?.hold { line("    \(holdText(hold))", .yellow) }
    }

    fileprivate mutating func append(_ alias: DeploymentRecord.Alias, of record: DeploymentRecord) {
        append("    \(alias.name)", .cyan)
        let routes = alias.routes.map { route in
            let commit = record.versions.first { $0.number == route.version }?.commit
            return "version \(route.version): \(route.weight)%" + (commit.map { " (commit \(shortCommit($0)))" } ?? "")
        }
        append("  \(routes.joined(separator: ", "))")
        append("  since \(alias.updated.seconds)", .dim)
        if let previous = alias.previous { append("  before: version \(previous)", .dim) }
        line()
        if let hold = alias.hold { line("        \(holdText(hold))", .yellow) }
    }

    fileprivate mutating func append(versions: [DeploymentRecord.Version]) {
        let numberWidth = versions.map { String($0.number).count }.max() ?? 0
        for version in versions {
            let number = String(version.number)
            append("    " + String(repeating: " ", count: numberWidth - number.count) + number, .cyan)
            append("  \(version.created.seconds)  ", .dim)
            append(version.commit.map { "commit \(shortCommit($0))" } ?? "no stamp      ")
            let aliases = version.aliases.sorted { $0.key < $1.key }
            if !aliases.isEmpty {
                append("  ← \(aliases.map { "\($0.key) \($0.value)%" }.joined(separator: ", "))", .green)
            }
            if let description = version.description.map(withoutLastLineEnd), !description.isEmpty {
                append("  \(description)")
            }
            line()
        }
    }
}

extension Timestamp {
    /// `2026-11-21T10:26:00Z`: to the second.
    fileprivate var seconds: String { iso8601.prefix(19) + "Z" }
}
