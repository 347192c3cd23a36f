import Documents
import Manifests

/// Feeds bytes to the loader as a manifest, a definition, a patch and the project's own file of a small project.
/// Loading must never trap, a state and an error must exclude each other, and every place of a diagnostic must
/// stand inside of a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzManifests(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // Most mutations of a manifest lose its mark; the comment keeps it a manifest.
    let marked = Array("# apiVersion: statecraft/\n".utf8) + bytes
    for path in ["input.yaml", "input.json", "checkout.asl.json", "checkout.asl.yaml", "patches/input.yaml"] {
        check(Project(path, path == "input.yaml" ? marked : bytes))
    }
    check(Project("statecraft.yaml", bytes))
    return 0
}

private func check(_ project: Project) {
    let outcome = loadProject(from: project, LoadRequest(commit: "0123456789abcdef"))
    precondition((outcome.state == nil) == outcome.diagnostics.hasErrors, "there is a state or an error")
    check(outcome.diagnostics, project)
    check(validateProject(from: project, commit: "0123456789abcdef"), project)
    for machine in outcome.state?.stateMachines ?? [] {
        check(definitionLocation(in: project, for: machine, pointer: ["States", "Done", "Type"]), project)
        for location in machine.provenance.fields.values { check(location, project) }
    }
}

private func check(_ diagnostics: [Diagnostic], _ project: Project) {
    for diagnostic in diagnostics {
        precondition(!diagnostic.code.isEmpty && !diagnostic.summary.isEmpty, "a diagnostic says what is wrong")
        for location in [diagnostic.location].compactMap({ $0 }) + diagnostic.related.map(\.location) {
            check(location, project)
        }
        precondition(!diagnostic.text(color: false).isEmpty, "a diagnostic is printable")
    }
    precondition(Set(diagnostics).count == diagnostics.count, "each thing is said once")
}

private func check(_ location: SourceLocation, _ project: Project) {
    guard let bytes = project.files[location.file] else { preconditionFailure("\(location) is in a file of the project") }
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
        omittingEmptySubsequences: false, whereSeparator: { ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) })
    // A carriage return and a line feed are one end of a line, so this counts at least as many lines as there are.
    precondition(location.line >= 1 && location.line <= lines.count, "\(location) is a line of the file")
    let longest = lines.map(\.count).max() ?? 0
    precondition(location.column >= 1 && location.column <= longest + 1, "\(location) is a column of the file")
}

/// A valid project with one file replaced.
private struct Project: SourceTree {
    var files: [String: [UInt8]]

    init(_ path: String, _ bytes: [UInt8]) {
        let definition = path == "checkout.asl.yaml" ? "checkout.asl.yaml" : "checkout.asl.json"
        let texts = [
            "statecraft.yaml": """
                apiVersion: statecraft/v1
                kind: Project
                metadata: {name: orders}
                spec:
                  environments:
                    dev:
                      target: local
                      account: "000000000000"
                      region: us-east-1
                      parameters: {stage: dev, number: 3, list: [1, "2"], object: {a: b}}
                      patches: [patches]
                """,
            "checkout.yaml": """
                apiVersion: statecraft/v1
                kind: StateMachine
                metadata: {name: checkout}
                spec: {roleArn: "arn:aws:iam::${account}:role/checkout", definitionFile: \(definition)}
                ---
                apiVersion: statecraft/v1
                kind: StateMachineAlias
                metadata: {name: live}
                spec: {stateMachine: checkout, routingConfiguration: [{version: current, weight: 100}]}
                """,
            definition: "{\"StartAt\": \"Done\", \"States\": {\"Done\": {\"Type\": \"Succeed\"}}}",
            "patches/checkout.yaml": "{kind: StateMachine, metadata: {name: checkout}, spec: {tags: {a: \"${stage}\"}}}",
        ]
        files = texts.mapValues { Array($0.utf8) }
        files[path] = bytes
    }

    func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry] {
        let prefix = directory.isEmpty ? "" : directory + "/"
        let paths = files.keys.filter { $0.hasPrefix(prefix) }.sorted()
        guard !paths.isEmpty else { throw .notFound(path: directory) }
        return paths.map { SourceTreeEntry(path: $0) }
    }

    func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        guard let bytes = files[path] else { throw .notFound(path: path) }
        return bytes
    }
}
