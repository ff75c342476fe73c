import Foundation
import SvarDomain
import SvarFHIR
import SvarStore
import SvarTesting
import Testing

@testable import SvarStoreSQLite

/// A restore from a backup that is older than a closure and an erasure shows neither what was closed nor what was erased.
struct ClosureRestoreTests {
    /// A store with a backup, and the persons in it.
    private func backedUp(_ world: ErasedWorld, _ parent: TemporaryDirectory) async throws -> (SQLiteStore, [PersonKey])
    {
        let store = try world.open()
        let persons = try await world.fill(store, persons: 4, reports: 4)
        try StoreBackup.backup(world.directory.path, to: parent.path + "/backup", now: world.clock.now)
        world.clock.move(microseconds: 1_000_000)
        return (store, persons)
    }

    @Test func restoredStoreHasTheSettingsAndNotWhatWasErased() async throws {
        let (world, parent) = (try ErasedWorld(), try TemporaryDirectory())
        let (store, persons) = try await backedUp(world, parent)
        let unit = try #require(try await store.facts(of: persons[0]).units.first?.key)
        let made = try await store.write { store in
            try ErasedWorld.addReport("new", of: 1, persons[1], in: store)
        }
        let entries = try await store.write { store in
            let subject = try store.newSubject()
            return [
                try store.enter(.setting, subject: subject, ErasedWorld.body("seal", about: unit), about: persons[0]),
                try store.enter(.preset, subject: try store.newSubject(), ErasedWorld.body("x"), about: persons[0]),
                try store.enter(.fact, subject: 0, ErasedWorld.body("birth"), about: persons[0]),
                try store.enter(.setting, subject: subject, ErasedWorld.body("more", about: made), about: persons[1]),
            ]
        }
        // Somebody the backup does not know, with a report that it does not know.
        try await store.write { store in
            let person = try store.addPerson(patient: "stranger", numbers: [Fixture.numbers[9]])
            let unit = try ErasedWorld.addReport("theirs", of: 9, person, in: store)
            _ = try store.enter(.setting, subject: 40, ErasedWorld.body("shield", about: unit), about: person)
        }
        try await ErasedWorld.erase(persons[2], in: store)
        try await store.close()

        let place = parent.path + "/restored"
        let restored = try world.restore(parent.path + "/backup", to: place)
        #expect(restored.closures == 5)
        #expect(ErasedWorld.files(in: [place], holding: ErasedWorld.mark(2)) == [:])
        #expect(ErasedWorld.files(in: [place], holding: Fixture.numbers[2].value) == [:])
        let new = try world.open(place)
        let first = try await new.facts(of: persons[0])
        #expect(first.entries.map(\.kind) == [.setting, .preset])
        #expect(first.entries.map(\.body) == [ErasedWorld.body("seal", about: unit), ErasedWorld.body("x")])
        #expect(first.entries.map(\.stamp.at) == entries.prefix(2).map(\.at))
        // Not fed to replicas until that is decided anew.
        #expect(!first.units.contains { !$0.state.isClosed })
        #expect(try await new.due(at: world.clock.now).persons.contains(persons[0]))
        #expect(try await new.person(number: Fixture.numbers[2]) == persons[2])
        #expect(try await new.facts(of: persons[2]).units.isEmpty)
        #expect(try await new.pendingErasures() == [])
        // The stranger is known by number, and the report that is sent again falls under what was set.
        let known = try #require(try await new.person(number: Fixture.numbers[9]))
        let record = try await new.facts(of: known)
        let waiting = try #require(record.units.first?.key)
        #expect(record.entries.map(\.body) == [ErasedWorld.body("shield", about: waiting)])
        let again = try await new.write { store in
            let report = ReportKey(
                producer: Fixture.laboratory,
                serviceProvider: "lab",
                reportID: "\(ErasedWorld.mark(9))theirs",
                person: known
            )
            return try store.unit(report: report)?.key
        }
        #expect(again == waiting)
        // Subjects are not given again.
        #expect(try await new.write { try $0.newSubject() } == 41)
        try await new.close()
        #expect(try StoreCheck.run(place) == [])

        // A backup of the restored store, and the old one, are both restored to the same.
        let (backup, last) = (parent.path + "/backup2", parent.path + "/last")
        try StoreBackup.backup(place, to: backup, now: world.clock.now)
        #expect(try world.restore(backup, to: last).closures == 0)
        #expect(try world.restore(parent.path + "/backup", to: parent.path + "/old").closures == 5)
        for (path, persons) in [(last, persons), (parent.path + "/old", persons)] {
            let store = try world.open(path)
            #expect(try await store.facts(of: persons[0]).entries.map(\.stamp.at) == first.entries.map(\.stamp.at))
            #expect(try await store.facts(of: persons[2]).units.isEmpty)
            try await store.close()
            #expect(try StoreCheck.run(path) == [])
        }
    }

