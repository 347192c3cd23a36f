internal import SQLite
internal import StepFunctions

/// What one call works with: the connection, inside its transaction, and whom it is for. Its extensions read
/// and write the tables, one a file.
struct Session {
    let database: Database
    let scope: Scope
    let now: Timestamp
    let identifiers: LocalIdentifiers
    let pageTokens: PageTokens
}
