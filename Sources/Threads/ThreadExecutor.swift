internal import Glibc

/// A serial executor with one pthread of its own.
///
/// Blocking C calls (libgit2, SQLite) run here: on Linux the concurrent Dispatch queues share their few
/// workers with Swift's own pool, so blocking there stalls every task of the process.
public final class ThreadExecutor: SerialExecutor, TaskExecutor, Sendable {
    private let queue: JobQueue

    /// Starts the thread. It ends, after the jobs already enqueued, when the executor is released.
    public init() {
        let queue = JobQueue()
        self.queue = queue
        startThread { queue.run() }
    }

    deinit {
        queue.close()
    }

    /// Runs the job on the thread, after those before it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        // A job keeps its executor: the references that the runtime is given do not.
        queue.append { [self] in
            unowned.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        }
    }

    /// The executor for the runtime, which does not keep it alive.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Runs a blocking function on the thread, after the jobs before it, and returns at once.
    public func execute(_ body: @escaping @Sendable () -> Void) {
        queue.append(body)
    }

    /// Runs a function on the thread, after the jobs before it, and blocks the caller's thread until it is done. Must
    /// not be called on the executor's own thread.
    public func executeAndWait(_ body: @escaping @Sendable () -> Void) {
        let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        sem_init(done, 0, 0)
        defer {
            sem_destroy(done)
            done.deallocate()
        }
        // Safe because the semaphore lives until the job has posted it.
        nonisolated(unsafe) let finished = done
        queue.append {
            body()
            sem_post(finished)
        }
        while sem_wait(done) != 0 {}
    }

    /// Runs a blocking function on the thread and waits for it without blocking the caller's thread.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.append { continuation.resume(returning: body()) }
        }
    }
}

/// Jobs waiting for the executor's thread.
private final class JobQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var closed = false
    }

    // Safe because all three are only touched while the mutex is held; a condition variable needs the
    // bare mutex, so `Lock` does not serve here.
    private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private nonisolated(unsafe) let wake: UnsafeMutablePointer<pthread_cond_t>
    private nonisolated(unsafe) var state = State()

    init() {
        mutex = .allocate(capacity: 1)
        wake = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        wake.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(wake, nil)
    }

    deinit {
        pthread_cond_destroy(wake)
        pthread_mutex_destroy(mutex)
        wake.deallocate()
        mutex.deallocate()
    }

    func append(_ job: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(mutex)
        state.jobs.append(job)
        pthread_cond_signal(wake)
        pthread_mutex_unlock(mutex)
    }

    func close() {
        pthread_mutex_lock(mutex)
        state.closed = true
        pthread_cond_signal(wake)
        pthread_mutex_unlock(mutex)
    }

    /// Runs jobs until the queue is closed and empty.
    func run() {
        while true {
            pthread_mutex_lock(mutex)
            while state.jobs.isEmpty && !state.closed { pthread_cond_wait(wake, mutex) }
            let jobs = state.jobs
            state.jobs = []
            pthread_mutex_unlock(mutex)
            if jobs.isEmpty { return }
            for job in jobs { job() }
        }
    }
}
