import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// What one replica holds as of a place: what is kept for the head, put right for the persons touched since.
struct ReplicaSums {
    private let database: Database
    private let replica: ReplicaKey
    private let sums: PersonSums
    private let keys: SyncKeys

    init(_ database: Database, _ replica: ReplicaKey, keys: SyncKeys) throws {
        self.database = database
        self.replica = replica
        self.keys = keys
        sums = try PersonSums(database, keys: keys, units: UnitReading(database))
    }

    func total(at position: LogPosition) throws -> UnitSum {
        let found = try database.first("SELECT units, sum FROM replica WHERE key = ?", [replica.rawValue]) {
            (count: $0[0] as Int, digest: SyncDigest(bytes: try $0.bytes(1)))
        }
        guard let found else { throw SvarError(.storeFailed, "no such replica") }
        guard let digest = found.digest else { throw SvarError(.storeUnusable, "a replica's sum is damaged") }
        var total = UnitSum(count: found.count, digest: digest)
        let touched = try database.rows(
            "SELECT person, pos_from, pos_to FROM scope WHERE replica = ? AND touched > ?",
            [replica.rawValue, position.rawValue]
        ) { (person: PersonKey($0[0]), scope: Self.interval($0)) }
        for (person, scope) in touched {
            if scope.to == nil { total -= try kept(person) }
            if scope.contains(position) { total += try sums.counted(of: person, at: position) }
        }
        return total
    }

    func manifest(at position: LogPosition) throws -> [ManifestRow] {
        let statement = try RawStatement(
            """
            SELECT s.person, s.touched, s.pos_to, p.patient, k.units, k.sum
            FROM scope s JOIN person p ON p.key = s.person LEFT JOIN person_sum k ON k.person = s.person
            WHERE s.replica = ?1 AND s.pos_from <= ?2 AND (s.pos_to IS NULL OR s.pos_to > ?2)
            """,
            in: database
        )
        statement.bind(1, replica.rawValue)
        statement.bind(2, position.rawValue)
        var rows: [ManifestRow] = []
        try statement.forEach { row in
            var sum = UnitSum()
            if row.isNull(2), row.integer(1) <= position.rawValue {
                guard !row.isNull(4), let digest = SyncDigest(bytes: row.bytes(5)) else {
                    throw SvarError(.storeUnusable, "a person's sum is missing or damaged")
                }
                sum = UnitSum(count: Int(row.integer(4)), digest: digest)
            } else {
                sum = try sums.counted(of: PersonKey(row.integer(0)), at: position)
            }
            rows.append(ManifestRow(person: keys.person(row.text(3)), count: sum.count, digest: sum.digest))
            return true
        }
        return rows.sorted { $0.person < $1.person }
    }

    private func kept(_ person: PersonKey) throws -> UnitSum {
        guard let sum = try sums.kept(of: person) else { throw SvarError(.storeUnusable, "a person's sum is missing") }
        return sum
    }

    private static func interval(_ row: Row) -> Interval {
        Interval(from: LogPosition(row[1]), to: (row[2] as Int64?).map(LogPosition.init))
    }
}
