import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarTesting
import TestLane
import Testing

/// Every implementation of the port keeps every promise of the suite.
@Suite(.aside)
struct StoreConformanceTests {
    @Test(arguments: StoreConformance.cases)
    func memoryStoreKeepsPromise(_ promise: StoreConformance.Case) async throws {
        try await promise.run { clock in MemoryStore(index: .fixture()) { clock.now } }
    }

    @Test(arguments: StoreConformance.cases)
    func delayedStampsKeepPromise(_ promise: StoreConformance.Case) async throws {
        try await promise.run { clock in MemoryStore(stampDelay: .milliseconds(50), index: .fixture()) { clock.now } }
    }

    @Test(arguments: StoreConformance.cases)
    func sqliteStoreKeepsPromise(_ promise: StoreConformance.Case) async throws {
        let directory = try TemporaryDirectory()
        try await promise.run { clock in try openStore(directory, clock) }
    }
}

/// A new sandbox store with seeded keys.
func openStore(
    _ directory: TemporaryDirectory,
    _ clock: ManualClock = ManualClock(),
    kind: StoreKind? = .sandbox,
    create: Bool = true,
    closures: ClosurePlace = .known,
    index: StoreIndex = .fixture(),
    settings: StoreSettings = StoreSettings()
) throws -> SQLiteStore {
    let bytes = SeededBytes(seed: 1)
    return try SQLiteStore.open(
        directory: directory.path,
        kind: kind,
        create: create,
        closures: closures,
        index: index,
        settings: settings,
        environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
    )
}
