internal import HTTP

extension APICall {
    /// The request of one attempt, without signature.
    ///
    /// - Parameters:
    ///   - url: Where the API answers.
    ///   - invocationID: The same for all attempts of the call.
    ///   - attempt: 1 for the first.
    ///   - maxAttempts: How many there may be.
    func request(
        to url: HTTPURL, userAgent: String, invocationID: String, attempt: Int, maxAttempts: Int
    ) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: url,
            headers: [
                "Content-Type": contentType,
                "X-Amz-Target": target,
                "User-Agent": userAgent,
                "amz-sdk-invocation-id": invocationID,
                "amz-sdk-request": "attempt=\(attempt); max=\(maxAttempts)",
            ],
            body: body)
    }
}

extension HTTPURL {
    /// The URL with text before its host's name; the same URL where the host has no name below which others could
    /// stand: an address, or a name without a dot.
    func prefixed(_ prefix: String) -> HTTPURL {
        guard host.contains("."), !host.hasPrefix("["), !isIPv4Address else { return self }
        var url = self
        url.host = prefix + host
        return url
    }

    private var isIPv4Address: Bool {
        host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
