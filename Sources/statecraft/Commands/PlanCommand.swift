internal import Planning
internal import Reconciliation
internal import Reports

extension Command {
    static let plan = Command(
        name: "plan", summary: "shows what apply would do, and why",
        description: "Compares what git says with what is live and prints the writes that would make them equal, "
            + "each with its reason and the line of git that says so. It changes nothing; with --out it also saves "
            + "the plan, which apply then executes as it was shown or not at all.",
        options: CommandOption.source + CommandOption.remote + [
            .only, .depth, .prune, .takeOver, .releaseHold, .allowOrder, .unproven, .out, .detailedExitcode,
            .anyReport, .raw, .quiet,
        ],
        exitStatuses: [
            (.success, "the plan was made; with --detailed-exitcode: and there is nothing to do"),
            (.failure, "an error; with --prune: or something stays because nothing shows whose it is"),
            (.differences, "with --detailed-exitcode: the plan changes something"),
        ],
        examples: [
            Example("statecraft plan", "what the commit at HEAD would change in the default environment"),
            Example(
                "statecraft plan --env staging --ref v1.4.0 --target local --out staging.plan",
                "a tag, another environment, kept for apply"),
            Example("statecraft plan --format markdown --detailed-exitcode > comment.md", "for a pull request"),
            Example("statecraft plan --format html > plan.html", "a page with pictures of what changes"),
        ],
        run: plan)

    @Sendable
    private static func plan(_ arguments: Arguments, _ console: Console) async throws -> ExitStatus {
        let format = arguments.reportFormat(console)
        let session: Session
        do {
            session = try await openSession(arguments, console)
        } catch let failure as CommandFailure where format.isForPrograms && !failure.diagnostics.isEmpty {
            try console.result(renderPlan(.impossible(failure, arguments), as: format))
            throw CommandFailure(failure.summary, detail: failure.detail)
        }
        if session.prunes { try session.checkRivals() }
        let plan = try await session.ask { reconciler async throws(ReconciliationError) in
            try await reconciler.plan()
        }
        try console.result(renderPlan(plan, detail: arguments.definitionDetail, as: format, draw: Graphviz.drawing))
        guard plan.applicable else { return .failure }
        if let file = arguments[.out] {
            try writeFile(SavedPlan(plan: plan).encoded(), to: file)
            if !arguments.has(.quiet) { console.remark("Saved to \(file); apply it with: statecraft apply \(file)") }
        }
        if session.leavesUnproven(plan) { return .failure }
        return arguments.has(.detailedExitcode) && !plan.summary.isEmpty ? .differences : .success
    }
}

extension CommandOption {
    fileprivate static let out = Self("out", .file("FILE"), "save the plan for apply, readable by nobody else")
    fileprivate static let detailedExitcode = Self(
        "detailed-exitcode", .none, "exit with 2 when the plan changes something")
}

extension Plan {
    /// The plan of a project that cannot be loaded.
    fileprivate static func impossible(_ failure: CommandFailure, _ arguments: Arguments) -> Plan {
        Plan(
            project: "", environment: arguments[.env] ?? "", target: arguments[.target] ?? "",
            binding: Binding(commit: failure.commit ?? "", dirty: false), depth: .stamps, complete: false,
            applicable: false, errored: true, diagnostics: failure.diagnostics)
    }
}
