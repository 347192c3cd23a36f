/// What a graph is as a whole: which states are reached from the start of their scope, and which lead back to
/// themselves.
struct FlowAnalysis {
    /// By the index of a state.
    private(set) var isReached: [Bool]
    /// By the index of a state.
    private(set) var isLooping: [Bool]
    /// The states of every loop in their order; ways from and to each other make states one loop.
    private(set) var loops: [[Int]] = []

    init(_ outline: DefinitionOutline) {
        isReached = Array(repeating: false, count: outline.states.count)
        isLooping = isReached
        for scope in outline.scopes {
            if let start = scope.start { reach(start, in: outline) }
        }
        findLoops(outline)
    }

    private mutating func reach(_ start: Int, in outline: DefinitionOutline) {
        var open = [start]
        isReached[start] = true
        while let state = open.popLast() {
            for case let target? in outline.states[state].ways.map(\.target) where !isReached[target] {
                isReached[target] = true
                open.append(target)
            }
        }
    }

    /// The strongly connected components by Tarjan's algorithm, without recursion: definitions can be a chain of
    /// many thousand states.
    private mutating func findLoops(_ outline: DefinitionOutline) {
        var search = ComponentSearch(count: outline.states.count)
        for state in outline.states.indices where search.number[state] == 0 {
            search.run(from: state, outline) { component in
                let isSelf = outline.states[component[0]].ways.contains { $0.target == component[0] }
                guard component.count > 1 || isSelf else { return }
                loops.append(component.sorted())
                for state in component { isLooping[state] = true }
            }
        }
        loops.sort { $0[0] < $1[0] }
    }
}

/// The state of Tarjan's algorithm.
private struct ComponentSearch {
    /// When a state was first seen, counted from 1; 0 before that.
    var number: [Int]
    private var low: [Int]
    private var isOpen: [Bool]
    private var open: [Int] = []
    private var count = 0
    /// The states on the way to the present one, with the next of its ways to follow.
    private var path: [(state: Int, way: Int)] = []

    init(count: Int) {
        number = Array(repeating: 0, count: count)
        low = number
        isOpen = Array(repeating: false, count: count)
    }

    mutating func run(from start: Int, _ outline: DefinitionOutline, _ found: ([Int]) -> Void) {
        enter(start)
        while let (state, way) = path.last {
            if way < outline.states[state].ways.count {
                path[path.count - 1].way += 1
                guard let target = outline.states[state].ways[way].target else { continue }
                if number[target] == 0 {
                    enter(target)
                } else if isOpen[target] {
                    low[state] = min(low[state], number[target])
                }
            } else {
                path.removeLast()
                if let caller = path.last?.state { low[caller] = min(low[caller], low[state]) }
                if low[state] == number[state] { found(close(state)) }
            }
        }
    }

    private mutating func enter(_ state: Int) {
        count += 1
        number[state] = count
        low[state] = count
        isOpen[state] = true
        open.append(state)
        path.append((state, 0))
    }

    private mutating func close(_ root: Int) -> [Int] {
        let start = open.lastIndex(of: root) ?? 0
        let component = Array(open[start...])
        open.removeSubrange(start...)
        for state in component { isOpen[state] = false }
        return component
    }
}
