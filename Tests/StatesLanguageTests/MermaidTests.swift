import JSON
import StatesLanguage
import Testing

/// Guarantee: what a pull request renders says in color and in words what became of each part, stays within what
/// GitHub renders, and no name can add to it.
///
/// How: a whole chart that was looked at in Mermaid 11; names that would break out; a machine that is too large.
@Suite struct MermaidTests {
    @Test func aDifferenceIsWrittenLikeThis() throws {
        #expect(
            try GraphTests.difference().mermaid == """
                flowchart TD
                    start(["Start"])
                    n0{{"Check<br/>(changed: Choices NumericGreaterThan 100 → 200, Default Old → \
                Charge)<br/><small>Choice</small>"}}:::changed
                    n1["Charge<br/>(changed: renamed from Pay, Catch on PaymentFailed added, Retry MaxAttempts 3 → \
                5)<br/><small>Task</small>"]:::changed
                    n2(["Refund (added)<br/><small>Succeed</small>"]):::added
                    n3[["Each<br/><small>Map</small>"]]
                    n7(["Old (removed)<br/><small>Fail</small>"]):::removed
                    subgraph g1["items of Each"]
                        n4["Send<br/><small>Pass</small>"]
                    end
                    finish(["End"])
                    start --> n0
                    n3 --> n4
                    n0 -->|"$.amount #62; 200 (was $.amount #62; 100)"| n1
                    n0 ==>|"Default (added)"| n1
                    n1 --> n3
                    n1 ==>|"on PaymentFailed (added)"| n2
                    n2 ==> finish
                    n3 --> finish
                    n0 -.->|"Default (removed)"| n7
                    n7 -.->|"removed"| finish
                    n4 ~~~ finish
                    classDef added fill:#d5f0e6,stroke:#00795a,stroke-width:3px,color:#06382b
                    linkStyle 3,5,6 stroke:#00795a,stroke-width:3px
                    classDef removed fill:#fbe3d8,stroke:#c44f00,stroke-width:2px,stroke-dasharray:6 4,color:#5c2600
                    linkStyle 8,9 stroke:#c44f00,stroke-width:2px
                    classDef changed fill:#e0ecfa,stroke:#1f5fa8,stroke-width:3px,color:#0c2b4f
                    linkStyle 2 stroke:#1f5fa8,stroke-width:2px
                """)
    }

    /// A Map within a Parallel, and a state behind both.
    static let fork = #"""
        {"StartAt":"Fork","States":{
          "Fork":{"Type":"Parallel","Branches":[
            {"StartAt":"Each","States":{"Each":{"Type":"Map","End":true,
              "ItemProcessor":{"StartAt":"Pack","States":{"Pack":{"Type":"Pass","End":true}}}}}},
            {"StartAt":"Mail","States":{"Mail":{"Type":"Pass","End":true}}}],"Next":"Ship"},
          "Ship":{"Type":"Succeed"}}}
        """#

    @Test func whatFollowsAParallelStandsBelowWhereItsBranchesEnd() throws {
        let lines = StateGraph(of: try JSONValue(parsing: Self.fork)).mermaid.split(separator: "\n")
        #expect(lines.suffix(2) == ["    n4 ~~~ n1", "    n3 ~~~ n1"])
    }

    @Test(arguments: [
        ("Wait 30 Sec", "Wait 30 Sec"), ("get_db_schema", "get_db_schema"),
        ("_a_ __b__", "#95;a#95; #95;#95;b#95;#95;"),
        ("(is $.amount > 3?)", "(is $.amount #62; 3?)"), ("$$.Map", "$#8288;$.Map"), ("a: b:c", "a: b#58;c"),
        ("www.example.com", "www#46;example.com"), ("12) x", "12#41; x"), ("12. x. y", "12#46; x. y"),
    ])
    func whatMeansNothingIsWrittenAsItIs(_ name: String, _ label: String) {
        let graph = StateGraph(of: [
            "StartAt": "", "States": .object(JSONObject([(name, .object(["Type": "Pass"]))])),
        ])
        #expect(graph.mermaid.contains("n0[\"\(label)<br/><small>Pass</small>\"]"))
    }

    @Test(arguments: [
        #""]; click n0 href "javascript:alert(1)"#, "end", "<script>alert(1)</script>", "a\nb --> c", "#quot;", "`x`",
        "- item", "1. item", "    code", "%% comment", "%%{init: {}}%%", "&lt;b&gt;", "é日本🚀", "style x:#35;", "",
    ])
    func aNameAddsNothing(_ name: String) throws {
        let graph = StateGraph(of: [
            "StartAt": .string(name), "States": .object(JSONObject([(name, .object(["Type": "Pass"]))])),
        ])
        let lines = graph.mermaid.split(separator: "\n")
        try #require(lines.count == 4)
        let label = try #require(lines[2].wholeMatch(of: /\ {4}n0\["(.*)<br\/><small>Pass<\/small>"\]/)).1
        let rest = label.replacing(/#[0-9]+;/, with: "")
        // Nothing that quotes, tags, links or Mermaid's own words are made of.
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,'/?().-+=:$_".utf8)
        #expect(rest.utf8.allSatisfy { $0 >= 0x80 || plain.contains($0) }, "\(label)")
        // Nothing that begins a list or code, or that Mermaid takes for a style.
        #expect(label.wholeMatch(of: /([-+= ]|[0-9]+[.)]).*|.*(:\S*#|\$\$|:\/).*/) == nil, "\(label)")
        #expect(lines[3] == "    start --> n0")
    }

    @Test func aLargeDifferenceIsReducedToWhatChanged() throws {
        func chain(_ changed: Int?) -> JSONValue {
            let states = (0..<3_000).map { index -> (String, JSONValue) in
                let next: JSONValue =
                    index == 2_999 ? ["Type": "Succeed"] : ["Type": "Pass", "Next": .string("S\(index + 1)")]
                return (
                    "S\(index)",
                    index == changed ? ["Type": "Wait", "Seconds": 1, "Next": .string("S\(index + 1)")] : next
                )
            }
            return ["StartAt": "S0", "States": .object(JSONObject(states))]
        }
        let text = StateGraph(from: chain(nil), to: chain(1_500)).mermaid
        #expect(text.utf8.count <= StateGraph.mermaidByteLimit)
        #expect(text.contains("3 of 3000 states are drawn: the changed states and their neighbors"))
        #expect(text.contains("S1499") && text.contains("S1500") && text.contains("S1501") && !text.contains("S1502"))
        let whole = StateGraph(of: chain(nil)).mermaid
        #expect(whole.utf8.count <= StateGraph.mermaidByteLimit)
        #expect(whole.contains("of 3000 states are drawn: the first states"))
        #expect(whole.split(separator: "\n").filter { $0.contains("-->") }.count <= StateGraph.mermaidEdgeLimit)
    }
}
