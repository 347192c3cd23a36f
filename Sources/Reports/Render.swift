public import Documents
public import JSON
public import Manifests
public import Planning

/// Where records were read, for the head of a report.
public struct RecordsContext: Sendable {
    /// The project's name.
    public var project: String
    /// The environment's name.
    public var environment: String
    /// For people, such as `local:.statecraft/local.sqlite`.
    public var target: String
    /// The full commit id that git was read at.
    public var commit: String

    /// Names the place.
    public init(project: String, environment: String, target: String, commit: String) {
        self.project = project
        self.environment = environment
        self.target = target
        self.commit = commit
    }
}

/// Problems of a project.
public func renderDiagnostics(_ diagnostics: [Diagnostic], as format: RecordFormat) -> String {
    switch format {
    case .text(let colored):
        var text = StyledText(colored: colored)
        if !diagnostics.isEmpty { text.append(diagnostics) }
        return text.text
    case .json: return jsonText(diagnosticsJSON(diagnostics))
    }
}

/// Problems of a project, for whoever checks it.
public func renderProblems(_ diagnostics: [Diagnostic], as format: ProblemFormat) -> String {
    switch format {
    case .text(let colored): renderDiagnostics(diagnostics, as: .text(colored: colored))
    case .json: renderDiagnostics(diagnostics, as: .json)
    case .sarif(let version): jsonText(diagnosticsSARIF(diagnostics, toolVersion: version))
    case .github: diagnosticsGitHub(diagnostics)
    }
}

/// What is wrong with definitions that are checked outside of a project.
public func renderDefinitionChecks(_ checks: [DefinitionCheck], as format: ProblemFormat) -> String {
    if format == .json { return jsonText(definitionChecksJSON(checks)) }
    return renderProblems(checks.flatMap { $0.problems.map(\.diagnostic) }, as: format)
}

/// What a plan would do, and why.
///
/// - Parameter draw: draws the pictures of a page; without them the page has them in words.
public func renderPlan(
    _ plan: Plan, for purpose: RunPurpose = .apply, detail: DefinitionDetail = .states, as format: ReportFormat,
    draw: Drawing = { _ in nil }
) -> String {
    switch format {
    case .text(let colored): planText(plan, for: purpose, detail: detail, colored: colored)
    case .json: jsonText(planJSON(plan))
    case .markdown: planMarkdown(plan)
    case .html: planHTML(plan, for: purpose, draw: draw)
    }
}

/// How live resources differ from what was last deployed.
///
/// - Parameter draw: draws the pictures of a page; without them the page has them in words.
public func renderDrift(
    _ report: DriftReport, detail: DefinitionDetail = .states, as format: ReportFormat,
    draw: Drawing = { _ in nil }
) -> String {
    switch format {
    case .text(let colored): driftText(report, detail: detail, colored: colored)
    case .json: jsonText(driftJSON(report))
    case .markdown: driftMarkdown(report)
    case .html: driftHTML(report, draw: draw)
    }
}

/// What became of a plan.
public func renderApply(
    _ report: ApplyReport, for purpose: RunPurpose = .apply, as format: RecordFormat
) -> String {
    switch format {
    case .text(let colored): applyText(report, for: purpose, colored: colored)
    case .json: jsonText(applyJSON(report))
    }
}

/// What runs where.
public func renderStatus(_ records: [DeploymentRecord], in context: RecordsContext, as format: RecordFormat) -> String {
    switch format {
    case .text(let colored): statusText(records, colored: colored)
    case .json: jsonText(recordsJSON(records, in: context, versions: false))
    }
}

/// Which version was made from which commit, and who routes to it.
public func renderHistory(
    _ records: [DeploymentRecord], in context: RecordsContext, as format: RecordFormat
) -> String {
    switch format {
    case .text(let colored): historyText(records, colored: colored)
    case .json: jsonText(recordsJSON(records, in: context, versions: true))
    }
}

/// Indented JSON that ends in a newline. Control characters that JSON itself would let through (DEL and
/// U+0080 to U+009F), and those that turn the direction of writing, are escaped, since the text may land on a
/// terminal; so is the bracket of `##[`, which GitHub's runner takes for a command wherever it stands. Inside JSON
/// they can only stand in strings.
public func jsonText(_ value: JSONValue) -> String {
    let text = value.prettyText
    let mayHaveCommand = text.utf8.contains(UInt8(ascii: "#"))
    guard mayHaveCommand || text.unicodeScalars.contains(where: actsOnTerminal) else { return text + "\n" }
    var result = ""
    var hashes = 0
    for scalar in text.unicodeScalars {
        if actsOnTerminal(scalar) || hashes >= 2 && scalar == "[" {
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
            result.unicodeScalars.append(scalar)
        }
        hashes = scalar == "#" ? hashes + 1 : 0
    }
    return result + "\n"
}
