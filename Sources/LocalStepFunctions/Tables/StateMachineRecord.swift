internal import SQLite
internal import StepFunctions

/// A state machine as it is stored.
struct StateMachineRecord {
    let id: Int
    let name: String
    let type: StateMachineType
    let created: Timestamp
    /// The row of the current revision.
    var revision: Int
    /// The highest version number that was ever given.
    var lastVersion: Int
    /// What the creation said of publishing.
    let createdPublished: Bool
    let createdDescription: String?
}

extension Session {
    /// The state machine of that ARN; nil when it does not exist or belongs to another account or region.
    func stateMachine(_ arn: StateMachineARN) throws(SQLiteError) -> StateMachineRecord? {
        scope.contains(arn) ? try stateMachine(named: arn.name) : nil
    }

    func stateMachine(named name: String) throws(SQLiteError) -> StateMachineRecord? {
        try database.first(
            """
            SELECT id, type, created, revision, last_version, created_published, created_description
            FROM resources JOIN state_machines USING (id) WHERE scope = ? AND kind = 0 AND name = ?
            """, scope.key, name
        ) { row in
            StateMachineRecord(
                id: row.integer(0), name: name, type: StateMachineType(rawValue: row.text(1)),
                created: Timestamp(millisecondsSince1970: row.integer(2)), revision: row.integer(3),
                lastVersion: row.integer(4), createdPublished: row.bool(5), createdDescription: row.optionalText(6))
        }
    }

    func insert(_ machine: StateMachineRecord) throws(SQLiteError) {
        try database.run(
            """
            INSERT INTO state_machines (id, type, revision, last_version, created_published, created_description)
            VALUES (?, ?, ?, ?, ?, ?)
            """, machine.id, machine.type.rawValue, machine.revision, machine.lastVersion, machine.createdPublished,
            machine.createdDescription)
    }

    /// State machines in the order of their names' bytes, with their names as positions.
    func stateMachines(
        after name: String, limit: Int
    ) throws(SQLiteError) -> [Positioned<StateMachineListItem, String>] {
        try database.all(
            """
            SELECT id, name, type, created FROM resources JOIN state_machines USING (id)
            WHERE scope = ? AND kind = 0 AND name > ? ORDER BY name LIMIT ?
            """, scope.key, name, limit
        ) { row in
            let name = row.text(1)
            let item = StateMachineListItem(
                stateMachineArn: scope.stateMachineARN(name).description, name: name,
                type: StateMachineType(rawValue: row.text(2)),
                creationDate: Timestamp(millisecondsSince1970: row.integer(3)))
            return Positioned(position: name, item: item)
        }
    }
}
