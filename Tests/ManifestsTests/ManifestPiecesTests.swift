import Documents
import JSON
import Testing

@testable import Manifests

/// The small parts that loading is made of, each against its own definition.
@Suite struct ManifestPiecesTests {
    @Test(arguments: [
        ("apiVersion: statecraft/v1", true), ("{\"apiVersion\" : \"statecraft/v1\"}", true),
        ("'apiVersion':\n  'statecraft/", true),
        ("apiVersion: statecraf", false), ("apiVersion: v1 # statecraft/", false), ("apiVersion", false), ("", false),
        ("apiVersionapiVersion:statecraft/", true), ("VVVapiVersiom: statecraft/ apiVersion statecraft/", true),
        ("statecraft/ apiVersion:", false), ("apiversion: statecraft/v1", false),
    ])
    func manifestsAreKnownByTheirBytes(_ text: String, _ isManifest: Bool) {
        #expect(hasManifestMark(Array(text.utf8)) == isManifest)
    }

    /// The examples of RFC 7396 appendix A.
    @Test(arguments: [
        (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
        (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
        (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
        (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
        (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
        (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#), (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
        (#"{"a":"foo"}"#, "null", "null"),
        (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
        ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
        ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ])
    func patchesMergeAsTheStandardsExamplesDo(_ target: String, _ patch: String, _ result: String) throws {
        func node(_ text: String) throws -> Node {
            Node(try JSONValue(parsing: text), everywhereAt: SourcePosition(line: 1, column: 1))
        }
        #expect(merge(patch: try node(patch), into: try node(target)).value.compactText == result)
    }

    @Test(arguments: [
        ("a.json", "m", "m/a.json"), ("../a.json", "m", "a.json"), ("../../a.json", "m", nil), ("./x/./a", "", "x/a"),
        ("/a", "", nil),
        ("..", "", nil), ("a/../..", "m", ""), ("a//b", "", "a/b"),
    ])
    func pathsStayInsideTheRepository(_ path: String, _ folder: String, _ full: String?) {
        #expect(normalizedPath(path, from: folder) == full)
    }

    @Test(arguments: [
        ("m/a.json", "m", "a.json"), ("a.json", "m/n", "../../a.json"), ("m/x/a", "m/y", "../x/a"), ("a", "", "a"),
    ])
    func aPathIsWrittenFromAFolder(_ path: String, _ folder: String, _ relative: String) {
        #expect(relativePath(to: path, from: folder) == relative)
    }

    @Test(arguments: [
        ("local", TargetDescription.local(path: nil)), ("local:/x y", .local(path: "/x y")), ("aws", .aws),
        ("http://localhost:8083", .url("http://localhost:8083")), ("https://h", .url("https://h")), ("local:", nil),
        ("http://", nil),
        ("http:///x", nil), ("AWS", nil), ("", nil), ("http://a b", nil),
    ])
    func targetsAreReadAndWrittenAlike(_ text: String, _ target: TargetDescription?) {
        #expect(TargetDescription(text) == target)
        if let target { #expect(target.description == text) }
    }

    @Test func aLongChainOfReferencesIsOrderedAndALongCircleIsNamed() {
        func id(_ number: Int) -> ResourceID { ResourceID(.stateMachine, "m\(number)") }
        let count = 20_000
        var references: [ResourceID: [ResourceID]] = [:]
        for number in 0..<count { references[id(number)] = number == 0 ? [] : [id(number - 1)] }
        let chain = DependencyGraph(references)
        #expect(chain.depths()[id(count - 1)] == count - 1)
        #expect(chain.cycles().isEmpty)
        references[id(0)] = [id(count - 1)]
        #expect(DependencyGraph(references).cycles().map(\.count) == [count])
    }

    @Test func twoCirclesAreTwoDiagnosticsAndWhatHangsOnThemIsNone() {
        func id(_ name: String) -> ResourceID { ResourceID(.stateMachine, name) }
        let graph = DependencyGraph([
            id("a"): [id("b")], id("b"): [id("a"), id("c")], id("c"): [id("d")], id("d"): [id("c")], id("e"): [id("a")],
            id("f"): [],
        ])
        #expect(graph.cycles() == [[id("a"), id("b")], [id("c"), id("d")]])
        #expect(graph.depths() == [id("f"): 0])
    }
}
