import Foundation
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
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

    @discardableResult
    private static func reserve(_ person: PersonKey, in store: any ResultStore) async throws -> Int64 {
        let setting = try await store.write { try $0.newSubject() }
        try await enter(.set(SettingDraft(.storageReservation)), setting, about: person, in: store)
        return setting
    }

    private static func enter(
        _ action: SettingAction,
        _ setting: Int64,
        about person: PersonKey,
        in store: any ResultStore
    ) async throws {
        try await store.write { store in
            let event = SettingEvent(
                setting: Setting.ID(setting),
                at: ServerTime(microseconds: 0),
                action: action,
                by: .citizen(.grown)
            )
            _ = try store.enter(.setting, subject: setting, SettingCoding.encode(event), about: person)
            try FeedDecision(policy: AccessPolicy(), now: ServerTime(microseconds: 0)).apply(to: person, in: store)
        }
    }

    /// Nothing that is stored after a lifting meets what is about to go.
    @Test(arguments: [true, false]) func whatAReservationBeganEndsBeforeItIsLifted(_ isSQLite: Bool) async throws {
        let (directory, closures) = (try TemporaryDirectory(), try TemporaryDirectory())
        let store: any ErasingStore & SyncStore = isSQLite ? try Self.open(directory, closures) : makeStore()
        let service = makeService(store)
        let data = SyntheticData(seed: 23, persons: 1)
        let messages = data.messages(of: 0).filter { $0.kind == .new }.map(\.bytes)
        let number = data.person(0).number
        for bytes in messages { _ = try await service.submitMessage(bytes, caller: .sandbox) }
        let person = try #require(try await store.person(number: number))
        let patient = try await store.write { try $0.patientID(of: person) }
        let before = try await store.facts(of: person).units.count

        for _ in 0..<2 {
            let setting = try await Self.reserve(person, in: store)
            #expect(try await store.pendingErasures() == [person])
            try await Self.enter(.lift, setting, about: person, in: store)
            #expect(try await store.pendingErasures() == [])
            #expect(try await store.facts(of: person).units == [])
            for bytes in messages {
                #expect(try await service.submitMessage(bytes, caller: .sandbox).receipt.outcome == .accepted)
            }
            _ = try await Erasures(store: store).run()
            #expect(try await store.facts(of: person).units.count == before)
            #expect(try await store.facts(of: person).numbers == [number])
            #expect(try await store.current(.patient, patient, in: .everything)?.isDeleted == false)
        }
        try await store.close()
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
        Set(FileSearch(marks).run(in: directories).values.flatMap(\.keys))
    }
}
