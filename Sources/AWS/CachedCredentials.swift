public import SigV4

/// Credentials that are asked for once, and again before they end.
///
/// Fifteen minutes before their end they are asked for while the old ones still count; ten minutes before, new ones
/// must come. However many callers wait, one asks.
public actor CachedCredentials: CredentialProvider {
    private let provider: any CredentialProvider
    private let clock: AWSClock
    private var current: AWSCredentials?
    private var refresh: Task<Result<AWSCredentials, CredentialError>, Never>?
    private var nextAttempt = Int.min

    private static let advisorySeconds = 900
    private static let mandatorySeconds = 600
    /// After a refresh that failed and was not needed yet.
    private static let patienceSeconds = 60

    /// Asks `provider` when it must.
    public init(_ provider: any CredentialProvider, clock: AWSClock) {
        self.provider = provider
        self.clock = clock
    }

    /// Credentials that do not end within some minutes.
    public func credentials() async throws(CredentialError) -> AWSCredentials {
        guard let current else { return try await renewed() }
        guard let expiration = current.expiration else { return current }
        let remaining = expiration - clock.now()
        if remaining < Self.mandatorySeconds { return try await renewed() }
        guard remaining < Self.advisorySeconds, refresh == nil, clock.now() >= nextAttempt else { return current }
        do {
            return try await renewed()
        } catch {
            nextAttempt = clock.now() + Self.patienceSeconds
            return current
        }
    }

    /// Asks for others next time, unless that has happened since.
    public func discard(_ credentials: AWSCredentials) {
        if current == credentials { current = nil }
    }

    private func renewed() async throws(CredentialError) -> AWSCredentials {
        let task = refresh ?? startRefresh()
        return try await task.value.get()
    }

    private func startRefresh() -> Task<Result<AWSCredentials, CredentialError>, Never> {
        // A task of its own: that one caller gives up must not end it for the others.
        let task = Task { await self.ask() }
        refresh = task
        return task
    }

    private func ask() async -> Result<AWSCredentials, CredentialError> {
        defer { refresh = nil }
        let found: AWSCredentials
        do {
            found = try await provider.credentials()
        } catch {
            return .failure(error)
        }
        if let expiration = found.expiration, expiration <= clock.now() {
            return .failure(
                CredentialError(
                    .expired, "The AWS credentials have expired, and where they come from there are no newer ones",
                    advice: "Sign in again where they come from, and check this computer's clock."))
        }
        current = found
        return .success(found)
    }
}
