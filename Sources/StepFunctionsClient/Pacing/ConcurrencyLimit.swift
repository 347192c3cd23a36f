/// Lets so many tasks in at once, and the others wait in order.
struct ConcurrencyLimit: Sendable {
    private let room: WaitingRoom<Int>

    init(_ count: Int) {
        precondition(count > 0, "at least one call can be under way")
        room = WaitingRoom(count) { free in
            if free == 0 { return false }
            free -= 1
            return true
        }
    }

    /// Waits for a place, which `leave` gives back; false when the task was cancelled first.
    func enter() async -> Bool { await room.enter() }

    func leave() { room.update { $0 += 1 } }
}
