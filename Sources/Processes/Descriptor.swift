internal import Glibc

/// Our end of a pipe: it never blocks, and is closed when it is released, or before.
final class Descriptor {
    /// Negative once it is closed.
    private(set) var number: Int32

    private static let chunkBytes = 64 << 10

    init(_ number: Int32) { self.number = number }

    deinit { close() }

    var isOpen: Bool { number >= 0 }

    func close() {
        if isOpen { Glibc.close(number) }
        number = -1
    }

    func makeNonBlocking() { _ = fcntl(number, F_SETFL, O_NONBLOCK) }

    /// Reads what is there now; nil when nothing is. 0 is the end, which also closes the descriptor.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard isOpen else { return 0 }
        let count = retryingInterrupted { Glibc.read(number, buffer.baseAddress, buffer.count) }
        if count < 0, errno == EAGAIN { return nil }
        if count <= 0 { close() }
        return max(count, 0)
    }

    /// Appends what is there now, until `bytes` has `limitBytes`.
    func drain(into bytes: inout [UInt8], limitBytes: Int) {
        while isOpen, bytes.count < limitBytes {
            let room = min(Self.chunkBytes, limitBytes - bytes.count)
            var count: Int?
            bytes += [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                count = read(
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<room]))
                initialized = count ?? 0
            }
            if count == nil { return }
        }
    }

    /// Reads and forgets what is there now.
    func discard() {
        var forgotten: [UInt8] = []
        drain(into: &forgotten, limitBytes: Self.chunkBytes)
    }

    /// Writes as much as there is room for, and says how much that was; nil when nobody will read it any more, which
    /// also closes the descriptor.
    func write(_ bytes: UnsafeRawBufferPointer) -> Int? {
        let count = withoutBrokenPipeSignal {
            retryingInterrupted { Glibc.write(number, bytes.baseAddress, bytes.count) }
        }
        if count >= 0 { return count }
        if errno == EAGAIN { return 0 }
        close()
        return nil
    }
}

/// The two ends of a new pipe, neither of which a program started elsewhere in this process inherits.
struct Pipe {
    let reading: Descriptor
    let writing: Descriptor

    /// Nil with `errno` set when the system has no more descriptors.
    init?() {
        var numbers: [Int32] = [-1, -1]
        guard pipe(&numbers) == 0 else { return nil }
        // Above the three standard ones, which a process may have been started without, so that a child's streams can
        // be put there without overwriting each other.
        let moved = numbers.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
        let problem = errno
        for number in numbers { close(number) }
        reading = Descriptor(moved[0])
        writing = Descriptor(moved[1])
        guard reading.isOpen, writing.isOpen else {
            errno = problem
            return nil
        }
    }
}

private func retryingInterrupted(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

/// Writing to a pipe that nobody reads raises SIGPIPE in the calling thread, which would end this process; here it
/// becomes the error EPIPE alone.
private func withoutBrokenPipeSignal(_ write: () -> Int) -> Int {
    var signal = sigset_t()
    sigemptyset(&signal)
    sigaddset(&signal, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signal, &before)
    let result = write()
    let problem = errno
    if result < 0, problem == EPIPE {
        var atOnce = timespec()
        while sigtimedwait(&signal, nil, &atOnce) < 0, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = problem
    return result
}
