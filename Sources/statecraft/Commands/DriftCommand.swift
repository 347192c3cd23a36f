internal import Documents
internal import Planning
internal import Reconciliation
internal import Reports

extension Command {
    static let drift = Command(
        name: "drift", summary: "compares what is live with what was last deployed",
        description: "Reads every resource of the environment and lists what somebody changed or removed behind "
            + "git's back. Commits that nobody has applied yet are listed as pending and are no drift; nothing is "
            + "changed, so it suits cron.",
        options: CommandOption.source + CommandOption.remote + [
            .only, .depth, .expectDeployed, .anyReport, .raw, .quiet,
        ],
        exitStatuses: [
            (.success, "no drift"), (.failure, "an error, and no drift in what could be told"), (.differences, "drift"),
        ],
        examples: [
            Example("statecraft drift", "everything in the default environment"),
            Example(
                "statecraft drift --env production --expect-deployed", "where finding nothing at all is an alarm"),
            Example("statecraft drift --only 'StateMachine/check*' --format json", "some machines, for a program"),
        ],
        run: { arguments, console in
            let format = arguments.reportFormat(console)
            let session: Session
            do {
                session = try await openSession(arguments, console)
            } catch let failure as CommandFailure where format.isForPrograms && !failure.diagnostics.isEmpty {
                try console.result(renderDrift(.impossible(failure, arguments), as: format))
                throw CommandFailure(failure.summary, detail: failure.detail)
            }
            let report = try await session.ask { reconciler async throws(ReconciliationError) in
                try await reconciler.drift(expectsDeployed: arguments.has(.expectDeployed))
            }
            try console.result(
                renderDrift(report, detail: arguments.definitionDetail, as: format, draw: Graphviz.drawing))
            if !report.drift.isEmpty { return .differences }
            return report.diagnostics.hasErrors ? .failure : .success
        })
}

extension DriftReport {
    /// The report on a project that cannot be loaded.
    fileprivate static func impossible(_ failure: CommandFailure, _ arguments: Arguments) -> DriftReport {
        DriftReport(
            project: "", environment: arguments[.env] ?? "", target: arguments[.target] ?? "",
            commit: failure.commit ?? "", dirty: false, depth: .stamps, diagnostics: failure.diagnostics)
    }
}
