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

    /// As `aws stepfunctions describe-state-machine` prints definitions.
    @Test(arguments: [
        (
            "|\n  {\"StartAt\": \"Ask\", \"States\": {\n    \"Ask\": {\"Type\": \"Pass\", \"Next\": \"Nowhere\"}}}",
            "8:39"
        ),
        (#""{\"StartAt\": \"Ask\", \"States\": {\"Ask\": {\"Type\": \"Pass\", \"Next\": \"Nowhere\"}}}""#, "6:92"),
        (
            #""{\r\"StartAt\": \"Ask\",\r\r\n\"States\": {\"Ask\": {\"Type\": \"Pass\", \"Next\": \"Nowhere\"}}}""#,
            "6:99"
        ),
        (
            #""\uFEFF{\"StartAt\": \"Ask\", \"States\": {\"Ask\": {\"Type\": \"Pass\", \"Next\": \"Nowhere\"}}}""#,
            "6:98"
        ),
        ("!!str '{\"StartAt\": \"Ask\", \"States\": {\"Ask\": {\"Type\": \"Pass\", \"Next\": \"Nowhere\"}}}'", "6:15"),
    ])
    func aDefinitionThatIsJSONTextIsShownInTheText(text: String, place: String) {
        let found = places(["ask.yaml": SmallProject.machine("ask", "definition: \(text)")])
        #expect(found.last == "missing-transition-target ask.yaml:\(place)")
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

    private static let ask = [
        "statecraft.yaml": SmallProject.project, "flows/ask.yaml": SmallProject.machine("ask", right),
    ]

    /// A project of the machine `ask`, which nothing is wrong with, and of allowances.
    private func allowing(_ items: String..., adding files: [String: String] = [:]) -> [String: String?] {
        let list = items.map { "      - {reason: it has to be, \($0)}\n" }.joined()
        var all = Self.ask.merging(files) { $1 }
        all["statecraft.yaml"]? += "  validation:\n    allow:\n\(list)"
        return all
    }

    private func warnings(_ files: [String: String?], environment: String? = nil) -> [String] {
        validateProject(
            from: SmallProject.tree(files), environments: environment.map { [$0] }, commit: "c0ffee"
        ).map { "\($0.place) \($0.detail.prefix { $0 != "." })" }
    }

    @Test func anAllowanceThatNothingIsFoundForIsAWarning() {
        let files = allowing(
            "rule: endless-loop", "rule: endless-loop, directory: flows", "rule: no-path, directory: x")
        #expect(
            warnings(files) == [
                "unused-allowance statecraft.yaml:20:38 Remove the allowance",
                "unused-allowance statecraft.yaml:21:38 Remove the allowance",
                "unused-allowance statecraft.yaml:22:38 No YAML or JSON file lies there",
            ])
    }

    /// Whatever is about a warning counts as used, be it the log group's or one of the environment that is patched.
    @Test func anAllowanceIsUsedWhenItIsNeededInAnyEnvironment() {
        let patch = """
            kind: StateMachine
            metadata: {name: ask}
            spec:
              loggingConfiguration:
                level: ERROR
                destinations:
                  - cloudWatchLogsLogGroup: {logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:ask:*"}
              definition: {States: {Ask: {Retry: null}}}

            """
        let files = allowing(
            "rule: task-without-retry", "rule: task-without-retry, directory: flows",
            "rule: log-group-outside-vendedlogs", adding: ["patches/prod/ask.yaml": patch])
        #expect(warnings(files) == [])
        #expect(warnings(files, environment: "dev") == [])
        #expect(warnings(files, environment: "prod") == [])
    }

    /// Its definition may hold more than what was found before the error.
    @Test func noAllowanceIsUnusedWhileSomethingIsWrong() {
        let broken = ["flows/ask.yaml": SmallProject.machine("ask", Self.inline)]
        let found = warnings(allowing("rule: endless-loop", adding: broken))
        #expect(!found.isEmpty)
        #expect(!found.contains { $0.hasPrefix("unused-allowance") })
    }

    @Test func thatAllowancesAreNotNeededCanBeAllowed() {
        #expect(warnings(allowing("rule: endless-loop", "rule: unused-allowance")) == [])
        #expect(warnings(allowing("rule: unused-allowance")) == [])
        let elsewhere = warnings(allowing("rule: endless-loop", "rule: unused-allowance, directory: flows"))
        #expect(elsewhere == ["unused-allowance statecraft.yaml:20:38 Remove the allowance"])
    }

    @Test func anAllowanceNeedsAReasonAndAFolderOfTheRepository() {
        let files = [
            "statecraft.yaml": SmallProject.project + "  validation:\n    allow:\n"
                + "      - {rule: endless-loop, reason: ' '}\n"
                + "      - {rule: endless-loop, reason: x, directory: /flows}\n"
        ]
        #expect(
            places(files) == ["empty-text statecraft.yaml:20:38", "path-leaves-repository statecraft.yaml:21:52"])
    }

    /// The file was walked along for each of them.
    @Test(.timeLimit(.minutes(1))) func manyWrongPlaceholdersOfOneTextAreFoundInOnePass() {
        let prefix = "definition: {StartAt: A, States: {A: {Type: Succeed, Comment: '"
        let text = String(repeating: "ä ${nope} ", count: 10_000)
        let found = places(["ask.yaml": SmallProject.machine("ask", "\(prefix)\(text)'}}}")])
        let columns = (0..<10_000).map { 3 + prefix.count + 10 * $0 + 2 }
        #expect(found == columns.map { "unknown-parameter ask.yaml:6:\($0)" })
    }

    @Test func aPatchThatAddsASecondDefinitionIsNamed() throws {
        let patch = "kind: StateMachine\nmetadata: {name: checkout}\nspec:\n  definition: {States: {A: {}}}\n"
        let diagnostics = validateProject(
            from: SmallProject.tree(["patches/prod/m.yaml": patch]), environments: ["prod"], commit: "c0ffee")
        #expect(diagnostics.map(\.place) == ["conflicting-fields checkout.yaml:7:3"])
        #expect(diagnostics[0].related.map(\.location) == [.init(file: "patches/prod/m.yaml", line: 4, column: 3)])
    }

    @Test(arguments: ["task-without-retri", "required-field", "Task_Without_Retry", "zzz"])
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
