import Glibc

/// A git repository with a project of many machines, packed as a server packs it.
struct GeneratedProject {
    let folder: String
    private let machines: Int

    init(machines: Int) throws {
        self.machines = machines
        var template = Array("/tmp/statecraft-benchmark-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw BenchmarkError(message: "no temporary folder can be made") }
        folder = String(cString: made)
        try git("init", "-q", "-b", "main")
        let stream = "\(folder)/.git/import"
        try Self.write(Self.importStream(machines: machines), to: stream)
        _ = try run("git", ["fast-import", "--quiet"], in: folder, input: stream)
        unlink(stream)
        try git("repack", "-adfq")
        try git("reset", "-q", "--hard", "main")
    }

    func remove() { _ = try? run("rm", ["-rf", folder]) }

    /// Reads every blob of the commit the way git itself does.
    func readAllBlobs() throws -> Cost {
        let list = "\(folder)/.git/blobs"
        _ = try run("sh", ["-c", "git ls-tree -r HEAD | cut -d' ' -f3 | cut -f1 > .git/blobs"], in: folder)
        return try run("git", ["cat-file", "--batch"], in: folder, input: list)
    }

    private func git(_ arguments: String...) throws {
        let cost = try run("git", arguments, in: folder)
        guard cost.status == 0 else { throw BenchmarkError(message: "git \(arguments.joined(separator: " ")) failed") }
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw BenchmarkError(message: "\(path) cannot be written") }
        defer { fclose(file) }
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
    }

    private static func importStream(machines: Int) -> String {
        var stream = """
            commit refs/heads/main
            committer Benchmark <benchmark@example.com> 1700000000 +0000
            data 4
            one

            """
        func add(_ path: String, _ text: String) {
            stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
        }
        add("statecraft.yaml", project)
        for number in 1...machines {
            let name = "m\(number)"
            add("machines/\(number % 100)/\(name).yaml", manifest(name))
            add("machines/\(number % 100)/\(name).asl.json", SampleText.definition(name))
        }
        return stream + "\n"
    }

    private static let project = """
        apiVersion: statecraft/v1
        kind: Project
        metadata: {name: benchmark}
        spec:
          environments:
            local: {target: local, account: "000000000000", region: us-east-1}

        """

    private static func manifest(_ name: String) -> String {
        """
        apiVersion: statecraft/v1
        kind: StateMachine
        metadata: {name: \(name)}
        spec:
          roleArn: arn:aws:iam::${account}:role/\(name)
          definitionFile: \(name).asl.json
          tags: {team: benchmark}
        ---
        apiVersion: statecraft/v1
        kind: StateMachineAlias
        metadata: {name: live}
        spec:
          stateMachine: \(name)
          routingConfiguration:
            - {version: current, weight: 100}

        """
    }
}
