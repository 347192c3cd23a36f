internal import Documents
internal import LocalStepFunctions
internal import Manifests
internal import Planning
internal import Reconciliation
internal import Reports
internal import Sources
internal import StepFunctions

/// All that a command needs to work on a project's environment.
struct Session: Sendable {
    let project: OpenProject
    let arguments: Arguments
    let console: Console
    let target: Target
    /// What `target` was opened from.
    let goesTo: TargetDescription
    private let revision: SourceRevision

    /// Loads the project and opens its target.
    ///
    /// - Parameter environment: the environment's name when `--env` does not say it.
    init(_ arguments: Arguments, _ console: Console, environment: String? = nil) async throws(CommandFailure) {
        project = try OpenProject(arguments, console, environment: environment)
        self.arguments = arguments
        self.console = console
        let opening = TargetOpening(
            arguments: arguments, remark: { [arguments] in if !arguments.has(.quiet) { console.remark($0) } },
            sessionName: project.sessionName)
        let here = try workingDirectory()
        let home = try ProjectHome(project.directory, of: project.source, here: here)
        target = try await opening.open(project.desired.environment, home: home, here: here)
        goesTo = try TargetChoice(arguments, environment: project.desired.environment).target
        let isEmbedded = if case .local = goesTo { true } else { false }
        revision = try project.revision(isEmbedded: isEmbedded)
    }

    /// How reports name the target.
    var targetName: String { target.description }

    /// The reconciler of this run.
    func makeReconciler(observer: Progress) -> Reconciler {
        Reconciler(
            target: target, desired: project.desired, revision: revision,
            policy: Self.policy(arguments, project.desired.policy), now: { WallClock().now() }, observer: observer)
    }

    /// Whether the run deletes what git no longer declares.
    var prunes: Bool { arguments.has(.prune) || project.desired.policy.prune }

    /// Whether something was to be deleted or forgotten on request and stays, because nothing shows whose it is.
    func leavesUnproven(_ plan: Plan, for purpose: RunPurpose = .apply) -> Bool {
        plan.leavesUnproven || plan.hasUnproven && (purpose == .forget || arguments.has(.prune))
    }

    /// What the run may do.
    private static func policy(_ arguments: Arguments, _ policy: ProjectPolicy) -> Policy {
        var policy = policy
        if let concurrency = arguments[.concurrency].flatMap(Int.init) { policy.concurrency = concurrency }
        let depth = arguments[.depth].flatMap(Depth.init(rawValue:))
        var asked = Policy(
            project: policy, prune: arguments.has(.prune), takeOver: arguments.has(.takeOver),
            releaseHold: arguments.has(.releaseHold), allowOrder: arguments.has(.allowOrder),
            only: arguments.all(.only),
            depth: depth.map(DepthChoice.fixed) ?? .auto)
        asked.unproven = Set(arguments.all(.unproven))
        return asked
    }

    /// Asks the target, with progress while it takes long.
    func ask<Answer>(
        _ question: (Reconciler) async throws(ReconciliationError) -> Answer
    ) async throws(CommandFailure) -> Answer {
        let progress = makeProgress()
        defer { progress.finish() }
        do {
            return try await question(makeReconciler(observer: progress))
        } catch {
            throw CommandFailure(error)
        }
    }

    /// A line for a person who waits, unless `--quiet`.
    func makeProgress() -> Progress {
        let isQuiet = arguments.has(.quiet)
        return Progress(isVisible: console.showsProgress && !isQuiet) { [console] in
            if !isQuiet { console.remark($0) }
        }
    }

    /// A warning for every `--only` that matches nothing: most often its name is misspelled.
    fileprivate var emptyFilters: [Diagnostic] {
        let desired = project.desired
        let resources = desired.activities.map(\.id) + desired.stateMachines.map(\.id) + desired.aliases.map(\.id)
        return arguments.all(.only).compactMap { filter in
            let policy = Policy(project: desired.policy, only: [filter])
            guard !resources.contains(where: policy.includes) else { return nil }
            return Diagnostic(
                .warning, "only-matches-nothing", "--only '\(filter)' matches nothing that git declares",
                detail: "It is compared with Kind/name, such as StateMachine/checkout; * stands for any characters.")
        }
    }

