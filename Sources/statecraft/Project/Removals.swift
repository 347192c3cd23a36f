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
    let search: DeclarationSearch

    /// How many commits of the history are walked for the last one that declared a resource.
    private static let walkLimit = 10_000
    /// How many of those that declared it are loaded, to compare what they said with the stamp.
    private static let loadLimit = 10

    init(_ project: OpenProject) {
        self.project = project
        search = project.source.declarations(ofProject: project.desired.project)
    }

    func proof(_ question: RemovalQuestion) -> RemovalProof {
        let declaration = deployedDeclaration(question)
        let found = declaration ?? lastDeclaration(question)
        if let file = concealingFile(question, declaredIn: found?.path) { return .concealed(file: file) }
        if found != nil { return .proven }
        if question.isDirty, isKnown(question.commit) || project.desired.environment.target.isLocal { return .proven }
        return .unproven(isShallow: project.source.isShallow)
    }

    private func isKnown(_ commit: String?) -> Bool {
        commit.flatMap(GitObjectID.init(hex:)).map { (try? search.seconds(of: $0)) != nil } ?? false
    }

    /// The document in the commit that the stamp names, whichever branch it is on.
    private func deployedDeclaration(_ question: RemovalQuestion) -> DeclarationSearch.Found? {
        guard let commit = question.commit.flatMap(GitObjectID.init(hex:)),
            let documents = try? search.documents(at: commit)
        else { return nil }
        return documents.first { question.isAbout($0.document) }
    }

    /// The document in the last commit of this history that had the resource, when it says what the stamp says:
    /// histories that were squashed or moved do not have the stamp's commit any more.
    private func lastDeclaration(_ question: RemovalQuestion) -> DeclarationSearch.Found? {
        guard let resource = question.resource, let head = GitObjectID(hex: project.source.commit),
            let history = try? search.history(from: head, limit: Self.walkLimit)
        else { return nil }
        var loads = 0
        var last: DeclarationSearch.Found?
        for commit in history where loads < Self.loadLimit {
            guard let documents = try? search.documents(at: commit) else { return nil }
            let found = documents.first { question.isAbout($0.document) }
            defer { last = found }
            // A run of commits with the same document is looked at once.
            guard let found, found != last else { continue }
            loads += 1
            guard let state = try? project.desiredState(at: commit.hex) else { continue }
            if state.resourceDigest(question).map({ $0.hasPrefix(resource) }) ?? false { return found }
        }
        return nil
    }

    /// A file of the project that may still declare the resource and is not read as a manifest.
    private func concealingFile(_ question: RemovalQuestion, declaredIn path: String?) -> String? {
        let tree: any SourceTree = project.source.tree
        if let path, let bytes = try? tree.read(path, limitBytes: 8 << 20),
            !isDocumentName(path) || !isManifest(bytes, path: path)
        {
            return path
        }
        return project.unreadDeclarations.first { question.isAbout($0.document) }?.path
    }
}

extension RemovalQuestion {
    /// Whether a document declares the resource.
    func isAbout(_ document: DeclaredDocument) -> Bool {
        guard document.kind == kind, document.mayHaveLiveName(liveName) else { return false }
        return kind != .stateMachineAlias || document.stateMachine == stateMachine
    }
}

extension TargetDescription {
    fileprivate var isLocal: Bool { if case .local = self { true } else { false } }
}

extension DesiredState {
    /// What a commit says of the resource: its digest, 64 hex digits.
    fileprivate func resourceDigest(_ question: RemovalQuestion) -> String? {
        switch question.kind {
        case .activity: activities.first { $0.arn.name == question.liveName }?.resourceDigest.description
        case .stateMachine: stateMachines.first { $0.arn.name == question.liveName }?.resourceDigest.description
        case .stateMachineAlias:
            aliases.first {
                $0.arn.name == question.liveName && $0.stateMachine.name == question.stateMachine
            }?.resourceDigest.description
        }
    }
}

extension OpenProject {
    /// Documents below the project's folder that name one of our kinds and are not read as manifests; patches are none.
    var unreadDeclarations: [DeclarationSearch.Found] {
        let tree: any SourceTree = source.tree
        let patches = desired.environment.patches.map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
        let entries = (try? tree.entries(under: directory, limit: 1_000_000)) ?? []
        return entries.filter { entry in
            entry.kind == .file && mayHoldDocuments(entry.path)
                && !patches.contains { entry.path == $0 || entry.path.hasPrefix($0 + "/") }
        }.flatMap { entry in
            let bytes = (try? tree.read(entry.path, limitBytes: 8 << 20)) ?? []
            return declaredDocuments(in: bytes, path: entry.path).filter { !$0.isManifest }
                .map { DeclarationSearch.Found(path: entry.path, document: $0) }
        }
    }
}
