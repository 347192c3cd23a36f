internal import HTTP
internal import SigV4

/// What every source of credentials needs.
struct CredentialContext: Sendable {
    let settings: AWSSettings
    let transport: any HTTPTransport
    /// The URL that the person named for Step Functions.
    let target: HTTPURL?
    /// What a session is called when nothing names it.
    let sessionName: String
    let clock: AWSClock

    var environment: AWSEnvironment { settings.environment }
    var config: SharedConfig { settings.config }

    /// What both files say of a profile.
    func section(_ profile: String) -> ConfigSection? { config.profiles[profile] }

    /// STS, for the settings' region.
    func sts() throws(CredentialError) -> STSClient {
        do {
            let endpoint = try settings.endpoint(for: .sts, target: target)
            return STSClient(endpoint: endpoint, transport: transport, clock: clock)
        } catch {
            throw CredentialError(error)
        }
    }

    /// Reads a small file that a setting names.
    func read(_ path: String, namedBy origin: String) throws(CredentialError) -> String {
        let limit = 1 << 16
        let bytes: [UInt8]?
        do {
            bytes = try settings.files.read(environment.expanding(path), limitBytes: limit)
        } catch {
            throw CredentialError(.invalid, "\(path), which \(origin) names, \(error)", advice: "Correct the file.")
        }
        guard let bytes else {
            throw CredentialError(
                .invalid, "\(path), which \(origin) names, does not exist", advice: "Correct the path, or unset it.")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { throw CredentialError(.invalid, "\(path), which \(origin) names, is empty", advice: "Write it anew.") }
        return String(text[first...last])
    }
}

/// The time, and waiting for it.
public struct AWSClock: Sendable {
    /// Seconds since 1970.
    public var now: @Sendable () -> Int
    /// Waits, or returns early when the task is cancelled.
    public var pause: @Sendable (Duration) async -> Void

    /// Takes both.
    public init(
        now: @escaping @Sendable () -> Int,
        pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.now = now
        self.pause = pause
    }
}
