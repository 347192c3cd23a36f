internal import Glibc
internal import Reconciliation
internal import Threads

/// SIGINT and SIGTERM during a command that writes. While it still reads, a signal ends the process as usual;
/// once it writes, the first signal lets the call in flight finish, and the second ends the process at once.
final class SignalWatch: Sendable {
    private let writing = Lock<(interruption: Interruption, console: Console)?>(nil)
    private let thread = ThreadExecutor()

    private static var signals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGINT)
        sigaddset(&set, SIGTERM)
        return set
    }

    /// Keeps the signals for the watch. To be called while the process has one thread: every later one inherits it.
    ///
    /// A shell starts background jobs with SIGINT ignored, and what is ignored cannot be waited for; here a signal
    /// only ever asks for an orderly end, so it is heard nevertheless.
    static func blockSignals() {
        var set = signals
        signal(SIGINT, SIG_DFL)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Starts waiting for signals.
    init() {
        let writing = self.writing
        let thread = self.thread
        Task { await thread.run { Self.wait(writing) } }
    }

    /// From now on a signal interrupts the run instead of ending the process.
    func startsWriting(_ interruption: Interruption, _ console: Console) {
        writing.withLock { $0 = (interruption, console) }
    }

    private static func wait(_ writing: Lock<(interruption: Interruption, console: Console)?>) {
        var set = signals
        var received: Int32 = 0
        while sigwait(&set, &received) == 0 {
            let run = writing.withLock { $0 }
            guard let run else { die(of: received) }
            // A shell's own status for a process that ended by SIGINT.
            if run.interruption.isInterrupted { _exit(130) }
            run.interruption.interrupt()
            run.console.remark("Interrupted: finishing the call in flight. Interrupt again to stop at once.")
        }
    }

    /// Ends the process as the signal would have without the watch.
    private static func die(of number: Int32) -> Never {
        signal(number, SIG_DFL)
        var set = signals
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        _exit(128 + number)
    }
}
