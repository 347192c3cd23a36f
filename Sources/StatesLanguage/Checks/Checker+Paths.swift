internal import Expressions

/// What a text of a JSONPath state is used for, which decides what may stand in it.
enum PathUse: Hashable, Sendable {
    /// `InputPath` and `OutputPath`: any path.
    case path
    /// `Variable` and the `…Path` operands of a Choice rule, `ItemsPath`, `SecondsPath`, `TimestampPath`,
    /// `TimeoutSecondsPath` and `HeartbeatSecondsPath`: a path to one node, of the context object too.
    case referencePath
    /// The number fields of a Map (`MaxConcurrencyPath`, `ToleratedFailureCountPath`,
    /// `ToleratedFailurePercentagePath`, `MaxItemsPath`, `MaxItemsPerBatchPath`, `MaxInputBytesPerBatchPath`):
    /// a path to one node, but not of the context object.
    case mapNumber
    /// `ResultPath`: where a result is put; a path to one node of the state's own data.
    case resultPath
    /// The value of a member whose name ends in `.$`: a path or an intrinsic function.
    case template
    /// `ErrorPath` and `CausePath`: a path to one node, or an intrinsic function that gives a text.
    case text

    /// Whether a path has to lead to one node.
    fileprivate var isReference: Bool { self != .path && self != .template }
    /// Whether an intrinsic function may stand here.
    fileprivate var takesCall: Bool { self == .template || self == .text }
}

extension Checker {
    /// Checks a path or intrinsic function that stands in a member of the present place, and notes the variables
    /// that it reads.
    mutating func checkPath(_ text: String, at key: String, as use: PathUse) {
        guard !isUnknown(text) else { return }
        var notes = PathNotes()
        do throws(ExpressionError) {
            if use.takesCall, text.utf8.first != UInt8(ascii: "$") {
                let call = try IntrinsicCall(parsing: text, notes: &notes)
                if use == .text { checkResult(of: call, at: key) }
                checkContextFields(of: call.paths, at: key)
            } else {
                let path = try JSONPath(parsing: text, notes: &notes)
                if use.isReference, let ambiguity = notes.ambiguity { throw ambiguity }
                checkRoot(of: path, at: key, as: use)
                checkContextFields(of: CollectionOfOne(path), at: key)
            }
        } catch {
            reportFault(error, in: text, at: key, as: use)
            return
        }
        if use != .resultPath {
            for variable in notes.variables { note(variable: variable.name, at: key, offset: variable.offset) }
        }
        for doubt in notes.doubts where options.includesAdvice {
            let rule: DefinitionRule = doubt.code == "path-function" ? .pathFunction : .intrinsicConstant
            report(rule, sentence(doubt.message), at: key, offset: doubt.offset)
        }
    }

    private mutating func checkResult(of call: IntrinsicCall, at key: String) {
        guard !call.function.canGiveText else { return }
        report(
            .intrinsicGivesNoText, "The function \(call.function.rawValue) does not give a text", at: key, offset: 0,
            hint: "Put it into States.JsonToString(…).")
    }

    private mutating func checkRoot(of path: JSONPath, at key: String, as use: PathUse) {
        switch (use, path.root) {
        case (.resultPath, .context), (.resultPath, .variable):
            report(
                .resultPathNotOwnData, "Value is not a Reference Path", at: key, offset: 0,
                hint: "A result is put into the state's own data: the path starts with '$.'.")
        case (.mapNumber, .context):
            report(
                .mapNumberFromContext, "Value is not a Reference Path", at: key, offset: 0,
                hint: "\(key) reads the state's input or a variable, but not the context object.")
        default: break
        }
    }

    /// Warns of a field that the context object never has.
    private mutating func checkContextFields(of paths: some Sequence<JSONPath>, at key: String) {
        guard options.includesAdvice else { return }
        for path in paths where path.root == .context {
            guard let (name, known) = unknownContextField(of: path) else { continue }
            report(
                .unknownContextField, "The context object has no field '\(name)' there", at: key,
                hint: suggestion(for: name, among: known, .warning))
        }
    }
}

