// Planning: what a run would do, as a pure function of what git wants, what the target answered and what
// the run may do. It imports no network, git, database or clock; what it still needs to know is a value too.

public import Crypto
public import Documents
public import Manifests

/// How deep a run looks at resources that it has no reason to touch.
public enum Depth: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    /// The stamps alone, 100 resources in one call.
    case stamps
    /// And each machine's `revisionId` and settings.
    case revisions
    /// And each alias.
    case full

    private var rank: Int {
        switch self {
        case .stamps: 0
        case .revisions: 1
        case .full: 2
        }
    }

    /// By how much is read.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// Ordered steps with their preconditions and reasons, and what the run waits on. A value: saved, signed
/// off, compared and printed.
public struct Plan: Codable, Hashable, Sendable {
    /// What a plan was made for, so that a saved one can be refused when any of it moved.
    public struct Binding: Codable, Hashable, Sendable {
        /// The full commit id that the desired state was read at.
        public var commit: String
        /// The id of the commit's tree; nil for a working tree. Shown, as the commit is, and not compared.
        public var tree: String?
        /// Whether the working tree differed from the commit (`--worktree` only).
        public var dirty: Bool
        /// The resource digest of everything desired.
        public var desired: [ResourceID: Digest]
        /// What was seen of each resource that was read: see `LiveFingerprint`.
        public var live: [ResourceID: LiveFingerprint]
        /// What the project's policy says of what a run may do, by member.
        public var policy: [String: String] = [:]
        /// The environment's account, which is part of every ARN.
        public var account = ""
        /// The environment's region, which is part of every ARN.
        public var region = ""

        /// Takes every part; those left out are empty or nil.
        public init(
            commit: String, dirty: Bool, desired: [ResourceID: Digest] = [:], live: [ResourceID: LiveFingerprint] = [:]
        ) {
            self.commit = commit
            self.dirty = dirty
            self.desired = desired
            self.live = live
        }
    }

    /// What the run was asked for, so that a saved plan is compared with a fresh one made in the same way.
    public struct Options: Codable, Hashable, Sendable {
        /// Whether to delete what git no longer declares.
        public var prune: Bool
        /// Whether to take over what another source stamped.
        public var takeOver: Bool
        /// Whether to roll out what is on hold.
        public var releaseHold: Bool
        /// Whether to go back or aside from what deployed a resource, whatever the project's policy says.
        public var allowOrder: Bool
        /// `Kind/name` of what may be deleted or forgotten though nothing shows that this repository declared it.
        public var unproven: [String] = []
        /// Globs over `Kind/name`; empty means everything.
        public var only: [String]

        /// Takes every part; those left out are empty or nil.
        public init(
            prune: Bool = false, takeOver: Bool = false, releaseHold: Bool = false, allowOrder: Bool = false,
            only: [String] = []
        ) {
            self.allowOrder = allowOrder
            self.prune = prune
            self.takeOver = takeOver
            self.releaseHold = releaseHold
            self.only = only
        }
    }

    /// The project's name.
    public var project: String
    /// The environment's name.
    public var environment: String
    /// Where the plan applies, for people: `local:PATH`, `aws 111122223333 eu-west-1` or a URL.
    public var target: String
    /// What the plan was made for.
    public var binding: Binding
    /// What the run was asked for.
    public var options: Options
    /// How deep resources that the run does not touch were read.
    public var depth: Depth
    /// Whether everything that matters could be read and decided.
    public var complete: Bool
    /// Whether `apply` may run the steps: no error stands against it.
    public var applicable: Bool
    /// Whether reading or deciding failed somewhere.
    public var errored: Bool
    /// In an order that may be executed one by one.
    public var steps: [Step]
    /// What the run leaves alone for now.
    public var waitingOn: [Waiting]
    /// Live resources that carry our stamp and are no longer in git.
    public var unmanaged: [UnmanagedResource]
    /// Errors that forbid applying, and warnings.
    public var diagnostics: [Diagnostic]
    /// What of the environment's policy decided something here, as it is written; nil is none.
    public var policy: [PolicyDecision]?
    /// What a rollback of all aliases leaves on content that is on hold; nil for every other plan.
    public var remains: [Remainder]?
    /// How many desired resources need nothing.
    public var unchanged: Int
    /// Calls made to read the target, by operation.
    public var reads: [String: Int]

    /// Takes every part; those left out are empty or nil.
    public init(
        project: String, environment: String, target: String, binding: Binding, options: Options = Options(),
        depth: Depth, complete: Bool = true,
        applicable: Bool = true, errored: Bool = false, steps: [Step] = [], waitingOn: [Waiting] = [],
        unmanaged: [UnmanagedResource] = [], diagnostics: [Diagnostic] = [], unchanged: Int = 0,
        reads: [String: Int] = [:]
    ) {
        self.project = project
        self.environment = environment
        self.target = target
        self.binding = binding
        self.options = options
        self.depth = depth
        self.complete = complete
        self.applicable = applicable
        self.errored = errored
        self.steps = steps
        self.waitingOn = waitingOn
        self.unmanaged = unmanaged
        self.diagnostics = diagnostics
        self.unchanged = unchanged
        self.reads = reads
    }

