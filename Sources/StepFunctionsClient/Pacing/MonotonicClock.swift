internal import Glibc

/// Time that only goes forward, for waiting: seconds since some moment.
public struct MonotonicClock: Sendable {
    /// Seconds since some moment that stays the same.
    public var now: @Sendable () -> Double
    /// Waits until `now` gives that much, or until the task is cancelled.
    public var sleep: @Sendable (_ until: Double) async -> Void

    /// A clock of one's own.
    public init(now: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (_ until: Double) async -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's.
    public static let real = MonotonicClock(
        now: { seconds(of: CLOCK_MONOTONIC) },
        sleep: { time in
            let duration = time - seconds(of: CLOCK_MONOTONIC)
            guard duration > 0 else { return }
            try? await Task.sleep(for: .seconds(duration), tolerance: .zero)
        })
}

/// What a clock of the system shows, in seconds.
func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
