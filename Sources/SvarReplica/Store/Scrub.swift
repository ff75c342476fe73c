import Crypto
import GRDB
package import SvarSync

/// What a scrub found that is not as it should be.
package struct ScrubFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The body cannot be read, or is not what its hash says.
        case body
        /// Count or sum of the person are not those of the rows.
        case sum
        /// The rows of the index are not those that the body gives.
        case index
        /// A unit's row belongs to no person.
        case orphan
        /// A count or sum of the whole is not that of the persons: one of them may be gone, or end at another time.
        case total
    }

    package var kind: Kind
    /// Nil where it is about the whole.
    package var person: WireKey?
    package var unit: WireKey?
}

extension ReplicaStore {
    /// Reads everything again and compares: bodies with their hashes, sums with the rows they are of, the index with
    /// bodies (decision 47). Reads person by person, so that a writer beside it is neither stopped nor misread.
    /// - Parameter isRepairing: persons with something wrong are fetched again at the next run, the index is made again,
    ///   and sums are counted anew
    /// - Returns: what was found.
    package func scrub(
        isRepairing: Bool,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ReplicaError) -> [ScrubFinding] {
        let persons = try read { database in
            try database.bound("SELECT id FROM person ORDER BY id").rows { $0.integer(0) }
        }
        var findings: [ScrubFinding] = []
        for (done, person) in persons.enumerated() {
            findings += try read { try PersonScrub(person, $0)?.findings ?? [] }
            progress(done + 1, persons.count)
        }
        findings += try read { database in
            let orphans = try database.bound("SELECT k FROM unit WHERE person NOT IN (SELECT id FROM person)").rows {
                ScrubFinding(kind: .orphan, unit: WireKey(bytes: $0.bytes(0)))
            }
            let strays = try database.number(
                "SELECT EXISTS (SELECT 1 FROM analysis WHERE unit NOT IN (SELECT id FROM unit WHERE person = analysis.person))"
            )
            let state = try ReplicaState.read(database)
            let key = SymmetricKey(data: state.enrolment?.integrityKey ?? [])
            let isRight = try state.totals == PersonRow.totals(database, key: key)
            return orphans + (strays == 1 ? [ScrubFinding(kind: .index)] : [])
                + (isRight ? [] : [ScrubFinding(kind: .total)])
        }
        if isRepairing, !findings.isEmpty { try mend(findings) }
        return findings
    }

    private func mend(_ findings: [ScrubFinding]) throws(ReplicaError) {
        try write(isErasing: true) { database, _ in
            var state = try ReplicaState.read(database)
            let key = SymmetricKey(data: state.enrolment?.integrityKey ?? [])
            try database.execute(
                sql: """
                    DELETE FROM analysis WHERE unit NOT IN (SELECT id FROM unit WHERE person = analysis.person);
                    DELETE FROM analysis WHERE person NOT IN (SELECT id FROM person);
                    DELETE FROM revision WHERE unit IN
                        (SELECT id FROM unit WHERE person NOT IN (SELECT id FROM person));
                    DELETE FROM unit WHERE person NOT IN (SELECT id FROM person);
                    """
            )
            for person in Set(findings.compactMap(\.person)) {
                let select = try database.bound("SELECT id FROM person WHERE p = ?")
                select.bind(1, person.bytes)
                guard let id = try select.first({ $0.integer(0) }) else { continue }
                let counted = try PersonRow.counted(id, key: key, database)
                let update = try database.bound("UPDATE person SET units = ?, sum = ?, differs = 1 WHERE id = ?")
                update.bind(1, counted.units)
                update.bind(2, counted.sum.bytes)
                update.bind(3, id)
                try update.run()
            }
            state.totals = try PersonRow.totals(database, key: key)
            state.needsReconcile = true
            try state.write(database)
        }
        if findings.contains(where: { $0.kind == .index }) { try rebuildIndex() }
    }

