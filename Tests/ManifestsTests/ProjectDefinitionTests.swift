import Documents
import Manifests
import StatesLanguage
import Testing

/// Validation shows what is wrong with definitions at the line and column that the author wrote: inline, in files of
/// their own, in patches, and behind placeholders. What a team has decided to live with is not shown.
@Suite struct ProjectDefinitionTests {
    private static let inline = """
        definition:
          StartAt: Ask
          States:
            Ask:
              Type: Task
              Resource: arn:aws:states:::lambda:invoke
              Parameters: {FunctionName: "ask-${stage}", "Payload.$": "$"}
              TimeoutSeconds: 60
              Retry: [{ErrorEquals: [States.ALL]}]
              Next: Nowhere
            Done: {Type: Succeed}
        """

    private static let right = inline.replacing("Next: Nowhere", with: "Next: Done")

    private func places(_ files: [String: String?], environment: String = "dev") -> [String] {
        validateProject(from: SmallProject.tree(files), environments: [environment], commit: "c0ffee").map(\.place)
    }

    @Test func anInlineDefinitionIsShownWhereItIsWritten() {
        let machine = SmallProject.machine("ask", Self.inline)
        #expect(
            places(["ask.yaml": machine]) == [
                "missing-transition-target ask.yaml:15:15", "unreachable-state ask.yaml:16:7",
            ])
    }

    @Test func aDefinitionInAFileIsShownInThatFile() {
        let definition = SmallProject.definition.replacing("\"End\": true", with: "\"Ned\": true")
        #expect(places(["checkout.asl.json": definition]).contains("unsupported-field checkout.asl.json:4:52"))
    }

    @Test func whatAPatchPutsInIsShownInThePatch() {
        let machine = SmallProject.machine("ask", Self.right)
        let patch = """
            kind: StateMachine
            metadata: {name: ask}
            spec:
              definition: {States: {Ask: {TimeoutSeconds: 0}}}

            """
        let files = ["ask.yaml": machine, "patches/prod/ask.yaml": patch]
        #expect(places(files) == [])
        #expect(places(files, environment: "prod") == ["value-out-of-range patches/prod/ask.yaml:4:47"])
    }

    /// The column is that of the value, since what stands in the file is not what was checked.
    @Test func aValueThatAPlaceholderBringsIsShownWhereThePlaceholderIs() {
        let project = SmallProject.project.replacing("{stage: dev}", with: "{stage: dev, wait: \"soon\"}")
        let machine = SmallProject.machine(
            "ask", "definition: {StartAt: W, States: {W: {Type: Wait, Timestamp: \"${wait}\", End: true}}}")
        let files = ["statecraft.yaml": project, "ask.yaml": machine]
        #expect(places(files) == ["timestamp-format ask.yaml:6:64"])
    }

    @Test(arguments: [("", true), ("directory: flows", true), ("directory: other", false)])
    func aWarningThatTheProjectAllowsIsNotShown(directory: String, isAllowed: Bool) {
        let allowance = """
              validation:
                allow:
                  - {rule: task-without-retry, reason: the function never fails, \(directory)}

            """
        let bare = Self.right.split(separator: "\n").filter { !$0.contains("Retry") }.joined(separator: "\n")
        let files = [
            "statecraft.yaml": SmallProject.project + allowance, "flows/ask.yaml": SmallProject.machine("ask", bare),
        ]
        #expect(places(files) == (isAllowed ? [] : ["task-without-retry flows/ask.yaml:9:7"]))
    }

    @Test(arguments: ["task-without-retri", "required-field"])
    func anAllowanceOfNoWarningIsAnError(rule: String) {
        let allowance = "  validation:\n    allow:\n      - {rule: \(rule), reason: because}\n"
        let codes = places(["statecraft.yaml": SmallProject.project + allowance])
        #expect(codes == ["unknown-value statecraft.yaml:20:16"])
    }

    @Test(arguments: [
        ("/aws/vendedlogs/states/ask", [String]()),
        ("/states/ask", ["log-group-outside-vendedlogs ask.yaml:10:11"]),
    ])
    func aLogGroupOutsideVendedLogsIsWarnedOf(group: String, expected: [String]) {
        let machine = SmallProject.machine(
            "ask",
            """
            loggingConfiguration:
              level: ERROR
              destinations:
                - cloudWatchLogsLogGroup:
                    logGroupArn: arn:aws:logs:us-east-1:000000000000:log-group:\(group):*
            \(SmallProject.inlineDefinition)
            """)
        #expect(places(["ask.yaml": machine]) == expected)
    }

    /// A plan checks what it would write, so loading for it must not take the time.
    @Test func loadingForAPlanChecksNoDefinitions() {
        let machine = SmallProject.machine("ask", Self.inline)
        #expect(SmallProject.load(SmallProject.tree(["ask.yaml": machine]), environment: "dev").diagnostics == [])
    }
}
