internal import Reports

extension Command {
    static let explain = Command(
        name: "explain", summary: "says what a diagnostic's code means, and what to do",
        description: "Prints one rule of the states language: why it matters, what to do, and an example put right. A "
            + "code of AWS, such as SCHEMA_VALIDATION_FAILED, lists the rules behind it. Without an argument it lists "
            + "every code there is.",
        positionals: [
            Positional(name: "CODE", help: "a rule's name, or a code of AWS", isRequired: false)
        ],
        options: [.textJSONOrMarkdown],
        exitStatuses: [(.success, "printed"), (.failure, "there is no such code")],
        examples: [
            Example("statecraft explain", "every code"),
            Example("statecraft explain required-field", "one rule"),
            Example("statecraft explain MISSING_TRANSITION_TARGET", "the rules behind a code of AWS"),
            Example("statecraft explain --format markdown > diagnostics.md", "a page of all codes"),
        ],
        run: { arguments, console in
            try console.result(
                renderExplanation(try explanation(arguments.positional(0)), as: arguments.explanationFormat(console)))
            return .success
        })

    private static func explanation(_ code: String?) throws(CommandFailure) -> Explanation {
        guard let code else { return Explanation() }
        if let explanation = Explanation(of: code) { return explanation }
        let codes = Explanation.codes(like: code)
        let guess =
            switch codes.count {
            case 0: ""
            case 1: "Did you mean '\(codes[0])'? "
            default: "With that word: \(codes.joined(separator: ", ")). "
            }
        throw CommandFailure("there is no code '\(code)'", detail: guess + "statecraft explain lists all of them.")
    }
}

extension Arguments {
    fileprivate func explanationFormat(_ console: Console) -> ExplanationFormat {
        switch self[.textJSONOrMarkdown] {
        case "json": .json
        case "markdown": .markdown
        default: .text(colored: console.isColored)
        }
    }
}
