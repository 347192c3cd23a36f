// Benchmarks: prints what the project promises about speed and memory, each figure beside a yardstick of the
// same run where there is one. It asserts nothing: a benchmark that fails on a busy machine would be ignored.

import Documents
@preconcurrency import Glibc
import JSON

@main
enum Benchmarks {
    static func main() throws {
        setlinebuf(stdout)
        if CommandLine.arguments.dropFirst().first == "definitions" { return try DefinitionBenchmark.run() }
        let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let statecraft = try Tool.statecraft()
        print("## Start-up")
        try measureStartUp(statecraft)
        print("\n## Parsing")
        measureParsing()
        print("\n## Projects (definitions of 3 KB, one alias each)")
        try measureProjects(statecraft, sizes: sizes.isEmpty ? [100, 1_000, 10_000] : sizes)
    }

    private static func measureStartUp(_ statecraft: String) throws {
        var times: [Double] = []
        var yardstick: [Double] = []
        for _ in 0..<40 {
            times.append(try run(statecraft, ["--version"]).seconds)
            yardstick.append(try run("/bin/true", []).seconds)
        }
        row("statecraft --version, median of 40", milliseconds(median(times)), "promised: 10 ms")
        row("/bin/true, median of 40", milliseconds(median(yardstick)), "yardstick")
    }

    private static func measureParsing() {
        let json = SampleText.json(bytes: 1_000_000)
        let yaml = SampleText.yaml(bytes: 1_000_000)
        let jsonTime = best(of: 15) { _ = try? JSONValue(parsing: json) }
        let copyTime = best(of: 15) { _ = json.reduce(UInt64(0)) { $0 &+ UInt64($1) } }
        let yamlTime = best(of: 15) { _ = parseDocuments(yaml, path: "sample.yaml") }
        row("JSON, \(json.count) bytes, best of 15", milliseconds(jsonTime), "promised: 10 ms")
        row("YAML, \(yaml.count) bytes, best of 15", milliseconds(yamlTime), "promised: 25 ms")
        row("adding up the same JSON bytes", milliseconds(copyTime), "yardstick")
    }

    private static func measureProjects(_ statecraft: String, sizes: [Int]) throws {
        for size in sizes {
            let project = try GeneratedProject(machines: size)
            defer { project.remove() }
            print("\n### \(size) state machines")
            let cat = try project.readAllBlobs()
            row("git cat-file --batch of all blobs", seconds(cat.seconds), "yardstick")
            let validate = try run(statecraft, ["validate"], in: project.folder)
            row(
                "validate", "\(seconds(validate.seconds)), \(validate.peakMegabytes) MB",
                ratio(validate.seconds, cat.seconds))
            let apply = try run(statecraft, ["apply", "--yes"], in: project.folder)
            precondition(apply.status == 0, "the first apply converges")
            row(
                "first apply", "\(seconds(apply.seconds)), \(apply.peakMegabytes) MB",
                size == 10_000 ? "promised: 30 s" : "")
            for attempt in 1...3 {
                let plan = try run(statecraft, ["plan", "--detailed-exitcode"], in: project.folder)
                precondition(plan.status == 0, "nothing has changed, so the plan is empty")
                row(
                    "plan of nothing, run \(attempt)", "\(seconds(plan.seconds)), \(plan.peakMegabytes) MB",
                    (size == 10_000 ? "promised: 2 s, 250 MB; " : "") + ratio(plan.seconds, cat.seconds))
            }
            let drift = try run(statecraft, ["drift"], in: project.folder)
            row("drift", "\(seconds(drift.seconds)), \(drift.peakMegabytes) MB", ratio(drift.seconds, cat.seconds))
        }
    }

    // MARK: - Printing

    static func row(_ what: String, _ figure: String, _ note: String) {
        let padded = what + String(repeating: " ", count: max(1, 44 - what.count))
        print("\(padded)\(figure)\(note.isEmpty ? "" : "   (\(note))")")
    }

    private static func ratio(_ time: Double, _ yardstick: Double) -> String {
        "\(rounded(time / yardstick)) × git cat-file"
    }

    private static func seconds(_ value: Double) -> String { "\(rounded(value)) s" }
    static func milliseconds(_ value: Double) -> String { "\(rounded(value * 1_000)) ms" }
    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    static func best(of count: Int, _ body: () -> Void) -> Double {
        (0..<count).map { _ in
            let start = now()
            body()
            return now() - start
        }.min() ?? 0
    }
}
