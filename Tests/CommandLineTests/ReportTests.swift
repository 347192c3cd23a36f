import Documents
import JSON
import Manifests
import Planning
import Reports
import StepFunctions
import Testing

/// Guarantee: nothing that comes from a manifest or from the service can color a terminal, move its cursor, or leave
/// its place in a comment.
///
/// How: a plan whose every text is hostile, in each format.
@Suite struct ReportTests {
    static let hostile = [
        "\u{1B}[31mred", "\u{9B}31m", "a\u{7}b\r\u{8}", "\u{202E}txt.exe", "line\nbreak\ttab", "| cell | cell",
        "`code` ``` ~~~", "</details></summary><script>", "[x](http://example.com) ![y](z)", "@everyone #1 **b** _i_",
    ]

    private func plan(_ text: String) -> Plan {
        let id = ResourceID(.activity, text)
        let place = SourceLocation(file: text, line: 1, column: 1)
        let step = Step(
            resource: id, action: .untagResource(arn: text, keys: [text]), reason: text, precondition: .stampedBy(text),
            changes: [Change(path: "tags.\(text)", before: .string(text), after: nil, source: place)], source: place)
        return Plan(
            project: text, environment: text, target: text, binding: .init(commit: text, dirty: true), depth: .full,
            steps: [step], waitingOn: [Waiting(.held, id, reason: text)],
            unmanaged: [
                UnmanagedResource(resource: id, arn: text),
                UnmanagedResource(resource: id, arn: text, proven: false, commit: text),
            ],
            diagnostics: [Diagnostic(.warning, "odd", text, detail: text, at: place)], reads: [text: 1])
    }

    private func drift(_ text: String) -> DriftReport {
        DriftReport(
            project: text, environment: text, target: text, commit: text, dirty: false, depth: .full,
            drift: [
                .init(
                    resource: ResourceID(.activity, text), path: text, kind: .changed, desired: .string(text),
                    observed: nil)
            ],
            pending: [.init(resource: ResourceID(.activity, text), reason: text)])
    }

    private func records(_ text: String) -> [DeploymentRecord] {
        let now = Timestamp(millisecondsSince1970: 0)
        let alias = DeploymentRecord.Alias(
            name: text, routes: [], previous: nil, hold: Hold(content: text, since: 0), updated: now)
        let version = DeploymentRecord.Version(
            number: 1, created: now, description: text, commit: text, content: nil, aliases: [text: 100])
        return [
            DeploymentRecord(
                resource: ResourceID(.stateMachine, text), arn: text, exists: true, aliases: [alias],
                versions: [version]),
            DeploymentRecord(resource: ResourceID(.stateMachine, text), arn: text, exists: true, problem: text),
        ]
    }

    private func context(_ text: String) -> RecordsContext {
        RecordsContext(project: text, environment: text, target: text, commit: text)
    }

    @Test(arguments: hostile)
    func noReportHasControlCharactersOfOthers(text: String) {
        let formats: [ReportFormat] = [.text(colored: false), .json, .markdown, .html]
        for format in formats {
            for report in [renderPlan(plan(text), as: format), renderDrift(drift(text), as: format)] {
                for scalar in report.unicodeScalars where scalar != "\n" && scalar != "\t" {
                    #expect(scalar.properties.generalCategory != .control, "\(format)")
                    #expect(!(0x202A...0x202E).contains(scalar.value), "\(format)")
                }
            }
        }
    }

    /// As many lines as with a text that has nothing odd about it: nobody begins a line who should not.
    @Test(arguments: hostile)
    func noTextFromOutsideBeginsALineOfItsOwn(text: String) {
        func lines(_ text: String) -> [Int] {
            var plan = plan(text)
            // The lines of a detail are ours.
            for index in plan.diagnostics.indices { plan.diagnostics[index].detail = "" }
            let results: [ApplyReport.Result] = [.failed(reason: text), .unknown(reason: text), .done]
            let apply = ApplyReport(plan: plan, entries: results.map { .init(step: plan.steps[0], result: $0) })
            let reports = [
                renderPlan(plan, as: .text(colored: false)), renderDrift(drift(text), as: .text(colored: true)),
                renderPlan(plan, as: .markdown), renderDrift(drift(text), as: .markdown),
                renderApply(apply, as: .text(colored: false)),
                renderStatus(records(text), in: context(text), as: .text(colored: false)),
                renderHistory(records(text), in: context(text), as: .text(colored: true)),
            ]
            return reports.map { $0.split(separator: "\n", omittingEmptySubsequences: false).count }
        }
        #expect(lines(text) == lines("plain"))
    }

