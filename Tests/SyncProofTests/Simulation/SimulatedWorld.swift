import Crypto
import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// What every replica may hold at every place of the log, told in the slowest and most obvious way: beside the log stands
/// a whole list for each entry. It knows what was done and which stamps it got, and asks the store nothing else.
struct SimulatedWorld: Sendable {
    /// What was done under an entry of the log, in the order of the entries.
    enum Deed: Sendable {
        case versions([NewVersion], of: UnitKey, state: UnitState)
        /// A resource left this unit for another.
        case moved(HostedType, String, from: UnitKey, to: UnitKey)
        /// The lines of a replica that are wanted from now on: the end of each, in microseconds.
        case scope(replica: Int, [Int: Int64])
        /// From whom a person is closed by name.
        case block(person: Int, Set<Int>)
        case tick
    }

    struct Held: Hashable, Sendable {
        var person: WireKey
        /// In microseconds.
        var version: Int64
        var body: [UInt8]
        var hash: [UInt8]
    }

    /// What one replica may hold at one place.
    struct View: Sendable {
        var units: [WireKey: Held] = [:]
        /// Who is in the scope, and until when, in milliseconds.
        var persons: [WireKey: Int64] = [:]
        /// From which of its professionals those of them are closed.
        var blocked: [WireKey: Set<Int>] = [:]
    }

    /// Who may read each replica.
    static let professionals: Set<Int> = [1, 2]

    private struct Member: Sendable {
        var type: HostedType
        var id: String
        var unit: UnitKey
        var content: UnitBody.Member
    }

    private struct Unit: Sendable {
        var person: Int
        var key: WireKey
        var state = UnitState()
        /// As of its last version; nil when it is not to be seen.
        var held: Held?
    }

    /// One replica, at every place.
    struct Follower: Sendable {
        /// The lines in force: ends in microseconds.
        var until: [Int: Int64] = [:]
        fileprivate(set) var views = [View()]
        /// The stamp of the last change at or before each place.
        fileprivate(set) var marks = [SyncStamp.zero]
        /// Changes of the last millisecond.
        fileprivate var latest: (milliseconds: Int64, count: Int64) = (.min, 0)
    }

    let keys: SyncKeys
    /// The Patient ids, by number.
    let patients: [String]
    let persons: [WireKey]
    private(set) var followers: [Follower]
    /// Places of ticks, with their times.
    private var ticks: [Int: Int64] = [:]
    private var members: [Member] = []
    private var units: [UnitKey: Unit] = [:]
    private var blocks: [Int: Set<Int>] = [:]

    init(keys: SyncKeys, patients: [String], followers: Int) {
        self.keys = keys
        self.patients = patients
        persons = patients.map(keys.person)
        self.followers = Array(repeating: Follower(), count: followers)
    }

    /// The same things under the keys of another epoch.
    init(_ other: SimulatedWorld, keys: SyncKeys) {
        self = SimulatedWorld(keys: keys, patients: other.patients, followers: 0)
        (followers, members, units, ticks) = (other.followers, other.members, other.units, other.ticks)
        blocks = other.blocks
    }

    var head: Int { (followers.first?.views.count ?? 1) - 1 }

    /// What a replica may hold at a place.
    func view(_ replica: Int, at place: Int) -> View { followers[replica].views[place] }

    /// The place after the ticks that were due at a time and follow a place at once.
    func place(after place: Int, due time: Int64) -> Int {
        var place = place
        while let at = ticks[place + 1], at <= time { place += 1 }
        return place
    }

    /// What it may hold now.
    func view(_ replica: Int) -> View { view(replica, at: head) }

    /// The last place whose last change has this stamp; nil when none has.
    func place(of stamp: SyncStamp, _ replica: Int) -> Int? { followers[replica].marks.lastIndex(of: stamp) }

    /// Whether a replica might once have held the unit.
    func wasThere(_ unit: WireKey, _ replica: Int) -> Bool {
        followers[replica].views.contains { $0.units[unit] != nil }
    }

    /// Count and sum of a list.
    func total(of view: View) -> (count: Int, digest: SyncDigest) {
        view.units.reduce(into: (0, SyncDigest.zero)) { total, unit in
            total.0 += 1
            total.1 += element(unit.key, unit.value)
        }
    }

    func element(_ unit: WireKey, _ held: Held) -> SyncDigest {
        .element(of: unit, version: held.version, hash: held.hash, key: keys.integrity)
    }

