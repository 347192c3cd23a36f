/// The six fields of an ARN, the last one cut at its first colon into a type and the rest.
struct ARNFields {
    let partition: Substring
    let service: Substring
    let region: Substring
    let account: Substring
    /// What stands before the first colon or slash of the resource, such as `stateMachine`.
    let resourceType: Substring
    /// The colon or the slash between the two.
    let separator: UInt8
    /// What stands behind it, such as `checkout:live`.
    let resource: Substring

    /// The longest ARN that the API takes anywhere (its shape `LongArn`).
    static let maximumLength = 2000

    /// Takes `arn:partition:service:region:account:type:rest` or `…:type/rest` apart.
    ///
    /// - Throws: `InvalidArn`. The message for a text that does not begin with `arn:` is the service's own;
    ///   the service's words for the other cases have not been recorded.
    init(_ text: String) throws(ServiceError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw .invalidARN("ARN is longer than \(Self.maximumLength) characters")
        }
        guard text.utf8.starts(with: "arn:".utf8) else { throw .invalidARN("Invalid ARN prefix: \(text)") }
        let fields = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6,
            let end = fields[5].firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") })
        else { throw .malformedARN(text) }
        partition = Substring(fields[1])
        service = Substring(fields[2])
        region = Substring(fields[3])
        account = Substring(fields[4])
        resourceType = Substring(fields[5][..<end])
        separator = fields[5][end]
        resource = Substring(fields[5][fields[5].index(after: end)...])
        guard Self.isPartition(partition) else { throw .malformedARN(text) }
    }

    /// Whether account and region are there: twelve digits, and letters, digits and hyphens.
    var isRegional: Bool { Self.isAccount(account) && Self.isRegion(region) }

    static func isPartition(_ text: some StringProtocol) -> Bool { isRegion(text) }

    static func isRegion(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                ByteClass.isLowercase($0) || ByteClass.isDigit($0) || $0 == UInt8(ascii: "-")
            }
    }

    static func isAccount(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy(ByteClass.isDigit)
    }
}

/// Classes of ASCII bytes.
enum ByteClass {
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isLowercase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool { isLowercase(byte | 0x20) }
}
