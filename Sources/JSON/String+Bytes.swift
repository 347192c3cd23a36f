internal import Glibc

// JSON compares texts code unit by code unit (RFC 8259 section 8.3). Swift's `==` on strings compares by
// canonical equivalence, under which "é" has two spellings, so keys and strings are compared through these.
extension String {
    /// Whether both texts have the same UTF-8 bytes.
    package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && compareBytes(with: other) == 0
    }

    /// Whether this text stands before `other` in the order of their UTF-8 bytes, which is the order of
    /// their Unicode scalars.
    package func precedesInBytes(_ other: String) -> Bool {
        compareBytes(with: other) < 0
    }

    private func compareBytes(with other: String) -> Int {
        withUTF8Bytes { left in
            other.withUTF8Bytes { right in
                let shared = min(left.count, right.count)
                if shared > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
                    let order = memcmp(leftBase, rightBase, shared)
                    if order != 0 { return Int(order) }
                }
                return left.count - right.count
            }
        }
    }

    /// Feeds the UTF-8 bytes and their number.
    package func hashBytes(into hasher: inout Hasher) {
        withUTF8Bytes { bytes in
            hasher.combine(bytes.count)
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
    }

    /// Calls `body` with the UTF-8 bytes, without copying a native string.
    @inlinable
    package func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return copy.withUTF8(body)
    }
}
