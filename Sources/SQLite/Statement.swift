internal import CSQLite

/// A prepared statement. It is reset after each use, so that it holds no lock between uses.
final class Statement {
    let handle: OpaquePointer
    private let connection: OpaquePointer
    private let sql: StaticString

    init(_ sql: StaticString, on connection: OpaquePointer) throws(SQLiteError) {
        precondition(sql.hasPointerRepresentation, "SQL text is longer than one character")
        var prepared: OpaquePointer?
        let status = sql.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_prepare_v3(
                    connection, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &prepared, nil)
            }
        }
        guard status == SQLITE_OK, let prepared else {
            throw SQLiteError(of: connection, status: status, sql: "\(sql)")
        }
        handle = prepared
        self.connection = connection
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Binds all parameters, in order.
    func bind(_ values: [any Bindable]) throws(SQLiteError) {
        precondition(sqlite3_stmt_busy(handle) == 0, "a statement is not used again while its rows are being read")
        precondition(
            values.count == sqlite3_bind_parameter_count(handle), "every parameter gets a value in: \(sql)")
        for (offset, value) in values.enumerated() {
            let status = bind(value.sqliteValue, at: Int32(offset + 1))
            guard status == SQLITE_OK else { throw failure(status) }
        }
    }

    private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(handle, index)
        case .integer(let integer):
            return sqlite3_bind_int64(handle, index, integer)
        case .text(var text):
            // SQLite makes the one copy it keeps: the string may be gone before the statement runs.
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    bind(text: characters, at: index)
                }
            }
        case .blob(let blob):
            return blob.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(handle, index, 0) }
                return sqlite3_bind_blob64(handle, index, start, UInt64(bytes.count), statecraft_sqlite_transient())
            }
        }
    }

    private func bind(text: UnsafeBufferPointer<CChar>, at index: Int32) -> Int32 {
        let transient = statecraft_sqlite_transient()
        let encoding = UInt8(SQLITE_UTF8)
        // An empty text still needs an address: SQLite takes a null one for NULL.
        guard let start = text.baseAddress else {
            return sqlite3_bind_text64(handle, index, "", 0, transient, encoding)
        }
        return sqlite3_bind_text64(handle, index, start, UInt64(text.count), transient, encoding)
    }

    /// Advances to the next row; false when there is none.
    func step() throws(SQLiteError) -> Bool {
        let status = sqlite3_step(handle)
        switch status {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure(status)
        }
    }

    /// Makes the statement ready for its next use. Bound values stay until they are bound again.
    func reset() {
        sqlite3_reset(handle)
    }

    private func failure(_ status: Int32) -> SQLiteError {
        SQLiteError(of: connection, status: status, sql: "\(sql)")
    }
}
