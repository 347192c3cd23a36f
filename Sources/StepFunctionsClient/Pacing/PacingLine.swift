internal import Threads

/// The calls of one operation in one account and region, in the order in which they came.
final class PacingLine: Sendable {
    private let room: WaitingRoom<PacingBucket>
    private let clock: MonotonicClock
    /// The bucket's seconds in one of the clock's.
    private let timeScale: Double
    /// Whether somebody is on the way who lets the next call go.
    private let isTimed = Lock(false)

    /// A full bucket in front of which nobody waits.
    init(quota: PacingLimit?, timeScale: Double, clock: MonotonicClock) {
        self.clock = clock
        self.timeScale = timeScale
        room = WaitingRoom(PacingBucket(quota: quota, at: clock.now() * timeScale)) {
            $0.take(at: clock.now() * timeScale)
        }
    }

    /// The bucket's time.
    var now: Double { clock.now() * timeScale }

    /// Waits for a token; false when the task was cancelled first.
    func enter() async -> Bool {
        await room.enter { self.setTimer() }
    }

    /// Changes the bucket.
    func update(_ change: (inout PacingBucket, _ now: Double) -> Void) {
        room.update { change(&$0, now) }
    }

    /// Seconds until `count` calls more can have been sent.
    func seconds(for count: Int) -> Double {
        let waiting = room.count
        return room.update { $0.seconds(for: count + waiting, at: now) } / timeScale
    }

    private func setTimer() {
        let mustStart = isTimed.withLock { isTimed in
            defer { isTimed = true }
            return !isTimed
        }
        guard mustStart else { return }
        Task.detached(priority: .high) { [self] in
            let time = room.update { $0.nextToken(after: now) }
            await clock.sleep(time / timeScale)
            room.update { _ in }
            isTimed.withLock { $0 = false }
            if room.count > 0 { setTimer() }
        }
    }
}
