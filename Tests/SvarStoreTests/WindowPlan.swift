import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

/// Writes with the time of each, so that another store can be given a part of them.
struct WindowPlan {
    struct Unit {
        var new: NewUnit
        /// From 1; the order in which they are added.
        var key: UnitKey
    }

    struct Step {
        var unit: Int
        var versions: [NewVersion]
        var state: UnitState
        var at: ServerTime
    }

    private(set) var units: [Unit] = []
    private(set) var steps: [Step] = []
    private let first = ManualClock().now.microseconds

    init(_ make: inout RandomQueries) {
        for number in 0..<14 {
            let type = make.one(RandomQueries.types)
            let isOpen = type.typeClass == .conformance || type.typeClass == .directory
            let new = NewUnit(
                person: isOpen ? nil : PersonKey(make.chance(5) ? 2 : 1),
                producer: Fixture.laboratory,
                regime: .rest,
                typeClass: type.typeClass
            )
            units.append(Unit(new: new, key: UnitKey(Int64(number) + 1)))
        }
        var homes: [String: Int] = [:]
        for number in 0..<100 {
            let unit = Int.random(in: 0..<units.count, using: &make.random)
            var versions: [NewVersion] = []
            for _ in 0..<Int.random(in: 2...6, using: &make.random) {
                let type = make.one(RandomQueries.types)
                let isOpen = units[unit].new.typeClass == .conformance
                guard isOpen == (type.typeClass == .conformance) else { continue }
                let id = make.chance(2) ? make.id() : "j\(Int.random(in: 0..<9, using: &make.random))"
                let version = make.version(type, id, number)
                let name = "\(type.rawValue)/\(version.id)"
                guard homes[name, default: unit] == unit, !versions.contains(where: { $0.id == version.id }) else {
                    continue
                }
                homes[name] = unit
                versions.append(version)
            }
            let at = ServerTime(microseconds: first + Int64(number) * 5 + Int64.random(in: 1...4, using: &make.random))
            steps.append(
                Step(unit: unit, versions: versions, state: UnitState(isHeld: make.chance(12)), at: at)
            )
        }
    }

    static func memory() -> (MemoryStore, ManualClock) {
        let clock = ManualClock()
        return (MemoryStore(index: .fixture()) { clock.now }, clock)
    }

    // MARK: Writing

    /// - Parameter allowed: what it shows is all that is written; nil: everything.
    func write(to store: any ResultStore, _ clock: ManualClock, as allowed: AllowedSet? = nil) async throws {
        for number in 0..<2 { _ = try await store.addPerson("i\(number)") }
        for unit in units { _ = try await store.write { try $0.addUnit(unit.new) } }
        for step in steps {
            let unit = units[step.unit]
            clock.move(microseconds: step.at.microseconds - clock.now.microseconds)
            var versions = step.versions
            if let window = allowed.flatMap({ self.window(of: unit, $0) }) {
                guard step.at <= window.through else { continue }
                if window.isMetadata { versions = try versions.compactMap(Self.reduced) }
            }
            let written = versions
            let stamp = try await store.append(written, to: unit.key, state: step.state)
            #expect(stamp.at == step.at)
        }
        guard allowed != nil else { return }
        // Whether a unit is held is a matter of now, whatever the window.
        for (index, unit) in units.enumerated() {
            guard let last = steps.last(where: { $0.unit == index }) else { continue }
            try await store.append([], to: unit.key, state: last.state)
        }
    }

    func window(of unit: Unit, _ allowed: AllowedSet) -> UnitWindow? {
        let isPersons = unit.new.typeClass == .member || unit.new.typeClass == .personBound
        return isPersons && unit.new.person == allowed.person ? allowed.windows[unit.key] : nil
    }

    /// What is written of a unit's resource where only metadata are shown; a report of which nothing is left is gone.
    private static func reduced(_ new: NewVersion) throws -> NewVersion? {
        guard new.type == .diagnosticReport else { return nil }
        guard !new.isDeleted else { return new }
        let whole = ResourceVersion(
            key: 0,
            number: 0,
            type: new.type,
            id: new.id,
            unit: UnitKey(0),
            person: nil,
            versionID: new.versionID,
            stamp: Stamp(position: LogPosition(0), at: ServerTime(microseconds: 0)),
            isDeleted: false,
            body: new.body,
            stampOffset: new.stampOffset
        )
        guard let left = try Fixture.metadata(whole) else { return Fixture.deletion(new.type, new.id, new.versionID) }
        var reduced = new
        (reduced.body, reduced.stampOffset) = (left.body, left.stampOffset)
        reduced.index = new.index.filter { $0.slot == Fixture.codeSlot }
        return reduced
    }

