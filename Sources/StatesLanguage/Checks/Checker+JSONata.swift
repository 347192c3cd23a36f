internal import Documents
internal import Expressions

/// Where a JSONata expression stands, which decides what it may read of `$states`.
struct JSONataUse: Hashable, Sendable {
    /// Whether there is a result: `Output` and `Assign` of Task, Parallel and Map.
    var allowsResult = false
    /// Whether there is an error: `Output` and `Assign` of a catcher.
    var allowsErrorOutput = false
}

extension Checker {
    /// Checks a text of a JSONata state that may be an expression between `{%` and `%}`, and notes the variables
    /// that it reads. `key` is nil when the text is the present place itself.
    mutating func checkJSONata(_ text: String, at key: String?, as use: JSONataUse) {
        guard Self.isExpression(text) else { return checkDelimiters(text, at: key) }
        guard !isUnknown(text) else { return }
        let expression: JSONataExpression
        do throws(ExpressionError) {
            expression = try JSONataExpression(parsing: String(text.dropFirst(2).dropLast(2)))
        } catch {
            let rule = error.code == "nesting" ? DefinitionRule.jsonataTooDeep : .jsonataSyntax
            return report(rule, error.message, at: key, offset: error.offset + 2)
        }
        // AWS names each thing once for a text.
        var seen: Set<JSONataReference.Kind> = []
        for reference in expression.references {
            if case .variable(let name) = reference.kind {
                note(variable: name, at: key, offset: reference.offset + 2, isAskedFor: reference.isAskedFor)
            } else if hasRoom(for: .error) || hasRoom(for: .warning), seen.insert(reference.kind).inserted {
                check(reference, at: key, as: use)
            }
        }
    }

    /// Whether a text is written as an expression.
    static func isExpression(_ text: String) -> Bool {
        text.utf8.count >= 4 && text.hasPrefix("{%") && text.hasSuffix("%}")
    }

    private mutating func checkDelimiters(_ text: String, at key: String?) {
        let opens = text.hasPrefix("{%")
        if opens || text.hasSuffix("%}") {
            guard !isUnknown(text) else { return }
            report(
                .jsonataDelimiters, "JSONata string must start with {% and end with %}", at: key,
                hint: opens ? hintAboutEnd(of: text) : "Add '{%' at the start, before anything else.")
        } else if let offset = offsetOfExpression(in: text), !isUnknown(text) {
            report(
                .jsonataInsideText, "The text is no expression, since something stands around '{%' and '%}'", at: key,
                offset: offset)
        }
    }

    /// A block of YAML ends in a line end, which nobody sees.
    private func hintAboutEnd(of text: String) -> String {
        let written = text.unicodeScalars.reversed().drop { $0.properties.isWhitespace }
        let isFollowed = text.unicodeScalars.last != "}" && written.starts(with: ["}", "%"])
        return isFollowed
            ? "Nothing may follow '%}', not even a line end: in YAML write '|-' instead of '|', '>-' instead of '>'."
            : "Add '%}' at the end."
    }

    /// Where `{%` stands in a text that also has `%}` behind it.
    private func offsetOfExpression(in text: String) -> Int? {
        let bytes = text.utf8
        var previous: UInt8 = 0
        var opening: String.Index?
        for index in bytes.indices {
            let byte = bytes[index]
            if opening == nil, previous == UInt8(ascii: "{"), byte == UInt8(ascii: "%") {
                opening = bytes.index(before: index)
            } else if let opening, previous == UInt8(ascii: "%"), byte == UInt8(ascii: "}") {
                return text.unicodeScalars.distance(from: text.startIndex, to: opening)
            }
            previous = byte
        }
        return nil
    }

    private mutating func check(_ reference: JSONataReference, at key: String?, as use: JSONataUse) {
        let offset = reference.offset + 2
        switch reference.kind {
        case .variable: break
        case .states(let names): checkStates(names, at: key, offset: offset, as: use)
        case .root:
            report(
                .jsonataRoot, "Reference to '$$' is not supported.", at: key, offset: offset,
                hint: "Read the state's input as $states.input.")
        case .context: reportNoContext("$", at: key, offset: offset, instead: "$states.input")
        case .name(let name):
            let isVariable = name == "states" || JSONataFunctions.available.contains(name)
            reportNoContext(name, at: key, offset: offset, instead: isVariable ? "$\(name)" : "$states.input.\(name)")
        case .wildcard:
            report(
                .jsonataWildcardWithoutContext, "'*' and '**' have nothing to look into at the top level", at: key,
                offset: offset)
        case .unknownFunction(JSONataFunctions.eval):
            report(
                .jsonataEval, "Step Functions has no function $eval", at: key, offset: offset,
                hint: "To read JSON out of a text, call $parse.")
        case .unknownFunction(let name):
            guard hasRoom(for: .warning) else { return }
            let nearest = nearestName(to: name, in: JSONataFunctions.available.sorted())
            report(
                .jsonataUnknownFunction, "There is no function $\(name)", at: key, offset: offset,
                hint: nearest.map { "Did you mean $\($0)?" } ?? "")
        }
    }

    private mutating func reportNoContext(_ name: String, at key: String?, offset: Int, instead: String) {
        report(
            .jsonataNoContext, "Reference to '\(name)' at the top level is not supported.", at: key, offset: offset,
            hint: "Write \(instead) to read it there.")
    }

    private mutating func checkStates(_ names: [String], at key: String?, offset: Int, as use: JSONataUse) {
        guard let member = names.first else { return }
        let rule: DefinitionRule
        var hint = ""
        switch member {
        case "input", "context": return
        case "result":
            if use.allowsResult { return }
            rule = .jsonataStatesResult
        case "errorOutput":
            if use.allowsErrorOutput { return }
            rule = .jsonataStatesErrorOutput
        default:
            rule = .jsonataUnknownStatesMember
            let nearest = nearestName(to: member, in: ["input", "result", "errorOutput", "context"])
            hint = nearest.map { "Did you mean $states.\($0)?" } ?? ""
        }
        report(rule, "Field '$states.\(member)' does not exist.", at: key, offset: offset, hint: hint)
    }
}
