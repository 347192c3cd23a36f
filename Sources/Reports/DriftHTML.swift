internal import Manifests
internal import Planning

/// A drift report as a page of its own.
func driftHTML(_ report: DriftReport, draw: Drawing) -> String {
    var page = HTML()
    let title = verdict(of: report)
    page.line("<h1>\(HTML.text(title))</h1>")
    if !report.project.isEmpty {
        page.line("<p class=\"where\">\(HTML.text(driftHeading(report)))</p>")
    }
    page.append(report.diagnostics)
    if report.nothingDeployed { page.line("<p>\(HTML.text(nothingDeployedText(report)))</p>") }
    let groups = DriftedResource.grouping(report.drift)
    page.table(["Resource", "Drift", "Fields"], groups.map(HTML.row))
    if !report.pending.isEmpty {
        page.line("<h2>Pending in git, which is no drift</h2>")
        page.list(report.pending.map { "\(HTML.code($0.resource.description)): \(HTML.text($0.reason))" })
    }
    page.append(waitingOn: report.waitingOn)
    let definitions = report.definitionChanges
    for group in groups { page.append(group, definitions[group.resource], draw: draw) }
    return page.page(title: "Statecraft: \(title)")
}

extension HTML {
    fileprivate static func row(of group: DriftedResource) -> [String] {
        let fields = group.entries.filter { !$0.path.isEmpty }.map { code($0.path) }
        let shown = fields.prefix(10).joined(separator: " ") + (fields.count > 10 ? " …" : "")
        return [code(group.resource.description), kind(of: group), shown]
    }

    private static func kind(of group: DriftedResource) -> String {
        switch group.entries.first?.kind {
        case .missing: "<span class=\"red\">missing</span>"
        case .unmanaged:
            "<span class=\"cyan\">\(group.entries.first?.proven == false ? unprovenText : "no longer in git")</span>"
        case .stampRemoved: "<span class=\"yellow\">stamp removed</span>"
        case .madeAnew: "<span class=\"yellow\">made anew</span>"
        case .changed, nil: "<span class=\"yellow\">changed</span>"
        }
    }

    /// What somebody changed in one resource.
    fileprivate mutating func append(_ group: DriftedResource, _ definition: DefinitionChanges?, draw: Drawing) {
        let entries = group.entries.filter { $0.kind == .changed }
        guard !entries.isEmpty else { return }
        line("<h2>\(Self.code(group.resource.description))</h2>")
        if let definition { append(definition, draw: draw) }
        append(
            lines: entries.flatMap { diffLines($0.path, before: $0.desired, after: $0.observed) },
            summary: "Changed fields: <code>-</code> as deployed, <code>+</code> as it is")
    }
}
