internal import CSQLite

extension Database {
    /// Keeps `logPages` up to date from now on, and leaves it to the owner to call `checkpoint`: SQLite's own
    /// automatic one is switched off, because both use the same hook.
    public func watchLog() {
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                guard let context else { preconditionFailure("the hook is given its connection") }
                Unmanaged<Database>.fromOpaque(context).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Copies what is committed from the write-ahead log into the file, as far as that is possible without waiting
    /// for anybody. Others may read and write meanwhile.
    ///
    /// - Returns: whether the log was copied to its end, so that the next write may use it from its start.
    @discardableResult
    public func checkpoint() throws(SQLiteError) -> Bool {
        try first("PRAGMA wal_checkpoint(PASSIVE)") { row in
            !row.bool(0) && row.integer(1) == row.integer(2)
        } ?? false
    }
}
