import Foundation
import GRDB
import SvarDomain
import SvarStore

extension StoreCheck {
    /// Entries about persons stand in the log as they say, and nothing is left of units that were erased.
    mutating func entries(_ database: Database) throws {
        let version = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
        guard version >= 5 else { return }
        let checks = [
            (
                "an entry about a person is another in the log",
                """
                SELECT e.pos FROM person_entry e LEFT JOIN log l ON l.pos = e.pos
                WHERE l.at IS NOT e.at OR l.kind IS NOT e.kind OR l.person IS NOT e.person
                """
            ),
            (
                "an erased entry names a unit that is there",
                "SELECT l.pos FROM log l JOIN unit u ON u.key = l.unit WHERE l.kind = 2"
            ),
            (
                "facts are kept of a unit that is not there",
                "SELECT v.pos FROM unit_version v LEFT JOIN unit u ON u.key = v.unit WHERE u.person IS NOT v.person"
            ),
        ]
        for (text, sql) in checks {
            for position in try database.rows("\(sql) LIMIT 30", [], { $0[0] as Int64 }) {
                found(.entry, "\(position): \(text)")
            }
        }
    }

    /// The log of closures is whole, and has what the store has. It may be ahead of a backup.
    mutating func closures(_ database: Database, _ keys: StoreKeys?) throws {
        let version = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
        func fact(_ name: String) throws -> String? {
            try database.first("SELECT value FROM metadata WHERE name = ?", [name]) { $0[0] }
        }
        guard version >= 5, let keys, let path = try fact(ClosureKeeper.Fact.path) else { return }
        let epoch = try fact("epoch") ?? ""
        let offset = try fact(ClosureKeeper.Fact.offset).flatMap { Int($0) } ?? 0
        let position = try fact(ClosureKeeper.Fact.position).flatMap { Int64($0) } ?? 0
        // A restored store that was not opened yet has a place that no line tells of.
        let last = try database.first("SELECT max(pos) FROM log") { $0[0] as Int64? ?? 0 } ?? 0
        let index = StoreIndex(generation: 0, identifiers: [], intervals: [], everywhere: []) { _ in [] }
        var missing = Set(
            try ClosureLines(database, keys: keys, index: index, epoch: epoch).after(position).map(\.position)
        )
        var strange: [Int64] = []
        do {
            let directory = (path as NSString).deletingLastPathComponent
            var end = 0
            try ClosureLog.each(in: directory, keys: keys, from: 0) { line, place in
                end = place
                guard place > offset, line.epoch == epoch, line.position <= last else { return }
                if missing.remove(line.position) == nil { strange.append(line.position) }
            }
            if end < offset { found(.closures, "the log of closures ends before what the store knows of it") }
        } catch let error as SvarError {
            return found(.closures, error.message)
        }
        for position in missing.sorted() { found(.closures, "\(position): the log of closures does not have it") }
        for position in strange { found(.closures, "\(position): a line of the log of closures is not in the store") }
    }
}
