/// The intrinsic functions of the States Language. (Specification, "List of Intrinsic Functions")
public enum IntrinsicFunction: String, Hashable, Sendable, CaseIterable {
    case format = "States.Format"
    case stringToJSON = "States.StringToJson"
    case jsonToString = "States.JsonToString"
    case array = "States.Array"
    case arrayPartition = "States.ArrayPartition"
    case arrayContains = "States.ArrayContains"
    case arrayRange = "States.ArrayRange"
    case arrayGetItem = "States.ArrayGetItem"
    case arrayLength = "States.ArrayLength"
    case arrayUnique = "States.ArrayUnique"
    case base64Encode = "States.Base64Encode"
    case base64Decode = "States.Base64Decode"
    case hash = "States.Hash"
    case jsonMerge = "States.JsonMerge"
    case mathRandom = "States.MathRandom"
    case mathAdd = "States.MathAdd"
    case stringSplit = "States.StringSplit"
    case uuid = "States.UUID"

    /// What an argument has to be.
    public enum Kind: String, Hashable, Sendable {
        case any = "any value"
        case text = "a text"
        case number = "a number"
        case array = "an array"
        case object = "an object"
        case boolean = "true or false"
    }

    /// What the arguments have to be, in their order. Those of a function that takes any number of them follow
    /// the last one given here.
    public var parameters: [Kind] {
        switch self {
        case .format: [.text, .any]
        case .stringToJSON, .base64Encode, .base64Decode: [.text]
        case .jsonToString, .array: [.any]
        case .arrayPartition, .arrayGetItem: [.array, .number]
        case .arrayContains: [.array, .any]
        case .arrayRange, .mathRandom: [.number, .number, .number]
        case .arrayLength, .arrayUnique: [.array]
        case .hash: [.any, .text]
        case .jsonMerge: [.object, .object, .boolean]
        case .mathAdd: [.number, .number]
        case .stringSplit: [.text, .text]
        case .uuid: []
        }
    }

    /// How many arguments the function takes.
    public var arity: ClosedRange<Int> {
        switch self {
        case .format: 1...Int.max
        case .array: 0...Int.max
        case .mathRandom: 2...3
        default: parameters.count...parameters.count
        }
    }

    /// Whether the result is a text or can be one, as `ErrorPath` and `CausePath` ask for.
    public var canGiveText: Bool {
        switch self {
        case .format, .jsonToString, .arrayGetItem, .base64Encode, .base64Decode, .hash, .uuid: true
        default: false
        }
    }
}
