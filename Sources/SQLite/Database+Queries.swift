extension Database {
    /// Runs a statement for its effect and answers how many rows it inserted, updated or deleted.
    @discardableResult
    public func run(_ sql: StaticString, _ values: any Bindable...) throws(SQLiteError) -> Int {
        let statement = try statement(sql)
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {}
        return changedRows
    }

    /// The first row that a query answers, read by `read`; nil when there is none.
    public func first<Result>(
        _ sql: StaticString, _ values: any Bindable..., read: (Row) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result? {
        let statement = try statement(sql)
        defer { statement.reset() }
        try statement.bind(values)
        return try statement.step() ? try read(Row(statement: statement.handle)) : nil
    }

    /// All rows that a query answers, each read by `read`.
    public func all<Result>(
        _ sql: StaticString, _ values: any Bindable..., read: (Row) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> [Result] {
        let statement = try statement(sql)
        defer { statement.reset() }
        try statement.bind(values)
        var results: [Result] = []
        while try statement.step() { results.append(try read(Row(statement: statement.handle))) }
        return results
    }
}
