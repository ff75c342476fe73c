import Foundation
import SvarDomain
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarTesting

/// Stores and use cases for measurements inside this process.
enum Stores {
    @Sendable private static func now() -> ServerTime {
        ServerTime(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    }

    static func service(_ store: any ResultStore) -> ResultService {
        ResultService(store: store, access: MemoryAccessLog(), configuration: ResultService.Configuration(now: now))
    }

    static func open(_ directory: String) throws -> any ResultStore {
        try SQLiteStore.open(
            directory: directory,
            kind: .sandbox,
            create: true,
            index: IndexRows.store,
            environment: StoreEnvironment(
                clock: now,
                randomBytes: { count in
                    var generator = SystemRandomNumberGenerator()
                    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
                }
            )
        )
    }
}
