public import Documents
internal import JSON
public import Manifests
public import StatesLanguage
internal import Threads

extension Plan {
    /// The plan with what AWS would refuse in the definitions that its steps write: an error makes it inapplicable,
    /// so that nothing is written at all. Definitions that stay as they are were accepted once and are not looked at.
    ///
    /// - Parameter diagnose: gives a machine's findings their places.
    public func refusingDefinitions(_ diagnose: (ResourceID, [DefinitionFinding]) -> [Diagnostic]) -> Plan {
        let written = steps.indices.filter { steps[$0].writtenDefinition != nil }
        let findings = parallelMap(written, chunk: 16) { steps[$0].definitionErrors }
        var plan = self
        for (index, findings) in zip(written, findings) where !findings.isEmpty {
            plan.diagnostics += diagnose(steps[index].resource, findings)
        }
        plan.applicable = plan.applicable && !plan.diagnostics.hasErrors
        return plan
    }
}

extension Step {
    /// The content whose definition the step puts in place of none or of another.
    fileprivate var writtenDefinition: StateMachineContent? {
        switch action {
        case .createStateMachine(let write): write.content
        case .updateStateMachine(let write): liveDefinition == nil ? nil : write.content
        default: nil
        }
    }

    fileprivate var definitionErrors: [DefinitionFinding] {
        guard let content = writtenDefinition, let definition = try? JSONValue(parsing: content.definition) else {
            return []
        }
        let options = CheckOptions(type: content.type, includesAdvice: false)
        return checkDefinition(definition, options).filter { $0.severity == .error }
    }
}
