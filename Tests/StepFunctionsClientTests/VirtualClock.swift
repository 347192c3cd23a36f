import StepFunctionsClient
import Threads

/// A clock that nobody waits for: whoever sleeps moves it.
final class VirtualClock: Sendable {
    private let time = Lock(1_000.0)
    private let slept = Lock<[Double]>([])

    var now: Double { time.withLock { $0 } }
    /// How long each sleep was.
    var sleeps: [Double] { slept.withLock { $0 } }

    func sleep(until end: Double) async {
        let duration = time.withLock { time in
            defer { time = max(time, end) }
            return end - time
        }
        slept.withLock { $0.append(duration) }
        await Task.yield()
    }

    var clock: MonotonicClock {
        MonotonicClock(now: { self.now }, sleep: { await self.sleep(until: $0) })
    }
}
