internal import CLibcurl
internal import HTTP

/// An exchange that keeps the whole body in memory.
final class BufferedExchange: Exchange {
    /// Whose request it carries.
    var call: Call?
    /// Until when there must be a connection for it.
    var deadline = ContinuousClock.now
    private var body: [UInt8] = []

    override func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= limits.responseBytes, reserveForWholeBody() else {
            refuse(.bodyTooLarge)
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    /// The response, and nothing is left of it here.
    func takeResponse() -> HTTPResponse {
        defer { body = [] }
        return HTTPResponse(status: head.status, headers: head.headers, body: body)
    }

    override func reset() {
        super.reset()
        body = []
    }

    /// Makes room once, when the peer says how much comes; false when that is too much.
    private func reserveForWholeBody() -> Bool {
        guard body.isEmpty else { return true }
        let expected = statecraft_curl_get_offset(curl.functions, handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        guard expected <= limits.responseBytes else { return false }
        if expected > 0 { body.reserveCapacity(Int(expected)) }
        return true
    }
}
