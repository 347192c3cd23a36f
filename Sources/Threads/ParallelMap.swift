internal import Glibc

/// The bytes of stack a thread of ours gets: documents may nest 128 deep and are walked recursively.
private let stackBytes = 8 << 20

/// Starts a detached thread that runs `body`.
func startThread(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackBytes)
    var thread = pthread_t()
    let box = Unmanaged.passRetained(ThreadBody(body))
    let status = pthread_create(&thread, &attributes, threadMain, box.toOpaque())
    pthread_attr_destroy(&attributes)
    precondition(status == 0, "the system refused another thread (errno \(status)): raise the process limit")
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { preconditionFailure("a thread of ours always gets its body") }
    Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}

/// The number of processors that are online; at least 1.
public var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Maps every element with a pure or thread-safe function, on as many threads as there are processors,
/// and returns the results in the elements' order. Blocks the calling thread until all are done.
public func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], chunk: Int = 16, _ transform: @escaping @Sendable (Element) -> Result
) -> [Result] {
    let workers = min(processorCount, (elements.count + chunk - 1) / chunk)
    guard workers > 1 else { return elements.map(transform) }
    return [Result](unsafeUninitializedCapacity: elements.count) { buffer, initialized in
        // Safe because each place is filled by the one worker that took it, and all workers are waited for.
        nonisolated(unsafe) let places = buffer
        let next = Lock(0)
        let work: @Sendable () -> Void = {
            while true {
                let start = next.withLock { next in
                    defer { next += chunk }
                    return next
                }
                guard start < elements.count else { return }
                for place in start..<min(start + chunk, elements.count) {
                    places.initializeElement(at: place, to: transform(elements[place]))
                }
            }
        }
        let group = ThreadGroup()
        for _ in 1..<workers { group.start(work) }
        work()
        group.wait()
        initialized = elements.count
    }
}

/// Threads that are waited for together.
private final class ThreadGroup: Sendable {
    private nonisolated(unsafe) let finished: UnsafeMutablePointer<sem_t>
    private let started = Lock(0)

    init() {
        finished = .allocate(capacity: 1)
        sem_init(finished, 0, 0)
    }

    deinit {
        sem_destroy(finished)
        finished.deallocate()
    }

    func start(_ body: @escaping @Sendable () -> Void) {
        started.withLock { $0 += 1 }
        startThread { [self] in
            body()
            sem_post(finished)
        }
    }

    func wait() {
        for _ in 0..<started.withLock({ $0 }) {
            while sem_wait(finished) != 0 {}
        }
    }
}
