internal import JSON
internal import SQLite
internal import StepFunctions

/// A version that an alias routes to.
struct Route: Hashable {
    let version: Int
    let weight: Int
}

/// What an alias says.
struct AliasContent {
    var description: String?
    /// One or two.
    var routes: [Route]

    /// Whether nothing differs; descriptions are compared byte by byte.
    func isSame(as other: AliasContent) -> Bool {
        routes == other.routes && description.hasSameBytes(as: other.description)
    }
}

extension String? {
    /// Whether both are missing, or have the same UTF-8 bytes.
    func hasSameBytes(as other: String?) -> Bool {
        guard let self, let other else { return self == nil && other == nil }
        return self.hasSameBytes(as: other)
    }
}

/// An alias as it is stored.
struct AliasRecord {
    let id: Int
    let name: String
    let content: AliasContent
    let created: Timestamp
    let updated: Timestamp

    /// Columns id, name, description, the routes' four, created, updated.
    fileprivate init(_ row: Row) {
        id = row.integer(0)
        name = row.text(1)
        var routes = [Route(version: row.integer(3), weight: row.integer(4))]
        if let second = row.optionalInteger(5) { routes.append(Route(version: second, weight: row.integer(6))) }
        content = AliasContent(description: row.optionalText(2), routes: routes)
        created = Timestamp(millisecondsSince1970: row.integer(7))
        updated = Timestamp(millisecondsSince1970: row.integer(8))
    }
}

extension Session {
    func alias(named name: String, of stateMachine: Int) throws(SQLiteError) -> AliasRecord? {
        try database.first(
            """
            SELECT id, name, description, first_version, first_weight, second_version, second_weight, created, updated
            FROM aliases WHERE state_machine = ? AND name = ?
            """, stateMachine, name, read: AliasRecord.init)
    }

    /// The alias of that ARN with its state machine; nil when either does not exist here.
    func alias(_ arn: StateMachineAliasARN) throws(SQLiteError) -> (StateMachineRecord, AliasRecord)? {
        guard let machine = try stateMachine(arn.stateMachine),
            let alias = try alias(named: arn.name, of: machine.id)
        else { return nil }
        return (machine, alias)
    }

    func insertAlias(named name: String, _ content: AliasContent, of stateMachine: Int) throws(SQLiteError) {
        let second = content.routes.dropFirst().first
        try database.run(
            """
            INSERT INTO aliases (state_machine, name, description, first_version, first_weight, second_version,
                second_weight, created, updated)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
            """, stateMachine, name, content.description, content.routes[0].version, content.routes[0].weight,
            second?.version, second?.weight, now.millisecondsSince1970)
    }

    func update(_ alias: AliasRecord, to content: AliasContent) throws(SQLiteError) {
        let second = content.routes.dropFirst().first
        try database.run(
            """
            UPDATE aliases SET description = ?, first_version = ?, first_weight = ?, second_version = ?,
                second_weight = ?, updated = ?
            WHERE id = ?
            """, content.description, content.routes[0].version, content.routes[0].weight, second?.version,
            second?.weight, now.millisecondsSince1970, alias.id)
    }

    func deleteAlias(_ id: Int) throws(SQLiteError) {
        try database.run("DELETE FROM aliases WHERE id = ?", id)
    }

    func aliasCount(of stateMachine: Int) throws(SQLiteError) -> Int {
        try database.first("SELECT count(*) FROM aliases WHERE state_machine = ?", stateMachine) { $0.integer(0) } ?? 0
    }

    /// Aliases in the order of their creation, with their rows as positions; only those that route to
    /// `version` unless it is nil.
    func aliases(
        of machine: StateMachineRecord, routingTo version: Int?, after position: Int, limit: Int
    ) throws(SQLiteError) -> [Positioned<AliasRecord, Int>] {
        try database.all(
            """
            SELECT id, name, description, first_version, first_weight, second_version, second_weight, created, updated
            FROM aliases
            WHERE state_machine = ?1 AND id > ?3 AND (?2 IS NULL OR first_version = ?2 OR second_version = ?2)
            ORDER BY id LIMIT ?4
            """, machine.id, version, position, limit
        ) { Positioned(position: $0.integer(0), item: AliasRecord($0)) }
    }
}
