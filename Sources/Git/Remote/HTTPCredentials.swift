internal import HTTP

/// A user name and a password, or a token in its place.
struct HTTPCredential: Sendable {
    var user: String
    var password: String
    /// Where it came from, for messages.
    var origin: String
    /// Whether git's helpers gave it, and want to know how it went.
    var isFromHelpers = false
}

/// The credentials for one repository, tried in this order when the server asks: those of the URL, a token variable,
/// git's credential helpers, `GIT_ASKPASS`. They stay in memory.
struct HTTPCredentials {
    private let helper: CredentialProgram
    private let environment: [String: String]
    private let user: String?
    private let password: String?
    private var sources: ArraySlice<Source>
    private var current: HTTPCredential?
    private var isApproved = false
    /// Where the refused ones came from.
    private(set) var tried: [String] = []

    private enum Source: CaseIterable {
        case url
        case token
        case helpers
        case askpass
    }

    init(for base: HTTPURL, user: String?, password: String?, environment: [String: String]) {
        helper = CredentialProgram(base, user: user, environment: environment)
        self.environment = environment
        self.user = user
        self.password = password
        sources = Source.allCases[...]
    }

    /// The field `Authorization` (RFC 7617); nil while nothing has been asked for.
    var authorization: String? {
        current.map { "Basic " + Base64.encode(Array("\($0.user):\($0.password)".utf8)) }
    }

    /// Gives up the credential at hand, which was refused, and takes the next.
    ///
    /// - Returns: false when there is none.
    mutating func moveToNext() -> Bool {
        if let refused = current {
            tried.append(refused.origin)
            if refused.isFromHelpers { helper.report("reject", refused) }
        }
        current = nil
        while let source = sources.popFirst() {
            current = credential(from: source)
            if current != nil { return true }
        }
        return false
    }

    /// Tells git's helpers, once, that what they gave was right, so that they may keep it.
    mutating func approve() {
        guard let current, current.isFromHelpers, !isApproved else { return }
        isApproved = true
        helper.report("approve", current)
    }

    /// Sends nothing from now on: the requests go to another host than the user named.
    mutating func forget() {
        current = nil
        sources = []
    }

    private func credential(from source: Source) -> HTTPCredential? {
        switch source {
        case .url:
            return password.map { HTTPCredential(user: user ?? "", password: $0, origin: "the URL") }
        case .token:
            guard let token = environment["STATECRAFT_GIT_TOKEN"], !token.isEmpty else { return nil }
            let name = environment["STATECRAFT_GIT_USERNAME"].flatMap { $0.isEmpty ? nil : $0 }
            return HTTPCredential(
                user: name ?? user ?? "x-access-token", password: token, origin: "STATECRAFT_GIT_TOKEN")
        case .helpers: return helper.fill()
        case .askpass: return helper.askpass()
        }
    }
}
