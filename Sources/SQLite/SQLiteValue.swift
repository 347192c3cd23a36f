/// A value as SQLite stores it.
public enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// A type whose values can be bound to a statement's parameters.
public protocol Bindable {
    /// The value as SQLite stores it.
    var sqliteValue: SQLiteValue { get }
}

extension Int: Bindable {
    /// As an integer.
    public var sqliteValue: SQLiteValue { .integer(Int64(self)) }
}

extension Int64: Bindable {
    /// As an integer.
    public var sqliteValue: SQLiteValue { .integer(self) }
}

extension Bool: Bindable {
    /// As 1 or 0.
    public var sqliteValue: SQLiteValue { .integer(self ? 1 : 0) }
}

extension String: Bindable {
    /// As text.
    public var sqliteValue: SQLiteValue { .text(self) }
}

extension [UInt8]: Bindable {
    /// As a blob.
    public var sqliteValue: SQLiteValue { .blob(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
    /// As the wrapped value, or NULL.
    public var sqliteValue: SQLiteValue { self?.sqliteValue ?? .null }
}