    // MARK: Asking

    func time(_ make: inout RandomQueries) -> ServerTime {
        ServerTime(microseconds: first + Int64.random(in: -3...500, using: &make.random))
    }

    func allowed(_ make: inout RandomQueries) -> AllowedSet {
        let keys = units.map(\.key)
        var windows: [UnitKey: UnitWindow] = [:]
        for key in keys where !make.chance(3) {
            windows[key] = UnitWindow(
                from: make.chance(2) ? ServerTime(microseconds: .min) : time(&make),
                through: make.chance(3) ? ServerTime(microseconds: .max) : time(&make),
                isMetadata: make.chance(6)
            )
        }
        return AllowedSet(
            person: PersonKey(make.chance(6) ? 2 : 1),
            units: Set(keys.filter { _ in !make.chance(5) }),
            windows: windows,
            showsEarlierVersions: make.chance(2)
        )
    }

    /// The same with times from which on some units are shown: of these, searches depend on when their resources came, as
    /// no store has them in which they came later.
    func dated(_ allowed: AllowedSet, _ make: inout RandomQueries) -> AllowedSet {
        var windows = allowed.windows
        for key in units.map(\.key) where make.chance(3) {
            windows[key, default: UnitWindow()].since = ServerTime(microseconds: make.one(steps).at.microseconds - 1)
        }
        return AllowedSet(
            person: allowed.person,
            units: allowed.units,
            windows: windows,
            showsEarlierVersions: allowed.showsEarlierVersions
        )
    }

    struct Question {
        var query: SearchQuery
        var includes: [Include]
        var before: ServerTime
        var after: (HostedType, String)?
        var isReversed: Bool
        var limit: Int

        func ask(_ store: any ResultStore & SyncStore, _ scope: Scope) async throws -> [String] {
            let position = try await store.place(before: before) ?? LogPosition(0)
            var key: Int64?
            // Of a report of which nothing was ever left a cut store has a deletion, and no page ends with one.
            if let after, let last = try await store.current(after.0, after.1, in: scope), !last.isDeleted {
                key = last.key
            }
            let found = try await store.search(
                query,
                at: position,
                after: key,
                isReversed: isReversed,
                limit: limit,
                in: scope
            )
            var all = SearchQuery(types: RandomQueries.types, criterion: .all([]))
            all.sort = []
            let known = try await store.search(
                all,
                at: position,
                after: nil,
                isReversed: false,
                limit: 999,
                in: scope
            )
            var included: [ResourceVersion] = []
            for include in includes {
                included += try await store.included(
                    include,
                    from: known.map(\.key),
                    at: position,
                    limit: limit,
                    in: scope
                )
            }
            let count = try await store.count(query, at: position, in: scope)
            return found.map(text) + ["count \(count)"] + included.map(text) + ["known \(known.count)"]
        }
    }

    func question(_ make: inout RandomQueries) -> Question {
        let step = make.one(steps)
        var query = make.query()
        // Many results: values to sort by are then looked up together.
        if make.chance(3) {
            query.types = RandomQueries.types.filter { $0.typeClass != .conformance || make.chance(3) }
            query.criterion = make.chance(2) ? .all([]) : .not(query.criterion)
            if make.chance(2) {
                let field = SortKey.Field.slots([Fixture.dateSlot], usesExtra: make.chance(2))
                query.sort = [SortKey(field, isDescending: make.chance(2))]
            }
        }
        if make.chance(4) {
            query.criterion = .referred(from: make.one(RandomQueries.types), [Fixture.referenceSlot], .all([]))
        }
        var includes = [make.include(), make.include()]
        for type in RandomQueries.types {
            var include = make.include()
            (include.source, include.target, include.isReverse) = (type, nil, make.chance(4))
            includes.append(include)
        }
        return Question(
            query: query,
            includes: includes,
            before: make.chance(3) ? time(&make) : ServerTime(microseconds: first + 600),
            after: make.chance(3) ? step.versions.first.map { ($0.type, $0.id) } : nil,
            isReversed: make.chance(3),
            limit: Int.random(in: 1...40, using: &make.random)
        )
    }
}

/// What is compared of a version; keys and places differ between stores that were given different parts.
func text(_ version: ResourceVersion) -> String {
    """
    \(version.type.rawValue)/\(version.id) \(version.versionID) \(version.stamp.at.microseconds) \(version.isDeleted) \
    \(String(decoding: version.body, as: UTF8.self))
    """
}