extension Checker {
    /// Reports what is no path and no call, in AWS's words, with our reason as the hint.
    private mutating func reportFault(_ error: ExpressionError, in text: String, at key: String, as use: PathUse) {
        let isCall = use.takesCall && text.utf8.first != UInt8(ascii: "$")
        let isNeither = isCall && !startsCall(text)
        let rule = isNeither ? DefinitionRule.neitherPathNorIntrinsic : .expressionRule(forCode: error.code)
        var reason = sentence(error.message)
        if isNeither {
            reason = hint(forConstant: text, at: key)
        } else if !use.takesCall, startsCall(text) {
            reason = "No intrinsic function can stand here: compute the value in a Pass state before."
        } else if error.code == "unknown-intrinsic" {
            let name = nameOfFunction(in: text, at: error.offset)
            let nearest = suggestion(for: name, among: IntrinsicFunction.allCases.map(\.rawValue))
            reason = nearest.isEmpty ? reason : nearest
        }
        report(
            rule, serviceMessage(for: error, in: text, at: key, as: use), at: key, offset: error.offset, hint: reason,
            isLocatedAtParent: use == .template)
    }

    private func serviceMessage(
        for error: ExpressionError, in text: String, at key: String, as use: PathUse
    ) -> String {
        switch use {
        case .template:
            return "The value for the field '\(key)' must be a valid JSONPath or a valid intrinsic function call"
        case .path, .text: return "Value must be a valid JSONPath."
        case .referencePath, .mapNumber, .resultPath: break
        }
        let message = "Value is not a Reference Path"
        guard text.utf8.first == UInt8(ascii: "$") else { return "\(message): Reference path didn't start with '$'" }
        let isAtBracket = text.unicodeScalars.prefix(error.offset).last == "["
        guard error.code == "invalid-jsonpath", isAtBracket else { return message }
        return "\(message): '[' must be followed by ' or '['"
    }

    private func hint(forConstant text: String, at key: String) -> String {
        let trimmed = text.drop(while: \.isWhitespace)
        if trimmed.hasPrefix("$") || startsCall(String(trimmed)) { return "Remove the blanks in front." }
        let name = nameOfFunction(in: text, at: 0)
        if IntrinsicFunction(rawValue: "States.\(name)") != nil { return "Did you mean 'States.\(name)'?" }
        let suffix = key.hasSuffix(".$") ? 2 : key.hasSuffix("Path") ? 4 : 0
        return "To give a constant, name the field '\(key.dropLast(suffix))'."
    }
}

extension DefinitionRule {
    /// The rule that an error of a path or of an intrinsic function breaks.
    fileprivate static func expressionRule(forCode code: String) -> DefinitionRule {
        switch code {
        case "not-a-reference-path": .notAReferencePath
        case "invalid-intrinsic": .invalidIntrinsic
        case "unknown-intrinsic": .unknownIntrinsic
        case "intrinsic-arity": .intrinsicArity
        case "intrinsic-argument": .intrinsicArgument
        case "intrinsic-escape": .intrinsicEscape
        case "intrinsic-nesting": .intrinsicNesting
        default: .invalidPath
        }
    }
}

/// The fields of the context object, by the path to the object that holds them. Below `Execution.Input` and
/// `Map.Item.Value` there can be anything. (AWS developer guide, "Context object")
private let contextFields: [String: [String]] = [
    "": ["Execution", "Map", "State", "StateMachine", "Task"],
    ".Execution": ["Id", "Input", "Name", "RedriveCount", "RedriveTime", "RoleArn", "StartTime"],
    ".Map": ["Item"],
    ".Map.Item": ["Index", "Key", "Source", "Value"],
    ".State": ["EnteredTime", "Name", "RetryCount"],
    ".StateMachine": ["Id", "Name"],
    ".Task": ["Token"],
]

private func unknownContextField(of path: JSONPath) -> (name: String, known: [String])? {
    var place = ""
    for segment in path.segments {
        guard case .name(let name) = segment, let known = contextFields[place] else { return nil }
        guard known.contains(name) else { return (name, known) }
        place += ".\(name)"
    }
    return nil
}

private func startsCall(_ text: String) -> Bool { text.utf8.starts(with: "States.".utf8) }

private func nameOfFunction(in text: String, at offset: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(offset).prefix { $0 != "(" && $0 != " " }))
}

/// A message as a sentence of its own.
private func sentence(_ message: String) -> String {
    message.prefix(1).uppercased() + message.dropFirst() + "."
}
