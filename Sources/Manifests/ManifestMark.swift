internal import Glibc

/// Whether the bytes contain `apiVersion` followed by `statecraft/`, with nothing between them but quotes, a colon and
/// white space: how nearly every manifest is written. See `isManifest(_:path:)` for the others.
///
/// Bytes, not a parsed document: a manifest that does not parse must become a diagnostic instead of a
/// resource that silently is not there.
func hasManifestMark(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        while let found = firstIndex(of: apiVersionKey, in: bytes, from: start) {
            start = found + apiVersionKey.count
            if isFollowedByGroup(bytes, from: start) { return true }
        }
        return false
    }
}

let apiVersionKey = Array("apiVersion".utf8)
let apiGroup = Array("statecraft/".utf8)

private func isFollowedByGroup(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < bytes.count, isFiller(bytes[index]) { index += 1 }
    guard bytes.count - index >= apiGroup.count else { return false }
    return bytes[index..<(index + apiGroup.count)].elementsEqual(apiGroup)
}

/// What may stand between the key and its value in YAML and JSON.
private func isFiller(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ":"): true
    default: false
    }
}

/// The first place of `pattern` at or after `start`. memchr finds its rarest byte, so that megabytes of
/// other people's JSON cost next to nothing.
func firstIndex(of pattern: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    // "V", the fourth byte of apiVersion, is rarer in JSON and YAML than its first.
    let offset = pattern.firstIndex(of: UInt8(ascii: "V")) ?? 0
    let rare = pattern[offset]
    guard let base = bytes.baseAddress, bytes.count >= pattern.count else { return nil }
    var index = start + offset
    while index < bytes.count, let hit = memchr(base + index, Int32(rare), bytes.count - index) {
        let place = base.distance(to: hit.assumingMemoryBound(to: UInt8.self)) - offset
        if bytes.count - place >= pattern.count, memcmp(base + place, pattern, pattern.count) == 0 { return place }
        index = place + offset + 1
    }
    return nil
}