    /// Makes the rows of the index again, from bodies. Those of bodies that cannot be read stay as they are.
    package func rebuildIndex() throws(ReplicaError) {
        var last: Int64 = 0
        var isDone = false
        while !isDone {
            (last, isDone) = try write(isErasing: false) { database, tools in
                try Self.rebuildIndex(after: last, database, &tools)
            }
        }
        try write(isErasing: false) { database, _ in
            let statement = try database.bound("UPDATE replica SET index_version = ?")
            statement.bind(1, ReplicaSchema.indexVersion)
            try statement.run()
        }
    }

    private static func rebuildIndex(
        after last: Int64,
        _ database: Database,
        _ tools: inout Tools
    ) throws -> (last: Int64, isDone: Bool) {
        let select = try database.bound(
            "SELECT id, person, ver, codec, body FROM unit WHERE id > ? ORDER BY id LIMIT 200"
        )
        select.bind(1, last)
        var place = last
        let units = try select.rows { row -> (id: Int64, person: Int64, index: UnitIndex)? in
            place = row.integer(0)
            guard let body = UnitRow.body(row, 3, 4).flatMap(UnitReading.root) else { return nil }
            return (place, row.integer(1), UnitIndex(body: body, version: row.integer(2), tags: &tools.tags))
        }
        let update = try database.bound("UPDATE unit SET time = ? WHERE id = ?")
        for unit in units.compactMap(\.self) {
            try AnalysisRows.delete(person: unit.person, unit: unit.id, database)
            try AnalysisRows.insert(unit.index, person: unit.person, unit: unit.id, database)
            update.bind(1, unit.index.time)
            update.bind(2, unit.id)
            try update.run()
        }
        return (place, units.isEmpty)
    }
}

/// One person, read again.
private struct PersonScrub {
    private(set) var findings: [ScrubFinding] = []

    /// Nil when the person is not there any more.
    init?(_ id: Int64, _ database: Database) throws {
        let state = try ReplicaState.read(database)
        let key = SymmetricKey(data: state.enrolment?.integrityKey ?? [])
        let indexKey = try database.bound("SELECT index_key FROM replica").first { $0.bytes(0) }
        var tags = AnalysisTags(key: indexKey ?? [])
        let select = try database.bound("SELECT p, units, sum FROM person WHERE id = ?")
        select.bind(1, id)
        guard let row = try select.first({ ($0.bytes(0), Int($0.integer(1)), $0.bytes(2)) }) else { return nil }
        let person = WireKey(bytes: row.0)
        var (units, sum) = (0, SyncDigest.zero)
        let bodies = try database.bound("SELECT k, ver, hash, codec, body, time, id FROM unit WHERE person = ?")
        bodies.bind(1, id)
        try bodies.forEach { row in
            units += 1
            guard let unit = WireKey(bytes: row.buffer(0)) else {
                findings.append(ScrubFinding(kind: .body, person: person))
                return true
            }
            let hash = row.bytes(2)
            sum += SyncDigest.element(of: unit, version: row.integer(1), hash: hash, key: key)
            guard let body = UnitRow.body(row, 3, 4), UnitBody.hash(body) == hash, let root = UnitReading.root(of: body)
            else {
                findings.append(ScrubFinding(kind: .body, person: person, unit: unit))
                return true
            }
            let index = UnitIndex(body: root, version: row.integer(1), tags: &tags)
            let stored = try UnitIndex(stored: row.integer(5), person: id, unit: row.integer(6), database)
            if index.time != stored.time || Set(index.analyses) != Set(stored.analyses) {
                findings.append(ScrubFinding(kind: .index, person: person, unit: unit))
            }
            return true
        }
        if units != row.1 || sum.bytes != row.2 { findings.append(ScrubFinding(kind: .sum, person: person)) }
    }
}

extension UnitIndex {
    /// As the index has it.
    init(stored time: Int64, person: Int64, unit: Int64, _ database: Database) throws {
        let select = try database.bound("SELECT place, tag, time FROM analysis WHERE person = ? AND unit = ?")
        select.bind(1, person)
        select.bind(2, unit)
        let rows = try select.rows { row in
            Analysis(place: AnalysisPlace(rawValue: row.integer(0)), tag: row.integer(1), time: row.integer(2))
        }
        self.init(time: time, analyses: rows)
    }

    private init(time: Int64, analyses: [Analysis]) {
        self.time = time
        self.analyses = analyses
    }
}
