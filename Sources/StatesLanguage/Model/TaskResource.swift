/// What the `Resource` of a Task calls.
public enum TaskResource: Hashable, Sendable {
    /// A Lambda function by its own ARN, with or without a version or an alias.
    case function(name: String, qualifier: String?)
    /// An activity, which workers poll.
    case activity(name: String)
    /// An API of a service.
    case integration(ServiceIntegration)

    /// Reads a `Resource` by its form; whether there is such a service or action is another question. Nil for
    /// everything that Step Functions does not call.
    public init?(parsing text: String) {
        guard let name = ResourceName(parsing: text),
            name.partition.utf8.starts(with: "aws".utf8) || holdsPlaceholder(name.partition)
        else { return nil }
        let rest = name.resource
        switch (name.service, rest.first) {
        case ("lambda", "function"):
            guard (2...3).contains(rest.count), isFunctionPart(rest[1]), rest.dropFirst(2).allSatisfy(isFunctionPart)
            else { return nil }
            self = .function(name: rest[1], qualifier: rest.count == 3 ? rest[2] : nil)
        case ("states", "activity"):
            guard rest.count == 2, !rest[1].isEmpty else { return nil }
            self = .activity(name: rest[1])
        case ("states", _):
            guard let integration = ServiceIntegration(parts: rest) else { return nil }
            self = .integration(integration)
        default: return nil
        }
    }

    /// The integration that it calls; nil for functions and activities.
    public var integration: ServiceIntegration? {
        if case .integration(let integration) = self { integration } else { nil }
    }

    /// Whether the state waits for somebody who has to answer: an activity's worker, or the holder of a task token.
    public var waitsForAnswer: Bool {
        switch self {
        case .function: false
        case .activity: true
        case .integration(let integration): integration.pattern == .callback
        }
    }
}

/// A name or qualifier of a function: letters, digits, `-`, `_` and, in `$LATEST`, `$`; or a placeholder for one.
private func isFunctionPart(_ text: String) -> Bool {
    if text == "$LATEST" || holdsPlaceholder(text) { return true }
    return !text.isEmpty && text.utf8.allSatisfy(isFunctionByte)
}

private func isFunctionByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
    default: false
    }
}
