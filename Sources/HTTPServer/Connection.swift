internal import Glibc
internal import Synchronization

/// One client's connection: whose it is, what it is doing, and since when.
///
/// The library's own time-out restarts with every byte, so a client that sends one byte a minute would stay for ever.
/// Here every phase has one deadline from its start.
final class Connection: Sendable {
    /// What a connection is doing that may not take for ever.
    enum Phase: Int {
        /// Nothing has come since the last response, or no complete first line.
        case idle
        /// A request is arriving.
        case receiving
        /// A response is being read by the client.
        case sending
    }

    let peer: String
    private let socket: Int32
    /// The deadline in milliseconds times four, plus the phase; or one of the two marks.
    private let deadline: Atomic<Int>
    private static let none = Int.max
    private static let passed = -1
    // Safe because only the library's thread of this connection touches it.
    private nonisolated(unsafe) var exchange: Exchange?

    init(socket: Int32, peer: String, idleUntil deadline: Int) {
        self.socket = socket
        self.peer = peer
        self.deadline = Atomic(Self.mark(.idle, deadline))
    }

    private static func mark(_ phase: Phase, _ deadline: Int) -> Int { deadline << 2 | phase.rawValue }

    /// The library keeps no reference that counts, so the connection keeps its request alive.
    func keep(_ exchange: Exchange?) { self.exchange = exchange }

    /// Begins a phase that ends at `deadline`, in milliseconds of `monotonicMilliseconds`; without one, it may take
    /// for ever. False when the last phase took too long, so that the connection is ending.
    @discardableResult func begin(_ phase: Phase, until deadline: Int?) -> Bool {
        let next = deadline.map { Self.mark(phase, $0) } ?? Self.none
        let last = self.deadline.exchange(next, ordering: .acquiringAndReleasing)
        guard last == Self.passed else { return true }
        self.deadline.store(Self.passed, ordering: .releasing)
        return false
    }

    /// Ends the connection if its phase took too long; a request that was arriving is answered with 408.
    func endIfOverdue(_ now: Int) {
        let last = deadline.load(ordering: .acquiring)
        guard last != Self.none, last != Self.passed, last >> 2 < now else { return }
        // Whoever changes the mark first decides: the library's thread, by going on, or this.
        guard deadline.compareExchange(expected: last, desired: Self.passed, ordering: .acquiringAndReleasing).exchanged
        else { return }
        if last & 3 == Phase.receiving.rawValue {
            let answer = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            _ = answer.utf8.withContiguousStorageIfAvailable {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
        }
        // The library notices and closes it.
        shutdown(socket, Int32(SHUT_RDWR))
    }
}

/// Milliseconds on a clock that only runs forward, good to a few of them.
func monotonicMilliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int { Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
