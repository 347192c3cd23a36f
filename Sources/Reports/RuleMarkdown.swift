internal import StatesLanguage

/// The page of all codes.
func rulesMarkdown() -> String {
    let rules = DefinitionRule.all
    var page = """
        # Diagnostics

        Every code that Statecraft gives, with the reason and the remedy. `statecraft explain CODE` prints one of them;
        this page is what `statecraft explain --format markdown` prints.

        An *error* is what AWS refuses: nothing is deployed while one stands. A *warning* is taken by AWS and will hurt;
        it can be switched off with a reason, in the project, in a folder, or in a state by its `Comment`.

        | Rule | Severity | AWS's code | What is wrong |
        |---|---|---|---|

        """
    for rule in rules {
        let code = rule.hasServiceCode ? "`\(rule.code)`" : ""
        page += "| [\(rule.name)](#\(rule.name)) | \(rule.severity.rawValue.lowercased()) | \(code) "
        page += "| \(Markdown.prose(rule.summary)) |\n"
    }
    for rule in rules { page += "\n\(ruleMarkdown(rule))" }
    return page + documentProblemsMarkdown()
}

/// A rule under its heading.
func ruleMarkdown(_ rule: DefinitionRule) -> String {
    """
    ## \(rule.name)

    **\(Markdown.prose(rule.summary.prefix(1).uppercased() + rule.summary.dropFirst())).** \
    \(Markdown.prose(rule.verdict))

    \(ruleHelpMarkdown(rule))

    """
}

/// Why, what to do, and the examples.
func ruleHelpMarkdown(_ rule: DefinitionRule) -> String {
    let language = rule.isAboutManifest ? "yaml" : "json"
    return """
        \(Markdown.prose(rule.explanation))

        **What to do:** \(Markdown.prose(rule.remedy))

        Wrong:

        ```\(language)
        \(rule.shownWrong)
        ```

        Right:

        ```\(language)
        \(rule.shownRight)
        ```
        """
}

private func documentProblemsMarkdown() -> String {
    var text = """

        # Files, manifests, projects and runs

        These diagnostics say themselves what to do.

        """
    for subject in DocumentProblem.Subject.allCases {
        text += "\n## \(subject.rawValue)\n\n| Code | What it stands for |\n|---|---|\n"
        for problem in DocumentProblem.all where problem.subject == subject {
            text += "| `\(problem.code)` | \(Markdown.prose(problem.meaning)) |\n"
        }
    }
    return text
}
