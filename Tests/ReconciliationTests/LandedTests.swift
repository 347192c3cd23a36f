import Crypto
import Documents
import Glibc
import JSON
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: what a landed version deployed is unchanged for this one. Digests are an interface: they stand in
// stamps, versions, holds and aliases of live resources.
//
// How: `Landed` holds 205 manifests in which each field is left out, spelled out and emptied, the digests that the
// landed program gave them, and the store that it deployed them to in two commits. No test writes these files anew.
@Suite struct LandedTests {
    /// What the landed program said of one resource.
    private struct Said: Decodable {
        /// The whole resource digest.
        var resource: String
        /// 16 digits of the content digest, of machines and activities.
        var content: String?
        /// What a machine's stamp says of its aliases.
        var aliases: String?
        /// What an alias's stamp says of the manifest, and of the routes that were written.
        var of: String?
        var at: String?
    }

    private static let folder = packageFolder() + "/Tests/ReconciliationTests/Landed"
    private static let commit = "58dfce10eeab9a6721716d3c721c52d848062ee4"

    private static func desired() throws -> DesiredState {
        var files: [String: String] = [:]
        for name in ["statecraft.yaml", "d.asl.json", "d.asl.yaml"] + (0..<5).map({ "part\($0).yaml" }) {
            files[name] = String(decoding: try #require(bytes(of: "\(folder)/project/\(name)")), as: UTF8.self)
        }
        let outcome = loadProject(from: InMemoryTree(files), LoadRequest(commit: commit))
        return try #require(outcome.state, "\(outcome.diagnostics.map(\.summary))")
    }

    @Test func everyDigestIsWhatTheLandedProgramGave() throws {
        let text = try #require(bytes(of: "\(Self.folder)/digests.json"))
        let said = try JSONValueDecoder().decode([String: Said].self, from: JSONValue(parsing: text))
        let desired = try Self.desired()
        #expect(desired.activities.count + desired.stateMachines.count + desired.aliases.count == said.count)
        for machine in desired.stateMachines {
            let landed = try #require(said[machine.id.description])
            #expect(machine.resourceDigest.description == landed.resource, "\(machine.id)")
            #expect(machine.contentDigest.short == landed.content, "\(machine.id)")
        }
        for activity in desired.activities {
            let landed = try #require(said[activity.id.description])
            #expect(activity.resourceDigest.description == landed.resource, "\(activity.id)")
            #expect(activity.contentDigest.short == landed.content, "\(activity.id)")
        }
        for alias in desired.aliases {
            let landed = try #require(said[alias.id.description])
            #expect(alias.resourceDigest.description == landed.resource, "\(alias.id)")
        }
    }

    @Test(arguments: [Depth.stamps, .revisions, .full])
    func whatTheLandedProgramDeployedNeedsNothing(depth: Depth) async throws {
        let copy = try Copy(of: "\(Self.folder)/store.sqlite")
        let desired = try Self.desired()
        let store = try LocalStore(.file(copy.path))
        let service = CallCountingService(
            LocalStepFunctionsService(
                store: store, account: desired.environment.account, region: desired.environment.region))
        let reconciler = Reconciler(
            target: Target(service: service, description: "memory", hasQuotas: false), desired: desired,
            revision: SourceRevision(
                commit: Self.commit, dirty: false,
                lastCommits: { files in
                    Dictionary(
                        uniqueKeysWithValues: files.map { ($0, CommitOfFile(commit: Self.commit, distance: 0)) })
                },
                desiredState: { _ throws(SourceRevisionError) in
                    throw SourceRevisionError(summary: "nothing may depend on history here", detail: "")
                },
                declarations: { _ throws(SourceRevisionError) in
                    throw SourceRevisionError(summary: "nothing may depend on history here", detail: "")
                }, removal: { _ in .unproven(isShallow: false) }, relation: { _ in .unknown }),
            policy: Policy(project: desired.policy, depth: .fixed(depth)),
            now: { Timestamp(millisecondsSince1970: 1_800_000_000_000) }, observer: Silent(), pause: .none)
        let plan = try await reconciler.plan()
        #expect(plan.steps.isEmpty, "\(plan.steps.map { "\($0.id) \($0.changes.map(\.path))" })")
        #expect(plan.waitingOn.isEmpty && plan.unmanaged.isEmpty && !plan.diagnostics.hasErrors)
        #expect(plan.unchanged == 205)
        let report = try await reconciler.drift()
        #expect(report.drift.isEmpty, "\(report.drift.map { "\($0.resource) \($0.path)" })")
        #expect(report.pending.isEmpty, "\(report.pending)")
        #expect(Set(service.callsByOperation.keys).isSubset(of: Self.reading), "\(service.callsByOperation)")
    }

    private static let reading: Set = [
        "GetResources", "DescribeStateMachine", "DescribeActivity", "DescribeStateMachineAlias",
        "ListStateMachineVersions",
    ]
}

/// A copy of a file that may be written to, removed with the value.
private final class Copy {
    let path: String
    private let folder: String

    struct Failure: Error {}

    init(of original: String) throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/statecraft-XXXXXX".utf8CString)
        guard let bytes = bytes(of: original), let made = mkdtemp(&template) else { throw Failure() }
        folder = String(cString: made)
        path = "\(folder)/store.sqlite"
        guard let file = fopen(path, "w") else { throw Failure() }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure() }
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        rmdir(folder)
    }
}

private func packageFolder(_ file: String = #filePath) -> String {
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
}

/// The bytes of a file; nil when it cannot be read.
private func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return result }
        result += buffer[..<count]
    }
}
