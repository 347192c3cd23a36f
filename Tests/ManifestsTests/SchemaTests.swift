import Documents
import Glibc
import JSON
import StepFunctions
import Testing

@testable import Manifests

/// Editors check manifests by the JSON Schema, statecraft by its loader; people must not hear two things.
///
/// For every kind the largest valid document is made from the description of its fields, then one thing of it
/// is changed at a time: each field removed, given every other type, values at and beyond its limits, texts of
/// all sorts, placeholders, and an unknown neighbor. Loader and schema have to say the same of each document,
/// but for rules that look beyond one document or at sums, which a schema has no words for.
@Suite struct SchemaTests {
    /// What only the loader can know.
    private static let beyondSchemas: Set<String> = [
        "weights-do-not-sum", "unknown-reference", "unknown-environment", "unknown-parameter", "source-too-long",
        "definition-file-missing", "path-leaves-repository", "patches-missing", "file-missing",
    ]

    @Test(arguments: ManifestKind.allCases)
    func everyKindHasASchemaWithDescriptionsInTheOrderOfTheFields(_ kind: ManifestKind) throws {
        let schema = manifestSchema(for: kind)
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["properties"]?.objectValue?.keys == ["apiVersion", "kind", "metadata", "spec"])
        let spec = try #require(schema["properties"]?["spec"]?["properties"]?.objectValue)
        #expect(spec.keys == kind.spec.fields.map(\.name))
        for (name, field) in spec { #expect(field["description"]?.stringValue?.isEmpty == false, "\(name)") }
        #expect(try JSONValue(parsing: schema.prettyText) == schema)
    }

    @Test(
        .enabled(if: Python.hasJSONSchema, "the Python package jsonschema is not installed"),
        arguments: ManifestKind.allCases)
    func loaderAndSchemaSayTheSame(_ kind: ManifestKind) throws {
        let corpus = Corpus(kind)
        #expect(corpus.documents.count > 100)
        let verdicts = try Python.validate(corpus.documents.map(\.document), by: manifestSchema(for: kind))
        #expect(verdicts.count == corpus.documents.count)
        var accepted = 0
        for (entry, bySchema) in zip(corpus.documents, verdicts) {
            let codes = diagnose(entry, kind)
            let agrees = bySchema ? codes.allSatisfy(Self.beyondSchemas.contains) : !codes.isEmpty
            #expect(agrees, "\(entry.name): schema \(bySchema), loader \(codes): \(entry.document)")
            if bySchema { accepted += 1 }
        }
        // A schema that refuses or takes everything would agree with nothing.
        #expect(accepted > corpus.documents.count / 20 && accepted < corpus.documents.count * 9 / 10)
    }

    private func diagnose(_ entry: Corpus.Entry, _ kind: ManifestKind) -> [String] {
        var files = ["d.json": "{\"StartAt\": \"A\", \"States\": {}}", "patches.yaml": "# nothing yet\n"]
        // JSON is YAML, and the comment makes it a manifest whatever becomes of its own mark.
        let text = "# apiVersion: statecraft/\n" + entry.document.compactText
        if kind == .project {
            files["statecraft.yaml"] = text
            return errors(validateProject(from: InMemoryTree(files), commit: "0123"))
        }
        files["statecraft.json"] = Corpus.project(parameters: entry.parameters).compactText
        files["document.yaml"] = text
        if kind == .stateMachineAlias {
            files["machine.yaml"] = SmallProject.machine("checkout", SmallProject.inlineDefinition)
        }
        return errors(loadProject(from: InMemoryTree(files), LoadRequest(commit: "0123")).diagnostics)
    }

    private func errors(_ diagnostics: [Diagnostic]) -> [String] {
        diagnostics.filter { $0.severity == .error }.map(\.code)
    }
}

/// Documents of one kind: a valid one, and what becomes of it when one thing is changed.
private struct Corpus {
    struct Entry {
        var name: String
        var document: JSONValue
        var parameters: JSONObject = [:]
    }

    private(set) var documents: [Entry] = []

    init(_ kind: ManifestKind) {
        let base = Self.example(of: .object(kind.document), named: "")
        documents.append(Entry(name: "the whole", document: base))
        vary(.object(kind.document), at: [], in: base, placeholders: false)
        if kind == .stateMachine {
            var other = base
            other.set(nil, at: ["spec", "definition"])
            other.set("d.json", at: ["spec", "definitionFile"])
            documents.append(Entry(name: "with a file", document: other))
            vary(.text(.path), at: ["spec", "definitionFile"], in: other, placeholders: true)
        }
    }

