import Foundation
import GRDB
import SvarDomain
import SvarStore
import SvarSync

/// Finds the stamps of places at which a replica's state changed. Made for one page, and remembers what it found.
final class ReplicaStamps {
    private let change: RawStatement
    private let entry: RawStatement
    private let replica: ReplicaKey
    private var last: (position: LogPosition, stamp: SyncStamp)?

    init(_ database: Database, _ replica: ReplicaKey) throws {
        self.replica = replica
        change = try RawStatement("SELECT ms, number FROM replica_change WHERE replica = ? AND pos = ?", in: database)
        entry = try RawStatement("SELECT at FROM log WHERE pos = ?", in: database)
    }

    func stamp(of position: LogPosition) throws -> SyncStamp {
        if let last, last.position == position { return last.stamp }
        let stamp = try find(position)
        last = (position, stamp)
        return stamp
    }

    private func find(_ position: LogPosition) throws -> SyncStamp {
        change.bind(1, replica.rawValue)
        change.bind(2, position.rawValue)
        defer { change.reset() }
        if try change.step() { return SyncStamp(milliseconds: change.integer(0), number: change.integer(1)) }
        // The first ones of their millisecond are not kept for good.
        entry.bind(1, position.rawValue)
        defer { entry.reset() }
        guard try entry.step() else { throw SvarError(.storeUnusable, "the log has a gap") }
        return SyncStamp(milliseconds: entry.integer(0).milliseconds, number: 0)
    }
}

extension WireKey {
    var blob: Data { Data(bytes) }
}
