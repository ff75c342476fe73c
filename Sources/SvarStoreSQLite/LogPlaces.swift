import GRDB
import SvarDomain

/// Finds places in the log by time: both ascend together and positions have no gaps, so by halving.
struct LogPlaces {
    private let database: Database
    private let last: Int64

    init(_ database: Database) throws {
        self.database = database
        last = try database.first("SELECT max(pos) FROM log") { $0[0] as Int64? ?? 0 } ?? 0
    }

    /// The last entry before a time.
    func last(before time: ServerTime) throws -> LogPosition? {
        var (low, high) = (Int64(0), last)
        while low < high {
            let middle = (low + high + 1) / 2
            let at = try database.first("SELECT at FROM log WHERE pos = ?", [middle]) { $0[0] as Int64 }
            guard let at else { throw SvarError(.storeUnusable, "the log has a gap") }
            if at < time.microseconds { low = middle } else { high = middle - 1 }
        }
        return low == 0 ? nil : LogPosition(low)
    }
}

extension Database {
    /// When the entry at a place was made; before all times where there is none before it.
    func time(at position: Int64) throws -> ServerTime {
        let at = try first("SELECT at FROM log WHERE pos <= ? ORDER BY pos DESC LIMIT 1", [position]) { $0[0] as Int64 }
        return at.map(ServerTime.init(microseconds:)) ?? ServerTime(microseconds: .min)
    }
}
