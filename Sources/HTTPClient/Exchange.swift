internal import CLibcurl
internal import HTTP

/// One request and its response on a libcurl handle: the options, the callbacks and the result. Used by one thread at
/// a time; used again for other requests, because a handle is dear.
class Exchange {
    /// Why one of the callbacks ended the transfer.
    enum Refusal {
        case headTooLarge
        case bodyTooLarge
        /// libcurl was about to send a request again of which the peer may have got the first copy.
        case repetition
    }

    let curl: CurlLibrary
    let handle: UnsafeMutableRawPointer
    private(set) var head = ResponseHead()
    private(set) var request: HTTPRequest?
    private(set) var limits = HTTPLimits()
    private(set) var proxy: Proxy?
    private(set) var refusal: Refusal?
    /// Whether there has been a connection on which libcurl began to send the request.
    private(set) var hasBegunToSend = false
    private var fields: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>

    init(_ curl: CurlLibrary) {
        self.curl = curl
        handle = curl.makeHandle()
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl.functions.pointee.easy_cleanup(handle)
        curl.functions.pointee.slist_free_all(fields)
        errorText.deallocate()
    }

    /// Sets every option of the handle for a request.
    func prepare(_ request: HTTPRequest, settings: HTTPClientSettings, limits: HTTPLimits) throws(HTTPError) {
        reset()
        self.request = request
        self.limits = limits
        proxy = try settings.proxy.proxy(for: request.url)
        var options = OptionWriter(curl: curl, handle: handle)
        fields = try options.writeFields(of: request, userAgent: settings.userAgent)
        options.writeMethodAndBody(of: request)
        options.writeConnection(to: request.url, settings: settings, proxy: proxy)
        options.writeTimeouts(limits)
        options.set(CURLOPT_ERRORBUFFER, UnsafeRawPointer(errorText))
        options.set(CURLOPT_HTTPHEADER, UnsafeRawPointer(fields))
        writeCallbacks(&options)
        writeOwnOptions(&options)
        if let code = options.failure {
            throw HTTPError(.setup, "libcurl refuses a setting: \(curl.words(for: code))", mayHaveBeenSent: false)
        }
    }

    /// Forgets the last request; connections stay open.
    func reset() {
        curl.functions.pointee.easy_reset(handle)
        curl.functions.pointee.slist_free_all(fields)
        fields = nil
        request = nil
        proxy = nil
        refusal = nil
        hasBegunToSend = false
        head = ResponseHead()
        errorText[0] = 0
    }

    /// Sets what is peculiar to a kind of exchange.
    func writeOwnOptions(_ options: inout OptionWriter) {}

    /// Takes bytes of the body and answers how many: all, or a number that libcurl gives a meaning.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        preconditionFailure("an exchange knows what to do with the \(bytes.count) bytes of its body")
    }

    /// Ends the transfer from inside a callback.
    func refuse(_ reason: Refusal) { refusal = reason }

    /// libcurl's words about the failure; empty when it has none.
    var errorWords: String {
        let text = String(cString: errorText)
        return String(text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)])
    }

    private func writeCallbacks(_ options: inout OptionWriter) {
        let context = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
        options.set(CURLOPT_HEADERDATA, context)
        options.setReceiver(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let exchange = Exchange.of(context) else { return 0 }
            return exchange.receiveLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        options.set(CURLOPT_WRITEDATA, context)
        options.setReceiver(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let exchange = Exchange.of(context) else { return 0 }
            return exchange.receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        options.set(CURLOPT_PREREQDATA, context)
        options.setBeforeRequest { context, _, _, _, _ in
            Exchange.of(context)?.beginToSend() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    /// The exchange that a callback belongs to.
    private static func of(_ context: UnsafeMutableRawPointer?) -> Exchange? {
        context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    private func receiveLine(_ line: UnsafeRawBufferPointer) -> Int {
        if head.append(line) { return line.count }
        refuse(.headTooLarge)
        return 0
    }

    /// Called when there is a connection, just before the request is sent; false forbids that.
    ///
    /// When a connection that has been used before dies before the response, libcurl sends the request again on
    /// another. The peer may have acted on the first copy, so that is only right for what may be repeated.
    private func beginToSend() -> Bool {
        if hasBegunToSend, request?.isIdempotent != true {
            refuse(.repetition)
            return false
        }
        hasBegunToSend = true
        return true
    }
}

extension HTTPRequest {
    /// Whether sending it twice is the same as sending it once (RFC 9110 section 9.2.2).
    var isIdempotent: Bool { ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"].contains(method) }
}
