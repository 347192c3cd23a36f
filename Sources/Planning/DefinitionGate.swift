public import Documents
internal import JSON
public import Manifests
public import StatesLanguage
internal import Threads

extension Plan {
    /// The plan with what AWS would refuse in the definitions of git that its steps write: an error makes it
    /// inapplicable, so that nothing is written at all. A definition that stays as it is, or that comes back from a
    /// version, was accepted once and is not looked at.
    ///
    /// - Parameters:
    ///   - desired: What the plan was made for.
    ///   - diagnose: Gives a machine's findings their places.
    public func refusingDefinitions(
        of desired: DesiredState, _ diagnose: (DesiredStateMachine, [DefinitionFinding]) -> [Diagnostic]
    ) -> Plan {
        let written = Dictionary(
            steps.compactMap { step in step.writtenDefinition.map { (step.resource, $0) } }, uniquingKeysWith: { $1 })
        let machines = desired.stateMachines.filter { written[$0.id] == $0.content.definition }
        let findings = parallelMap(machines, chunk: 16) { definitionErrors(of: $0.content) }
        var plan = self
        for (machine, findings) in zip(machines, findings) where !findings.isEmpty {
            plan.diagnostics += diagnose(machine, findings)
        }
        plan.applicable = plan.applicable && !plan.diagnostics.hasErrors
        return plan
    }
}

extension Step {
    /// The definition that the step puts in place of none or of another.
    fileprivate var writtenDefinition: String? {
        switch action {
        case .createStateMachine(let write): write.content.definition
        case .updateStateMachine(let write): liveDefinition == nil ? nil : write.content.definition
        default: nil
        }
    }
}

private func definitionErrors(of content: StateMachineContent) -> [DefinitionFinding] {
    guard let definition = try? JSONValue(parsing: content.definition) else {
        preconditionFailure("a definition that git says was written by us and parses")
    }
    let options = CheckOptions(type: content.type, includesAdvice: false)
    return checkDefinition(definition, options).filter { $0.severity == .error }
}
