internal import Reports

extension Arguments {
    /// How a comparison is printed.
    func reportFormat(_ console: Console) -> ReportFormat {
        switch self[.anyReport] {
        case "json": .json
        case "markdown": .markdown
        case "html": .html
        default: .text(colored: console.isColored)
        }
    }

    /// How much of changed definitions is printed.
    var definitionDetail: DefinitionDetail { has(.raw) ? .fields : .states }

    /// How problems of documents are printed.
    func problemFormat(_ console: Console) -> ProblemFormat {
        switch self[.anyProblemFormat] {
        case "json": .json
        case "sarif": .sarif(toolVersion: version)
        case "github": .github
        default: .text(colored: console.isColored)
        }
    }

    /// How everything else is printed.
    func recordFormat(_ console: Console) -> RecordFormat {
        self[.textOrJSON] == "json" ? .json : .text(colored: console.isColored)
    }
}

extension ReportFormat {
    /// Whether something other than a person at a terminal reads it, so that problems belong into the report.
    var isForPrograms: Bool {
        if case .text = self { false } else { true }
    }
}
