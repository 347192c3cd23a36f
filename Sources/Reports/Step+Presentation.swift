internal import JSON
internal import Manifests
internal import Planning
internal import StepFunctions

extension Action {
    /// Whether the call publishes a version.
    var publishes: Bool {
        switch self {
        case .createStateMachine(let write), .updateStateMachine(let write): write.publish
        case .publishVersion: true
        default: false
        }
    }

    /// The routes that the call writes to an alias; nil for everything else.
    var writtenRoutes: [PlannedRoute]? {
        switch self {
        case .createAlias(let write), .shiftAlias(let write): write.routes
        default: nil
        }
    }

    /// What a creation is about, in a few fields; nothing for every other step.
    var createdFields: [Change] {
        switch self {
        case .createStateMachine(let write):
            let fields = [("type", write.content.type.rawValue), ("roleArn", write.content.roleArn)]
            return fields.map { Change(path: $0, before: nil, after: .string($1)) } + Self.created(write.tags)
        case .createActivity(let write): return Self.created(write.tags)
        default: return []
        }
    }

    /// The user's tags of a creation; stamps are ours.
    private static func created(_ tags: [String: String]) -> [Change] {
        tags.filter { !$0.key.hasPrefix("statecraft:") }.sorted { $0.key < $1.key }.map {
            Change(path: "tags.\($0.key)", before: nil, after: .string($0.value))
        }
    }

    fileprivate var symbol: (sign: String, style: StyledText.Style) {
        switch self {
        case .createStateMachine, .createAlias, .createActivity: ("+", .green)
        case .updateStateMachine, .updateAlias, .tagResource, .untagResource: ("~", .yellow)
        case .publishVersion: ("^", .green)
        case .shiftAlias: (">", .cyan)
        case .deleteAlias, .deleteVersion, .deleteStateMachine, .deleteActivity: ("-", .red)
        case .adopt: ("@", .cyan)
        }
    }
}

extension Step {
    /// Whether the step leaves a stamp and changes nothing else.
    var isStampOnly: Bool {
        switch action {
        case .tagResource(let write): write.tags.isEmpty
        case .updateAlias(let write): changes.isEmpty && write.stamp != nil
        default: false
        }
    }
}

/// The steps of one resource, in the plan's order.
struct ResourceSteps {
    let resource: ResourceID
    var steps: [Step]

    /// The step that says most about what happens: the first that is more than a stamp.
    var main: Step { steps.first { !$0.isStampOnly } ?? steps[0] }

    /// The sign before the resource, and its color.
    var symbol: (sign: String, style: StyledText.Style) {
        main.isStampOnly ? ("=", .dim) : main.action.symbol
    }

    /// What changes of the definition: one of the steps at most writes it. Comparing takes time: ask once.
    var definitionChanges: DefinitionChanges? {
        for step in steps {
            if let changes = step.definitionChanges { return changes }
        }
        return nil
    }

    /// Groups steps by resource, in the order in which the resources first appear.
    static func grouping(_ steps: [Step]) -> [ResourceSteps] {
        var places: [ResourceID: Int] = [:]
        var groups: [ResourceSteps] = []
        for step in steps {
            if let place = places[step.resource] {
                groups[place].steps.append(step)
            } else {
                places[step.resource] = groups.count
                groups.append(ResourceSteps(resource: step.resource, steps: [step]))
            }
        }
        return groups
    }
}
