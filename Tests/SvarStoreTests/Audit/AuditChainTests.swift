import Foundation
import GRDB
import SvarDomain
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

@testable import SvarStoreSQLite

/// The chain over the rows, and what it shows.
struct AuditChainTests {
    @Test func everyRowIsReadBackFromItsEncoding() {
        for number in -40..<40 {
            let row = Sample.row(number)
            #expect(AuditRow(encoded: row.encoded) == row)
        }
        var extreme = Sample.row(1)
        extreme.at = ServerTime(microseconds: .min)
        extreme.position = LogPosition(.max)
        extreme.actor.id = "Åse 👩‍⚕️ \u{0}"
        #expect(AuditRow(encoded: extreme.encoded) == extreme)
    }

    /// A row as the first release wrote it: without name, role, setting and attestation.
    @Test func rowsOfTheFirstFormatAreReadAndStayInTheChain() throws {
        var row = Sample.row(4)
        row.actor = AuditActor(role: "personnel", id: "91444", client: "journal", organisation: "999")
        row.setting = nil
        // Format 3 with nothing in it is format 1, the number, three empty texts and three absences; 2 is without the last.
        let old = [1] + row.encoded.dropFirst().dropLast(6)
        #expect(row.encoded.suffix(6) == [0, 0, 0, 0, 0, 0])
        #expect(AuditRow(encoded: old) == row)
        #expect(AuditRow(encoded: old + [0]) == nil)
        #expect(AuditRow(encoded: [2] + row.encoded.dropFirst().dropLast()) == row)
        #expect(AuditRow(encoded: [2] + row.encoded.dropFirst()) == nil)
        #expect(AuditRow(encoded: [4] + old.dropFirst()) == nil)
        let found = try verification(rows: 5) { database in
            var head = try AuditTable.head(database)
            let sealed = SealedRow(encoded: old, person: row.person, salt: [UInt8](repeating: 5, count: 16))
            try AuditTable.append(sealed, to: database, head: &head)
            try AuditTable.append(Sample.row(6), to: database, head: &head, salt: [UInt8](repeating: 6, count: 16))
        }
        #expect(found.fault == nil)
        #expect(found.rows == 7)
    }

