internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// One alias that goes back to a version, and what is put on hold so that it stays there.
struct AliasRollback {
    let alias: DesiredAlias
    let live: ObservedAlias
    /// What the live description says.
    let written: AliasDescription
    /// Whether somebody moved the routes since they were written.
    let isMoved: Bool
    let destination: Int
    let machine: DesiredStateMachine
    let context: PlanContext

    private var search: VersionSearch { VersionSearch(arn: machine.arn, facts: context.facts) }

    /// The write; nil when the alias is there and stays there.
    func step() throws(FactError) -> Step? {
        let isThere = live.routes == [VersionRoute(version: destination, weight: 100)]
        if isThere && !isMoved { return nil }
        let bad = try rolledBack()
        let content = if let bad { try search.content(of: bad) } else { String?.none }
        let hold = try hold(rolledBack: content)
        if isThere && hold == nil { return nil }
        return step(hold: hold, bad: bad, holdsBad: hold?.content == content)
    }

    /// The version that is taken out of traffic: the one with the content that git says, else the newest.
    private func rolledBack() throws(FactError) -> Int? {
        let others = live.routes.map(\.version).filter { $0 != destination }
        for version in others where try search.content(of: version) == machine.contentDigest.short { return version }
        return others.max()
    }

    /// A hold that stands is kept, since git still says what it holds. Where somebody moved the routes before,
    /// what they left is not what git would roll out: that is what has to be held.
    private func hold(rolledBack content: String?) throws(FactError) -> Hold? {
        let kept = try search.content(of: destination)
        if let hold = written.stamp?.hold, hold.content != kept { return hold }
        let content = isMoved ? try gitContent(otherThan: kept) ?? content : content
        return content.map { Hold(content: $0, since: context.request.now.millisecondsSince1970 / 1000) }
    }

    /// The first content that git routes the alias to and that is not `kept`.
    private func gitContent(otherThan kept: String?) throws(FactError) -> String? {
        for route in alias.routes {
            let content: String?
            switch route.selector {
            case .current: content = machine.contentDigest.short
            case .version(let number): content = try search.content(of: number)
            case .commit(let commit):
                guard case .contents(_, let contents) = try context.facts.desiredState(at: commit) else { continue }
                content = contents[machine.id]?.short
            }
            if let content, content != kept { return content }
        }
        return nil
    }

    private func step(hold: Hold?, bad: Int?, holdsBad: Bool) -> Step {
        let path = "routingConfiguration"
        let stamp = AliasStamp(
            source: context.source, previous: bad ?? written.stamp?.previous,
            resource: written.stamp?.resource ?? AliasPlanner.digest(of: alias),
            protected: written.stamp?.protected ?? alias.lifecycle.protect, hold: hold)
        let route = PlannedRoute(version: destination, weight: 100)
        let write = AliasWrite(arn: alias.arn, routes: [route], description: written.words, stamp: stamp)
        let change = Change(
            path: path, before: .array(live.routes.map { PlannedRoute($0).json }), after: .array([route.json]),
            source: alias.provenance.location(of: path))
        return Step(
            resource: alias.id, action: bad == nil ? .updateAlias(write) : .shiftAlias(write),
            reason: reason(bad: bad, holdsBad: holdsBad),
            precondition: .routing(live.routes, description: live.description), changes: bad == nil ? [] : [change],
            source: alias.provenance.location(of: path))
    }

    private func reason(bad: Int?, holdsBad: Bool) -> String {
        guard let bad else { return "it is at version \(destination) already; what git says goes on hold" }
        return "roll back from version \(bad) to version \(destination); "
            + (holdsBad ? "the content of version \(bad) goes on hold" : "what git says is on hold")
    }
}
