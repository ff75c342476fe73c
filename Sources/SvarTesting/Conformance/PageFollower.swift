import SvarDomain
import SvarStore
import SvarSync

/// A replica as simple as can be: it asks for one round after the other and keeps what the lines say, newest stamp first.
struct PageFollower {
    let replica: ReplicaKey
    private(set) var from: LogPosition?
    private(set) var units: [WireKey: SyncLine.PutLine] = [:]
    /// Ends of scope of who is in it.
    private(set) var persons: [WireKey: Int64] = [:]
    private var stamps: [WireKey: SyncStamp] = [:]
    /// Units that rounds sent although they had been there when they began.
    private(set) var again: [UnitKey] = []

    init(_ replica: ReplicaKey) { self.replica = replica }

    /// A whole round. `between` runs after each page.
    /// - Returns: all lines, in order
    @discardableResult
    mutating func round(
        _ store: any SyncStore,
        maximumUnits: Int = 500,
        between: () async throws -> Void = {}
    ) async throws -> [SyncLine] {
        let head = try await store.roundHead(of: replica)
        var query = DeltaQuery(
            replica: replica,
            mode: from == nil ? .snapshot : .delta,
            from: from ?? LogPosition(0),
            to: head.position,
            lastHead: head.position,
            maximumUnits: maximumUnits
        )
        var lines: [SyncLine] = []
        repeat {
            let page = try await store.page(query)
            lines += page.lines
            again += page.shown.filter(\.wasThere).map(\.unit)
            page.lines.forEach { apply($0) }
            query.cursor = page.cursor
            query.lastHead = page.head
            try await between()
        } while query.cursor != nil
        from = head.position
        return lines
    }

    private mutating func apply(_ line: SyncLine) {
        switch line {
        case .person(let person): persons[person.person] = person.until
        case .deny(let deny) where deny.stamp >= stamps[deny.unit] ?? .zero:
            stamps[deny.unit] = deny.stamp
            units[deny.unit] = nil
        case .put(let put) where put.stamp > stamps[put.unit] ?? .zero:
            stamps[put.unit] = put.stamp
            units[put.unit] = put
        default: break
        }
    }

    /// The sum of what it holds.
    func sum(_ store: any SyncStore) async throws -> (count: Int, digest: SyncDigest) {
        let key = try await store.integrityKey
        var digest = SyncDigest.zero
        for (unit, put) in units {
            digest += .element(of: unit, version: put.version, hash: UnitBody.hash(put.body), key: key)
        }
        return (units.count, digest)
    }

    /// Holds it against the store's own sums.
    func expectInStep(_ store: any SyncStore, file: StaticString = #fileID, line: UInt = #line) async throws {
        let position = try require(from)
        let (held, total) = (try await sum(store), try await store.total(of: replica, at: position))
        try expect(held.count, is: total.count, file: file, line: line)
        try expect(held.digest, is: total.digest, file: file, line: line)
        let manifest = try await store.manifest(of: replica, at: position)
        try expect(manifest.reduce(0) { $0 + $1.count }, is: total.count, file: file, line: line)
        try expect(manifest.reduce(into: .zero) { $0 += $1.digest }, is: total.digest, file: file, line: line)
        try expect(Set(manifest.map(\.person)), is: Set(persons.keys), file: file, line: line)
    }

    /// Bodies as texts, sorted.
    var texts: [String] { units.values.map { String(decoding: $0.body, as: UTF8.self) }.sorted() }
}

extension SyncLine {
    var deny: DenyLine? { if case .deny(let line) = self { line } else { nil } }
    var put: PutLine? { if case .put(let line) = self { line } else { nil } }
    var person: PersonLine? { if case .person(let line) = self { line } else { nil } }
}

extension Fixture {
    /// Enrols a replica in a write of its own.
    static func replica(_ id: String = "r", in store: any ResultStore) async throws -> ReplicaKey {
        try await store.write {
            try $0.addReplica(NewReplica(id: id, client: "client", organisation: "999000003", schema: 1))
        }
    }
}

extension ResultStore {
    /// Sets and ends lines of a scope in a write of their own.
    @discardableResult
    func changeScope(
        _ replica: ReplicaKey,
        set persons: [PersonKey] = [],
        until: ServerTime = ServerTime(microseconds: 4_000_000_000_000_000),
        end: [PersonKey] = []
    ) async throws -> Stamp? {
        let lines = persons.map { ScopeLine(person: $0, basis: "care", responsible: "7", until: until) }
        return try await write { try $0.changeScope(of: replica, setting: lines, ending: end) }
    }
}