    static func project(parameters: JSONObject) -> JSONValue {
        let environment: JSONValue = [
            "target": "local", "account": "000000000000", "region": "us-east-1", "parameters": .object(parameters),
        ]
        return [
            "apiVersion": "statecraft/v1", "kind": "Project", "metadata": ["name": "p"],
            "spec": ["environments": ["e": environment]],
        ]
    }

    private mutating func vary(_ type: FieldType, at path: [String], in base: JSONValue, placeholders: Bool) {
        let name = path.joined(separator: ".")
        let current = base.get(path)
        for other: JSONValue in [nil, true, 1, "x", [], [1], [:], ["x": 1]] where other != current {
            // An empty document is a comment, and none of the kind.
            if path.isEmpty, other.isNull { continue }
            add("\(name) is \(other)", base.with(other, at: path))
        }
        if placeholders, let current {
            documents.append(
                Entry(
                    name: "\(name) is a placeholder", document: base.with("${p}", at: path), parameters: ["p": current])
            )
            if type.isNoText { add("\(name) is a placeholder for nothing", base.with("${}", at: path)) }
        }
        switch type {
        case .text(let rule):
            let texts = Self.texts + rule.examples + (rule.noun == "description" ? Self.words : [])
            for text in texts { add("\(name) is '\(text)'", base.with(.string(text), at: path)) }
        case .integer(let range), .wordOrInteger(_, let range):
            for number in [range.lowerBound - 1, range.lowerBound, range.upperBound, range.upperBound + 1] {
                add("\(name) is \(number)", base.with(.number(JSONNumber(number)), at: path))
            }
            for literal in ["1.5", "6e1", "60.0"] {
                guard let number = JSONNumber(literal: literal) else { continue }
                add("\(name) is \(literal)", base.with(.number(number), at: path))
            }
        case .choice(let words): for word in words { add("\(name) is \(word)", base.with(.string(word), at: path)) }
        case .object(let shape): vary(shape, at: path, in: base, placeholders: placeholders)
        case .map(let names, let values, let count):
            for key in Self.texts {
                add("\(name) has the name '\(key)'", base.with(current?[names.exampleName] ?? "x", at: path + [key]))
            }
            vary(values, at: path + [names.exampleName], in: base, placeholders: placeholders)
            addMany(count.upperBound + 1, at: path, in: base)
        case .list(let element, let count):
            vary(element, at: path + ["0"], in: base, placeholders: placeholders)
            if let one = current?[0], count.upperBound < 1_000 {
                add(
                    "\(name) is too long",
                    base.with(.array(Array(repeating: one, count: count.upperBound + 1)), at: path))
            }
        case .boolean, .definition, .any, .anyObject: break
        }
    }

    private mutating func vary(_ shape: ObjectShape, at path: [String], in base: JSONValue, placeholders: Bool) {
        add("\(path.joined(separator: ".")) has a stranger", base.with(1, at: path + ["stranger"]))
        for field in shape.fields {
            let place = path + [field.name]
            guard base.get(place) != nil else { continue }
            add("\(place.joined(separator: ".")) is missing", base.with(nil, at: place))
            let inside = field.placeholders == .allowed || field.placeholders == .allowedBelow
            let here = placeholders && field.placeholders == .inherited || inside
            vary(field.type, at: place, in: base, placeholders: here && field.placeholders != .allowedBelow)
            if case .object(let below) = field.type, field.placeholders == .allowedBelow {
                vary(below, at: place, in: base, placeholders: true)
            }
        }
    }

    private mutating func addMany(_ count: Int, at path: [String], in base: JSONValue) {
        guard count < 100, let value = base.get(path)?.objectValue?.first?.value else { return }
        add("too many", base.with(.object(JSONObject((0..<count).map { ("k\($0)", value) })), at: path))
    }

    private mutating func add(_ name: String, _ document: JSONValue) {
        documents.append(Entry(name: name, document: document))
    }

    /// Texts that some rule or other has an opinion on.
    private static let texts: [String] =
        [
            "", " ", "a b", "live", "v1.2", "123", "123456789012", "abcd", "xyz!", "a/b", "/a", "../a", "a:b", "a&b",
            "aws", "local",
            "local:", "local:x y", "http://", "http://h", "https://h:1/p?q", "ftp://h", "us-east-1", "us-east",
            "eusc-de-east-1",
            "us-gov-west-1", "US-EAST-1", "us-east-123", "arn:aws:iam::123:role/x", "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/a/b", "arn:aws-cn:iam::123456789012:role/a/",
            "arn:aws:iam::123456789012:user/a",
            "arn:aws:iam::123456789012:role//a", "arn:aws:iam::123456789012:role/a b", "aws:x", "AWS:x", "statecraft:x",
            "arn:aws:logs:eu-west-1:123456789012:log-group:/a:*", "arn:aws:logs:eu-west-1:123456789012:log-group:/a",
            "account",
            "activity", "_x", "-x", "äöü", "a\nb", "a\u{1}b", "statecraft/v1", "STANDARD", "{}", "a$b", "~", "%",
        ] + [37, 38, 40, 41, 80, 81, 128, 129, 256, 257].map { String(repeating: "a", count: $0) }

