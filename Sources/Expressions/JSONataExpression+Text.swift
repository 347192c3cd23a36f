extension JSONataExpression: CustomStringConvertible {
    /// The expression in a uniform way of writing, which reads back as an equal one.
    public var description: String {
        var writer = JSONataWriter()
        writer.write(self)
        return writer.text
    }
}

/// Writes expressions. No parentheses are ever added: those that were written are blocks of the tree.
private struct JSONataWriter {
    private(set) var text = ""

    mutating func write(_ expression: JSONataExpression) {
        if case .path(let steps) = expression.kind {
            writePath(steps, expression.suffixes)
            return
        }
        writeKind(of: expression)
        for suffix in expression.suffixesAsWritten { write(suffix) }
    }

    private mutating func writeKind(of expression: JSONataExpression) {
        if case .name(let name) = expression.kind, case .group? = expression.suffixes.last {
            // A step with a group of its own was a text: behind a name, the group is that of the whole path.
            writeString(name)
        } else {
            write(expression.kind)
        }
    }

    private mutating func write(_ kind: JSONataExpression.Kind) {
        switch kind {
        case .null: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .number(let value): text += jsonataText(of: value)
        case .string(let value): writeString(value)
        case .regularExpression(let pattern, let ignoresCase, let isMultiline):
            text += "/\(pattern)/\(ignoresCase ? "i" : "")\(isMultiline ? "m" : "")"
        case .variable(let name): text += "$\(name)"
        case .name(let name): writeName(name)
        case .wildcard: text += "*"
        case .descendants: text += "**"
        case .parent: text += "%"
        default: writeCompound(kind)
        }
    }

    private mutating func writeCompound(_ kind: JSONataExpression.Kind) {
        switch kind {
        case .path(let steps): writePath(steps, [])
        case .sort(let terms):
            write(terms, "^(", ")") { writer, term in
                if term.isDescending { writer.text += ">" }
                writer.write(term.expression)
            }
        case .negation(let operand):
            text += "-"
            write(operand)
        case .binary(let symbol, let left, let right): write(left, symbol.rawValue, right)
        case .range(let first, let last): write(first, "..", last)
        case .chain(let value, let function): write(value, "~>", function)
        case .binding(let name, let value):
            text += "$\(name) := "
            write(value)
        case .array(let items): write(items, "[", "]") { writer, item in writer.write(item) }
        case .object(let pairs): write(pairs)
        case .block(let statements):
            write(statements, "(", ")", separator: "; ") { writer, statement in writer.write(statement) }
        default: writeControl(kind)
        }
    }

    private mutating func writeControl(_ kind: JSONataExpression.Kind) {
        switch kind {
        case .condition(let condition, let then, let otherwise):
            write(condition, "?", then)
            if let otherwise {
                text += " : "
                write(otherwise)
            }
        case .call(let function, let arguments):
            write(function)
            write(arguments, "(", ")") { writer, argument in writer.write(argument) }
        case .partialCall(let function, let arguments):
            write(function)
            write(arguments, "(", ")") { writer, argument in
                if let argument { writer.write(argument) } else { writer.text += "?" }
            }
        case .function(let parameters, let signature, let body):
            write(parameters, "function(", ")") { writer, name in writer.text += "$\(name)" }
            text += "\(signature ?? ""){"
            write(body)
            text += "}"
        case .transform(let pattern, let update, let deletion):
            text += "|"
            write(pattern)
            text += "|"
            write(update)
            if let deletion {
                text += ", "
                write(deletion)
            }
            text += "|"
        default: preconditionFailure("every other kind is written before this")
        }
    }

    private mutating func write(_ suffix: JSONataExpression.Suffix) {
        switch suffix {
        case .keepsArray: text += "[]"
        case .focus(let name): text += "@$\(name)"
        case .index(let name), .filteredIndex(let name): text += "#$\(name)"
        case .remembersParent: break
        case .filter(let condition):
            text += "["
            write(condition)
            text += "]"
        case .group(let pairs): write(pairs)
        }
    }

