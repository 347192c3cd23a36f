internal import Planning
internal import Reconciliation
internal import Reports

extension Command {
    static let rollback = Command(
        name: "rollback", summary: "leads an alias back to an earlier version and holds it there",
        description: "Repoints the alias (all aliases of the machine when none is named) and puts what it ran on "
            + "hold: apply leaves it alone until git changes that content or --release-hold is given. Callers of the "
            + "machine itself, without an alias, keep running the bad revision unless --machine restores it too. Of "
            + "all aliases, those that can go back do, and the others are named with the reason.",
        positionals: [Positional(name: "MACHINE", help: "the state machine's metadata.name")],
        options: CommandOption.source + CommandOption.remote + [
            .alias, .to, .machine, .concurrency, .yes, .textOrJSON, .raw, .quiet,
        ],
        exitStatuses: [
            (.success, "rolled back, or nothing to do"),
            (
                .failure,
                "an error, an interruption, nobody said yes, or an alias still routes to what is on hold; what was "
                    + "done is said"
            ),
        ],
        examples: [
            Example("statecraft rollback checkout", "every alias, to what it led to before"),
            Example("statecraft rollback checkout --alias live --to 4 --yes", "one alias, to version 4"),
            Example(
                "statecraft rollback checkout --to 3f2a9c1 --machine", "to a commit's content, the machine included"),
        ],
        run: { arguments, console in
            let request = try rollbackRequest(arguments)
            let session = try await openSession(arguments, console)
            let plan = try await session.ask { reconciler async throws(ReconciliationError) in
                try await reconciler.planRollback(request)
            }
            return try await session.execute(plan, for: .rollback)
        })

    private static func rollbackRequest(_ arguments: Arguments) throws(UsageError) -> RollbackRequest {
        guard let machine = arguments.positional(0) else {
            preconditionFailure("a required argument was checked before")
        }
        return RollbackRequest(
            stateMachine: machine, alias: arguments[.alias], to: try destination(arguments[.to] ?? "previous"),
            machine: arguments.has(.machine))
    }

    /// A few digits are a version, since versions go up to 9 digits and are what people mean; a commit that
    /// happens to have digits only is written with 7 or more.
    private static func destination(_ text: String) throws(UsageError) -> RollbackRequest.Destination {
        if text == "previous" { return .previous }
        if text.utf8.count < 7, let number = Int(text) {
            guard number > 0 else { throw UsageError("the option --to takes a version from 1 up, not '\(text)'") }
            return .version(number)
        }
        return .commit(text)
    }
}

extension CommandOption {
    fileprivate static let alias = Self("alias", .text("NAME"), "one alias; default: all that git declares")
    fileprivate static let to = Self(
        "to", .text("VERSION|COMMIT|previous"),
        "where to: a version's number, a commit whose content a version has, or what the alias led to before; "
            + "default: previous")
    fileprivate static let machine = Self(
        "machine", .none, "restore the machine itself too, for callers that use no alias")
}
