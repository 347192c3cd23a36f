internal import Documents
internal import JSON
internal import StatesLanguage
internal import StepFunctions

extension Resolver {
    /// What is wrong with a machine's definition and what will hurt, but for what the project allows.
    func problems(of machine: DesiredStateMachine, definition: JSONValue) -> [Diagnostic] {
        let options = CheckOptions(type: machine.content.type)
        let files = machine.provenance.files.filter {
            $0 != project.location.file || $0 == machine.provenance.resource.file
        }
        let allowances = project.manifest.document.allowances
        func isAllowed(_ rule: DefinitionRule) -> Bool { allowances.contains { $0.covers(rule, in: files) } }
        let findings = checkDefinition(definition, options).filter { !isAllowed($0.rule) }
        var problems = project.definitionSources.diagnostics(findings, of: machine)
        if !isAllowed(.logGroupOutsideVendedLogs) { problems += logGroupProblems(of: machine) }
        return problems
    }

    private func logGroupProblems(of machine: DesiredStateMachine) -> [Diagnostic] {
        let rule = DefinitionRule.logGroupOutsideVendedLogs
        let destinations = machine.content.loggingConfiguration.destinations ?? []
        return destinations.enumerated().compactMap { index, destination in
            guard let arn = destination.cloudWatchLogsLogGroup?.logGroupArn,
                let name = arn.split(separator: ":", maxSplits: 6).last?.prefix(while: { $0 != ":" }),
                !name.hasPrefix("/aws/vendedlogs/states/")
            else { return nil }
            let place = "loggingConfiguration.destinations[\(index)].cloudWatchLogsLogGroup.logGroupArn"
            return Diagnostic(
                .warning, rule.name, "\(rule.summary): \(shortened(String(name)))",
                detail: "\(rule.remedy)\nmore: statecraft explain \(rule.name)",
                at: machine.provenance.location(of: place))
        }
    }
}
