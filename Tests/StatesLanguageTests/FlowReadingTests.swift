import JSON
import StatesLanguage
import Testing

/// Guarantee: `Flow` holds every scope, state and transition of a definition with its place, and resolves targets
/// within their scope.
///
/// How: one definition with every kind of transition and of scope, and malformed ones.
@Suite struct FlowReadingTests {
    private func flow(_ text: String) throws -> Flow {
        Flow(of: try #require(try JSONValue(parsing: text).objectValue))
    }

    private static let full = #"""
        {"StartAt":"Pick","States":{
          "Pick":{"Type":"Choice","Choices":[{"Next":"Fork"},{"Next":"Each"}],"Default":"Stop"},
          "Fork":{"Type":"Parallel","Next":"Each","Catch":[{"Next":"Stop"}],"Branches":[
            7,{"StartAt":"L","States":{"L":{"Type":"Pass","End":true}}}]},
          "Each":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},
            "StartAt":"I","States":{"I":{"Type":"Pass","Next":"Stop"},"x":null}}},
          "Stop":{"Type":"Fail"}}}
        """#

    @Test func everyScopeIsReadOuterOnesFirst() throws {
        let flow = try flow(Self.full)
        #expect(flow.scopes.map(\.owner) == [.machine, .branch(of: "Fork", index: 1), .processor(of: "Each")])
        #expect(flow.scopes.map(\.parent) == [nil, 0, 0])
        #expect(flow.scopes.map(\.id) == [0, 1, 2])
        #expect(
            flow.scopes.map(\.pointer.jsonPointer) == ["", "/States/Fork/Branches/1", "/States/Each/ItemProcessor"])
        #expect(flow.scopes.map(\.start) == [0, 0, 0])
        #expect(flow.scopes.map(\.isDistributed) == [false, false, true])
        #expect(flow.scopes.map(\.unreadableNames) == [[], [], ["x"]])
        #expect(flow.scopes[0].states.map(\.inner) == [[], [1], [2], []])
        #expect(flow.states.map(\.name) == ["Pick", "Fork", "Each", "Stop", "L", "I"])
    }

    @Test func everyTransitionHasItsKindTargetAndPlace() throws {
        let ways = try flow(Self.full).states.flatMap(\.transitions)
        #expect(ways.map(\.kind) == [.choice(0), .choice(1), .defaultChoice, .next, .catcher(0), .next])
        #expect(ways.map(\.target) == ["Fork", "Each", "Stop", "Each", "Stop", "Stop"])
        #expect(ways.map(\.destination) == [1, 2, 3, 2, 3, nil])
        #expect(
            ways.map(\.pointer.jsonPointer) == [
                "/States/Pick/Choices/0/Next", "/States/Pick/Choices/1/Next", "/States/Pick/Default",
                "/States/Fork/Next", "/States/Fork/Catch/0/Next", "/States/Each/ItemProcessor/States/I/Next",
            ])
    }

    @Test func statesSayWhetherTheyEndAndWhetherTheyAreWhole() throws {
        let states = try flow(Self.full).states
        #expect(states.map(\.isTerminal) == [false, false, true, true, true, false])
        #expect(states.allSatisfy { !$0.isIncomplete })
        let broken = try flow(
            #"""
            {"States":{"A":{"Type":"Pass"},"B":{"Type":"Choice"},"C":{"Type":"Pass","End":true,"Catch":[{}]},
            "D":{"Next":"A"},"E":{"Type":"Succeed","Catch":3}}}
            """#)
        #expect(broken.states.map(\.isIncomplete) == [true, true, true, true, true])
        #expect(broken.scopes[0].start == nil)
    }

    @Test func manyStatesAreFoundByName() throws {
        var states = JSONObject()
        for index in 0..<300 { states["S\(index)"] = ["Type": "Pass", "Next": .string("S\(299 - index)")] }
        let flow = Flow(of: ["StartAt": "S7", "States": .object(states)])
        #expect(flow.scopes[0].start == 7)
        #expect(flow.states.map { $0.transitions[0].destination } == (0..<300).reversed().map { $0 })
    }
}
