/// A constraint of the model, in the service's words.
enum Constraint {
    case present
    case minimumLength(Int), maximumLength(Int)
    case minimumValue(Int), maximumValue(Int)
    case pattern(TextPattern)
    case enumeration([String])
    /// What every element of a list must satisfy.
    case elements(ValueShape)

    var text: String {
        switch self {
        case .present: "Member must not be null"
        case .minimumLength(let length): "Member must have length greater than or equal to \(length)"
        case .maximumLength(let length): "Member must have length less than or equal to \(length)"
        case .minimumValue(let value): "Member must have value greater than or equal to \(value)"
        case .maximumValue(let value): "Member must have value less than or equal to \(value)"
        case .pattern(let pattern): "Member must satisfy regular expression pattern: \(pattern.text)"
        case .enumeration(let values):
            "Member must satisfy enum value set: [\(Self.serviceOrder(values).joined(separator: ", "))]"
        case .elements(let shape):
            "Member must satisfy constraint: [\(Self.all(of: shape).map(\.text).joined(separator: ", "))]"
        }
    }

    private static func all(of shape: ValueShape) -> [Constraint] {
        guard case .string(let length, let pattern) = shape.kind else { return [] }
        var constraints: [Constraint] = []
        if let maximum = length.maximum { constraints.append(.maximumLength(maximum)) }
        if let minimum = length.minimum { constraints.append(.minimumLength(minimum)) }
        if let pattern { constraints.append(.pattern(pattern)) }
        return constraints
    }

    /// The service lists values in the order of a hash table. The one order that is recorded is kept; the other
    /// enumerations are listed as the model does.
    private static func serviceOrder(_ values: [String]) -> [String] {
        Set(values) == Set(recordedOrder) ? recordedOrder : values
    }

    private static let recordedOrder = [
        "SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING",
    ]
}
