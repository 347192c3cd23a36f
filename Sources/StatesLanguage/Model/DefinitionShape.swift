/// The fields of one sort of object in a definition, and which of them go together.
struct DefinitionShape: Sendable {
    let fields: [String: Field]
    /// In the order in which AWS lists those that are missing.
    var required: [String] = []
    /// Of each group there must be one, and no second.
    var exactlyOne: [[String]] = []
    /// Of each group there may be one, and no second.
    var atMostOne: [[String]] = []

    /// The fields of several groups of fields.
    init(
        _ groups: [String: Field]..., required: [String] = [], exactlyOne: [[String]] = [], atMostOne: [[String]] = []
    ) {
        fields = groups.reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }
        self.required = required
        self.exactlyOne = exactlyOne
        self.atMostOne = atMostOne
    }
}

/// An object of a definition that is no state.
enum DefinitionPart: Sendable {
    case machine, branch, processor, processorConfig
    case retrier, catcher
    case rule, nestedRule
    case itemReader, readerConfig, itemBatcher, resultWriter, writerConfig

    /// The fields of the object.
    var shape: DefinitionShape {
        switch self {
        case .machine: .machine
        case .branch: .branch
        case .processor: .processor
        case .processorConfig: .processorConfig
        case .retrier: .retrier
        case .catcher: .catcher
        case .rule: .rule
        case .nestedRule: .nestedRule
        case .itemReader: .itemReader
        case .readerConfig: .readerConfig
        case .itemBatcher: .itemBatcher
        case .resultWriter: .resultWriter
        case .writerConfig: .writerConfig
        }
    }
}

extension DefinitionShape {
    static let queryLanguages = [QueryLanguage.jsonPath.rawValue, QueryLanguage.jsonata.rawValue]

    static let machine = DefinitionShape(
        [
            "States": Field(.states), "StartAt": Field(.text), "Comment": Field(.text),
            "QueryLanguage": Field(.oneOf(queryLanguages)), "Version": Field(.oneOf(["1.0"])),
            "TimeoutSeconds": Field(.integer(min: 0, max: 99_999_999)),
        ],
        required: ["States", "StartAt"])

    static let branch = DefinitionShape(
        ["States": Field(.states), "StartAt": Field(.text), "Comment": Field(.text)],
        required: ["States", "StartAt"])

    static let retrier = DefinitionShape(
        [
            "ErrorEquals": Field(.texts), "Comment": Field(.text),
            "IntervalSeconds": Field(.integer(min: 0, max: 99_999_999)),
            "MaxAttempts": Field(.integer(min: 0, max: 99_999_999)), "BackoffRate": Field(.number(min: 1)),
            "MaxDelaySeconds": Field(.integer(min: 1, max: 31_622_400)),
            "JitterStrategy": Field(.oneOf(["NONE", "FULL"])),
        ],
        required: ["ErrorEquals"])

    static let catcher = DefinitionShape(
        [
            "ErrorEquals": Field(.texts), "Next": Field(.text), "Comment": Field(.text),
            "ResultPath": .path(.resultPath, isNullable: true), "Assign": .ofResult(.variables),
            "Output": .ofResult(.payload(.any), only: .jsonata),
        ],
        required: ["ErrorEquals", "Next"])
}
