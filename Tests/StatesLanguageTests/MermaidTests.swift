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
                    n0{{"#126; Check<br/>#40;changed#58; Choices NumericGreaterThan 100 → 200#44; Default Old → \
                Charge#41;<br/><small>Choice</small>"}}:::changed
                    n1["#126; Charge<br/>#40;changed#58; renamed from Pay#44; Catch on PaymentFailed added#44; \
                Retry MaxAttempts 3 → 5#41;<br/><small>Task</small>"]:::changed
                    n2(["#43; Refund #40;added#41;<br/><small>Succeed</small>"]):::added
                    n3[["Each<br/><small>Map</small>"]]
                    n7(["#45; Old #40;removed#41;<br/><small>Fail</small>"]):::removed
                    subgraph g1["items of Each"]
                        n4["Send<br/><small>Pass</small>"]
                    end
                    finish(["End"])
                    start --> n0
                    n3 --> n4
                    n0 -->|"#126; #36;#46;amount #62; 200 #40;was #36;#46;amount #62; 100#41;"| n1
                    n0 ==>|"#43; Default"| n1
                    n1 --> n3
                    n1 ==>|"#43; on PaymentFailed"| n2
                    n2 ==> finish
                    n3 --> finish
                    n0 -.->|"#45; Default #40;removed#41;"| n7
                    n7 -.->|"removed"| finish
                    classDef added fill:#d5f0e6,stroke:#00795a,stroke-width:3px,color:#06382b
                    linkStyle 3,5,6 stroke:#00795a,stroke-width:3px
                    classDef removed fill:#fbe3d8,stroke:#c44f00,stroke-width:2px,stroke-dasharray:6 4,color:#5c2600
                    linkStyle 8,9 stroke:#c44f00,stroke-width:2px
                    classDef changed fill:#e0ecfa,stroke:#1f5fa8,stroke-width:3px,color:#0c2b4f
                    linkStyle 2 stroke:#1f5fa8,stroke-width:2px
                """)
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
        #expect(rest.utf8.allSatisfy { $0 >= 0x80 || $0 == 0x20 || isLetterOrDigit($0) }, "\(label)")
        #expect(lines[3] == "    start --> n0")
    }

    private func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
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
        #expect(text.contains("3 of 3000 states are drawn#58; the changed states and their neighbors"))
        #expect(text.contains("S1499") && text.contains("S1500") && text.contains("S1501") && !text.contains("S1502"))
        let whole = StateGraph(of: chain(nil)).mermaid
        #expect(whole.utf8.count <= StateGraph.mermaidByteLimit)
        #expect(whole.contains("of 3000 states are drawn#58; the first states"))
        #expect(whole.split(separator: "\n").filter { $0.contains("-->") }.count <= StateGraph.mermaidEdgeLimit)
    }
}
