import Foundation
import GRDB
import SvarDomain
import SvarStore

/// Where a store's log of closures is.
package enum ClosurePlace: Sendable, Hashable {
    /// Where the store says; a store that names none has none.
    case known
    /// Where the store says; a store that names none gets one in this directory.
    case otherwise(String)
    /// In this directory: the store's own log, moved there, or a new one when the store names none.
    case directory(String)
}

/// What the log of closures of a store is opened with.
struct ClosureSource {
    let database: Database
    let keys: StoreKeys
    let environment: StoreEnvironment
    let index: StoreIndex
    let settings: StoreSettings
    let epoch: String

    init(
        _ database: Database,
        _ keys: StoreKeys,
        _ environment: StoreEnvironment,
        _ index: StoreIndex,
        _ settings: StoreSettings,
        _ epoch: String
    ) {
        (self.database, self.keys, self.environment) = (database, keys, environment)
        (self.index, self.settings, self.epoch) = (index, settings, epoch)
    }

    /// The log that the store names, and what it calls it.
    func named() throws -> String? {
        try database.first("SELECT value FROM metadata WHERE name = ?", [ClosureKeeper.Fact.path]) { $0[0] }
    }

    func set(_ name: String, _ value: String) throws {
        try database.run(
            "INSERT INTO metadata (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            [name, value]
        )
    }
}

extension SQLiteStore {
    /// The log of closures of a store that is being opened, in step with it; nil when it has none and none is to be made.
    ///
    /// A store that names a log opens with that one or, when it was moved, with the same one elsewhere, and not without
    /// (decision 17).
    /// - Parameter isTool: reads without the log where it is not there.
    static func closures(_ place: ClosurePlace, _ source: ClosureSource, isTool: Bool) throws -> ClosureKeeper? {
        let named = try source.named()
        let directory: String
        switch (place, named) {
        case (.directory(let given), _): directory = given
        case (_, let named?): directory = Self.directory(of: named)
        case (.otherwise(let given), nil): directory = given
        case (.known, nil): return nil
        }
        if isTool, let named, !FileManager.default.fileExists(atPath: named) { return nil }
        let log = try ClosureLog(
            directory: directory,
            keys: source.keys,
            creates: named == nil,
            fault: source.settings.closureFault
        )
        var keeper = try ClosureKeeper(
            log,
            of: source.database,
            keys: source.keys,
            environment: source.environment,
            index: source.index,
            epoch: source.epoch
        )
        try keeper.catchUp(source.database)
        // Named when all is in it.
        if named != keeper.path { try source.set(ClosureKeeper.Fact.path, keeper.path) }
        return keeper
    }

    private static func directory(of path: String) -> String {
        path.hasSuffix("/" + ClosureLog.fileName) ? String(path.dropLast(ClosureLog.fileName.count + 1)) : path
    }
}