    @Test(arguments: hostile)
    func everyTableRowOfACommentHasItsCells(text: String) {
        for report in [renderPlan(plan(text), as: .markdown), renderDrift(drift(text), as: .markdown)] {
            let rows = report.split(separator: "\n").filter { $0.hasPrefix("| ") }
            #expect(rows.count == 2)
            let bars = rows.map { row in row.replacing("\\|", with: "").count { $0 == "|" } }
            #expect(bars[0] == bars[1], "\(rows)")
        }
    }

    @Test(arguments: hostile)
    func outsideFencesAndCodeNoMarkupOfOthersIsLeft(text: String) {
        for report in [renderPlan(plan(text), as: .markdown), renderDrift(drift(text), as: .markdown)] {
            var prose = ""
            var fence = ""
            for line in report.split(separator: "\n") {
                if fence.isEmpty, line.hasPrefix("```") {
                    fence = String(line.prefix { $0 == "`" })
                } else if !fence.isEmpty {
                    if line == fence { fence = "" }
                } else {
                    prose += line.replacing(/(`+)(?!`).*?[^`]\1(?!`)/, with: "") + "\n"
                }
            }
            #expect(fence.isEmpty, "every fence is closed")
            for markup in ["<script", "</details></summary>", "](http", "@everyone", " **b**"] {
                #expect(!prose.contains(markup), "\(prose)")
            }
        }
    }

    @Test func aCommentNeverExceedsWhatGitHubTakes() {
        let long = String(repeating: "x", count: 5_000)
        let steps = (0..<3_000).map { number in
            Step(
                resource: ResourceID(.activity, "activity-\(number)"), action: .untagResource(arn: "a", keys: ["k"]),
                reason: "r", precondition: .none, changes: [Change(path: "p", before: .string(long), after: nil)])
        }
        var large = plan("x")
        large.steps = steps
        large.diagnostics = (0..<3_000).map { Diagnostic(.warning, "w", "warning number \($0)") }
        large.waitingOn = (0..<3_000).map { Waiting(.held, ResourceID(.activity, "a\($0)"), reason: "r") }
        let comment = renderPlan(large, as: .markdown)
        #expect(comment.utf8.count < 65_536)
        #expect(comment.contains("more resources: run `statecraft plan` to see all"))
    }

    @Test func longValuesAreCutInTextAndWholeInJSON() {
        let long = String(repeating: "é", count: 400)
        var plan = plan("x")
        plan.steps[0].changes = [Change(path: "description", before: .string(long), after: nil)]
        #expect(!renderPlan(plan, as: .text(colored: false)).contains(long))
        #expect(renderPlan(plan, as: .text(colored: false)).contains("… (402 characters)"))
        #expect(renderPlan(plan, as: .json).contains(long))
    }

    @Test(arguments: [
        ("definition.States.Charge.Retry[0].MaxAttempts", "definition, state Charge: Retry[0].MaxAttempts"),
        (#"definition.States["a.b \"c\""].Next"#, #"definition, state a.b "c": Next"#),
        ("definition.States.Pack", "definition, state Pack"), ("definition.StartAt", "definition.StartAt"),
        ("roleArn", "roleArn"),
    ])
    func pathsInsideADefinitionAreSaidByState(path: String, field: String) {
        var plan = plan("x")
        plan.steps[0].changes = [Change(path: path, before: 1, after: 2)]
        #expect(renderPlan(plan, as: .text(colored: false)).contains("~ \(field): 1 → 2"))
    }

    @Test func jsonHasItsMembersInTheDocumentedOrder() throws {
        let report = try JSONValue(parsing: renderPlan(plan("x"), as: .json))
        #expect(
            report.objectValue?.keys == [
                "formatVersion", "project", "environment", "target", "commit", "tree", "dirty", "depth", "complete",
                "applicable", "errored", "steps", "waitingOn", "unmanaged", "diagnostics", "summary", "reads",
                "policy",
            ])
        #expect(
            report["steps"]?[0]?.objectValue?.keys == [
                "id", "action", "resource", "reason", "publish", "routingConfiguration", "precondition", "changes",
                "definitionChanges", "dependsOn", "phase", "source", "order",
            ])
        #expect(
            report["diagnostics"]?[0]?.objectValue?.keys == [
                "severity", "code", "summary", "detail", "file", "line", "column", "related",
            ])
    }
}