    /// Any byte of any row, in either part of the log.
    @Test func everyAlteredByteAndEveryMissingRowIsFound() throws {
        for number in Int64(1)...6 {
            let count = Sample.row(Int(number)).encoded.count
            for offset in stride(from: 1, through: count, by: 7) {
                let found = try verification(rows: 6) { database in
                    let body = try #require(
                        try database.first("SELECT body FROM audit WHERE number = ?", [number]) { try $0.bytes(0) }
                    )
                    var changed = body
                    changed[offset - 1] ^= 0x20
                    try database.run("UPDATE audit SET body = ? WHERE number = ?", [Data(changed), number])
                }
                #expect(found.fault?.number == number)
            }
            let found = try verification(rows: 7) { try $0.run("DELETE FROM audit WHERE number = ?", [number]) }
            #expect(found.fault?.number == number + 1)
        }
    }

    @Test func damagedBytesAreNoRowAndNeverACrash() {
        var generator = SeededGenerator(seed: 8)
        let row = Sample.row(7).encoded
        for end in row.indices { #expect(AuditRow(encoded: Array(row[..<end])) == nil) }
        for _ in 0..<20_000 {
            var bytes = row
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = AuditRow(encoded: bytes)
        }
    }

    /// A file with this many rows, and what verifying it after a change finds.
    private func verification(rows: Int, after change: (Database) throws -> Void) throws -> AuditReader.Verification {
        let directory = try TemporaryDirectory()
        let files = StoreFiles(directory: directory.path)
        let file = try DatabaseQueue(path: files.database)
        try file.write { database in
            try database.execute(sql: AuditTable.schema)
            var head = AuditTable.Head()
            let salts = SeededBytes(seed: 4)
            for number in 1...rows {
                try AuditTable.append(Sample.row(number), to: database, head: &head, salt: salts(16))
            }
            try change(database)
        }
        try file.close()
        return try #require(try AuditReader(directory: directory.path).verify().first { $0.book == .store })
    }

    @Test func anUntouchedChainIsWhole() throws {
        let found = try verification(rows: 20) { _ in }
        #expect(found.rows == 20)
        #expect(found.fault == nil)
    }

    @Test(arguments: [
        ("UPDATE audit SET body = (SELECT body FROM audit WHERE number = 3) WHERE number = 7", Int64(7)),
        ("UPDATE audit SET salt = x'00' WHERE number = 7", 7),
        ("UPDATE audit SET commitment = x'00' WHERE number = 7", 7),
        ("UPDATE audit SET person = 99 WHERE number = 7", 7),
        ("DELETE FROM audit WHERE number = 7", 8),
        ("DELETE FROM audit WHERE number = 1", 2),
        ("DELETE FROM audit WHERE number = 7; UPDATE audit SET number = number - 1 WHERE number > 7", 7),
        ("UPDATE audit SET salt = NULL, person = NULL WHERE number = 7", 7),
        ("UPDATE audit SET body = x'01' WHERE number = 7", 7),
    ])
    func aChangedChainNamesTheFirstRowThatDoesNotFit(sql: String, row: Int64) throws {
        let found = try verification(rows: 20) { try $0.execute(sql: sql) }
        #expect(found.fault?.number == row)
        #expect(found.rows < row)
    }

    /// Of one person, or of nobody; what is about others stays.
    @Test(arguments: [PersonKey(4), nil])
    func retentionDeletesRowsAndTheProofStays(person: PersonKey?) throws {
        func row(_ number: Int) -> AuditRow {
            var row = Sample.row(number)
            row.person = number.isMultiple(of: 2) ? PersonKey(4) : number.isMultiple(of: 3) ? nil : PersonKey(5)
            return row
        }
        let time = Sample.row(21).at
        let gone = (2...20).filter { row($0 - 1).person == person }.map { Int64($0) }
        let found = try verification(rows: 1) { database in
            var head = try AuditTable.head(database)
            let salts = SeededBytes(seed: 6)
            for number in 1...30 {
                var row = row(number)
                // The row of this number in the table.
                row.at = Sample.row(number + 1).at
                try AuditTable.append(row, to: database, head: &head, salt: salts(16))
            }
            var count = 0
            while true {
                let step = try AuditTable.forget(about: person, before: time, limit: 3, in: database)
                count += step
                if step < 3 { break }
            }
            #expect(count == gone.count)
            let left = try database.rows("SELECT number, body FROM audit WHERE salt IS NULL ORDER BY number") {
                (number: $0[0] as Int64, body: try $0.bytes(1))
            }
            #expect(left.map(\.number) == gone)
            #expect(left.allSatisfy { AuditRow(encoded: $0.body) == nil })
        }
        #expect(found.fault == nil)
        #expect(found.deleted == Int64(gone.count))
        #expect(found.rows == 31)
    }

    @Test func rowsAreListedNewestFirstAndByWhoAndWhen() throws {
        let directory = try TemporaryDirectory()
        let file = try DatabaseQueue(path: StoreFiles(directory: directory.path).database)
        try file.write { database in
            try database.execute(
                sql: """
                    \(AuditTable.schema)
                    CREATE TABLE person (key INTEGER PRIMARY KEY, patient TEXT NOT NULL);
                    CREATE TABLE person_patient (id TEXT PRIMARY KEY, person INTEGER NOT NULL);
                    INSERT INTO person VALUES (4, 'p-4');
                    INSERT INTO person_patient VALUES ('p-4', 4);
                    """
            )
            var head = AuditTable.Head()
            for number in 1...20 {
                try AuditTable.append(
                    Sample.row(number),
                    to: database,
                    head: &head,
                    salt: [UInt8](repeating: 1, count: 16)
                )
            }
        }
        try file.close()
        let reader = try AuditReader(directory: directory.path)
        func numbers(_ filter: AuditReader.Filter) throws -> [Int64] { try reader.list(filter).map(\.number) }
        #expect(try numbers(.init(limit: 3)) == [20, 19, 18])
        #expect(try numbers(.init(patient: "p-4")) == [4])
        #expect(try numbers(.init(patient: "nobody")) == [])
        #expect(try numbers(.init(actor: "91447")) == [7])
        #expect(try numbers(.init(actor: "journal", since: Sample.row(18).at)) == [20, 19, 18])
        #expect(try numbers(.init(request: "request-5")) == [5])
        #expect(try reader.list(.init(patient: "p-4")).first?.patient == "p-4")
    }
}
