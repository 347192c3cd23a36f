internal import Documents

/// Says why a variable has no value where it is read.
struct VariableHints {
    private let flow: Flow
    private let table: VariableTable
    private let analysis: VariableFlow
    /// A hint looks at a whole scope or at all names, and nobody reads a thousand hints: how many of them to look at.
    private var workLeft = 5_000

    init(_ flow: Flow, _ table: VariableTable, _ analysis: VariableFlow) {
        self.flow = flow
        self.table = table
        self.analysis = analysis
    }

    private mutating func canAfford(_ work: Int) -> Bool {
        guard workLeft > 0 else { return false }
        workLeft -= work
        return true
    }

    private func finding(_ rule: DefinitionRule, _ read: VariableRead, _ message: String, _ hint: String)
        -> DefinitionFinding
    {
        DefinitionFinding(rule, message, at: read.use.pointer, offset: read.use.offset, hint: hint)
    }

    // MARK: Some way does not set it

    /// The finding for a variable that is assigned, but not on every way to the state that reads it.
    mutating func unsetOnSomeWay(_ read: VariableRead) -> DefinitionFinding {
        let hint = wayHint(read)
        return finding(
            .variableNotAlwaysSet, read, "Variable '$\(read.use.name)' is not set on every way to this state.", hint)
    }

    private mutating func wayHint(_ read: VariableRead) -> String {
        guard let variable = table.ids[read.use.name] else { return "" }
        var scope = flow.scopes[read.place.scope]
        var state = read.place.state
        // What an outer scope assigns is missing on the way to the state that holds the inner one.
        while !table.isAssigned(variable, in: scope.id), let parent = scope.parent,
            let owner = analysis.owners[scope.id]
        {
            (scope, state) = (flow.scopes[parent], owner - analysis.offsets[parent])
        }
        guard canAfford(scope.states.count), let way = analysis.wayWithout(variable, to: state, in: scope) else {
            return ""
        }
        if way.count == 1 {
            return "\(quoted(scope.states[state].name)) can be the first state; "
                + "what a state assigns is set from the next on."
        }
        return "Nothing sets it on the way \(text(of: way, in: scope))."
    }

    private func text(of way: [(state: Int, kind: FlowTransition.Kind?)], in scope: FlowScope) -> String {
        let steps = way.map { step in
            let name = quoted(scope.states[step.state].name)
            return switch step.kind {
            case nil: name
            case .catcher: " –Catch→ \(name)"
            default: " → \(name)"
            }
        }
        guard steps.count > 6 else { return steps.joined() }
        return steps.prefix(3).joined() + " → …" + steps.suffix(2).joined()
    }

    // MARK: Nothing sets it

    /// The finding for a variable that no scope around the state assigns.
    mutating func neverSet(_ read: VariableRead) -> DefinitionFinding {
        let name = read.use.name
        guard let variable = table.ids[name], let other = table.scopes[variable].first else {
            let nearest = canAfford(table.names.count) ? nearestName(to: name, in: visibleNames(read)) : nil
            return finding(
                .variableNeverAssigned, read, "Variable '$\(name)' is never assigned.",
                nearest.map { "Did you mean '$\($0)'?" } ?? "")
        }
        if let map = distributedMap(between: read, and: variable) {
            return finding(
                .variableAroundDistributedMap, read,
                "Variable '$\(name)' is not known in the child executions of \(quoted(map)).", "")
        }
        return finding(
            .variableOfOtherScope, read, "Variable '$\(name)' is not known here.",
            "It is assigned in \(flow.scopes[other].owner.phrase), and gone when that ends.")
    }

    private func visibleNames(_ read: VariableRead) -> [String] {
        var names: [String] = []
        for (variable, name) in table.names.enumerated() {
            let scope = flow.scopes[read.place.scope]
            if table.isAssigned(variable, in: scope.id) || table.assigning(variable, around: scope, in: flow) != nil {
                names.append(name)
            }
        }
        return names
    }

    /// The distributed Map that keeps an outer scope's variable from being read.
    private func distributedMap(between read: VariableRead, and variable: Int) -> String? {
        var scope: FlowScope? = flow.scopes[read.place.scope]
        var map: String?
        while let inner = scope {
            if map != nil, table.isAssigned(variable, in: inner.id) { return map }
            if inner.isDistributed, map == nil, case .processor(let name) = inner.owner { map = name }
            scope = inner.parent.map { flow.scopes[$0] }
        }
        return nil
    }
}
