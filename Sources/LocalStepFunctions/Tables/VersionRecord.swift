internal import SQLite
internal import StepFunctions

/// A published version as it is stored.
struct VersionRecord {
    let number: Int
    /// The row of the revision that it publishes.
    let revision: Int
    let description: String?
    let created: Timestamp

    init(number: Int, revision: Int, description: String?, created: Timestamp) {
        self.number = number
        self.revision = revision
        self.description = description
        self.created = created
    }

    /// Columns number, revision, description, created.
    fileprivate init(_ row: Row) {
        self.init(
            number: row.integer(0), revision: row.integer(1), description: row.optionalText(2),
            created: Timestamp(millisecondsSince1970: row.integer(3)))
    }
}

extension Session {
    func version(_ number: Int, of stateMachine: Int) throws(SQLiteError) -> VersionRecord? {
        try database.first(
            """
            SELECT number, revision, description, created FROM versions WHERE state_machine = ? AND number = ?
            """, stateMachine, number, read: VersionRecord.init)
    }

    /// The version that publishes a revision.
    func version(ofRevision revision: Int) throws(SQLiteError) -> VersionRecord? {
        try database.first(
            "SELECT number, revision, description, created FROM versions WHERE revision = ?", revision,
            read: VersionRecord.init)
    }

    /// Publishes the current revision, or answers the version that does so already.
    func publish(_ machine: inout StateMachineRecord, description: String?) throws -> VersionRecord {
        if let published = try version(ofRevision: machine.revision) { return published }
        let count = try database.first("SELECT count(*) FROM versions WHERE state_machine = ?", machine.id) {
            $0.integer(0)
        }
        guard let count, count < Limits.versionsPerStateMachine else {
            throw ServiceError.tooManyVersions(scope.stateMachineARN(machine.name))
        }
        guard machine.lastVersion >= 0, machine.lastVersion < Int.max else {
            throw SQLiteError.damaged("\(machine.lastVersion) is no number of a version")
        }
        machine.lastVersion += 1
        try database.run("UPDATE state_machines SET last_version = ? WHERE id = ?", machine.lastVersion, machine.id)
        let version = VersionRecord(
            number: machine.lastVersion, revision: machine.revision, description: description, created: now)
        try insert(version, of: machine.id)
        return version
    }

    func insert(_ version: VersionRecord, of stateMachine: Int) throws(SQLiteError) {
        try database.run(
            "INSERT INTO versions (state_machine, number, revision, description, created) VALUES (?, ?, ?, ?, ?)",
            stateMachine, version.number, version.revision, version.description,
            version.created.millisecondsSince1970)
    }

    /// Deletes a version, and the revision that only it kept.
    func delete(_ version: VersionRecord, of machine: StateMachineRecord) throws(SQLiteError) {
        try database.run("DELETE FROM versions WHERE state_machine = ? AND number = ?", machine.id, version.number)
        try deleteUnusedRevision(version.revision, of: machine)
    }

    /// Versions from the newest down, with their numbers as positions.
    func versions(
        of machine: StateMachineRecord, below position: Int, limit: Int
    ) throws(SQLiteError) -> [Positioned<StateMachineVersionListItem, Int>] {
        let arn = scope.stateMachineARN(machine.name)
        return try database.all(
            """
            SELECT number, created FROM versions WHERE state_machine = ? AND number < ?
            ORDER BY number DESC LIMIT ?
            """, machine.id, position, limit
        ) { row in
            let item = StateMachineVersionListItem(
                stateMachineVersionArn: StateMachineVersionARN(stateMachine: arn, version: row.integer(0)).description,
                creationDate: Timestamp(millisecondsSince1970: row.integer(1)))
            return Positioned(position: row.integer(0), item: item)
        }
    }
}
