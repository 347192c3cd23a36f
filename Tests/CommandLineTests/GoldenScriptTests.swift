import Glibc
import Testing

/// Guarantee: what the program prints, and what it exits with, is what the golden scripts show: whole messages,
/// on both streams.
///
/// How: every file of `Scripts` runs in a fresh folder with a fixed home, identity, time zone and commit dates,
/// against the program that was built with the tests. `STATECRAFT_UPDATE_SCRIPTS=1` writes what was printed back
/// into the files instead; `git diff` then shows what changed.
@Suite struct GoldenScriptTests {
    @Test(arguments: scripts())
    func theProgramPrintsWhatTheScriptShows(name: String) {
        let path = "\(scriptsFolder)/\(name)"
        let script = GoldenScript(parsing: read(path))
        #expect(!script.commands.isEmpty)
        let run = ScriptRun()
        if let need = script.need, run.run([need]).first?.exitStatus != 0 {
            run.remove()
            print("\(name) is skipped here, because it needs '\(need)'")
            return
        }
        let actual = script.replacing(run.run(script.commands.map(\.text)))
        run.remove()
        if getenv("STATECRAFT_UPDATE_SCRIPTS") != nil {
            if actual != script { write(actual.text, to: path) }
            return
        }
        for (expected, found) in zip(script.commands, actual.commands) where expected != found {
            Issue.record(
                """
                \(name): $ \(expected.text)
                \(difference(expected, found))
                When the new output is right: STATECRAFT_UPDATE_SCRIPTS=1 Tests/run.sh --filter GoldenScriptTests
                """)
        }
    }

    /// Guarantee: it makes no difference where the target is: the same script prints the same against the embedded
    /// service, over HTTP, and over HTTP with AWS's throttling.
    ///
    /// How: the scripts that say `[on every target]` run again with STATECRAFT_TARGET naming a server of their own.
    @Test(
        arguments: scripts().filter { GoldenScript(parsing: read("\(scriptsFolder)/\($0)")).isForEveryTarget },
        [ScriptRun.Target.served, .throttled])
    func everyTargetGivesTheSame(name: String, target: ScriptRun.Target) {
        let script = GoldenScript(parsing: read("\(scriptsFolder)/\(name)"))
        let run = ScriptRun(on: target)
        let actual = script.replacing(run.run(script.commands.map(\.text)))
        run.remove()
        for (expected, found) in zip(script.commands, actual.commands) where expected != found {
            Issue.record("\(name), \(target): $ \(expected.text)\n\(difference(expected, found))")
        }
    }

    @Test func aScriptReadAndWrittenIsTheSame() throws {
        for name in scripts() {
            let text = read("\(scriptsFolder)/\(name)")
            #expect(GoldenScript(parsing: text).text == text, "\(name)")
        }
    }
}

private let scriptsFolder = Samples.folder + "/../Scripts"

/// The names of all scripts.
private func scripts() -> [String] {
    guard let directory = opendir(scriptsFolder) else { preconditionFailure("the scripts are in \(scriptsFolder)") }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(".script") { names.append(name) }
    }
    return names.sorted()
}

/// The lines that differ, with three lines around them.
private func difference(_ expected: GoldenScript.Command, _ found: GoldenScript.Command) -> String {
    let left = expected.output + ["[exit \(expected.exitStatus)]"]
    let right = found.output + ["[exit \(found.exitStatus)]"]
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let before = left[max(0, start - 3)..<start].map { "  \($0)" }
    let after = left.suffix(end).prefix(3).map { "  \($0)" }
    let removed = left[start..<(left.count - end)].map { "- \($0)" }
    let added = right[start..<(right.count - end)].map { "+ \($0)" }
    return (before + removed + added + after).joined(separator: "\n")
}
