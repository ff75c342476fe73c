import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// How many units, and their sum.
struct UnitSum: Equatable {
    var count = 0
    var digest = SyncDigest.zero

    static func += (a: inout Self, b: Self) {
        a.count += b.count
        a.digest += b.digest
    }

    static func -= (a: inout Self, b: Self) {
        a.count -= b.count
        a.digest -= b.digest
    }
}

/// Sums of persons: those kept for the head of the log, and any other, made from what is stored.
struct PersonSums {
    private let keys: SyncKeys
    private let patient: RawStatement
    private let kept: RawStatement
    private let visible: RawStatement
    private let units: UnitReading

    init(_ database: Database, keys: SyncKeys, units: UnitReading) throws {
        self.keys = keys
        self.units = units
        patient = try RawStatement("SELECT patient FROM person WHERE key = ?", in: database)
        kept = try RawStatement("SELECT units, sum FROM person_sum WHERE person = ?", in: database)
        visible = try RawStatement(
            """
            SELECT unit FROM visibility WHERE person = ?1 AND pos_from <= ?2 AND (pos_to IS NULL OR pos_to > ?2)
            ORDER BY unit
            """,
            in: database
        )
    }

    func patientID(of person: PersonKey) throws -> String {
        patient.bind(1, person.rawValue)
        defer { patient.reset() }
        guard try patient.step() else { throw SvarError(.storeFailed, "no such person") }
        return patient.text(0)
    }

    func wireKey(of person: PersonKey) throws -> WireKey { keys.person(try patientID(of: person)) }

    /// As of the head of the log; nil when nothing is kept, since the person is in no scope.
    func kept(of person: PersonKey) throws -> UnitSum? {
        kept.bind(1, person.rawValue)
        defer { kept.reset() }
        guard try kept.step() else { return nil }
        guard let digest = SyncDigest(bytes: kept.bytes(1)) else {
            throw SvarError(.storeUnusable, "a sum of units is damaged")
        }
        return UnitSum(count: Int(kept.integer(0)), digest: digest)
    }

    /// Counted from the units' versions.
    func counted(of person: PersonKey, at position: LogPosition) throws -> UnitSum {
        let wire = try wireKey(of: person)
        var sum = UnitSum()
        visible.bind(1, person.rawValue)
        visible.bind(2, position.rawValue)
        try visible.forEach { row in
            let unit = UnitKey(row.integer(0))
            guard let element = try units.element(of: unit, at: position) else {
                throw SvarError(.storeUnusable, "unit \(unit.rawValue) has no version that is seen")
            }
            sum += self.element(unit, of: wire, element)
            return true
        }
        return sum
    }

    func element(_ unit: UnitKey, of person: WireKey, _ element: UnitReading.Element) -> UnitSum {
        UnitSum(count: 1, digest: keys.element(unit, of: person, version: element.at, hash: element.hash))
    }
}
