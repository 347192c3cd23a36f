internal import Manifests
internal import Planning

/// A drift report as a comment.
func driftMarkdown(_ report: DriftReport) -> String {
    var comment = Markdown()
    comment.line("## Statecraft: \(Markdown.prose(verdict(of: report)))")
    if !report.project.isEmpty {
        comment.line()
        let commit = Markdown.code(commitText(report.commit, dirty: report.dirty))
        comment.line(
            "\(Markdown.code("\(report.project)/\(report.environment)")) on \(Markdown.code(report.target)), "
                + "git at commit \(commit), reading \(depthText(report.depth))")
    }
    comment.append(report.diagnostics)
    if report.nothingDeployed {
        comment.line()
        comment.line(Markdown.prose(nothingDeployedText(report)))
    }
    let groups = DriftedResource.grouping(report.drift)
    comment.append(table: groups)
    if !report.pending.isEmpty {
        comment.line()
        comment.line("**Pending in git, which is no drift**")
        comment.line()
        comment.append(
            list: report.pending.map { "\(Markdown.code($0.resource.description)): \(Markdown.prose($0.reason))" })
    }
    comment.append(waitingOn: report.waitingOn)
    for drift in report.definitions {
        guard let changes = drift.changes else { continue }
        guard comment.append(changes, of: drift.resource, command: "statecraft drift") else { break }
    }
    comment.append(details: groups)
    return comment.text
}

extension Markdown {
    fileprivate mutating func append(table groups: [DriftedResource]) {
        guard !groups.isEmpty else { return }
        line()
        line("| Resource | Drift | Fields |")
        line("|---|---|---|")
        for (place, group) in groups.enumerated() {
            let fields = group.entries.filter { !$0.path.isEmpty }.map { Self.code($0.path) }
            let shown = fields.prefix(10).joined(separator: ", ") + (fields.count > 10 ? ", …" : "")
            let row = "| \(Self.code(group.resource.description)) | \(kind(of: group)) | \(shown) |"
            guard fits(row.utf8.count + Self.limit / 2) else {
                line()
                line("… and \(counted(groups.count - place, "more resource")): run `statecraft drift` to see all.")
                return
            }
            line(row)
        }
    }

    private func kind(of group: DriftedResource) -> String {
        switch group.entries.first?.kind {
        case .missing: "missing"
        case .unmanaged: group.entries.first?.proven == false ? unprovenText : "no longer in git"
        case .stampRemoved: "stamp removed"
        case .madeAnew: "made anew"
        case .changed, nil: "changed"
        }
    }

    fileprivate mutating func append(details groups: [DriftedResource]) {
        let groups = groups.filter { $0.entries.contains { $0.kind == .changed } }
        guard !groups.isEmpty else { return }
        line()
        line("<details><summary>Changed fields: <code>-</code> as deployed, <code>+</code> as it is</summary>")
        for (place, group) in groups.enumerated() {
            let block = Self.diff(
                group.entries.flatMap { diffLines($0.path, before: $0.desired, after: $0.observed) })
            guard fits(block.utf8.count + 500) else {
                line()
                line("… and \(counted(groups.count - place, "more resource")): run `statecraft drift` to see all.")
                break
            }
            line()
            line(Self.code(group.resource.description))
            line()
            line(block)
        }
        line()
        line("</details>")
    }
}
