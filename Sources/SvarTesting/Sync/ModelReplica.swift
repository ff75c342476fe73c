package import SvarSync

/// The replica of the model: what it keeps, changed in one transaction a page. Joining is `Register` and `ReplicaMark`,
/// the functions of the product.
package struct ModelReplica: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        package var person: WireKey
        package var version: Int64
        package var hash: [UInt8]
        package var body: [UInt8]
    }

    /// What it is doing; it asks, and takes answers, accordingly.
    package enum Phase: Sendable, Hashable {
        case empty
        /// Of a snapshot, until it is complete, no other is taken: a snapshot does not say what is gone.
        case snapshot(SyncStamp)
        case following
        /// It must be put right and waits for a manifest.
        case wanting
        case reconciling(Reconcile)
    }

    package struct Reconcile: Sendable, Hashable {
        /// Of the manifest: a delta starts there when all is right.
        var token: String
        var place: SyncStamp
        var count: Int
        var digest: SyncDigest
        /// Persons that differ and were not fetched yet; those asked for together stand first.
        package var persons: [WireKey]
        /// After the last page of the persons asked for.
        package var pageToken: String?
        var named: Set<WireKey> = []
    }

    package private(set) var phase = Phase.empty
    package private(set) var rows: [WireKey: Row] = [:]
    /// Of persons: when the scope ends by itself, in milliseconds.
    package private(set) var persons: [WireKey: Int64] = [:]
    package private(set) var registers: [WireKey: Register] = [:]
    package private(set) var mark = ReplicaMark()
    package private(set) var token: String?
    private var rank = Rank(to: .zero, isEnd: false, page: 0)
    private var count = 0
    private var sum = SyncDigest.zero
    package private(set) var epoch = 0
    /// Answers to what was asked before this number went up are thrown away.
    package private(set) var generation = 0
    package let mutant: ModelMutant?

    /// Persons in one request.
    static let together = 2

    private struct Rank: Hashable, Sendable, Comparable {
        var to: SyncStamp
        var isEnd: Bool
        var page: Int
        static func < (a: Self, b: Self) -> Bool {
            a.to != b.to ? a.to < b.to : a.isEnd != b.isEnd ? b.isEnd : a.page < b.page
        }
    }

    package init(mutant: ModelMutant? = nil) { self.mutant = mutant }

    /// Persons whose lines or units are asked for now.
    package var asked: [WireKey]? {
        if case .reconciling(let reconcile) = phase { Array(reconcile.persons.prefix(Self.together)) } else { nil }
    }

    // MARK: Answers

    /// Whether lines that begin so are for it.
    package func takes(_ begin: SyncLine.Begin) -> Bool {
        switch (begin.mode, phase) {
        case (.snapshot, .empty): true
        case (.snapshot, .snapshot(let place)): begin.to == place || mutant == .anySnapshot
        case (.delta, .following): begin.from <= mark.floor
        case (.reconcile, .reconciling(let reconcile)): begin.to == reconcile.place
        default: false
        }
    }

    /// Takes lines up to a `page` or `end`, in one transaction.
    /// - Parameter epoch: whose key the sums have, as enrolment tells
    package mutating func take(_ lines: [SyncLine], of begin: SyncLine.Begin, epoch: Int) {
        if phase == .empty || (mutant == .anySnapshot && begin.mode == .snapshot) {
            phase = .snapshot(begin.to)
            self.epoch = epoch
        }
        for line in lines {
            switch line {
            case .begin: break
            case .person(let line):
                let effect = apply(line.until == nil ? .deny(line.stamp) : .put(line.stamp), line.person, begin)
                switch effect {
                case .keep: break
                case .replace: persons[line.person] = line.until
                case .remove: persons[line.person] = nil
                }
            case .deny(let line):
                if apply(.deny(line.stamp), line.unit, begin) == .remove { remove(line.unit) }
            case .put(let line):
                if case .reconciling(var reconcile) = phase {
                    reconcile.named.insert(line.unit)
                    phase = .reconciling(reconcile)
                }
                if apply(.put(line.stamp), line.unit, begin) == .replace {
                    remove(line.unit)
                    add(line.unit, Row(person: line.person, version: line.version, hash: line.hash, body: line.body))
                }
            case .page(let number, let token): keep(token, page: number, begin)
            case .end(let end): complete(end, begin)
            }
        }
    }

    /// A mutant's first step: the token without what belongs to it.
    package mutating func takeTokenAlone(_ lines: [SyncLine], of begin: SyncLine.Begin) {
        guard mutant == .tokenBeforeData else { return }
        if phase == .empty { phase = .snapshot(begin.to) }
        switch lines.last {
        case .page(let number, let token): keep(token, page: number, begin)
        case .end(let end):
            guard begin.mode != .reconcile else { return }
            phase = .following
            token = end.token
            _ = mark.complete(to: begin.to)
        default: break
        }
    }

    private mutating func apply(_ change: Register.Change, _ key: WireKey, _ begin: SyncLine.Begin) -> Register.Effect {
        var register = registers[key] ?? Register()
        let effect: Register.Effect
        if mutant == .noStamps {
            register = Register(change)
            effect = change.isPut ? .replace : .remove
        } else if begin.mode == .reconcile, change.isPut, change.stamp <= begin.to {
            effect = register.reconcile(put: change.stamp, at: begin.to, floor: mark.floor)
        } else {
            effect = register.apply(change, floor: mark.floor)
        }
        guard effect != .keep else { return effect }
        if mutant == .noTombstones, effect == .remove { register = Register() }
        registers[key] = register.last == nil ? nil : register
        mark.took(change.stamp)
        return effect
    }

    private mutating func keep(_ token: String, page: Int, _ begin: SyncLine.Begin) {
        if case .reconciling(var reconcile) = phase {
            reconcile.pageToken = token
            phase = .reconciling(reconcile)
            return
        }
        keep(token, Rank(to: begin.to, isEnd: false, page: page))
    }

    private mutating func keep(_ token: String, _ rank: Rank) {
        guard self.token == nil || rank >= self.rank || mutant == .noStamps else { return }
        (self.token, self.rank) = (token, rank)
    }

    private mutating func complete(_ end: SyncLine.End, _ begin: SyncLine.Begin) {
        if case .reconciling(var reconcile) = phase {
            let done = Set(reconcile.persons.prefix(Self.together))
            for (key, row) in rows where done.contains(row.person) && !reconcile.named.contains(key) {
                guard registers[key]?.isSwept(at: reconcile.place, floor: mark.floor) ?? true else { continue }
                forget(key)
            }
            reconcile.persons.removeFirst(done.count)
            (reconcile.pageToken, reconcile.named) = (nil, [])
            phase = .reconciling(reconcile)
            finishReconcile()
            return
        }
        guard mark.complete(to: begin.to) else { return }
        keep(end.token, Rank(to: begin.to, isEnd: true, page: 0))
        phase = .following
        forgetTombstones()
        compare(end.count, end.digest, begin.to)
    }

    private mutating func compare(_ count: Int, _ digest: SyncDigest, _ place: SyncStamp) {
        guard mark.isComparable(at: place) || mutant == .sumsAlwaysCompared else { return }
        if count != self.count || digest != sum { putRight() }
    }

    // MARK: Putting right

    /// It cannot go on from where it is: the token is not taken any more, or what it holds is not what it should.
    package mutating func putRight() {
        phase = .wanting
        generation += 1
        token = nil
    }

    /// Hides at once whom the manifest does not name, and finds the persons that differ.
    package mutating func take(
        manifest rows: [ManifestRow],
        token: String,
        place: SyncStamp,
        count: Int,
        digest: SyncDigest,
        epoch: Int
    ) {
        guard phase == .wanting else { return }
        self.epoch = epoch
        // No answer from before is under way: whatever seems to be later than the manifest is wrong.
        mark = ReplicaMark()
        registers = registers.filter { $0.value.isPresent }
        for (key, register) in registers where register.last.map({ $0.stamp > place }) ?? true {
            registers[key] = Register(.put(.zero))
        }
        let named = Set(rows.map(\.person))
        for (key, row) in self.rows where !named.contains(row.person) { forget(key) }
        for person in persons.keys where !named.contains(person) {
            persons[person] = nil
            registers[person] = nil
        }
        recount()
        let differing = rows.filter { row in
            let own = total(of: row.person)
            return own.count != row.count || own.digest != row.digest || persons[row.person] == nil
        }
        phase = .reconciling(
            Reconcile(
                token: token,
                place: place,
                count: count,
                digest: digest,
                persons: differing.map(\.person)
            )
        )
        finishReconcile()
    }

    private mutating func finishReconcile() {
        guard case .reconciling(let reconcile) = phase, reconcile.persons.isEmpty else { return }
        _ = mark.complete(to: reconcile.place)
        phase = .following
        (token, rank) = (reconcile.token, Rank(to: reconcile.place, isEnd: true, page: 0))
        forgetTombstones()
        compare(reconcile.count, reconcile.digest, reconcile.place)
    }

    // MARK: Sums

    private func element(_ key: WireKey, _ row: Row, _ hash: [UInt8]) -> SyncDigest {
        .element(of: key, version: row.version, hash: hash, key: ModelNames.integrityKey(epoch))
    }

    private mutating func add(_ key: WireKey, _ row: Row) {
        rows[key] = row
        count += 1
        sum += element(key, row, row.hash)
    }

    private mutating func remove(_ key: WireKey) {
        guard let row = rows.removeValue(forKey: key) else { return }
        count -= 1
        sum -= element(key, row, row.hash)
    }

    private mutating func forget(_ key: WireKey) {
        remove(key)
        registers[key] = nil
    }

    private mutating func forgetTombstones() {
        registers = registers.filter { !$0.value.isForgotten(at: mark.floor) }
    }

    /// Counts what is stored, damage included, by what taking a row out will subtract.
    private mutating func recount() {
        for (key, row) in rows { rows[key]?.hash = UnitBody.hash(row.body) }
        (count, sum) = total(of: nil)
    }

    /// From the stored bytes, of one person with their line, or of all units.
    private func total(of person: WireKey?) -> (count: Int, digest: SyncDigest) {
        var total = (count: 0, digest: SyncDigest.zero)
        for (key, row) in rows where person == nil || row.person == person {
            total.count += 1
            total.digest += element(key, row, UnitBody.hash(row.body))
        }
        if let person, let until = persons[person] {
            total.digest += .person(person, until: until, blocked: [], key: ModelNames.integrityKey(epoch))
        }
        return total
    }

    /// Counts the stored bytes anew; what differs from the kept sum is put right.
    package mutating func scrub() {
        let found = total(of: nil)
        if found.count != count || found.digest != sum { putRight() }
    }

    /// Damages the stored rows, as a bad disk does, and not the kept sum.
    package mutating func damage(_ kind: Int, _ which: Int) {
        let keys = rows.keys.sorted()
        guard !keys.isEmpty else { return }
        let key = keys[which % keys.count]
        switch kind % 5 {
        case 0: rows[key]?.body[1] ^= 1
        case 1: rows[key]?.version ^= 1 << Int64(which % 60)
        case 2: rows[key] = nil
        case 3:
            rows[key] = nil
            registers[key] = nil
        default:
            rows[key]?.version += 1
            registers[key] = Register(.put(SyncStamp(milliseconds: .max, number: 0)))
        }
    }
}
