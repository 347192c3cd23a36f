/// The kinds of document that a project consists of.
public enum ManifestKind: String, CaseIterable, Sendable, Hashable {
    case project = "Project"
    case stateMachine = "StateMachine"
    case activity = "Activity"
    case stateMachineAlias = "StateMachineAlias"

    /// The only `apiVersion` there is.
    public static let apiVersion = "statecraft/v1"

    /// The resource that a document of this kind declares; nil for the project's own document.
    public var resourceKind: ResourceKind? { ResourceKind(rawValue: rawValue) }

    init(_ kind: ResourceKind) {
        switch kind {
        case .activity: self = .activity
        case .stateMachine: self = .stateMachine
        case .stateMachineAlias: self = .stateMachineAlias
        }
    }

    /// What the kind is for, in a sentence.
    var doc: String {
        switch self {
        case .project: "A project: its environments and its policy. There is one, in `statecraft.yaml`."
        case .stateMachine: "A Step Functions state machine."
        case .activity: "A Step Functions activity: work that a worker of yours asks for."
        case .stateMachineAlias: "An alias of a state machine: a name that leads to one or two of its versions."
        }
    }

    var nameRule: TextRule {
        switch self {
        case .project: .projectName
        case .stateMachine, .activity: .resourceName
        case .stateMachineAlias: .aliasName
        }
    }

    /// What may stand below `spec`.
    var spec: ObjectShape {
        switch self {
        case .project: projectShape
        case .stateMachine: stateMachineShape
        case .activity: activityShape
        case .stateMachineAlias: aliasShape
        }
    }

    /// The whole document.
    var document: ObjectShape {
        ObjectShape(fields: [
            Field(
                "apiVersion", .choice([Self.apiVersion]), required: true, placeholders: .refused,
                "The version of this format."),
            Field("kind", .choice([rawValue]), required: true, placeholders: .refused, "What the document declares."),
            Field(
                "metadata", .object(ObjectShape(fields: [nameField])), required: true, placeholders: .refused,
                "What the project knows the document by."),
            Field(
                "spec", .object(spec), required: spec.fields.contains(where: \.required),
                placeholders: self == .project ? .refused : .allowedBelow, "What is declared."),
        ])
    }

    private var nameField: Field {
        let doc =
            switch self {
            case .project: "The project's name. With `/` and an environment's name it has at most 39 characters."
            case .stateMachineAlias: "The alias's name, unique among those of its machine."
            default: "The resource's identity in the project, and its live name unless `spec.name` says another."
            }
        return Field("name", .text(nameRule), required: true, doc + " Never substituted.")
    }
}
