import Documents
import Manifests
import Testing

/// Every mistake that a project can contain is a diagnostic with its own code, at its place, that says what to
/// do. One row is one mistake in an otherwise valid project, and everything that is said about it: a second
/// diagnostic for the same mistake fails the row.
@Suite struct BadInputTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var changes: [String: String?]
        var environment: String?
        var expected: [String]
        /// Parts of the summary, detail or related places of the first diagnostic.
        var says: [String]

        init(
            _ name: String, _ changes: [String: String?], environment: String? = nil, _ expected: [String],
            says: [String]
        ) {
            self.name = name
            self.changes = changes
            self.environment = environment
            self.expected = expected
            self.says = says
        }

        var testDescription: String { name }
    }

    @Test(arguments: fields + references + files + patches + projects)
    func aMistakeIsReportedOnceAtItsPlace(_ row: Row) {
        let outcome = SmallProject.load(SmallProject.tree(row.changes), environment: row.environment)
        #expect(outcome.diagnostics.map(\.place) == row.expected)
        let text = outcome.diagnostics.first.map { diagnostic in
            ([diagnostic.summary, diagnostic.detail] + diagnostic.related.map { "\($0.message) \($0.location)" })
                .joined(separator: "\n")
        }
        for part in row.says { #expect(text?.contains(part) == true, "'\(part)' is not in: \(text ?? "nothing")") }
        #expect((outcome.state == nil) == outcome.diagnostics.hasErrors)
        // A link that leads nowhere has no text to show.
        for diagnostic in outcome.diagnostics where diagnostic.location != nil && !diagnostic.code.contains("link") {
            #expect(diagnostic.excerpt != nil)
        }
    }

    private static func machine(_ spec: String) -> [String: String?] {
        ["m.yaml": SmallProject.machine("m", spec + "\n" + SmallProject.inlineDefinition)]
    }

    private static func alias(_ routes: String, name: String = "other") -> [String: String?] {
        ["a.yaml": SmallProject.alias(name, "routingConfiguration: \(routes)")]
    }

    static let fields: [Row] = [
        Row(
            "unknown field", machine("rolearn: x"), ["unknown-field m.yaml:6:3"],
            says: ["'spec' has no field 'rolearn'", "Did you mean 'roleArn'?", "definitionFile"]),
        Row(
            "a member of the service's answer", machine("status: ACTIVE"), ["unknown-field m.yaml:6:3"],
            says: ["The service answers with 'status'"]),
        Row(
            "unknown field of the document", ["pack.yaml": SmallProject.activity + "specs: {}\n"],
            ["unknown-field pack.yaml:4:1"], says: ["the document has no field 'specs'", "'spec'"]),
        Row(
            "wrong type", machine("publish: \"yes\""), ["wrong-type m.yaml:6:12"],
            says: ["'spec.publish' must be true or false, but is a string", "Without quotes"]),
        Row(
            "a number where a text belongs", machine("tags: {version: 1}"), ["wrong-type m.yaml:6:19"],
            says: ["'spec.tags.version' must be text", "Put it in quotes."]),
        Row(
            "no value", machine("tags:"), ["wrong-type m.yaml:6:8"], says: ["but is null", "remove the field"]),
        Row(
            "missing required field",
            [
                "checkout.yaml": SmallProject.machine.replacing(
                    "  roleArn: arn:aws:iam::${account}:role/checkout\n", with: "")
            ],
            ["missing-field checkout.yaml:5:3"], says: ["'spec' lacks the required field 'roleArn'", "role"]),
        Row(
            "unknown value", machine("type: EXPRES"), ["unknown-value m.yaml:6:9"],
            says: ["cannot be 'EXPRES'", "Did you mean 'EXPRESS'?", "'STANDARD' or 'EXPRESS'"]),
        Row(
            "role ARN malformed",
            machine("roleArn: arn:aws:iam::12345:role/x").mapValues { text in
                text?.replacing("  roleArn: arn:aws:iam::${account}:role/m\n", with: "")
            }, ["malformed-role-arn m.yaml:5:12"], says: ["arn:aws:iam::12345:role/x", "twelve digits"]),
        Row(
            "both definitions", machine("definitionFile: checkout.asl.json"), ["conflicting-fields m.yaml:6:3"],
            says: ["'definition' and 'definitionFile'", "exactly one"]),
        Row(
            "no definition", ["m.yaml": SmallProject.machine("m", "publish: false")], ["missing-field m.yaml:5:3"],
            says: ["neither 'definition' nor 'definitionFile'"]),
        Row(
            "definition without States", ["m.yaml": SmallProject.machine("m", "definition: {StartAt: A, states: {}}")],
            ["invalid-definition m.yaml:6:15"], says: ["lacks 'States'", "Is 'states' meant to be 'States'?"]),
        Row(
            "definition that is broken text", ["m.yaml": SmallProject.machine("m", "definition: '{\"StartAt\": 1,'")],
            ["invalid-definition m.yaml:6:15"], says: ["no JSON", "line 1"]),
        Row(
            "logging level without destination", machine("loggingConfiguration: {level: ALL}"),
            ["logging-without-destination m.yaml:6:26"], says: ["level ALL", "OFF"]),
        Row(
            "log group ARN without :*",
            machine(
                "loggingConfiguration: {level: ALL, destinations: [{cloudWatchLogsLogGroup: {logGroupArn: "
                    + "'arn:aws:logs:us-east-1:000000000000:log-group:/x'}}]}"),
            ["malformed-log-group-arn m.yaml:6:92"], says: ["must end in ':*'", "log-group:/x:*"]),
        Row(
            "KMS key missing", machine("encryptionConfiguration: {type: CUSTOMER_MANAGED_KMS_KEY}"),
            ["missing-field m.yaml:6:29"], says: ["lacks 'kmsKeyId'"]),
        Row(
            "KMS key without its type", machine("encryptionConfiguration: {type: AWS_OWNED_KEY, kmsKeyId: k}"),
            ["conflicting-fields m.yaml:6:50"], says: ["'type' is AWS_OWNED_KEY"]),
        Row(
            "reuse period out of range",
            machine(
                "encryptionConfiguration: {type: CUSTOMER_MANAGED_KMS_KEY, kmsKeyId: k, "
                    + "kmsDataKeyReusePeriodSeconds: 30}"
            ),
            ["out-of-range m.yaml:6:104"], says: ["60 to 900", "30"]),
        Row(
            "tag with a forbidden character", machine("tags: {team: 'a&b'}"), ["invalid-tag m.yaml:6:16"],
            says: ["'&'", "letters, digits"]),
        Row(
            "tag key with a forbidden character", machine("tags: {'a!': b}"), ["invalid-tag m.yaml:6:10"],
            says: ["'!'"]),
        Row(
            "tag of AWS", machine("tags: {'aws:x': b}"), ["reserved-tag m.yaml:6:10"], says: ["belongs to AWS"]),
        Row(
            "tag of ours", machine("tags: {'statecraft:x': b}"), ["reserved-tag m.yaml:6:10"],
            says: ["belongs to statecraft"]),
        Row(
            "too many tags", machine("tags: {\((0..<48).map { "k\($0): v" }.joined(separator: ", "))}"),
            ["too-many-tags m.yaml:6:9"], says: ["48", "at most 47"]),
        Row(
            "name over 80 characters", machine("name: \(String(repeating: "n", count: 81))"),
            ["name-too-long m.yaml:6:9"], says: ["81 characters", "limit is 80"]),
        Row(
            "name with a forbidden character", machine("name: a b"), ["invalid-name m.yaml:6:9"], says: ["'a b'"]),
        Row(
            "name in git with a dot", ["m.yaml": SmallProject.activity.replacing("pack-parcel", with: "a.b")],
            ["invalid-name m.yaml:3:18"], says: ["letters, digits, '-' and '_'"]),
        Row(
            "weights that do not sum to 100", alias("[{version: 1, weight: 70}, {version: 2, weight: 29}]"),
            ["weights-do-not-sum a.yaml:6:3"], says: ["sum to 99", "70 and 29"]),
        Row(
            "weight over 100", alias("[{version: 1, weight: 101}]"), ["out-of-range a.yaml:6:47"],
            says: ["at most 100", "101"]),
        Row(
            "too many routes",
            alias("[{version: 1, weight: 50}, {version: 2, weight: 25}, {version: 3, weight: 25}]"),
            ["too-many-routes a.yaml:6:25"], says: ["3 items", "1 to 2"]),
        Row(
            "the same route twice", alias("[{version: 1, weight: 50}, {version: 1, weight: 50}]"),
            ["duplicate-route a.yaml:6:52"], says: ["a.yaml:6:26", "a.yaml:6:52"]),
        Row(
            "version zero", alias("[{version: 0, weight: 100}]"), ["out-of-range a.yaml:6:36"], says: ["at least 1"]),
        Row(
            "a version's ARN", alias("[{stateMachineVersionArn: 'x:1', weight: 100}]"),
            ["missing-field a.yaml:6:26", "unknown-field a.yaml:6:27"], says: ["'version' nor 'commit'"]),
        Row(
            "commit that is none", alias("[{commit: xyz1, weight: 100}]"), ["malformed-commit a.yaml:6:35"],
            says: ["4 to 40"]),
        Row(
            "alias named with digits only", alias("[{version: current, weight: 100}]", name: "'12'"),
            ["alias-name-only-digits a.yaml:3:18"], says: ["'12'", "version", "v12"]),
        Row(
            "description over 128 characters",
            ["live.yaml": SmallProject.alias + "  description: \(String(repeating: "d", count: 129))\n"],
            ["text-too-long live.yaml:8:16"], says: ["129 characters", "128", "by 1"]),
    ]

    static let references: [Row] = [
        Row(
            "reference to nothing", machine("versionDescription: 'uses ${activity.pack-parcle.arn}'"),
            ["unknown-reference m.yaml:6:29"], says: ["no Activity 'pack-parcle'", "Did you mean 'pack-parcel'?"]),
        Row(
            "reference to nothing in a definition's file",
            [
                "checkout.asl.json": SmallProject.definition.replacing(
                    "\"Result\"", with: "\"Comment\": \"${stateMachine.chekout.arn}\", \"Result\"")
            ],
            ["unknown-reference checkout.asl.json:4:42"], says: ["Did you mean 'checkout'?"]),
        Row(
            "alias of no machine",
            ["live.yaml": SmallProject.alias.replacing("stateMachine: checkout", with: "stateMachine: chekout")],
            ["unknown-reference live.yaml:5:17"], says: ["no StateMachine 'chekout'", "Did you mean 'checkout'?"]),
        Row(
            "reference cycle",
            [
                "a.yaml": SmallProject.machine(
                    "a", "definition: {Comment: '${stateMachine.b.arn}', StartAt: D, States: {}}"),
                "b.yaml": SmallProject.machine(
                    "b", "definition: {Comment: '${stateMachine.c.alias.live.arn}', StartAt: D, States: {}}"),
                "c.yaml": SmallProject.machine(
                    "c", "definition: {Comment: '${stateMachine.a.arn}', StartAt: D, States: {}}"),
                "l.yaml": SmallProject.alias("live", "routingConfiguration: [{version: 1, weight: 100}]").replacing(
                    "checkout", with: "c"),
            ], ["reference-cycle a.yaml:3:18"],
            says: [
                "StateMachine/a -> StateMachine/b -> StateMachineAlias/c:live -> StateMachine/c -> StateMachine/a",
                "StateMachine/b b.yaml:3:18", "StateMachineAlias/c:live l.yaml:3:18",
            ]),
        Row(
            "unknown parameter", machine("versionDescription: 'for ${stagee}'"), ["unknown-parameter m.yaml:6:28"],
            says: ["'stagee'", "Did you mean '${stage}'?", "$${stagee}"]),
        Row(
            "unknown parameter in a block",
            [
                "m.yaml": SmallProject.machine(
                    "m", "versionDescription: |\n  words\n  ü ${stage} and ${nothing}\n" + SmallProject.inlineDefinition
                )
            ],
            ["unknown-parameter m.yaml:8:20"], says: ["'nothing'"]),
        Row(
            "parameter without value",
            [
                "statecraft.yaml": SmallProject.project.replacing("{stage: prod}", with: "{stage: prod, color: red}"),
                "pack.yaml": SmallProject.activity + "spec: {tags: {color: '${color}'}}\n",
            ], ["parameter-without-value pack.yaml:4:23"],
            says: ["no value in environment 'dev'", "'prod' declares it"]),
        Row(
            "unused parameter",
            ["statecraft.yaml": SmallProject.project.replacing("{stage: dev}", with: "{stage: dev, color: red}")],
            ["unused-parameter statecraft.yaml:11:32"], says: ["'color'", "'dev'"]),
        Row(
            "reserved parameter",
            ["statecraft.yaml": SmallProject.project.replacing("{stage: dev}", with: "{stage: dev, region: x}")],
            ["reserved-parameter statecraft.yaml:11:32", "unused-parameter statecraft.yaml:11:32"], says: ["'region'"]),
        Row(
            "placeholder in a parameter",
            ["statecraft.yaml": SmallProject.project.replacing("{stage: dev}", with: "{stage: 'x-${region}'}")],
            ["placeholder-in-parameter statecraft.yaml:11:30"], says: ["'${region}'", "not substituted themselves"]),
        Row(
            "no placeholder", machine("versionDescription: '${a b}'"), ["malformed-placeholder m.yaml:6:24"],
            says: ["'${a b}'", "'$${a b}'"]),
        Row(
            "placeholder without end", machine("versionDescription: 'a ${b'"), ["malformed-placeholder m.yaml:6:26"],
            says: ["closing", "'$${'"]),
        Row(
            "reference without arn", machine("versionDescription: '${activity.pack-parcel}'"),
            ["malformed-placeholder m.yaml:6:24"], says: [".NAME.arn"]),
        Row(
            "list inside a text",
            [
                "statecraft.yaml": SmallProject.project.replacing("{stage: dev}", with: "{stage: dev, all: [1]}"),
                "pack.yaml": SmallProject.activity + "spec: {tags: {all: 'x${all}'}}\n",
            ], ["parameter-is-no-text pack.yaml:4:22"], says: ["'all' is a list", "whole value"]),
        Row(
            "reference in a live name", machine("name: '${activity.pack-parcel.arn}'"),
            ["reference-in-name m.yaml:6:10"],
            says: ["Use parameters"]),
        Row(
            "duplicate resource in two files", ["z.yaml": SmallProject.activity], ["duplicate-resource z.yaml:3:18"],
            says: ["Activity/pack-parcel", "pack.yaml:3:18", "z.yaml:3:18", "first declared here pack.yaml:3:18"]),
        Row(
            "two resources with one live name",
            ["z.yaml": SmallProject.activity.replacing("pack-parcel", with: "other") + "spec: {name: pack-parcel}\n"],
            ["duplicate-live-name z.yaml:4:8"],
            says: ["Activity/pack-parcel at pack.yaml:3:18", "Activity/other at z.yaml:4:8", "activity:pack-parcel"]),
    ]

    static let files: [Row] = [
        Row(
            "duplicate key", ["pack.yaml": SmallProject.activity + "kind: Activity\n"], ["duplicate-key pack.yaml:4:1"],
            says: ["pack.yaml:2:1"]),
        Row(
            "tab in YAML indentation", ["pack.yaml": "apiVersion: statecraft/v1\nspec:\n\tx: 1\n"],
            ["tab-indentation pack.yaml:3:1"], says: ["tab"]),
        Row(
            "truncated JSON", ["pack.json": "{\"apiVersion\": \"statecraft/v1\", \"kind\": "],
            ["json-syntax pack.json:1:41"],
            says: ["end"]),
        Row(
            "manifest that is a list", ["l.yaml": "- apiVersion: statecraft/v1\n"], ["wrong-type l.yaml:1:1"],
            says: ["but is a list"]),
        Row(
            "unknown version", ["pack.yaml": SmallProject.activity.replacing("v1", with: "v2")],
            ["unknown-api-version pack.yaml:1:13"], says: ["statecraft/v2", "statecraft/v1"]),
        Row(
            "unknown kind", ["pack.yaml": SmallProject.activity.replacing("Activity", with: "Aktivity")],
            ["unknown-kind pack.yaml:2:7"], says: ["'Aktivity'", "Did you mean 'Activity'?"]),
        Row(
            "no kind", ["pack.yaml": SmallProject.activity.replacing("kind: Activity\n", with: "")],
            ["missing-field pack.yaml:1:1"], says: ["'kind'"]),
        Row(
            "second project in another file", ["z.yaml": SmallProject.project], ["misplaced-project z.yaml:1:1"],
            says: ["statecraft.yaml:1:1", "z.yaml:1:1"]),
        Row(
            "definition file missing",
            ["checkout.yaml": SmallProject.machine.replacing("checkout.asl.json", with: "chekout.asl.json")],
            ["definition-file-missing checkout.yaml:7:19"],
            says: ["'chekout.asl.json'", "Did you mean 'checkout.asl.json'?"]),
        Row(
            "definition file missing in a folder",
            [
                "checkout.yaml": nil,
                "m/checkout.yaml": SmallProject.machine.replacing("checkout.asl.json", with: "../asl/x.json"),
                "asl/y.json": SmallProject.definition,
            ], ["definition-file-missing m/checkout.yaml:7:19"], says: ["'asl/x.json'", "relative to 'm'"]),
        Row(
            "path leaving the repository",
            ["checkout.yaml": SmallProject.machine.replacing("checkout.asl.json", with: "../x.json")],
            ["path-leaves-repository checkout.yaml:7:19"], says: ["'../x.json'", "outside the repository"]),
        Row(
            "absolute path",
            ["checkout.yaml": SmallProject.machine.replacing("checkout.asl.json", with: "/etc/x.json")],
            ["path-leaves-repository checkout.yaml:7:19"], says: ["'/etc/x.json'", "relative"]),
        Row(
            "definition that is a link out", ["checkout.asl.json": "-> /etc/passwd", "x.yaml": nil],
            ["link-leaves-repository checkout.asl.json:1:1", "link-leaves-repository checkout.yaml:7:19"],
            says: ["/etc/passwd", "outside the repository"]),
        Row(
            "manifest that is a link out", ["x.yaml": "-> ../../x.yaml"], ["link-leaves-repository x.yaml:1:1"],
            says: ["'../../x.yaml'"]),
        Row(
            "manifest that is a link to nothing", ["x.yaml": "-> gone.yaml"], ["broken-link x.yaml:1:1"],
            says: ["'gone.yaml'"]),
        Row(
            "definition file with two documents",
            [
                "checkout.asl.json": nil, "checkout.asl.yaml": "a: 1\n---\nb: 1\n",
                "checkout.yaml": SmallProject.machine.replacing("asl.json", with: "asl.yaml"),
            ], ["invalid-definition checkout.asl.yaml:3:1"], says: ["2 documents"]),
        Row(
            "definition file that does not parse", ["checkout.asl.json": "{\"StartAt\": \"A\","],
            ["json-syntax checkout.asl.json:1:17"], says: []),
        Row(
            "definition over 1 MiB",
            [
                "checkout.asl.json": SmallProject.definition.replacing(
                    "Done", with: String(repeating: "D", count: 600_000))
            ],
            ["definition-too-long checkout.asl.json:1:1"], says: ["1048576"]),
    ]

    static let patches: [Row] = [
        Row(
            "patch that matches nothing",
            ["patches/prod/x.yaml": SmallProject.patch.replacing("checkout", with: "chekout")],
            environment: "prod", ["patch-without-match patches/prod/x.yaml:2:18"],
            says: ["StateMachine/chekout", "Did you mean 'checkout'?"]),
        Row(
            "unknown field in a patch",
            ["patches/prod/checkout.yaml": SmallProject.patch.replacing("tags:", with: "tagz:")],
            environment: "prod", ["unknown-field patches/prod/checkout.yaml:4:3"], says: ["Did you mean 'tags'?"]),
        Row(
            "wrong type in a patch",
            ["patches/prod/checkout.yaml": SmallProject.patch.replacing("stage: prod", with: "stage: 1")],
            environment: "prod", ["wrong-type patches/prod/checkout.yaml:4:17"], says: ["'spec.tags.stage'"]),
        Row(
            "patch of the project", ["patches/prod/x.yaml": SmallProject.project], environment: "prod",
            ["misplaced-project patches/prod/x.yaml:1:1"], says: ["cannot change the project"]),
        Row(
            "folder of patches missing",
            ["statecraft.yaml": SmallProject.project.replacing("patches/prod]", with: "patchez/prod]")],
            environment: "prod", ["patches-missing statecraft.yaml:17:17"],
            says: ["'patchez/prod'", "Did you mean 'patches/prod'?"]),
        Row(
            "patches outside the repository",
            [
                "statecraft.yaml": SmallProject.project.replacing("patches/prod]", with: "../prod]"),
                "patches/prod/checkout.yaml": nil,
            ],
            environment: "prod", ["path-leaves-repository statecraft.yaml:17:17"], says: ["'../prod'"]),
        Row(
            "alias patch that fits two",
            [
                "a.yaml": SmallProject.machine("m", SmallProject.inlineDefinition) + "---\n"
                    + SmallProject.alias.replacing("stateMachine: checkout", with: "stateMachine: m"),
                "patches/prod/x.yaml": "kind: StateMachineAlias\nmetadata: {name: live}\nspec: {description: x}\n",
            ], environment: "prod", ["ambiguous-patch patches/prod/x.yaml:2:18"], says: ["'checkout:live' and 'm:live'"]
        ),
    ]

    static let projects: [Row] = [
        Row("no project", ["statecraft.yaml": nil], ["project-not-found -"], says: ["statecraft init"]),
        Row(
            "two projects",
            [
                "statecraft.yaml": nil, "a/statecraft.yaml": SmallProject.project,
                "b/statecraft.yaml": SmallProject.project,
            ],
            ["several-projects -"], says: ["--dir", "a, b"]),
        Row(
            "two files of one project", ["statecraft.yml": SmallProject.project], ["several-projects -"],
            says: ["statecraft.yaml and statecraft.yml"]),
        Row(
            "unknown environment", [:], environment: "prd", ["unknown-environment statecraft.yaml:6:3"],
            says: ["Did you mean 'prod'?", "dev, prod"]),
        Row(
            "no environment named",
            ["statecraft.yaml": SmallProject.project.replacing("  defaultEnvironment: dev\n", with: "")],
            ["environment-required statecraft.yaml:5:3"], says: ["--env", "dev, prod"]),
        Row(
            "default environment unknown",
            ["statecraft.yaml": SmallProject.project.replacing("ent: dev", with: "ent: dve")],
            ["unknown-environment statecraft.yaml:5:23"], says: ["Did you mean 'dev'?"]),
        Row(
            "account without quotes",
            ["statecraft.yaml": SmallProject.project.replacing("\"000000000000\"", with: "000000000000")],
            ["wrong-type statecraft.yaml:9:16"], says: ["Put it in quotes."]),
        Row(
            "account too short", ["statecraft.yaml": SmallProject.project.replacing("000000000000", with: "123")],
            ["malformed-account statecraft.yaml:9:16"], says: ["twelve digits"]),
        Row(
            "region malformed", ["statecraft.yaml": SmallProject.project.replacing("us-east-1", with: "us_east")],
            ["malformed-region statecraft.yaml:10:15"], says: ["eu-west-1"]),
        Row(
            "target malformed",
            ["statecraft.yaml": SmallProject.project.replacing("target: local", with: "target: lokal")],
            ["malformed-target statecraft.yaml:8:15"], says: ["local:PATH"]),
        Row(
            "names too long together",
            [
                "statecraft.yaml": SmallProject.project.replacing(
                    "{name: orders}", with: "{name: orders-of-the-whole-company-and-others}")
            ],
            ["name-too-long statecraft.yaml:3:18"], says: ["limit is 37"]),
        Row(
            "names a little too long together",
            [
                "statecraft.yaml": SmallProject.project.replacing(
                    "{name: orders}", with: "{name: orders-of-the-whole-company-and-more}")
            ],
            ["source-too-long statecraft.yaml:7:5", "source-too-long statecraft.yaml:12:5"], says: ["limit is 39"]),
        Row(
            "signatures of something else",
            ["statecraft.yaml": SmallProject.project + "  policy: {requireSignature: heads}\n"],
            ["unknown-value statecraft.yaml:18:30"], says: ["'head'"]),
        Row(
            "no environments",
            [
                "statecraft.yaml": SmallProject.project.split(separator: "\n").prefix(3).joined(separator: "\n")
                    + "\nspec: {}\n"
            ],
            ["missing-field statecraft.yaml:4:7"], says: ["'environments'"]),
    ]
}

extension String {
    /// Every occurrence of a part replaced; a test whose part does not occur is wrong.
    func replacing(_ part: String, with other: String) -> String {
        let pieces = split(on: part)
        precondition(pieces.count > 1, "'\(part)' does not occur in: \(self)")
        return pieces.joined(separator: other)
    }

    private func split(on part: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            pieces.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return pieces + [rest]
    }
}
