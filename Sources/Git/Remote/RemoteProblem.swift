/// Why a repository on another machine could not be read.
public enum RemoteProblem: Hashable, Sendable {
    /// The server knows no such repository, or does not admit that it does.
    case notFound
    /// Credentials are needed, and those that were tried were refused; `tried` says where they came from.
    case authenticationFailed(tried: [String])
    /// The server wants a password, and the connection is neither encrypted nor to this machine.
    case passwordWithoutTLS
    /// The server knows who asks, and says no (403).
    case forbidden
    /// The SSH server refused every key.
    case publicKeyRefused
    /// The host's name has no address.
    case unknownHost
    /// Nobody listens there, or the network does not lead there.
    case connectionFailed
    /// Nothing came for too long.
    case timedOut
    /// The certificate or the handshake was not acceptable.
    case tls
    /// The proxy refused, or cannot be reached.
    case proxy
    /// No key of the SSH host is known.
    case hostKeyUnknown(host: String, port: Int?)
    /// The SSH host shows another key than the known one.
    case hostKeyChanged(host: String, port: Int?)
    /// What answers is not a git server, or one with the old protocol alone.
    case notGit
    /// A program that is needed is not installed.
    case programMissing(String)
    /// The repository is larger than a limit, which is said in words.
    case tooLarge(limit: String)
    /// The server failed (5xx and other unexpected answers).
    case serverError(status: Int)
    /// The answer broke off, or cannot be understood.
    case protocolError
    /// Another process has been working on the local copy for too long.
    case cacheBusy(path: String, seconds: Int)
    /// The local copy cannot be written.
    case cacheUnusable(path: String)
    /// Somebody else can change what the folder of local copies says.
    case cacheExposed(path: String, FolderExposure)
}

extension RemoteProblem {
    /// What is wrong with the repository at `url`, in one sentence without a full stop.
    func message(url: String) -> String {
        switch self {
        case .notFound: "there is no repository at '\(url)', or none that you may see"
        case .authenticationFailed(let tried): Self.authenticationMessage(url: url, tried: tried)
        case .passwordWithoutTLS: "'\(url)' asks for a password over a connection that is not encrypted"
        case .forbidden: "the server does not let you read '\(url)'"
        case .publicKeyRefused: "the SSH server of '\(url)' accepts none of your keys"
        case .unknownHost: "the host of '\(url)' is not known"
        case .connectionFailed: "no connection to the server of '\(url)'"
        case .timedOut: "the server of '\(url)' does not answer in time"
        case .tls: "no secure connection to the server of '\(url)'"
        case .proxy: "the proxy on the way to '\(url)' does not let the request through"
        case .hostKeyUnknown(let host, _): "the SSH host '\(host)' is not known on this machine"
        case .hostKeyChanged(let host, _): "the SSH host '\(host)' shows another key than the one that is known"
        case .notGit: "what answers at '\(url)' is not a git repository"
        case .programMissing(let program): "'\(url)' needs the program '\(program)', which was not found"
        case .tooLarge(let limit): "the repository '\(url)' has more than \(limit)"
        case .serverError(let status): "the server of '\(url)' answered with status \(status)"
        case .protocolError: "the server of '\(url)' broke off, or its answer cannot be understood"
        case .cacheBusy(_, let seconds):
            "another process has been working on the local copy of '\(url)' for \(seconds) seconds"
        case .cacheUnusable(let path): "the local copy of '\(url)' cannot be kept in '\(path)'"
        case .cacheExposed(let path, let exposure): "the folder of local copies '\(path)' \(exposure.words)"
        }
    }

    private static func authenticationMessage(url: String, tried: [String]) -> String {
        guard !tried.isEmpty else { return "'\(url)' needs a password or token, and there is none" }
        return "'\(url)' refused the credentials from \(tried.joined(separator: ", then from "))"
    }

    /// What to do about it, in full sentences.
    var advice: String {
        switch self {
        case .notFound:
            "Check the URL, and that you may read the repository: a private one looks absent to everybody else."
        case .authenticationFailed(let tried) where tried.isEmpty:
            "Set STATECRAFT_GIT_TOKEN to an access token, store a password with a git credential helper, or use an "
                + "ssh URL."
        case .authenticationFailed: "Renew them, and check that they may read this repository."
        case .passwordWithoutTLS: "Use the repository's https URL."
        case .forbidden: "Ask for read access, or use other credentials."
        case .publicKeyRefused:
            "Add a key that may read the repository to the agent (ssh-add FILE), or name it in ~/.ssh/config."
        case .unknownHost: "Check the URL and the network."
        case .connectionFailed: "Check host and port, the network and its firewalls."
        case .timedOut: "Try again later; check the network."
        case .tls:
            "Check the URL; name your own certificate authority's file in GIT_SSL_CAINFO or SSL_CERT_FILE."
        case .proxy: "Check HTTPS_PROXY (with user and password if it asks for them) and NO_PROXY."
        case .hostKeyUnknown(let host, let port):
            "Add its key, and compare its fingerprint with the one that the host's owner publishes before you rely on "
                + "it: ssh-keyscan \(port.map { "-p \($0) " } ?? "")-H \(host) >> ~/.ssh/known_hosts"
        case .hostKeyChanged(let host, let port):
            "Somebody may be in between. Ask the host's owner; only if the key was really replaced: "
                + "ssh-keygen -R '\(port.map { "[\(host)]:\($0)" } ?? host)'"
        case .notGit:
            "Check the URL: it is the one that git clone takes, often with .git at its end. A server with the old "
                + "(dumb) protocol alone cannot be read: clone it, and name the clone's folder."
        case .programMissing(let program): "Install '\(program)', or use an https URL."
        case .tooLarge: "Clone it with git, and name the clone's folder."
        case .serverError, .protocolError: "Try again later."
        case .cacheBusy(let path, _):
            "Wait for it, or end it; the processes that use the copy are listed by: fuser '\(path).lock'"
        case .cacheExposed(let path, _):
            "Whoever can write there decides what is deployed, so nothing in it was read or changed. Remove it (it is "
                + "made anew): rm -r '\(path)'. Or set XDG_CACHE_HOME to a folder of your own."
        case .cacheUnusable: "Check its permissions and the free space, or set XDG_CACHE_HOME to another folder."
        }
    }
}
