import JSON

/// Numbers that look random and are the same in every run with one seed (splitmix64).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func isTrue(oneIn limit: Int) -> Bool { next(below: limit) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(below: elements.count)] }
}

/// Definitions that look like people's, and changes to them as people make them, some of them malformed.
struct RandomDefinition {
    private var numbers: SeededNumbers
    private var names = 0

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    mutating func machine(depth: Int = 2) -> JSONValue {
        var machine = scope(states: 1 + numbers.next(below: 6), depth: depth)
        if numbers.isTrue(oneIn: 3) { machine["Comment"] = "A machine" }
        if numbers.isTrue(oneIn: 3) { machine["Version"] = "1.0" }
        if numbers.isTrue(oneIn: 4) { machine["QueryLanguage"] = .string(numbers.pick(["JSONPath", "JSONata"])) }
        return .object(machine)
    }

    private mutating func newName() -> String {
        names += 1
        return "S\(names)"
    }

    private mutating func scope(states count: Int, depth: Int) -> JSONObject {
        let all = (0..<count).map { _ in newName() }
        var states = JSONObject()
        for name in all { states[name] = .object(state(among: all, depth: depth)) }
        return ["StartAt": .string(all[0]), "States": .object(states)]
    }

    private mutating func state(among names: [String], depth: Int) -> JSONObject {
        let types = ["Task", "Task", "Pass", "Wait", "Choice", "Succeed", "Fail"]
        let type = numbers.pick(depth > 0 ? types + ["Parallel", "Map"] : types)
        var state: JSONObject = ["Type": .string(type)]
        switch type {
        case "Task":
            state["Resource"] = .string("arn:aws:states:::lambda:invoke\(numbers.next(below: 3))")
            addHandlers(to: &state, among: names)
        case "Choice":
            state["Choices"] = .array((0...numbers.next(below: 3)).map { _ in rule(among: names) })
            if numbers.isTrue(oneIn: 2) { state["Default"] = .string(numbers.pick(names)) }
        case "Parallel":
            let branches = (0...numbers.next(below: 2)).map { _ in
                JSONValue.object(scope(states: 1 + numbers.next(below: 3), depth: depth - 1))
            }
            state["Branches"] = .array(branches)
            addHandlers(to: &state, among: names)
        case "Map":
            var processor = scope(states: 1 + numbers.next(below: 3), depth: depth - 1)
            if numbers.isTrue(oneIn: 3) { processor["ProcessorConfig"] = ["Mode": "INLINE"] }
            state[numbers.pick(["Iterator", "ItemProcessor"])] = .object(processor)
            if numbers.isTrue(oneIn: 2) { state["MaxConcurrency"] = .number(JSONNumber(numbers.next(below: 3))) }
        case "Wait": state["Seconds"] = .number(JSONNumber(numbers.next(below: 9)))
        default: break
        }
        if !["Choice", "Succeed", "Fail"].contains(type) {
            if numbers.isTrue(oneIn: 3) { state["End"] = true } else { state["Next"] = .string(numbers.pick(names)) }
            if numbers.isTrue(oneIn: 4) { state["ResultPath"] = numbers.pick(["$", "$.x", nil]) }
        }
        return state
    }

    private mutating func addHandlers(to state: inout JSONObject, among names: [String]) {
        if numbers.isTrue(oneIn: 2) {
            state["Retry"] = .array((0...numbers.next(below: 2)).map { _ in retrier() })
        }
        if numbers.isTrue(oneIn: 2) {
            state["Catch"] = .array(
                (0...numbers.next(below: 2)).map { _ in ["ErrorEquals": errors(), "Next": .string(numbers.pick(names))]
                })
        }
    }

    private mutating func errors() -> JSONValue {
        .array((0...numbers.next(below: 2)).map { _ in .string(numbers.pick(["A", "B", "C", "States.ALL"])) })
    }

    private mutating func retrier() -> JSONValue {
        var retrier: JSONObject = ["ErrorEquals": errors()]
        if numbers.isTrue(oneIn: 2) { retrier["MaxAttempts"] = .number(JSONNumber(numbers.next(below: 5))) }
        if numbers.isTrue(oneIn: 3) { retrier["BackoffRate"] = 2.0 }
        return .object(retrier)
    }

    private mutating func rule(among names: [String]) -> JSONValue {
        [
            "Variable": .string("$.v\(numbers.next(below: 3))"),
            "NumericEquals": .number(JSONNumber(numbers.next(below: 4))),
            "Next": .string(numbers.pick(names)),
        ]
    }
}

extension RandomDefinition {
    /// The definition after some changes: in a fifth of the cases something that is malformed.
    mutating func edited(_ machine: JSONValue, times: Int) -> JSONValue {
        var result = machine
        for _ in 0..<times { result = edited(result, isTop: true) }
        return result
    }