    /// Words for people with all sorts of characters that nobody sees.
    private static let words: [String] = [
        "a\tb\r\nc\n", "a\rb", "a\r", "\u{7F}", "\u{9B}", "\u{61C}", "a\u{200E}b", "\u{202E}b", "\u{2066}", "\u{200D}",
        "\u{E9}e\u{301}", String(repeating: "\r\n", count: 64), String(repeating: "\r\n", count: 65),
    ]

    /// The largest valid value of a type.
    private static func example(of type: FieldType, named name: String) -> JSONValue {
        switch type {
        case .text(let rule): return .string(rule.example(named: name))
        case .boolean: return true
        case .integer(let range): return .number(JSONNumber(name == "weight" ? 100 : range.lowerBound))
        case .choice(let words): return .string(words[words.count - 1])
        case .wordOrInteger(let word, _): return .string(word)
        case .map(let names, let values, _): return [names.exampleName: example(of: values, named: name)]
        case .list(let element, _): return [example(of: element, named: name)]
        case .definition: return ["StartAt": "A", "States": [:]]
        case .any: return "x"
        case .anyObject: return [:]
        case .object(let shape):
            var object = JSONObject()
            var skipped: Set<String> = []
            for case .exactlyOne(let names) in shape.rules { skipped.formUnion(names.dropFirst()) }
            for field in shape.fields where !skipped.contains(field.name) {
                object[field.name] = example(of: field.type, named: field.name)
            }
            return .object(object)
        }
    }
}

extension FieldType {
    /// Whether a schema can tell a placeholder from other texts: in a text anything may surround it.
    fileprivate var isNoText: Bool {
        switch self {
        case .text, .choice, .definition: false
        default: true
        }
    }
}

extension TextRule {
    fileprivate var exampleName: String { example(named: "") }

    fileprivate func example(named name: String) -> String {
        switch name {
        case "roleArn": "arn:aws:iam::123456789012:role/a"
        case "logGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:/a:*"
        case "patches": "patches.yaml"
        case "name" where examples.first?.contains("$") == true: "checkout"
        default: examples.first ?? words.last ?? "x"
        }
    }
}

extension JSONValue {
    fileprivate func get(_ path: [String]) -> JSONValue? {
        var value = self
        for key in path {
            guard let next = Int(key).flatMap({ value[$0] }) ?? value[key] else { return nil }
            value = next
        }
        return value
    }

    fileprivate func with(_ value: JSONValue?, at path: [String]) -> JSONValue {
        var copy = self
        copy.set(value, at: path)
        return copy
    }

    fileprivate mutating func set(_ value: JSONValue?, at path: [String]) {
        guard let key = path.first else {
            if let value { self = value }
            return
        }
        switch self {
        case .object(var object):
            if path.count == 1 { object[key] = value } else { object[key]?.set(value, at: Array(path.dropFirst())) }
            self = .object(object)
        case .array(var elements):
            guard let index = Int(key), elements.indices.contains(index) else { return }
            if path.count > 1 {
                elements[index].set(value, at: Array(path.dropFirst()))
            } else if let value {
                elements[index] = value
            }
            self = .array(elements)
        default: break
        }
    }

}

/// Python's jsonschema, a second opinion that is not ours.
private enum Python {
    static let hasJSONSchema = system("python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null") == 0

    struct Failure: Error { var reason: String }

    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator
        lines = open(sys.argv[1], encoding='utf-8').read().split('\\n')
        schema = json.loads(lines[0])
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        print(''.join('1' if validator.is_valid(json.loads(line)) else '0' for line in lines[1:] if line))
        """

    /// Whether each document is valid.
    static func validate(_ documents: [JSONValue], by schema: JSONValue) throws -> [Bool] {
        var template = Array("/tmp/statecraft-schema-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0, let file = fdopen(descriptor, "w") else { throw Failure(reason: "no temporary file") }
        let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        defer { unlink(path) }
        fputs(([schema] + documents).map(\.compactText).joined(separator: "\n"), file)
        fclose(file)
        guard let pipe = popen("python3 - \(path) <<'END'\n\(script)\nEND\n", "r") else {
            throw Failure(reason: "no pipe")
        }
        defer { pclose(pipe) }
        var output: [UInt8] = []
        while case let byte = fgetc(pipe), byte != EOF { output.append(UInt8(truncatingIfNeeded: byte)) }
        return output.filter { $0 != UInt8(ascii: "\n") }.map { $0 == UInt8(ascii: "1") }
    }
}
