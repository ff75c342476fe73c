import Foundation
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import Testing

@testable import SvarServices

/// A reservation erases: nothing that was only about the person is left in any file, and the person is known all the same.
struct ErasuresTests {
    private static func open(_ directory: TemporaryDirectory, _ closures: TemporaryDirectory) throws -> SQLiteStore {
        let bytes = SeededBytes(seed: 4)
        let clock = ManualClock()
        return try SQLiteStore.open(
            directory: directory.path,
            kind: .service,
            create: true,
            closures: .directory(closures.path),
            index: IndexRows.store,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
    }

    /// Texts of a resource that could tell what it says, long enough to be found by.
    private static func texts(_ node: JSONNode) -> [String] {
        switch node.kind {
        case .object: node.members.flatMap { texts($0.value) }
        case .array: node.elements.flatMap(texts)
        case .string:
            [node.string ?? ""].filter { $0.utf8.count >= 10 && !$0.hasPrefix("http") && !$0.hasPrefix("urn:") }
        default: []
        }
    }

    private static func reserve(_ person: PersonKey, in store: any ResultStore) async throws {
        try await store.write { store in
            let setting = try store.newSubject()
            let event = SettingEvent(
                setting: Setting.ID(setting),
                at: ServerTime(microseconds: 0),
                action: .set(SettingDraft(.storageReservation)),
                by: .citizen(.grown)
            )
            _ = try store.enter(.setting, subject: setting, SettingCoding.encode(event), about: person)
            try FeedDecision(policy: AccessPolicy(), now: ServerTime(microseconds: 0)).apply(to: person, in: store)
        }
    }

    @Test func reservationErasesWhatMessagesBroughtFromEveryFile() async throws {
        let (directory, closures) = (try TemporaryDirectory(), try TemporaryDirectory())
        let store = try Self.open(directory, closures)
        let access = try SQLiteAccessLog.open(
            directory: directory.path,
            durability: .process,
            environment: StoreEnvironment(clock: { ManualClock().now }, randomBytes: { SeededBytes(seed: 9)($0) })
        )
        let service = makeService(store, access: access)
        let messages = SyntheticData(seed: 21, persons: 8).messages().map(\.bytes)
        for bytes in messages { _ = try await service.submitMessage(bytes, caller: .sandbox) }
        let head = try await store.head()
        let query = HistoryQuery(.system)
        let all = try await store.history(
            query,
            at: head,
            before: nil,
            ascending: true,
            limit: 100_000,
            in: .everything
        )
        .filter { !$0.isDeleted }
        let person = try #require(all.compactMap(\.person).first)
        let number = try #require(try await store.facts(of: person).numbers.first)
        // What stands in resources of this person alone.
        var (own, others): (Set<String>, Set<String>) = ([number.value], [])
        for version in all {
            let found = [version.id] + Self.texts(try JSONDocument(version.body).root)
            if version.person == person { own.formUnion(found) } else { others.formUnion(found) }
        }
        // The Patient's id is what replicas call the person by.
        let patient = try await store.write { try $0.patientID(of: person) }
        let marks = own.filter { mark in
            mark != patient && !others.contains { $0.contains(mark) } && !mark.contains(patient)
        }
        #expect(marks.count > 20)
        let before = Self.found(marks, in: [directory.path, closures.path])
        #expect(before.count > marks.count / 2)

        try await Self.reserve(person, in: store)
        let erasures = Erasures(store: store)
        #expect(try await store.pendingErasures() == [person])
        var outcome = try await erasures.run()
        #expect(outcome.erased == 1)
        while outcome.hasTraces { outcome = try await erasures.run() }
        #expect(Self.found(marks, in: [directory.path, closures.path]) == [])
        #expect(try await store.person(number: number) == person)
        #expect(try await store.facts(of: person).units == [])
        #expect(try await erasures.run() == Erasures.Outcome())
        try await access.close()
        try await store.close()
        #expect(Self.found(marks, in: [directory.path, closures.path]) == [])
        #expect(try StoreCheck.run(directory.path, index: IndexRows.store) == [])
    }

    private static func found(_ marks: Set<String>, in directories: [String]) -> Set<String> {
        var content = Data()
        for directory in directories {
            for case let name as String in FileManager.default.enumerator(atPath: directory) ?? .init() {
                content += FileManager.default.contents(atPath: "\(directory)/\(name)") ?? Data()
            }
        }
        return marks.filter { content.range(of: Data($0.utf8)) != nil }
    }
}
