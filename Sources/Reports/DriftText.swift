internal import Documents
internal import Manifests
internal import Planning

/// A drift report for people.
func driftText(_ report: DriftReport, detail: DefinitionDetail, colored: Bool) -> String {
    var text = StyledText(colored: colored)
    text.line("Drift of \(driftHeading(report))", .bold)
    let definitions = report.definitionChanges
    for group in DriftedResource.grouping(report.drift) {
        text.line()
        text.append(group, definitions[group.resource], detail)
    }
    if report.nothingDeployed {
        text.line()
        text.line(nothingDeployedText(report))
    }
    if !report.pending.isEmpty {
        text.line()
        text.line("Pending, which is no drift:", .bold)
        for pending in report.pending { text.line("  \(pending.resource): \(pending.reason)") }
    }
    text.append(waitingOn: report.waitingOn)
    if !report.diagnostics.isEmpty {
        text.line()
        text.append(report.diagnostics)
    }
    text.line()
    text.line(verdict(of: report), report.drift.isEmpty ? .bold : .yellow)
    return text.text
}

extension DriftReport {
    /// What changed in each definition that drifted.
    var definitionChanges: [ResourceID: DefinitionChanges] {
        Dictionary(definitions.compactMap { drift in drift.changes.map { (drift.resource, $0) } }) { first, _ in first }
    }
}

/// `orders/local on local:PATH, read in full, git at commit 3f2a9c1`.
func driftHeading(_ report: DriftReport) -> String {
    "\(report.project)/\(report.environment) on \(report.target), git at "
        + "commit \(commitText(report.commit, dirty: report.dirty)), reading \(depthText(report.depth))"
}

/// What was looked at, in words.
func depthText(_ depth: Depth) -> String {
    switch depth {
    case .stamps: "stamps only"
    case .revisions: "stamps and revisions"
    case .full: "everything"
    }
}

/// What a report says where no mark of the project was found.
func nothingDeployedText(_ report: DriftReport) -> String {
    "nothing of \(report.project)/\(report.environment) is deployed here: this is a first deployment, or all of it was "
        + "removed"
}

/// The summary line of a drift report.
func verdict(of report: DriftReport) -> String {
    let errors = report.diagnostics.count { $0.severity == .error }
    if errors > 0, report.drift.isEmpty { return "Drift is unknown: \(counted(errors, "error"))." }
    let pending =
        report.pending.isEmpty ? "" : "; \(counted(report.pending.count, "resource")) pending in git"
    let counts = DriftSummary(of: report)
    if report.drift.isEmpty {
        let scope = report.depth == .full ? "" : " in what was read (\(depthText(report.depth)))"
        return "No drift\(scope): \(counted(report.compared, "resource is", "resources are")) as last "
            + "deployed\(pending)."
    }
    let parts = [
        (counts.changed, "\(counts.changed) changed"), (counts.missing, "\(counts.missing) missing"),
        (counts.unmanaged - counts.unproven, "\(counts.unmanaged - counts.unproven) no longer in git"),
        (counts.unproven, "\(counts.unproven) \(unprovenText)"),
    ]
    let found = parts.filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
    let untold = errors > 0 ? " What else there is cannot be told: \(counted(errors, "error"))." : ""
    return "Drift: \(found), of \(counted(report.compared, "resource")) compared\(pending).\(untold)"
}

/// How reports call what carries this project's stamp and was never shown to be this repository's.
let unprovenText = "of unproven origin"

/// A drift report, counted in resources.
struct DriftSummary {
    let changed: Int
    let missing: Int
    /// With what is of unproven origin.
    let unmanaged: Int
    let unproven: Int

    init(of report: DriftReport) {
        func count(_ kinds: Set<DriftReport.Entry.Kind>) -> Int {
            Set(report.drift.filter { kinds.contains($0.kind) }.map(\.resource)).count
        }
        changed = count([.changed, .stampRemoved, .madeAnew])
        missing = count([.missing])
        unmanaged = count([.unmanaged])
        unproven = Set(report.drift.filter { $0.proven == false }.map(\.resource)).count
    }
}

/// The differences of one resource, in the report's order.
struct DriftedResource {
    let resource: ResourceID
    var entries: [DriftReport.Entry]

    static func grouping(_ entries: [DriftReport.Entry]) -> [DriftedResource] {
        var places: [ResourceID: Int] = [:]
        var groups: [DriftedResource] = []
        for entry in entries {
            if let place = places[entry.resource] {
                groups[place].entries.append(entry)
            } else {
                places[entry.resource] = groups.count
                groups.append(DriftedResource(resource: entry.resource, entries: [entry]))
            }
        }
        return groups
    }
}

extension StyledText {
    fileprivate mutating func append(
        _ group: DriftedResource, _ definition: DefinitionChanges?, _ detail: DefinitionDetail
    ) {
        guard let first = group.entries.first else { return }
        switch first.kind {
        case .changed, .stampRemoved, .madeAnew: append("~ \(group.resource)", .yellow)
        case .missing: append("- \(group.resource)", .red)
        case .unmanaged: append("? \(group.resource)", .cyan)
        }
        if let source = first.source { append("  \(source)", .dim) }
        line()
        if let definition {
            line("    definition, since it was deployed:")
            append(definition, indent: 6)
        }
        for entry in group.entries where definition == nil || detail == .fields || !isInDefinition(entry.path) {
            append(entry)
        }
    }

    private mutating func append(_ entry: DriftReport.Entry) {
        switch entry.kind {
        case .missing where entry.path.isEmpty: line("    was deployed and does not exist any more")
        case .unmanaged where entry.proven == false:
            let commit = entry.commit.map { " from commit \($0.prefix(12))" } ?? ""
            line("    carries this project's stamp\(commit), and nothing shows that this repository declared it")
        case .unmanaged: line("    carries this project's stamp and is no longer in git")
        case .stampRemoved: line("    its stamp was removed")
        case .madeAnew: line("    it was made anew")
        case .changed, .missing:
            append("    \(fieldText(entry.path)): ")
            append(entry.observed.map { valueText($0, at: entry.path) } ?? "absent", .yellow)
            append(", deployed as ")
            line(entry.desired.map { valueText($0, at: entry.path) } ?? "absent")
        }
    }
}
