/// A call of the query protocol: an action and its parameters.
struct TokenServiceCall {
    /// The actions that are answered.
    enum Action: String {
        case getCallerIdentity = "GetCallerIdentity"
        case assumeRole = "AssumeRole"
        case assumeRoleWithWebIdentity = "AssumeRoleWithWebIdentity"

        /// Whether it comes without signature: a token says who calls.
        var isUnsigned: Bool { self == .assumeRoleWithWebIdentity }
    }

    static let version = "2011-06-15"

    let action: Action
    let parameters: [String: String]

    /// Reads a body of `application/x-www-form-urlencoded`.
    init(form: [UInt8]) throws(ProtocolError) {
        var parameters: [String: String] = [:]
        for pair in form.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : []) else {
                throw ProtocolError(400, "MalformedQueryString", "A parameter is not percent-encoded UTF-8")
            }
            parameters[name] = value
        }
        guard let name = parameters["Action"] else {
            throw ProtocolError(400, "MissingAction", "The request must contain the parameter Action")
        }
        let version = parameters["Version"] ?? ""
        guard let action = Action(rawValue: name), version == Self.version else {
            throw ProtocolError(
                400, "InvalidAction",
                "Could not find operation \(name.prefix(100)) for version \(version.prefix(20))")
        }
        self.action = action
        self.parameters = parameters
    }

    /// Nil when it is not percent-encoded UTF-8.
    private static func decoded(_ text: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
