import SvarDomain
package import SvarSync

/// The server of the model: keeps what a store keeps, as intervals that each entry changes, and the places at which a
/// replica's state changed. Where a unit may be is `Presence`, the function of the product.
package struct ModelServer: Sendable, Equatable {
    struct Version: Hashable, Sendable {
        var place: Int
        var content: Int
        var at: Int64
    }

    struct ScopeRow: Hashable, Sendable {
        var from: Int
        var to: Int?
        var until: Int64
        var interval: Interval { Interval(from: LogPosition(Int64(from)), to: to.map { LogPosition(Int64($0)) }) }
    }

    private struct Followed: Hashable {
        var replica: Int
        var person: Int
    }

    package let shape: ModelShape
    let mutant: ModelMutant?
    /// Random in the product; new when the store is restored.
    package private(set) var epoch: Int
    package private(set) var log: [ModelEntry] = []
    private(set) var versions: [[Version]]
    private var visible: [[Interval]]
    private var denied: [[Interval]]
    private(set) var scopes: [[[ScopeRow]]]
    /// By replica: places where its state changed, ascending.
    private var changes: [[Int]]
    /// By replica and person: the last of them that was that person's.
    private var touched: [[Int]]
    /// Tokens that were given, by what stands for them outside; nobody can make one.
    var tokens: [String: ModelToken] = [:]
    var given: [Int]
    /// Rounds from before it cannot be served any more.
    package var horizon = 0
    private var presences: [[Presence?]]

    package init(_ shape: ModelShape, mutant: ModelMutant? = nil, epoch: Int = 0) {
        self.shape = shape
        self.mutant = mutant
        self.epoch = epoch
        versions = Array(repeating: [], count: shape.units)
        visible = Array(repeating: [], count: shape.units)
        denied = Array(repeating: [], count: shape.units)
        scopes = Array(repeating: Array(repeating: [], count: shape.persons), count: shape.replicas)
        changes = Array(repeating: [], count: shape.replicas)
        touched = Array(repeating: Array(repeating: 0, count: shape.persons), count: shape.replicas)
        given = Array(repeating: 0, count: shape.replicas)
        presences = Array(repeating: Array(repeating: nil, count: shape.units), count: shape.replicas)
    }

    package var head: Int { log.count }

    /// Stamps an entry and writes down what it changes, in one transaction with the ends of scope that are due by then.
    /// - Parameter now: the clock; the log's time never stands still or goes back
    package mutating func append(_ event: ModelEvent, now: Int64) {
        if mutant != .endWithNextEntry { tick { max(now, $0) } }
        enter(ModelEntry(event: event, at: max(now, (log.last?.at ?? 0) + 1)))
    }

    private mutating func enter(_ entry: ModelEntry) {
        log.append(entry)
        let place = log.count
        var changed: Set<Followed> = []
        for replica in 0..<shape.replicas {
            for person in 0..<shape.persons {
                let row = scopes[replica][person].count - 1
                if row >= 0, scopes[replica][person][row].to == nil, scopes[replica][person][row].until <= entry.at {
                    scopes[replica][person][row].to = place
                    changed.insert(Followed(replica: replica, person: person))
                    forget(person: person)
                }
            }
        }
        switch entry.event {
        case .version(let unit, let content, let isHeld):
            versions[unit].append(Version(place: place, content: content, at: entry.at))
            Self.set(&visible[unit], open: !isHeld, at: place)
            changeOf(unit, &changed)
        case .emptied(let unit):
            Self.set(&visible[unit], open: false, at: place)
            changeOf(unit, &changed)
        case .closed(let unit):
            Self.set(&denied[unit], open: true, at: place)
            changeOf(unit, &changed)
        case .opened(let unit):
            Self.set(&denied[unit], open: false, at: place)
            changeOf(unit, &changed)
        case .scope(let replica, let person, let until):
            let row = scopes[replica][person].count - 1
            let isOpen = row >= 0 && scopes[replica][person][row].to == nil
            if isOpen, scopes[replica][person][row].until == until { break }
            if isOpen { scopes[replica][person][row].to = place }
            scopes[replica][person].append(ScopeRow(from: place, to: nil, until: until))
            changed.insert(Followed(replica: replica, person: person))
            forget(person: person)
        case .scopeEnd(let replica, let person):
            let row = scopes[replica][person].count - 1
            guard row >= 0, scopes[replica][person][row].to == nil else { break }
            scopes[replica][person][row].to = place
            changed.insert(Followed(replica: replica, person: person))
            forget(person: person)
        case .tick: break
        }
        for change in changed {
            touched[change.replica][change.person] = place
            if changes[change.replica].last != place { changes[change.replica].append(place) }
        }
    }

    /// Writes the entries of ends of scope that are due, each with its own time (decision 15).
    package mutating func tick(now: Int64) {
        guard mutant == .endWithNextEntry else { return tick { _ in now } }
        if let due = nextEnd, due <= now { enter(ModelEntry(event: .tick, at: max(now, (log.last?.at ?? 0) + 1))) }
    }

    /// - Parameter time: by when, from the earliest time that the next entry may have
    private mutating func tick(by time: (Int64) -> Int64) {
        while let due = nextEnd {
            let next = (log.last?.at ?? 0) + 1
            guard due <= time(next) else { return }
            enter(ModelEntry(event: .tick, at: max(due, next)))
        }
    }

    private var nextEnd: Int64? { scopes.joined().compactMap(\.last).filter { $0.to == nil }.map(\.until).min() }

    /// From a backup: the log as it was, another epoch.
    package mutating func restore(to place: Int) {
        var restored = ModelServer(shape, mutant: mutant, epoch: epoch + 1)
        for entry in log.prefix(place) { restored.enter(entry) }
        restored.tokens = tokens
        restored.given = given
        restored.horizon = min(horizon, place)
        self = restored
    }

    /// The same tables, made anew from the log (P20).
    package var rebuilt: ModelServer {
        var other = ModelServer(shape, mutant: mutant, epoch: epoch)
        for entry in log { other.enter(entry) }
        (other.tokens, other.given, other.horizon) = (tokens, given, horizon)
        return other
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.log == b.log && a.versions == b.versions && a.visible == b.visible && a.denied == b.denied
            && a.scopes == b.scopes && a.changes == b.changes && a.touched == b.touched
    }

    // MARK: What rounds are made of

    /// Where a key may be in a replica's copy.
    func presence(_ replica: Int, _ key: ModelKey) -> Presence {
        switch key {
        case .unit(let unit):
            if let made = presences[replica][unit] { return made }
            return Presence(
                scope: scopes[replica][shape.person(of: unit)].map(\.interval),
                visible: visible[unit],
                denied: mutant == .closureAsMarker ? [] : denied[unit]
            )
        case .person(let person):
            return Presence(scope: scopes[replica][person].map(\.interval), visible: [Interval(from: LogPosition(0))])
        }
    }

    /// Makes presences ready for a page, so that they are not made again for each of its questions.
    mutating func prepare(_ replica: Int) {
        for unit in 0..<shape.units where presences[replica][unit] == nil {
            presences[replica][unit] = presence(replica, .unit(unit))
        }
    }

    /// Whether the replica's state changed after a place: one probe of `touched`.
    package func hasChanged(_ replica: Int, after place: Int) -> Bool {
        touched[replica].contains { $0 > place }
    }

    func isTouched(_ replica: Int, _ person: Int, after place: Int) -> Bool { touched[replica][person] > place }

    package func stamp(_ replica: Int, _ place: Int) -> SyncStamp {
        let milliseconds = log[place - 1].at / 1_000
        if mutant == .positionsAsStamps { return SyncStamp(milliseconds: milliseconds, number: Int64(place)) }
        var number: Int64 = 0
        for earlier in changes[replica].reversed() where earlier < place {
            guard log[earlier - 1].at / 1_000 == milliseconds else { break }
            number += 1
        }
        return SyncStamp(milliseconds: milliseconds, number: number)
    }

    /// `RoundHead.stamp`.
    package func lastStamp(_ replica: Int, _ place: Int) -> SyncStamp {
        if mutant == .positionsAsStamps { return place == 0 ? .zero : stamp(replica, place) }
        return changes[replica].last { $0 <= place }.map { stamp(replica, $0) } ?? .zero
    }

    /// How many units are present as of a place, and their sum; of all persons or of one.
    func total(_ replica: Int, at place: Int, person: Int? = nil) -> (count: Int, digest: SyncDigest) {
        var total = (count: 0, digest: SyncDigest.zero)
        let position = LogPosition(Int64(place))
        for unit in 0..<shape.units where person == nil || shape.person(of: unit) == person {
            guard presence(replica, .unit(unit)).isPresent(at: position), let version = version(unit, at: place)
            else { continue }
            total.count += 1
            total.digest += SyncDigest.element(
                of: ModelNames.units[unit][shape.person(of: unit)],
                version: version.at,
                hash: ModelNames.hash(version.content),
                key: ModelNames.integrityKey(epoch)
            )
        }
        return total
    }

    func version(_ unit: Int, at place: Int) -> Version? { versions[unit].last { $0.place <= place } }

    // MARK: Tables

    private static func set(_ intervals: inout [Interval], open: Bool, at place: Int) {
        let position = LogPosition(Int64(place))
        let isOpen = intervals.last.map { $0.to == nil } ?? false
        if open, !isOpen { intervals.append(Interval(from: position)) }
        if !open, isOpen, let last = intervals.popLast() { intervals.append(Interval(from: last.from, to: position)) }
    }

    /// A version or a change of visibility is a replica's where the unit is present before or after it.
    private mutating func changeOf(_ unit: Int, _ changed: inout Set<Followed>) {
        let place = LogPosition(Int64(log.count))
        let before = LogPosition(Int64(log.count - 1))
        let isVersion = versions[unit].last?.place == log.count
        for replica in 0..<shape.replicas {
            presences[replica][unit] = nil
            let presence = presence(replica, .unit(unit))
            let (old, new) = (presence.isPresent(at: before), presence.isPresent(at: place))
            guard old != new || (new && isVersion) else { continue }
            changed.insert(Followed(replica: replica, person: shape.person(of: unit)))
        }
    }

    private mutating func forget(person: Int) {
        for unit in 0..<shape.units where shape.person(of: unit) == person {
            for replica in 0..<shape.replicas { presences[replica][unit] = nil }
        }
    }
}
