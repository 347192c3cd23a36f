internal import Planning
internal import Reconciliation
internal import Reports

extension Session {
    /// Shows a plan, asks, executes it and reports.
    func execute(_ plan: Plan, for purpose: RunPurpose) async throws -> ExitStatus {
        let format = arguments.recordFormat(console)
        let isText = format != .json
        if isText {
            try console.result(
                renderPlan(
                    plan, for: purpose, detail: arguments.definitionDetail, as: .text(colored: console.isColored)))
        }
        guard plan.applicable else {
            if !isText { try console.result(renderPlan(plan, as: .json)) }
            return .failure
        }
        if !plan.steps.isEmpty {
            guard try mayWrite(plan, for: purpose, showsPlan: !isText) else { return .failure }
        }
        let interruption = Interruption()
        interruptOnSignals(interruption, console)
        let report = await run(plan, interruption)
        if !isText || !plan.steps.isEmpty { try console.result(renderApply(report, for: purpose, as: format)) }
        return report.converged && !report.interrupted ? .success : .failure
    }

    private func run(_ plan: Plan, _ interruption: Interruption) async -> ApplyReport {
        let progress = makeProgress()
        defer { progress.finish() }
        return await makeReconciler(observer: progress).apply(plan, interruption: interruption)
    }

    /// Whether somebody agrees.
    private func mayWrite(_ plan: Plan, for purpose: RunPurpose, showsPlan: Bool) throws -> Bool {
        if arguments.has(.yes) { return true }
        let count = plan.steps.count
        if showsPlan {
            console.passage(
                renderPlan(plan, for: purpose, detail: arguments.definitionDetail, as: .text(colored: false)))
        }
        let steps = count == 1 ? "this step" : "these \(count) steps"
        switch console.ask("\(purpose.verb) \(steps) to \(plan.environment)?") {
        case true?: return true
        case false?: console.remark("Nothing was changed.")
        case nil:
            console.error(
                "nobody can be asked, because there is no terminal; nothing was changed",
                detail: "Add --yes to go ahead without asking.")
        }
        return false
    }
}

extension RunPurpose {
    /// How the question begins.
    fileprivate var verb: String {
        switch self {
        case .apply: "Apply"
        case .rollback: "Roll back by applying"
        case .forget: "Forget by applying"
        }
    }
}