    /// Whether something was to be deleted or forgotten on request, and stays because nothing shows whose it is. Where
    /// pruning is the policy's, leaving it is no failure.
    public var leavesUnproven: Bool {
        binding.policy["prune"] != "true" && hasUnproven
    }

    /// Whether something was to be deleted or forgotten and stays, because nothing shows whose it is.
    public var hasUnproven: Bool { diagnostics.contains { $0.code == RemovalDiagnostics.unprovenCode } }

    /// The effects of all steps.
    public var summary: PlanSummary { PlanSummary(of: steps, unchanged: unchanged) }
}

/// What was seen of a live resource, reduced to what tells whether it moved since.
public enum LiveFingerprint: Codable, Hashable, Sendable {
    /// The resource did not exist.
    case absent
    /// A machine at this revision; nil is the initial one. The digest covers its tags, when they were read.
    case stateMachine(revisionId: String?, tags: String?)
    /// An alias with these routes and this description.
    case alias(routes: [VersionRoute], description: String?)
    /// An activity; the digest covers its tags.
    case activity(tags: String?)
}

/// One route of a live alias.
public struct VersionRoute: Codable, Hashable, Sendable, Comparable {
    /// The version's number.
    public var version: Int
    /// Percent, 0...100.
    public var weight: Int

    /// Takes every part; those left out are empty or nil.
    public init(version: Int, weight: Int) {
        self.version = version
        self.weight = weight
    }

    /// By how much is read.
    public static func < (left: Self, right: Self) -> Bool {
        (left.version, left.weight) < (right.version, right.weight)
    }
}

/// Something that the run leaves alone for now, and why.
public struct Waiting: Codable, Hashable, Sendable {
    /// Why a resource is left alone.
    public enum Kind: String, Codable, Hashable, Sendable {
        /// Its content was rolled back and is on hold.
        case held
        /// The service is still deleting it.
        case deleting
    }

    /// Why it is left alone.
    public var kind: Kind
    /// What is left alone, or unmanaged.
    public var resource: ResourceID
    /// A sentence: since when, because of what, and what ends it.
    public var reason: String

    /// Takes every part; those left out are empty or nil.
    public init(_ kind: Kind, _ resource: ResourceID, reason: String) {
        self.kind = kind
        self.resource = resource
        self.reason = reason
    }
}

/// A live resource with our stamp that git no longer declares.
public struct UnmanagedResource: Codable, Hashable, Sendable {
    /// Named by kind and live name.
    public var resource: ResourceID
    /// The live resource's ARN.
    public var arn: String
    /// Whether this repository has shown that it declared the resource: see `RemovalProof`.
    public var proven: Bool
    /// The commit that its stamp names; nil when it has none that can be read.
    public var commit: String?

    /// Takes every part; those left out are proven and without a commit.
    public init(resource: ResourceID, arn: String, proven: Bool = true, commit: String? = nil) {
        self.resource = resource
        self.arn = arn
        self.proven = proven
        self.commit = commit
    }
}

/// The effects of a plan, counted. Stamping alone counts nowhere.
public struct PlanSummary: Codable, Hashable, Sendable {
    /// Machines, activities and aliases to create.
    public var create = 0
    /// Machines whose content, and aliases whose description, changes.
    public var update = 0
    /// Versions to be published, in whichever call.
    public var publish = 0
    /// Aliases whose routes change.
    public var shift = 0
    /// Resources on which tags of the user's are set.
    public var tag = 0
    /// Resources from which tags are removed.
    public var untag = 0
    /// Machines, activities, aliases and versions to delete.
    public var delete = 0
    /// Resources to take over.
    public var adopt = 0
    /// Resources whose stamp is removed. Those that carry it as tags count under `untag` as well.
    public var forget = 0
    /// Desired resources that need nothing.
    public var unchanged = 0

    /// Takes every part; those left out are empty or nil.
    public init() {}

    /// Counts the effects of `steps`.
    public init(of steps: [Step], unchanged: Int) {
        self.unchanged = unchanged
        for step in steps { count(step) }
    }

    /// Whether nothing would change; stamps may still be refreshed.
    public var isEmpty: Bool {
        create + update + publish + shift + tag + untag + delete + adopt + forget == 0
    }

    private mutating func count(_ step: Step) {
        switch step.action {
        case .createStateMachine(let write):
            create += 1
            if write.publish { publish += 1 }
        case .updateStateMachine(let write):
            update += 1
            if write.publish { publish += 1 }
        case .publishVersion: publish += 1
        case .tagResource(let write): if !write.tags.isEmpty { tag += 1 }
        case .untagResource(_, let keys):
            untag += 1
            if keys.contains(where: ResourceStamp.tagKeys.contains) { forget += 1 }
        case .createAlias, .createActivity: create += 1
        case .shiftAlias: shift += 1
        case .updateAlias(let write):
            if !step.changes.isEmpty { update += 1 }
            if write.stamp == nil { forget += 1 }
        case .deleteAlias, .deleteVersion, .deleteStateMachine, .deleteActivity: delete += 1
        case .adopt(.alias): adopt += 1
        case .adopt(.tags(let write)):
            adopt += 1
            if !write.tags.isEmpty { tag += 1 }
        }
    }
}
