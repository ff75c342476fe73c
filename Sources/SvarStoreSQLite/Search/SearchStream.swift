import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Finds results in their order, so that a page of many ends early: rows are walked in the order of the first sort key,
/// and those of one value are put in order among themselves.
struct SearchStream {
    private let run: SearchRun
    private let order: ResultOrder
    private let part: SearchLeaf.Part
    private let types: [HostedType]
    /// Results come after this.
    private let start: ResultOrder.Place?
    private var keys: [Int64] = []

    /// Whether the order is one of the index's.
    static func canSort(_ query: SearchQuery) -> Bool { query.sort.first?.field != .id }

    /// Nil when the part has no rows of the first sort key in order.
    init?(_ run: SearchRun, _ part: SearchLeaf.Part, _ types: [HostedType], after key: Int64?, isReversed: Bool) throws
    {
        self.run = run
        self.part = part
        self.types = types
        order = ResultOrder(run.query.sort, isReversed: isReversed)
        start = try key.map { try run.place($0) }
        guard try cluster(nil) != nil else { return nil }
        if case .slots(let slots, let usesExtra)? = run.query.sort.first?.field {
            for slot in slots {
                guard try cluster(slot) != nil else { return nil }
                let isByEnd = usesExtra && run.query.sort[0].isDescending
                if isByEnd, !run.reading.index.intervals.contains(slot) { return nil }
            }
        }
    }

    /// The one cluster in which rows of the slot (nil: of the store's own) lie in order.
    private func cluster(_ slot: Slot?) throws -> Int64? {
        let clusters = try SearchLeaf.clusters(of: slot, in: part, run.reading)
        return clusters?.count == 1 ? clusters![0] : nil
    }

    mutating func page(_ limit: Int) throws -> [Int64] {
        guard let first = run.query.sort.first else {
            try walkTypes(limit) { _ in true }
            return keys
        }
        // Resources without a value stand last, so they come first backwards.
        if order.isReversed {
            if start.map({ $0.values[0] == nil }) ?? true { try walkWithoutValue(limit) }
            if keys.count < limit { try walkValues(first, limit) }
        } else {
            if start.map({ $0.values[0] != nil }) ?? true { try walkValues(first, limit) }
            if keys.count < limit { try walkWithoutValue(limit) }
        }
        return keys
    }

    private mutating func add(_ places: [ResultOrder.Place], _ limit: Int) {
        for place in places.sorted(by: order.precedes) where keys.count < limit {
            if let start, !order.precedes(start, place) { continue }
            keys.append(place.key)
        }
    }

    // MARK: By key

    /// Resources of the types by key, as far as `isWanted` and the criterion say, after the start when it is one of them.
    private mutating func walkTypes(_ limit: Int, _ isWanted: (Probe) throws -> Bool) throws {
        guard let cluster = try cluster(nil) else { return }
        let from = start.flatMap { $0.values.isEmpty || $0.values[0] == nil ? $0.key : nil }
        var cursors = try types.map { type in
            try RowCursor(members: type, of: cluster, after: from, isReversed: order.isReversed, run.reading)
        }
        while keys.count < limit, let key = try RowCursor.next(&cursors, isReversed: order.isReversed)?.resource {
            guard let probe = try run.reading.probe(key), try isWanted(probe), try run.accepts(probe) else { continue }
            keys.append(key)
        }
    }

    // MARK: By value

    private mutating func walkWithoutValue(_ limit: Int) throws {
        let first = run.query.sort[0]
        if run.query.sort.count == 1 {
            let reading = run.reading
            try walkTypes(limit) { try $0.value(first, reading) == nil }
            return
        }
        guard let cluster = try cluster(nil) else { return }
        var cursors = try types.map { type in
            try RowCursor(members: type, of: cluster, after: nil, isReversed: order.isReversed, run.reading)
        }
        var group: [ResultOrder.Place] = []
        while let key = try RowCursor.next(&cursors, isReversed: order.isReversed)?.resource {
            guard let probe = try run.reading.probe(key), try probe.value(first, run.reading) == nil,
                try run.accepts(probe)
            else {
                continue
            }
            group.append(try run.place(probe, key))
        }
        add(group, limit)
    }

