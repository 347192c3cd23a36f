internal import SQLite
internal import StepFunctions

/// What has a name and tags. Raw values are stored.
enum ResourceKind: Int {
    case stateMachine = 0
    case activity = 1
}

extension Session {
    /// Adds a row for something new; nil when there are as many of the kind as `limit` allows.
    func insertResource(_ kind: ResourceKind, name: String, limit: Int) throws(SQLiteError) -> Int? {
        let counted = try database.run(
            """
            INSERT INTO counts (scope, kind, count) VALUES (?, ?, 1)
            ON CONFLICT (scope, kind) DO UPDATE SET count = count + 1 WHERE count < ?
            """, scope.key, kind.rawValue, limit)
        guard counted == 1 else { return nil }
        try database.run(
            "INSERT INTO resources (scope, kind, name, created) VALUES (?, ?, ?, ?)",
            scope.key, kind.rawValue, name, now.millisecondsSince1970)
        return database.lastInsertedRow
    }

    /// The row of something that exists.
    func resource(_ kind: ResourceKind, named name: String) throws(SQLiteError) -> Int? {
        try database.first(
            "SELECT id FROM resources WHERE scope = ? AND kind = ? AND name = ?", scope.key, kind.rawValue, name
        ) { $0.integer(0) }
    }

    /// Deletes something with all that belongs to it, or nothing when it does not exist.
    func deleteResource(_ kind: ResourceKind, named name: String) throws(SQLiteError) {
        let deleted = try database.run(
            "DELETE FROM resources WHERE scope = ? AND kind = ? AND name = ?", scope.key, kind.rawValue, name)
        guard deleted == 1 else { return }
        try database.run("UPDATE counts SET count = count - 1 WHERE scope = ? AND kind = ?", scope.key, kind.rawValue)
    }
}
