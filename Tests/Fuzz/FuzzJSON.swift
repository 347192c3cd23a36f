import JSON

/// Feeds bytes to the JSON parser. Whatever is accepted must survive the way through all written forms; whatever
/// is refused must name a place inside of the text and a sentence.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let value: JSONValue
    do throws(JSONSyntaxError) {
        value = try JSONValue(parsing: bytes)
    } catch {
        checkRefused(error, in: bytes)
        return 0
    }
    do throws(JSONSyntaxError) {
        try checkAccepted(value)
    } catch {
        preconditionFailure("what was written is refused: \(error)")
    }
    return 0
}

private func checkAccepted(_ value: JSONValue) throws(JSONSyntaxError) {
    // Escapes can make a text longer than the limit of bytes; libFuzzer's inputs are far from that.
    let compact = try JSONValue(parsing: value.compactText)
    precondition(compact == value, "the compact text reads back as the same value")
    precondition(compact.compactText == value.compactText, "the compact text keeps order and literals")
    let pretty = try JSONValue(parsing: value.prettyText)
    precondition(pretty == value, "the pretty text reads back as the same value")
    let canonical = try JSONValue(parsing: value.canonicalText)
    precondition(canonical == value, "the canonical text reads back as the same value")
    precondition(canonical.canonicalText == value.canonicalText, "the canonical text is a fixed point")
    precondition(canonical.hashValue == value.hashValue, "equal values have equal hashes")
}

private func checkRefused(_ error: JSONSyntaxError, in bytes: [UInt8]) {
    precondition(!error.message.isEmpty, "an error says what is wrong")
    precondition((0...bytes.count).contains(error.offset), "an error is inside of the text")
    precondition(error.line >= 1 && error.column >= 1, "lines and columns are counted from 1")
    if let related = error.related {
        precondition(related.offset < error.offset, "the related place comes first")
        precondition((related.line, related.column) < (error.line, error.column), "the related place comes first")
    }
}