    private mutating func walkValues(_ first: SortKey, _ limit: Int) throws {
        let isDescending = first.isDescending != order.isReversed
        let from = start?.values[0]
        var cursors: [RowCursor] = []
        switch first.field {
        case .id: return
        case .updated:
            guard let cluster = try cluster(nil) else { return }
            cursors = [
                try RowCursor(cluster, OwnSlot.updated, from: from, isDescending: isDescending, types, run.reading)
            ]
        case .slots(let slots, let usesExtra):
            for slot in Set(slots) {
                guard let cluster = try cluster(slot) else { return }
                let number = Int64(slot.rawValue) * (usesExtra && first.isDescending ? -1 : 1)
                cursors.append(
                    try RowCursor(cluster, number, from: from, isDescending: isDescending, nil, run.reading)
                )
            }
        }
        var (value, group, seen) = (IndexKey?.none, [ResultOrder.Place](), Set<Int64>())
        while let row = try RowCursor.next(&cursors, isReversed: isDescending) {
            if row.value != value {
                add(group, limit)
                if keys.count >= limit { return }
                (value, group, seen) = (row.value, [], [])
            }
            guard seen.insert(row.resource).inserted, let probe = try run.reading.probe(row.resource) else { continue }
            // A resource with several values stands where its first or last one is.
            guard try probe.value(first, run.reading) == value, try run.accepts(probe) else { continue }
            group.append(try run.place(probe, row.resource))
        }
        add(group, limit)
    }
}

/// Rows of one slot in order, read as they are wanted.
private struct RowCursor {
    private let statement: RawStatement
    private let types: Set<Int64>?
    private let deadline: Deadline
    private let isByKey: Bool
    private(set) var current: (value: IndexKey, resource: Int64)?

    /// Rows by value, from a value on.
    init(
        _ cluster: Int64,
        _ slot: Int64,
        from: IndexKey?,
        isDescending: Bool,
        _ types: [HostedType]?,
        _ reading: SearchReading
    ) throws {
        statement = try RawStatement.own(
            """
            SELECT value, resource, extra FROM search_index WHERE cluster = ?1 AND slot = ?2
            \(from == nil ? "" : "AND value \(isDescending ? "<=" : ">=") ?3") \(IndexScan.isThere)
            ORDER BY value \(isDescending ? "DESC" : "ASC")
            """,
            in: reading.database
        )
        statement.bind(1, cluster)
        statement.bind(2, slot)
        if let from { statement.bind(3, from) }
        statement.bind(5, reading.position)
        self.types = types.map { Set($0.map { Int64($0.number) }) }
        deadline = reading.deadline
        isByKey = false
        try advance()
    }

    /// Resources of a type by key.
    init(members type: HostedType, of cluster: Int64, after key: Int64?, isReversed: Bool, _ reading: SearchReading)
        throws
    {
        statement = try RawStatement.own(
            """
            SELECT resource FROM search_index WHERE cluster = ?1 AND slot = ?2 AND value = ?3 AND extra = '' AND part = 0
            \(key == nil ? "" : "AND resource \(isReversed ? "<" : ">") ?4") \(IndexScan.isThere)
            ORDER BY resource \(isReversed ? "DESC" : "ASC")
            """,
            in: reading.database
        )
        statement.bind(1, cluster)
        statement.bind(2, OwnSlot.membership)
        statement.bind(3, Int64(type.number))
        if let key { statement.bind(4, key) }
        statement.bind(5, reading.position)
        types = nil
        deadline = reading.deadline
        isByKey = true
        try advance()
    }

    private mutating func advance() throws {
        while try statement.step() {
            if isByKey {
                current = (.integer(statement.integer(0)), statement.integer(0))
                return
            }
            if let types, !types.contains(statement.integer(2)) {
                try deadline.check()
                continue
            }
            current = (statement.cell(0).key, statement.integer(1))
            return
        }
        statement.reset()
        current = nil
    }

    /// The next row of all cursors.
    static func next(_ cursors: inout [RowCursor], isReversed: Bool) throws -> (value: IndexKey, resource: Int64)? {
        var best: Int?
        for (index, cursor) in cursors.enumerated() {
            guard let row = cursor.current else { continue }
            if let known = best, let other = cursors[known].current {
                if isReversed ? other.value < row.value : row.value < other.value { best = index }
            } else {
                best = index
            }
        }
        guard let best, let row = cursors[best].current else { return nil }
        try cursors[best].advance()
        return row
    }
}
