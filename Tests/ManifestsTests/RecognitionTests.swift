import Documents
import Testing

@testable import Manifests

/// Guarantee: a manifest is recognized by what it says, in any legal spelling; what looks like one and is none is
/// named; everything else is left alone.
///
/// How: every spelling that YAML and JSON have for the two words is generated and must come out as a manifest; rows for
/// the rest.
@Suite struct RecognitionTests {
    /// Spellings of `apiVersion` as a key, of `statecraft/v1` as a value, and of what may stand between.
    private static let keys = [
        "apiVersion", "'apiVersion'", "\"apiVersion\"", "\"api\\x56ersion\"", "\"\\u0061piVersion\"",
        "\"api\\U00000056ersion\"", "\"api\\\n  Version\"", "? apiVersion\n", "!!str apiVersion", "&k apiVersion",
    ]
    private static let values = [
        "statecraft/v1", "'statecraft/v1'", "\"statecraft/v1\"", "\"statecraft\\/v1\"", "\"\\x73tatecraft/v1\"",
        "\"statecr\\u0061ft/v1\"", "\"state\\\n  craft/v1\"", "&v statecraft/v1", "!!str statecraft/v1",
        "# comment\n  statecraft/v1", ">-\n  statecraft/v1", "|-\n  statecraft/v1",
    ]

    @Test func everyLegalSpellingIsAManifest() {
        var count = 0
        for key in Self.keys {
            for value in Self.values {
                let text = "\(key): \(value)\nkind: Activity\nmetadata: {name: a}\n"
                let parsed = parseDocuments(Array(text.utf8), path: "a.yaml")
                guard parsed.documents.first?.root["apiVersion"]?.stringValue == "statecraft/v1" else { continue }
                count += 1
                #expect(isManifest(Array(text.utf8), path: "a.yaml"), "\(text)")
            }
        }
        #expect(count > 90, "most of the spellings are legal")
    }

