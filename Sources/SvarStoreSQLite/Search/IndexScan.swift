import GRDB
import SvarDomain
import SvarSearch

/// Rows of one slot of one cluster within a range, that were there at a position.
struct IndexScan {
    let cluster: Int64
    let slot: Int64
    let range: KeyRange
    /// Whether a row counts; asked with value and extra the right way round. Nil: it does.
    let test: RowTest?

    init(_ cluster: Int64, _ slot: Int64, _ range: KeyRange, _ test: RowTest? = nil) {
        self.cluster = cluster
        self.slot = slot
        self.range = range
        self.test = test
    }

    private static func condition(_ range: KeyRange) -> String {
        """
        FROM search_index WHERE cluster = ?1 AND slot = ?2\(range.lower == nil ? "" : " AND value >= ?3")\
        \(range.upper == nil ? "" : " AND value <= ?4")
        """
    }

    static let isThere = "AND pos_from <= ?5 AND (pos_to IS NULL OR pos_to > ?5)"

    private func bind(_ statement: RawStatement) {
        statement.bind(1, cluster)
        statement.bind(2, slot)
        if let lower = range.lower { statement.bind(3, lower) }
        if let upper = range.upper { statement.bind(4, upper) }
    }

    /// Keys of resources, in no order, perhaps more than once.
    func keys(at position: Int64, in database: Database, into keys: inout [Int64], until deadline: Deadline) throws {
        try each(at: position, in: database, until: deadline) { keys.append($0.integer(0)) }
    }

    /// Calls `body` for each row: resource, value, extra.
    func each(
        at position: Int64,
        in database: Database,
        until deadline: Deadline,
        _ body: (RawStatement) throws -> Void
    ) throws {
        let statement = try RawStatement(
            "SELECT resource, value, extra \(Self.condition(range)) \(Self.isThere)",
            in: database
        )
        bind(statement)
        statement.bind(5, position)
        var count = 0
        try statement.forEach { row in
            count &+= 1
            if count & 1_023 == 0 { try deadline.check() }
            if let test {
                let (value, extra) = (row.cell(1), row.cell(2))
                guard slot < 0 ? test.holds(extra, value) : test.holds(value, extra) else { return true }
            }
            try body(row)
            return true
        }
    }

    /// How many rows lie in the range, ended ones too, counted no further than `bound`.
    func size(_ bound: Int, in database: Database) throws -> Int {
        let statement = try RawStatement(
            "SELECT count(*) FROM (SELECT 1 \(Self.condition(range)) LIMIT ?5)",
            in: database
        )
        bind(statement)
        statement.bind(5, Int64(bound))
        var result = 0
        try statement.forEach { row in
            result = Int(row.integer(0))
            return false
        }
        return result
    }
}
