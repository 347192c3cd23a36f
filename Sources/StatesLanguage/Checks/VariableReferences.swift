public import JSON

/// Which variables each state reads, sorted by name; states that read none are left out. It is what
/// `DescribeStateMachine` answers as `variableReferences`.
public func variableReferences(in definition: JSONValue) -> [String: [String]] {
    var checker = Checker(CheckOptions(includesAdvice: false))
    checker.checkMachine(definition)
    var names: [String: Set<String>] = [:]
    for use in checker.variableUses {
        guard let state = use.pointer.innermostState else { continue }
        names[state, default: []].insert(use.name)
    }
    return names.mapValues { $0.sorted() }
}

extension DefinitionPointer {
    /// The name of the innermost state that the place is in; nil outside of all states.
    var innermostState: String? {
        for index in steps.indices.dropLast().reversed() where steps[index] == .key("States") {
            // A state may itself be called `States`: what owns states is the machine, a branch or a processor.
            let isScope =
                index == 0 || steps[index - 1] == .key("ItemProcessor") || steps[index - 1] == .key("Iterator")
            let isBranch = index >= 2 && steps[index - 2] == .key("Branches")
            if isScope || isBranch, case .key(let name) = steps[index + 1] { return name }
        }
        return nil
    }
}
