import Documents
import Manifests

/// Feeds bytes to the loader as a manifest, a definition, a patch or the project's own file of a small project;
/// the length of the input says as which. Loading must never trap, a state and an error must exclude each other,
/// and every place of a diagnostic must stand inside of a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzManifests(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // Most mutations of a manifest lose its mark; the comment keeps it a manifest.
    let marked = Array("# apiVersion: statecraft/\n".utf8) + bytes
    switch count % 7 {
    case 0: check(Project("statecraft.yaml", bytes))
    case 1: check(Project("patches/input.yaml", bytes))
    case 2: check(Project("checkout.asl.json", bytes))
    case 3: check(Project("checkout.asl.yaml", bytes))
    case 4: check(Project("input.json", bytes))
    default: check(Project("input.yaml", marked))
    }
    return 0
}

/// The leak checker does not see pointers that carry an enumeration's tag, as in the descriptions of fields, which
/// live as long as the process.
@_cdecl("__lsan_default_suppressions")
public func leakSuppressions() -> UnsafePointer<CChar>? {
    let text: StaticString = "leak:once_slow\n"
    return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

private func check(_ project: Project) {
    let outcome = loadProject(from: project, LoadRequest(commit: "0123456789abcdef"))
    precondition((outcome.state == nil) == outcome.diagnostics.hasErrors, "there is a state or an error")
    check(outcome.diagnostics, project)
    check(validateProject(from: project, commit: "0123456789abcdef"), project)
    for machine in outcome.state?.stateMachines ?? [] {
        check(DefinitionSources(project).location(of: ["States", "Done", "Type"], in: machine), project)
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
    guard let lines = project.lines[location.file] else {
        preconditionFailure("\(location) is in a file of the project")
    }
    precondition(location.line >= 1 && location.line <= lines.count, "\(location) is a line of the file")
    precondition(
        location.column >= 1 && location.column <= (lines.max() ?? 0) + 1, "\(location) is a column of the file")
}

/// The length of every line in scalars. A carriage return and a line feed are one end of a line, so this counts at
/// least as many lines as there are.
private func lineLengths(_ bytes: [UInt8]) -> [Int] {
    let ends: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
        omittingEmptySubsequences: false, whereSeparator: ends.contains
    ).map(\.count)
}

/// A valid project with one file replaced.
private struct Project: SourceTree {
    let files: [String: [UInt8]]
    let lines: [String: [Int]]

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
            "patches/checkout.yaml":
                "{kind: StateMachine, metadata: {name: checkout}, spec: {tags: {a: \"${stage}\"}}}",
        ]
        var files = texts.mapValues { Array($0.utf8) }
        files[path] = bytes
        self.files = files
        lines = files.mapValues(lineLengths)
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
