public import JSON

/// The JSON Schema (draft 2020-12) of a kind's documents, for editors that complete and check.
///
/// Wherever the loader substitutes, a field also takes text with `${…}` in it; where the field is no text,
/// only a placeholder that is the whole value.
public func manifestSchema(for kind: ManifestKind) -> JSONValue {
    var schema: JSONObject = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": .string(kind.rawValue),
        "description": .string(kind.doc),
    ]
    for (key, value) in objectSchema(kind.document, placeholders: false) { schema[key] = value }
    return .object(schema)
}

/// What a whole value may be instead, where placeholders are allowed.
private let wholePlaceholder = "^\\$\\{[^{}]+\\}$"

private func schema(of field: Field, placeholders inherited: Bool) -> JSONValue {
    let placeholders =
        switch field.placeholders {
        case .inherited: inherited
        case .allowed, .allowedBelow: true
        case .refused: false
        }
    var result = schema(of: field.type, placeholders: placeholders)
    if case .allowedBelow = field.placeholders {
        result["type"] = "object"
        result["pattern"] = nil
    }
    result["description"] = .string(field.doc)
    if let value = field.defaultValue { result["default"] = value }
    return .object(result)
}

private func schema(of type: FieldType, placeholders: Bool) -> JSONObject {
    switch type {
    case .text(let rule): return textSchema(rule, placeholders: placeholders)
    case .boolean: return JSONObject([("type", typeNames("boolean", placeholders))]).merging(placeholders)
    case .integer(let range): return integerSchema(range, placeholders: placeholders).merging(placeholders)
    case .choice(let words): return choiceSchema(words, placeholders: placeholders)
    case .wordOrInteger(let word, let range):
        var choices: [JSONValue] = [["const": .string(word)], .object(integerSchema(range, placeholders: false))]
        if placeholders { choices.append(["type": "string", "pattern": .string(wholePlaceholder)]) }
        return ["anyOf": .array(choices)]
    case .object(let shape): return objectSchema(shape, placeholders: placeholders).merging(placeholders)
    case .map(let names, let values, let count):
        return mapSchema(names, values, count, placeholders: placeholders).merging(placeholders)
    case .list(let element, let count):
        let result: JSONObject = [
            "type": typeNames("array", placeholders),
            "items": .object(schema(of: element, placeholders: placeholders)),
            "minItems": .number(JSONNumber(count.lowerBound)), "maxItems": .number(JSONNumber(count.upperBound)),
        ]
        return result.merging(placeholders)
    case .definition:
        return [
            "type": ["object", "string"], "required": ["StartAt", "States"],
            "properties": ["StartAt": ["type": "string"], "States": ["type": "object"]],
            "pattern": "^\\s*\\{",
        ]
    case .any: return [:]
    case .anyObject: return ["type": "object"]
    }
}

private func typeNames(_ name: String, _ placeholders: Bool) -> JSONValue {
    placeholders ? [.string(name), "string"] : .string(name)
}

private func textSchema(_ rule: TextRule, placeholders: Bool) -> JSONObject {
    if !rule.words.isEmpty { return choiceSchema(rule.words, placeholders: placeholders) }
    let whole = "^(?:\(rule.pattern))$"
    var result: JSONObject = ["type": "string", "pattern": .string(placeholders ? "\\$\\{|\(whole)" : whole)]
    if !rule.examples.isEmpty {
        result["examples"] = .array(rule.examples.filter { placeholders || !$0.contains("${") }.map(JSONValue.string))
    }
    return result
}

private func integerSchema(_ range: ClosedRange<Int>, placeholders: Bool) -> JSONObject {
    [
        "type": typeNames("integer", placeholders), "minimum": .number(JSONNumber(range.lowerBound)),
        "maximum": .number(JSONNumber(range.upperBound)),
    ]
}

private func choiceSchema(_ words: [String], placeholders: Bool) -> JSONObject {
    if !placeholders, words.count == 1 { return ["const": .string(words[0])] }
    let choices: JSONValue = .array(words.map(JSONValue.string))
    guard placeholders else { return ["enum": choices] }
    return ["anyOf": [["enum": choices], ["type": "string", "pattern": "\\$\\{"]]]
}

private func mapSchema(
    _ names: TextRule, _ values: FieldType, _ count: ClosedRange<Int>, placeholders: Bool
) -> JSONObject {
    var result: JSONObject = [
        "type": typeNames("object", placeholders),
        "propertyNames": ["pattern": .string("^(?:\(names.pattern))$")],
        "additionalProperties": .object(schema(of: values, placeholders: placeholders)),
        "maxProperties": .number(JSONNumber(count.upperBound)),
    ]
    if count.lowerBound > 0 { result["minProperties"] = .number(JSONNumber(count.lowerBound)) }
    return result
}

private func objectSchema(_ shape: ObjectShape, placeholders: Bool) -> JSONObject {
    var properties = JSONObject()
    for field in shape.fields { properties[field.name] = schema(of: field, placeholders: placeholders) }
    var result: JSONObject = [
        "type": typeNames("object", placeholders), "properties": .object(properties), "additionalProperties": false,
    ]
    let required = shape.fields.filter(\.required).map { JSONValue.string($0.name) }
    if !required.isEmpty { result["required"] = .array(required) }
    let rules = shape.rules.map { JSONValue.object(schema(of: $0, placeholders: placeholders)) }
    if !rules.isEmpty { result["allOf"] = .array(rules) }
    return result
}

/// A rule about several members. Where a value may be a placeholder, the rule waits for the loader.
private func schema(of rule: ObjectRule, placeholders: Bool) -> JSONObject {
    switch rule {
    case .exactlyOne(let names):
        let one: JSONObject = ["oneOf": .array(names.map { ["required": [.string($0)]] })]
        // "required" says nothing of a placeholder in the object's place, so every branch would hold for it.
        return placeholders ? ["if": ["type": "object"], "then": .object(one)] : one
    case .required(let name, let other, let value):
        return [
            "if": ["required": [.string(other)], "properties": [other: ["const": .string(value)]]],
            "then": ["required": [.string(name)]],
        ]
    case .onlyWhen(let names, let other, let value):
        let allowed: JSONValue = ["anyOf": [["const": .string(value)], ["type": "string", "pattern": "\\$\\{"]]]
        let present: JSONValue = .array(names.map { ["required": [.string($0)]] })
        return ["if": ["anyOf": present], "then": ["required": [.string(other)], "properties": [other: allowed]]]
    case .oneItem(let name, let other, let value, _):
        let quiet: JSONValue = ["anyOf": [["const": .string(value)], ["type": "string", "pattern": "\\$\\{"]]]
        return [
            "if": ["required": [.string(other)], "properties": [other: ["not": quiet]]],
            "then": ["required": [.string(name)], "properties": [name: ["minItems": 1]]],
        ]
    }
}

extension JSONObject {
    /// Adds what a placeholder as the whole value looks like. `pattern` says nothing of values that are no text.
    fileprivate func merging(_ placeholders: Bool) -> JSONObject {
        guard placeholders else { return self }
        var result = self
        result["pattern"] = .string(wholePlaceholder)
        return result
    }
}
