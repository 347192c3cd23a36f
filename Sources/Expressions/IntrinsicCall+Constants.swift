internal import JSON

extension IntrinsicCall {
    /// The texts that `States.Hash` takes as its second argument.
    public static let hashAlgorithms = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"]
    /// How many characters `States.Base64Encode`, `States.Base64Decode` and `States.Hash` take at most.
    public static let dataLimit = 10_000
    /// How many elements `States.ArrayRange` gives at most.
    public static let rangeLimit = 1_000

    /// The first constant among the arguments that is of a kind that the function does not take.
    var firstArgumentOfWrongKind: (index: Int, kind: IntrinsicFunction.Kind)? {
        let kinds = function.parameters
        for (index, argument) in arguments.enumerated() {
            guard let kind = index < kinds.count ? kinds[index] : kinds.last, kind != .any else { continue }
            if let given = argument.constantKind, given != kind { return (index, kind) }
        }
        return nil
    }

    /// Why the call fails whenever it is made, by its constants alone, and at which arguments.
    var failuresByConstants: [(index: Int, reason: String)] {
        switch function {
        case .format: templateFailure.map { [(0, $0)] } ?? []
        case .stringToJSON: textFailure(at: 0) { (try? JSONValue(parsing: $0)) == nil ? "this is no JSON text" : nil }
        case .base64Encode, .base64Decode: textFailure(at: 0, Self.lengthFailure)
        case .hash: textFailure(at: 0, Self.lengthFailure) + textFailure(at: 1, Self.algorithmFailure)
        case .arrayPartition: numberFailure(at: 1) { $0.rounded() < 1 ? "a chunk has at least one element" : nil }
        case .arrayGetItem: numberFailure(at: 1) { $0 < 0 ? "elements are counted from 0" : nil }
        case .arrayRange: rangeFailure.map { [(2, $0)] } ?? []
        case .jsonMerge where arguments[2] == .boolean(true):
            [(2, "deep merging is not supported: the third argument has to be false")]
        default: []
        }
    }

    private var templateFailure: String? {
        guard case .text(let template) = arguments[0] else { return nil }
        let places = template.placeholderCount
        let given = arguments.count - 1
        guard places != given else { return nil }
        let arguments = given == 1 ? "1 argument follows" : "\(given) arguments follow"
        return "the template has \(places) times '{}', but \(arguments)"
    }

    private var rangeFailure: String? {
        guard case .number(let first) = arguments[0], case .number(let last) = arguments[1],
            case .number(let step) = arguments[2]
        else {
            return numberFailure(at: 2) { $0.rounded() == 0 ? "the step of a range is not 0" : nil }.first?.reason
        }
        let width = step.doubleValue.rounded()
        guard width != 0 else { return "the step of a range is not 0" }
        let count = ((last.doubleValue.rounded() - first.doubleValue.rounded()) / width).rounded(.down) + 1
        guard count > Double(Self.rangeLimit) else { return nil }
        return "a range has at most \(Self.rangeLimit) elements"
    }

    private static func lengthFailure(_ text: String) -> String? {
        text.utf8.count > dataLimit && text.unicodeScalars.count > dataLimit
            ? "the function takes at most \(dataLimit) characters" : nil
    }

    private static func algorithmFailure(_ text: String) -> String? {
        hashAlgorithms.contains(text) ? nil : "the algorithms are \(hashAlgorithms.joined(separator: ", "))"
    }

    private func textFailure(at index: Int, _ failure: (String) -> String?) -> [(index: Int, reason: String)] {
        guard case .text(let text) = arguments[index] else { return [] }
        return failure(text.value).map { [(index, $0)] } ?? []
    }

    private func numberFailure(at index: Int, _ failure: (Double) -> String?) -> [(index: Int, reason: String)] {
        guard case .number(let number) = arguments[index] else { return [] }
        return failure(number.doubleValue).map { [(index, $0)] } ?? []
    }
}

extension IntrinsicCall.Argument {
    /// What a constant is; nil for what is known only when the call is made, and for null, which is of no kind
    /// but can stand for `any`.
    fileprivate var constantKind: IntrinsicFunction.Kind? {
        switch self {
        case .text: .text
        case .number: .number
        case .boolean: .boolean
        case .null: .any
        case .path, .call: nil
        }
    }
}
