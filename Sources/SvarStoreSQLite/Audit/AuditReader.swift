import Foundation
import GRDB
package import SvarDomain
package import SvarStore

/// Reads both parts of the log of use, also while a process serves the store. Blocks: not for the cooperative pool.
package struct AuditReader {
    /// Where a row stands.
    package enum Book: String, Sendable, Hashable, CaseIterable {
        /// Reads, refusals and searches.
        case access
        /// Writes, in the store itself.
        case store
    }

    /// One row as it is listed.
    package struct Entry: Sendable, Hashable {
        package let book: Book
        package let number: Int64
        package let row: AuditRow
        /// The id of the Patient that the row's person is known by.
        package let patient: String?
    }

    /// Which rows are listed.
    package struct Filter: Sendable, Hashable {
        /// About the person of this Patient.
        package var patient: String?
        /// By whom: the actor's, the client's or the organisation's identifier.
        package var actor: String?
        package var request: String?
        package var since: ServerTime?
        package var limit: Int
        package init(
            patient: String? = nil,
            actor: String? = nil,
            request: String? = nil,
            since: ServerTime? = nil,
            limit: Int = 100
        ) {
            self.patient = patient
            self.actor = actor
            self.request = request
            self.since = since
            self.limit = limit
        }

        func takes(_ row: AuditRow) -> Bool {
            if let since, row.at < since { return false }
            if let request, row.request != request { return false }
            guard let actor else { return true }
            return [row.actor.id, row.actor.client, row.actor.organisation].contains(actor)
        }
    }

    /// What following a chain found.
    package struct Verification: Sendable, Hashable {
        package let book: Book
        /// Rows that were followed, those that retention deleted among them.
        package var rows: Int64 = 0
        package var deleted: Int64 = 0
        /// The first place that does not fit; nil when all do.
        package var fault: Fault?
    }

    package struct Fault: Sendable, Hashable {
        package let number: Int64
        package let text: String
    }

    private let files: StoreFiles

    /// - Throws: `storeUnusable` when there is no store in the directory.
    package init(directory: String) throws(SvarError) {
        files = StoreFiles(directory: directory)
        guard FileManager.default.fileExists(atPath: files.database) else {
            throw SvarError(.storeUnusable, "there is no store here")
        }
    }

    /// The newest rows first.
    package func list(_ filter: Filter) throws(SvarError) -> [Entry] {
        try typed {
            try read(.store) { store in
                var person: Int64?
                if let patient = filter.patient {
                    person = try store.first("SELECT person FROM person_patient WHERE id = ?", [patient]) { $0[0] }
                    if person == nil { return [] }
                }
                let access = try read(.access) { try rows(.access, person, filter, $0) } ?? []
                let all = try rows(.store, person, filter, store) + access
                let newest = all.sorted { $0.row.at > $1.row.at }.prefix(filter.limit)
                return try newest.map { book, number, row in
                    let patient = try row.person.flatMap { key in
                        try store.first("SELECT patient FROM person WHERE key = ?", [key.rawValue]) { $0[0] as String }
                    }
                    return Entry(book: book, number: number, row: row, patient: patient)
                }
            } ?? []
        }
    }

    /// Follows both chains from their first row to their last.
    package func verify() throws(SvarError) -> [Verification] {
        try typed {
            try Book.allCases.map { book in
                try read(book) { try follow(book, $0) } ?? Verification(book: book)
            }
        }
    }

    /// How far a row's time may lie behind that of a later row: requests take time between the two.
    private static let slack: Int64 = 600_000_000

    private func rows(_ book: Book, _ person: Int64?, _ filter: Filter, _ database: Database) throws -> [(
        book: Book, number: Int64, row: AuditRow
    )] {
        guard try Self.hasTable(database) else { return [] }
        let condition = person == nil ? "" : " AND person = ?"
        let cursor = try Row.fetchCursor(
            database,
            sql: "SELECT number, body FROM audit WHERE salt IS NOT NULL\(condition) ORDER BY number DESC",
            arguments: person.map { [$0] } ?? []
        )
        var found: [(book: Book, number: Int64, row: AuditRow)] = []
        while found.count < filter.limit, let stored = try cursor.next() {
            guard let row = AuditRow(encoded: try stored.bytes(1)) else {
                throw SvarError(.storeUnusable, "row \(stored[0] as Int64) of the log of use cannot be read")
            }
            if let since = filter.since, row.at.microseconds < since.microseconds - Self.slack { break }
            if filter.takes(row) { found.append((book, stored[0], row)) }
        }
        return found
    }

    private func follow(_ book: Book, _ database: Database) throws -> Verification {
        var found = Verification(book: book)
        guard try Self.hasTable(database) else { return found }
        let cursor = try Row.fetchCursor(
            database,
            sql: "SELECT number, person, salt, body, commitment FROM audit ORDER BY number"
        )
        var previous = AuditChain.start
        while let stored = try cursor.next() {
            let number = stored[0] as Int64
            func fault(_ text: String) -> Verification {
                found.fault = Fault(number: number, text: text)
                return found
            }
            guard number == found.rows + 1 else { return fault("a row is missing before it") }
            let body = try stored.bytes(3)
            let leaf: [UInt8]
            if stored.hasNull(atIndex: 2) {
                guard body.count == 32 else { return fault("what is left of a deleted row is damaged") }
                leaf = body
                found.deleted += 1
            } else {
                guard let row = AuditRow(encoded: body) else { return fault("it cannot be read") }
                guard row.person?.rawValue == stored[1] as Int64? else {
                    return fault("it stands under another person")
                }
                leaf = AuditChain.leaf(try stored.bytes(2), body)
            }
            previous = AuditChain.commitment(of: leaf, previous: previous)
            guard try stored.bytes(4) == previous else { return fault("it, or a row before it, was changed") }
            found.rows = number
        }
        return found
    }

    private static func hasTable(_ database: Database) throws -> Bool {
        try database.first("SELECT 1 FROM sqlite_schema WHERE name = 'audit'") { _ in true } ?? false
    }

    /// One snapshot of a part; nil when the file is not there.
    private func read<T>(_ book: Book, _ body: (Database) throws -> T) throws -> T? {
        let path = book == .store ? files.database : AccessFiles(directory: files.directory).database
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let connection = try Readers.connect(path, number: 0, cacheKiB: 2_048)
        defer {
            // Nothing was written: a failure to close loses nothing.
            try? connection.close()
        }
        return try connection.read(body)
    }

    private func typed<T>(_ body: () throws -> T) throws(SvarError) -> T {
        do {
            return try body()
        } catch {
            throw SvarError.store(error) as? SvarError ?? SvarError(.storeFailed, "the log of use cannot be read")
        }
    }
}
