import Foundation
import SvarDomain
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarSync
import SvarTesting

/// The server's store, and what may happen to it: it is opened anew, copied, and replaced by an older copy.
final class SimulatedStore {
    /// Which of the two it is.
    enum Kind: Hashable, Sendable {
        /// The reference; a run costs little.
        case memory
        case sqlite
    }

    private let directory: String
    private let clock: ManualClock
    private let random: SeededBytes
    private var copies = 0
    private var place: String
    private(set) var open: any ResultStore & SyncStore
    private var backup: Backup?

    private enum Backup {
        case memory(MemoryStore)
        case sqlite(String)
    }

    init(_ kind: Kind, in directory: String, clock: ManualClock, seed: UInt64) throws {
        self.directory = directory
        self.clock = clock
        random = SeededBytes(seed: seed)
        place = directory + "/store"
        switch kind {
        case .memory: open = MemoryStore(epoch: "first", index: IndexRows.store) { clock.now }
        case .sqlite: open = try Self.open(place, clock, random, create: true)
        }
    }

    private static let index = StoreIndex(generation: 1, identifiers: [], intervals: [], everywhere: []) { _ in [] }

    private static func open(_ place: String, _ clock: ManualClock, _ random: SeededBytes, create: Bool) throws
        -> SQLiteStore
    {
        var settings = StoreSettings()
        settings.groupWait = .zero
        return try SQLiteStore.open(
            directory: place,
            kind: .sandbox,
            create: create,
            index: Self.index,
            settings: settings,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { random($0) })
        )
    }

    /// What names and sums are made from.
    func keys() async throws -> SyncKeys {
        switch open {
        case let memory as MemoryStore: return memory.syncKeys
        default:
            let secret = FileManager.default.contents(atPath: place + "/keys/sync.key") ?? Data()
            return SyncKeys(secret: [UInt8](secret), epoch: try await open.epoch)
        }
    }

    /// The server's process ends and another begins.
    func restart() async throws {
        guard open is SQLiteStore else { return }
        try await open.close()
        open = try Self.open(place, clock, random, create: false)
    }

    func copy() throws {
        copies += 1
        switch open {
        case let memory as MemoryStore: backup = .memory(memory.copy(epoch: "copy"))
        default:
            let target = "\(directory)/copy\(copies)"
            try StoreBackup.backup(place, to: target, now: clock.now)
            backup = .sqlite(target)
        }
    }

    /// Everything since the copy is lost.
    func restore() async throws {
        copies += 1
        switch backup {
        case nil: return
        case .memory(let copy): open = copy.copy(epoch: "restored\(copies)")
        case .sqlite(let copy):
            try await open.close()
            place = "\(directory)/store\(copies)"
            let (clock, random) = (clock, random)
            try StoreBackup.restore(
                copy,
                to: place,
                index: Self.index,
                environment: StoreEnvironment(clock: { clock.now }, randomBytes: { random($0) })
            )
            open = try Self.open(place, clock, random, create: false)
        }
    }
}
