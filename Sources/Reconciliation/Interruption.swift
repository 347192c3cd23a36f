internal import Threads

/// Asks a run to end early: the steps in flight are finished, no other is begun.
public final class Interruption: Sendable {
    private let flag = Lock(false)

    /// Nobody has asked yet.
    public init() {}

    /// Asks for the end. May be called from any thread, more than once.
    public func interrupt() { flag.withLock { $0 = true } }

    /// Whether somebody asked for the end.
    public var isInterrupted: Bool { flag.withLock { $0 } }
}
