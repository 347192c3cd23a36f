/// Which variables have a value when an execution enters a state, whatever way it came.
///
/// For each scope this is a data flow analysis from the start along the transitions: a variable may be unset at a
/// state when it may be unset at one before it and the way between them does not set it. An inner scope starts with
/// what its owner has on entry; what it sets is gone when it ends. 64 variables are followed at a time, one a bit, so
/// that memory stays in proportion to the states.
struct VariableFlow {
    /// A variable that a state reads.
    struct Read {
        /// The state, counted through all scopes.
        var state: Int
        var variable: Int
    }

    private let flow: Flow
    private let table: VariableTable
    /// The number of states in the scopes before each one.
    let offsets: [Int]
    /// The state that holds each scope, counted through all scopes; nil for the machine's own.
    let owners: [Int?]
    /// The ways of all states, one after the other: those of state n are at `starts[n]..<starts[n + 1]`.
    private var starts = [0]
    /// The state that each way leads to, counted through all scopes.
    private var targets: [Int] = []
    /// What each way runs, as an index of the table's `assignments`.
    private var assignments: [Int?] = []

    init(_ flow: Flow, _ table: VariableTable) {
        self.flow = flow
        self.table = table
        var offsets: [Int] = []
        var count = 0
        for scope in flow.scopes {
            offsets.append(count)
            count += scope.states.count
        }
        var owners: [Int?] = Array(repeating: nil, count: flow.scopes.count)
        for scope in flow.scopes {
            for (index, state) in scope.states.enumerated() {
                for inner in state.inner { owners[inner] = offsets[scope.id] + index }
            }
        }
        self.offsets = offsets
        self.owners = owners
        for scope in flow.scopes {
            for state in scope.states { addWays(of: state, offset: offsets[scope.id]) }
        }
    }

    private mutating func addWays(of state: FlowState, offset: Int) {
        let assigned = table.assignmentOfWay[starts.count - 1]
        for (way, transition) in state.transitions.enumerated() {
            guard let target = transition.destination else { continue }
            targets.append(offset + target)
            assignments.append(assigned.isEmpty ? nil : assigned[way])
        }
        starts.append(targets.count)
    }

    /// Whether each variable that is read may be unset there.
    func mayBeUnset(_ reads: [Read]) -> [Bool] {
        var bits: [Int: Int] = [:]
        for read in reads where bits[read.variable] == nil { bits[read.variable] = bits.count }
        let bitsOfReads = reads.map { bits[$0.variable] ?? 0 }
        let blocks = (bits.count + 63) / 64
        let masks = assignedMasks(bits, blocks: blocks)
        var readsOfBlock: [[Int]] = Array(repeating: [], count: blocks)
        for (index, bit) in bitsOfReads.enumerated() { readsOfBlock[bit / 64].append(index) }
        var answers = Array(repeating: false, count: reads.count)
        for (block, indexes) in readsOfBlock.enumerated() {
            let unset = unsetOnEntry(masks[block])
            for index in indexes {
                answers[index] = unset[reads[index].state] & (1 << UInt64(bitsOfReads[index] % 64)) != 0
            }
        }
        return answers
    }

    /// By block of 64 variables, the assignments that set some of them, and which.
    private func assignedMasks(_ bits: [Int: Int], blocks: Int) -> [[Int: UInt64]] {
        var masks: [[Int: UInt64]] = Array(repeating: [:], count: blocks)
        for (index, assignment) in table.assignments.enumerated() {
            for variable in assignment.variables {
                if let bit = bits[variable] { masks[bit / 64][index, default: 0] |= 1 << UInt64(bit % 64) }
            }
            if assignment.setsUnknown {
                for block in masks.indices { masks[block][index] = .max }
            }
        }
        return masks
    }

    /// For every state of every scope the variables of a block that may be unset on entry.
    private func unsetOnEntry(_ assigned: [Int: UInt64]) -> [UInt64] {
        var keeps = Array(repeating: UInt64.max, count: table.assignments.count)
        for (assignment, mask) in assigned { keeps[assignment] = ~mask }
        var unset = Array(repeating: UInt64(0), count: starts.count - 1)
        var isWaiting = Array(repeating: false, count: unset.count)
        for scope in flow.scopes {
            guard let start = scope.start else { continue }
            let owner = scope.isDistributed ? nil : owners[scope.id]
            let first = offsets[scope.id] + start
            unset[first] = owner.map { unset[$0] } ?? .max
            if unset[first] != 0 { spread(from: first, keeps, &unset, &isWaiting) }
        }
        return unset
    }

    private func spread(from start: Int, _ keeps: [UInt64], _ unset: inout [UInt64], _ isWaiting: inout [Bool]) {
        var waiting = [start]
        var next = 0
        while next < waiting.count {
            let state = waiting[next]
            next += 1
            isWaiting[state] = false
            for way in starts[state]..<starts[state + 1] {
                let target = targets[way]
                let left = unset[state] & (assignments[way].map { keeps[$0] } ?? .max)
                guard left & ~unset[target] != 0 else { continue }
                unset[target] |= left
                if !isWaiting[target] {
                    isWaiting[target] = true
                    waiting.append(target)
                }
            }
        }
    }

    /// A way through a scope to a state of it on which nothing sets the variable, as indexes of its states with the
    /// kind of the transition into each; nil when there is none.
    func wayWithout(_ variable: Int, to state: Int, in scope: FlowScope) -> [(state: Int, kind: FlowTransition.Kind?)]?
    {
        guard let start = scope.start else { return nil }
        var sources: [Int: (state: Int, kind: FlowTransition.Kind)] = [:]
        var waiting = [start]
        var next = 0
        while next < waiting.count, waiting[next] != state {
            let index = waiting[next]
            next += 1
            let assignments = table.assignmentOfWay[offsets[scope.id] + index]
            for (way, transition) in scope.states[index].transitions.enumerated() {
                guard let target = transition.destination, target != start, sources[target] == nil else { continue }
                let assignment = assignments.isEmpty ? nil : assignments[way].map { table.assignments[$0] }
                guard assignment.map({ !$0.setsUnknown && !$0.variables.contains(variable) }) ?? true else { continue }
                sources[target] = (index, transition.kind)
                waiting.append(target)
            }
        }
        guard next < waiting.count else { return nil }
        var way: [(state: Int, kind: FlowTransition.Kind?)] = []
        var last = state
        while let source = sources[last] {
            way.append((last, source.kind))
            last = source.state
        }
        return ((way + [(last, nil)]).reversed())
    }
}
