internal import JSON

/// Which members at the top of its input a JSONPath state reads.
struct InputReads {
    /// In written order.
    private(set) var members: [String] = []
    /// Members that a Choice asks for: it may go on without them.
    private var optional: Set<String> = []

    init(of state: FlowState) {
        if let path = state.value["InputPath"]?.stringValue, path != "$" {
            members = InputReads.members(in: path)
            return
        }
        for member in state.value {
            switch member.key {
            case "ItemsPath", "SecondsPath", "TimestampPath", "TimeoutSecondsPath", "HeartbeatSecondsPath",
                "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath", "ErrorPath",
                "CausePath":
                add(member.value)
            case "Parameters", "ItemSelector", "Credentials": addTemplate(member.value)
            case "Choices": member.value.arrayValue?.forEach { addRule($0) }
            default: break
            }
        }
        members.removeAll { optional.contains($0) }
    }

    private mutating func add(_ value: JSONValue) {
        guard let text = value.stringValue else { return }
        members += InputReads.members(in: text)
    }

    private mutating func addTemplate(_ value: JSONValue) {
        switch value {
        case .object(let object):
            for member in object {
                if member.key.hasSuffix(".$") { add(member.value) } else { addTemplate(member.value) }
            }
        case .array(let elements): elements.forEach { addTemplate($0) }
        default: break
        }
    }

    private mutating func addRule(_ rule: JSONValue) {
        guard let rule = rule.objectValue else { return }
        let variable = rule["Variable"]?.stringValue.map { InputReads.members(in: $0) } ?? []
        if rule["IsPresent"] != nil { optional.formUnion(variable) } else { members += variable }
        for member in rule {
            switch member.key {
            case "And", "Or": member.value.arrayValue?.forEach { addRule($0) }
            case "Not": addRule(member.value)
            case "Variable": break
            default: if member.key.hasSuffix("Path") { add(member.value) }
            }
        }
    }

    /// The members that paths in a text name directly below `$`, such as `order` for `$.order.id`, or for a path that
    /// is an argument of an intrinsic function.
    static func members(in text: String) -> [String] {
        var found: [String] = []
        let bytes = Array(text.utf8)
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "'"): isQuoted.toggle()
            case UInt8(ascii: "$") where !isQuoted:
                let isContext = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "$")
                if isContext {
                    index += 1
                } else if let name = member(in: bytes, from: index + 1) {
                    found.append(name)
                }
            default: break
            }
            index += 1
        }
        return found
    }

    /// The name behind a `.`, or between quotes in brackets.
    private static func member(in bytes: [UInt8], from start: Int) -> String? {
        var rest = bytes[min(start, bytes.count)...]
        guard let first = rest.popFirst() else { return nil }
        if first == UInt8(ascii: "[") {
            guard let quote = rest.popFirst(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
                return nil
            }
            return String(decoding: rest.prefix { $0 != quote }, as: UTF8.self)
        }
        guard first == UInt8(ascii: ".") else { return nil }
        let name = rest.prefix(while: isNameByte)
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
            true
        default: false
        }
    }
}
