internal import SigV4

/// Takes secrets out of what others say: services that refuse a signature quote the headers that were signed, and
/// proxies quote whole requests.
struct Redaction {
    private let secrets: [String]

    /// Takes out the secret key and the session token.
    init(_ credentials: AWSCredentials) {
        secrets = [credentials.secretAccessKey, credentials.sessionToken].compactMap(\.self).filter { !$0.isEmpty }
    }

    /// The text without the secrets.
    func applied(to text: String) -> String {
        secrets.reduce(text) { $0.contains($1) ? $0.replacing($1, with: "***") : $0 }
    }
}
