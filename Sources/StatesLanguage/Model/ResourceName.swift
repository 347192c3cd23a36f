/// An Amazon Resource Name in its parts: `arn:PARTITION:SERVICE:REGION:ACCOUNT:` and what the service puts behind.
///
/// A colon inside of a placeholder such as `${AWS::Region}` separates nothing, so names with placeholders are read
/// as well.
public struct ResourceName: Hashable, Sendable {
    /// Such as `aws` or `aws-cn`.
    public var partition: String
    /// Such as `lambda`.
    public var service: String
    /// Empty in names of service integrations.
    public var region: String
    /// Empty in names of service integrations.
    public var account: String
    /// The rest, split at its colons; at least one part.
    public var resource: [String]

    /// Reads a text; nil when it is no such name. The parts themselves are not judged.
    public init?(parsing text: String) {
        guard text.utf8.starts(with: "arn:".utf8) else { return nil }
        let parts = ResourceName.parts(of: text)
        guard parts.count >= 6 else { return nil }
        partition = parts[1]
        service = parts[2]
        region = parts[3]
        account = parts[4]
        resource = Array(parts[5...])
    }

    /// Whether service and resource are written out, whatever stands for the rest.
    var isCallKnown: Bool { !holdsPlaceholder(service) && !resource.contains(where: holdsPlaceholder) }

    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var start = text.utf8.startIndex
        var isInPlaceholder = false
        var previous: UInt8 = 0
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            switch byte {
            case UInt8(ascii: "{") where previous == UInt8(ascii: "$"): isInPlaceholder = true
            case UInt8(ascii: "}"): isInPlaceholder = false
            case UInt8(ascii: ":") where !isInPlaceholder:
                parts.append(String(text[start..<index]))
                start = text.utf8.index(after: index)
            default: break
            }
            previous = byte
        }
        parts.append(String(text[start...]))
        return parts
    }
}

/// Whether a text is the name of a resource whose service and resource are written out.
func namesKnownCall(_ text: String) -> Bool { ResourceName(parsing: text)?.isCallKnown ?? false }
