import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

private func coded(_ code: String) -> Criterion { .row([Fixture.codeSlot], .compare(.value, .equal, .text(code))) }

extension StoreConformance {
    /// Units of which a part is shown.
    static let windows: [Case] = [
        Case("reads by name give a unit as it stood at its window's end") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            let second = [
                "r v1 v1", "a v2 v1v2", "b gone v1v2", "c - ", "members rv1 av2", "history av1 av2 bv1 bv2 rv1",
            ]
            try expect(await changed.named(store, in: changed.asOf(1)), is: second)
            let before = UnitWindow(through: ServerTime(microseconds: changed.times[2].microseconds - 1))
            try expect(await changed.named(store, in: changed.scope(before)), is: second)
            try expect(
                await changed.named(store, in: changed.asOf(0)),
                is: ["r v1 v1", "a v1 v1", "b v1 v1", "c - ", "members rv1 av1 bv1", "history av1 bv1 rv1"]
            )
            let whole = try await changed.named(store, in: changed.scope(UnitWindow()))
            try expect(await changed.named(store, in: changed.asOf(2)), is: whole)
            try expect(await changed.named(store, in: .everything), is: whole)
            let never = UnitWindow(through: ServerTime(microseconds: changed.times[0].microseconds - 1))
            let nothing = ["r - ", "a - ", "b - ", "c - ", "members ", "history "]
            try expect(await changed.named(store, in: changed.scope(never)), is: nothing)
        },
        Case("earlier versions are given from the window's beginning, the current one always") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            try expect(
                await changed.named(store, in: changed.scope(UnitWindow(from: changed.times[1]))),
                is: [
                    "r v3 v3", "a v3 v2v3", "b gone v2", "c v3 v3", "members rv3 av3 cv3",
                    "history av2 av3 bv2 cv3 rv3",
                ]
            )
            let part = UnitWindow(from: changed.times[2], through: changed.times[1])
            let second = ["r v1 v1", "a v2 v2", "b gone v2", "c - ", "members rv1 av2", "history av2 bv2 rv1"]
            try expect(await changed.named(store, in: changed.scope(part)), is: second)
            try expect(await changed.named(store, in: changed.asOf(1, earlier: false)), is: second)
            try expect(
                await changed.named(store, in: changed.scope(UnitWindow(), earlier: false)),
                is: ["r v3 v3", "a v3 v3", "b gone v2", "c v3 v3", "members rv3 av3 cv3", "history av3 bv2 cv3 rv3"]
            )
        },
        Case("searches, orders and counts know nothing beyond a window") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            for (version, codes) in [(0, ["first", "a b"]), (1, ["second", "a"]), (2, ["third", "a c"])].enumerated() {
                let scope = changed.asOf(version)
                for other in ["first", "second", "third"] {
                    let wanted = other == codes.1[0] ? codes.1[1] : ""
                    try expect(await store.find(coded(other), in: scope), is: wanted)
                    let negated = try await store.find(.not(coded(other)), in: scope)
                    try expect(negated.contains("a"), is: wanted.isEmpty)
                }
            }
            let byDate = SortKey(.slots([Fixture.dateSlot], usesExtra: true), isDescending: false)
            let byEnd = SortKey(.slots([Fixture.dateSlot], usesExtra: true), isDescending: true)
            for (version, ascending, descending) in [(0, "b a z", "a z b"), (1, "z a", "a z"), (2, "a z c", "c z a")] {
                let scope = changed.asOf(version)
                try expect(await store.find(sort: [byDate], in: scope), is: ascending)
                try expect(await store.find(sort: [byEnd], in: scope), is: descending)
                let late = RowCondition.compare(.extra, .greaterOrEqual, .integer(40))
                try expect(
                    await store.find(.row([Fixture.dateSlot], late), in: scope),
                    is: ["", "a", "c"][version]
                )
                // A row that stores keep beside the index.
                let number = RowCondition.compare(.value, .equal, .bytes([UInt8(version) + 1]))
                try expect(await store.find(.row([Fixture.numberSlot], number), in: scope), is: "a")
            }
            let changes = Criterion.updated(from: changed.times[1].microseconds + 1, to: nil)
            try expect(await store.find(changes, in: changed.asOf(1)), is: "")
            try expect(await store.find(changes, in: changed.asOf(2)), is: "a c")
            let byChange = [SortKey(.updated, isDescending: true)]
            try expect(await store.find(sort: byChange, in: changed.asOf(1)), is: "a z")
        },
        Case("chains, reverse chains and includes follow what a unit named at its window's end") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            let refers = Include(
                source: .observation,
                slots: [Fixture.referenceSlot],
                target: nil,
                iterates: false,
                isReverse: false
            )
            var reverse = refers
            reverse.isReverse = true
            let keys = try await store.search(
                SearchQuery(types: [.observation, .specimen], criterion: .all([])),
                in: changed.scope(UnitWindow())
            ).map(\.key)
            for (version, specimen, code) in [(0, "s", "first"), (1, "s", "second"), (2, "t", "third")] {
                let scope = changed.asOf(version)
                for other in ["s", "t"] {
                    let chain = Criterion.refers([Fixture.referenceSlot], to: [.specimen], .ids([other]))
                    try expect(await store.find(chain, in: scope), is: other == specimen ? "a" : "")
                }
                let has = Criterion.referred(from: .observation, [Fixture.referenceSlot], .all([]))
                try expect(await store.find(has, .specimen, in: scope), is: specimen)
                for other in ["first", "second", "third"] {
                    let named = Criterion.referred(from: .observation, [Fixture.referenceSlot], coded(other))
                    try expect(await store.find(named, .specimen, in: scope), is: other == code ? specimen : "")
                    let naming = Criterion.refers([Fixture.referenceSlot], to: [.observation], coded(other))
                    try expect(await store.find(naming, in: scope), is: other == code ? "z" : "")
                }
                func brought(_ include: Include, _ keys: [Int64]) async throws -> [String] {
                    try await store.included(include, from: keys, at: store.head(), limit: 9, in: scope)
                        .map { $0.id + $0.versionID }
                }
                try expect(
                    Set(await brought(refers, keys)),
                    is: ["av\(version + 1)", "\(specimen)v1"]
                )
                let found = try await store.search(
                    SearchQuery(types: [.specimen], criterion: .ids([specimen])),
                    in: scope
                ).map(\.key)
                try expect(await brought(reverse, found), is: ["av\(version + 1)"])
            }
        },
        Case("of metadata the report alone is there, reduced, and found by what is left") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            for version in 0..<3 {
                let scope = changed.scope(UnitWindow(through: changed.times[version], isMetadata: true))
                let name = version == 2 ? "v3" : "v1"
                let report = try require(await store.current(.diagnosticReport, "r", in: scope))
                try expect(String(decoding: report.body, as: UTF8.self).contains("metadata"))
                try expect(report.versionID, is: name)
                try expect(await store.version(.diagnosticReport, "r", name, in: scope), is: report)
                try expect(await store.members(of: changed.unit, in: scope), is: [report])
                try expect(await store.history(.diagnosticReport, "r", in: scope).first, is: report)
                let all = SearchQuery(types: [.diagnosticReport], criterion: .all([]))
                try expect(await store.search(all, in: scope), is: [report])
                try expect(await store.find(coded("report"), .diagnosticReport, in: scope), is: "r")
                try expect(await store.find(coded("late"), .diagnosticReport, in: scope), is: version == 2 ? "r" : "")
                try expect(await store.find(in: scope), is: "z")
                for id in ["a", "b", "c"] {
                    try expect(await store.current(.observation, id, in: scope), is: nil)
                    try expect(await store.history(.observation, id, in: scope), is: [])
                }
                let chain = Criterion.refers([Fixture.referenceSlot], to: [.observation], .all([]))
                try expect(await store.find(chain, in: scope), is: "")
                let has = Criterion.referred(from: .observation, [Fixture.referenceSlot], .all([]))
                try expect(await store.find(has, .specimen, in: scope), is: "")
            }
        },
        Case("nothing is shown of metadata where nothing is left of the report") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit([Fixture.version(.diagnosticReport, "r")], person: person)
            let scope = Scope.units(
                AllowedSet(person: person, units: [unit], windows: [unit: UnitWindow(isMetadata: true)])
            )
            try expect(await store.current(.diagnosticReport, "r", in: scope), is: nil)
            try expect(await store.members(of: unit, in: scope), is: [])
            try expect(await store.history(.diagnosticReport, "r", in: scope), is: [])
            try expect(await store.find(.all([]), .diagnosticReport, in: scope), is: "")
        },
        Case("a page of an earlier place sees a unit at the earlier of the place and its window's end") {
            store,
            clock in
            let changed = try await ChangedUnit(store, clock)
            var places: [LogPosition] = []
            for time in changed.times { places.append(try await Self.place(store, of: time)) }
            for (place, position) in places.enumerated() {
                for version in 0..<3 {
                    let query = SearchQuery(types: [.observation], criterion: .ids(["a"]))
                    let found = try await store.search(
                        query,
                        at: position,
                        after: nil,
                        isReversed: false,
                        limit: 9,
                        in: changed.asOf(version)
                    )
                    try expect(found.map(\.versionID), is: ["v\(min(place, version) + 1)"])
                }
            }
        },
        Case("what joins a unit was not in it before, however old its versions are") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            let single = try await store.addUnit([Fixture.version(.media, "m")], person: changed.person)
            let first = try require(await store.current(.media, "m", in: .everything)).stamp.at
            clock.move(microseconds: 1_000)
            try await store.append([Fixture.version(.media, "m", "v2")], to: single)
            clock.move(microseconds: 1_000)
            try await store.append([Fixture.version(.diagnosticReport, "r", "v4")], to: changed.unit)
            let before = try require(await store.current(.diagnosticReport, "r", in: .everything)).stamp.at
            clock.move(microseconds: 1_000)
            let joined = try await store.write { store in
                try store.move(.media, "m", to: changed.unit)
                let report = Fixture.version(.diagnosticReport, "r", "v5")
                return try store.append([report], to: changed.unit, state: UnitState()).at
            }
            let query = SearchQuery(types: [.media], criterion: .all([]))
            for (through, versions) in [
                (changed.times[2], []), (first, []), (before, []), (joined, ["v1", "v2"]),
                (ServerTime(microseconds: .max), ["v1", "v2"]),
            ] {
                let scope = changed.scope(UnitWindow(through: through))
                try expect(await store.current(.media, "m", in: scope)?.versionID, is: versions.last)
                for name in ["v1", "v2"] {
                    let version = try await store.version(.media, "m", name, in: scope)
                    try expect(version != nil, is: versions.contains(name))
                }
                try expect(await store.history(.media, "m", in: scope).reversed().map(\.versionID), is: versions)
                let members = try await store.members(of: changed.unit, in: scope)
                try expect(members.contains { $0.id == "m" }, is: !versions.isEmpty)
                try expect(await store.search(query, in: scope).map(\.versionID), is: Array(versions.suffix(1)))
                try expect(await store.count(query, at: store.head(), in: scope), is: versions.isEmpty ? 0 : 1)
            }
        },
        Case("a window opens no unit: not a hidden one, a held one or another person's") { store, clock in
            let changed = try await ChangedUnit(store, clock)
            let held = try await store.addUnit(
                [Fixture.version(.observation, "h")],
                person: changed.person,
                state: UnitState(isHeld: true)
            )
            let stranger = try await store.addPerson("q")
            let foreign = try await store.addUnit([Fixture.version(.observation, "f")], person: stranger)
            let windows = [changed.unit: UnitWindow(), held: UnitWindow(), foreign: UnitWindow(isMetadata: true)]
            let scope = Scope.units(
                AllowedSet(person: changed.person, units: [changed.other, held, foreign], windows: windows)
            )
            for id in ["a", "b", "c", "h", "f"] {
                try expect(await store.current(.observation, id, in: scope), is: nil)
                try expect(await store.history(.observation, id, in: scope), is: [])
            }
            try expect(await store.find(in: scope), is: "z")
        },
        Case("what is older than its window's time has that time in reads, searches, orders and histories") {
            store,
            clock in
            let person = try await store.addPerson("p")
            func add(_ version: NewVersion, _ person: PersonKey?) async throws -> (unit: UnitKey, at: ServerTime) {
                clock.move(microseconds: 1_000)
                let unit = try await store.addUnit([version], person: person)
                let stored = try require(await store.current(version.type, version.id, in: .everything))
                return (unit, stored.stamp.at)
            }
            let patient = try await add(Fixture.version(.patient, "p"), person)
            _ = try await add(Fixture.version(.observation, "hidden"), person)
            let open = try await add(Fixture.version(.valueSet, "open"), nil)
            let shown = try await add(
                Fixture.version(.observation, "shown", rows: [Fixture.reference(.patient, "p")]),
                person
            )
            let since = ServerTime(microseconds: shown.at.microseconds - 1)
            let scope = Scope.units(
                AllowedSet(
                    person: person,
                    units: [patient.unit, shown.unit],
                    windows: [patient.unit: UnitWindow(since: since)]
                )
            )
            try expect(await store.current(.patient, "p", in: scope)?.stamp.at, is: since)
            try expect(await store.version(.patient, "p", "v1", in: scope)?.stamp.at, is: since)
            try expect(await store.members(of: patient.unit, in: scope).map(\.stamp.at), is: [since])
            try expect(await store.history(.patient, "p", in: scope).map(\.stamp.at), is: [since])
            try expect(await store.current(.patient, "p", in: .everything)?.stamp.at, is: patient.at)

            let types: [HostedType] = [.patient, .observation, .valueSet]
            func found(_ from: ServerTime?, _ to: ServerTime?) async throws -> [String] {
                let criterion = Criterion.updated(from: from?.microseconds, to: to?.microseconds)
                let query = SearchQuery(types: types, criterion: criterion)
                let found = try await store.search(query, in: scope)
                try expect(await store.count(query, at: store.head(), in: scope), is: found.count)
                return found.map(\.id).sorted()
            }
            try expect(await found(since, nil), is: ["p", "shown"])
            try expect(await found(patient.at, since), is: ["open"])
            try expect(await found(shown.at, nil), is: ["shown"])
            var byTime = SearchQuery(types: types, criterion: .all([]))
            byTime.sort = [SortKey(.updated, isDescending: false)]
            try expect(await store.search(byTime, in: scope).map(\.id), is: ["open", "p", "shown"])
            byTime.sort = []
            let unsorted = try await store.search(byTime, in: scope).map { "\($0.id) \($0.stamp.at == since)" }
            try expect(Set(unsorted), is: ["p true", "open false", "shown false"])
            let early = try await Self.place(store, of: open.at)
            let before = SearchQuery(types: [.patient], criterion: .all([]))
            try expect(await store.count(before, at: early, in: scope), is: 0)

            for isAscending in [false, true] {
                let order = isAscending ? ["open", "p", "shown"] : ["shown", "p", "open"]
                func page(_ query: HistoryQuery, _ before: Int64?, _ limit: Int) async throws -> [ResourceVersion] {
                    try await store.history(
                        query,
                        at: store.head(),
                        before: before,
                        ascending: isAscending,
                        limit: limit,
                        in: scope
                    )
                }
                let all = HistoryQuery(.system)
                try expect(await page(all, nil, 9).map(\.id), is: order)
                for limit in 1...2 {
                    var (ids, last) = ([String](), Int64?.none)
                    while ids.count < 9 {
                        let versions = try await page(all, last, limit)
                        if versions.isEmpty { break }
                        ids += versions.map(\.id)
                        last = versions.last?.number
                    }
                    try expect(ids, is: order)
                }
                let recent = HistoryQuery(.system, since: since)
                try expect(await page(recent, nil, 9).map(\.id).sorted(), is: ["p", "shown"])
                let at = patient.at.microseconds..<since.microseconds
                try expect(await page(HistoryQuery(.system, at: at), nil, 9).map(\.id), is: ["open"])
            }
        },
    ]

    private static func place(_ store: any ResultStore, of time: ServerTime) async throws -> LogPosition {
        let entries = try await store.log(after: LogPosition(0), limit: 99)
        return try require(entries.first { $0.stamp.at == time }).stamp.position
    }
}
