import Glibc
import JSON
import StatesLanguage
import Testing

/// Guarantee: Graphviz draws what we write, whatever the names are, and reads no file for it.
///
/// How: a chart as text, names that would break out, and Graphviz itself where it is installed.
@Suite struct DOTTests {
    @Test func aNameStaysInItsQuotes() {
        let name = #"a"]; graph [image="/etc/passwd" \N &lt; <b>"#
        let graph = StateGraph(of: [
            "StartAt": .string(name), "States": .object(JSONObject([(name, .object(["Type": "Pass"]))])),
        ])
        let line = graph.dot.split(separator: "\n").first { $0.contains("n0 [") }
        #expect(line == ##"    n0 [label="a\"]; graph [image=\"/etc/passwd\" \\N\n&amp;lt; <b>\nPass"]"##)
    }

    /// To Swift a quote with an accent on it is another character; to Graphviz it is a quote.
    @Test func anAccentHidesNoQuote() {
        let graph = StateGraph(of: [
            "StartAt": "x", "States": .object(JSONObject([("a\"\u{301}\\\u{301}", .object(["Type": "Pass"]))])),
        ])
        #expect(graph.dot.contains("[label=\"a\\\"\u{301}\\\\\u{301}\\nPass\"]"))
    }

    @Test func marksAreInTheText() throws {
        let text = try GraphTests.difference().dot
        for label in [#""Charge\n(changed: renamed from Pay, Catch on"#, #""Refund (added)"#, #""Old (removed)"#] {
            #expect(text.contains("[label=\(label)"), "\(label)")
        }
        #expect(text.contains(##"label=" on PaymentFailed (added)", color="#00795a""##))
        #expect(text.contains(##"label=" Default (removed)", color="#c44f00", fontcolor="#c44f00", style=dashed"##))
    }

    /// Graphviz hands the attributes of a group on to those inside of it.
    @Test func aGroupInsideOfANewOneIsNotDrawnAsNew() throws {
        let fork = try JSONValue(parsing: MermaidTests.fork)
        let wrapped: JSONValue = [
            "StartAt": "All",
            "States": ["All": ["Type": "Parallel", "Branches": [fork], "End": true]],
        ]
        let groups = StateGraph(from: fork, to: wrapped).dot.split(separator: "\n").filter { $0.contains("labeljust") }
        #expect(groups.count == 4 && groups[0].contains("branch 1 of All (added)"))
        #expect(groups.dropFirst().allSatisfy { $0.contains(##"fontcolor="#6b7280", penwidth=1]"##) })
    }

    /// Otherwise Graphviz puts it beside the branches.
    @Test func whatFollowsAParallelStandsBelowWhereItsBranchesEnd() throws {
        let graph = StateGraph(of: try JSONValue(parsing: MermaidTests.fork))
        let stacks = graph.dot.split(separator: "\n").filter { $0.contains("style=invis") }
        #expect(stacks == ["    n4 -> n1 [style=invis]", "    n3 -> n1 [style=invis]"])
    }

    /// Graphviz reports a syntax error by its exit status.
    @Test(.enabled(if: access("/usr/bin/dot", X_OK) == 0, "Graphviz is not installed"))
    func graphvizTakesIt() throws {
        var random = RandomDefinition(seed: 7)
        var graphs = [try GraphTests.difference()]
        for _ in 0..<20 {
            let before = random.machine()
            graphs.append(StateGraph(from: before, to: random.edited(before, times: 3)))
        }
        let process = try #require(popen("dot -Tcanon >/dev/null 2>&1", "w"))
        for graph in graphs { fputs(graph.dot + "\n", process) }
        #expect(pclose(process) == 0)
    }
}
