import Documents
import JSON
import Manifests
import Planning
import Reports
import StepFunctions
import Testing

/// Guarantee: a page needs nothing but itself, and nothing that comes from a manifest or from the service becomes
/// markup in it.
///
/// How: pages of a plan and a drift report whose every text is hostile, with a drawing that is given instead of
/// Graphviz's.
@Suite struct HTMLReportTests {
    private static let elements: Set = [
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "div", "table", "thead", "tbody",
        "tr", "th", "td", "ul", "li", "code", "pre", "del", "ins", "details", "summary", "figure", "svg", "span",
        "strong", "br",
    ]

    private static func definition(_ name: String, next: String) -> String {
        let states: JSONValue = [
            name: ["Type": "Pass", "Next": .string(next)], next: ["Type": "Succeed", "Comment": .string(name)],
        ]
        return (["StartAt": .string(name), "States": states] as JSONValue).compactText
    }

    private func pages(_ text: String, draw: Drawing) -> [String] {
        let id = ResourceID(.stateMachine, text)
        let arn = StateMachineARN(partition: "aws", region: "eu-west-1", account: "111122223333", name: "checkout")
        let (before, after) = (Self.definition(text, next: "B"), Self.definition(text, next: "C"))
        let content = StateMachineContent(
            type: .standard, definition: after, roleArn: text, loggingConfiguration: .init(),
            tracingConfiguration: .init(enabled: false), encryptionConfiguration: .init(type: .awsOwnedKey))
        let step = Step(
            resource: id, action: .updateStateMachine(StateMachineWrite(arn: arn, content: content, publish: true)),
            reason: text, precondition: .revision(nil),
            changes: [Change(path: "definition.\(text)", before: .string(text), after: .string(text))],
            liveDefinition: before, source: SourceLocation(file: text, line: 1, column: 1))
        let diagnostic = Diagnostic(.warning, "odd", text, detail: text, at: step.source, excerpt: text)
        let plan = Plan(
            project: text, environment: text, target: text, binding: .init(commit: text, dirty: true), depth: .full,
            steps: [step], waitingOn: [Waiting(.held, id, reason: text)],
            unmanaged: [
                UnmanagedResource(resource: id, arn: text),
                UnmanagedResource(resource: id, arn: text, proven: false, commit: text),
            ], diagnostics: [diagnostic])
        let drift = DriftReport(
            project: text, environment: text, target: text, commit: text, dirty: false, depth: .full,
            drift: [
                .init(resource: id, path: "definition.\(text)", kind: .changed, desired: .string(text), observed: nil)
            ],
            definitions: [.init(resource: id, desired: before, observed: after)],
            pending: [.init(resource: id, reason: text)], diagnostics: [diagnostic])
        return [renderPlan(plan, as: .html, draw: draw), renderDrift(drift, as: .html, draw: draw)]
    }

    @Test(arguments: ReportTests.hostile + ["\" onload=\"x", "' style='x", "<img src=x>", "&lt;script&gt;", "]]>"])
    func nothingFromOutsideBecomesMarkup(text: String) {
        for page in pages(text, draw: { _ in nil }) {
            let tags = page.matches(of: /<\/?([a-z0-9]+)([^>]*)>/)
            #expect(Set(tags.map { String($0.1) }).isSubset(of: Self.elements))
            let bare = page.replacing(/<!?\/?[a-z0-9]+[^<>]*>/, with: "")
            #expect(!bare.contains("<"), "every bracket belongs to a tag of ours")
            #expect(tags.allSatisfy { !$0.2.contains(" on") })
        }
    }

    @Test func aPageNeedsNothingElse() {
        for page in pages("checkout", draw: { _ in nil }) {
            #expect(page.hasPrefix("<!doctype html>"))
            #expect(page.contains("default-src 'none'"))
            for part in ["src=", "href=", "url(", "@import", "<script", "http:", "https:"] {
                #expect(!page.contains(part), "\(part)")
            }
        }
    }

    @Test func everyElementIsClosed() {
        for page in pages("checkout", draw: { _ in "<?xml version=\"1.0\"?>\n<svg></svg>\n" }) {
            var open: [Substring] = []
            for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where !["meta", "br"].contains(tag.2) {
                if tag.1.isEmpty { open.append(tag.2) } else { #expect(open.popLast() == tag.2) }
            }
            #expect(open.isEmpty)
        }
    }

    @Test func thePictureStandsInThePage() {
        for page in pages("checkout", draw: { _ in "<?xml version=\"1.0\"?>\n<svg>drawn</svg>\n" }) {
            #expect(page.contains("<figure tabindex=\"0\"><svg>drawn</svg>"))
            #expect(!page.contains("<?xml"))
        }
    }

    @Test func withoutGraphvizThePageHasTheChangeInWords() {
        for page in pages("checkout", draw: { _ in nil }) {
            #expect(!page.contains("<figure"))
            #expect(page.contains("flowchart"))
            #expect(page.contains("Graphviz"))
        }
    }
}
