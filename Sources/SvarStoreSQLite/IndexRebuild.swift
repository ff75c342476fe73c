import Foundation
import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Makes the index again when the rule that makes its rows is another than the one they were made by. Done in steps that
/// are each kept: after a kill it goes on where it was.
struct IndexRebuild {
    private let database: Database
    private let index: StoreIndex
    private let isSandbox: Bool

    private static let step = 1_000

    init(_ database: Database, index: StoreIndex, isSandbox: Bool) {
        self.database = database
        self.index = index
        self.isSandbox = isSandbox
    }

    private func fact(_ name: String) throws -> Int? {
        try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] as String }.flatMap { Int($0) }
    }

    private func set(_ name: String, _ value: Int) throws {
        try database.run(
            "INSERT INTO metadata (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            [name, String(value)]
        )
    }

    func runIfNeeded(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        guard try fact("index.generation") != index.generation else { return }
        if try fact("index.target") != index.generation {
            try database.inTransaction(.immediate) {
                try database.execute(
                    sql: "DELETE FROM search_index; DELETE FROM metadata WHERE name = 'index.generation'"
                )
                try set("index.target", index.generation)
                try set("index.done", 0)
                return .commit
            }
        }
        let total = try database.first("SELECT max(key) FROM resource") { $0[0] as Int? ?? 0 } ?? 0
        var done = try fact("index.done") ?? 0
        while done < total {
            try database.inTransaction(.immediate) {
                done = try next(after: done) ?? total
                try set("index.done", done)
                return .commit
            }
            progress(done, total)
        }
        try database.inTransaction(.immediate) {
            try set("index.generation", index.generation)
            // Rows of earlier versions were not made again.
            try set("index.floor", try database.first("SELECT max(pos) FROM log") { $0[0] as Int? ?? 0 } ?? 0)
            try database.run("DELETE FROM metadata WHERE name IN ('index.target', 'index.done')")
            return .commit
        }
    }

    /// Makes the rows of the next resources; gives the last of them, or nil when there were none.
    private func next(after key: Int) throws -> Int? {
        let found = try database.rows(
            "\(Select.current) WHERE r.key > ? ORDER BY r.key LIMIT ?",
            [key, Self.step]
        ) {
            (
                version: try ResourceVersion($0), typeClass: try HostedType.Class(number: $0[12]),
                producer: Producer($0[14]).beforeErasure
            )
        }
        var numbers: [Producer: Int64] = [:]
        var rows: [(row: StoredRow, resource: Int64, position: Int64)] = []
        for (version, typeClass, producer) in found {
            let facts = version.isDeleted ? IndexFacts.none : try IndexFacts(index.rows(version))
            try database.run("UPDATE resource SET facts = ? WHERE key = ?", [Data(facts.encoded), version.key])
            guard !version.isDeleted else { continue }
            let number =
                try numbers[producer]
                ?? database.first("SELECT number FROM producer WHERE name = ?", [producer.rawValue]) {
                    $0[0] as Int64
                }
            guard let number else { throw SvarError(.storeUnusable, "a producer has no number") }
            numbers[producer] = number
            let isOpen = typeClass == .directory || typeClass == .conformance
            let places = RowPlaces(
                index: index,
                isSandbox: isSandbox,
                cluster: version.person?.rawValue ?? Cluster.nobody,
                identifiers: isOpen ? Cluster.directory : Cluster.identifiers(of: number),
                type: version.type
            )
            for row in facts.rows.flatMap(places.of) + places.membership + places.updated(version.stamp.at.microseconds)
            {
                rows.append((row, version.key, version.stamp.position.rawValue))
            }
        }
        rows.sort {
            ($0.row.cluster, $0.row.slot, $0.row.value, $0.resource) < (
                $1.row.cluster, $1.row.slot, $1.row.value, $1.resource
            )
        }
        let writer = try IndexWriter(database)
        for (row, resource, position) in rows { try writer.open(row, resource, from: position) }
        return (found.last?.version.key).map(Int.init)
    }
}
