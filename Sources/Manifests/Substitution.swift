internal import Documents
internal import JSON

/// Replaces placeholders, and notes what they use.
struct Substitution {
    private let scope: Scope
    private(set) var usedParameters: Set<String> = []
    private(set) var references: Set<ResourceID> = []
    /// Whether a placeholder was met that stands for nothing, or not for a text inside of one.
    private(set) var hasFailed = false
    /// How many bytes of text the placeholders have become.
    private(set) var bytes = 0

    init(_ scope: Scope) {
        self.scope = scope
    }

    /// The text with every placeholder replaced; nil when there is none. A text that is only a placeholder takes
    /// the type of what it stands for. What stands for nothing stays as it is: the checks report it.
    mutating func replaced(_ text: String) -> JSONValue? {
        guard let template = Template(text) else { return nil }
        if let whole = template.whole {
            guard let value = value(of: whole) else {
                hasFailed = true
                return nil
            }
            return value
        }
        var result = ""
        for part in template.parts {
            switch part {
            case .literal(let literal): result += literal
            case .placeholder(let placeholder, let raw, _):
                if let inside = value(of: placeholder).flatMap(scope.textInside) {
                    result += inside
                } else {
                    hasFailed = true
                    result += raw
                }
            }
        }
        return .string(result)
    }

    /// The value with every placeholder below it replaced; nil when there is nothing to replace, which spares
    /// a copy of most parts of most definitions.
    mutating func replaced(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text): return replaced(text)
        case .array(let elements):
            guard let (first, value) = firstReplaced(elements.lazy.map { $0 }) else { return nil }
            var copy = elements
            copy[first] = value
            for index in (first + 1)..<copy.count { copy[index] = replaced(copy[index]) ?? copy[index] }
            return .array(copy)
        case .object(let object):
            guard let (first, value) = firstReplaced(object.lazy.map(\.value)) else { return nil }
            var members = object.map { JSONObject.Entry(key: $0.key, value: $0.value) }
            members[first].value = value
            for index in (first + 1)..<members.count {
                members[index].value = replaced(members[index].value) ?? members[index].value
            }
            return .object(JSONObject(unique: members))
        case .null, .bool, .number: return nil
        }
    }

    private mutating func firstReplaced(_ values: some Sequence<JSONValue>) -> (index: Int, value: JSONValue)? {
        for (index, value) in values.enumerated() {
            if let replaced = replaced(value) { return (index, replaced) }
        }
        return nil
    }

    private mutating func value(of placeholder: Placeholder) -> JSONValue? {
        switch placeholder {
        case .malformed: return nil
        case .arn(let resource):
            references.insert(resource)
            return scope.value(of: placeholder)
        case .parameter(let name):
            usedParameters.insert(name)
            guard bytes <= substitutionLimitBytes, !scope.broken.contains(name), let value = scope.value(of: name)
            else {
                return nil
            }
            bytes += scope.byteCount(of: value)
            return bytes <= substitutionLimitBytes ? value : nil
        }
    }
}

extension Scope {
    /// How a value looks inside a longer text; nil when it has no such look.
    func textInside(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.literal
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// How many bytes a value adds to what it is put into.
    func byteCount(of value: JSONValue) -> Int {
        textInside(value)?.utf8.count ?? value.compactText.utf8.count
    }
}

extension Substitution {
    /// The tree with every placeholder below it replaced. What takes a placeholder's place stands where it stood.
    mutating func replaced(_ node: Node) -> Node {
        switch node.content {
        case .string(let text): return replaced(text).map { Node($0, everywhereAt: node.position) } ?? node
        case .array(var elements):
            for index in elements.indices { elements[index] = replaced(elements[index]) }
            return Node(.array(elements), at: node.position)
        case .object(var members):
            for index in members.indices { members[index].value = replaced(members[index].value) }
            return Node(.object(members), at: node.position)
        case .null, .bool, .number: return node
        }
    }
}

extension Scope {
    /// The text after substitution.
    func substituted(_ text: String) -> JSONValue? {
        var substitution = Substitution(self)
        return substitution.replaced(text)
    }

    /// The tree after substitution.
    func substituted(_ node: Node) -> Node {
        var substitution = Substitution(self)
        return substitution.replaced(node)
    }
}

extension Node {
    /// A value whose parts all stand where its placeholder stands.
    init(_ value: JSONValue, everywhereAt position: SourcePosition) {
        let content: Content =
            switch value {
            case .null: .null
            case .bool(let value): .bool(value)
            case .number(let number): .number(number)
            case .string(let text): .string(text)
            case .array(let elements): .array(elements.map { Node($0, everywhereAt: position) })
            case .object(let object):
                .object(
                    object.map {
                        Member(key: $0.key, keyPosition: position, value: Node($0.value, everywhereAt: position))
                    })
            }
        self.init(content, at: position)
    }
}
