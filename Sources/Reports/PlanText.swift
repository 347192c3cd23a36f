internal import Documents
internal import Manifests
internal import Planning

/// A plan for people.
func planText(_ plan: Plan, for purpose: RunPurpose, detail: DefinitionDetail, colored: Bool) -> String {
    var text = StyledText(colored: colored)
    if !plan.project.isEmpty { text.line("\(purpose.noun) for \(planHeading(plan))", .bold) }
    for group in ResourceSteps.grouping(plan.steps) {
        text.line()
        text.append(group, detail)
    }
    text.append(waitingOn: plan.waitingOn)
    text.append(unmanaged: plan.unmanaged)
    text.append(policy: plan.policy ?? [])
    if !plan.diagnostics.isEmpty {
        text.line()
        text.append(plan.diagnostics)
    }
    text.line()
    text.line(verdict(of: plan, for: purpose), plan.errored ? .red : .bold)
    return text.text
}

/// `orders/local on local:PATH, from commit 3f2a9c1, reading everything`.
func planHeading(_ plan: Plan) -> String {
    "\(plan.project)/\(plan.environment) on \(plan.target), from "
        + "commit \(commitText(plan.binding.commit, dirty: plan.binding.dirty)), reading \(depthText(plan.depth))"
}

/// The summary line of a plan.
func verdict(of plan: Plan, for purpose: RunPurpose) -> String {
    let errors = plan.diagnostics.count { $0.severity == .error }
    guard plan.applicable else {
        return errors == 0
            ? "The plan cannot be applied." : "The plan cannot be applied: \(counted(errors, "error"))."
    }
    let untouched = plan.summary.unchanged
    guard plan.summary.isEmpty else {
        if purpose == .forget { return "\(purpose.noun): \(counted(plan.summary.forget, "stamp")) to remove." }
        let rest = purpose == .apply ? "; \(untouched) unchanged" : ""
        return "\(purpose.noun): \(effects(of: plan.summary))\(rest)."
    }
    if purpose != .apply { return "Nothing to do." }
    var sentence = "Nothing to do: \(counted(untouched, "resource is", "resources are")) as git says"
    let stamps = plan.steps.count
    if stamps > 0 { sentence += "; \(counted(stamps, "stamp")) to refresh" }
    if !plan.waitingOn.isEmpty { sentence += "; \(counted(plan.waitingOn.count, "resource waits", "resources wait"))" }
    return sentence + "."
}

/// `2 to create, 1 version to publish`.
private func effects(of summary: PlanSummary) -> String {
    let parts = [
        (summary.create, "\(summary.create) to create"),
        (summary.update, "\(summary.update) to update"),
        (summary.publish, counted(summary.publish, "version") + " to publish"),
        (summary.shift, counted(summary.shift, "alias", "aliases") + " to shift"),
        (summary.tag, "\(summary.tag) to tag"),
        (summary.untag, "\(summary.untag) to untag"),
        (summary.adopt, "\(summary.adopt) to adopt"),
        (summary.delete, "\(summary.delete) to delete"),
    ]
    return parts.filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
}

extension StyledText {
    /// The steps of one resource.
    mutating func append(_ group: ResourceSteps, _ detail: DefinitionDetail) {
        let (sign, style) = group.symbol
        append("\(sign) \(group.resource)", style)
        if let source = group.main.source { append("  \(source)", .dim) }
        line()
        for step in group.steps {
            if step.isStampOnly {
                line("    \(step.action.name): \(step.reason)", .dim)
                continue
            }
            let publication = step.action.publishes && step.action.name != "publishVersion"
            append("    \(step.action.name)\(publication ? ", publishing a version" : "")", .bold)
            line(": \(step.reason)")
            append(routing: step)
            for change in step.action.createdFields { append(change) }
            let definition = step.definitionChanges
            if let definition { append(definition, at: step.changes.first { isInDefinition($0.path) }?.source) }
            for change in step.changes where !step.isSaidByRouting(change) {
                if definition == nil || detail == .fields || !isInDefinition(change.path) { append(change) }
            }
        }
    }

    private mutating func append(routing step: Step) {
        guard let routing = step.routingText else { return }
        append("      routing  ")
        line(routing, .cyan)
    }

    private mutating func append(_ definition: DefinitionChanges, at source: SourceLocation?) {
        append("      ~ ", .yellow)
        append("definition")
        if let source { append("  \(source)", .dim) }
        line()
        append(definition, indent: 10)
    }

    /// The changes of a definition, one a line.
    mutating func append(_ definition: DefinitionChanges, indent: Int) {
        for sentence in definition.sentences { line(String(repeating: " ", count: indent) + sentence) }
    }

    private mutating func append(_ change: Change) {
        let field = fieldText(change.path)
        switch (change.before, change.after) {
        case (nil, let after?):
            append("      + ", .green)
            append("\(field): \(valueText(after, at: change.path))")
        case (let before?, nil):
            append("      - ", .red)
            append("\(field): \(valueText(before, at: change.path))")
        case (let before?, let after?):
            append("      ~ ", .yellow)
            append("\(field): \(valueText(before, at: change.path)) → \(valueText(after, at: change.path))")
        case (nil, nil):
            append("      ~ ", .yellow)
            append(field)
        }
        if let source = change.source { append("  \(source)", .dim) }
        line()
    }

    /// What the run leaves alone for now.
    mutating func append(waitingOn waiting: [Waiting]) {
        guard !waiting.isEmpty else { return }
        line()
        line("Waiting:", .bold)
        for item in waiting {
            append("  \(item.resource)", .yellow)
            line(": \(item.reason)")
        }
    }

    fileprivate mutating func append(unmanaged: [UnmanagedResource]) {
        for (isProven, title) in UnmanagedResource.titles {
            let items = unmanaged.filter { $0.proven == isProven }
            if items.isEmpty { continue }
            line()
            line(title + ":", .bold)
            for item in items {
                append("  \(item.resource)")
                line("  \(item.arn)\(item.origin)", .dim)
            }
        }
    }
}

extension Step {
    /// `5: 100% → 6: 100%`; nil for a step that writes no routes.
    var routingText: String? {
        guard let written = action.writtenRoutes else { return nil }
        let after = written.map { "\($0.version.map(String.init) ?? "the new version"): \($0.weight)%" }
            .joined(separator: ", ")
        guard case .routing(let live, _) = precondition else { return after }
        let before = live.map { "\($0.version): \($0.weight)%" }.joined(separator: ", ")
        return "\(before) → \(after)"
    }

    /// Whether the routing line says the change already.
    func isSaidByRouting(_ change: Change) -> Bool {
        action.writtenRoutes != nil && change.path.hasPrefix("routingConfiguration")
    }
}

extension UnmanagedResource {
    /// The commit that deployed it, where that is what a reader needs: nothing shows whose it is.
    var origin: String { proven ? "" : commit.map { ", from commit \($0.prefix(12))" } ?? "" }

    /// What stands above the resources that stay, by whether this repository has shown that it declared them.
    static let titles = [
        (true, "No longer in git, and kept because --prune is not given"),
        (false, "Kept, because nothing shows that this repository declared it"),
    ]
}
