/// What a YAML document can mean that JSON cannot, and other problems behind the syntax.
enum YAMLProblem {
    case duplicateKey(String, first: SourceLocation)
    case complexKey(String)
    case mergeKey
    case unfitTag(YAMLTag, String)
    case notFinite(String)
    case numberOutOfRange
    case undefinedAlias(String, nearest: String?)
    case recursiveAlias(String)
    case tooDeep(Int)
    case tooManyNodes(Int, byAlias: Bool)
    case tooManyProblems(Int)

    /// The problem as it is shown.
    func diagnostic(at location: SourceLocation?) -> Diagnostic {
        switch self {
        case .duplicateKey(let key, let first):
            Diagnostic(
                .error, "duplicate-key", "the key \"\(key)\" appears twice",
                detail: "Remove one of them, or merge their contents.", at: location,
                related: [.init(message: "first written", location: first)])
        case .complexKey(let kind):
            Diagnostic(
                .error, "complex-key", "\(kind) cannot be a key",
                detail: "Keys are texts. Quote a key that starts with '[', '{' or '? '.", at: location)
        case .mergeKey:
            Diagnostic(
                .error, "merge-key", "merge keys (\"<<\") are not part of YAML 1.2",
                detail: "Write the members out, or refer to whole values with an alias. Quote the key if it is one.",
                at: location)
        case .unfitTag(.unknown(let name), _):
            Diagnostic(
                .error, "unknown-tag", "the tag \(YAMLTag.unknown(name).written) is unknown",
                detail: "Only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map can be used. "
                    + (YAMLTag.templateFunctions.contains(name)
                        ? "A template's function: check the template that was built." : "Remove the tag."),
                at: location)
        case .unfitTag(let tag, let what):
            Diagnostic(
                .error, "tag-mismatch", "the tag \(tag.written) does not fit \(what)",
                detail: "Remove the tag, or change the value.", at: location)
        case .notFinite(let text):
            Diagnostic(
                .error, "number-not-finite", "\(text) is a number that JSON cannot carry",
                detail: "Write it as a quoted text, or use a finite number.", at: location)
        case .numberOutOfRange:
            Diagnostic(
                .error, "number-out-of-range", "the number is out of range",
                detail: "Exponents go up to 999999999, octal and hexadecimal numbers to 128 digits. "
                    + "Quote it if it is a text.",
                at: location)
        case .undefinedAlias(let name, let nearest):
            Diagnostic(
                .error, "undefined-alias", "the alias *\(name) refers to no anchor before it",
                detail: nearest.map { "Did you mean *\($0)? " } ?? ""
                    + "Anchors are defined as &\(name) in the same document. Quote a text that starts with '*'.",
                at: location)
        case .recursiveAlias(let name):
            Diagnostic(
                .error, "recursive-alias", "the alias *\(name) refers to a value that it is part of",
                detail: "A document is a tree; write the value out.", at: location)
        case .tooDeep, .tooManyNodes, .tooManyProblems: limitDiagnostic(at: location)
        }
    }

    private func limitDiagnostic(at location: SourceLocation?) -> Diagnostic {
        switch self {
        case .tooDeep(let limit):
            Diagnostic(
                .error, "too-deep", "nested deeper than \(limit), which is the limit",
                detail: "Flatten the structure.", at: location)
        case .tooManyNodes(let limit, true):
            Diagnostic(
                .error, "too-many-nodes", "with this alias the file has more than \(limit) values, which is the limit",
                detail: "Every alias counts as all that it stands for. Use fewer aliases to aliases.", at: location)
        case .tooManyNodes(let limit, false):
            Diagnostic(
                .error, "too-many-nodes", "the file has more than \(limit) values, which is the limit",
                detail: "Split it into several files.", at: location)
        case .tooManyProblems(let limit):
            Diagnostic(
                .error, "too-many-problems", "the file has at least \(limit) problems; the rest of it was not read",
                detail: "Correct these first.", at: location)
        default: preconditionFailure("only problems of limits come here")
        }
    }
}
