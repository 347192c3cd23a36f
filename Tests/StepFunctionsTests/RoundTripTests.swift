import JSON
import Testing

@testable import StepFunctions

/// Guarantee: every input and output goes to JSON and back unchanged, carries the names of the model on the wire,
/// and its Swift types agree with its shape. Sample values are made from the shapes.
@Suite struct RoundTripTests {
    private static let names = Operations.all.map { $0.name }

    @Test(arguments: names, [true, false])
    func everyInputAndOutputComesBackUnchanged(name: String, isComplete: Bool) throws {
        try Self.withStructures(of: name) { try roundTrip($0, ShapeSample(isComplete: isComplete)) }
    }

    @Test(arguments: [true, false])
    func theTaggingReadComesBackUnchanged(isComplete: Bool) throws {
        try roundTrip(GetResources.Input.self, ShapeSample(isComplete: isComplete))
        try roundTrip(GetResources.Output.self, ShapeSample(isComplete: isComplete))
    }

    @Test(arguments: names)
    func aSampleOfEveryInputSatisfiesItsConstraints(name: String) throws {
        let operation = try #require(Operations.named(name))
        try expectValidInput(of: operation)
    }

    @Test(arguments: names)
    func aRequiredMemberIsNeverOptionalInSwift(name: String) throws {
        try Self.withStructures(of: name) { try expectRequired($0) }
    }

    @Test(arguments: names)
    func everyPatternHasAMatcher(name: String) throws {
        try Self.withStructures(of: name) { type in
            for pattern in patterns(in: type.shape) { #expect(pattern.isKnown, "\(pattern.text)") }
        }
    }

    @Test func aValueThatTheModelDoesNotKnowSurvives() throws {
        let json: JSONValue = ["level": "VERBOSE"]
        let configuration = try JSONValueDecoder().decode(LoggingConfiguration.self, from: json)
        #expect(configuration.level?.isKnown == false)
        #expect(try JSONValueEncoder().encode(configuration) == json)
    }

    private static func withStructures(of name: String, _ body: (any APIStructure.Type) throws -> Void) throws {
        let operation = try #require(Operations.named(name))
        for type in structures(of: operation) { try body(type) }
    }

    private static func structures<O: Operation>(of operation: O.Type) -> [any APIStructure.Type] {
        [O.Input.self, O.Output.self]
    }

    private func roundTrip<S: APIStructure>(_ type: S.Type, _ sample: ShapeSample) throws {
        let json = sample.value(S.shape)
        let value = try JSONValueDecoder().decode(S.self, from: json)
        let encoded = try JSONValueEncoder().encode(value)
        #expect(encoded == json)
        #expect(try JSONValueDecoder().decode(S.self, from: encoded) == value)
    }

    private func expectValidInput<O: Operation>(of operation: O.Type) throws {
        let json = ShapeSample(isComplete: true).value(O.Input.shape)
        #expect(validate(json, against: O.Input.shape) == nil)
        #expect(QuickCheck.passes(try JSONValueDecoder().decode(O.Input.self, from: json)))
    }

    private func expectRequired<S: APIStructure>(_ type: S.Type) throws {
        guard case .object(let complete) = ShapeSample(isComplete: true).value(S.shape) else { return }
        for member in S.shape.members {
            let rest = JSONValue.object(JSONObject(complete.filter { $0.key != member.name }))
            let decoded = try? JSONValueDecoder().decode(S.self, from: rest)
            #expect((decoded == nil) == member.isRequired, "\(S.shape.name).\(member.name)")
        }
    }

    private func patterns(in shape: StructureShape) -> [TextPattern] {
        shape.members.flatMap { patterns(in: $0.value) }
    }

    private func patterns(in shape: ValueShape) -> [TextPattern] {
        switch shape.kind {
        case .string(_, let pattern): pattern.map { [$0] } ?? []
        case .list(let element, _): patterns(in: element)
        case .map(let key, let value): patterns(in: key) + patterns(in: value)
        case .structure(let structure): patterns(in: structure)
        default: []
        }
    }
}
