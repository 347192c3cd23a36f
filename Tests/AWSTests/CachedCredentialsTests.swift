import AWS
import SigV4
import Testing
import Threads

/// Guarantee: credentials are renewed before they end, by one caller however many wait, and a renewal that fails while
/// it is not needed yet harms nobody.
///
/// How: a clock that the test sets, and a provider that counts.
@Suite struct CachedCredentialsTests {
    /// Gives credentials that end an hour later, or fails.
    final class CountingProvider: CredentialProvider {
        let state = Lock((now: testNow, calls: 0, fails: false, seconds: 3_600 as Int?))

        var clock: AWSClock { AWSClock(now: { [state] in state.withLock { $0.now } }, pause: { _ in }) }
        var calls: Int { state.withLock { $0.calls } }

        func credentials() async throws(CredentialError) -> AWSCredentials {
            for _ in 0..<100 { await Task.yield() }
            let (call, now, fails, seconds) = state.withLock { state in
                state.calls += 1
                return (state.calls, state.now, state.fails, state.seconds)
            }
            if fails { throw CredentialError(.unreachable, "no answer", advice: "Wait.") }
            return AWSCredentials(
                accessKeyID: "\(call)", secretAccessKey: "s", expiration: seconds.map { now + $0 })
        }
    }

    @Test func fiftyCallersAskOnce() async throws {
        let provider = CountingProvider()
        let cached = CachedCredentials(provider, clock: provider.clock)
        let found = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await cached.credentials().accessKeyID } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(found == ["1"])
        #expect(provider.calls == 1)
        provider.state.withLock { $0.now += 3_599 }
        for _ in 0..<50 { #expect(try await cached.credentials().accessKeyID == "2") }
        #expect(provider.calls == 2)
    }

    @Test(
        arguments: [
            (3_600 - 901, false, "1", 1), (3_600 - 899, false, "2", 2), (3_600 - 899, true, "1", 2),
            (3_600 - 601, true, "1", 2), (3_600 - 599, false, "2", 2), (3_600 - 599, true, nil, 2),
            (4_000, true, nil, 2),
        ] as [(Int, Bool, String?, Int)])
    func theyAreRenewedBeforeTheyEnd(seconds: Int, fails: Bool, expected: String?, calls: Int) async throws {
        let provider = CountingProvider()
        let cached = CachedCredentials(provider, clock: provider.clock)
        _ = try await cached.credentials()
        provider.state.withLock { ($0.now, $0.fails) = ($0.now + seconds, fails) }
        let found = try? await cached.credentials()
        #expect(found?.accessKeyID == expected)
        #expect(provider.calls == calls)
    }

    @Test func aFailureThatHarmsNobodyIsNotRepeatedAtOnce() async throws {
        let provider = CountingProvider()
        let cached = CachedCredentials(provider, clock: provider.clock)
        _ = try await cached.credentials()
        provider.state.withLock { ($0.now, $0.fails) = ($0.now + 2_750, true) }
        for _ in 0..<10 { _ = try await cached.credentials() }
        #expect(provider.calls == 2)
        provider.state.withLock { $0.now += 60 }
        _ = try await cached.credentials()
        #expect(provider.calls == 3)
    }

    @Test func credentialsWithoutEndAreAskedForOnce() async throws {
        let provider = CountingProvider()
        provider.state.withLock { $0.seconds = nil }
        let cached = CachedCredentials(provider, clock: provider.clock)
        _ = try await cached.credentials()
        provider.state.withLock { $0.now += 10_000_000 }
        #expect(try await cached.credentials().accessKeyID == "1")
    }

    @Test func whatHasEndedAlreadyIsRefused() async throws {
        let provider = CountingProvider()
        provider.state.withLock { $0.seconds = 0 }
        let cached = CachedCredentials(provider, clock: provider.clock)
        let error = try await #require(throws: CredentialError.self) { try await cached.credentials() }
        #expect(error.code == .expired)
    }

    @Test func aFailureIsNotKept() async throws {
        let provider = CountingProvider()
        provider.state.withLock { $0.fails = true }
        let cached = CachedCredentials(provider, clock: provider.clock)
        await #expect(throws: CredentialError.self) { try await cached.credentials() }
        provider.state.withLock { $0.fails = false }
        #expect(try await cached.credentials().accessKeyID == "2")
    }
}
