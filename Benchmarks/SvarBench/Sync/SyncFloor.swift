import Foundation
import GRDB
import SvarSynthetic

/// The floor of a bootstrap: the same reports into one table of SQLite, a synced commit for each 500, nothing else.
enum SyncFloor {
    static func seconds(_ persons: Int, _ path: String) throws -> Double {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        }
        var random = SeededGenerator(seed: 54)
        var seconds = 0.0
        let all = (0..<persons).flatMap { person in (0..<SyncReports.perPerson).map { (person, $0) } }
        for start in stride(from: 0, to: all.count, by: 500) {
            let bodies = all[start..<min(start + 500, all.count)].map { person, report in
                Data(SyncReports.bundle(person, report, "floor", &random).utf8)
            }
            let watch = Stopwatch()
            try database.write { database in
                let insert = try database.cachedStatement(sql: "INSERT INTO body (bytes) VALUES (?)")
                for body in bodies { try insert.execute(arguments: [body]) }
            }
            seconds += watch.seconds
        }
        try database.close()
        return seconds
    }
}
