import Crypto
import Manifests
import StepFunctions

@testable import Planning

/// What is live.
extension Scene {
    /// Makes live what git says, as `apply` would have left it: stamped, published as version 1, aliases routed.
    /// What is live already under the name of a declared resource is replaced.
    mutating func deploy() {
        for activity in desired.activities { deployActivity(activity) }
        for machine in desired.stateMachines {
            deployMachine(machine, aliases: desired.aliases.filter { $0.stateMachine == machine.id })
        }
        remember(head)
    }

    /// `deploy()` of a machine with the alias `live`, another machine, and an activity.
    static func deployed() -> Scene {
        var scene = Scene()
        scene.declare("checkout", tags: ["team": "payments"])
        scene.declareAlias(of: "checkout", description: "what callers use")
        scene.declare("payment")
        scene.declareActivity("pack-parcel", tags: ["team": "warehouse"])
        scene.deploy()
        return scene
    }

    private mutating func deployActivity(_ activity: DesiredActivity) {
        let stamp = ResourceStamp(
            source: desired.source, commit: head, resource: activity.resourceDigest.short,
            content: activity.contentDigest.short, protected: activity.lifecycle.protect,
            ownedKeys: OwnedKeys(activity.tags.keys))
        activities[activity.arn.name] = Activity(
            live: ObservedActivity(
                encryptionConfiguration: activity.encryptionConfiguration, creationDate: Self.seconds(1_700_000_000)),
            tags: activity.tags.merging(stamp.tags) { $1 })
    }

    private mutating func deployMachine(_ machine: DesiredStateMachine, aliases: [DesiredAlias]) {
        let stamp = ResourceStamp(
            source: desired.source, commit: head, resource: machine.resourceDigest.short,
            content: machine.contentDigest.short, version: machine.publish ? 1 : nil,
            aliases: StateMachinePlanner.digest(of: aliases), protected: machine.lifecycle.protect,
            ownedKeys: OwnedKeys(machine.tags.keys))
        var live = Machine(
            live: Self.observed(machine.content, revision: nil), tags: machine.tags.merging(stamp.tags) { $1 })
        if machine.publish {
            live.versions[1] = Self.observed(
                machine.content, revision: nil,
                description: VersionDescription(
                    words: nil, commit: head, content: machine.contentDigest.short
                ).text)
        }
        for alias in aliases {
            live.aliases[alias.arn.name] = stamped(alias, to: [VersionRoute(version: 1, weight: 100)])
        }
        machines[machine.arn.name] = live
    }

    /// A live alias as we write it.
    func stamped(
        _ alias: DesiredAlias, to routes: [VersionRoute], previous: Int? = nil, hold: Hold? = nil
    ) -> ObservedAlias {
        let stamp = AliasStamp(
            source: desired.source, previous: previous, resource: AliasPlanner.digest(of: alias),
            protected: alias.lifecycle.protect, hold: hold)
        return ObservedAlias(
            description: AliasDescription.text(words: alias.description, stamp: stamp, routes: routes), routes: routes,
            updateDate: Self.seconds(1_700_000_000))
    }

    static func observed(
        _ content: StateMachineContent, revision: String?, description: String? = nil
    ) -> ObservedStateMachine {
        ObservedStateMachine(
            revisionId: revision, type: content.type, roleArn: content.roleArn,
            loggingConfiguration: content.loggingConfiguration, tracingConfiguration: content.tracingConfiguration,
            encryptionConfiguration: content.encryptionConfiguration, definition: content.definition,
            description: description, creationDate: Self.seconds(1_700_000_000))
    }

    /// Somebody gives a live machine another result, and so another revision.
    mutating func change(_ name: String, result: String) {
        machines[name]?.live = Self.observed(
            Self.content(result: result), revision: "11111111-1111-4111-8111-111111111111")
    }

    /// Somebody creates a machine by hand, under no stamp.
    mutating func createByHand(_ name: String, result: String, tags: [String: String] = [:]) {
        machines[name] = Machine(live: Self.observed(Self.content(result: result), revision: nil), tags: tags)
    }

    /// The live machine's stamp, to be changed; nothing happens when it has none.
    mutating func restamp(_ name: String, _ change: (inout ResourceStamp) -> Void) {
        guard var machine = machines[name], var stamp = ResourceStamp(tags: machine.tags) else { return }
        change(&stamp)
        machine.tags.merge(stamp.tags) { $1 }
        machines[name] = machine
    }

    /// Somebody removes our tags from a live machine or activity, some or all of them.
    mutating func removeStamp(_ name: String, keys: [String] = ResourceStamp.tagKeys) {
        for key in keys {
            machines[name]?.tags[key] = nil
            activities[name]?.tags[key] = nil
        }
    }
}