    /// The whole units of a person that may be seen, with the body that each has.
    var shown: [(unit: UnitKey, body: [UInt8], hasDeleted: Bool)] {
        units.compactMap { key, unit in
            guard let held = unit.held else { return nil }
            return (key, held.body, members.contains { $0.unit == key && $0.content.isDeleted })
        }.sorted { $0.unit < $1.unit }
    }

    // MARK: What happens

    mutating func add(_ unit: UnitKey, of person: Int) {
        units[unit] = Unit(person: person, key: keys.unit(unit, of: persons[person]))
    }

    /// An entry of the log with what was done under it.
    mutating func take(_ stamp: Stamp, _ deed: Deed) throws {
        let at = stamp.at.microseconds
        try checkEnds(at, deed)
        var touched: UnitKey?
        switch deed {
        case .tick: ticks[head + 1] = at
        case .scope(let replica, let wanted): followers[replica].until = wanted.filter { $0.value > at }
        case .block(let person, let numbers): blocks[person] = numbers.intersection(Self.professionals)
        case .versions(let versions, let unit, let state):
            units[unit]?.state = state
            for version in versions { write(version, to: unit, at: at) }
            touched = unit
        case .moved(let type, let id, let left, let unit):
            for index in members.indices where members[index].type == type && members[index].id == id {
                members[index].unit = unit
            }
            touched = left
        }
        if let touched { try fold(touched, at: at) }
        for index in followers.indices {
            followers[index].until = followers[index].until.filter { $0.value > at }
            advance(index, at: at, touched)
        }
    }

    /// A line ends at its own time and by a tick, whatever else is written (P14).
    private func checkEnds(_ at: Int64, _ deed: Deed) throws {
        let next = followers.compactMap { $0.until.values.min() }.min() ?? .max
        let isRight = if case .tick = deed { next == at } else { next > at }
        guard isRight else {
            throw SimulationViolation(property: "P14", detail: "an entry of \(at) where an end is due at \(next)")
        }
    }

    private mutating func write(_ version: NewVersion, to unit: UnitKey, at: Int64) {
        var content = UnitBody.Member(
            type: version.type,
            body: version.body,
            stampOffset: version.stampOffset,
            at: at,
            isDeleted: version.isDeleted,
            versionID: version.isDeleted ? version.versionID : nil
        )
        if let index = members.firstIndex(where: { $0.type == version.type && $0.id == version.id }) {
            if version.isDeleted {
                (content.body, content.stampOffset) = (members[index].content.body, members[index].content.stampOffset)
            }
            members[index].content = content
        } else {
            members.append(Member(type: version.type, id: version.id, unit: unit, content: content))
        }
    }

    private mutating func fold(_ key: UnitKey, at: Int64) throws {
        guard var unit = units[key] else { return }
        let parts = members.filter { $0.unit == key }.map(\.content)
        let body = unit.state.isHeld ? nil : try UnitBody.bytes(of: parts, isWithdrawn: unit.state.isWithdrawn)
        unit.held = body.map {
            Held(person: persons[unit.person], version: at, body: $0, hash: UnitBody.hash($0))
        }
        units[key] = unit
    }

    private mutating func advance(_ index: Int, at: Int64, _ touched: UnitKey?) {
        let before = followers[index].views[head(of: index)]
        var view = View()
        for (person, until) in followers[index].until {
            view.persons[persons[person]] = milliseconds(until)
            if let numbers = blocks[person], !numbers.isEmpty { view.blocked[persons[person]] = numbers }
        }
        if view.persons.keys == before.persons.keys {
            view.units = before.units
            if let touched, let unit = units[touched], view.persons[persons[unit.person]] != nil {
                view.units[unit.key] = unit.held
            }
        } else {
            for unit in units.values where view.persons[persons[unit.person]] != nil {
                view.units[unit.key] = unit.held
            }
        }
        // A version is a change, though its bytes may be the old ones.
        let isSame =
            view.persons == before.persons && view.blocked == before.blocked && view.units.count == before.units.count
            && view.units.allSatisfy { before.units[$0.key]?.version == $0.value.version }
        followers[index].views.append(view)
        guard !isSame else { return followers[index].marks.append(followers[index].marks[head(of: index) - 1]) }
        let time = milliseconds(at)
        if followers[index].latest.milliseconds != time { followers[index].latest = (time, 0) }
        followers[index].marks.append(SyncStamp(milliseconds: time, number: followers[index].latest.count))
        followers[index].latest.count += 1
    }

    private func head(of index: Int) -> Int { followers[index].views.count - 1 }

    private func milliseconds(_ microseconds: Int64) -> Int64 {
        microseconds / 1_000 - (microseconds % 1_000 < 0 ? 1 : 0)
    }
}
