import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

/// A project in memory with its history, and a local service in memory: all that a reconciler needs, without
/// git, disk or time.
final class World: Sendable {
    /// One commit: its id and all files.
    struct Commit: Sendable {
        var id: String
        var files: [String: String]
    }

    let service: LocalStepFunctionsService
    /// Where the service keeps what it has.
    let store: LocalStore
    private let commits = Lock<[Commit]>([])
    private let time = Lock(1_800_000_000_000)
    /// Commits that this clone does not have.
    let forgotten = Lock<Set<String>>([])

    static let account = "000000000000"
    static let region = "us-east-1"

    init() throws {
        let ids = Lock(0)
        let clock = FixedClock()
        store = try LocalStore(
            .memory, clock: clock,
            identifiers: LocalIdentifiers(
                revisionID: {
                    let number = ids.withLock { id in
                        id += 1
                        return id
                    }
                    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - String(number).count)
                        + "\(number)"
                }, pageNonce: { 7 }, pageSecret: { [UInt8](repeating: 1, count: 32) }))
        service = LocalStepFunctionsService(store: store, account: Self.account, region: Self.region)
    }

    /// Commits `changes` on top of what is there; an empty text deletes the file.
    func commit(_ changes: [String: String]) {
        commits.withLock { commits in
            var files = commits.last?.files ?? [:]
            for (path, text) in changes { files[path] = text.isEmpty ? nil : text }
            let number = String(commits.count + 1)
            commits.append(Commit(id: String(repeating: "0", count: 40 - number.count) + number, files: files))
        }
    }

    var head: String { commits.withLock { $0.last?.id ?? "" } }

    func arn(_ machine: String) -> StateMachineARN {
        StateMachineARN(partition: "aws", region: Self.region, account: Self.account, name: machine)
    }

    /// The desired state at a commit; records what is wrong as a test issue.
    ///
    /// - Parameter named: what `${commit}` stands for, when that is not the commit itself.
    func desired(at id: String? = nil, naming named: String? = nil) throws -> DesiredState {
        let history = commits.withLock { $0 }
        let commit = try #require(id.map { id in history.first { $0.id.hasSuffix(id) } } ?? history.last)
        let outcome = loadProject(from: InMemoryTree(commit.files), LoadRequest(commit: named ?? commit.id))
        return try #require(outcome.state, "\(outcome.diagnostics.map(\.summary))")
    }

    func reconciler(
        prune: Bool = false, takeOver: Bool = false, releaseHold: Bool = false, only: [String] = [],
        depth: DepthChoice = .auto, through service: (any StepFunctionsService)? = nil,
        observer: any RunObserver = Silent()
    ) throws -> Reconciler {
        let desired = try desired()
        let history = commits.withLock { $0 }
        var revision = SourceRevision(
            commit: head, dirty: false,
            lastCommits: { files in
                Dictionary(uniqueKeysWithValues: files.map { ($0, Self.lastCommit(of: $0, in: history)) })
            },
            desiredState: { [self] commit throws(SourceRevisionError) in
                do {
                    return try self.desired(at: commit)
                } catch {
                    throw SourceRevisionError(summary: "no such commit", detail: "")
                }
            },
            declarations: { [self] commit throws(SourceRevisionError) in
                guard !forgotten.withLock({ $0.contains(commit) }), let state = try? self.desired(at: commit) else {
                    throw SourceRevisionError(
                        summary: "commit \(commit.prefix(12)) is not in this clone", detail: "")
                }
                let ids = state.activities.map(\.id) + state.stateMachines.map(\.id) + state.aliases.map(\.id)
                return Declarations(date: Timestamp(millisecondsSince1970: 1_700_000_000_000), resources: Set(ids))
            },
            removal: { _ in .proven },
            relation: { commit in history.contains { $0.id == commit } ? .forward : .unknown })
        revision.desiredNaming = { [self] commit in try? self.desired(naming: commit) }
        return Reconciler(
            target: Target(service: service ?? self.service, description: "memory", hasQuotas: false), desired: desired,
            revision: revision,
            policy: Policy(
                project: desired.policy, prune: prune, takeOver: takeOver, releaseHold: releaseHold, only: only,
                depth: depth),
            now: { Timestamp(millisecondsSince1970: 1_800_000_000_000) }, observer: observer, pause: .none)
    }

    private static func lastCommit(of file: String, in history: [Commit]) -> CommitOfFile {
        var distance = 0
        var index = history.count - 1
        while index > 0, history[index].files[file] == history[index - 1].files[file] {
            distance += 1
            index -= 1
        }
        return CommitOfFile(commit: history[index].id, distance: distance)
    }

    /// Plans and applies, and requires that it converges.
    @discardableResult
    func apply(
        prune: Bool = false, takeOver: Bool = false, releaseHold: Bool = false, only: [String] = []
    ) async throws -> ApplyReport {
        let reconciler = try reconciler(prune: prune, takeOver: takeOver, releaseHold: releaseHold, only: only)
        let plan = try await reconciler.plan()
        #expect(plan.applicable, "\(plan.diagnostics)")
        let report = await reconciler.apply(plan, interruption: Interruption())
        #expect(report.converged, "\(report.entries.filter { $0.result != .done })")
        return report
    }

    /// Everything that is live, as text, for comparing worlds. Revision ids are numbered in order of appearance.
    func dump() async throws -> String {
        var lines: [String] = []
        for item in try await service.send(ListStateMachines.self, .init()).stateMachines.sorted(by: {
            $0.name < $1.name
        }) {
            lines += try await dump(item.stateMachineArn)
        }
        for item in try await service.send(ListActivities.self, .init()).activities.sorted(by: { $0.name < $1.name }) {
            lines.append("activity \(item.name) \(try await tags(item.activityArn))")
        }
        return Self.numberRevisions(lines.joined(separator: "\n"))
    }

    private func dump(_ arn: String) async throws -> [String] {
        let machine = try await service.send(DescribeStateMachine.self, .init(stateMachineArn: arn))
        var lines = [
            "machine \(machine.name) \(machine.type) \(machine.roleArn) revision=\(machine.revisionId ?? "initial")"
        ]
        lines.append("  \(machine.definition.filter { !$0.isWhitespace })")
        lines.append("  \(try await tags(arn))")
        for version in try await service.send(ListStateMachineVersions.self, .init(stateMachineArn: arn))
            .stateMachineVersions
        {
            let details = try await service.send(
                DescribeStateMachine.self, .init(stateMachineArn: version.stateMachineVersionArn))
            lines.append("  version \(version.stateMachineVersionArn.suffix(2)) \(details.description ?? "-")")
        }
        for alias in try await service.send(ListStateMachineAliases.self, .init(stateMachineArn: arn))
            .stateMachineAliases
        {
            let details = try await service.send(
                DescribeStateMachineAlias.self, .init(stateMachineAliasArn: alias.stateMachineAliasArn))
            let routes = (details.routingConfiguration ?? []).map {
                "\($0.stateMachineVersionArn.split(separator: ":").last ?? ""):\($0.weight)"
            }
            lines.append("  alias \(details.name ?? "") \(routes.sorted()) \(details.description ?? "-")")
        }
        return lines
    }

    private func tags(_ arn: String) async throws -> String {
        let tags = try await service.send(ListTagsForResource.self, .init(resourceArn: arn)).tags ?? []
        return tags.map { "\($0.key ?? "")=\($0.value ?? "")" }.sorted().joined(separator: "; ")
    }

    private static func numberRevisions(_ text: String) -> String {
        var seen: [Substring: Int] = [:]
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: /00000000-0000-4000-8000-[0-9]{12}/) {
            let id = rest[range]
            let number = seen[id] ?? seen.count + 1
            seen[id] = number
            result += rest[..<range.lowerBound] + "[revision-\(number)]"
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}

struct FixedClock: LocalClock {
    func now() -> Timestamp { Timestamp(millisecondsSince1970: 1_800_000_000_000) }
}

struct Silent: RunObserver {}

/// Files in memory.
struct InMemoryTree: SourceTree {
    private let files: [String: String]

    init(_ files: [String: String]) { self.files = files }

    func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry] {
        files.keys.filter { directory.isEmpty || $0.hasPrefix(directory + "/") }.sorted().map {
            SourceTreeEntry(path: $0)
        }
    }

    func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        guard let text = files[path] else { throw .notFound(path: path) }
        return Array(text.utf8)
    }
}
