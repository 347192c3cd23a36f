internal import Glibc

/// Tells the server the time, so that tests can decide it.
public struct ServerClocks: Sendable {
    /// Milliseconds since 1970, which signatures and the access log go by.
    public var wallMilliseconds: @Sendable () -> Int
    /// Nanoseconds on a clock that only runs forward, which quotas and durations go by.
    public var monotonicNanoseconds: @Sendable () -> Int

    /// Clocks of one's own.
    public init(
        wallMilliseconds: @escaping @Sendable () -> Int, monotonicNanoseconds: @escaping @Sendable () -> Int
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.monotonicNanoseconds = monotonicNanoseconds
    }

    /// The system's.
    public static let system = ServerClocks(
        wallMilliseconds: { nanoseconds(CLOCK_REALTIME) / 1_000_000 },
        monotonicNanoseconds: { nanoseconds(CLOCK_MONOTONIC) })

    private static func nanoseconds(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
