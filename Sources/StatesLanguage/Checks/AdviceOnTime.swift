internal import JSON
internal import StepFunctions

extension Checker {
    /// Warns of a machine that is given more time than an EXPRESS workflow has.
    mutating func adviseOnMachineTimeout(_ machine: JSONObject) {
        guard options.type == .express, let seconds = machine["TimeoutSeconds"]?.intValue,
            seconds > expressLimitSeconds
        else { return }
        report(
            DefinitionFinding(
                .expressOverLimit, "\(seconds) seconds are more than the \(expressLimitSeconds) that EXPRESS has",
                at: DefinitionPointer([.key("TimeoutSeconds")])))
    }

    /// Warns of a Wait that outlasts the execution.
    mutating func adviseOnWait(_ state: FlowState, _ conditions: ScopeConditions) {
        guard conditions.type == .express, let seconds = state.waitSeconds, seconds > expressLimitSeconds else {
            return
        }
        advise(
            .expressOverLimit, state,
            "\(quoted(state.name)) waits longer than the \(expressLimitSeconds) seconds "
                + "that EXPRESS has", at: "Seconds")
    }

    /// Warns of an EXPRESS workflow all of whose ways wait too long, although no single Wait does.
    mutating func adviseOnWaits(of scope: FlowScope) {
        guard let start = scope.start, scope.states.contains(where: { ($0.waitSeconds ?? 0) > 0 }),
            !scope.states.contains(where: { ($0.waitSeconds ?? 0) > expressLimitSeconds }),
            let least = scope.leastWaiting(from: start), least > expressLimitSeconds
        else { return }
        report(
            DefinitionFinding(
                .expressOverLimit,
                "Every way through waits longer than the \(expressLimitSeconds) seconds that EXPRESS has",
                at: scope.pointer.appending("StartAt")))
    }
}

extension FlowState {
    /// How long a Wait waits, when that is a constant.
    var waitSeconds: Int? {
        guard type == .wait, let seconds = value["Seconds"]?.intValue, seconds >= 0 else { return nil }
        return seconds
    }
}

extension FlowScope {
    /// The least that any way from a state to an end waits in constants; more than the limit of EXPRESS is given as
    /// one second more. Nil when no end is reached.
    ///
    /// Dijkstra's algorithm with a bucket for each second: there are only as many as the limit has.
    func leastWaiting(from start: Int) -> Int? {
        let cap = expressLimitSeconds + 1
        let end = states.count
        var buckets: [[Int]] = Array(repeating: [], count: cap + 1)
        var isDone = Array(repeating: false, count: states.count)
        buckets[0].append(start)
        for seconds in buckets.indices {
            while let index = buckets[seconds].popLast() {
                if index == end { return seconds }
                guard !isDone[index] else { continue }
                isDone[index] = true
                let state = states[index]
                let after = min(cap, seconds + min(cap, state.waitSeconds ?? 0))
                if state.isTerminal { buckets[after].append(end) }
                for way in state.transitions {
                    if let next = way.destination, !isDone[next] { buckets[after].append(next) }
                }
            }
        }
        return nil
    }
}
