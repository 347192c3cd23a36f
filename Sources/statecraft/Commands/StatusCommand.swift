internal import Planning
internal import Reconciliation
internal import Reports

extension Command {
    static let status = Command(
        name: "status", summary: "shows what runs where, and from which commit",
        description: "Lists every state machine of the project with the commit it was deployed from, and where its "
            + "aliases lead. What is on hold after a rollback says so.",
        options: recordOptions, exitStatuses: recordStatuses,
        examples: [Example("statecraft status --env local", "the whole environment")],
        run: { arguments, console in
            try await showRecords(arguments, console, versions: true) { renderStatus($0, in: $1, as: $2) }
        })

    static let history = Command(
        name: "history", summary: "shows every published version and its commit",
        description: "Lists the versions of every state machine, newest first, with the commit that each was "
            + "published from and the aliases that lead to it. That is what rollback --to can name.",
        options: recordOptions, exitStatuses: recordStatuses,
        examples: [Example("statecraft history --only StateMachine/checkout", "the versions of one machine")],
        run: { arguments, console in
            try await showRecords(arguments, console, versions: true) { renderHistory($0, in: $1, as: $2) }
        })

    private static let recordOptions = CommandOption.source + CommandOption.remote + [.only, .textOrJSON, .quiet]
    private static let recordStatuses: [(ExitStatus, String)] = [(.success, "shown"), (.failure, "an error")]

    private static func showRecords(
        _ arguments: Arguments, _ console: Console, versions: Bool,
        _ render: ([DeploymentRecord], RecordsContext, RecordFormat) -> String
    ) async throws -> ExitStatus {
        let format = arguments.recordFormat(console)
        let session = try await openSession(arguments, console)
        let records = try await session.ask { reconciler async throws(ReconciliationError) in
            try await reconciler.records(versions: versions)
        }
        try console.result(render(records, session.recordsContext, format))
        return .success
    }
}
