import Glibc
import JSON
import StatesLanguage
import StepFunctions
import Testing

/// Over a collection of 520 real definitions with labels: none that is valid is refused but for those listed here,
/// whose labels are wrong, and of those that are not valid at most two are missed. The collection belongs to others and
/// stands beside the project; without it there is nothing to test.
@Suite struct DefinitionCollectionTests {
    /// Labeled as valid, and refused by AWS or by the specification; by the digits at the end of the file's name.
    private static let mislabeled: [String: String] = [
        "43bb6249": "an expression reads $states.function, which there is not, and a catcher reads $states.result",
        "8dc10c29": "a Wait without any duration: the specification asks for one",
        "b78ec257": "a variable with a hyphen in its name: AWS answers INVALID_VARIABLE_NAME",
        "cb8baf69": "Credentials without RoleArn: AWS's refusal is recorded",
        "e97992f0": "a JSONPath state in a JSONata machine: AWS's refusal is recorded",
        "5d775e41": "the value of an ItemProcessor, with a ProcessorConfig, not a machine",
        "89412624": "texts instead of numbers in Retry, and a path as the Resource",
        "a7d9710f": "the value of an ItemProcessor, with a ProcessorConfig, not a machine",
        "c4873c7a": "a template to be filled in: a comparison is named %ComparisonOperatorType%",
        "d9a3e83d": "the integration lambda:listFunctions, which there is not",
        "442de9e7": "a template to be filled in: Choices is a text, DYNAMIC_ROUTING_CHOICES",
        "610580e9": "a Map with Arguments, which AWS was measured to refuse",
        "6a89a580": "the intrinsic function States.Default, which there is not",
    ]

    private struct Sample {
        var name: String
        var isValid: Bool
        var isExpress: Bool
        var definition: JSONValue
    }

    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/") + "/shared/conformance/asl/"

    private static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    private static func samples() throws -> [Sample] {
        guard let manifest = bytes(of: folder + "manifest.csv") else { return [] }
        return try String(decoding: manifest, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map { row in
            let fields = row.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
            let path = String(fields[0])
            let content = try #require(bytes(of: folder + path), "\(path) is in the manifest and not in the folder")
            let name = path.split(separator: "-").last?.prefix { $0 != "." } ?? ""
            return Sample(
                name: String(name),
                isValid: fields[1] == "valid",
                isExpress: fields[2] == "EXPRESS", definition: try JSONValue(parsing: content))
        }
    }

    private static func errors(of sample: Sample) -> [DefinitionFinding] {
        let options = CheckOptions(type: sample.isExpress ? .express : .standard, placeholders: .unknown)
        return checkDefinition(sample.definition, options).filter { $0.severity == .error }
    }

    private static let isAbsent = access(folder + "manifest.csv", R_OK) != 0
    private static let absence: Comment = "needs the collection of definitions beside the project"

    @Test(.disabled(if: isAbsent, absence))
    func noValidDefinitionIsRefused() throws {
        let valid = try Self.samples().filter(\.isValid)
        #expect(valid.count == 449)
        for sample in valid where Self.mislabeled[sample.name] == nil {
            let errors = Self.errors(of: sample)
            #expect(errors.isEmpty, "\(sample.name): \(errors.map { "\($0.rule.name): \($0.message)" })")
        }
    }

    @Test(.disabled(if: isAbsent, absence))
    func whatIsListedAsMislabeledIsRefused() throws {
        let listed = try Self.samples().filter { $0.isValid && Self.mislabeled[$0.name] != nil }
        #expect(listed.count == Self.mislabeled.count)
        for sample in listed { #expect(!Self.errors(of: sample).isEmpty, "\(sample.name) need not be listed") }
    }

    @Test(.disabled(if: isAbsent, absence))
    func atMostTwoInvalidDefinitionsAreMissed() throws {
        let invalid = try Self.samples().filter { !$0.isValid }
        #expect(invalid.count == 71)
        let missed = invalid.filter { Self.errors(of: $0).isEmpty }.map(\.name)
        #expect(missed.count <= 2, "\(missed)")
    }
}
