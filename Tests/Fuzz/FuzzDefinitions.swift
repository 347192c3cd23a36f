import JSON
import StatesLanguage
import StepFunctions

/// Feeds definitions to everything that reads them. Bytes that are JSON are the definition; other bytes are steps
/// that change one of three valid definitions: which value, and what becomes of it. Nothing may trap or hang; findings
/// are bounded and point into the definition; the canonical form is a fixed point; nothing differs from itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDefinitions(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let definition = try? JSONValue(parsing: bytes) {
        check(definition)
    } else if let first = bytes.first {
        check(changed(valid[Int(first) % valid.count], by: bytes[1...]))
    }
    return 0
}

private func check(_ definition: JSONValue) {
    for type in [StateMachineType.standard, .express] {
        for placeholders in [CheckOptions.Placeholders.unknown, .literal] {
            for advice in [true, false] {
                let options = CheckOptions(type: type, placeholders: placeholders, includesAdvice: advice)
                let findings = checkDefinition(definition, options)
                precondition(findings.count <= 2 * findingLimit, "findings are bounded")
                for finding in findings { check(finding, in: definition) }
            }
        }
    }
    let canonical = canonicalDefinition(definition)
    precondition(canonicalDefinition(canonical) == canonical, "the canonical form is a fixed point")
    precondition(DefinitionDifference(from: definition, to: definition).isEmpty, "nothing differs from itself")
}

private func check(_ finding: DefinitionFinding, in definition: JSONValue) {
    precondition(!finding.message.isEmpty, "a finding says what is wrong")
    // What is missing has no place of its own, but the object that it is missing from has.
    let steps = finding.pointer.steps
    guard let value = value(at: steps[...], in: definition) else {
        precondition(value(at: steps.dropLast(), in: definition) != nil, "\(finding.pointer) is in the definition")
        return
    }
    if let offset = finding.offset {
        let length = (value.stringValue ?? "").unicodeScalars.count
        precondition((0...length).contains(offset), "\(finding.pointer) has a place \(offset)")
    }
}

private func value(at steps: ArraySlice<DefinitionPointer.Step>, in value: JSONValue) -> JSONValue? {
    steps.reduce(value) { value, step in
        switch step {
        case .key(let key): value?[key]
        case .index(let index): value?[index]
        }
    }
}

// MARK: Changing definitions

/// Applies steps of three bytes: a place, an action and a word. Some double what is there, so there is a limit.
private func changed(_ definition: JSONValue, by program: ArraySlice<UInt8>) -> JSONValue {
    var definition = definition
    var rest = program
    while rest.count >= 3, size(of: definition) < 2000 {
        let (place, action, word) = (rest.removeFirst(), rest.removeFirst(), rest.removeFirst())
        var countdown = Int(place)
        definition = change(definition, &countdown, action, words[Int(word) % words.count])
    }
    return definition
}

/// How many values there are in one.
private func size(of value: JSONValue) -> Int {
    switch value {
    case .array(let elements): elements.reduce(1) { $0 + size(of: $1) }
    case .object(let object): object.reduce(1) { $0 + size(of: $1.value) }
    default: 1
    }
}

/// Changes the value that the countdown ends at, in the order of the text.
private func change(_ value: JSONValue, _ countdown: inout Int, _ action: UInt8, _ word: JSONValue) -> JSONValue {
    countdown -= 1
    if countdown == -1 { return act(action, on: value, word) }
    guard countdown >= 0 else { return value }
    switch value {
    case .array(let elements): return .array(elements.map { change($0, &countdown, action, word) })
    case .object(let object):
        return .object(JSONObject(object.map { ($0.key, change($0.value, &countdown, action, word)) }))
    default: return value
    }
}

private func act(_ action: UInt8, on value: JSONValue, _ word: JSONValue) -> JSONValue {
    let name = word.stringValue ?? "Next"
    switch (action % 6, value) {
    case (1, .object(var object)):
        object[name] = word
        return .object(object)
    case (2, .object(var object)):
        if let key = object.keys.last { object[key] = nil }
        return .object(object)
    case (3, .object(let object)):
        return .object(JSONObject(object.map { ($0.key, $0.value) } + [(name, .object(object))]))
    case (4, .array(let elements)): return .array(elements + elements)
    case (5, .array(let elements)): return .array(elements.dropLast())
    default: return word
    }
}

private let words: [JSONValue] = [
    nil, true, 0, -1, 1e300, "", "A", "B", "C", "X", "Next", "End", "Type", "Pass", "Task", "Choice", "Map", "Parallel",
    "Wait", "Fail", "Succeed", "JSONata", "JSONPath", "Assign", "Catch", "Retry", "Default", "Comment", "StartAt",
    "States", "Branches", "ItemProcessor", "Iterator", "Output", "Label", "TimeoutSeconds", "${a}", "$.a", "$x", "$$.b",
    "{% $x %}", "{% $states.result %}", "States.Format('{}', $.a)", "a.$", "arn:aws:states:::lambda:invoke.sync",
    "statecraft: allow endless-loop because of it", [], [:], ["States.ALL"], ["x": 1],
]

private let valid: [JSONValue] = [
    [
        "StartAt": "A",
        "States": [
            "A": [
                "Type": "Choice", "Default": "B", "Assign": ["x": 1],
                "Choices": [["And": [["Variable": "$.a", "IsNull": true]], "Next": "C", "Assign": ["x.$": "$.a"]]],
            ],
            "B": ["Type": "Wait", "Seconds": 3, "Next": "C"],
            "C": [
                "Type": "Pass", "Parameters": ["a.$": "$x", "b": "States.UUID()"], "ResultPath": "$.r", "End": true,
            ],
        ],
    ],
    [
        "QueryLanguage": "JSONata", "StartAt": "A",
        "States": [
            "A": [
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 5, "Next": "B",
                "Arguments": ["FunctionName": "f", "Payload": "{% $states.input %}"],
                "Assign": ["x": "{% $states.result %}"],
                "Retry": [["ErrorEquals": ["States.Timeout"], "MaxAttempts": 2]],
                "Catch": [["ErrorEquals": ["States.ALL"], "Next": "C", "Output": "{% $states.errorOutput %}"]],
            ],
            "B": [
                "Type": "Choice", "Choices": [["Condition": "{% $x > 1 %}", "Next": "C"]], "Default": "A",
            ],
            "C": ["Type": "Fail", "Error": "E", "Cause": "{% $x & 'c' %}"],
        ],
    ],
    [
        "Comment": "statecraft: allow endless-loop because of it", "StartAt": "A",
        "States": [
            "A": [
                "Type": "Parallel", "Next": "B",
                "Branches": [
                    ["StartAt": "L", "States": ["L": ["Type": "Pass", "Assign": ["x": 1], "End": true]]],
                    ["StartAt": "R", "States": ["R": ["Type": "Succeed"]]],
                ],
            ],
            "B": [
                "Type": "Map", "End": true, "ItemsPath": "$.items", "MaxConcurrency": 2, "Label": "each",
                "ItemReader": [
                    "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": ["InputType": "JSON"],
                    "Parameters": ["Bucket": "b", "Key.$": "$.key"],
                ],
                "ItemProcessor": [
                    "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"], "StartAt": "I",
                    "States": ["I": ["Type": "Pass", "End": true]],
                ],
            ],
        ],
    ],
]
