internal import Documents
public import Manifests
internal import StepFunctions

/// A live resource that carries our stamp and that git does not declare: what the repository is asked about it.
public struct RemovalQuestion: Hashable, Sendable {
    /// What the resource is.
    public var kind: ResourceKind
    /// Its live name; for an alias its own, without the machine's.
    public var liveName: String
    /// For an alias, its machine's name in the project; nil for everything else.
    public var stateMachine: String?
    /// The commit that the stamp names, 40 hex digits; nil when there is no stamp that can be read.
    public var commit: String?
    /// Whether the stamp is of a working tree that differed from its commit.
    public var isDirty: Bool
    /// What the stamp says of the resource digest that was applied: 16 hex digits, for an alias 8.
    public var resource: String?

    /// Takes every part.
    public init(
        kind: ResourceKind, liveName: String, stateMachine: String? = nil, commit: String?, isDirty: Bool,
        resource: String?
    ) {
        self.kind = kind
        self.liveName = liveName
        self.stateMachine = stateMachine
        self.commit = commit
        self.isDirty = isDirty
        self.resource = resource
    }

    init(kind: ResourceKind, liveName: String, stateMachine: String? = nil, _ stamp: ResourceStamp?) {
        self.init(
            kind: kind, liveName: liveName, stateMachine: stateMachine, commit: stamp?.commitID,
            isDirty: stamp.map { $0.commit != $0.commitID } ?? false, resource: stamp?.resource)
    }
}

/// What the repository tells of a resource that git does not declare.
///
/// A name is no identity: two repositories that were started from one template deploy as one project. So nothing is
/// deleted, forgotten or called "no longer in git" before this repository has shown that it declared the resource.
public enum RemovalProof: Hashable, Sendable {
    /// This repository declared it, and does not any more.
    case proven
    /// Nothing shows that this repository ever declared it.
    case unproven(isShallow: Bool)
    /// A file of the project still has it and is not read as a manifest, or the file that declared it yields nothing.
    case concealed(file: String)
}

/// The words for what is not deleted, though it was asked for.
enum RemovalDiagnostics {
    static let unprovenCode = "removal-unproven"

    static func unproven(_ resource: ResourceID, commit: String?, isShallow: Bool) -> Diagnostic {
        let from: String
        switch commit {
        case nil: from = "Nothing here"
        case let commit? where commit.isNoCommit:
            from = "It was deployed from a working tree without any commit, and nothing here"
        case let commit?: from = "It was deployed from commit \(commit.prefix(12)), and no commit here"
        }
        let history = isShallow ? "Fetch the history: `git fetch --unshallow`. " : ""
        return Diagnostic(
            .warning, unprovenCode, "\(resource) is left alone: nothing shows that this repository declared it",
            detail:
                "\(from) shows that a project of this name had it. \(history)If another repository deploys under the "
                + "same name, give one of the two another metadata.name. If it is this project's, say so: --unproven "
                + "\(resource).")
    }

    static func concealed(_ resource: ResourceID, file: String) -> Diagnostic {
        Diagnostic(
            .error, "removal-concealed", "\(resource) would be deleted, and '\(file)' may still declare it",
            detail:
                "The file is there and is not read as a manifest: it is empty or commented out, in another encoding, a "
                + "pointer of Git LFS, ends otherwise, or lacks apiVersion. Mend it, or delete it if the resource is "
                + "to go.",
            at: SourceLocation(file: file, line: 1, column: 1))
    }
}

/// One resource that git does not declare, on its way to being deleted or listed.
struct Removal {
    let id: ResourceID
    let arn: String
    let question: RemovalQuestion
    let policy: Policy

    /// Why the resource is to be deleted; nil when it stays. What stays is listed, with a finding where it was to go.
    func reason(_ proof: RemovalProof, into unit: inout UnitPlan) -> String? {
        let isUnproven = if case .unproven = proof { true } else { false }
        guard policy.prune else {
            unit.unmanaged.append(unmanaged(isProven: !isUnproven))
            return nil
        }
        switch proof {
        case .proven: return "git no longer declares it"
        case .unproven where isNamed: return Self.namedReason
        case .unproven(let isShallow):
            unit.unmanaged.append(unmanaged(isProven: false))
            unit.diagnostics.append(RemovalDiagnostics.unproven(id, commit: question.commit, isShallow: isShallow))
        case .concealed(let file): unit.diagnostics.append(RemovalDiagnostics.concealed(id, file: file))
        }
        return nil
    }

    /// Whether the stamp may be removed. One that may not is listed, with a finding; a file that is not read as a
    /// manifest is no reason to keep it, since the resource stays.
    func mayBeForgotten(_ proof: RemovalProof, into unit: inout UnitPlan) -> Bool {
        guard case .unproven(let isShallow) = proof, !isNamed else { return true }
        unit.unmanaged.append(unmanaged(isProven: false))
        unit.diagnostics.append(RemovalDiagnostics.unproven(id, commit: question.commit, isShallow: isShallow))
        return false
    }

    private static let namedReason = "--unproven names it, though nothing shows that this repository declared it"

    private var isNamed: Bool { policy.unproven.contains(id.description) }

    private func unmanaged(isProven: Bool) -> UnmanagedResource {
        UnmanagedResource(resource: id, arn: arn, proven: isProven, commit: question.commit)
    }
}
