internal import SQLite
internal import StepFunctions

/// An activity as it is stored.
struct ActivityRecord {
    let name: String
    let created: Timestamp
    let encryption: EncryptionConfiguration
}

extension Session {
    func activity(named name: String) throws(SQLiteError) -> ActivityRecord? {
        try database.first(
            """
            SELECT created, encryption_type, kms_key_id, kms_reuse_seconds
            FROM resources JOIN activities USING (id) WHERE scope = ? AND kind = 1 AND name = ?
            """, scope.key, name
        ) { row in
            ActivityRecord(
                name: name, created: Timestamp(millisecondsSince1970: row.integer(0)),
                encryption: EncryptionConfiguration(
                    type: EncryptionType(rawValue: row.text(1)), kmsKeyId: row.optionalText(2),
                    kmsDataKeyReusePeriodSeconds: row.optionalInteger(3)))
        }
    }

    func insertActivity(_ id: Int, _ encryption: EncryptionConfiguration) throws(SQLiteError) {
        try database.run(
            "INSERT INTO activities (id, encryption_type, kms_key_id, kms_reuse_seconds) VALUES (?, ?, ?, ?)",
            id, encryption.type.rawValue, encryption.kmsKeyId, encryption.kmsDataKeyReusePeriodSeconds)
    }

    /// Activities in the order of their creation, with their rows as positions.
    func activities(after position: Int, limit: Int) throws(SQLiteError) -> [Positioned<ActivityListItem, Int>] {
        try database.all(
            """
            SELECT id, name, created FROM resources WHERE scope = ? AND kind = 1 AND id > ? ORDER BY id LIMIT ?
            """, scope.key, position, limit
        ) { row in
            let name = row.text(1)
            let item = ActivityListItem(
                activityArn: scope.activityARN(name).description, name: name,
                creationDate: Timestamp(millisecondsSince1970: row.integer(2)))
            return Positioned(position: row.integer(0), item: item)
        }
    }
}
