import Dispatch
import Foundation
import SvarDomain
import SvarStore
import SvarStoreSQLite

/// Stores for measurements inside this process.
enum Stores {
    static func open(_ directory: String) throws -> any ResultStore {
        try SQLiteStore.open(
            directory: directory,
            kind: .sandbox,
            create: true,
            environment: StoreEnvironment(
                clock: { ServerTime(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) },
                randomBytes: { count in
                    var generator = SystemRandomNumberGenerator()
                    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
                }
            )
        )
    }
}
