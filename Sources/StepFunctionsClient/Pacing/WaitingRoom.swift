internal import Threads

/// Tasks that are admitted one after the other, in the order in which they came, as a state allows.
final class WaitingRoom<State: Sendable>: Sendable {
    private struct Room {
        var state: State
        /// Those who wait. One that is not here any more has left.
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
        /// Tickets in the order of coming, those before `position` being done with.
        var order: [Int] = []
        var position = 0
        var nextTicket = 0

        /// The ticket whose turn it is, without those who left.
        var first: Int? {
            mutating get {
                while position < order.count, waiting[order[position]] == nil { position += 1 }
                // Places are given back when they are more than those that are left, so that each costs once.
                if position * 2 >= order.count {
                    order.removeFirst(position)
                    position = 0
                }
                return order.isEmpty ? nil : order[position]
            }
        }
    }

    private enum Arrival {
        case admitted, refused, waiting
    }

    private let room: Lock<Room>
    private let admit: @Sendable (inout State) -> Bool

    /// A room in front of `state`. `admit` tells whether one more may enter, and changes the state if so.
    init(_ state: State, admit: @escaping @Sendable (inout State) -> Bool) {
        room = Lock(Room(state: state))
        self.admit = admit
    }

    /// How many wait.
    var count: Int { room.withLock { $0.waiting.count } }

    /// Waits for one's turn. `whenWaiting` is called once it is certain that there is something to wait for.
    ///
    /// - Returns: false when the task was cancelled before its turn came.
    func enter(whenWaiting: @Sendable () -> Void = {}) async -> Bool {
        let ticket = room.withLock { room -> Int? in
            if room.waiting.isEmpty, admit(&room.state) { return nil }
            room.nextTicket += 1
            return room.nextTicket
        }
        guard let ticket else { return true }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                switch arrive(ticket, continuation) {
                case .admitted: continuation.resume(returning: true)
                case .refused: continuation.resume(returning: false)
                case .waiting: whenWaiting()
                }
            }
        } onCancel: {
            room.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: false)
        }
    }

    /// Changes the state, and admits those who may enter now.
    func update<Result>(_ change: (inout State) -> Result) -> Result {
        let (result, admitted) = room.withLock { room in
            let result = change(&room.state)
            var admitted: [CheckedContinuation<Bool, Never>] = []
            while let ticket = room.first, admit(&room.state) {
                room.position += 1
                if let continuation = room.waiting.removeValue(forKey: ticket) { admitted.append(continuation) }
            }
            return (result, admitted)
        }
        for continuation in admitted { continuation.resume(returning: true) }
        return result
    }

    private func arrive(_ ticket: Int, _ continuation: CheckedContinuation<Bool, Never>) -> Arrival {
        room.withLock { room in
            // Cancellation that came before this is seen here; what comes later finds the ticket among those who wait.
            if Task.isCancelled { return .refused }
            // Since the first try a place may have become free, of which nobody would tell later.
            if room.waiting.isEmpty, admit(&room.state) { return .admitted }
            room.waiting[ticket] = continuation
            room.order.append(ticket)
            return .waiting
        }
    }
}
