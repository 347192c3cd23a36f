internal import Documents
internal import Manifests
internal import StepFunctions

/// What is planned for one unit: a machine with its aliases, an activity, or one thing to prune.
struct UnitPlan {
    var steps: [Step] = []
    var waitingOn: [Waiting] = []
    var unmanaged: [UnmanagedResource] = []
    var diagnostics: [Diagnostic] = []
    /// Resources that need nothing.
    var unchanged = 0
    var live: [ResourceID: LiveFingerprint] = [:]
    /// What goes another way than forward from the commit that deployed it.
    var orders: [ResourceID: DeployedFrom] = [:]
    /// What a rollback leaves; nil where nobody looked.
    var remains: [Remainder]?
    /// Whether something could not be read.
    var errored = false

    /// Steps after which everything else of the unit may run: those that change content.
    var contentSteps: [Step.ID] {
        steps.filter { step in
            switch step.action {
            case .createStateMachine, .updateStateMachine, .publishVersion, .createActivity, .createAlias, .shiftAlias:
                true
            default: false
            }
        }.map(\.id)
    }

    /// The unit of a resource that could not be read: nothing is done to it, and the reason is shown.
    init(refused read: Read, _ error: ServiceError, resource: ResourceID?, provenance: Provenance?) {
        errored = true
        let subject = read == .stampedResources ? nil : resource
        let needs = read.permission.map { "The call needs the permission \($0). " } ?? ""
        diagnostics = [
            Diagnostic(
                .error, "read-refused",
                "\(subject.map(\.description) ?? "what the project deployed") could not be read: \(error)",
                detail: needs + "Nothing is planned for what cannot be read. Check the credentials and run again.",
                at: subject == nil ? nil : provenance?.resource)
        ]
    }

    init() {}
}