    /// One change somewhere: in this scope, or in one inside of it.
    private mutating func edited(_ scope: JSONValue, isTop: Bool) -> JSONValue {
        guard var object = scope.objectValue, var states = object["States"]?.objectValue, !states.isEmpty else {
            return scope
        }
        let name = numbers.pick(states.keys)
        if let state = states[name]?.objectValue, let inner = editedInside(state) {
            states[name] = .object(inner)
            object["States"] = .object(states)
            return .object(object)
        }
        edit(&object, &states, name)
        if object["States"] != nil { object["States"] = .object(states) }
        return .object(object)
    }

    private mutating func editedInside(_ state: JSONObject) -> JSONObject? {
        guard numbers.isTrue(oneIn: 2) else { return nil }
        var state = state
        for key in ["ItemProcessor", "Iterator"] {
            if let processor = state[key] {
                state[key] = edited(processor, isTop: false)
                return state
            }
        }
        guard var branches = state["Branches"]?.arrayValue, !branches.isEmpty else { return nil }
        let place = numbers.next(below: branches.count)
        switch numbers.next(below: 5) {
        case 0: branches.insert(.object(scope(states: 2, depth: 0)), at: place)
        case 1: branches.remove(at: place)
        case 2: branches.reverse()
        default: branches[place] = edited(branches[place], isTop: false)
        }
        state["Branches"] = .array(branches)
        return state
    }

    private mutating func edit(_ scope: inout JSONObject, _ states: inout JSONObject, _ name: String) {
        let all = states.keys
        switch numbers.next(below: 12) {
        case 0: states[newName()] = .object(state(among: all, depth: 1))
        case 1: states[name] = nil
        case 2: rename(name, &scope, &states)
        case 3: wrap(name, &states)
        case 4: unwrap(name, &states)
        case 5: scope["StartAt"] = .string(numbers.pick(all))
        case 6: states[name] = .object(state(among: all, depth: 1))
        case 7 where numbers.isTrue(oneIn: 4): states[name] = "no state"
        case 8 where numbers.isTrue(oneIn: 4): scope["States"] = nil
        case 9 where numbers.isTrue(oneIn: 4): states["S1"] = .object(state(among: all, depth: 1))
        case 10: scope["Comment"] = .string("Comment \(numbers.next(below: 3))")
        default: editFields(of: name, &states)
        }
    }

    private mutating func editFields(of name: String, _ states: inout JSONObject) {
        guard var state = states[name]?.objectValue else { return }
        let all = states.keys
        switch numbers.next(below: 8) {
        case 0: state["Next"] = .string(numbers.pick(all))
        case 1: state["TimeoutSeconds"] = .number(JSONNumber(numbers.next(below: 99)))
        case 2: (state["End"], state["Next"]) = (true, nil)
        case 3: addHandlers(to: &state, among: all)
        case 4: state["Parameters"] = ["a": .array((0...numbers.next(below: 3)).map { .number(JSONNumber($0)) })]
        case 5: state["ResultPath"] = numbers.pick([nil, "$", "$.r"])
        case 6: for list in ["Retry", "Catch", "Choices"] { shuffle(list, &state) }
        default: state["Type"] = .string(numbers.pick(["Task", "Parallel", "Map", "Pass", "Odd"]))
        }
        states[name] = .object(state)
    }

    private mutating func shuffle(_ list: String, _ state: inout JSONObject) {
        guard var elements = state[list]?.arrayValue, !elements.isEmpty else { return }
        switch numbers.next(below: 4) {
        case 0: elements.reverse()
        case 1: elements.remove(at: numbers.next(below: elements.count))
        case 2: elements.insert(retrier(), at: numbers.next(below: elements.count))
        default: elements.append(elements[0])
        }
        state[list] = .array(elements)
    }

    /// Gives a state another name, everywhere in its scope.
    private mutating func rename(_ old: String, _ scope: inout JSONObject, _ states: inout JSONObject) {
        let new = newName() + "renamed"
        func renamed(_ value: JSONValue) -> JSONValue {
            switch value {
            case .string(old): .string(new)
            case .array(let elements): .array(elements.map(renamed))
            case .object(let object): .object(JSONObject(object.map { ($0.key, renamed($0.value)) }))
            default: value
            }
        }
        scope["StartAt"] = scope["StartAt"].map(renamed)
        states = JSONObject(states.map { ($0.key == old ? new : $0.key, renamed($0.value)) })
    }

    /// Puts a state into a new Map or Parallel.
    private mutating func wrap(_ name: String, _ states: inout JSONObject) {
        guard var state = states[name]?.objectValue else { return }
        state["Next"] = nil
        state["End"] = true
        let inner: JSONValue = ["StartAt": .string(name), "States": [name: .object(state)]]
        states[name] = nil
        states[newName()] =
            numbers.isTrue(oneIn: 2)
            ? ["Type": "Map", "ItemProcessor": inner, "End": true]
            : ["Type": "Parallel", "Branches": [inner], "End": true]
    }

    /// Takes the states of a processor or branch out of it.
    private mutating func unwrap(_ name: String, _ states: inout JSONObject) {
        guard let state = states[name]?.objectValue,
            let inner = state["ItemProcessor"] ?? state["Branches"]?[0], let moved = inner["States"]?.objectValue
        else { return }
        states[name] = nil
        for (name, value) in moved { states[name] = value }
    }
}
