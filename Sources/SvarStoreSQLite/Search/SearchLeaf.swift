import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A way to find resources: every match of one condition is among what it gives.
struct SearchLeaf {
    var scans: [IndexScan] = []
    /// Besides, resources with these ids.
    var ids: [String] = []
    /// Gives nothing else than matches of its condition.
    var isExact = true

    /// What it gives are resources that were there and meet the condition, and all of them.
    var settles: Bool { isExact && ids.isEmpty }

    /// What is looked at: a person's part of the index, or the whole store.
    enum Part: Hashable {
        case cluster(Int64)
        case store
    }

    /// Nil when the condition gives no bounded way.
    init?(_ criterion: Criterion, in part: Part, by column: RowCondition.Column, _ reading: SearchReading) throws {
        switch criterion {
        case .ids(let ids):
            guard column == .value else { return nil }
            self.ids = ids
        case .updated(let from, let to):
            guard column == .value, let clusters = try Self.clusters(of: nil, in: part, reading) else { return nil }
            let range = KeyRange(lower: .integer(from ?? .min), upper: .integer(to ?? .max))
            let test = to.map { RowTest(.compare(.value, .less, .integer($0))) }
            scans = clusters.map { IndexScan($0, OwnSlot.updated, range, test) }
        case .row(let slots, let condition):
            guard let scans = try Self.scans(slots, condition, in: part, by: column, reading) else { return nil }
            self.scans = scans
        case .paired(let pairs):
            // The first that is not asked of everything; the rest is asked of what it finds.
            let usable = try pairs.lazy.compactMap { pair in
                try Self.scans(pair.slots, pair.condition, in: part, by: column, reading)
            }
            guard let scans = usable.first(where: { $0.allSatisfy { $0.range != .all } }) ?? usable.first else {
                return nil
            }
            self.scans = scans
            isExact = false
        case .any(let inner):
            guard column == .value, inner.count <= 100 else { return nil }
            for criterion in inner {
                guard let leaf = try Self(criterion, in: part, by: column, reading) else { return nil }
                scans += leaf.scans
                ids += leaf.ids
                isExact = isExact && leaf.isExact
            }
        case .person, .refers, .referred, .not, .all: return nil
        }
    }

    /// Every resource of these types.
    init?(types: [HostedType], in part: Part, _ reading: SearchReading) throws {
        guard let clusters = try Self.clusters(of: nil, in: part, reading) else { return nil }
        scans = clusters.flatMap { cluster in
            types.map { type in
                let number = IndexKey.integer(Int64(type.number))
                return IndexScan(cluster, OwnSlot.membership, KeyRange(lower: number, upper: number))
            }
        }
    }

    private static func scans(
        _ slots: [Slot],
        _ condition: RowCondition,
        in part: Part,
        by column: RowCondition.Column,
        _ reading: SearchReading
    ) throws -> [IndexScan]? {
        let test = RowTest(condition)
        var scans: [IndexScan] = []
        for slot in Set(slots) {
            let isInterval = reading.index.intervals.contains(slot)
            guard column == .value || isInterval else { return nil }
            guard let clusters = try clusters(of: slot, in: part, reading) else { return nil }
            let ranges = KeyRange.ranges(of: condition, by: column, isInterval: isInterval)
            if column == .extra, ranges == nil { return nil }
            let number = Int64(slot.rawValue) * (column == .value ? 1 : -1)
            for cluster in clusters {
                scans += (ranges ?? [.all]).map { IndexScan(cluster, number, $0, test) }
            }
        }
        return scans
    }

    /// Where rows of a slot lie (slot nil: those of the store's own); nil where they do not lie in order.
    static func clusters(of slot: Slot?, in part: Part, _ reading: SearchReading) throws -> [Int64]? {
        switch part {
        case .cluster(let cluster):
            let isAsked = slot.map { Cluster.isPerson(cluster) && reading.index.asked.contains($0) } ?? false
            return isAsked ? nil : [cluster]
        case .store:
            if reading.isSandbox, slot.map(reading.index.everywhere.contains) ?? true { return [Cluster.everything] }
            guard let slot, reading.index.identifiers.contains(slot) else { return nil }
            return try reading.identifierClusters()
        }
    }
}
