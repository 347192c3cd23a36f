/// What the field `Authorization` of a signed request says, read strictly.
public struct SignedAuthorization: Hashable, Sendable {
    /// Whose secret signed it.
    public let accessKeyID: String
    /// For what it counts.
    public let scope: SignatureScope
    /// Names of the signed headers in lower case, in the order of the signature; never without `host`.
    public let signedHeaders: [String]
    /// 64 hexadecimal digits.
    let signature: String

    /// The longest value that is read, in bytes.
    public static let maximumBytes = 8_192

    /// Reads a value such as `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
    public init(_ value: String) throws(SignatureProblem) {
        guard value.utf8.count <= Self.maximumBytes else {
            throw .malformed(.algorithm, "Authorization header is longer than \(Self.maximumBytes) bytes.")
        }
        // Bytes, not characters, for a server reads this with every request.
        let bytes = value.utf8
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), value[..<space] == SignatureScope.algorithm else {
            throw Self.wrongAlgorithm(value)
        }
        var (credential, signedHeaders, signature): (Substring?, Substring?, Substring?)
        for pair in bytes[space...].split(separator: UInt8(ascii: ",")) {
            let text = pair.drop { $0 == UInt8(ascii: " ") }
            guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
                throw .malformed(.algorithm, "Invalid key=value pair (missing equal-sign) in Authorization header.")
            }
            let name = Substring(text[..<equals])
            let padded = text[text.index(after: equals)...]
            let end = padded.lastIndex { $0 != UInt8(ascii: " ") }.map(padded.index(after:)) ?? padded.startIndex
            let value = Substring(padded[..<end])
            switch name {
            case "Credential": try Self.set(&credential, value, name)
            case "SignedHeaders": try Self.set(&signedHeaders, value, name)
            case "Signature": try Self.set(&signature, value, name)
            default: break
            }
        }
        try self.init(credential: credential, signedHeaders: signedHeaders, signature: signature)
    }

    private static func set(_ part: inout Substring?, _ value: Substring, _ name: Substring) throws(SignatureProblem) {
        guard part == nil else {
            throw .malformed(.algorithm, "Authorization header has parameter '\(name)' more than once.")
        }
        part = value
    }

    /// Checks the three parts, wherever they came from.
    init(credential: Substring?, signedHeaders: Substring?, signature: Substring?) throws(SignatureProblem) {
        guard let credential, let signedHeaders, let signature else {
            var missing: [SignatureProblem.Part] = []
            if credential == nil { missing.append(.credential) }
            if signature == nil { missing.append(.signature) }
            if signedHeaders == nil { missing.append(.signedHeaders) }
            throw .incomplete(missing)
        }
        (accessKeyID, scope) = try Self.read(credential: credential)
        self.signedHeaders = try Self.read(signedHeaders: signedHeaders)
        guard signature.utf8.count == 64, signature.utf8.allSatisfy(Self.isLowerHexDigit) else {
            throw .malformed(.signature, "Signature must be 64 hexadecimal digits in lower case.")
        }
        self.signature = String(signature)
    }

    private static func wrongAlgorithm(_ value: String) -> SignatureProblem {
        let scheme = value.prefix { $0 != " " }
        if scheme == SignatureScope.algorithm { return .incomplete([.credential, .signature, .signedHeaders, .date]) }
        if scheme.hasPrefix("AWS") { return .malformed(.algorithm, "Unsupported AWS 'algorithm': '\(scheme)'.") }
        return .malformed(.algorithm, "Invalid key=value pair (missing equal-sign) in Authorization header.")
    }

    private static func read(credential: Substring) throws(SignatureProblem) -> (String, SignatureScope) {
        let parts = credential.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts.count == 5, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .malformed(
                .credential,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                    + "got '\(credential)'.")
        }
        guard parts[4] == SignatureScope.terminator else {
            throw .malformed(
                .credential,
                "Credential should be scoped with a valid terminator: '\(SignatureScope.terminator)', "
                    + "not '\(parts[4])'.")
        }
        guard parts[1].utf8.count == 8, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformed(.credential, "Date in Credential scope must be YYYYMMDD, not '\(parts[1])'.")
        }
        return (parts[0], SignatureScope(day: parts[1], region: parts[2], service: parts[3]))
    }

    private static func read(signedHeaders: Substring) throws(SignatureProblem) -> [String] {
        let names = signedHeaders.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        let isLower = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && !(0x41...0x5A).contains(byte) }
        guard names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isLower) }),
            zip(names, names.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw .malformed(.signedHeaders, "SignedHeaders must be names in lower case, sorted, each once.")
        }
        guard names.contains("host") else {
            throw .malformed(
                .signedHeaders, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        }
        return names
    }

    private static func isLowerHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
