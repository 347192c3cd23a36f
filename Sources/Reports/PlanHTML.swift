internal import Documents
internal import Manifests
internal import Planning

/// A plan as a page of its own.
func planHTML(_ plan: Plan, for purpose: RunPurpose, draw: Drawing) -> String {
    var page = HTML()
    let title = verdict(of: plan, for: purpose)
    page.line("<h1>\(HTML.text(title))</h1>")
    if !plan.project.isEmpty {
        page.line("<p class=\"where\">\(HTML.text(planHeading(plan)))</p>")
    }
    page.append(plan.diagnostics)
    let groups = ResourceSteps.grouping(plan.steps)
    page.table(["", "Resource", "What happens", "Why"], groups.map(HTML.row))
    page.append(waitingOn: plan.waitingOn)
    for (isProven, title) in UnmanagedResource.titles {
        let items = plan.unmanaged.filter { $0.proven == isProven }
        if items.isEmpty { continue }
        page.line("<h2>\(HTML.text(title))</h2>")
        page.list(items.map { "\(HTML.code($0.resource.description)) \(HTML.code($0.arn))\(HTML.text($0.origin))" })
    }
    page.append(policy: plan.policy ?? [])
    for group in groups { page.append(group, draw: draw) }
    return page.page(title: "Statecraft: \(title)")
}

extension HTML {
    fileprivate static func row(of group: ResourceSteps) -> [String] {
        let (sign, style) = group.symbol
        let steps = group.steps.filter { !$0.isStampOnly }
        let what = (steps.isEmpty ? group.steps : steps).map { step in
            var words = code(step.action.name)
            if step.action.publishes, step.action.name != "publishVersion" { words += ", publishing a version" }
            if let routing = step.routingText { words += ", routing \(text(routing))" }
            return words
        }
        return [
            "<span class=\"sign \(style)\">\(text(sign))</span>", code(group.resource.description),
            what.joined(separator: "<br>"), text(group.main.reason),
        ]
    }

    /// What changes in one resource.
    fileprivate mutating func append(_ group: ResourceSteps, draw: Drawing) {
        let changes = group.steps.flatMap(\.changes)
        guard !changes.isEmpty else { return }
        line("<h2>\(Self.code(group.resource.description))</h2>")
        if let source = group.main.source { line("<p class=\"where\">\(Self.text(source.description))</p>") }
        if let definition = group.definitionChanges { append(definition, draw: draw) }
        append(
            lines: changes.flatMap { diffLines($0.path, before: $0.before, after: $0.after) },
            summary: "Changed fields")
    }
}
