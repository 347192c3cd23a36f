import Testing

@testable import statecraft

/// Guarantee: the pipelines of `examples/` call the program as it is: every command exists and takes these options.
///
/// How: each line that calls `statecraft` is cut out of its script and parsed like a command line. The job for cron is
/// run by `examples.script`; GitHub and GitLab are not here to run the others.
@Suite struct ExamplesTests {
    @Test(arguments: ["github-actions.yml", "gitlab-ci.yml", "drift-cron.sh", "pre-commit", "pre-receive"])
    func everyCallIsOneThatTheProgramTakes(file: String) throws {
        let text = read("\(Samples.folder)/../../../examples/\(file)")
        let calls = text.split(separator: "\n").compactMap(Self.call)
        #expect(!calls.isEmpty)
        for words in calls {
            let command = try #require(Command.all.first { $0.name == words.first }, "\(words)")
            #expect(throws: Never.self, "\(words)") { try Arguments(parsing: Array(words.dropFirst()), for: command) }
        }
    }

    @Test func aCallWithAnUnknownOptionIsNoticed() throws {
        let words = try #require(Self.call(in: "  - statecraft plan --enviroment production > plan.md"))
        #expect(words == ["plan", "--enviroment", "production"])
        #expect(throws: UsageError.self) { try Arguments(parsing: Array(words.dropFirst()), for: .plan) }
    }

    /// The words after `statecraft` in a line of a script; nil when it calls something else.
    private static func call(in line: Substring) -> [String]? {
        let pattern = /(?:^|[ (])statecraft ((?:plan|apply|drift|validate|rollback)\b[^>|&;)]*)/
        guard let match = line.firstMatch(of: pattern) else { return nil }
        return match.1.split(separator: " ").map { String($0.filter { $0 != "\"" }) }.filter { $0 != "2" }
    }
}
