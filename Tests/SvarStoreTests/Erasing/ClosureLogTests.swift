import Foundation
import SvarDomain
import SvarStore
import SvarTesting
import Synchronization
import Testing

@testable import SvarStoreSQLite

/// A setting is in the log of closures before anybody is told that it is in force, whatever happens in between.
struct ClosureLogTests {
    private struct Cut: Error {}

    private func log(_ world: ErasedWorld) -> String { world.closures.path + "/closures.log" }

    private func lines(_ world: ErasedWorld) throws -> [ClosureLine] {
        let keys = try StoreKeys(directory: world.directory.path + "/keys")
        var lines: [ClosureLine] = []
        try ClosureLog.each(in: world.closures.path, keys: keys) { line, _ in lines.append(line) }
        return lines
    }

    private func person(_ world: ErasedWorld, _ store: SQLiteStore) async throws -> PersonKey {
        try await store.write { try $0.addPerson(patient: "p", numbers: [Fixture.numbers[0]]) }
    }

    /// The process dies between the commit and the line, with half of the line written, or between the line and the reply.
    @Test(arguments: [ClosureLog.Step.write, .halfWritten, .sync])
    func whatACrashKeptOutOfTheLogFollowsAtTheNextOpening(_ step: ClosureLog.Step) async throws {
        let world = try ErasedWorld()
        var store = try world.open()
        let person = try await person(world, store)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("first"), about: person) }
        try await store.close()
        var settings = StoreSettings()
        settings.closureFault = { if $0 == step { throw Cut() } }
        store = try world.open(settings: settings)
        // It is in force, and nobody is told that it is safe.
        await #expect(throws: (any Error).self) {
            try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("cut"), about: person) }
        }
        #expect(try await store.facts(of: person).entries.count == 2)
        // Others are told as ever.
        try await store.write { _ = try $0.enter(.fact, subject: 0, ErasedWorld.body("fact"), about: person) }
        try await store.close()
        store = try world.open()
        try await store.close()
        #expect(try lines(world).map { Array($0.body) } == [ErasedWorld.body("first"), ErasedWorld.body("cut")])
        #expect(try StoreCheck.run(world.directory.path) == [])
    }

    /// The same with the files as a kill leaves them at that instant, and a restore from a backup that is older.
    @Test(arguments: ClosureLog.Step.allCases)
    func killAtAnyStepLosesNoSettingThatIsInForce(_ step: ClosureLog.Step) async throws {
        let (world, parent) = (try ErasedWorld(), try TemporaryDirectory())
        let left = Mutex<ErasedWorld?>(nil)
        var settings = StoreSettings()
        settings.closureFault = { now in
            guard now == step, left.withLock({ $0 == nil }) else { return }
            let killed = try world.killed()
            left.withLock { $0 = killed }
        }
        let store = try world.open(settings: settings)
        let person = try await person(world, store)
        try StoreBackup.backup(world.directory.path, to: parent.path + "/backup", now: world.clock.now)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("set"), about: person) }
        try await store.close()
        let killed = try #require(left.withLock { $0 })
        let again = try killed.open(moved: true)
        #expect(try await again.facts(of: person).entries.map(\.body) == [ErasedWorld.body("set")])
        try await again.close()
        #expect(try StoreCheck.run(killed.directory.path) == [])
        let place = parent.path + "/restored"
        let restored = try killed.restore(parent.path + "/backup", to: place, closures: killed.closures.path)
        #expect(restored.closures == 1)
        let new = try killed.open(place)
        #expect(try await new.facts(of: person).entries.map(\.body) == [ErasedWorld.body("set")])
        try await new.close()
    }

    @Test func afterAFaultTheNextWriteBringsWhatIsMissing() async throws {
        let world = try ErasedWorld()
        let isBroken = Broken()
        var settings = StoreSettings()
        settings.closureFault = { if $0 == .halfWritten, isBroken.value { throw Cut() } }
        let store = try world.open(settings: settings)
        let person = try await person(world, store)
        isBroken.value = true
        for text in ["a", "b"] {
            await #expect(throws: (any Error).self) {
                try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body(text), about: person) }
            }
        }
        isBroken.value = false
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("c"), about: person) }
        #expect(try lines(world).map { Array($0.body) } == ["a", "b", "c"].map { ErasedWorld.body($0) })
        try await store.close()
        #expect(try StoreCheck.run(world.directory.path) == [])
    }

    private final class Broken: Sendable {
        private let content = Mutex(false)
        var value: Bool {
            get { content.withLock { $0 } }
            set { content.withLock { $0 = newValue } }
        }
    }

    @Test func manySettingsAtOnceHaveALineEachInTheirOrder() async throws {
        let world = try ErasedWorld()
        let store = try world.open()
        let person = try await person(world, store)
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    try await store.write {
                        _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("\(number)"), about: person)
                    }
                }
            }
            try await group.waitForAll()
        }
        let entries = try await store.facts(of: person).entries
        #expect(try lines(world).map { Array($0.body) } == entries.map(\.body))
        try await store.close()
    }

    @Test func logHoldsNoNumberAndNoTextInClear() async throws {
        let world = try ErasedWorld()
        let store = try world.open()
        let person = try await person(world, store)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("a reason"), about: person) }
        let text = String(decoding: FileManager.default.contents(atPath: log(world)) ?? Data(), as: UTF8.self)
        #expect(text.split(separator: "\n").count == 2)
        #expect(!text.contains(Fixture.numbers[0].value) && !text.contains("reason"))
        let mode = try FileManager.default.attributesOfItem(atPath: log(world))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try await store.close()
    }

    @Test func tornLineIsWrittenOver() async throws {
        let world = try ErasedWorld()
        var store = try world.open()
        let person = try await person(world, store)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("a"), about: person) }
        try await store.close()
        let file = try #require(FileHandle(forWritingAtPath: log(world)))
        try file.seekToEnd()
        try file.write(contentsOf: Data("AAAAbbbb".utf8))
        try file.close()
        store = try world.open()
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("b"), about: person) }
        try await store.close()
        #expect(try lines(world).map { Array($0.body) } == [ErasedWorld.body("a"), ErasedWorld.body("b")])
    }

    /// Each line that is changed, taken out or put in again is found, in the middle by `verify`, at the end at opening.
    @Test(arguments: 0..<3, ["cut", "change", "twice"])
    func changedLogIsFound(_ place: Int, _ change: String) async throws {
        let world = try ErasedWorld()
        let store = try world.open()
        let person = try await person(world, store)
        for text in ["a", "b", "c"] {
            try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body(text), about: person) }
        }
        try await store.close()
        let text = String(decoding: try #require(FileManager.default.contents(atPath: log(world))), as: UTF8.self)
        var lines = text.split(separator: "\n").map(String.init)
        switch change {
        case "cut": lines.remove(at: place + 1)
        case "twice": lines.insert(lines[place + 1], at: place + 1)
        default: lines[place + 1] = String(lines[place + 1].dropLast(8)) + "AAAAAAA="
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: log(world)))
        #expect(try StoreCheck.run(world.directory.path).map(\.kind).contains(.closures))
    }

    @Test func storeOpensWithItsOwnLogOnly() async throws {
        let (world, other, elsewhere) = (try ErasedWorld(), try ErasedWorld(), try TemporaryDirectory())
        var store = try world.open()
        let person = try await person(world, store)
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("a"), about: person) }
        try await store.close()
        // Somebody else's.
        await #expect(throws: SvarError(.storeUnusable, "")) {
            try await openStore(other.directory, closures: .directory(world.closures.path)).close()
        }
        // Gone.
        try FileManager.default.moveItem(atPath: log(world), toPath: elsewhere.path + "/closures.log")
        await #expect(throws: SvarError(.closuresMissing, "")) { try await world.open().close() }
        await #expect(throws: SvarError(.closuresMissing, "")) {
            try await openStore(world.directory, create: false, closures: .directory(other.closures.path)).close()
        }
        // A tool reads without it.
        try await openStore(world.directory, kind: nil, create: false).close()
        // Moved.
        store = try openStore(
            world.directory,
            create: false,
            closures: .directory(elsewhere.path),
            index: ErasedWorld.index
        )
        try await store.write { _ = try $0.enter(.setting, subject: 1, ErasedWorld.body("b"), about: person) }
        try await store.close()
        #expect(try StoreCheck.run(world.directory.path) == [])
    }
}
