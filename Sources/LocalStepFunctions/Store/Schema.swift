internal import SQLite

/// The tables of the local service's file, as migrations: element N brings a file from format N to N + 1.
/// Published migrations are never edited; a change of the format is a further element.
///
/// `AUTOINCREMENT` keeps identifiers from being used again, because lists are ordered by them (creation
/// order) and page tokens remember them.
enum Schema {
    /// Marks our files among all SQLite databases: "SCLF", Statecraft's local file.
    static let applicationID = 0x5343_4c46

    /// The format that this program writes.
    static var format: Int { migrations.count }

    static let migrations = [
        """
        CREATE TABLE secrets (
            page_tokens BLOB NOT NULL
        ) STRICT;

        -- What has a name and tags: kind 0 is a state machine, kind 1 an activity. The scope is
        -- 'partition:region:account'. Times are milliseconds since 1970 everywhere. The tagging API lists what
        -- is or was tagged, hence `was_tagged`.
        CREATE TABLE resources (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            scope TEXT NOT NULL,
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            created INTEGER NOT NULL,
            was_tagged INTEGER NOT NULL DEFAULT 0,
            UNIQUE (scope, kind, name)
        ) STRICT;
        CREATE INDEX resources_in_order ON resources (scope, kind, id);
        CREATE INDEX tagged_resources_in_order ON resources (scope, id) WHERE was_tagged = 1;

        -- How many there are of a kind, so that a creation need not count the rows.
        CREATE TABLE counts (
            scope TEXT NOT NULL,
            kind INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (scope, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tags (
            resource INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (resource, key)
        ) STRICT, WITHOUT ROWID;

        -- `revision` is no foreign key: checking it on each deleted revision would need an index of its own.
        -- The two last columns are what the creation said, for its idempotency.
        CREATE TABLE state_machines (
            id INTEGER PRIMARY KEY REFERENCES resources (id) ON DELETE CASCADE,
            type TEXT NOT NULL,
            revision INTEGER NOT NULL,
            last_version INTEGER NOT NULL,
            created_published INTEGER NOT NULL,
            created_description TEXT
        ) STRICT;

        -- What a version captures. `revision_id` is NULL for the revision that the creation made. A logging
        -- destination is NULL when no list was given and empty for an empty list. The definition has a table
        -- of its own, so that the pages of everything else are few.
        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            state_machine INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
            revision_id TEXT,
            role_arn TEXT NOT NULL,
            log_level TEXT NOT NULL,
            log_execution_data INTEGER NOT NULL,
            log_destination TEXT,
            tracing INTEGER NOT NULL,
            encryption_type TEXT NOT NULL,
            kms_key_id TEXT,
            kms_reuse_seconds INTEGER
        ) STRICT;
        CREATE INDEX revisions_of_state_machine ON revisions (state_machine);

        CREATE TABLE definitions (
            revision INTEGER PRIMARY KEY REFERENCES revisions (id) ON DELETE CASCADE,
            text TEXT NOT NULL
        ) STRICT;

        -- A revision is published at most once; the version that is deleted frees it to be published again.
        CREATE TABLE versions (
            state_machine INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            revision INTEGER NOT NULL UNIQUE REFERENCES revisions (id) ON DELETE CASCADE,
            description TEXT,
            created INTEGER NOT NULL,
            PRIMARY KEY (state_machine, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE aliases (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            state_machine INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            description TEXT,
            first_version INTEGER NOT NULL,
            first_weight INTEGER NOT NULL,
            second_version INTEGER,
            second_weight INTEGER,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            UNIQUE (state_machine, name)
        ) STRICT;

        CREATE TABLE activities (
            id INTEGER PRIMARY KEY REFERENCES resources (id) ON DELETE CASCADE,
            encryption_type TEXT NOT NULL,
            kms_key_id TEXT,
            kms_reuse_seconds INTEGER
        ) STRICT;
        """
    ]
}
