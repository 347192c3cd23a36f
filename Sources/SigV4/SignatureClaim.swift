internal import HTTP

/// What a request claims of its signature, wherever it says so.
struct SignatureClaim {
    let authorization: SignedAuthorization
    let time: UTCTime
    /// Of a signature in the query: for how long it counts.
    let expiresSeconds: Int?
    /// The query without the signature.
    let signedQuery: String

    /// AWS's limit: seven days.
    private static let longestSeconds = 604_800

    init(_ request: ReceivedRequest) throws(SignatureProblem) {
        if let value = request.headers["Authorization"] {
            try self.init(header: value, of: request)
        } else if let query = request.query, query.contains("X-Amz-Algorithm=") {
            try self.init(query: query)
        } else {
            throw .missing
        }
    }

    private init(header: String, of request: ReceivedRequest) throws(SignatureProblem) {
        authorization = try SignedAuthorization(header)
        guard let date = request.headers["X-Amz-Date"] ?? request.headers["Date"] else { throw .incomplete([.date]) }
        time = try Self.time(date, matching: authorization.scope)
        expiresSeconds = nil
        signedQuery = request.query ?? ""
    }

    private init(query: String) throws(SignatureProblem) {
        var values: [String: String] = [:]
        var signed: [Substring] = []
        for pair in query.split(separator: "&", omittingEmptySubsequences: false) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if name != "X-Amz-Signature" { signed.append(pair) }
            if name.hasPrefix("X-Amz-"),
                values.updateValue(parts.count > 1 ? String(parts[1]) : "", forKey: name) != nil
            {
                throw .malformed(.algorithm, "The query has parameter '\(name)' more than once.")
            }
        }
        let algorithm = values["X-Amz-Algorithm"] ?? ""
        guard algorithm == SignatureScope.algorithm else {
            throw .malformed(.algorithm, "Unsupported AWS 'algorithm': '\(algorithm)'.")
        }
        authorization = try SignedAuthorization(
            credential: (values["X-Amz-Credential"]?.uriDecoded)?[...],
            signedHeaders: (values["X-Amz-SignedHeaders"]?.uriDecoded)?[...],
            signature: values["X-Amz-Signature"]?[...])
        guard let date = values["X-Amz-Date"] else { throw .incomplete([.date]) }
        time = try Self.time(date, matching: authorization.scope)
        expiresSeconds = try Self.expires(values["X-Amz-Expires"])
        signedQuery = signed.joined(separator: "&")
    }

    private static func expires(_ text: String?) throws(SignatureProblem) -> Int {
        guard let text else { throw .incomplete([.expires]) }
        guard let seconds = Int(text), (1...longestSeconds).contains(seconds) else {
            throw .malformed(.expires, "X-Amz-Expires must be a number of seconds from 1 to \(longestSeconds).")
        }
        return seconds
    }

    private static func time(_ text: String, matching scope: SignatureScope) throws(SignatureProblem) -> UTCTime {
        guard let time = UTCTime(basic: text) else {
            throw .malformed(
                .date,
                "Date must be in ISO-8601 'basic format'. Got '\(text)'. See http://en.wikipedia.org/wiki/ISO_8601")
        }
        guard time.basicDay == scope.day else {
            throw .malformed(
                .date,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + "'\(scope.day)' != '\(time.basicDay)', from '\(text)'.")
        }
        return time
    }
}
