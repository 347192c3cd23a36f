import JSON
import Testing

@testable import StepFunctions

/// Guarantee: what the types say about the API is what the API's model says: operations, members, required flags,
/// types, enumerations, bounds, patterns, sensitivity and errors. The shapes that our types carry at run time are
/// compared with shapes built from botocore's copy of the model.
@Suite(.enabled(if: BotocoreModel.stepFunctions != nil, Comment(rawValue: BotocoreModel.absence)))
struct ModelTests {
    private let model = BotocoreModel.stepFunctions ?? .null

    @Test func theRegistryHoldsEveryOperationOfTheModel() {
        #expect(Operations.all.map { $0.name } == model["operations"]?.objectValue?.keys.sorted())
        #expect(Operations.all.count == 37)
    }

    @Test(arguments: Operations.all.map { $0.name })
    func anOperationHasTheMembersAndErrorsOfTheModel(name: String) throws {
        let operation = try #require(Operations.named(name))
        let expected = try #require(model["operations"]?[name])
        expectEqual(inputShape(of: operation), try structure(expected["input"]?["shape"]?.stringValue))
        expectEqual(outputShape(of: operation), try structure(expected["output"]?["shape"]?.stringValue))
        let errors = expected["errors"]?.arrayValue ?? []
        #expect(operation.errors.map(\.rawValue) == errors.map { $0["shape"]?.stringValue })
    }

    @Test func everyErrorOfTheModelHasACode() {
        let exceptions = model["shapes"]?.objectValue?.filter { $0.value["exception"] == true }.map(\.key)
        #expect(ServiceErrorCode.modeled.map(\.rawValue) == exceptions?.sorted())
    }

    @Test func theReasonsOfValidationErrorsAreThoseOfTheModel() {
        let values = model["shapes"]?["ValidationExceptionReason"]?["enum"]?.arrayValue
        #expect(ValidationExceptionReason.allCases.map(\.rawValue) == values?.map(\.stringValue))
        let states = model["shapes"]?["KmsKeyState"]?["enum"]?.arrayValue
        #expect(KmsKeyState.allCases.map(\.rawValue) == states?.map(\.stringValue))
    }

    @Test func everyOperationHasAReadOnlyFlagThatItsNameBearsOut() {
        let readers = Operations.all.filter { $0.isReadOnly }.map { $0.name }
        #expect(readers.allSatisfy { name in ["Describe", "List", "Get", "Validate"].contains { name.hasPrefix($0) } })
        // It takes the task that it reads.
        #expect(!GetActivityTask.isReadOnly)
        #expect(readers.count == 15)
    }

    private func structure(_ name: String?) throws -> StructureShape {
        let name = try #require(name)
        let shape = try #require(model["shapes"]?[name])
        let required = shape["required"]?.arrayValue ?? []
        let members = try #require(shape["members"]?.objectValue).map { member in
            let value = try value(member.value["shape"]?.stringValue)
            return MemberShape(name: member.key, isRequired: required.contains(.string(member.key)), value: value)
        }
        return StructureShape(name, members)
    }

    private func value(_ name: String?) throws -> ValueShape {
        let name = try #require(name)
        let shape = try #require(model["shapes"]?[name])
        return ValueShape(kind: try kind(name, shape), isSensitive: shape["sensitive"]?.boolValue ?? false)
    }

    private func kind(_ name: String, _ shape: JSONValue) throws -> ValueShape.Kind {
        let bounds = Bounds(shape["min"]?.intValue, shape["max"]?.intValue)
        switch shape["type"]?.stringValue {
        case "string":
            if let values = shape["enum"]?.arrayValue { return .enumeration(values.compactMap(\.stringValue)) }
            return .string(length: bounds, pattern: shape["pattern"]?.stringValue.map(TextPattern.init))
        case "integer": return .integer(bounds)
        case "long": return .long(bounds)
        case "float": return .float(bounds)
        case "boolean": return .boolean
        case "timestamp": return .timestamp
        case "list": return .list(of: try value(shape["member"]?["shape"]?.stringValue), count: bounds)
        case "map":
            return .map(
                key: try value(shape["key"]?["shape"]?.stringValue),
                value: try value(shape["value"]?["shape"]?.stringValue))
        default: return .structure(try structure(name))
        }
    }
}

/// Guarantee: the part of the tagging API's GetResources that we write by hand agrees with its model.
@Suite(.enabled(if: BotocoreModel.tagging != nil, Comment(rawValue: BotocoreModel.absence)))
struct TaggingModelTests {
    private let model = BotocoreModel.tagging ?? .null

    @Test(arguments: [
        GetResources.Input.shape, GetResources.Output.shape, GetResources.TagFilter.shape,
        GetResources.ResourceTagMapping.shape, GetResources.ResourceTag.shape,
    ])
    func everyMemberIsOneOfTheModel(shape: StructureShape) throws {
        let expected = try #require(model["shapes"]?[shape.name])
        let required = expected["required"]?.arrayValue ?? []
        for member in shape.members {
            let name = try #require(expected["members"]?[member.name]?["shape"]?.stringValue)
            #expect(
                model["shapes"]?[name]?["type"]?.stringValue == typeName(member.value), "\(shape.name) \(member.name)")
            #expect(required.contains(.string(member.name)) == member.isRequired)
            if case .string(let length, _) = member.value.kind {
                let bounds = Bounds(
                    model["shapes"]?[name]?["min"]?.intValue, model["shapes"]?[name]?["max"]?.intValue)
                #expect(length == bounds, "\(shape.name) \(member.name)")
            }
        }
    }

    @Test func theErrorsAreThoseOfTheModel() {
        let errors = model["operations"]?["GetResources"]?["errors"]?.arrayValue
        #expect(GetResources.errors.map(\.rawValue) == errors?.map { $0["shape"]?.stringValue })
    }

    private func typeName(_ shape: ValueShape) -> String {
        switch shape.kind {
        case .string: "string"
        case .integer: "integer"
        case .list: "list"
        default: "unexpected"
        }
    }
}

/// Compares member by member from the inside out, so that a difference is readable.
private func expectEqual(_ ours: StructureShape, _ model: StructureShape) {
    #expect(ours.name == model.name)
    #expect(ours.members.map(\.name) == model.members.map(\.name), "\(ours.name)")
    for (member, expected) in zip(ours.members, model.members) where member != expected {
        if let inner = member.value.structure, let expected = expected.value.structure, inner != expected {
            expectEqual(inner, expected)
        } else {
            Issue.record("\(ours.name): our \(member) is in the model \(expected)")
        }
    }
}

extension ValueShape {
    /// The structure that the value is or is a list of.
    fileprivate var structure: StructureShape? {
        switch kind {
        case .structure(let structure): structure
        case .list(let element, _): element.structure
        default: nil
        }
    }
}

private func inputShape<O: Operation>(of operation: O.Type) -> StructureShape { O.Input.shape }

private func outputShape<O: Operation>(of operation: O.Type) -> StructureShape { O.Output.shape }
