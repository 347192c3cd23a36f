internal import Crypto

/// The tag keys that a deployment set, as short hashes: five characters a key, so that the 47 keys that a
/// user may have fit the 256 characters of one tag's value.
public struct OwnedKeys: Codable, Hashable, Sendable {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private static let width = 5

    private var hashes: Set<String>

    /// The hashes of `keys`.
    public init(_ keys: some Sequence<String>) {
        hashes = Set(keys.map(Self.hash))
    }

    /// Reads a tag's value; nil when it is not a row of five-character hashes.
    init?(tagValue: String) {
        let bytes = Array(tagValue.utf8)
        guard bytes.count % Self.width == 0, bytes.allSatisfy(Self.alphabet.contains) else { return nil }
        hashes = Set(
            stride(from: 0, to: bytes.count, by: Self.width).map {
                String(decoding: bytes[$0..<$0 + Self.width], as: UTF8.self)
            })
    }

    /// The tag's value: the hashes in order, without a separator.
    var tagValue: String { hashes.sorted().joined() }

    /// Whether `key` is one of ours.
    public func contains(_ key: String) -> Bool { hashes.contains(Self.hash(key)) }

    private static func hash(_ key: String) -> String {
        let bytes = Digest(sha256: key).bytes
        return String(decoding: bytes.prefix(width).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }
}
