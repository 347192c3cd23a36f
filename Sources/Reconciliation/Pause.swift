internal import StepFunctions

/// How to wait: between attempts at a call, and for the service to finish deleting.
public struct Pause: Sendable {
    private let sleep: @Sendable (Duration) async -> Void

    /// Waits with a function.
    public init(_ sleep: @escaping @Sendable (Duration) async -> Void) { self.sleep = sleep }

    /// Waits by the clock.
    public static let real = Pause { duration in try? await Task.sleep(for: duration) }

    /// Does not wait.
    public static let none = Pause { _ in await Task.yield() }

    func wait(_ duration: Duration) async { await sleep(duration) }

    /// Waits after attempt `attempt` (1 is the first) failed: 0.2 s doubled each time, at most 10 s. Whoever sends
    /// calls to a service that throttles paces them, so after a throttling there is nothing to wait for here.
    func backOff(attempt: Int, after error: ServiceError) async {
        guard error.code != .throttling else { return }
        await sleep(min(.milliseconds(100 * (1 << min(attempt, 10))), .seconds(10)))
    }

    /// How often a write is tried while the service asks for patience.
    static let attempts = 8

    /// How often a read is tried. Where no answer comes at all, whoever carries the calls has tried already, and each
    /// try may take a minute.
    static func attempts(after error: ServiceError) -> Int { error.origin == .client ? 2 : attempts }
}
