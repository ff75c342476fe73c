import Foundation
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarSynthetic
import SvarTesting

@testable import SvarStoreSQLite

/// A store full of persons whose content says whose it is, so that a search of the files finds what is left of one.
struct ErasedWorld {
    let directory: TemporaryDirectory
    let closures: TemporaryDirectory
    let clock = ManualClock()

    init() throws { (directory, closures) = (try TemporaryDirectory(), try TemporaryDirectory()) }

    /// Bodies of settings name their unit by the first eight bytes.
    static let index: StoreIndex = {
        var index = StoreIndex.fixture { _ in [] }
        index.facts = { versions in Array("facts of \(versions.map(\.id).joined())".utf8) }
        index.entryUnits = { _, body, name in
            let named = body.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
            return try bytes(named == 0 ? 0 : name(UnitKey(named)).rawValue) + body.dropFirst(8)
        }
        return index
    }()

    static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// A body about a unit, or none.
    static func body(_ text: String, about unit: UnitKey? = nil) -> [UInt8] {
        bytes(unit?.rawValue ?? 0) + Array(text.utf8)
    }

    /// - Parameter moved: the log is no longer where the store says
    func open(
        _ place: String? = nil,
        moved: Bool = false,
        settings: StoreSettings = StoreSettings()
    ) throws -> SQLiteStore {
        let (bytes, clock) = (SeededBytes(seed: UInt64.random(in: 0 ... .max)), clock)
        return try SQLiteStore.open(
            directory: place ?? directory.path,
            kind: .sandbox,
            create: true,
            closures: moved ? .directory(closures.path) : .otherwise(closures.path),
            index: Self.index,
            settings: settings,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
    }

    func restore(_ backup: String, to place: String, closures: String? = nil) throws -> StoreBackup.Restored {
        let (bytes, clock) = (SeededBytes(seed: 77), clock)
        return try StoreBackup.restore(
            backup,
            to: place,
            closures: closures,
            index: Self.index,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
    }

    /// What a kill at this instant leaves: the files as they are, in places of their own.
    func killed() throws -> ErasedWorld {
        let world = try ErasedWorld()
        for (from, to) in [(directory.path, world.directory.path), (closures.path, world.closures.path)] {
            for name in try FileManager.default.contentsOfDirectory(atPath: from) {
                try FileManager.default.copyItem(atPath: "\(from)/\(name)", toPath: "\(to)/\(name)")
            }
        }
        return world
    }

    static func mark(_ person: Int) -> String { "MARK\(person)MARK" }

    /// Adds a report of a person, with everything a report can have.
    @discardableResult
    static func addReport(_ name: String, of number: Int, _ person: PersonKey, in store: any StoreTransaction) throws
        -> UnitKey
    {
        let mark = Self.mark(number)
        let submission = try store.addSubmission(
            producer: Fixture.laboratory,
            messageID: "\(mark)-\(name)",
            bytes: Array("<raw>\(mark)</raw>\(name)".utf8),
            keepsRaw: true
        )
        let bytes = Array("\(mark) attachment \(name) ".utf8)
        let attachment = try store.attach((0..<50).flatMap { _ in bytes }, person: person)
        let unit = try store.addUnit(
            NewUnit(
                person: person,
                producer: Fixture.laboratory,
                regime: .messages,
                typeClass: .member,
                report: ReportKey(
                    producer: Fixture.laboratory,
                    serviceProvider: "lab",
                    reportID: "\(mark)\(name)",
                    person: person
                )
            )
        )
        try store.addContribution(Array("contribution \(mark)".utf8), to: unit, submission: submission)
        for version in ["1", "2"] {
            func new(_ type: HostedType, _ id: String, _ attachment: AttachmentKey? = nil) -> NewVersion {
                let text = String(repeating: "\(mark) \(version) ", count: 3 + name.utf8.count % 40)
                return Fixture.version(
                    type,
                    "\(id)-\(number)-\(name)",
                    "v\(id)\(version)",
                    item: "\(mark)-\(id)",
                    text: text,
                    identifiers: ["urn:\(mark)|\(name)-\(version)", "urn:x|\(name)\(mark)"],
                    rows: [
                        Fixture.code("\(mark)\(version)"), Fixture.text("\(mark)\(id)\(name)"),
                        Fixture.date(Int64(name.utf8.count), Int64(100 + name.utf8.count)), Fixture.toPerson,
                    ],
                    attachment: attachment
                )
            }
            try store.append(
                [new(.diagnosticReport, "r"), new(.observation, "o"), new(.binary, "b", attachment)],
                to: unit,
                state: UnitState()
            )
        }
        return unit
    }

    /// So many persons, with reports that came one after the other in no order.
    func fill(_ store: SQLiteStore, persons: Int, reports: Int) async throws -> [PersonKey] {
        var random = SeededGenerator(seed: 11)
        let keys = try await store.write { store in
            try (0..<persons).map {
                try store.addPerson(patient: "patient-\($0)", numbers: [Fixture.numbers[$0]])
            }
        }
        for report in 0..<reports {
            let order = Array(0..<persons).shuffled(using: &random)
            try await store.write { store in
                for number in order { try Self.addReport("n\(report)", of: number, keys[number], in: store) }
            }
        }
        return keys
    }

    /// Which files below the directories hold a text, with how often.
    static func files(in directories: [String], holding text: String) -> [String: Int] {
        FileSearch([text]).run(in: directories).compactMapValues { $0[text] }
    }

    /// Erases a person and takes the traces away.
    static func erase(_ person: PersonKey, in store: SQLiteStore, units: Int = 50) async throws {
        try await store.write { try $0.beginErasing(person) }
        try await finishErasing(person, in: store, units: units)
    }

    static func finishErasing(_ person: PersonKey, in store: SQLiteStore, units: Int = 50) async throws {
        while try await !store.write({ try $0.erase(person, atMost: units) }) {}
        while try await !store.dropErasureTraces() {}
    }
}
