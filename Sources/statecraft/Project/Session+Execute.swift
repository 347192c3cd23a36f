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
        guard report.converged, !report.interrupted else { return .failure }
        return isComplete(plan) && !leavesUnproven(plan, for: purpose) ? .success : .failure
    }

    /// Whether a rollback left nothing on what is on hold; what it left is said with the commands that change it.
    private func isComplete(_ plan: Plan) -> Bool {
        guard let remains = plan.remains, !remains.isEmpty else { return true }
        let isOne = remains.count == 1
        console.error(
            remains[0].reason + (isOne ? "" : ", and \(remains.count - 1) more like it"),
            detail: (["To change that:"] + remains.map { isOne ? $0.command : "\($0.resource): \($0.command)" })
                .joined(separator: "\n"))
        return false
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
