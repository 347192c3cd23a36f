internal import Crypto
internal import Threads

/// The keys derived for the scopes in use: four of the five HMACs of a signature are the same for a whole day.
final class SigningKeys: Sendable {
    private struct Name: Hashable {
        let secret: String
        let scope: SignatureScope
    }

    /// More than the accounts that one process signs for; a server meets more, and then derives again.
    private static let limit = 256

    private let derived = Lock<[Name: [UInt8]]>([:])

    /// The signature, as 64 hexadecimal digits.
    func signature(of stringToSign: [UInt8], secret: String, scope: SignatureScope) -> String {
        Digest(hmacSHA256: stringToSign, key: key(secret: secret, scope: scope)).description
    }

    private func key(secret: String, scope: SignatureScope) -> [UInt8] {
        let name = Name(secret: secret, scope: scope)
        if let known = derived.withLock({ $0[name] }) { return known }
        let parts = [scope.day, scope.region, scope.service, SignatureScope.terminator]
        let key = parts.reduce(Array("AWS4\(secret)".utf8)) { key, part in
            Digest(hmacSHA256: Array(part.utf8), key: key).bytes
        }
        derived.withLock { derived in
            if derived.count >= Self.limit { derived = [:] }
            derived[name] = key
        }
        return key
    }
}
