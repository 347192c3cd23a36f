internal import JSON

extension JSONPath: CustomStringConvertible {
    /// The canonical spelling. Reading it gives this path again.
    public var description: String {
        var text = root.description
        var isBelowDescendants = false
        for segment in segments {
            segment.write(to: &text, isBelowDescendants: isBelowDescendants)
            isBelowDescendants = segment == .descendants
        }
        return text
    }
}

extension JSONPath.Root: CustomStringConvertible {
    /// As it is written.
    public var description: String {
        switch self {
        case .input: "$"
        case .context: "$$"
        case .variable(let name): "$\(name)"
        case .current: "@"
        }
    }
}

extension JSONPath.Segment {
    fileprivate func write(to text: inout String, isBelowDescendants: Bool) {
        switch self {
        case .name(let name) where isPlainName(name): text += isBelowDescendants ? name : ".\(name)"
        case .name(let name): text += "[\(quoted(name))]"
        case .names(let names): text += "[\(names.map(quoted).joined(separator: ", "))]"
        case .index(let index): text += "[\(index)]"
        case .indexes(let indexes): text += "[\(indexes.map(String.init).joined(separator: ", "))]"
        case .slice(let from, let to, let step):
            let bounds = "\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")"
            text += "[\(bounds)\(step.map { ":\($0)" } ?? "")]"
        case .wildcard: text += "[*]"
        case .descendants: text += ".."
        case .filter(let filter): text += "[?(\(filter))]"
        case .function(let name, let arguments): text += "\(isBelowDescendants ? "" : ".")\(name)(\(arguments))"
        }
    }
}

extension JSONPathFilter: CustomStringConvertible {
    /// The condition without the parentheses around it.
    public var description: String {
        switch self {
        case .exists(let path): path.description
        case .comparison(let left, let comparison, let right): "\(left) \(comparison.rawValue) \(right)"
        // No more parentheses than are needed: what could be read can then be read again, within the limit of depth.
        case .not(let inner): inner.isCompound ? "!(\(inner))" : "!\(inner)"
        case .and(let parts): parts.map { $0.isCompound ? "(\($0))" : "\($0)" }.joined(separator: " && ")
        case .or(let parts): parts.map { $0.isAlternative ? "(\($0))" : "\($0)" }.joined(separator: " || ")
        }
    }

    private var isCompound: Bool {
        if case .and = self { true } else { isAlternative }
    }

    private var isAlternative: Bool {
        if case .or = self { true } else { false }
    }
}

extension JSONPathFilter.Operand: CustomStringConvertible {
    /// As it is written, texts in single quotes.
    public var description: String {
        switch self {
        case .path(let path): path.description
        case .literal(let value): literalText(value)
        case .pattern(let source, let flags): "/\(source)/\(flags)"
        }
    }
}

private func literalText(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .array(let elements): "[\(elements.map(literalText).joined(separator: ", "))]"
    case .object(let object):
        "{\(object.map { "\(quoted($0.key)): \(literalText($0.value))" }.joined(separator: ", "))}"
    case .null, .bool, .number: value.compactText
    }
}

/// Whether a name can stand behind a dot wherever a path stands.
private func isPlainName(_ name: String) -> Bool {
    !name.isEmpty
        && name.utf8.allSatisfy {
            ASCIISet.letters.contains($0) || ASCIISet.digits.contains($0) || $0 == UInt8(ascii: "_")
                || $0 == UInt8(ascii: "-")
        }
}

private func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
        if scalar == "'" || scalar == "\\" { result += "\\" }
        result.unicodeScalars.append(scalar)
    }
    return result + "'"
}
