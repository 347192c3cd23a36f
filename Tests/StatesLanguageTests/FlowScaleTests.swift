import Glibc
import JSON
import Testing

@testable import StatesLanguage

/// Guarantee: the checks of flow, variables and allowances take time in proportion to the definition, in a chain of
/// thousands of states, in a megabyte of nested scopes, and when everything is wrong.
///
/// How: the processor's time for each state of a large definition against that of a small one, the best of several
/// runs; work that grows with the square would be dearer by as much as the sizes differ, and half of that is allowed.
@Suite(.serialized) struct FlowScaleTests {
    enum Shape: String, CaseIterable, Sendable {
        case chain, backwards, nested, wide, missing, unreachable, neverAssigned, loops, readInside
    }

    /// A definition with about this many states, and the places where it reads variables.
    private func definition(_ shape: Shape, _ count: Int) -> JSONObject {
        switch shape {
        case .nested: machine(["Fork": nested(count, depth: 0)], start: "Fork")
        case .wide:
            machine(
                [
                    "Fork": [
                        "Type": "Parallel", "End": true,
                        "Branches": .array((0..<count).map { .object(branch("W\($0)")) }),
                    ]
                ], start: "Fork")
        default:
            machine(JSONObject((0..<count).map { ("S\($0)", state($0, of: count, shape)) }), start: start(shape, count))
        }
    }

    private func machine(_ states: JSONObject, start: String) -> JSONObject {
        ["StartAt": .string(start), "States": .object(states)]
    }

    private func branch(_ name: String) -> JSONObject {
        machine(
            [name: ["Type": "Pass", "End": true, "Assign": ["item": 1], "Output": "{% $item %}"]], start: name)
    }

    private func start(_ shape: Shape, _ count: Int) -> String {
        shape == .backwards ? "S\(count - 1)" : "S0"
    }

    private func state(_ index: Int, of count: Int, _ shape: Shape) -> JSONValue {
        var next = index + 1
        switch shape {
        case .backwards: next = index - 1
        case .unreachable: next = index
        case .loops: next = index % 2 == 0 ? index + 1 : index - 1
        default: break
        }
        let target = shape == .missing ? "T\(next)" : "S\(next)"
        var state: JSONObject = [
            "Type": "Task", "Comment": "statecraft: allow unused-allowance, endless-loop because of it",
            "Assign": ["v\(index)": 1],
            "Output": .array([.string("{% $v\(max(0, index - 1)) %}"), .string("{% $v\(index / 2) %}")]),
            "Catch": [["Next": .string("S\(min(index + 7, count - 1))"), "Assign": ["v\(index)": 2]]],
        ]
        if (0..<count).contains(next) { state["Next"] = .string(target) } else { state["End"] = true }
        if shape == .readInside {
            state["Type"] = "Parallel"
            state["Output"] = nil
            let reader: JSONValue = ["Type": "Pass", "End": true, "Output": "{% $late %}"]
            state["Branches"] = [.object(machine(["R\(index)": reader], start: "R\(index)"))]
            if index == count - 1 { state["Assign"] = ["late": 1] }
        }
        if shape == .neverAssigned { state["Output"] = .string("{% $w\(index) %}") }
        return .object(state)
    }

    /// A Parallel state of two branches, each with another one inside, down to the depth that a text may have.
    private func nested(_ count: Int, depth: Int) -> JSONValue {
        let inner: JSONValue =
            depth < 24 && count > 1 ? nested(count / 2, depth: depth + 1) : ["Type": "Pass", "End": true]
        let filler = (0..<(count / 2)).map { index -> (String, JSONValue) in
            ("F\(depth)-\(index)", ["Type": "Pass", "Next": .string("F\(depth)-\(index + 1)"), "Assign": ["x": 1]])
        }
        let last: (String, JSONValue) = ("F\(depth)-\(count / 2)", ["Type": "Pass", "End": true, "Output": "{% $x %}"])
        let side = machine(JSONObject(filler + [last]), start: "F\(depth)-0")
        return [
            "Type": "Parallel", "End": true,
            "Branches": [.object(machine(["N\(depth)": inner], start: "N\(depth)")), .object(side)],
        ]
    }

    private func noteReads(_ value: JSONValue, _ checker: inout Checker) {
        switch value {
        case .string(let text):
            if text.hasPrefix("{% $") { checker.note(variable: String(text.dropFirst(4).dropLast(3)), offset: 3) }
        case .array(let elements):
            for (index, element) in elements.enumerated() { checker.descend(index) { noteReads(element, &$0) } }
        case .object(let object):
            for (key, value) in object where key != "Assign" { checker.descend(key) { noteReads(value, &$0) } }
        default: break
        }
    }

    private struct Measure {
        var states = 0
        /// The shortest of several runs, shared among the states.
        var secondsPerState = Double.infinity
    }

    /// How long this thread itself takes, in seconds: the tests beside it make no difference.
    private func processorTime(_ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        body()
        return now() - start
    }

    private func measure(_ machine: JSONObject, runs: Int) -> Measure {
        var measure = Measure()
        for _ in 0..<runs {
            let seconds = processorTime {
                var checker = Checker(CheckOptions())
                noteReads(.object(machine), &checker)
                let flow = Flow(of: machine)
                measure.states = flow.scopes.reduce(0) { $0 + $1.states.count }
                checker.checkFlow(flow)
                checker.checkVariables(machine, flow)
                _ = checker.findings(allowedBy: machine)
            }
            measure.secondsPerState = min(measure.secondsPerState, seconds / Double(measure.states))
        }
        return measure
    }

    @Test(arguments: Shape.allCases)
    func timeForAStateDoesNotGrow(_ shape: Shape) {
        let small = measure(definition(shape, 150), runs: 3)
        let large = measure(definition(shape, shape == .chain ? 5_000 : 1_500), runs: 2)
        let sizes = Double(large.states) / Double(small.states)
        let growth = large.secondsPerState / small.secondsPerState
        #expect(sizes > 8)
        #expect(growth < sizes / 2, "\(shape): \(small) and \(large)")
    }

    @Test(arguments: [("", "${", ""), ("{% ", "${a: ", "}")])
    func manyOpenPlaceholdersAreReadOnce(_ start: String, _ open: String, _ end: String) {
        func seconds(_ count: Int) -> Double {
            let text = start + String(repeating: open, count: count) + end
            return (0..<3).map { _ in processorTime { #expect(!holdsPlaceholder(text)) } }.min() ?? 0
        }
        #expect(seconds(40_000) < 40 * 40 / 2 * seconds(1_000))
    }

    @Test func aMegabyteOfNestedScopesIsChecked() {
        let machine = definition(.nested, 18_000)
        #expect(JSONValue.object(machine).compactText.utf8.count > 1_000_000)
        let large = measure(machine, runs: 1)
        let small = measure(definition(.nested, 1_800), runs: 3)
        #expect(large.secondsPerState < 4 * small.secondsPerState, "\(small) and \(large)")
    }
}
