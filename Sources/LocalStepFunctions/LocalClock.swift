internal import Glibc
public import StepFunctions

/// Tells the local service the time, so that tests and simulations can decide it.
public protocol LocalClock: Sendable {
    /// The present time.
    func now() -> Timestamp
}

/// The system's clock.
public struct WallClock: LocalClock {
    /// The system's clock.
    public init() {}

    /// The system's time, to the millisecond.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSince1970: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
    }
}
