import SQLite
import Testing

/// Values come back as they were bound, transactions are whole, and failures say what happened and what to do.
@Suite struct DatabaseTests {
    let database: Database

    init() throws {
        database = try Database(path: ":memory:", access: .readWriteCreate, busyTimeoutMilliseconds: 100)
        try database.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, value ANY) STRICT")
    }

    private func stored(_ value: some Bindable) throws -> (type: String, text: String?, integer: Int, blob: [UInt8])? {
        try database.run("DELETE FROM things")
        try database.run("INSERT INTO things (value) VALUES (?)", value)
        return try database.first("SELECT typeof(value), value FROM things") {
            ($0.text(0), $0.optionalText(1), $0.integer(1), $0.blob(1))
        }
    }

    @Test(arguments: ["", "a", "größe 日本 \u{1F600}", "with\u{0}zero", String(repeating: "x", count: 100_000)])
    func aTextComesBackUnchanged(text: String) throws {
        let stored = try #require(try stored(text))
        #expect(stored.type == "text")
        #expect(stored.text == text)
    }

    @Test(arguments: [0, 1, -1, Int.max, Int.min])
    func anIntegerComesBackUnchanged(number: Int) throws {
        let stored = try #require(try stored(number))
        #expect(stored.type == "integer")
        #expect(stored.integer == number)
    }

    @Test(arguments: [[], [0, 255, 1], [UInt8](repeating: 9, count: 10_000)] as [[UInt8]])
    func aBlobComesBackUnchanged(bytes: [UInt8]) throws {
        let stored = try #require(try stored(bytes))
        #expect(stored.type == "blob")
        #expect(stored.blob == bytes)
    }

    @Test func nilIsNullAndNullIsNil() throws {
        let stored = try #require(try stored(String?.none))
        #expect(stored.type == "null")
        #expect(stored.text == nil)
        #expect(try database.first("SELECT NULL, 7") { [$0.optionalInteger(0), $0.optionalInteger(1)] } == [nil, 7])
    }

    @Test func aQueryWithoutRowsAnswersNil() throws {
        #expect(try database.first("SELECT id FROM things WHERE id = ?", 1) { $0.integer(0) } == nil)
        #expect(try database.all("SELECT id FROM things") { $0.integer(0) } == [])
    }

    @Test func aStatementIsUsedAgainWithOtherValues() throws {
        for number in 1...3 { try database.run("INSERT INTO things VALUES (?, ?)", number, "value \(number)") }
        for number in 1...3 {
            let value = try database.first("SELECT value FROM things WHERE id = ?", number) { $0.text(0) }
            #expect(value == "value \(number)")
        }
        #expect(try database.run("UPDATE things SET value = ? WHERE id > ?", "new", 1) == 2)
        #expect(try database.run("DELETE FROM things WHERE id = ?", 9) == 0)
        #expect(database.lastInsertedRow == 3)
    }

    struct Refusal: Error {}

    @Test(arguments: [TransactionKind.deferred, .immediate])
    func aTransactionWhoseBodyThrowsLeavesNothing(kind: TransactionKind) throws {
        #expect(throws: Refusal.self) {
            try database.transaction(kind) {
                try database.run("INSERT INTO things VALUES (1, 'x')")
                throw Refusal()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.all("SELECT id FROM things") { $0.integer(0) } == [])
        try database.transaction(kind) { _ = try database.run("INSERT INTO things VALUES (2, 'y')") }
        #expect(try database.all("SELECT id FROM things") { $0.integer(0) } == [2])
    }

    @Test func aFailedStatementInATransactionLeavesNothing() throws {
        #expect(throws: SQLiteError.self) {
            try database.transaction(.immediate) {
                try database.run("INSERT INTO things VALUES (1, 'x')")
                try database.run("INSERT INTO things VALUES (1, 'x')")
            }
        }
        #expect(try database.all("SELECT id FROM things") { $0.integer(0) } == [])
    }

    @Test func aSavepointWhoseBodyThrowsIsUndoneAlone() throws {
        try database.execute("BEGIN")
        try database.savepoint { _ = try database.run("INSERT INTO things VALUES (1, 'x')") }
        #expect(throws: Refusal.self) {
            try database.savepoint {
                try database.run("INSERT INTO things VALUES (2, 'y')")
                throw Refusal()
            }
        }
        #expect(throws: SQLiteError.self) {
            try database.savepoint {
                try database.run("INSERT INTO things VALUES (3, 'z')")
                try database.run("INSERT INTO things VALUES (1, 'again')")
            }
        }
        #expect(database.isInTransaction)
        try database.savepoint { _ = try database.run("INSERT INTO things VALUES (4, 'w')") }
        try database.execute("COMMIT")
        #expect(try database.all("SELECT id FROM things ORDER BY id") { $0.integer(0) } == [1, 4])
    }

    @Test func aFailureCarriesCodeMessageStatementAndAdvice() throws {
        try database.run("INSERT INTO things VALUES (1, ?)", "secret")
        do {
            try database.run("INSERT INTO things VALUES (1, ?)", "secret")
            Issue.record("the second row was accepted")
        } catch {
            #expect(error.code == .constraint)
            #expect(error.extendedCode == 1555)
            #expect(error.message == "UNIQUE constraint failed: things.id")
            #expect(error.sql == "INSERT INTO things VALUES (1, ?)")
            #expect(!error.description.contains("secret"), "bound values may be secrets")
            #expect(!error.outcomeIsUnknown)
        }
    }

    @Test func anUnknownTableIsNamed() throws {
        do {
            try database.run("DELETE FROM nowhere")
            Issue.record("there is no such table")
        } catch {
            #expect(error.message == "no such table: nowhere")
        }
    }

    @Test func aFileThatCannotBeOpenedSaysSo() {
        do {
            _ = try Database(path: "/nowhere/at/all", access: .readWriteCreate, busyTimeoutMilliseconds: 100)
            Issue.record("there is no such folder")
        } catch {
            #expect(error.code == .cannotOpen)
            #expect(error.sql == nil)
        }
    }

    @Test func aFullDatabaseSaysWhatToDo() throws {
        try database.execute("PRAGMA max_page_count = 3")
        do {
            try database.run("INSERT INTO things VALUES (1, ?)", [UInt8](repeating: 0, count: 100_000))
            Issue.record("a database of three pages took 100,000 bytes")
        } catch {
            #expect(error.code == .full)
            #expect(error.advice == "The disk is full: free some space and try again.")
        }
    }
}