    /// Where records are read, for the head of a report.
    var recordsContext: RecordsContext {
        RecordsContext(
            project: project.desired.project, environment: project.desired.environment.name, target: targetName,
            commit: project.source.commit)
    }
}

extension OpenProject {
    /// Names the session of an assumed role by project and commit, as CloudTrail shows it.
    fileprivate var sessionName: String { "statecraft-\(desired.project)-\(source.commit.prefix(12))" }

    /// The revision as planning asks about it.
    fileprivate func revision(isEmbedded: Bool) throws(CommandFailure) -> SourceRevision {
        let dirty: Bool
        do {
            dirty = try source.isDirty(under: directory)
        } catch {
            throw CommandFailure(error)
        }
        let tree: any SourceTree = source.tree
        let definitionSources = DefinitionSources(tree)
        let removals = Removals(self, isEmbedded: isEmbedded)
        let ancestry = source.ancestry()
        var revision = SourceRevision(
            commit: source.commit, dirty: dirty,
            lastCommits: { files in
                // History that cannot be read, as in a partial clone, only makes stamps less exact.
                guard let changes = try? source.lastChanges(of: files) else {
                    let here = CommitOfFile(commit: source.commit, distance: 0)
                    return Dictionary(uniqueKeysWithValues: files.map { ($0, here) })
                }
                return changes.mapValues { CommitOfFile(commit: $0.commit, distance: $0.distance) }
            },
            desiredState: { commit throws(SourceRevisionError) in
                do throws(CommandFailure) {
                    return try desiredState(at: commit)
                } catch {
                    throw SourceRevisionError(summary: error.summary, detail: error.detail)
                }
            },
            declarations: { commit throws(SourceRevisionError) in
                do throws(CommandFailure) {
                    return try declarations(at: commit, removals.search)
                } catch {
                    throw SourceRevisionError(summary: error.summary, detail: error.detail)
                }
            },
            removal: { question in removals.proof(question) },
            relation: { commit in CommitRelation(of: commit, to: ancestry, isShallow: source.isShallow) },
            definitionPlace: { machine, keys in definitionSources.location(of: keys, in: machine) },
            definitionDiagnostics: { machine, findings in definitionSources.diagnostics(findings, of: machine) },
            attachExcerpts: { Manifests.attachExcerpts($0, from: tree) })
        revision.tree = source.treeID
        revision.desiredNaming = desiredState(naming:)
        return revision
    }
}

/// Opens the project for a command. Warnings go to standard error; the errors of a project that cannot be used go
/// where the command's result would have gone when that is JSON.
func openSession(
    _ arguments: Arguments, _ console: Console, environment: String? = nil
) async throws -> Session {
    try arguments.checkUnproven()
    let session: Session
    do {
        session = try await Session(arguments, console, environment: environment)
    } catch {
        guard arguments[.textOrJSON] == "json", !error.diagnostics.isEmpty else { throw error }
        try console.result(renderDiagnostics(error.diagnostics, as: .json))
        throw CommandFailure(error.summary, detail: error.detail)
    }
    if !arguments.has(.quiet) { console.diagnostics(session.project.warnings + session.emptyFilters) }
    return session
}

extension Arguments {
    /// Refuses a name that can be no resource's: exact names only, so that nobody says more than is meant.
    fileprivate func checkUnproven() throws(UsageError) {
        for name in all(.unproven) where ResourceID(name) == nil || name.contains(where: { "*?[".contains($0) }) {
            throw UsageError(
                "the option --unproven takes one exact name, such as StateMachine/checkout, not '\(name)'")
        }
    }
}
