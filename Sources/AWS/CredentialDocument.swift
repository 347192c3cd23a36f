internal import JSON
internal import SigV4

/// The JSON object in which processes, containers and instances give credentials.
enum CredentialDocument {
    /// Reads `AccessKeyId`, `SecretAccessKey`, `Expiration` and the token.
    ///
    /// - Parameters:
    ///   - token: The name of the token's member: `SessionToken` or `Token`.
    ///   - source: Who gave it, such as "The credential process of profile 'x'".
    static func credentials(
        _ document: JSONValue, token: String, source: String
    ) throws(CredentialError) -> AWSCredentials {
        let text = { (name: String) in document[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }
        guard let key = text("AccessKeyId"), let secret = text("SecretAccessKey") else {
            let missing = ["AccessKeyId", "SecretAccessKey"].filter { text($0) == nil }
            throw invalid(source, "without \(missing.joined(separator: " and "))")
        }
        let expiration = text("Expiration").map { UTCTime(iso8601: $0) }
        if case .some(nil) = expiration { throw invalid(source, "whose Expiration is no time of ISO 8601") }
        return AWSCredentials(
            accessKeyID: key, secretAccessKey: secret, sessionToken: text(token),
            expiration: expiration??.secondsSince1970)
    }

    /// Reads the JSON.
    static func parse(_ bytes: [UInt8], source: String) throws(CredentialError) -> JSONValue {
        guard let document = try? JSONValue(parsing: bytes), document.objectValue != nil else {
            throw invalid(source, "that is no JSON object")
        }
        return document
    }

    static func invalid(_ source: String, _ what: String) -> CredentialError {
        CredentialError(
            .invalid, "\(source) gave an answer \(what)",
            advice: "It must answer as the AWS SDKs expect: AccessKeyId, SecretAccessKey, and a token and Expiration "
                + "where there are any.")
    }
}
