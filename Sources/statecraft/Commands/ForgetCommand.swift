internal import Reconciliation
internal import Reports

extension Command {
    static let forget = Command(
        name: "forget", summary: "removes our stamps and leaves the resources",
        description: "Takes the project's stamps off everything in the environment, so that nothing there belongs to "
            + "it any more; the resources keep running. A later apply adopts them again. A hold that a rollback left "
            + "goes with its stamp, so it is refused without --release-hold.",
        options: CommandOption.source + CommandOption.remote + [
            .only, .dropHold, .unproven, .concurrency, .yes, .textOrJSON, .quiet,
        ],
        exitStatuses: [
            (.success, "forgotten, or nothing to do"),
            (
                .failure,
                "an error, an interruption, nobody said yes, or something stays because nothing shows whose it is; "
                    + "what was done is said"
            ),
        ],
        examples: [
            Example("statecraft forget --only StateMachine/checkout --yes", "one machine with its aliases' stamps left")
        ],
        run: { arguments, console in
            let session = try await openSession(arguments, console)
            try session.checkRivals()
            let plan = try await session.ask { reconciler async throws(ReconciliationError) in
                try await reconciler.planForget()
            }
            return try await session.execute(plan, for: .forget)
        })
}

extension CommandOption {
    fileprivate static let dropHold = Self(
        releaseHold.name, .none, "forget also what is on hold; the next apply deploys what was held")
}
