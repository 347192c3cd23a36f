internal import JSON

extension Checker {
    /// Checks the ways between states: every target exists in its scope, every state is reached, some state ends.
    ///
    /// AWS answers in this order: targets that do not exist, then either that the machine has no terminal state or
    /// the states that are not reached, of every scope. Only the machine's own scope must have a terminal state;
    /// one anywhere in it is enough, reached or not. All of this was recorded from `ValidateStateMachineDefinition`.
    mutating func checkFlow(_ flow: Flow) {
        var hints = FlowHints(flow)
        let targets = flow.scopes.map { checkTargets(of: $0, &hints) }
        guard let machine = flow.scopes.first, checkForEnd(machine) else { return }
        for (scope, targets) in zip(flow.scopes, targets) where !targets.areUnknown && scope.tellsItsWays {
            let reached = scope.reachedStates()
            checkReach(of: scope, reached)
            if options.includesAdvice && !targets.areMissing { warnOfEndlessLoops(in: scope, reached) }
        }
    }

    private mutating func checkTargets(of scope: FlowScope, _ hints: inout FlowHints) -> FlowTargets {
        var targets = FlowTargets()
        if let target = scope.startAt, scope.start == nil, targets.note(target, of: scope, self) {
            report(hints.finding(forTarget: target, in: scope, at: scope.pointer.appending("StartAt")))
        }
        for state in scope.states {
            for way in state.transitions where way.destination == nil && targets.note(way.target, of: scope, self) {
                report(hints.finding(forTarget: way.target, in: scope, at: way.pointer))
            }
        }
        return targets
    }

    /// Whether the machine's own scope has a terminal state, or may have one.
    private mutating func checkForEnd(_ machine: FlowScope) -> Bool {
        guard machine.hasNoEnd else { return true }
        report(
            DefinitionFinding(
                .missingEndState, "Workflow has no terminal state", at: machine.pointer.appending("States"),
                isAboutKey: true, hint: "Give the last state \"End\": true, or let a Succeed or Fail state follow it.",
                isWithoutLocation: true))
        return false
    }

    private mutating func checkReach(of scope: FlowScope, _ reached: [Bool]) {
        guard let first = reached.firstIndex(of: false) else { return }
        let sources = scope.sources()
        for index in first..<scope.states.count where !reached[index] && !isUnknown(scope.states[index].name) {
            let state = scope.states[index]
            let hint =
                sources[index].map {
                    "Only states that are not reachable lead to it, such as \(quoted(scope.states[$0].name))."
                }
                ?? "No transition leads to it: let one do so, or remove it."
            report(
                DefinitionFinding(
                    .unreachableState, "State \"\(state.name)\" is not reachable.", at: state.pointer,
                    isAboutKey: true, hint: hint))
        }
    }

    private mutating func warnOfEndlessLoops(in scope: FlowScope, _ reached: [Bool]) {
        if scope.hasNoEnd {
            report(
                DefinitionFinding(
                    .branchWithoutEnd, "No state ends \(scope.owner.phrase).",
                    at: scope.pointer.appending("States"), isAboutKey: true))
            return
        }
        let ends = scope.statesWithWayToEnd()
        let endless = scope.states.indices.filter { reached[$0] && !ends[$0] }
        guard let first = endless.first else { return }
        let others = endless.dropFirst().map { quoted(scope.states[$0].name) }
        report(
            DefinitionFinding(
                .endlessLoop, "No way leads from state \"\(scope.states[first].name)\" to an end.",
                at: scope.states[first].pointer, isAboutKey: true,
                hint: others.isEmpty ? "" : "The same is true of \(firstFew(others))."))
    }
}

/// What is known of those targets of a scope that it holds no state for.
private struct FlowTargets {
    /// Some do not exist.
    var areMissing = false
    /// Some may exist once a placeholder is replaced, or stand for something that is no state.
    var areUnknown = false
    private var namesAreUnknown: Bool?

    /// Whether the target does not exist for sure.
    mutating func note(_ target: String, of scope: FlowScope, _ checker: Checker) -> Bool {
        let isMissing = !mayExist(target, in: scope, checker)
        if isMissing { areMissing = true } else { areUnknown = true }
        return isMissing
    }

    private mutating func mayExist(_ target: String, in scope: FlowScope, _ checker: Checker) -> Bool {
        if !scope.hasStates || checker.isUnknown(target) { return true }
        if scope.unreadableNames.contains(where: { $0.hasSameBytes(as: target) }) { return true }
        if let namesAreUnknown { return namesAreUnknown }
        let areUnknown =
            scope.states.contains { checker.isUnknown($0.name) }
            || scope.unreadableNames.contains(where: checker.isUnknown)
        namesAreUnknown = areUnknown
        return areUnknown
    }
}
