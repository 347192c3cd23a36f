internal import Manifests
internal import Planning

/// What became of a plan, for people.
func applyText(_ report: ApplyReport, for purpose: RunPurpose, colored: Bool) -> String {
    var text = StyledText(colored: colored)
    guard !report.entries.isEmpty else {
        text.line(verdict(of: report.plan, for: purpose), .bold)
        return text.text
    }
    for entry in report.entries where !entry.isQuiet { text.append(entry) }
    text.line(verdict(of: report, for: purpose), report.converged ? .bold : .red)
    return text.text
}

/// The summary line of a run, and what to run next when something is left.
private func verdict(of report: ApplyReport, for purpose: RunPurpose) -> String {
    let done = PlanSummary(of: report.entries.filter { $0.result == .done }.map(\.step), unchanged: 0)
    if report.converged {
        if purpose == .forget { return "\(purpose.participle): \(counted(done.forget, "stamp")) removed." }
        let rest = purpose == .apply ? "; \(report.plan.unchanged) unchanged" : ""
        return "\(purpose.participle): \(achievements(done))\(rest)."
    }
    var counts: [(Int, String)] = [(report.entries.count { $0.result == .done }, "done")]
    counts.append((report.entries.count { if case .failed = $0.result { true } else { false } }, "failed"))
    counts.append((report.entries.count { if case .unknown = $0.result { true } else { false } }, "unknown"))
    counts.append((report.entries.count { if case .skipped = $0.result { true } else { false } }, "skipped"))
    counts.append((report.entries.count { $0.result == .notStarted }, "not started"))
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let why = report.interrupted ? "Interrupted" : "Not converged"
    return "\(why): of \(counted(report.entries.count, "step")) \(parts). "
        + "Run the same command again: it goes on from here and repeats nothing."
}

/// `2 created, 1 version published`.
private func achievements(_ summary: PlanSummary) -> String {
    let parts = [
        (summary.create, "\(summary.create) created"),
        (summary.update, "\(summary.update) updated"),
        (summary.publish, counted(summary.publish, "version") + " published"),
        (summary.shift, counted(summary.shift, "alias", "aliases") + " shifted"),
        (summary.tag, "\(summary.tag) tagged"),
        (summary.untag, "\(summary.untag) untagged"),
        (summary.adopt, "\(summary.adopt) adopted"),
        (summary.delete, "\(summary.delete) deleted"),
    ]
    let found = parts.filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
    return found.isEmpty ? "stamps refreshed" : found
}

extension ApplyReport.Entry {
    /// A stamp that was left as it should be is not worth a line.
    fileprivate var isQuiet: Bool { step.isStampOnly && result == .done }
}

extension StyledText {
    fileprivate mutating func append(_ entry: ApplyReport.Entry) {
        let name = "\(entry.step.action.name) \(entry.step.resource)"
        switch entry.result {
        case .done:
            append("done        ", .green)
            line(name + (entry.version.map { ", version \($0)" } ?? ""))
        case .failed(let reason):
            append("failed      ", .red)
            line("\(name): \(reason)")
        case .unknown(let reason):
            append("unknown     ", .red)
            line("\(name): \(reason)")
        case .skipped(let cause):
            append("skipped     ", .yellow)
            line("\(name): needs \(cause), which did not succeed")
        case .notStarted:
            append("not started ", .yellow)
            line(name)
        }
    }
}
