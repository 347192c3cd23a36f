internal import JSON
internal import StepFunctions

extension Checker {
    /// Checks that what runs as an EXPRESS workflow does only what such a workflow can.
    mutating func checkExpress(_ flow: Flow) {
        let types = flow.executionTypes(of: options.type)
        guard types.contains(.express) else { return }
        for scope in flow.scopes where types[scope.id] == .express {
            for state in scope.states where state.type == .task { checkExpressTask(state) }
        }
    }

    private mutating func checkExpressTask(_ state: FlowState) {
        guard let text = state.value["Resource"]?.stringValue, !isUnknown(text) else { return }
        func report(_ rule: DefinitionRule, _ message: String) {
            self.report(DefinitionFinding(rule, message, at: state.pointer.appending("Resource")))
        }
        switch TaskResource(parsing: text) {
        case .activity: report(.expressActivity, "Express state machine does not support Activity ARN")
        case .integration(let integration) where integration.pattern == .callback:
            // AWS ends this sentence with a blank.
            report(
                .expressPattern, "Express state machine does not support '.waitForTaskToken' service integration ")
        case .integration(let integration) where integration.pattern.isJob:
            report(.expressPattern, "Express state machine does not support '.sync' service integration")
        default: break
        }
    }
}

extension Flow {
    /// As what each scope runs: as the machine of this type, unless a Map hands it to executions of its own.
    func executionTypes(of machine: StateMachineType) -> [StateMachineType] {
        var types = Array(repeating: machine, count: scopes.count)
        // An outer scope stands before those inside of it.
        for scope in scopes {
            for state in scope.states {
                let processor = state.value["ItemProcessor"] ?? state.value["Iterator"]
                let isExpress = processor?["ProcessorConfig"]?["ExecutionType"]?.stringValue == "EXPRESS"
                for inner in state.inner {
                    types[inner] = scopes[inner].isDistributed ? (isExpress ? .express : .standard) : types[scope.id]
                }
            }
        }
        return types
    }
}
