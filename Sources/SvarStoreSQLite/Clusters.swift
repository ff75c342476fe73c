import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Parts of the index, each stored together: one for each person (its key), one for what is nobody's, and those by which
/// something is found without naming a person.
enum Cluster {
    static let nobody: Int64 = 0
    /// Sandbox stores only: type, time of change and what else `StoreIndex.everywhere` names, of the whole store.
    static let everything: Int64 = -1
    /// Identifiers of the directory and of conformance resources, which everyone finds.
    static let directory: Int64 = -2
    /// Identifiers of one producer's resources.
    static func identifiers(of producer: Int64) -> Int64 { -2 - producer }

    static func isPerson(_ cluster: Int64) -> Bool { cluster > 0 }
}

/// Slots of the store's own rows; SvarSearch's begin at 8. A negative slot holds the intervals of its opposite by their
/// ends.
enum OwnSlot {
    /// The value is the type's number.
    static let membership = Int64(Slot.membership.rawValue)
    /// The value is the time of the current version, the extra the type's number.
    static let updated: Int64 = 1
}

/// A row as it lies in the index.
struct StoredRow {
    var cluster: Int64
    var slot: Int64
    var value: IndexKey
    var extra: IndexKey
    var part: Int64
}

/// Where the rows of one resource go.
struct RowPlaces {
    let index: StoreIndex
    let isSandbox: Bool
    /// The person, or nobody.
    let cluster: Int64
    /// Where identifiers of the unit are found.
    let identifiers: Int64
    let type: HostedType

    func of(_ row: IndexRow) -> [StoredRow] {
        var places: [StoredRow] = []
        each(row) { places.append($0) }
        return places
    }

    /// Calls `body` with each place of a row.
    func each(_ row: IndexRow, _ body: (StoredRow) throws -> Void) rethrows {
        guard !isAsked(row) else { return }
        let slot = Int64(row.slot.rawValue)
        var place = StoredRow(cluster: cluster, slot: slot, value: row.value, extra: row.extra, part: Int64(row.part))
        try body(place)
        if index.identifiers.contains(row.slot) {
            place.cluster = identifiers
            try body(place)
        }
        let isEverywhere = isSandbox && index.everywhere.contains(row.slot)
        if isEverywhere {
            place.cluster = Cluster.everything
            try body(place)
        }
        guard case .integer = row.value, case .integer = row.extra, index.intervals.contains(row.slot) else { return }
        place = StoredRow(cluster: cluster, slot: -slot, value: row.extra, extra: row.value, part: Int64(row.part))
        try body(place)
        if isEverywhere {
            place.cluster = Cluster.everything
            try body(place)
        }
    }

    /// Whether a row stands in the facts alone.
    func isAsked(_ row: IndexRow) -> Bool { Cluster.isPerson(cluster) && index.asked.contains(row.slot) }

    private func inOwnClusters(_ slot: Int64, _ value: IndexKey, _ extra: IndexKey) -> [StoredRow] {
        (isSandbox ? [cluster, Cluster.everything] : [cluster]).map {
            StoredRow(cluster: $0, slot: slot, value: value, extra: extra, part: 0)
        }
    }

    var membership: [StoredRow] {
        inOwnClusters(OwnSlot.membership, .integer(Int64(type.number)), .text(""))
    }

    func updated(_ at: Int64) -> [StoredRow] {
        inOwnClusters(OwnSlot.updated, .integer(at), .integer(Int64(type.number)))
    }
}

/// Adds and ends rows of the index.
struct IndexWriter {
    private let insertion: RawStatement
    private let ending: RawStatement
    private let past: RawStatement

    init(_ database: Database) throws {
        insertion = try RawStatement(
            """
            INSERT INTO search_index (cluster, slot, value, extra, part, resource, pos_from)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            in: database
        )
        ending = try RawStatement(
            """
            UPDATE search_index SET pos_to = ?7 WHERE cluster = ?1 AND slot = ?2 AND value = ?3 AND extra = ?4
            AND part = ?5 AND resource = ?6 AND pos_to IS NULL
            """,
            in: database
        )
        past = try RawStatement(
            """
            INSERT INTO search_index (cluster, slot, value, extra, part, resource, pos_from, pos_to)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database
        )
    }

    /// Keeps a row that stood in the facts of an earlier version alone, for the same pages.
    func keep(_ row: IndexRow, in cluster: Int64, _ resource: Int64, from: Int64, to position: Int64) throws {
        past.bind(8, position)
        let slot = Int64(row.slot.rawValue)
        let row = StoredRow(cluster: cluster, slot: slot, value: row.value, extra: row.extra, part: Int64(row.part))
        try Self.run(past, row, resource, from)
    }

    /// Binds a row, its resource and one number more, and runs the statement.
    static func run(_ statement: RawStatement, _ row: StoredRow, _ resource: Int64, _ position: Int64) throws {
        statement.bind(1, row.cluster)
        statement.bind(2, row.slot)
        statement.bind(3, row.value)
        statement.bind(4, row.extra)
        statement.bind(5, row.part)
        statement.bind(6, resource)
        statement.bind(7, position)
        try statement.run()
    }

    func open(_ row: StoredRow, _ resource: Int64, from position: Int64) throws {
        try Self.run(insertion, row, resource, position)
    }

    /// The row stays for pages of searches that began earlier (decision 43).
    func close(_ row: StoredRow, _ resource: Int64, at position: Int64) throws {
        try Self.run(ending, row, resource, position)
    }
}
