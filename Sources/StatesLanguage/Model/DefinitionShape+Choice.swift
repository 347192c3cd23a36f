extension DefinitionShape {
    /// What a rule decides by: exactly one of them.
    static let ruleSelectors = ["And", "Or", "Not", "Variable", "Condition"]

    /// The operators that compare a `Variable`, by their names.
    static let comparisons: [String: Field] = {
        var fields: [String: Field] = ["StringMatches": comparison(.text)]
        let orders = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"]
        let ordered: [(String, FieldKind)] = [("String", .text), ("Numeric", .number()), ("Timestamp", .timestamp)]
        for (prefix, kind) in ordered {
            for order in orders {
                fields[prefix + order] = comparison(kind, hasPathTwin: true)
                fields[prefix + order + "Path"] = .path(.referencePath)
            }
        }
        fields["BooleanEquals"] = comparison(.flag, hasPathTwin: true)
        fields["BooleanEqualsPath"] = .path(.referencePath)
        for test in ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"] {
            fields[test] = comparison(.flag)
        }
        return fields
    }()

    private static func comparison(_ kind: FieldKind, hasPathTwin: Bool = false) -> Field {
        var field = Field(kind, only: .jsonPath)
        field.hasPathTwin = hasPathTwin
        return field
    }

    private static let decision: [String: Field] = [
        "And": Field(.parts(.nestedRule), only: .jsonPath), "Or": Field(.parts(.nestedRule), only: .jsonPath),
        "Not": Field(.part(.nestedRule), only: .jsonPath), "Variable": .path(.referencePath), "Comment": Field(.text),
    ]

    static let nestedRule = DefinitionShape(decision, comparisons)

    static let rule = DefinitionShape(
        decision, comparisons,
        [
            "Condition": Field(.payload([.text, .flag]), only: .jsonata), "Next": Field(.text),
            "Assign": .ofResult(.variables), "Output": .ofResult(.payload(.any), only: .jsonata),
        ],
        required: ["Next"])
}
