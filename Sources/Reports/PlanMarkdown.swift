internal import Documents
internal import Manifests
internal import Planning

/// A plan as a comment on a pull request.
func planMarkdown(_ plan: Plan) -> String {
    var comment = Markdown()
    comment.line("## Statecraft: \(Markdown.prose(verdict(of: plan, for: .apply)))")
    if !plan.project.isEmpty {
        comment.line()
        comment.line(
            "\(Markdown.code("\(plan.project)/\(plan.environment)")) on \(Markdown.code(plan.target)), from commit "
                + Markdown.code(commitText(plan.binding.commit, dirty: plan.binding.dirty)))
    }
    comment.append(plan.diagnostics)
    let groups = ResourceSteps.grouping(plan.steps)
    comment.append(table: groups)
    comment.append(waitingOn: plan.waitingOn)
    comment.append(unmanaged: plan.unmanaged)
    comment.append(policy: plan.policy ?? [])
    for group in groups {
        guard let changes = group.definitionChanges else { continue }
        guard comment.append(changes, of: group.resource, command: "statecraft plan") else { break }
    }
    comment.append(details: groups.filter { $0.steps.contains { !$0.changes.isEmpty } })
    return comment.text
}

extension Markdown {
    fileprivate mutating func append(table groups: [ResourceSteps]) {
        guard !groups.isEmpty else { return }
        line()
        line("| | Resource | What happens | Why |")
        line("|---|---|---|---|")
        for (place, group) in groups.enumerated() {
            let row = row(of: group)
            // Half of the room is kept for the details.
            guard fits(row.utf8.count + Self.limit / 2) else {
                line()
                line("… and \(counted(groups.count - place, "more resource")): run `statecraft plan` to see all.")
                return
            }
            line(row)
        }
    }

    private func row(of group: ResourceSteps) -> String {
        let steps = group.steps.filter { !$0.isStampOnly }
        let what = (steps.isEmpty ? group.steps : steps).map { step in
            var words = "`\(step.action.name)`"
            if step.action.publishes, step.action.name != "publishVersion" { words += ", publishing a version" }
            if let routing = step.routingText { words += ", routing \(Self.prose(routing))" }
            return words
        }
        let cells = [
            Self.code(group.symbol.sign), Self.code(group.resource.description),
            what.joined(separator: "<br>"), Self.prose(group.main.reason),
        ]
        return "| \(cells.joined(separator: " | ")) |"
    }

    /// What the run leaves alone for now.
    mutating func append(waitingOn waiting: [Waiting]) {
        guard !waiting.isEmpty else { return }
        line()
        line("**Waiting**")
        line()
        append(list: waiting.map { "\(Self.code($0.resource.description)): \(Self.prose($0.reason))" })
    }

    fileprivate mutating func append(unmanaged: [UnmanagedResource]) {
        for (isProven, title) in UnmanagedResource.titles {
            let items = unmanaged.filter { $0.proven == isProven }
            if items.isEmpty { continue }
            line()
            line("**\(Self.prose(title))**")
            line()
            append(list: items.map { Self.code($0.resource.description) + Self.prose($0.origin) })
        }
    }

    fileprivate mutating func append(details groups: [ResourceSteps]) {
        guard !groups.isEmpty else { return }
        line()
        line("<details><summary>Changed fields</summary>")
        for (place, group) in groups.enumerated() {
            let changes = group.steps.flatMap(\.changes)
            let block = Self.diff(changes.flatMap { diffLines($0.path, before: $0.before, after: $0.after) })
            guard fits(block.utf8.count + 500) else {
                line()
                line("… and \(counted(groups.count - place, "more resource")): run `statecraft plan` to see all.")
                break
            }
            line()
            let source = group.main.source.map { " (\(Self.code($0.description)))" } ?? ""
            line("\(Self.code(group.resource.description))\(source)")
            line()
            line(block)
        }
        line()
        line("</details>")
    }

    /// A list of as many items as fit.
    mutating func append(list items: [String]) {
        for (place, item) in items.enumerated() {
            guard fits(item.utf8.count + 1_000) else {
                line("- … and \(items.count - place) more")
                return
            }
            line("- \(item)")
        }
    }

    /// Diagnostics with their places.
    mutating func append(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        line()
        append(
            list: diagnostics.map { diagnostic in
                let place = diagnostic.location.map { "\(Self.code($0.description)): " } ?? ""
                let detail = diagnostic.detail.isEmpty ? "" : "<br>\(Self.prose(diagnostic.detail))"
                return "**\(diagnostic.severity.rawValue)** \(place)\(Self.prose(diagnostic.summary))\(detail)"
            })
    }
}
