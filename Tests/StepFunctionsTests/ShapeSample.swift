import JSON

@testable import StepFunctions

/// A JSON value that satisfies a shape.
struct ShapeSample {
    /// Whether members that may be absent are there.
    let isComplete: Bool

    func value(_ shape: StructureShape) -> JSONValue {
        let members = shape.members.filter { isComplete || $0.isRequired }
        return .object(JSONObject(members.map { ($0.name, value($0.value)) }))
    }

    private func value(_ shape: ValueShape) -> JSONValue {
        switch shape.kind {
        case .string(let length, _): .string(String(repeating: "x", count: max(1, length.minimum ?? 1)))
        case .enumeration(let values): .string(values.last ?? "")
        case .integer(let bounds), .long(let bounds): .number(JSONNumber(bounds.maximum ?? 7))
        case .float: 12.5
        case .boolean: true
        case .timestamp: 1_763_721_600.123
        case .list(let element, let count): .array(Array(repeating: value(element), count: count.maximum ?? 1))
        case .map(_, let element): ["Name": value(element)]
        case .structure(let structure): value(structure)
        }
    }
}

extension ShapeSample {
    /// Copies of a valid value of `shape`, each of which breaks one constraint.
    static func violations(of shape: StructureShape, in valid: JSONValue) -> [JSONValue] {
        guard case .object(let object) = valid else { return [] }
        return shape.members.flatMap { member in
            violations(of: member.value, in: object[member.name] ?? .null).map { broken in
                .object(JSONObject(object.map { ($0.key, $0.key == member.name ? broken : $0.value) }))
            }
        }
    }

    private static func violations(of shape: ValueShape, in valid: JSONValue) -> [JSONValue] {
        switch shape.kind {
        case .string(let length, let pattern):
            let lengths = [length.minimum.map { $0 - 1 }, length.maximum.map { $0 + 1 }].compactMap(\.self)
            let texts = lengths.filter { $0 >= 0 }.map { String(repeating: "x", count: $0) }
            return (texts + (pattern == nil ? [] : ["ä ö"])).map(JSONValue.string)
        case .enumeration: return ["NO_SUCH_VALUE"]
        case .integer(let bounds), .long(let bounds), .float(let bounds):
            let values = [bounds.minimum.map { $0 - 1 }, bounds.maximum.map { $0 + 1 }]
            return values.compactMap { $0.map { .number(JSONNumber($0)) } }
        case .list(let element, let count):
            guard case .array(let elements) = valid, let first = elements.first else { return [] }
            let counts = [count.minimum.map { $0 - 1 }, count.maximum.map { $0 + 1 }].compactMap(\.self)
            return counts.filter { $0 >= 0 }.map { .array(Array(repeating: first, count: $0)) }
                + violations(of: element, in: first).map { .array([$0] + elements.dropFirst()) }
        case .structure(let structure): return violations(of: structure, in: valid)
        case .boolean, .timestamp, .map: return []
        }
    }
}
