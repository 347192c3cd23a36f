internal import SigV4
internal import Threads

/// Reads the field `Authorization` where its signature need not be right, only well formed.
///
/// A client's requests differ in the signature alone, which stands at the end: what stands before it is read once.
final class AuthorizationReader: Sendable {
    /// Whose request it is, and for which region.
    struct Claim: Sendable {
        let accessKeyID: String
        let region: String
    }

    /// Beginnings that are remembered; all are forgotten when there are more.
    private static let limit = 1_000
    private static let signatureBytes = 64

    private let known = Lock<[String: Claim]>([:])

    func claim(in field: String) throws(SignatureProblem) -> Claim {
        guard let beginning = Self.beginning(of: field) else { return try Self.read(field) }
        if let claim = known.withLock({ $0[beginning] }) { return claim }
        let claim = try Self.read(field)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[beginning] = claim
        }
        return claim
    }

    private static func read(_ field: String) throws(SignatureProblem) -> Claim {
        let authorization = try SignedAuthorization(field)
        return Claim(accessKeyID: authorization.accessKeyID, region: authorization.scope.region)
    }

    /// What stands before the signature; nil when there is no signature of the right form at the end.
    private static func beginning(of field: String) -> String? {
        let bytes = field.utf8
        guard bytes.count > signatureBytes, bytes.count <= SignedAuthorization.maximumBytes else { return nil }
        let end = bytes.index(bytes.endIndex, offsetBy: -signatureBytes)
        guard bytes[end...].allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        let beginning = field[..<end]
        return beginning.utf8.suffix(marker.count).elementsEqual(marker) ? String(beginning) : nil
    }

    private static let marker = Array("Signature=".utf8)
}
