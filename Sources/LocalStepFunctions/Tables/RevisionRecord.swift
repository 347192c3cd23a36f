internal import SQLite
internal import StepFunctions

/// A revision of a state machine: one state of what a version captures.
struct RevisionRecord {
    let id: Int
    /// Nil for the revision that the creation made.
    let revisionID: String?
    let content: StateMachineContent
}

extension Session {
    /// Reads a revision. Without the definition, `{}` stands in its place.
    func revision(_ id: Int, withDefinition: Bool = true) throws(SQLiteError) -> RevisionRecord {
        let revision = try database.first(
            """
            SELECT revision_id, role_arn, log_level, log_execution_data, log_destination, tracing, encryption_type,
                kms_key_id, kms_reuse_seconds,
                CASE WHEN ?2 THEN (SELECT text FROM definitions WHERE revision = id) ELSE '{}' END
            FROM revisions WHERE id = ?1
            """, id, withDefinition
        ) { row throws(SQLiteError) in
            RevisionRecord(id: id, revisionID: row.optionalText(0), content: try content(in: row))
        }
        guard let revision else { throw .damaged("revision \(id), which something refers to, is missing") }
        return revision
    }

    private func content(in row: Row) throws(SQLiteError) -> StateMachineContent {
        guard let definition = row.optionalText(9) else { throw .damaged("a revision has no definition") }
        return StateMachineContent(
            definition: definition, roleArn: row.text(1),
            logging: LoggingConfiguration(
                level: LogLevel(rawValue: row.text(2)), includeExecutionData: row.bool(3),
                destinations: row.optionalText(4).map { $0.isEmpty ? [] : [.logGroup($0)] }),
            tracing: row.bool(5),
            encryption: EncryptionConfiguration(
                type: EncryptionType(rawValue: row.text(6)), kmsKeyId: row.optionalText(7),
                kmsDataKeyReusePeriodSeconds: row.optionalInteger(8)))
    }

    /// Adds a revision and answers its row.
    func insertRevision(
        _ content: StateMachineContent, revisionID: String?, of stateMachine: Int
    ) throws(SQLiteError) -> Int {
        try database.run(
            """
            INSERT INTO revisions (state_machine, revision_id, role_arn, log_level, log_execution_data,
                log_destination, tracing, encryption_type, kms_key_id, kms_reuse_seconds)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, stateMachine, revisionID, content.roleArn, content.logging.level?.rawValue,
            content.logging.includeExecutionData, content.logging.storedDestination, content.tracing,
            content.encryption.type.rawValue, content.encryption.kmsKeyId,
            content.encryption.kmsDataKeyReusePeriodSeconds)
        let id = database.lastInsertedRow
        try database.run("INSERT INTO definitions (revision, text) VALUES (?, ?)", id, content.definition)
        return id
    }

    /// Makes another revision the current one, and forgets the last one unless a version has it.
    func replaceRevision(of machine: inout StateMachineRecord, by revision: Int) throws(SQLiteError) {
        try database.run("UPDATE state_machines SET revision = ? WHERE id = ?", revision, machine.id)
        let last = machine.revision
        machine.revision = revision
        try deleteUnusedRevision(last, of: machine)
    }

    /// Deletes a revision that is neither current nor published.
    func deleteUnusedRevision(_ revision: Int, of machine: StateMachineRecord) throws(SQLiteError) {
        guard revision != machine.revision else { return }
        try database.run(
            "DELETE FROM revisions WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE revision = ?1)", revision)
    }
}

extension LogDestination {
    static func logGroup(_ arn: String) -> LogDestination {
        LogDestination(cloudWatchLogsLogGroup: CloudWatchLogsLogGroup(logGroupArn: arn))
    }
}

extension LoggingConfiguration {
    /// The column's value: NULL for no list of destinations, empty for an empty one.
    fileprivate var storedDestination: String? {
        destinations.map { $0.first?.cloudWatchLogsLogGroup?.logGroupArn ?? "" }
    }
}
