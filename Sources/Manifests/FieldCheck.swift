internal import Documents
internal import JSON

/// Compares a tree with the description of its fields, and notes where each field was written.
struct FieldCheck {
    private let origins: Origins
    /// What stands before a path in messages: `spec.` for a resource.
    private let prefix: String
    /// Texts that could not be substituted. They have been reported, so nothing more is said about them.
    private let unresolved: Set<SourcePosition>
    /// See `LoadRequest.isHistory`.
    private let isHistory: Bool
    private(set) var diagnostics: [Diagnostic] = []
    /// Where every field was written, by its path.
    private(set) var places: [String: SourceLocation] = [:]

    init(origins: Origins, prefix: String = "", unresolved: Set<SourcePosition> = [], isHistory: Bool = false) {
        self.origins = origins
        self.prefix = prefix
        self.unresolved = unresolved
        self.isHistory = isHistory
    }

    /// Checks an object. `path` is "" for the outermost one.
    mutating func check(_ node: Node, _ shape: ObjectShape, at path: String = "") {
        guard case .object(let members) = node.content else {
            return report(wrongType: node, path, "an object with \(list(shape.fields.map(\.name)))")
        }
        if places.isEmpty { places.reserveCapacity(2 * members.count) }
        for member in members {
            guard let field = shape.index(of: member.key) else {
                report(unknown: member, in: shape, at: path)
                continue
            }
            let place = join(path, member.key)
            places[place] = origins.location(member.keyPosition)
            check(member.value, shape.fields[field].type, at: place)
        }
        for index in shape.fields.indices where shape.fields[index].required {
            let field = shape.fields[index]
            guard node[field.name] == nil else { continue }
            report(
                "missing-field", "\(name(path)) lacks the required field '\(field.name)'", detail: plain(field.doc),
                at: node.position)
        }
        for rule in shape.rules { check(rule, node, at: path) }
    }

    private mutating func check(_ node: Node, _ type: FieldType, at path: String) {
        guard !unresolved.contains(node.position) else { return }
        switch (type, node.content) {
        case (.any, _), (.anyObject, .object), (.definition, .object), (.definition, .string), (.boolean, .bool): return
        case (.text(let rule), .string(let text)): check(text, rule, at: path, node.position)
        case (.integer(let range), .number(let number)) where number.intValue != nil:
            check(number, range, at: path, node.position)
        case (.choice(let words), .string(let text)): check(text, words, at: path, node.position)
        case (.wordOrInteger(let word, _), .string(let text)): check(text, [word], at: path, node.position)
        case (.wordOrInteger(_, let range), .number(let number)) where number.intValue != nil:
            check(number, range, at: path, node.position)
        case (.object(let shape), _): check(node, shape, at: path)
        case (.map(let names, let values, let count), .object(let members)):
            check(members, names, values, count, at: path, node.position)
        case (.list(let element, let count), .array(let elements)):
            check(elements, element, count, at: path, node.position)
        default: report(wrongType: node, path, expectation(type))
        }
    }

    private mutating func check(_ text: String, _ rule: TextRule, at path: String, _ position: SourcePosition) {
        guard let problem = rule.check(text), !isHistory || problem.code != TextRule.unprintableCode else { return }
        report(problem.code, "\(name(path)) \(problem.summary)", detail: problem.detail, at: position)
    }

    private mutating func check(
        _ number: JSONNumber, _ range: ClosedRange<Int>, at path: String, _ position: SourcePosition
    ) {
        guard let value = number.intValue, !range.contains(value) else { return }
        report(
            "out-of-range", "\(name(path)) must be \(words(range)), but is \(value)",
            detail: "Write a number in that range.", at: position)
    }

    private mutating func check(_ text: String, _ words: [String], at path: String, _ position: SourcePosition) {
        guard !words.contains(text) else { return }
        let guess = nearestName(to: text, in: words).map { "Did you mean '\($0)'? " } ?? ""
        report(
            "unknown-value", "\(name(path)) cannot be '\(shortened(text))'",
            detail: guess + (words.count == 1 ? "It is always \(list(words))." : "It is one of \(list(words))."),
            at: position)
    }

    private mutating func check(
        _ members: [Node.Member], _ names: TextRule, _ values: FieldType, _ count: ClosedRange<Int>,
        at path: String, _ position: SourcePosition
    ) {
        check(count: members.count, count, "entries", at: path, position)
        for member in members {
            let place = join(path, member.key)
            places[place] = origins.location(member.keyPosition)
            if let problem = names.check(member.key) {
                report(
                    problem.code, "a name in \(name(path)) \(problem.summary)", detail: problem.detail,
                    at: member.keyPosition)
            }
            check(member.value, values, at: place)
        }
    }

    private mutating func check(
        _ elements: [Node], _ type: FieldType, _ count: ClosedRange<Int>, at path: String, _ position: SourcePosition
    ) {
        check(count: elements.count, count, "items", at: path, position)
        for (index, element) in elements.enumerated() {
            let place = "\(path)[\(index)]"
            places[place] = origins.location(element.position)
            check(element, type, at: place)
        }
    }

    private mutating func check(
        count: Int, _ range: ClosedRange<Int>, _ noun: String, at path: String, _ position: SourcePosition
    ) {
        guard !range.contains(count) else { return }
        let last = path.split(separator: ".").last.map(String.init) ?? path
        let code = ["tags": "too-many-tags", "routingConfiguration": "too-many-routes"][last]
        let isTooMany = count > range.upperBound
        report(
            isTooMany ? code ?? "too-many-items" : "too-few-items",
            "\(name(path)) has \(count) \(noun), and must have \(words(range))",
            detail: isTooMany ? "Remove \(count - range.upperBound)." : "Add \(range.lowerBound - count).", at: position
        )
    }
}

