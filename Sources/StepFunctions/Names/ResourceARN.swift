/// The ARN of one kind of resource of AWS Step Functions. Its description is the ARN; in JSON it is a string.
public protocol ResourceARN: LosslessStringConvertible, Hashable, Sendable, Codable, Comparable {
    /// Takes the ARN out of `any`; nil when it is of another kind.
    init?(_ any: StepFunctionsARN)
}

extension ResourceARN {
    /// Reads an ARN of exactly this kind.
    ///
    /// - Throws: `InvalidArn`: for another kind `Resource type not valid in this context: express`.
    public init(parsing text: String) throws(ServiceError) {
        let any = try StepFunctionsARN(parsing: text)
        guard let own = Self(any) else {
            throw .invalidARN("Resource type not valid in this context: \(any.resourceType)")
        }
        self = own
    }

    /// Reads an ARN of exactly this kind; nil for anything else.
    public init?(_ text: String) {
        guard let own = try? Self(parsing: text) else { return nil }
        self = own
    }

    /// Reads the ARN from a string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            self = try Self(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }

    /// Writes the ARN as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// By the text of the ARN.
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
