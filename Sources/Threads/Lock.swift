// Threads: the few pthread pieces that the rooms above need: a lock, an executor pinned to a thread of
// its own for blocking C calls, and a data-parallel map. It knows nothing of what runs on them.

internal import Glibc

/// A value behind a pthread mutex.
///
/// The standard library's `Mutex` waits on a futex that the thread sanitizer cannot see, so every use of
/// it is reported as a race; a pthread mutex is understood by the sanitizer.
public final class Lock<Value>: Sendable {
    // Safe because both are only touched between lock and unlock.
    private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private nonisolated(unsafe) var value: Value

    /// Makes a lock that guards `value`.
    public init(_ value: sending Value) {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        // What a lock guards here takes nanoseconds, so waiting awake for a moment beats going to sleep.
        var attributes = pthread_mutexattr_t()
        pthread_mutexattr_init(&attributes)
        pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_ADAPTIVE_NP))
        defer { pthread_mutexattr_destroy(&attributes) }
        let status = pthread_mutex_init(mutex, &attributes)
        precondition(status == 0, "a mutex can always be made, but pthread_mutex_init answered \(status)")
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with exclusive access to the value. Must not be called again from inside `body`.
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
