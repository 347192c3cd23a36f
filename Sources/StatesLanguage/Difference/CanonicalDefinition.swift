public import JSON

/// The definition in the one form that all definitions of the same meaning share. A value that is no definition is
/// returned as it is.
///
/// Besides white space, the order of members and the spelling of numbers, these make no difference:
/// - `Iterator` and `ItemProcessor` of a Map state
/// - the order of an `ErrorEquals` list, and a name that stands in it twice
/// - `Version` "1.0", and a `QueryLanguage` that would be in force without it
/// - `InputPath`, `OutputPath`, `ResultPath` and `ItemsPath` that are `$`, in states that use JSONPath
/// - `IntervalSeconds` 1, `MaxAttempts` 3, `BackoffRate` 2.0 and `JitterStrategy` NONE of a retrier
/// - `MaxConcurrency` 0, tolerated failures of 0 and a `ProcessorConfig` that only says `Mode` INLINE, of a Map state
///
/// Only places whose meaning the language fixes are looked at, never `Parameters`, `Arguments` and the like. What is
/// close to a default and not the same stays: `End: false`, which AWS need not take beside `Next`; `TimeoutSeconds`,
/// whose default the documents disagree on; an `ItemsPath` beside an `ItemReader`; a tolerated failure of 0 beside
/// one that is not.
public func canonicalDefinition(_ definition: JSONValue) -> JSONValue {
    guard case .object(let machine) = definition else { return definition }
    let language = machine["QueryLanguage"].map { $0.stringValue ?? "" } ?? QueryLanguage.jsonPath.rawValue
    guard let changed = Canonicalizer(language: language).machine(machine) else { return definition }
    return .object(changed)
}

/// Every method answers nil when there is nothing to change, so that nothing is copied then.
private struct Canonicalizer {
    /// The machine's `QueryLanguage`, whatever it is.
    let language: String

    private static let root: JSONValue = "$"
    private static let inlineProcessor: JSONValue = ["Mode": "INLINE"]

    func machine(_ machine: JSONObject) -> JSONObject? {
        var edits = MemberEdits()
        for (key, value) in machine {
            switch key {
            case "Version": if value == "1.0" { edits.remove(key) }
            case "QueryLanguage": if value.stringValue == QueryLanguage.jsonPath.rawValue { edits.remove(key) }
            case "States": edits.set(key, states(value))
            default: break
            }
        }
        return edits.applied(to: machine)
    }

    /// A branch or a processor.
    private func scope(_ scope: JSONObject) -> JSONObject? {
        var edits = MemberEdits()
        if let states = scope["States"] { edits.set("States", self.states(states)) }
        if scope["ProcessorConfig"] == Self.inlineProcessor { edits.remove("ProcessorConfig") }
        return edits.applied(to: scope)
    }

    private func states(_ value: JSONValue) -> JSONValue? {
        guard case .object(let states) = value else { return nil }
        var edits = MemberEdits()
        for (name, value) in states {
            guard case .object(let state) = value, let changed = self.state(state) else { continue }
            edits.set(name, .object(changed))
        }
        return edits.applied(to: states).map(JSONValue.object)
    }

    private func state(_ state: JSONObject) -> JSONObject? {
        guard case .string(let type)? = state["Type"] else { return nil }
        var edits = MemberEdits()
        let own = state["QueryLanguage"]
        let isJSONPath = (own.map { $0.stringValue ?? "" } ?? language) == QueryLanguage.jsonPath.rawValue
        for (key, value) in state {
            switch key {
            case "QueryLanguage": if value.stringValue == language { edits.remove(key) }
            case "InputPath", "OutputPath", "ResultPath":
                if isJSONPath, value == Self.root, Self.takes(key, type) { edits.remove(key) }
            case "Retry": edits.set(key, list(value) { retrier($0) })
            case "Catch": edits.set(key, list(value) { catcher($0, isJSONPath: isJSONPath) })
            case "Branches": if type == "Parallel" { edits.set(key, list(value) { scope($0) }) }
            default: if type == "Map" { mapMember(key, value, of: state, isJSONPath: isJSONPath, &edits) }
            }
        }
        return edits.applied(to: state)
    }

