import GRDB
import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// Makes what replicas are fed from again, from units, versions and scopes, and names what is otherwise in the store.
struct SyncCheck {
    private let database: Database
    /// Nil: the secret is not there, so sums are not checked.
    private let keys: SyncKeys?
    private let found: (String) -> Void

    /// Does nothing for a store that was not opened since there are replicas, and settings that close units to them.
    static func run(_ database: Database, secret: [UInt8]?, found: @escaping (String) -> Void) throws {
        let version = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
        guard version >= 4 else { return }
        func fact(_ name: String) throws -> String? {
            try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] }
        }
        guard try fact("sync.generation") != nil else { return }
        let epoch = try fact("epoch") ?? ""
        var keys = secret.map { SyncKeys(secret: $0, epoch: epoch) }
        // A restored store has the sums of its old epoch until it is opened.
        if try keys?.mark != fact("sync.mark") { keys = nil }
        let check = Self(database: database, keys: keys, found: found)
        try check.visibility()
        try check.touched(floor: fact("sync.floor").flatMap { Int64($0) } ?? 0)
        try check.sums()
    }

    // MARK: Units

    private func visibility() throws {
        let units = try UnitReading(database)
        let reading = try RawStatement.own(
            """
            SELECT u.key, u.person, u.withdrawn, u.pos, u.at, max(u.held, u.closed),
            (SELECT count(*) FROM visibility v WHERE v.person = u.person AND v.unit = u.key AND v.pos_to IS NULL)
            FROM unit u WHERE u.class = 1 AND u.person IS NOT NULL AND u.pos > 0
            """,
            in: database
        )
        try reading.forEach { row in
            let unit = UnitKey(row.integer(0))
            let body =
                row.integer(5) != 0
                ? nil
                : try units.body(of: unit, at: LogPosition(row.integer(3)), isWithdrawn: row.integer(2) != 0)
            guard row.integer(6) == (body == nil ? 0 : 1) else {
                found("unit \(unit.rawValue): \(body == nil ? "seen, and is not to be" : "not seen, and is to be")")
                return true
            }
            guard let body else { return true }
            guard let element = try units.element(of: unit, at: LogPosition(.max)) else {
                found("unit \(unit.rawValue): its hash is missing")
                return true
            }
            if element.hash != UnitBody.hash(body) { found("unit \(unit.rawValue): its hash is another") }
            if (element.position.rawValue, element.at.microseconds) != (row.integer(3), row.integer(4))
                || element.isWithdrawn != (row.integer(2) != 0)
            {
                found("unit \(unit.rawValue): its hash is of another version")
            }
            return true
        }
        let foreign = try database.rows(
            """
            SELECT v.unit FROM visibility v LEFT JOIN unit u ON u.key = v.unit
            WHERE (u.key IS NULL AND v.pos_to IS NULL) OR (u.key IS NOT NULL AND (u.person IS NOT v.person OR u.class <> 1))
            OR v.pos_to <= v.pos_from LIMIT 30
            """
        ) { $0[0] as Int64 }
        for unit in foreign { found("unit \(unit): seen where it cannot be") }
    }

    // MARK: Lines of scopes

    /// The last change of each line stands at its last change, and the last change of each replica has its stamp.
    private func touched(floor: Int64) throws {
        let reading = try RawStatement.own(
            """
            SELECT s.replica, s.person, s.touched, max(s.pos_from, s.told, coalesce(s.pos_to, 0),
                coalesce((SELECT max(e.pos) FROM visibility v JOIN unit_element e ON e.unit = v.unit
                    WHERE v.person = s.person AND e.pos >= v.pos_from AND (v.pos_to IS NULL OR e.pos < v.pos_to)
                    AND e.pos >= s.pos_from AND (s.pos_to IS NULL OR e.pos < s.pos_to)), 0),
                coalesce((SELECT max(v.pos_from) FROM visibility v WHERE v.person = s.person
                    AND v.pos_from >= s.pos_from AND (s.pos_to IS NULL OR v.pos_from < s.pos_to)), 0),
                coalesce((SELECT max(v.pos_to) FROM visibility v WHERE v.person = s.person
                    AND v.pos_to > s.pos_from AND (s.pos_to IS NULL OR v.pos_to < s.pos_to)), 0))
            FROM scope s
            """,
            in: database
        )
        try reading.forEach { row in
            let (kept, last) = (row.integer(2), row.integer(3))
            if kept < last || kept > max(last, floor) {
                found("replica \(row.integer(0)): person \(row.integer(1)) changed at \(last), not at \(kept)")
            }
            return true
        }
        let unstamped = try database.rows(
            """
            SELECT s.replica FROM scope s GROUP BY s.replica HAVING max(s.touched) >
            coalesce((SELECT max(pos) FROM replica_change c WHERE c.replica = s.replica), 0)
            """
        ) { $0[0] as Int64 }
        for replica in unstamped { found("replica \(replica): its last change has no stamp") }
        let numbers = try database.rows(
            """
            SELECT c.replica FROM replica_change c JOIN log l ON l.pos = c.pos
            WHERE c.ms <> l.at / 1000 OR c.number < 0 LIMIT 30
            """
        ) { $0[0] as Int64 }
        for replica in numbers { found("replica \(replica): a stamp is of another time") }
    }

    // MARK: Sums

    private func sums() throws {
        guard let keys else { return }
        let sums = try PersonSums(database, keys: keys, units: UnitReading(database))
        var expected: [PersonKey: UnitSum] = [:]
        for person in try database.rows(
            "SELECT DISTINCT person FROM scope WHERE pos_to IS NULL",
            [],
            { PersonKey($0[0]) }
        ) {
            let sum: UnitSum
            do {
                sum = try sums.counted(of: person, at: LogPosition(.max))
            } catch let error as SvarError {
                found("person \(person.rawValue): \(error.message)")
                continue
            }
            expected[person] = sum
            if try sums.kept(of: person) != sum { found("person \(person.rawValue): the sum is another") }
            let name = try sums.wireKey(of: person).blob
            let named = try database.first("SELECT person FROM person_wire WHERE key = ?", [name]) { $0[0] as Int64 }
            if named != person.rawValue { found("person \(person.rawValue): not found by name") }
        }
        let kept = try database.rows("SELECT person FROM person_sum") { PersonKey($0[0]) }
        for person in kept where expected[person] == nil { found("person \(person.rawValue): a sum, and no scope") }
        for replica in try database.rows(
            "SELECT key, units, sum FROM replica",
            [],
            { ($0[0] as Int64, $0[1] as Int, try $0.bytes(2)) }
        ) {
            var total = UnitSum()
            let persons = try database.rows(
                "SELECT person FROM scope WHERE replica = ? AND pos_to IS NULL",
                [replica.0]
            ) { PersonKey($0[0]) }
            for person in persons { total += expected[person] ?? UnitSum() }
            if (total.count, total.digest.bytes) != (replica.1, replica.2) {
                found("replica \(replica.0): the sum is another")
            }
        }
    }
}
