internal import JSON
internal import StepFunctions

/// Brings answers of services that are less exact than AWS into the form that the API's model asks for: a write that
/// succeeded must not fail because its answer lacks a date. AWS's own SDKs read such answers, too.
enum LenientForm {
    /// The value with empty values for required members that are absent, and with numbers for timestamps that are
    /// written as text. What does not fit otherwise is left as it is.
    static func json(_ value: JSONValue, _ shape: StructureShape) -> JSONValue {
        guard case .object(var object) = value else { return value }
        for member in shape.members {
            if let present = object[member.name], !present.isNull {
                object[member.name] = json(present, member.value)
            } else if member.isRequired {
                object[member.name] = empty(member.value)
            }
        }
        return .object(object)
    }

    private static func json(_ value: JSONValue, _ shape: ValueShape) -> JSONValue {
        switch (shape.kind, value) {
        case (.structure(let structure), _): return json(value, structure)
        case (.list(let element, _), .array(let elements)): return .array(elements.map { json($0, element) })
        case (.map(_, let element), .object(let members)):
            return .object(JSONObject(members.map { ($0.key, json($0.value, element)) }))
        case (.timestamp, .string(let text)):
            guard let time = Timestamp(iso8601: text), let seconds = JSONNumber(time.secondsSince1970) else {
                return value
            }
            return .number(seconds)
        default: return value
        }
    }

    private static func empty(_ shape: ValueShape) -> JSONValue {
        switch shape.kind {
        case .string, .enumeration: ""
        case .integer, .long, .float, .timestamp: 0
        case .boolean: false
        case .list: []
        case .map: [:]
        case .structure(let structure): json([:], structure)
        }
    }
}
