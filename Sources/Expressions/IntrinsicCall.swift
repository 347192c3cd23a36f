public import JSON

/// The call of an intrinsic function, such as `States.Format('Hello {}', $.name)`.
public struct IntrinsicCall: Hashable, Sendable {
    /// How deep calls nest at most; the outermost is at depth 1. (AWS developer guide, "Intrinsic functions")
    public static let nestingLimit = 10

    /// What a function is given.
    public enum Argument: Hashable, Sendable {
        case text(IntrinsicText)
        case number(JSONNumber)
        case boolean(Bool)
        case null
        case path(JSONPath)
        case call(IntrinsicCall)
    }

    /// Which function is called.
    public var function: IntrinsicFunction
    /// In written order; as many as the function takes.
    public var arguments: [Argument]

    /// A call.
    public init(_ function: IntrinsicFunction, _ arguments: [Argument] = []) {
        self.function = function
        self.arguments = arguments
    }

    /// The paths among the arguments, also of nested calls, in the order of the text.
    public var paths: [JSONPath] {
        arguments.flatMap { argument -> [JSONPath] in
            switch argument {
            case .path(let path): [path]
            case .call(let call): call.paths
            case .text, .number, .boolean, .null: []
            }
        }
    }

    /// The variables that the call reads, each once and in the order of the text.
    public var variables: [String] {
        paths.reduce(into: []) { found, path in path.collectVariables(&found) }
    }
}

/// A text between single quotes. In a template of `States.Format`, `{}` that is not escaped is a place for an
/// argument.
public struct IntrinsicText: Hashable, Sendable {
    /// What stands between the places `{}`, without escapes; never empty.
    public var pieces: [String]

    /// A text by its pieces; without any it is the empty text.
    public init(pieces: [String]) {
        self.pieces = pieces.isEmpty ? [""] : pieces
    }

    /// How many arguments a template has places for.
    public var placeholderCount: Int { pieces.count - 1 }
    /// The text without escapes, for every function but `States.Format`.
    public var value: String { pieces.joined(separator: "{}") }
}

extension IntrinsicCall: CustomStringConvertible {
    /// The canonical spelling. Reading it gives this call again.
    public var description: String {
        "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
    }
}

extension IntrinsicCall.Argument: CustomStringConvertible {
    /// As it is written.
    public var description: String {
        switch self {
        case .text(let text): text.description
        case .number(let number): number.literal
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .path(let path): path.description
        case .call(let call): call.description
        }
    }
}

extension IntrinsicText: CustomStringConvertible {
    /// In quotes, with escapes.
    public var description: String {
        "'\(pieces.map(escaped).joined(separator: "{}"))'"
    }

    private func escaped(_ piece: String) -> String {
        var result = ""
        for scalar in piece.unicodeScalars {
            if "'\\{}".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