    @Test func settingsGoOnInTheSameLogAfterARestore() async throws {
        let (world, parent) = (try ErasedWorld(), try TemporaryDirectory())
        let (store, persons) = try await backedUp(world, parent)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("a"), about: persons[0]) }
        try await store.close()
        let place = parent.path + "/restored"
        _ = try world.restore(parent.path + "/backup", to: place)
        let new = try world.open(place)
        try await new.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("b"), about: persons[0]) }
        try await new.close()
        let last = parent.path + "/last"
        #expect(try world.restore(parent.path + "/backup", to: last).closures == 2)
        let again = try world.open(last)
        #expect(
            try await again.facts(of: persons[0]).entries.map(\.body) == [ErasedWorld.body("a"), ErasedWorld.body("b")]
        )
        try await again.close()
        // The first store is older than its log now.
        await #expect(throws: SvarError(.closuresMissing, "")) { try await world.open().close() }
    }

    @Test func restoreThatWasStoppedBeginsAnewAndNobodyOpensWhatItLeft() async throws {
        let (world, parent) = (try ErasedWorld(), try TemporaryDirectory())
        let (store, persons) = try await backedUp(world, parent)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("a"), about: persons[0]) }
        try await store.close()
        let place = parent.path + "/restored"
        _ = try world.restore(parent.path + "/backup", to: place)
        // As a kill leaves it.
        try Data().write(to: URL(fileURLWithPath: place + "/RESTORING"))
        try Data("half".utf8).write(to: URL(fileURLWithPath: place + "/svar.sqlite"))
        #expect(throws: SvarError(.storeUnusable, "")) { try world.open(place) }
        #expect(try world.restore(parent.path + "/backup", to: place).closures == 1)
        let new = try world.open(place)
        #expect(try await new.facts(of: persons[0]).entries.count == 1)
        try await new.close()
    }

    @Test func restoreNeedsTheLogAndABackupThatIsNotTooOld() async throws {
        let (world, parent) = (try ErasedWorld(), try TemporaryDirectory())
        let (store, _) = try await backedUp(world, parent)
        // Somebody may write what is read.
        #expect(throws: SvarError(.storeLocked, "")) {
            try world.restore(parent.path + "/backup", to: parent.path + "/a")
        }
        try await store.close()
        let log = world.closures.path + "/closures.log"
        let moved = parent.path + "/moved"
        try FileManager.default.createDirectory(atPath: moved, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: log, toPath: moved + "/closures.log")
        #expect(throws: SvarError(.closuresMissing, "")) {
            try world.restore(parent.path + "/backup", to: parent.path + "/a")
        }
        _ = try world.restore(parent.path + "/backup", to: parent.path + "/a", closures: moved)
        world.clock.move(microseconds: 31 * 86_400_000_000)
        #expect(throws: SvarError(.storeUnusable, "")) {
            try world.restore(parent.path + "/backup", to: parent.path + "/b", closures: moved)
        }
    }
}
