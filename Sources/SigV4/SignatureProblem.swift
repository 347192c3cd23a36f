/// Why a request does not count as signed, with what AWS says then.
public enum SignatureProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The parts of a signature.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        /// The word in front of everything, `AWS4-HMAC-SHA256`.
        case algorithm = "Algorithm"
        /// Access key and scope.
        case credential = "Credential"
        /// The signature itself.
        case signature = "Signature"
        /// The names of the headers that are signed.
        case signedHeaders = "SignedHeaders"
        /// When it was signed.
        case date = "X-Amz-Date"
        /// For how long a signature in the query counts.
        case expires = "X-Amz-Expires"
    }

    /// Nothing says who sends it.
    case missing
    /// These parts are missing.
    case incomplete([Part])
    /// A part cannot be read. The text is what AWS says, and holds nothing of the signature itself.
    case malformed(Part, String)
    /// Nobody has this access key.
    case unknownAccessKey(String)
    /// Signed so long ago that it counts no more: signed then, counting until, and now.
    case expired(signed: UTCTime, until: UTCTime, now: UTCTime, skewSeconds: Int)
    /// Signed later than now, by more than clocks may differ.
    case tooEarly(signed: UTCTime, now: UTCTime, skewSeconds: Int)
    /// The body is not the one whose digest is in `X-Amz-Content-Sha256`.
    case bodyHashMismatch
    /// Whoever signed it had another secret, or signed another request.
    case signatureMismatch

    /// AWS's error code.
    public var code: String {
        switch self {
        case .missing: "MissingAuthenticationTokenException"
        case .incomplete, .malformed: "IncompleteSignatureException"
        case .unknownAccessKey: "UnrecognizedClientException"
        case .expired, .tooEarly, .bodyHashMismatch, .signatureMismatch: "InvalidSignatureException"
        }
    }

    /// AWS's sentence.
    public var message: String {
        switch self {
        case .missing: "Missing Authentication Token"
        case .incomplete(let parts): parts.map(Self.requires).joined(separator: " ")
        case .malformed(_, let text): text
        case .unknownAccessKey: "The security token included in the request is invalid."
        case .expired(let signed, let until, let now, let skew):
            "Signature expired: \(signed.basic) is now earlier than \(until.basic) "
                + "(\(now.basic) - \(skew / 60) min.)"
        case .tooEarly(let signed, let now, let skew):
            "Signature not yet current: \(signed.basic) is still later than "
                + "\(UTCTime(secondsSince1970: now.secondsSince1970 + skew).basic) (\(now.basic) + \(skew / 60) min.)"
        case .bodyHashMismatch: "The provided 'x-amz-content-sha256' header does not match what was computed."
        case .signatureMismatch:
            "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. "
                + "Consult the service documentation for details."
        }
    }

    /// Code and sentence.
    public var description: String { "\(code): \(message)" }

    private static func requires(_ part: Part) -> String {
        switch part {
        case .date: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        case .expires: "AWS query-string parameters must include 'X-Amz-Expires'."
        default: "Authorization header requires '\(part.rawValue)' parameter."
        }
    }
}
