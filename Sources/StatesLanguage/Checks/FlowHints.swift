internal import Documents

/// Says what was most likely meant by a target that does not exist.
struct FlowHints {
    private let flow: Flow
    /// Comparing a name with thousands of others takes long, and nobody reads a thousand hints.
    private var comparisonsLeft = 5_000
    /// The scope that a name stands in, the first one when there are several; filled when first needed.
    private var homes: [String: Int]?

    init(_ flow: Flow) {
        self.flow = flow
    }

    /// The finding for a target that its scope does not hold. AWS calls it 'Next' wherever it stands.
    mutating func finding(
        forTarget target: String, in scope: FlowScope, at pointer: DefinitionPointer
    ) -> DefinitionFinding {
        let message = "Missing 'Next' target: \(target)"
        if let home = home(of: target), home != scope.id {
            let hint =
                "\(quoted(target)) is a state of \(flow.scopes[home].owner.phrase): "
                + "no transition leads out of or into it."
            return DefinitionFinding(.transitionOutOfScope, message, at: pointer, hint: hint)
        }
        return DefinitionFinding(
            .missingTransitionTarget, message, at: pointer, hint: hint(forTarget: target, in: scope))
    }

    private mutating func home(of target: String) -> Int? {
        if let homes { return homes[target] }
        var read: [String: Int] = [:]
        for scope in flow.scopes {
            for state in scope.states where read[state.name] == nil { read[state.name] = scope.id }
        }
        homes = read
        return read[target]
    }

    private mutating func hint(forTarget target: String, in scope: FlowScope) -> String {
        if comparisonsLeft > 0 {
            comparisonsLeft -= scope.states.count
            if let name = nearestName(to: target, in: scope.states.lazy.map(\.name)) {
                return "Did you mean \(quoted(name))?"
            }
        }
        if target.lowercased() == "end" { return "A state ends the execution by \"End\": true." }
        guard scope.states.count <= 6 else { return "" }
        return "The states of this scope are: \(scope.states.map { quoted($0.name) }.joined(separator: ", "))."
    }
}

extension FlowScope.Owner {
    /// The scope in words, to be used inside of a sentence.
    var phrase: String {
        switch self {
        case .machine: "the machine itself"
        case .branch(let name, let index): "branch \(index + 1) of \(quoted(name))"
        case .processor(let name): "the processor of \(quoted(name))"
        }
    }
}
