internal import SQLite
internal import StepFunctions

extension Session {
    /// The tags of a resource in the order in which their keys were first given.
    func tags(of resource: Int) throws(SQLiteError) -> [(key: String, value: String)] {
        try database.all("SELECT key, value FROM tags WHERE resource = ? ORDER BY position", resource) {
            ($0.text(0), $0.text(1))
        }
    }

    /// Adds tags and replaces the values of keys that are there already.
    ///
    /// - Throws: `TooManyTags` when there would be more than 50.
    func setTags(_ tags: [Tag], of resource: Int, arn: String) throws {
        guard !tags.isEmpty else { return }
        for tag in tags {
            try database.run(
                """
                INSERT INTO tags (resource, position, key, value)
                VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM tags WHERE resource = ?1), ?2, ?3)
                ON CONFLICT (resource, key) DO UPDATE SET value = excluded.value
                """, resource, tag.key, tag.value ?? "")
        }
        let count = try database.first("SELECT count(*) FROM tags WHERE resource = ?", resource) { $0.integer(0) } ?? 0
        guard count <= Limits.tagsPerResource else { throw ServiceError.tooManyTags(arn, count: count) }
        try database.run("UPDATE resources SET was_tagged = 1 WHERE id = ? AND was_tagged = 0", resource)
    }

    func removeTags(_ keys: [String], of resource: Int) throws(SQLiteError) {
        for key in keys {
            try database.run("DELETE FROM tags WHERE resource = ? AND key = ?", resource, key)
        }
    }

    /// The row of what a tagging operation names.
    ///
    /// - Throws: `InvalidArn`, or `ResourceNotFound` also for versions and aliases, which have no tags.
    func taggable(_ arn: String) throws -> Int {
        let found: Int? =
            switch try StepFunctionsARN(parsing: arn) {
            case .stateMachine(let own) where scope.contains(own): try resource(.stateMachine, named: own.name)
            case .activity(let own) where scope.contains(own): try resource(.activity, named: own.name)
            default: nil
            }
        guard let found else { throw ServiceError.resourceNotFound(arn) }
        return found
    }
}
