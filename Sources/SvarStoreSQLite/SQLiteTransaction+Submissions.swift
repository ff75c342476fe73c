import Foundation
import GRDB
import SvarDomain
import SvarStore

extension SQLiteTransaction {
    func contributions(of unit: UnitKey) throws -> [ContributionRecord] {
        try method {
            try database.rows(
                "SELECT arrival, submission, body FROM contribution WHERE unit = ? ORDER BY arrival",
                [unit.rawValue]
            ) { ContributionRecord(arrival: $0[0], submission: $0[1], body: try $0.bytes(2)) }
        }
    }

    func addContribution(_ body: [UInt8], to unit: UnitKey, submission: Int64) throws {
        try method {
            guard let record = try self.unit(unit) else { throw refuse("no such unit") }
            let exists = try database.first("SELECT 1 FROM submission WHERE number = ?", [submission]) { _ in true }
            guard exists != nil else { throw refuse("no such submission") }
            try database.run(
                """
                INSERT INTO contribution (unit, arrival, submission, body)
                SELECT ?1, 1 + coalesce(max(arrival), 0), ?2, ?3 FROM contribution WHERE unit = ?1
                """,
                [unit.rawValue, submission, Data(body)]
            )
            if let person = record.person { try link(submission, to: person) }
        }
    }

    private static let submission = "SELECT number, producer, message, receipt FROM submission"

    private func record(_ row: Row) throws -> SubmissionRecord {
        SubmissionRecord(number: row[0], producer: Producer(row[1]), messageID: row[2], receipt: try row.bytes(3))
    }

    func submission(producer: Producer, bytes: [UInt8]) throws -> SubmissionRecord? {
        try method {
            try database.first(
                "\(Self.submission) WHERE digest = ? ORDER BY number LIMIT 1",
                [keys.digest(submission: bytes, producer: producer)]
            ) { try record($0) }
        }
    }

    func submissions(producer: Producer, messageID: String) throws -> [SubmissionRecord] {
        try method {
            try database.rows(
                "\(Self.submission) WHERE producer = ? AND message = ? ORDER BY number",
                [producer.rawValue, messageID]
            ) { try record($0) }
        }
    }

    func addSubmission(producer: Producer, messageID: String?, bytes: [UInt8], keepsRaw: Bool) throws -> Int64 {
        try method {
            let number = head.submission.next()
            let raw = keepsRaw ? try keys.seal(bytes, number: number, nonce: environment.randomBytes(12)) : nil
            try database.run(
                """
                INSERT INTO submission (number, producer, message, received, digest, receipt, raw)
                VALUES (?, ?, ?, ?, ?, x'', ?)
                """,
                [
                    number, producer.rawValue, messageID, environment.clock().microseconds,
                    keys.digest(submission: bytes, producer: producer), raw,
                ]
            )
            submissions.append(number)
            return number
        }
    }

    /// Whom a submission is about is known from its contributions, and where it has none from what was written with it: an
    /// erasure finds it by that.
    func linkSubmissions() throws {
        for submission in submissions {
            let linked = try database.first(
                "SELECT 1 FROM submission_person WHERE submission = ? LIMIT 1",
                [submission]
            ) { _ in true }
            guard linked == nil else { continue }
            for person in persons { try link(submission, to: person) }
        }
    }

    private func link(_ submission: Int64, to person: PersonKey) throws {
        try database.run(
            "INSERT OR IGNORE INTO submission_person (person, submission) VALUES (?, ?)",
            [person.rawValue, submission]
        )
    }

    func setReceipt(_ receipt: [UInt8], of submission: Int64) throws {
        try method {
            try database.run("UPDATE submission SET receipt = ? WHERE number = ?", [Data(receipt), submission])
            guard database.changesCount == 1 else { throw refuse("no such submission") }
        }
    }

    func attach(_ bytes: [UInt8], person: PersonKey) throws -> AttachmentKey {
        try method {
            _ = try patientID(of: person)
            let hash = keys.hash(attachment: bytes)
            let known = try database.first(
                "SELECT key FROM attachment WHERE person = ? AND hash = ?",
                [person.rawValue, hash]
            ) { AttachmentKey($0[0]) }
            if let known { return known }
            let key = head.attachment.next()
            try database.run(
                "INSERT INTO attachment (key, person, hash, bytes) VALUES (?, ?, ?, ?)",
                [key, person.rawValue, hash, Data(bytes)]
            )
            return AttachmentKey(key)
        }
    }
}
