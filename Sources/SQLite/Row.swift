internal import CSQLite

/// The row that a query stands at. It is only valid inside the closure that it was handed to; columns count
/// from 0.
public struct Row {
    let statement: OpaquePointer

    /// An integer; 0 for NULL.
    public func integer(_ column: Int32) -> Int {
        Int(sqlite3_column_int64(statement, column))
    }

    /// An integer, or nil for NULL.
    public func optionalInteger(_ column: Int32) -> Int? {
        isNull(column) ? nil : integer(column)
    }

    /// Whether an integer is other than 0.
    public func bool(_ column: Int32) -> Bool {
        sqlite3_column_int64(statement, column) != 0
    }

    /// A text; empty for NULL.
    public func text(_ column: Int32) -> String {
        optionalText(column) ?? ""
    }

    /// A text, or nil for NULL.
    public func optionalText(_ column: Int32) -> String? {
        // The pointer comes first: asking for the length before could convert the text and move it.
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Bytes; empty for NULL.
    public func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }
}