    /// The group of a path stands at its end, but for a step that is a minus: what follows that step without being
    /// part of what the minus stands before was written behind the group.
    private mutating func writePath(_ steps: [JSONataExpression], _ suffixes: [JSONataExpression.Suffix]) {
        var suffixes = suffixes[...]
        for (number, step) in steps.enumerated() {
            if number > 0, !step.isSort { text += "." }
            writeKind(of: step)
            let own = step.suffixesAsWritten
            let isFollowed = !own.isEmpty || number + 1 < steps.count && !steps[number + 1].isSort
            if step.isNegation, isFollowed, !own.contains(where: \.isGroup), let group = suffixes.popLast() {
                write(group)
            }
            for suffix in own { write(suffix) }
        }
        for suffix in suffixes { write(suffix) }
    }

    private mutating func write(_ left: JSONataExpression, _ symbol: String, _ right: JSONataExpression) {
        write(left)
        text += " \(symbol) "
        write(right)
    }

    private mutating func write(_ pairs: [JSONataExpression.Pair]) {
        write(pairs, "{", "}") { writer, pair in
            writer.write(pair.key)
            writer.text += ": "
            writer.write(pair.value)
        }
    }

    private mutating func write<Item>(
        _ items: [Item], _ opening: String, _ closing: String, separator: String = ", ",
        _ body: (inout JSONataWriter, Item) -> Void
    ) {
        text += opening
        for (number, item) in items.enumerated() {
            if number > 0 { text += separator }
            body(&self, item)
        }
        text += closing
    }

    /// A name with a backquote in it was written in quotes: only a step can be, and it becomes a name again.
    private mutating func writeName(_ name: String) {
        if JSONataTokenizer.isPlainName(name) {
            text += name
        } else if name.utf8.contains(UInt8(ascii: "`")) {
            writeString(name)
        } else {
            text += "`\(name)`"
        }
    }

    private mutating func writeString(_ value: String) {
        text += jsonataText(of: value)
    }
}

extension JSONataExpression {
    /// The suffixes in an order that reads back as the same ones. A group of its own was written before what makes a
    /// step of the expression, a `#`. A minus binds more strongly than a group alone, so that everything else stands
    /// behind both.
    fileprivate var suffixesAsWritten: [Suffix] {
        let suffixes = suffixes.filter { !$0.isUnwritten }
        let groups = suffixes.filter(\.isGroup)
        if isNegation {
            let others = suffixes.filter { !$0.isGroup }
            return groups + others.filter { $0 != .keepsArray } + others.filter { $0 == .keepsArray }
        }
        if groups.isEmpty { return suffixes }
        return suffixes.filter { !$0.isGroup && !$0.isIndex } + groups + suffixes.filter(\.isIndex)
    }

    fileprivate var isNegation: Bool {
        if case .negation = kind { true } else { false }
    }

    fileprivate var isSort: Bool {
        if case .sort = kind { true } else { false }
    }
}

extension JSONataExpression.Suffix {
    fileprivate var isUnwritten: Bool {
        if case .remembersParent = self { true } else { false }
    }

    fileprivate var isGroup: Bool {
        if case .group = self { true } else { false }
    }

    fileprivate var isIndex: Bool {
        switch self {
        case .index, .filteredIndex: true
        default: false
        }
    }
}

/// A number as JSONata reads it: whole numbers without a point.
func jsonataText(of number: Double) -> String {
    if let whole = Int64(exactly: number), abs(number) < 1e15 { return String(whole) }
    return String(number)
}

/// A text in double quotes, with the escapes of JSON.
func jsonataText(of value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\u{08}": text += "\\b"
        case "\u{0C}": text += "\\f"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\u{00}"..<"\u{20}":
            let digits = String(scalar.value, radix: 16)
            text += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text + "\""
}
