import JSON
import StatesLanguage
import Testing

/// Guarantee: a graph shows every state and every way of a definition once, and of two definitions what became of
/// them, in words too.
///
/// How: small definitions and the parts that must come out.
@Suite struct GraphTests {
    static let before = """
        {"StartAt":"Check","States":{
          "Check":{"Type":"Choice","Choices":[{"Variable":"$.amount","NumericGreaterThan":100,"Next":"Pay"}],
            "Default":"Old"},
          "Pay":{"Type":"Task","Resource":"arn:pay","Retry":[{"ErrorEquals":["States.ALL"]}],"Next":"Each"},
          "Old":{"Type":"Fail"},
          "Each":{"Type":"Map","Iterator":{"StartAt":"Send","States":{"Send":{"Type":"Pass","End":true}}},"End":true}}}
        """
    static let after = """
        {"StartAt":"Check","States":{
          "Check":{"Type":"Choice","Choices":[{"Variable":"$.amount","NumericGreaterThan":200,"Next":"Charge"}],
            "Default":"Charge"},
          "Charge":{"Type":"Task","Resource":"arn:pay","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":5}],
            "Catch":[{"ErrorEquals":["PaymentFailed"],"Next":"Refund"}],"Next":"Each"},
          "Refund":{"Type":"Succeed"},
          "Each":{"Type":"Map","ItemProcessor":{"StartAt":"Send","States":{"Send":{"Type":"Pass","End":true}}},
            "End":true}}}
        """

    static func difference() throws -> StateGraph {
        StateGraph(from: try JSONValue(parsing: before), to: try JSONValue(parsing: after))
    }

    @Test func oneDefinitionHasAllItsStatesAndWays() throws {
        let graph = StateGraph(of: try JSONValue(parsing: Self.before))
        #expect(graph.nodes.map(\.name) == ["Check", "Pay", "Old", "Each", "Send"])
        #expect(graph.nodes.map(\.type) == ["Choice", "Task", "Fail", "Map", "Pass"])
        #expect(graph.groups.map(\.title) == ["items of Each"])
        #expect(graph.nodes[4].group == graph.groups[0].id)
        #expect(graph.edges.map(\.label).filter { !$0.isEmpty } == ["$.amount > 100", "Default"])
        // The start of the machine and of the Map, into the Map, three ways between states, three ends.
        #expect(graph.edges.count == 9)
        let marks = graph.nodes.map(\.mark) + graph.edges.map(\.mark) + graph.groups.map(\.mark)
        #expect(marks.allSatisfy { $0 == .unchanged })
    }

    @Test func whatBecameOfStatesIsMarked() throws {
        let graph = try Self.difference()
        let marks = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, $0.mark) })
        #expect(
            marks == [
                "Check": .changed, "Charge": .changed, "Refund": .added, "Each": .unchanged, "Send": .unchanged,
                "Old": .removed,
            ])
        let charge = try #require(graph.nodes.first { $0.name == "Charge" })
        #expect(
            charge.remarks == ["renamed from Pay", "Catch on PaymentFailed added", "Retry MaxAttempts 3 → 5"])
    }

    @Test func whatBecameOfWaysIsMarked() throws {
        let graph = try Self.difference()
        let names = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.name) })
        func name(_ end: StateGraph.Edge.End) -> String {
            if case .node(let id) = end { names[id] ?? "" } else { "end" }
        }
        let marked = graph.edges.filter { $0.mark != .unchanged }
            .map { "\($0.mark) \(name($0.from)) \(name($0.to)) \($0.label)" }
        #expect(
            Set(marked) == [
                "changed Check Charge $.amount > 200 (was $.amount > 100)", "added Check Charge Default",
                "added Charge Refund on PaymentFailed", "added Refund end ", "removed Check Old Default",
                "removed Old end ",
            ])
    }

    @Test(arguments: [
        (#"{"Variable":"$.a","StringEquals":"b","Next":"A"}"#, #"$.a = "b""#),
        (#"{"Variable":"$.a","NumericLessThanEqualsPath":"$.b","Next":"A"}"#, "$.a ≤ $.b"),
        (#"{"Not":{"Variable":"$.a","IsPresent":true},"Next":"A"}"#, "not $.a is present"),
        (#"{"Variable":"$.a","IsPresent":false,"Next":"A"}"#, "$.a is absent"),
        (
            #"{"And":[{"Variable":"$.a","BooleanEquals":true},{"Variable":"$.b","NumericEquals":1}],"Next":"A"}"#,
            "$.a = true and $.b = 1"
        ),
        (
            #"{"Or":[{"Variable":"$.a","IsNull":true},{"Variable":"$.b"},{"Variable":"$.c"}],"Next":"A"}"#,
            "$.a is null or …"
        ),
        (#"{"Condition":"{% $states.input.n\n  > 3 %}","Next":"A"}"#, "$states.input.n > 3"),
        (#"{"Next":"A"}"#, ""),
        (
            #"{"Variable":"$.result.NewAccount.CreateAccountStatus.State","StringEquals":"FAILED","Next":"A"}"#,
            #"$…CreateAccountStatus.State = "FAILED""#
        ),
    ])
    func aConditionIsToldInWords(_ rule: String, _ words: String) throws {
        let text = #"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[\#(rule)]},"A":{"Type":"Succeed"}}}"#
        let graph = StateGraph(of: try JSONValue(parsing: text))
        let way = try #require(graph.edges.first { $0.from == .node(0) })
        #expect(way.label == words)
    }

    @Test(arguments: ["3", "{}", #"{"StartAt":"A","States":{"A":3}}"#, #"{"StartAt":"B","States":{"A":{"Next":"C"}}}"#])
    func whatIsNoDefinitionIsDrawnAllTheSame(_ text: String) throws {
        let odd = try JSONValue(parsing: text)
        let order = try JSONValue(parsing: Self.before)
        for graph in [StateGraph(of: odd), StateGraph(from: odd, to: order), StateGraph(from: order, to: odd)] {
            #expect(graph.mermaid.hasPrefix("flowchart TD"))
            #expect(graph.dot.hasPrefix("digraph {") && graph.dot.hasSuffix("}"))
        }
    }
}
