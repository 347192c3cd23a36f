internal import HTTP
internal import HTTPClient

/// Carries the protocol as HTTP requests (gitprotocol-http(5), "smart" clients) through libcurl: TLS 1.3, proxies and
/// certificate files are its business.
final class HTTPCarrier: Carrier {
    private let url: String
    private let settings: GitFetchSettings
    private let client: HTTPClientSettings
    /// Where requests go; a redirection of the first one moves it.
    private var base: HTTPURL
    private var credentials: HTTPCredentials
    private var question: [UInt8]?
    private var answer: HTTPStream?

    private static let redirectLimit = 5
    private static let refsPath = "/info/refs"
    private static let refsQuery = "service=git-upload-pack"

    init(_ base: HTTPURL, user: String?, password: String?, url: String, settings: GitFetchSettings) {
        self.base = base
        self.url = url
        self.settings = settings
        var client = HTTPClientSettings(environment: settings.environment)
        if let file = settings.environment["GIT_SSL_CAINFO"], !file.isEmpty { client.caBundle = file }
        // Some servers answer git's own clients alone, and know them by this name.
        client.userAgent = "git/2.0 (statecraft)"
        self.client = client
        credentials = HTTPCredentials(for: base, user: user, password: password, environment: settings.environment)
    }

    var isStateless: Bool { true }

    func openRefs() throws(GitError) {
        for _ in 0...Self.redirectLimit {
            let target = base.appending(Self.refsPath, query: Self.refsQuery)
            let response = try send(HTTPRequest(method: "GET", url: target, headers: ["Pragma": "no-cache"]))
            if [301, 302, 303, 307, 308].contains(response.status) {
                try follow(response.headers["Location"])
                continue
            }
            guard response.status == 200 else { throw refusal(response.status) }
            guard response.headers["Content-Type"] == "application/x-git-upload-pack-advertisement" else {
                throw problem(.notGit)
            }
            answer = response
            return
        }
        throw problem(.notGit, "it redirects more than \(Self.redirectLimit) times")
    }

    func openQuestion() throws(GitError) {
        answer = nil
        question = []
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError) { question?.append(contentsOf: bytes) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        if let question {
            self.question = nil
            answer = try ask(question)
        }
        do {
            return try answer?.read(into: buffer) ?? 0
        } catch {
            throw problem(error)
        }
    }

    func close() {
        answer = nil
        question = nil
    }

    private func ask(_ question: [UInt8]) throws(GitError) -> HTTPStream {
        let target = base.appending("/git-upload-pack")
        let headers: HTTPHeaders = [
            "Content-Type": "application/x-git-upload-pack-request",
            "Accept": "application/x-git-upload-pack-result",
        ]
        let response = try send(HTTPRequest(method: "POST", url: target, headers: headers, body: question))
        guard response.status == 200 else { throw refusal(response.status) }
        guard response.headers["Content-Type"] == "application/x-git-upload-pack-result" else {
            throw problem(.protocolError)
        }
        return response
    }

    /// Sends a request, with the next credentials as long as those before are refused.
    private func send(_ request: HTTPRequest) throws(GitError) -> HTTPStream {
        while true {
            var request = request
            if let field = credentials.authorization { request.headers["Authorization"] = field }
            let response: HTTPStream
            do {
                response = try HTTPStream(
                    request, settings: client, connectTimeout: settings.connectTimeout,
                    stallTimeout: settings.stallTimeout)
            } catch {
                throw problem(error)
            }
            guard response.status == 401 else {
                if response.status == 200 { credentials.approve() }
                return response
            }
            guard isConfidential else { throw problem(.passwordWithoutTLS) }
            guard credentials.moveToNext() else { throw problem(.authenticationFailed(tried: credentials.tried)) }
        }
    }

    /// Moves to where a redirection leads: only from there on is `base` another. A step back from TLS is refused, and
    /// another host gets no credentials.
    private func follow(_ location: String?) throws(GitError) {
        guard let location, let target = HTTPURL(location.hasPrefix("/") ? "\(base.origin)\(location)" : location),
            target.scheme == .https || target.scheme == base.scheme
        else { throw problem(.notGit, "it redirects to where it may not") }
        guard target.query == Self.refsQuery, target.path.hasSuffix(Self.refsPath) else {
            throw problem(.notGit, "it redirects to something else than a repository")
        }
        if target.origin != base.origin { credentials.forget() }
        base = target
        base.path = String(target.path.dropLast(Self.refsPath.utf8.count))
        base.query = nil
    }

    /// Whether a password may be sent: nobody on the way reads it. A proxy between us and this machine is on the way.
    private var isConfidential: Bool {
        base.scheme == .https || base.isLoopback && client.proxy.isDirect(to: base)
    }

    private func refusal(_ status: Int) -> GitError {
        switch status {
        case 403: problem(.forbidden)
        case 404, 410: problem(.notFound)
        case 407: problem(.proxy)
        default: problem(.serverError(status: status))
        }
    }

    private func problem(_ problem: RemoteProblem, _ words: String = "") -> GitError {
        GitError(.remote(url: url, problem), cause: .words(words))
    }

    private func problem(_ error: HTTPError) -> GitError {
        let kind: RemoteProblem =
            switch error.code {
            case .unknownHost: .unknownHost
            case .connectionFailed: .connectionFailed
            case .tls, .setup: .tls
            case .timeout: .timedOut
            case .proxy: .proxy
            case .connectionLost, .responseTooLarge, .invalidResponse, .invalidRequest, .cancelled: .protocolError
            }
        return problem(kind, error.message)
    }
}

extension HTTPURL {
    /// Scheme, host and port.
    var origin: String { "\(scheme.rawValue)://\(authority)" }

    /// The URL of something below this one.
    fileprivate func appending(_ below: String, query: String? = nil) -> HTTPURL {
        HTTPURL(scheme: scheme, host: host, port: port, path: (path == "/" ? "" : path) + below, query: query)
    }
}
