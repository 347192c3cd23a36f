internal import Documents
internal import JSON
internal import StatesLanguage
internal import StepFunctions

extension Resolver {
    /// Notes what is wrong with a machine's definition and what will hurt, but for what the project allows.
    func checkLanguage(of machine: DesiredStateMachine, definition: JSONValue, _ resolution: inout Resolution) {
        let files = machine.provenance.files.filter {
            $0 != project.location.file || $0 == machine.provenance.resource.file
        }
        var allowances = AllowanceUse(project.manifest.document.allowances, in: files)
        let findings = checkDefinition(definition, CheckOptions(type: machine.content.type))
        if findings.count(where: { $0.severity == .warning }) >= findingLimit { allowances.takeAll() }
        let shown = findings.filter { !allowances.takes($0.rule) }
        resolution.findings.append(project.definitionSources.diagnostics(shown, of: machine))
        let logGroupProblems = logGroupProblems(of: machine)
        if !logGroupProblems.isEmpty, !allowances.takes(.logGroupOutsideVendedLogs) {
            resolution.findings.append(logGroupProblems)
        }
        resolution.usedAllowances = allowances.used
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