    /// Where the language has these fields: what is refused without them must not become valid.
    private static func takes(_ path: String, _ type: String) -> Bool {
        switch type {
        case "Task", "Parallel", "Map", "Pass": true
        case "Wait", "Choice", "Succeed": path != "ResultPath"
        default: false
        }
    }

    private func mapMember(
        _ key: String, _ value: JSONValue, of state: JSONObject, isJSONPath: Bool, _ edits: inout MemberEdits
    ) {
        switch key {
        case "ItemProcessor": edits.set(key, value.objectValue.flatMap(scope).map(JSONValue.object))
        case "Iterator":
            guard state["ItemProcessor"] == nil, let processor = value.objectValue else { return }
            edits.remove(key)
            edits.set("ItemProcessor", .object(scope(processor) ?? processor))
        case "ItemsPath":
            if isJSONPath, value == Self.root, state["ItemReader"] == nil { edits.remove(key) }
        case "MaxConcurrency": if value == 0 { edits.remove(key) }
        case "ToleratedFailureCount", "ToleratedFailurePercentage":
            if Self.toleratesNothing(state) { edits.remove(key) }
        default: break
        }
    }

    /// Whether no tolerance is other than 0: a percentage of 0 counts for something beside a count of 5.
    private static func toleratesNothing(_ state: JSONObject) -> Bool {
        state["ToleratedFailureCountPath"] == nil && state["ToleratedFailurePercentagePath"] == nil
            && (state["ToleratedFailureCount"] ?? 0) == 0 && (state["ToleratedFailurePercentage"] ?? 0) == 0
    }

    private func retrier(_ retrier: JSONObject) -> JSONObject? {
        var edits = MemberEdits()
        for (key, value) in retrier {
            switch key {
            case "ErrorEquals": edits.set(key, Self.errors(value))
            case "IntervalSeconds": if value == 1 { edits.remove(key) }
            case "MaxAttempts": if value == 3 { edits.remove(key) }
            case "BackoffRate": if value == 2 { edits.remove(key) }
            case "JitterStrategy": if value == "NONE" { edits.remove(key) }
            default: break
            }
        }
        return edits.applied(to: retrier)
    }

    private func catcher(_ catcher: JSONObject, isJSONPath: Bool) -> JSONObject? {
        var edits = MemberEdits()
        for (key, value) in catcher {
            switch key {
            case "ErrorEquals": edits.set(key, Self.errors(value))
            case "ResultPath": if isJSONPath, value == Self.root { edits.remove(key) }
            default: break
            }
        }
        return edits.applied(to: catcher)
    }

    /// The names in byte order, each once.
    private static func errors(_ value: JSONValue) -> JSONValue? {
        guard case .array(let elements) = value, elements.count > 1 else { return nil }
        var names: [String] = []
        for element in elements {
            guard case .string(let name) = element else { return nil }
            names.append(name)
        }
        let isSorted = zip(names, names.dropFirst()).allSatisfy { $0.precedesInBytes($1) }
        guard !isSorted else { return nil }
        names.sort { $0.precedesInBytes($1) }
        var unique: [String] = []
        for name in names where unique.last.map({ $0.hasSameBytes(as: name) }) != true { unique.append(name) }
        return .array(unique.map(JSONValue.string))
    }

    /// A list with its objects changed.
    private func list(_ value: JSONValue, _ change: (JSONObject) -> JSONObject?) -> JSONValue? {
        guard case .array(let elements) = value else { return nil }
        var changed: [JSONValue]?
        for (index, element) in elements.enumerated() {
            guard case .object(let object) = element, let new = change(object) else { continue }
            changed = changed ?? elements
            changed?[index] = .object(new)
        }
        return changed.map(JSONValue.array)
    }
}

/// What is to become of an object's members. Making one costs nothing.
private struct MemberEdits {
    private var values: [(key: String, value: JSONValue?)] = []

    mutating func remove(_ key: String) { values.append((key, nil)) }

    /// Nil stands for a value that stays as it is.
    mutating func set(_ key: String, _ value: JSONValue?) {
        if let value { values.append((key, value)) }
    }

    func applied(to object: JSONObject) -> JSONObject? {
        guard !values.isEmpty else { return nil }
        var changed = object
        for (key, value) in values { changed[key] = value }
        return changed
    }
}
