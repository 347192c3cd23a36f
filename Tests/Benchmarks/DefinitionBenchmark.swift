import Documents
import JSON
import StatesLanguage

/// What checking and comparing definitions costs, by size.
enum DefinitionBenchmark {
    static func run() throws {
        print("## Checks, on one processor")
        try measureTypical()
        print("\n## Growth")
        try measureGrowth()
        print("\n## Difference")
        try measureDifference()
    }

    private static func measureTypical() throws {
        let text = Array(SampleText.definition("checkout").utf8)
        let value = try JSONValue(parsing: text)
        let count = 500
        let parse = Benchmarks.best(of: 7) { for _ in 0..<count { _ = try? JSONValue(parsing: text) } }
        let check = Benchmarks.best(of: 7) { for _ in 0..<count { _ = checkDefinition(value) } }
        let canonical = Benchmarks.best(of: 7) { for _ in 0..<count { _ = canonicalDefinition(value) } }
        let whole = Double(count) / (parse + check)
        Benchmarks.row("parsing and checking \(text.count) bytes", "\(Int(whole)) a second", "promised: 2,000")
        Benchmarks.row("of that checking", microseconds(check / Double(count)), "")
        Benchmarks.row("of that parsing", microseconds(parse / Double(count)), "yardstick")
        Benchmarks.row("canonical form", microseconds(canonical / Double(count)), "")
    }

    private static func measureGrowth() throws {
        for states in [50, 500, 5_000] {
            let text = Array(chain(states: states, changed: false).utf8)
            let value = try JSONValue(parsing: text)
            let time = Benchmarks.best(of: 5) { _ = checkDefinition(value) }
            Benchmarks.row(
                "\(states) states, \(text.count) bytes", Benchmarks.milliseconds(time),
                "\(microseconds(time / Double(states))) a state")
        }
    }

    private static func measureDifference() throws {
        let before = try JSONValue(parsing: Array(chain(states: 5_000, changed: false).utf8))
        let after = try JSONValue(parsing: Array(chain(states: 5_000, changed: true).utf8))
        var sentences = 0
        let time = Benchmarks.best(of: 5) {
            sentences = DefinitionDifference(from: before, to: after).sentences.count
        }
        let again = try JSONValue(parsing: Array(chain(states: 5_000, changed: false).utf8))
        let equality = Benchmarks.best(of: 5) { precondition(before == again, "they are equal") }
        Benchmarks.row("two of 5,000 states and 1 MB", Benchmarks.milliseconds(time), "promised: 200 ms")
        Benchmarks.row("lines that say so", "\(sentences)", "")
        Benchmarks.row("comparing two equal ones as JSON", Benchmarks.milliseconds(equality), "yardstick")
    }

    /// A chain of tasks of about 200 bytes each; the changed one has another time limit in every hundredth.
    private static func chain(states: Int, changed: Bool) -> String {
        let parts = (0..<states).map { index in
            let timeout = changed && index % 100 == 7 ? 90 : 60
            let way = index == states - 1 ? #""End": true"# : #""Next": "Step\#(index + 1)""#
            return """
                "Step\(index)": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "TimeoutSeconds": \(timeout), "Parameters": {"FunctionName": "step-\(index)", "Payload.$": "$"},
                "Retry": [{"ErrorEquals": ["States.ALL"]}], \(way)}
                """
        }
        return #"{"StartAt": "Step0", "States": {\#(parts.joined(separator: ",\n"))}}"#
    }

    private static func microseconds(_ value: Double) -> String {
        "\((value * 10_000_000).rounded() / 10) µs"
    }
}
