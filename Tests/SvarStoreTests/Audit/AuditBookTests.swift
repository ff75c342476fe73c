import Foundation
import GRDB
import SvarDomain
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

@testable import SvarStoreSQLite

/// Rows of the log of use as they are read back: the same from SQLite as from the reference in memory.
struct AuditBookTests {
    let directory: TemporaryDirectory
    let log: SQLiteAccessLog
    let memory = MemoryAccessLog()

    init() throws {
        directory = try TemporaryDirectory()
        try StoreFiles(directory: directory.path).makeDirectories()
        let bytes = SeededBytes(seed: 9)
        log = try SQLiteAccessLog.open(
            directory: directory.path,
            environment: StoreEnvironment(clock: { ServerTime(microseconds: 0) }, randomBytes: { bytes($0) })
        )
    }

    /// Rows of a few persons and of nobody, whose times lie a little out of order.
    private func fill(_ count: Int, seed: UInt64 = 4) async throws {
        var generator = SeededGenerator(seed: seed)
        var rows: [AuditRow] = []
        for number in 1...count {
            var row = Sample.row(number)
            row.at = ServerTime(microseconds: Int64(number) * 1_000_000)
            row.person = [nil, PersonKey(1), PersonKey(2), PersonKey(9)].randomElement(using: &generator) ?? nil
            rows.append(row)
        }
        try await log.record(rows)
        try await memory.record(rows)
    }

    @Test func rowsOfOnePersonOrOfAllAreThoseOfTheReferenceFromEveryPlace() async throws {
        try await fill(60)
        for person in [nil, PersonKey(1), PersonKey(2), PersonKey(3)] {
            for before in [nil, 0, 1, 2, 30, 60, 61, 1_000] as [Int64?] {
                for limit in [1, 7, 100] {
                    let found = try await log.rows(about: person, before: before, limit: limit)
                    let wanted = try await memory.rows(about: person, before: before, limit: limit)
                    #expect(found.map(\.number) == wanted.map(\.number))
                    #expect(found.map(\.row) == wanted.map(\.row))
                }
            }
        }
        for number in [-1, 0, 1, 33, 60, 61] as [Int64] {
            #expect(try await log.row(number) == memory.row(number))
        }
        try await log.close()
    }

    @Test func theFirstRowOfATimeIsFoundByHalving() async throws {
        #expect(try await log.number(from: ServerTime(microseconds: 5)) == 1)
        try await fill(57)
        for second in [-5, 0, 1, 2, 28, 56, 57, 58, 1_000] as [Int64] {
            for offset in [-1, 0, 1] as [Int64] {
                let time = ServerTime(microseconds: second * 1_000_000 + offset)
                #expect(try await log.number(from: time) == memory.number(from: time))
            }
        }
        try await log.close()
    }

    @Test func deletedRowsAreNotReadAndTimesAreFoundAroundThem() async throws {
        try await fill(40)
        try await log.close()
        let file = try DatabaseQueue(path: AccessFiles(directory: directory.path).database)
        try await file.write { (database: Database) throws -> Void in
            for person in [nil, PersonKey(1), PersonKey(2), PersonKey(9)] {
                _ = try AuditTable.forget(
                    about: person,
                    before: ServerTime(microseconds: 11_000_000),
                    limit: 100,
                    in: database
                )
            }
        }
        try await file.read { database in
            let least = try AuditTable.rows(about: nil, before: nil, limit: 100, in: database).map(\.number).min()
            #expect(least == 11)
            let dropped = try AuditTable.row(5, in: database)
            #expect(dropped == nil)
            let kept = try AuditTable.row(11, in: database)
            #expect(kept != nil)
            let first = try AuditTable.number(from: ServerTime(microseconds: 20_000_000), in: database)
            #expect(first == 20)
            let before = try AuditTable.number(from: ServerTime(microseconds: 1_000_000), in: database)
            #expect(before <= 11)
        }
    }

    @Test func aFileOfBeforeRetentionIsBroughtUpToDate() async throws {
        try await fill(3)
        try await log.close()
        let file = try DatabaseQueue(path: AccessFiles(directory: directory.path).database)
        try await file.writeWithoutTransaction { database in
            try database.execute(sql: "DROP INDEX audit_nobody; PRAGMA user_version = 1")
            try AccessFiles.migrate(database)
            try AccessFiles.migrate(database)
        }
        #expect(try await file.read { try AuditTable.rows(about: nil, before: nil, limit: 9, in: $0).count } == 3)
    }

    @Test func rowsAboutEndedRecordsAndNobodyAreDeletedWhileOthersAreWritten() async throws {
        try await fill(60)
        let old = try await log.rows(about: nil, before: nil, limit: 100).filter {
            $0.row.at.microseconds < 41_000_000 && ($0.row.person == nil || $0.row.person == PersonKey(2))
        }
        let count = try await log.forget(about: [PersonKey(2)], before: ServerTime(microseconds: 41_000_000))
        #expect(count == old.count && count > 10)
        try await log.record(Sample.row(61), keeping: nil)
        #expect(try await log.rows(about: PersonKey(1), before: nil, limit: 100).count > 5)
        #expect(try await log.rows(about: nil, before: nil, limit: 100).count == 61 - count)
        #expect(try await log.forget(about: [PersonKey(2)], before: ServerTime(microseconds: 41_000_000)) == 0)
        try await log.close()
        let store = try DatabaseQueue(path: StoreFiles(directory: directory.path).database)
        try store.close()
        let found = try #require(try AuditReader(directory: directory.path).verify().first { $0.book == .access })
        #expect(found.fault == nil)
        #expect(found.rows == 61)
        #expect(found.deleted == Int64(count))
    }

    /// Not a walk through the rows of others: the index by person ends with the number.
    @Test func readingIsAWalkOfOneIndex() async throws {
        try await fill(5)
        try await log.close()
        let file = try DatabaseQueue(path: AccessFiles(directory: directory.path).database)
        try await file.read { (database: Database) throws -> Void in
            func plan(_ condition: String) throws -> String {
                try Row.fetchAll(
                    database,
                    sql: "EXPLAIN QUERY PLAN SELECT number, body FROM audit WHERE number < 9\(condition) "
                        + "AND salt IS NOT NULL ORDER BY number DESC LIMIT 3"
                ).map { $0["detail"] as String }.joined(separator: "; ")
            }
            let one = try plan(" AND person = 1")
            #expect(one == "SEARCH audit USING INDEX audit_person (person=? AND rowid<?)")
            let other = try plan("")
            #expect(other == "SEARCH audit USING INTEGER PRIMARY KEY (rowid<?)")
        }
    }
}
