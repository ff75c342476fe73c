import GRDB
import SvarDomain
import SvarFHIR
import SvarStore

/// Selections of whole records and how their rows are read.
enum Select {
    /// A resource (`r`) with its unit (`u`) and one version (`v`).
    static let version = """
        SELECT r.key, r.type, r.id, r.unit, u.person, v.name, v.pos, v.at, v.deleted, v.stamp_offset, v.attachment,
            v.body, u.class, u.held, u.producer, r.item, v.key
        """
    static let fromCurrent = "FROM resource r JOIN unit u ON u.key = r.unit JOIN version v ON v.key = r.version"
    static let current = "\(version) \(fromCurrent)"
    static let unit = """
        SELECT key, person, producer, regime, class, provider, report, held, withdrawn, pos, at, closed FROM unit
        """
}

extension HostedType.Class {
    /// What the store keeps for a class; never changes.
    var number: Int {
        switch self {
        case .member: 1
        case .personBound: 2
        case .directory: 3
        case .conformance: 4
        }
    }

    init(number: Int) throws {
        switch number {
        case 1: self = .member
        case 2: self = .personBound
        case 3: self = .directory
        case 4: self = .conformance
        default: throw SvarError(.storeUnusable, "a unit has an unknown class")
        }
    }
}

/// The columns of a row, by their places: one of GRDB's, or the one a raw statement stands on.
protocol Columns {
    func isNull(_ column: Int32) -> Bool
    func integer(_ column: Int32) -> Int64
    func text(_ column: Int32) -> String
    /// Copied once; empty for NULL.
    func blob(_ column: Int32) throws -> [UInt8]
}

extension Columns {
    func optional(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}

extension RawStatement: Columns {
    func blob(_ column: Int32) -> [UInt8] { bytes(column) }
}

extension Row: Columns {
    func isNull(_ column: Int32) -> Bool { hasNull(atIndex: Int(column)) }
    func integer(_ column: Int32) -> Int64 { self[Int(column)] }
    func text(_ column: Int32) -> String { self[Int(column)] }
    func blob(_ column: Int32) throws -> [UInt8] { try bytes(Int(column)) }
}

extension ResourceVersion {
    /// From a row of `Select.version`.
    init(_ row: some Columns) throws {
        guard let type = HostedType(number: Int(row.integer(1))) else {
            throw SvarError(.storeUnusable, "a resource has an unknown type")
        }
        self.init(
            key: row.integer(0),
            number: row.integer(16),
            type: type,
            id: row.text(2),
            unit: UnitKey(row.integer(3)),
            person: row.optional(4).map(PersonKey.init),
            versionID: row.text(5),
            stamp: Stamp(
                position: LogPosition(row.integer(6)),
                at: ServerTime(microseconds: row.integer(7))
            ),
            isDeleted: row.integer(8) != 0,
            body: try row.blob(11),
            stampOffset: Int(row.integer(9)),
            attachment: row.optional(10).map(AttachmentKey.init)
        )
    }
}

extension Scope {
    /// Whether a row of `Select.version` may be given by a read that names it.
    func shows(_ row: some Columns) throws -> Bool {
        if case .everything = self { return true }
        return shows(
            UnitKey(row.integer(3)),
            try HostedType.Class(number: Int(row.integer(12))),
            person: row.optional(4).map(PersonKey.init),
            isHeld: row.integer(13) != 0,
            producer: Producer(row.text(14))
        )
    }
}

extension UnitRecord {
    /// From a row of `Select.unit`.
    init(_ row: Row) throws {
        guard let regime = Regime(rawValue: row[3]) else {
            throw SvarError(.storeUnusable, "a unit has an unknown regime")
        }
        let producer = Producer(row[2])
        let person = (row[1] as Int64?).map(PersonKey.init)
        var report: ReportKey?
        if let provider = row[5] as String?, let id = row[6] as String?, let person {
            report = ReportKey(producer: producer, serviceProvider: provider, reportID: id, person: person)
        }
        self.init(
            key: UnitKey(row[0]),
            person: person,
            producer: producer,
            regime: regime,
            typeClass: try HostedType.Class(number: row[4]),
            report: report,
            state: UnitState(isHeld: row[7], isWithdrawn: row[8], isClosed: row[11]),
            stamp: Stamp(position: LogPosition(row[9]), at: ServerTime(microseconds: row[10]))
        )
    }
}
