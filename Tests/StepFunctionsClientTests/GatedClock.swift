import Threads

@testable import StepFunctionsClient

/// A clock that stands still until the test moves it; who sleeps is woken when the time has come.
final class GatedClock: Sendable {
    private let time = Lock(0.0)

    func advance(by seconds: Double) { time.withLock { $0 += seconds } }

    var clock: MonotonicClock {
        MonotonicClock(now: { self.time.withLock { $0 } }) { end in
            while self.time.withLock({ $0 }) < end, !Task.isCancelled { await Task.yield() }
        }
    }
}

/// Tasks behind a limit of three, counted.
final class ConcurrencyProbe: Sendable {
    private let limit = ConcurrencyLimit(3)
    private let inside = Lock((now: 0, most: 0))

    var most: Int { inside.withLock { $0.most } }

    func work() async {
        guard await limit.enter() else { return }
        inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        for _ in 0..<10 { await Task.yield() }
        inside.withLock { $0.now -= 1 }
        limit.leave()
    }
}
