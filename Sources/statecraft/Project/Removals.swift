internal import Crypto
internal import Git
internal import Manifests
internal import Planning
internal import Sources
internal import StepFunctions
internal import Threads

/// What the repository tells of resources that git does not declare. Asked only when there are any.
struct Removals: Sendable {
    private let project: OpenProject
    private let isEmbedded: Bool
    private let history: DeclarationHistory?
    private let hidden: HiddenDeclarations
    private let loaded = Lock<[DeclaredPlace: StampedDigests?]>([:])
    let search: DeclarationSearch

    /// Where a project stood in a commit.
    private struct DeclaredPlace: Hashable {
        var commit: GitObjectID
        var folder: String
    }

    /// How many states of a resource are loaded, to compare what they said with its stamp.
    private static let stateLimit = 10
    /// How many commits are loaded for all resources together.
    private static let loadLimit = 100

    /// - Parameter isEmbedded: whether the run goes to the embedded service, whose file is this project's own.
    init(_ project: OpenProject, isEmbedded: Bool) {
        self.project = project
        self.isEmbedded = isEmbedded
        search = project.source.declarations(ofProject: project.desired.project)
        history = GitObjectID(hex: project.source.commit).map { [search] in DeclarationHistory(search, from: $0) }
        hidden = HiddenDeclarations(in: project.source.tree, directory: project.directory)
    }

    func proof(_ question: RemovalQuestion) -> RemovalProof {
        let commit = question.commit.flatMap(GitObjectID.init(hex:))
        let deployed = commit.flatMap { deployedDeclaration(question, $0) }
        // Where the stamp's commit tells enough, the history only tells where the document was moved since.
        let states =
            deployed == nil
            ? history?.sightings(limit: Self.stateLimit, where: question.isAbout)
            : history?.sightings(limit: 1, until: commit, where: question.isAbout)
        let isProven =
            deployed != nil || question.isDirty && (isEmbedded || isKnown(commit))
            || (states ?? []).contains { says($0, question) }
        let declared = isProven ? [deployed, states?.first?.found].compactMap { $0 } : []
        if let file = hidden.file(question, declaredIn: declared) { return .concealed(file: file) }
        return isProven ? .proven : .unproven(isShallow: project.source.isShallow)
    }

    private func isKnown(_ commit: GitObjectID?) -> Bool {
        commit.map { (try? search.seconds(of: $0)) != nil } ?? false
    }

    /// The document in the commit that the stamp names, whichever branch it is on.
    private func deployedDeclaration(
        _ question: RemovalQuestion, _ commit: GitObjectID
    ) -> DeclarationSearch.Found? {
        (try? search.documents(at: commit))?.first { question.isAbout($0.document) }
    }

    // MARK: - Histories without the stamp's commit

    /// Whether a state of this history is what the stamp says: histories that were squashed, and projects that were
    /// moved, do not have the stamp's commit any more.
    private func says(_ state: DeclarationHistory.Sighting, _ question: RemovalQuestion) -> Bool {
        guard let resource = question.resource,
            let digest = digests(at: DeclaredPlace(commit: state.commit, folder: state.found.project))?[question]
        else { return false }
        return digest.utf8.starts(with: resource.utf8)
    }

    /// What the project said in a commit, each loaded once; nil when it had errors, or too many were loaded.
    private func digests(at place: DeclaredPlace) -> StampedDigests? {
        if let known = loaded.withLock({ $0[place] }) { return known }
        guard loaded.withLock({ $0.count < Self.loadLimit }) else { return nil }
        let state = try? project.desiredState(at: place.commit.hex, in: place.folder)
        let digests = state.map(StampedDigests.init)
        loaded.withLock { $0[place] = .some(digests) }
        return digests
    }
}

/// The resource digests of one commit, 64 hex digits each.
private struct StampedDigests: Sendable {
    private var digests: [String: String] = [:]

    init(_ state: DesiredState) {
        for activity in state.activities {
            digests[Self.key(.activity, activity.arn.name, nil)] = activity.resourceDigest.description
        }
        for machine in state.stateMachines {
            digests[Self.key(.stateMachine, machine.arn.name, nil)] = machine.resourceDigest.description
        }
        for alias in state.aliases {
            let key = Self.key(.stateMachineAlias, alias.arn.name, alias.stateMachine.name)
            digests[key] = alias.resourceDigest.description
        }
    }

    subscript(_ question: RemovalQuestion) -> String? {
        digests[Self.key(question.kind, question.liveName, question.stateMachine)]
    }

    private static func key(_ kind: ResourceKind, _ name: String, _ machine: String?) -> String {
        "\(kind.rawValue)/\(machine.map { "\($0):" } ?? "")\(name)"
    }
}

extension RemovalQuestion {
    /// Whether a document declares the resource.
    func isAbout(_ document: DeclaredDocument) -> Bool {
        guard document.kind == kind, document.mayHaveLiveName(liveName) else { return false }
        return kind != .stateMachineAlias || document.stateMachine == stateMachine
    }
}
