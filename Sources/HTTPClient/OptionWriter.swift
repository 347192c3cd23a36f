internal import CLibcurl
internal import HTTP

/// Writes a request and the settings into a libcurl handle, and remembers the first option that it refused.
struct OptionWriter {
    let curl: CurlLibrary
    let handle: UnsafeMutableRawPointer
    private(set) var failure: CURLcode?

    init(curl: CurlLibrary, handle: UnsafeMutableRawPointer) {
        self.curl = curl
        self.handle = handle
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(statecraft_curl_set_long(curl.functions, handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: String?) {
        note(statecraft_curl_set_pointer(curl.functions, handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
        note(statecraft_curl_set_pointer(curl.functions, handle, option, value))
    }

    mutating func setReceiver(_ option: CURLoption, _ receiver: curl_write_callback) {
        note(statecraft_curl_set_receiver(curl.functions, handle, option, receiver))
    }

    mutating func setBeforeRequest(_ function: curl_prereq_callback) {
        note(statecraft_curl_set_before_request(curl.functions, handle, function))
    }

    private mutating func note(_ status: CURLcode) {
        if status != CURLE_OK, failure == nil { failure = status }
    }

    mutating func writeMethodAndBody(of request: HTTPRequest) {
        switch request.method {
        case "GET" where request.body.isEmpty: set(CURLOPT_HTTPGET, 1)
        case "HEAD": set(CURLOPT_NOBODY, 1)
        case "POST": writeBody(request.body)
        case "PUT":
            // Even without a body it says so with a `Content-Length`.
            writeBody(request.body)
            set(CURLOPT_CUSTOMREQUEST, request.method)
        default:
            if !request.body.isEmpty { writeBody(request.body) }
            set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private mutating func writeBody(_ body: [UInt8]) {
        set(CURLOPT_POST, 1)
        note(statecraft_curl_set_offset(curl.functions, handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        // libcurl's own copy: an array does not promise that its bytes stay where they are.
        if body.isEmpty {
            set(CURLOPT_COPYPOSTFIELDS, "")
        } else {
            body.withUnsafeBytes { set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
        }
    }

    mutating func writeConnection(to url: HTTPURL, settings: HTTPClientSettings, proxy: Proxy?) {
        set(CURLOPT_URL, url.description)
        // A signature covers the path as it is written.
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        // Wait for the first connection to say whether it takes more requests at a time.
        set(CURLOPT_PIPEWAIT, url.scheme == .https ? 1 : 0)
        set(CURLOPT_NOSIGNAL, 1)
        // Giving up does not wait for a name server that is stuck.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Both are set even when there is none, because libcurl reads the environment otherwise.
        set(CURLOPT_PROXY, proxy?.url ?? "")
        set(CURLOPT_NOPROXY, "")
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // libcurl keeps the certificates that it has read for the next connection, unless there is a folder of them.
        set(CURLOPT_CAPATH, nil as String?)
        set(CURLOPT_PROXY_CAPATH, nil as String?)
        if let caBundle = settings.caBundle {
            set(CURLOPT_CAINFO, caBundle)
            set(CURLOPT_PROXY_CAINFO, caBundle)
        }
    }

    mutating func writeTimeouts(_ limits: HTTPLimits) {
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.positiveMilliseconds)
        set(CURLOPT_TIMEOUT_MS, limits.totalTimeout.positiveMilliseconds)
    }

    /// The list of header lines, for which the caller is responsible.
    func writeFields(of request: HTTPRequest, userAgent: String) throws(HTTPError) -> UnsafeMutablePointer<curl_slist>?
    {
        for field in request.headers.fields where !field.isWritable {
            throw HTTPError(
                .invalidRequest, "the field '\(field.printableName)' has a character that a header cannot have",
                mayHaveBeenSent: false)
        }
        guard request.method.utf8.allSatisfy(\.isTokenCharacter), !request.method.isEmpty else {
            throw HTTPError(.invalidRequest, "the request's method is no word", mayHaveBeenSent: false)
        }
        var list: UnsafeMutablePointer<curl_slist>?
        func append(_ line: String) { list = curl.functions.pointee.slist_append(list, line) }
        for field in request.headers.fields {
            // libcurl's way to say that the value is empty, and not that the field is to be left out.
            append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        if request.headers["User-Agent"] == nil { append("User-Agent: \(userAgent)") }
        // What libcurl would add of its own.
        for name in ["Accept", "Content-Type", "Expect"] where request.headers[name] == nil { append("\(name):") }
        return list
    }
}

extension HTTPHeaders.Field {
    /// Whether a message can carry it: no field, and no line, can be smuggled in (RFC 9110 section 5).
    fileprivate var isWritable: Bool {
        !name.isEmpty && name.utf8.allSatisfy(\.isTokenCharacter)
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
    }

    /// The name without what cannot be printed.
    fileprivate var printableName: String {
        String(decoding: name.utf8.prefix(64).filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
    }
}

extension UInt8 {
    /// RFC 9110 section 5.6.2.
    fileprivate var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}

extension Duration {
    /// Rounded up, at least 1, because 0 means "never" to libcurl, and no more than it takes (24 days).
    var positiveMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        return max(1, Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
