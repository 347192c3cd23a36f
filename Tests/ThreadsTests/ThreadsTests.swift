import Glibc
import Testing
import Threads

/// Work is done once, in order where order is promised, and on the thread that was promised.
@Suite struct ThreadsTests {
    @Test(arguments: [0, 1, 15, 16, 17, 1_000]) func aParallelMapKeepsTheOrder(count: Int) {
        let doubled = parallelMap(Array(0..<count)) { $0 * 2 }
        #expect(doubled == (0..<count).map { $0 * 2 })
    }

    @Test func aLockCountsEveryIncrement() {
        let total = Lock(0)
        _ = parallelMap(Array(0..<20_000), chunk: 1) { number in total.withLock { $0 += number } }
        #expect(total.withLock { $0 } == 199_990_000)
    }

    private actor Pinned {
        private let executor: ThreadExecutor
        private var threads: Set<UInt> = []

        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        init(on executor: ThreadExecutor) { self.executor = executor }

        func step() -> Set<UInt> {
            threads.insert(currentThread())
            return threads
        }
    }

    @Test func anActorStaysOnItsThread() async {
        let executor = ThreadExecutor()
        let actor = Pinned(on: executor)
        let threads = await withTaskGroup(of: Set<UInt>.self) { group in
            for _ in 0..<200 { group.addTask { await actor.step() } }
            return await group.reduce(into: Set<UInt>()) { $0.formUnion($1) }
        }
        #expect(threads == [await executor.run { currentThread() }])
    }

    @Test func aTaskThatPrefersTheExecutorRunsThereAndStillReachesOtherActors() async {
        let executor = ThreadExecutor()
        let (other, thread) = (Pinned(on: ThreadExecutor()), await executor.run { currentThread() })
        let seen = await Task(executorPreference: executor) {
            let before = currentThread()
            let elsewhere = await other.step()
            return (before, elsewhere, currentThread())
        }.value
        #expect(seen.0 == thread && seen.2 == thread)
        #expect(!seen.1.contains(thread))
    }

    @Test func jobsThatWaitAreDoneAfterTheExecutorIsReleased() async {
        let done = Lock(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                let executor = ThreadExecutor()
                group.addTask {
                    await executor.run {
                        usleep(1_000)
                        done.withLock { $0 += 1 }
                    }
                }
            }
        }
        #expect(done.withLock { $0 } == 50)
    }
}

private func currentThread() -> UInt { UInt(pthread_self()) }
