internal import Crypto

/// The tag keys that a deployment set, as short hashes: five characters a key, so that the 47 keys that a
/// user may have fit the 256 characters of one tag's value.
public struct OwnedKeys: Codable, Hashable, Sendable {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private static let width = 5

    /// The tag's value: the hashes in order, without a separator.
    let tagValue: String

    /// The hashes of `keys`.
    public init(_ keys: some Sequence<String>) {
        tagValue = Set(keys.map(Self.hash)).sorted().joined()
    }

    /// Reads a tag's value; nil when it is not a row of five-character hashes.
    init?(tagValue: String) {
        guard tagValue.utf8.count % Self.width == 0, tagValue.utf8.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        self.tagValue = tagValue
    }

    /// Whether `key` is one of ours.
    public func contains(_ key: String) -> Bool {
        let wanted = Array(Self.hash(key).utf8)
        let hashes = Array(tagValue.utf8)
        return stride(from: 0, to: hashes.count, by: Self.width).contains { start in
            hashes[start..<start + Self.width].elementsEqual(wanted)
        }
    }

    private static func hash(_ key: String) -> String {
        let bytes = Digest(sha256: key).bytes
        return String(decoding: bytes.prefix(width).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }
}
