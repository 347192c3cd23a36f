import Glibc
import Synchronization

private final class Work<Value: Sendable>: Sendable {
    let body: @Sendable () -> Value
    let value = Mutex<Value?>(nil)

    init(_ body: @escaping @Sendable () -> Value) { self.body = body }

    func run() {
        let result = body()
        value.withLock { $0 = result }
    }
}

/// Runs `body` on a thread with a stack of 512 KiB, as secondary threads have on some systems. Without the optimizer
/// frames are several times as large as those that people run, so there the stack is too.
func onSmallStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value? {
    let work = Work(body)
    let run: @Sendable () -> Void = { work.run() }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    #if DEBUG
        let stackBytes = 4 << 20
    #else
        let stackBytes = 512 << 10
    #endif
    pthread_attr_setstacksize(&attributes, stackBytes)
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(run)).toOpaque()
    let status = pthread_create(
        &thread, &attributes,
        { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().run() }
            return nil
        }, context)
    precondition(status == 0, "a test may start a thread")
    pthread_join(thread, nil)
    return work.value.withLock { $0 }
}

private final class Box: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
