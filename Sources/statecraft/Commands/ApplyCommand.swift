internal import Manifests
internal import Planning
internal import Reconciliation
internal import Reports

extension Command {
    static let apply = Command(
        name: "apply", summary: "makes the environment what git says",
        description: "Plans, shows the plan, asks, and executes it; with FILE it executes a plan that was saved by "
            + "plan --out, unless git or the world moved since. Interrupted, it finishes the call in flight and says "
            + "what was done; the next apply goes on from there.",
        positionals: [
            Positional(name: "FILE", help: "a saved plan", isRequired: false, completion: .files)
        ],
        options: CommandOption.source + CommandOption.remote + [
            .only, .depth, .prune, .takeOver, .releaseHold, .allowOrder, .unproven, .concurrency, .yes, .textOrJSON,
            .raw, .quiet,
        ],
        exitStatuses: [
            (.success, "the environment is as git says"),
            (
                .failure,
                "an error, an interruption, or nobody said yes; with --prune: or something stays because nothing shows "
                    + "whose it is; what was done is said"
            ),
            (.stale, "the saved plan no longer fits; nothing was changed"),
        ],
        examples: [
            Example("statecraft apply", "show the plan and ask"),
            Example("statecraft apply --env staging --target local --yes", "in CI, where nobody answers"),
            Example("statecraft apply staging.plan --yes", "exactly the plan that was signed off"),
        ],
        run: apply)

    @Sendable
    private static func apply(_ arguments: Arguments, _ console: Console) async throws -> ExitStatus {
        guard let file = arguments.positional(0) else {
            let session = try await openSession(arguments, console)
            if session.prunes { try session.checkRivals() }
            let plan = try await session.ask { reconciler async throws(ReconciliationError) in
                try await reconciler.plan()
            }
            return try await session.execute(plan, for: .apply)
        }
        for option in planningOptions where arguments.has(option) {
            throw UsageError("--\(option.name) cannot be given with a saved plan, which says what is done already")
        }
        let saved: Plan
        do {
            saved = try loadSavedPlan(file)
        } catch let error as SavedPlanError where error.isOfAnotherFormat {
            console.error(
                "the saved plan \(file) is stale; nothing was changed: \(error.summary)", detail: error.detail)
            return .stale
        } catch let error as SavedPlanError {
            throw CommandFailure(error)
        }
        let session = try await openSession(arguments, console, environment: saved.environment)
        try session.checkBelongs(saved, file: file)
        if saved.options.prune { try session.checkRivals() }
        let renewal = try await session.ask { reconciler async throws(ReconciliationError) in
            try await reconciler.renew(saved)
        }
        switch renewal {
        case .fresh(let plan):
            if !arguments.has(.quiet), let remark = plan.remark(renewing: saved) { console.remark(remark) }
            return try await session.execute(plan, for: .apply)
        case .stale(let reasons):
            console.error(
                "the saved plan \(file) is stale; nothing was changed",
                detail: reasons.joined(separator: "\n") + "\nMake a new one with: statecraft plan --out \(file)")
            return .stale
        }
    }

    /// Options that decide what a plan has in it.
    private static let planningOptions: [CommandOption] = [
        .only, .depth, .prune, .takeOver, .releaseHold, .allowOrder, .unproven,
    ]

    private static func loadSavedPlan(_ file: String) throws -> Plan {
        try SavedPlan(decoding: readFile(file, what: "saved plan", limitBytes: 1 << 30, from: .file)).plan
    }
}

extension Plan {
    /// That a plan of one commit is applied at another; nil when it is not.
    fileprivate func remark(renewing saved: Plan) -> String? {
        let (before, now) = (saved.binding, binding)
        guard before.commit != now.commit, applicable else { return nil }
        let isSameTree = before.tree != nil && before.tree == now.tree
        return "The plan was saved at commit \(before.commit.prefix(12)); commit \(now.commit.prefix(12)) "
            + (isSameTree ? "has the same files." : "says the same of all that it stands for.")
    }
}

extension Session {
    /// Refuses a plan that was made for something else than what the options say.
    fileprivate func checkBelongs(_ plan: Plan, file: String) throws(CommandFailure) {
        let here = "\(project.desired.project)/\(project.desired.environment.name) on \(targetName)"
        let there = "\(plan.project)/\(plan.environment) on \(plan.target)"
        if here != there {
            throw CommandFailure(
                "the saved plan \(file) is for \(there), and this command is about \(here)",
                detail: "Nothing was changed. Give apply the same --repo, --dir, --env and --target as plan was given.")
        }
    }
}
