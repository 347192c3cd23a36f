internal import JSON

/// The variables of a definition and every `Assign` object: what sets which of them on which way out of a state.
struct VariableTable {
    /// One `Assign` object, of a state, of a rule of Choices or of a catcher.
    struct Assignment {
        var scope: Int
        /// Index in the scope's `states`.
        var state: Int
        /// The member that holds the list and the index in it; nil for the state's own `Assign`.
        var part: (list: String, index: Int)?
        /// The variables that it sets.
        var variables: [Int]
        /// Whether a placeholder may set others besides.
        var setsUnknown: Bool
    }

    private(set) var names: [String] = []
    private(set) var ids: [String: Int] = [:]
    /// In the order of the definition, outer scopes first.
    private(set) var assignments: [Assignment] = []
    /// For every state of every scope, in order, the assignment that each of its transitions runs; nil for none.
    private(set) var assignmentOfWay: [[Int?]] = []
    /// By variable, the scopes that assign it, in ascending order.
    private(set) var scopes: [[Int]] = []
    /// Whether some assignment sets variables that are not known.
    private(set) var setsUnknown = false

    /// `isUnknown` says whether a text holds a placeholder whose value is not known.
    init(_ flow: Flow, isUnknown: (String) -> Bool) {
        for scope in flow.scopes {
            for (index, state) in scope.states.enumerated() { read(state, at: index, of: scope.id, isUnknown) }
        }
    }

    private mutating func read(
        _ state: FlowState, at index: Int, of scope: Int, _ isUnknown: (String) -> Bool
    ) {
        func readPart(_ part: (list: String, index: Int)?, _ value: JSONValue?) -> Int? {
            value.map {
                add(
                    $0, Assignment(scope: scope, state: index, part: part, variables: [], setsUnknown: false), isUnknown
                )
            }
        }
        let own = readPart(nil, state.value["Assign"])
        let rules = state.type == .choice ? state.value["Choices"]?.arrayValue : nil
        let catchers = state.value["Catch"]?.arrayValue
        guard own != nil || rules != nil || catchers != nil else {
            return assignmentOfWay.append([])
        }
        assignmentOfWay.append(
            state.transitions.map { way in
                switch way.kind {
                case .next, .defaultChoice: own
                // What a rule assigns replaces what its state assigns.
                case .choice(let rule): readPart(("Choices", rule), rules?[rule]["Assign"]) ?? own
                case .catcher(let catcher): readPart(("Catch", catcher), catchers?[catcher]["Assign"])
                }
            })
    }

    private mutating func add(_ value: JSONValue, _ assignment: Assignment, _ isUnknown: (String) -> Bool) -> Int {
        var assignment = assignment
        for key in value.objectValue?.keys ?? [] {
            if isUnknown(key) {
                assignment.setsUnknown = true
            } else {
                assignment.variables.append(variable(named: VariableTable.name(ofKey: key), in: assignment.scope))
            }
        }
        if value.objectValue == nil { assignment.setsUnknown = true }
        if assignment.setsUnknown { setsUnknown = true }
        assignments.append(assignment)
        return assignments.count - 1
    }

    private mutating func variable(named name: String, in scope: Int) -> Int {
        if let id = ids[name] {
            if scopes[id].last != scope { scopes[id].append(scope) }
            return id
        }
        ids[name] = names.count
        names.append(name)
        scopes.append([scope])
        return names.count - 1
    }

    /// The variable that a member of `Assign` sets: in a JSONPath state a key may end in `.$`.
    static func name(ofKey key: String) -> String {
        key.hasSuffix(".$") ? String(key.dropLast(2)) : key
    }

    /// Whether a scope itself assigns a variable.
    func isAssigned(_ variable: Int, in scope: Int) -> Bool {
        // Binary search: a name such as `item` may be assigned by thousands of scopes.
        let scopes = self.scopes[variable]
        var range = scopes.startIndex..<scopes.endIndex
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            if scopes[middle] == scope { return true }
            range = scopes[middle] < scope ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return false
    }
}

extension VariableTable {
    /// The nearest scope around one that assigns a variable which can be read in it.
    func assigning(_ variable: Int, around scope: FlowScope, in flow: Flow) -> FlowScope? {
        var inner = scope
        while !inner.isDistributed, let parent = inner.parent {
            inner = flow.scopes[parent]
            if isAssigned(variable, in: parent) { return inner }
        }
        return nil
    }

    /// The place of the member that sets a variable.
    func place(of variable: Int, in assignment: Assignment, _ flow: Flow) -> DefinitionPointer {
        let state = flow.scopes[assignment.scope].states[assignment.state]
        var pointer = state.pointer
        var value = state.value["Assign"]
        if let part = assignment.part {
            pointer = pointer.appending(part.list).appending(.index(part.index))
            value = state.value[part.list]?[part.index]?["Assign"]
        }
        let key = value?.objectValue?.keys.first { VariableTable.name(ofKey: $0) == names[variable] }
        return pointer.appending("Assign").appending(key ?? names[variable])
    }
}
