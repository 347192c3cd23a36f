internal import Threads

/// Temporary credentials that AssumeRole answered.
struct IssuedSession: Sendable, Hashable {
    let accessKeyID: String
    let secret: String
    let token: String
    let expirationMilliseconds: Int
    /// The role's.
    let account: String
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
    let arn: String
    /// `AROA…:SESSION`
    let userID: String
}

/// The sessions of this process. The oldest makes room when there are too many: its key then counts as any other.
final class IssuedSessions: Sendable {
    /// Sessions that are remembered.
    static let limit = 10_000

    private struct State {
        var byKey: [String: IssuedSession] = [:]
        /// Keys in the order of their issue, in a ring.
        var keys: [String] = []
        var oldest = 0
    }

    private let state = Lock(State())

    func session(of accessKeyID: String) -> IssuedSession? {
        // No other key is looked up, since all are issued with this prefix.
        guard accessKeyID.utf8.starts(with: Self.prefix.utf8) else { return nil }
        return state.withLock { $0.byKey[accessKeyID] }
    }

    /// What AWS's temporary access keys begin with.
    static let prefix = "ASIA"

    func add(_ session: IssuedSession) {
        state.withLock { state in
            if state.keys.count < Self.limit {
                state.keys.append(session.accessKeyID)
            } else {
                state.byKey[state.keys[state.oldest]] = nil
                state.keys[state.oldest] = session.accessKeyID
                state.oldest = (state.oldest + 1) % Self.limit
            }
            state.byKey[session.accessKeyID] = session
        }
    }
}
