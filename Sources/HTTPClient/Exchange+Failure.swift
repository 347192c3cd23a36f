internal import CLibcurl
internal import Glibc
internal import HTTP

extension Exchange {
    /// What a transfer's end means; nil when there is a response.
    func failure(_ result: CURLcode) -> HTTPError? {
        if result == CURLE_OK {
            // libcurl takes a head that breaks off for a whole one.
            guard head.isComplete else { return error(for: CURLE_PARTIAL_FILE) }
            // Without a tunnel, the refusal of a proxy is an ordinary response.
            let isTunnel = request?.url.scheme == .https
            return proxy != nil && !isTunnel && head.status == 407 ? proxyRefusal(407) : nil
        }
        if let refusal { return error(for: refusal) }
        let connectStatus = statecraft_curl_get_long(curl.functions, handle, CURLINFO_HTTP_CONNECTCODE)
        if !hasBegunToSend, connectStatus != 0, !(200...299).contains(connectStatus) {
            return proxyRefusal(connectStatus)
        }
        let error = error(for: result)
        if let proxy, error.code == .connectionLost, !hasBegunToSend {
            return failed(.proxy, "the proxy \(proxy.name) closed the connection instead of making one to \(peer)")
        }
        return error
    }

    /// The host and port that the request is for.
    private var peer: String {
        request.map { "\($0.url.host):\($0.url.effectivePort)" } ?? "the host"
    }

    private func error(for result: CURLcode) -> HTTPError {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST:
            failed(.unknownHost, "the host '\(request?.url.host ?? "")' has no address; check its name and the network")
        case CURLE_COULDNT_RESOLVE_PROXY:
            failed(.proxy, "the proxy \(proxy?.name ?? "") has no address; check its name and the network")
        case CURLE_PROXY: failed(.proxy, "the proxy \(proxy?.name ?? "") makes no connection to \(peer)")
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: connectionFailure()
        case CURLE_OPERATION_TIMEDOUT: failed(.timeout, timeoutMessage)
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE:
            failed(.setup, "the file of trusted certificates cannot be read: \(words(for: result))")
        case CURLE_PEER_FAILED_VERIFICATION:
            failed(.tls, "the certificate of \(peer) is not trusted: \(words(for: result))")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_USE_SSL_FAILED,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CLIENTCERT:
            failed(.tls, "no TLS connection to \(peer): \(tlsWords(for: result))")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            failed(.invalidResponse, "\(peer) does not answer as HTTP prescribes: \(words(for: result))")
        case CURLE_GOT_NOTHING: failed(.connectionLost, "\(peer) closed the connection without an answer")
        case CURLE_PARTIAL_FILE:
            failed(.connectionLost, "\(peer) closed the connection before its response was complete")
        case CURLE_URL_MALFORMAT: failed(.invalidRequest, "libcurl cannot use the URL of a request to \(peer)")
        default: failed(.connectionLost, "the connection to \(peer) was lost: \(words(for: result))")
        }
    }

    private func error(for refusal: Refusal) -> HTTPError {
        switch refusal {
        case .headTooLarge:
            failed(
                .responseTooLarge,
                "the header fields of \(peer)'s response have more than \(ResponseHead.maximumBytes) bytes")
        case .bodyTooLarge:
            failed(.responseTooLarge, "the response of \(peer) has more than \(limits.responseBytes) bytes")
        case .repetition:
            failed(
                .connectionLost, "the connection to \(peer) was closed after the request was sent, without an answer")
        }
    }

    private func failed(_ code: HTTPError.Code, _ message: String) -> HTTPError {
        HTTPError(code, message, mayHaveBeenSent: hasBegunToSend)
    }

    private func connectionFailure() -> HTTPError {
        let number = Int32(statecraft_curl_get_long(curl.functions, handle, CURLINFO_OS_ERRNO))
        let reason = number == 0 ? "" : ": \(Self.words(forSystemError: number))"
        guard let proxy else { return failed(.connectionFailed, "no connection to \(peer)\(reason)") }
        return failed(.proxy, "no connection to the proxy \(proxy.name)\(reason)")
    }

    /// A proxy refuses before anything is sent to the peer.
    private func proxyRefusal(_ status: Int) -> HTTPError {
        let name = proxy?.name ?? ""
        let message =
            status == 407
            ? "the proxy \(name) demands a user name and password, or refuses those given (status 407); "
                + "set them in the proxy's URL"
            : "the proxy \(name) refuses to connect to \(peer) (status \(status))"
        return HTTPError(.proxy, message, mayHaveBeenSent: false)
    }

    /// Nothing moved for too long.
    func stalled(_ limit: Duration) -> HTTPError {
        failed(.timeout, "nothing came from \(peer) within \(limit.words)")
    }

    /// All connections that may be open were in use for too long.
    func crowdedOut() -> HTTPError {
        failed(.timeout, "no connection to \(peer) became free within \(limits.totalTimeout.words)")
    }

    private var timeoutMessage: String {
        if !hasBegunToSend, limits.connectTimeout <= limits.totalTimeout {
            return "no connection to \(proxy?.name ?? peer) within \(limits.connectTimeout.words)"
        }
        return "no complete response from \(peer) within \(limits.totalTimeout.words)"
    }

    private func words(for result: CURLcode) -> String {
        let words = errorWords
        return words.isEmpty ? curl.words(for: result) : words
    }

    /// OpenSSL's words for a peer that answers without TLS tell nobody that.
    private func tlsWords(for result: CURLcode) -> String {
        let words = words(for: result)
        return words.contains("wrong version number") ? "it answers, but not with TLS" : words
    }

    private static func words(forSystemError number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }
}

extension Duration {
    /// In seconds, such as `10 s` or `0.25 s`.
    fileprivate var words: String {
        let seconds = Double(positiveMilliseconds) / 1_000
        return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
