public import Manifests

/// How deep a run is asked to look.
public enum DepthChoice: Hashable, Sendable {
    /// `full` while it fits the target's bursts, `revisions` beyond.
    case auto
    case fixed(Depth)

    /// How many DescribeStateMachine or DescribeStateMachineAlias calls AWS answers at once (service quotas).
    static let describeBurst = 200

    /// The depth for a number of machines and aliases.
    public func depth(stateMachines: Int, aliases: Int, hasQuotas: Bool) -> Depth {
        switch self {
        case .fixed(let depth): return depth
        case .auto:
            let fits = stateMachines <= Self.describeBurst && aliases <= Self.describeBurst
            return fits || !hasQuotas ? .full : .revisions
        }
    }
}

/// What a run may do: the project's rules and what was asked for on the command line.
public struct Policy: Sendable, Hashable {
    /// The project's rules.
    public var project: ProjectPolicy
    /// Whether to delete what carries our stamp and is no longer in git.
    public var prune: Bool
    /// Whether to take resources over that carry another source's stamp.
    public var takeOver: Bool
    /// Whether to roll out content that is on hold.
    public var releaseHold: Bool
    /// Whether a run may go back or aside from what deployed a resource, whatever the project's policy says.
    public var allowOrder: Bool
    /// `Kind/name` of what may be deleted or forgotten though nothing shows that this repository declared it.
    public var unproven: Set<String> = []
    /// Globs over `Kind/name`; empty means everything.
    public var only: [String]
    /// How deep to look at what the run does not touch.
    public var depth: DepthChoice

    /// Takes note of every difference that is ignored; nil outside of a decision.
    var ledger: IgnoredDriftLedger?

    private let onlyGlobs: [Glob]
    private let ignored: [(resource: Glob, path: Glob)]

    /// Takes every part; those left out are empty or nil.
    public init(
        project: ProjectPolicy, prune: Bool = false, takeOver: Bool = false, releaseHold: Bool = false,
        allowOrder: Bool = false, only: [String] = [], depth: DepthChoice = .auto
    ) {
        self.project = project
        self.prune = prune || project.prune
        self.takeOver = takeOver
        self.releaseHold = releaseHold
        self.allowOrder = allowOrder
        self.only = only
        self.depth = depth
        onlyGlobs = only.map(Glob.init)
        ignored = project.ignoreDrift.map { (Glob($0.resource), Glob($0.path)) }
    }

    /// Compares what was asked for; the compiled globs follow from it.
    public static func == (left: Self, right: Self) -> Bool {
        (left.project, left.prune, left.takeOver, left.releaseHold, left.allowOrder)
            == (right.project, right.prune, right.takeOver, right.releaseHold, right.allowOrder)
            && (left.unproven, left.only, left.depth) == (right.unproven, right.only, right.depth)
    }

    /// Hashes what was asked for.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(project)
        hasher.combine(prune)
        hasher.combine(only)
    }

    /// What was asked for, to be kept with a plan.
    var options: Plan.Options {
        var options = Plan.Options(
            prune: prune, takeOver: takeOver, releaseHold: releaseHold, allowOrder: allowOrder, only: only)
        options.unproven = unproven.sorted()
        return options
    }

    /// The same rules for a run that is asked for what a saved plan was asked for.
    public func asked(_ options: Plan.Options) -> Policy {
        var policy = Policy(
            project: project, prune: options.prune, takeOver: options.takeOver, releaseHold: options.releaseHold,
            allowOrder: options.allowOrder, only: options.only, depth: depth)
        policy.unproven = Set(options.unproven)
        return policy
    }

    /// Whether the run is about `resource`.
    public func includes(_ resource: ResourceID) -> Bool {
        onlyGlobs.isEmpty || onlyGlobs.contains { $0.matches(resource.description) }
    }

    /// Whether a difference at `path` of `resource` is neither reported nor repaired.
    public func ignores(_ path: String, of resource: ResourceID) -> Bool {
        let item = ignored.firstIndex { $0.path.matches(path) && $0.resource.matches(resource.description) }
        guard let item else { return false }
        ledger?.note(item, path, of: resource)
        return true
    }
}
