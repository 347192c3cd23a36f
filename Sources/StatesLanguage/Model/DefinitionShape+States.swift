// Which state has which fields was measured with ValidateStateMachineDefinition, eight types by fifty fields; the
// ranges of numbers too. The specification's tables say the same.
extension DefinitionShape {
    /// The fields of a state of this type.
    static func state(_ type: StateType) -> DefinitionShape {
        switch type {
        case .task: task
        case .wait: wait
        case .pass: pass
        case .succeed: succeed
        case .fail: fail
        case .choice: choice
        case .parallel: parallel
        case .map: map
        }
    }

    private static let common: [String: Field] = [
        "Type": Field(.text), "Comment": Field(.text), "QueryLanguage": Field(.oneOf(queryLanguages)),
    ]

    private static let inputOutput: [String: Field] = [
        "InputPath": .path(.path, isNullable: true), "OutputPath": .path(.path, isNullable: true),
        "Output": .ofResult(.payload(.any), only: .jsonata),
    ]

    private static let assign: [String: Field] = ["Assign": .ofResult(.variables)]

    private static let transition: [String: Field] = ["Next": Field(.text), "End": Field(.flag)]

    private static let result: [String: Field] = [
        "ResultPath": .path(.resultPath, isNullable: true),
        "Parameters": Field(.payload([.object, .list]), only: .jsonPath),
    ]

    private static let work: [String: Field] = [
        "ResultSelector": Field(.payload(.object), only: .jsonPath),
        "Retry": Field(.parts(.retrier, mayBeEmpty: true)), "Catch": Field(.parts(.catcher, mayBeEmpty: true)),
    ]

    private static let arguments: [String: Field] = [
        "Arguments": Field(.payload([.object, .list, .text]), only: .jsonata)
    ]

    private static let nextOrEnd = ["Next", "End"]
    private static let seconds = FieldKind.integer(min: 1, max: 99_999_999)

    private static let task = DefinitionShape(
        common, inputOutput, assign, transition, result, work, arguments,
        [
            "Resource": Field(.text), "Credentials": Field(.payload(.object)),
            "TimeoutSeconds": .computed(seconds), "TimeoutSecondsPath": .path(.referencePath),
            "HeartbeatSeconds": .computed(seconds), "HeartbeatSecondsPath": .path(.referencePath),
        ],
        required: ["Resource"], exactlyOne: [nextOrEnd],
        atMostOne: [["TimeoutSeconds", "TimeoutSecondsPath"], ["HeartbeatSeconds", "HeartbeatSecondsPath"]])

    private static let wait = DefinitionShape(
        common, inputOutput, assign, transition,
        [
            "Seconds": .computed(.integer(min: 0, max: 99_999_999)), "SecondsPath": .path(.referencePath),
            "Timestamp": .computed(.timestamp), "TimestampPath": .path(.referencePath),
        ],
        exactlyOne: [nextOrEnd, ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]])

    private static let pass = DefinitionShape(
        common, inputOutput, assign, transition, result, ["Result": Field(.literal, only: .jsonPath)],
        exactlyOne: [nextOrEnd])

    private static let succeed = DefinitionShape(common, inputOutput)

    private static let fail = DefinitionShape(
        common,
        [
            "Error": .computed(.text), "ErrorPath": .path(.text),
            "Cause": .computed(.text), "CausePath": .path(.text),
        ],
        atMostOne: [["Error", "ErrorPath"], ["Cause", "CausePath"]])

    private static let choice = DefinitionShape(
        common, inputOutput, assign, ["Choices": Field(.parts(.rule)), "Default": Field(.text)],
        required: ["Choices"])

    private static let parallel = DefinitionShape(
        common, inputOutput, assign, transition, result, work, arguments,
        ["Branches": Field(.parts(.branch))],
        required: ["Branches"], exactlyOne: [nextOrEnd])

    private static let map = DefinitionShape(
        common, inputOutput, assign, transition, result, work, iteration,
        exactlyOne: [nextOrEnd, ["ItemProcessor", "Iterator"]],
        atMostOne: [
            ["MaxConcurrency", "MaxConcurrencyPath"],
            ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
            ["ToleratedFailureCount", "ToleratedFailureCountPath"],
        ])
}