    @Test(arguments: [
        #"{"\u0061piVersion": "statecraft/v1"}"#, #"{"apiVersion": "statecraft\/v1"}"#,
        #"{"kind": "Activity", "apiVersion": "state\u0063raft/v1"}"#,
    ])
    func jsonSpellingsAreManifests(text: String) { #expect(isManifest(Array(text.utf8), path: "a.json")) }

    @Test(arguments: [
        "x: &v statecraft/v1\napiVersion: *v\n", "a: &k apiVersion\n*k : statecraft/v1\n",
        "a: 1\n---\n{apiVersion: &v statecraft/v1}\n",
    ])
    func aliasesAndLaterDocumentsAreRead(text: String) { #expect(isManifest(Array(text.utf8), path: "a.yaml")) }

    @Test(arguments: [
        "apiVersion: v1\nkind: ConfigMap\ndata: {a: statecraft/v1}\n", "Comment: \"\\u0041\"\nStartAt: A\n", "",
        "apiVersion: sfn.services.k8s.aws/v1alpha1\nkind: StateMachine\nmetadata: {name: a}\nspec: {}\n",
    ])
    func othersAreNone(text: String) {
        #expect(!isManifest(Array(text.utf8), path: "a.yaml"))
        #expect(NearManifest.diagnostics(of: "a.yaml", bytes: Array(text.utf8)).isEmpty)
    }

    @Test(arguments: [
        [UInt8](arrayLiteral: 0xFF, 0xFE) + wide("apiVersion: statecraft/v1\n", littleEndian: true),
        [UInt8](arrayLiteral: 0xFE, 0xFF) + wide("apiVersion: statecraft/v1\n", littleEndian: false),
        wide("apiVersion: statecraft/v1\n", littleEndian: true),
        wide("apiVersion: statecraft/v1\n", littleEndian: false),
    ])
    func anotherEncodingIsRefusedWithItsName(bytes: [UInt8]) {
        var files = SmallProject.files.mapValues { Array($0.utf8) }
        files["pack.yaml"] = bytes
        let outcome = SmallProject.load(InMemoryTree(bytes: files))
        #expect(outcome.diagnostics.map(\.place) == ["not-utf8 pack.yaml:1:1"])
    }

    private static func wide(_ text: String, littleEndian: Bool) -> [UInt8] {
        text.utf8.flatMap { littleEndian ? [$0, 0] : [0, $0] }
    }

    @Test(arguments: [
        ("pack.yaml", "apiversion: statecraft/v1\nkind: Activity\nmetadata: {name: a}\nspec: {}\n", "1:1"),
        ("pack.yaml", "kind: Activity\nmetadata: {name: a}\nspec: {}\n", "1:1"),
        ("pack.json", "{\"kind\": \"StateMachine\", \"metadata\": {\"name\": \"a\"}, \"spec\": {}}", "1:1"),
        ("pack.yaml", "a: 1\n---\nkind: StateMachineAlias\nmetadata: {name: a}\nspec: {}\n", "3:1"),
        ("pack.yamll", SmallProject.activity, "1:1"), ("pack.ymal", SmallProject.activity, "1:1"),
        ("pack.YAML", SmallProject.activity, "1:1"), ("pack.jsn", "{\"apiVersion\": \"statecraft/v1\"}", "1:1"),
        ("pack.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "1:1"),
    ])
    func nearMissesAreNamed_andCanBeAllowed(path: String, text: String, place: String) {
        let plain = SmallProject.load(tree(path, text))
        #expect(plain.diagnostics.map(\.place) == ["near-manifest \(path):\(place)"])
        #expect(plain.state?.activities.isEmpty == true)
        let allowing = SmallProject.project + "  validation:\n    allow: [{rule: near-manifest, reason: on purpose}]\n"
        let tree = tree(path, text, ["statecraft.yaml": allowing])
        #expect(SmallProject.load(tree).diagnostics.isEmpty)
        #expect(validateProject(from: tree, commit: "0").isEmpty)
    }

    /// The small project with its activity in a file of another name.
    private func tree(_ path: String, _ text: String, _ more: [String: String?] = [:]) -> InMemoryTree {
        var changes = more
        changes.updateValue(nil, forKey: "pack.yaml")
        changes[path] = text
        return SmallProject.tree(changes)
    }

    @Test(arguments: ["pack.md", "pack.yaml.tmpl", "pack.yaml.bak", "pack.yaml~", "pack.txt", "pack", "pack.toml"])
    func markdownTemplatesAndBackupsAreNotLookedInto(path: String) {
        let outcome = SmallProject.load(tree(path, SmallProject.activity))
        #expect(outcome.diagnostics.isEmpty)
    }

    @Test func documentsAreReadForKindAndName() {
        let text =
            "\(SmallProject.activity)---\nkind: StateMachine\nmetadata: {name: a}\nspec: {name: \"a-${stage}\"}\n"
        let found = declaredDocuments(in: Array(text.utf8), path: "a.yaml")
        #expect(found.map(\.name) == ["pack-parcel", "a"] && found.map(\.isManifest) == [true, false])
        #expect(found[1].mayHaveLiveName("a-prod") && !found[1].mayHaveLiveName("b-prod"))
    }

    @Test(arguments: [
        ("a", "a", true), ("a", "b", false), ("a-${x}", "a-", true), ("${x}-a", "b-a", true), ("${x}-a", "b-c", false),
        ("${x}${y}", "anything", true), ("a${x}b${y}c", "a1b2c", true), ("a${x}b${y}c", "a1c", false),
        ("cafe\u{301}", "caf\u{E9}", false),
    ])
    func aNameWithPlaceholdersMayBeALiveName(template: String, live: String, isIt: Bool) {
        let document = DeclaredDocument(
            kind: .activity, name: "n", liveName: template, stateMachine: nil, isManifest: true)
        #expect(document.mayHaveLiveName(live) == isIt)
    }

    @Test(arguments: [
        ("a.yaml", "apiVersion: statecraft/v1\nkind: Activity\nmetadata: {name: a}\n", true),
        ("a.yaml", "apiVersion: statecraft/v1\nkind: Project\nmetadata: {name: a}\n", true),
        ("a.yaml", "a: 1\n---\napiVersion: statecraft/v1\nkind: Other\n", true), ("a.yaml", "", false),
        ("a.yaml", "# apiVersion: statecraft/v1\n# kind: Activity\n# metadata: {name: a}\n", false),
        ("a.yaml", "kind: Activity\nmetadata: {name: a}\n", false),
        ("a.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", false),
        ("a.yaml", "text: |\n  apiVersion: statecraft/v1\n", false),
        ("a.txt", "apiVersion: statecraft/v1\nkind: Activity\nmetadata: {name: a}\n", false),
    ])
    func aFileYieldsAManifestWhenADocumentIsReadAsOne(path: String, text: String, yields: Bool) {
        #expect(yieldsManifest(Array(text.utf8), path: path) == yields)
    }
}