// MARK: - Rules about several members

extension FieldCheck {
    private mutating func check(_ rule: ObjectRule, _ node: Node, at path: String) {
        switch rule {
        case .exactlyOne(let names):
            let present = names.filter { node[$0] != nil }
            guard present.count != 1 else { return }
            report(
                present.isEmpty ? "missing-field" : "conflicting-fields",
                present.isEmpty
                    ? "\(name(path)) has neither \(list(names, "nor"))"
                    : "\(name(path)) has both \(list(present, "and"))",
                detail: "Write exactly one of them.",
                at: present.last.flatMap { node.member($0)?.keyPosition } ?? node.position,
                related: present.dropLast().compactMap { node.member($0) })
        case .required(let field, let other, let value):
            guard resolvedText(node[other]) == value, node[field] == nil else { return }
            report(
                "missing-field", "\(name(path)) lacks '\(field)', which '\(other)' \(value) needs",
                detail: "Add it, or change '\(other)'.", at: node.member(other)?.keyPosition ?? node.position)
        case .onlyWhen(let fields, let other, let value):
            guard let actual = resolvedText(node[other]), actual != value else { return }
            for field in fields where node[field] != nil {
                report(
                    "conflicting-fields", "\(name(path)) has '\(field)', but '\(other)' is \(actual)",
                    detail: "Remove it, or set '\(other)' to \(value).",
                    at: node.member(field)?.keyPosition ?? node.position)
            }
        case .oneItem(let field, let other, let value, let code):
            guard let actual = resolvedText(node[other]), actual != value, (node[field]?.elements ?? []).isEmpty else {
                return
            }
            guard node[field] == nil || node[field]?.elements != nil else { return }
            report(
                code, "\(name(path)) logs at level \(actual), but has no destination",
                detail: "Add one log group under '\(field)', or set '\(other)' to \(value).",
                at: node.member(other)?.keyPosition ?? node.position)
        }
    }
}

extension FieldCheck {
    private func resolvedText(_ node: Node?) -> String? {
        guard let node, !unresolved.contains(node.position) else { return nil }
        return node.stringValue
    }
}

// MARK: - Messages

extension FieldCheck {
    /// - Parameter others: Members that the problem is about as well.
    private mutating func report(
        _ code: String, _ summary: String, detail: String, at position: SourcePosition,
        related others: [Node.Member] = []
    ) {
        let related = others.map {
            Diagnostic.Related(message: "'\($0.key)'", location: origins.location($0.keyPosition))
        }
        diagnostics.append(
            Diagnostic(.error, code, summary, detail: detail, at: origins.location(position), related: related))
    }

    private mutating func report(unknown member: Node.Member, in shape: ObjectShape, at path: String) {
        let names = shape.fields.map(\.name)
        let owner = path.isEmpty && prefix.isEmpty ? "Known fields" : "Fields of \(name(path))"
        let known = "\(owner): \(names.joined(separator: ", "))."
        let guess = nearestName(to: member.key, in: names).map { "Did you mean '\($0)'? " } ?? ""
        report(
            "unknown-field", "\(name(path)) has no field '\(shortened(member.key))'",
            detail: shape.hints[member.key] ?? guess + known, at: member.keyPosition)
    }

    private mutating func report(wrongType node: Node, _ path: String, _ expected: String) {
        report(
            "wrong-type", "\(name(path)) must be \(expected), but is \(node.kindName)",
            detail: remedy(for: node, at: path, expected), at: node.position)
    }

    private func remedy(for node: Node, at path: String, _ expected: String) -> String {
        switch node.content {
        case .null: "There is no value after the name. Write one, or remove the field."
        case .number where expected.hasPrefix("text"), .bool where expected.hasPrefix("text"): "Put it in quotes."
        case .string(let text) where !expected.hasPrefix("text") && !expected.hasPrefix("a map"):
            "The value is the text '\(shortened(text))'. Without quotes it may be what you mean."
        case .array where path.hasSuffix("tags"):
            "Write tags as a map: 'team: payments' instead of a list of keys and values."
        default: "Write \(expected)."
        }
    }

    private func name(_ path: String) -> String {
        if path.isEmpty { return prefix.isEmpty ? "the document" : "'\(prefix.dropLast())'" }
        return "'\(prefix)\(path)'"
    }

    private func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func expectation(_ type: FieldType) -> String {
        switch type {
        case .text(let rule): "text (\(rule.noun))"
        case .boolean: "true or false"
        case .integer(let range): "an integer, \(words(range))"
        case .choice(let words): "one of \(list(words))"
        case .wordOrInteger(let word, let range): "'\(word)' or an integer, \(words(range))"
        case .object(let shape): "an object with \(list(shape.fields.map(\.name)))"
        case .map: "a map"
        case .list: "a list"
        case .definition: "a definition: an object, or the same as JSON text"
        case .any: "any value"
        case .anyObject: "an object"
        }
    }

    private func words(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (let low, Int(Int32.max)): "at least \(low)"
        case (0, let high): "at most \(high)"
        default: "\(range.lowerBound) to \(range.upperBound)"
        }
    }

    private func list(_ names: [String], _ conjunction: String = "or") -> String {
        let quoted = names.map { "'\($0)'" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
        return "\(quoted.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }

    /// Messages are no Markdown.
    private func plain(_ doc: String) -> String { String(doc.map { $0 == "`" ? "'" : $0 }) }
}
