internal import CSQLite

/// How a transaction takes its lock.
public enum TransactionKind: Sendable {
    /// Sees one unchanging state of the database; takes the write lock only if it writes.
    case deferred
    /// Takes the write lock at once, so that what it reads cannot change before it writes.
    case immediate
}

extension Database {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// - Throws: what `body` throws, or `SQLiteError`. When the commit itself failed, its
    ///   `outcomeIsUnknown` tells whether the changes may nevertheless be found in the file later.
    public func transaction<Result>(_ kind: TransactionKind, _ body: () throws -> Result) throws -> Result {
        switch kind {
        case .deferred: try run("BEGIN DEFERRED")
        case .immediate: try run("BEGIN IMMEDIATE")
        }
        do {
            let result = try body()
            try commit()
            return result
        } catch {
            // SQLite ends the transaction by itself after some errors (disk full, I/O). A rollback that fails
            // leaves the next BEGIN to report it; the first error is the one that explains.
            if isInTransaction { _ = try? run("ROLLBACK") }
            throw error
        }
    }

    /// Runs `body` as a part of the open transaction that can be undone alone: when it throws, what it changed is
    /// rolled back, and what was changed before it stays.
    ///
    /// After some errors (disk full, I/O, no memory) SQLite gives the whole transaction up, and nothing of it is
    /// left; `isInTransaction` is false then.
    /// - Throws: what `body` throws, or `SQLiteError`.
    public func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
        precondition(isInTransaction, "a savepoint is set inside a transaction")
        try run("SAVEPOINT part")
        do {
            let result = try body()
            try run("RELEASE part")
            return result
        } catch {
            if isInTransaction { undoPart() }
            throw error
        }
    }

    private func undoPart() {
        do {
            try run("ROLLBACK TO part")
            try run("RELEASE part")
        } catch {
            // What cannot be undone alone must not be committed with the rest.
            _ = try? run("ROLLBACK")
        }
    }

    private func commit() throws(SQLiteError) {
        do {
            try run("COMMIT")
        } catch {
            // A failed write or sync may come after the commit's last byte reached the log, where the
            // recovery after a crash would find it. A full disk or a lock fails before that.
            throw error.code == .inputOutput ? error.withUnknownOutcome() : error
        }
    }

    /// The rows that the latest INSERT, UPDATE or DELETE changed.
    var changedRows: Int { Int(sqlite3_changes(handle)) }

    /// The row identifier of the latest INSERT on this connection.
    public var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }
}
