internal import Glibc
internal import Reconciliation
internal import Threads

/// From now on the first SIGINT or SIGTERM lets the call in flight finish and ends the run, and the second ends the
/// process at once. Without this they do what they always do.
func interruptOnSignals(_ interruption: Interruption, _ console: Console) {
    onFirstSignal {
        interruption.interrupt()
        console.remark("Interrupted: finishing the call in flight. Interrupt again to stop at once.")
    }
}

/// Calls `act` on the first SIGINT or SIGTERM, from a thread of its own; the second ends the process at once.
///
/// A handler writes to a pipe and a thread reads from it, since nearly nothing may be called in a handler. Blocking
/// the signals and waiting for them would miss some: the main thread waits in Dispatch with none of them blocked.
func onFirstSignal(_ act: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return }
    let input = ends[0]
    signalOutput = ends[1]
    let thread = ThreadExecutor()
    Task { await thread.run { listen(to: input, act) } }
    // Also where a shell started a job in the background and had SIGINT ignored: the end is an orderly one.
    for number in [SIGINT, SIGTERM] { signal(number, passOn) }
}

private func listen(to input: Int32, _ act: () -> Void) {
    var byte: UInt8 = 0
    var isFirst = true
    while true {
        let count = read(input, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count == 1 else { return }
        // A shell's own status for a process that ended by SIGINT.
        if !isFirst { _exit(130) }
        isFirst = false
        act()
    }
}

// Where the handler writes. It is set once, before the handler is installed, and only read afterwards.
private nonisolated(unsafe) var signalOutput: Int32 = -1

private func passOn(_ number: Int32) {
    let reason = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalOutput, &byte, 1)
    errno = reason
}
