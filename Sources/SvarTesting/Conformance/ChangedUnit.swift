import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A person's unit that changed three times, and a second one that refers to it.
struct ChangedUnit {
    let person: PersonKey
    let unit: UnitKey
    let other: UnitKey
    /// When the three versions of the unit were stamped.
    let times: [ServerTime]

    /// First a report with the Observations `a` and `b`; then `a` has another code and `b` is gone; then `a` has a third
    /// code, names another specimen, and `c` is new.
    init(_ store: any ResultStore, _ clock: ManualClock) async throws {
        let person = try await store.addPerson("p")
        let unit = try await store.addUnit(
            [
                Fixture.version(.diagnosticReport, "r", rows: [Fixture.code("report")]),
                Fixture.version(
                    .observation,
                    "a",
                    rows: [
                        Fixture.code("first"), Fixture.date(10, 20), Fixture.reference(.specimen, "s"),
                        Fixture.number([1]),
                    ]
                ),
                Fixture.version(.observation, "b", rows: [Fixture.code("first"), Fixture.date(5, 6)]),
            ],
            person: person
        )
        other = try await store.addUnit(
            [
                Fixture.version(.specimen, "s", rows: [Fixture.code("plain")]),
                Fixture.version(.specimen, "t", rows: [Fixture.code("plain")]),
                Fixture.version(
                    .observation,
                    "z",
                    rows: [Fixture.code("last"), Fixture.date(15, 16), Fixture.reference(.observation, "a")]
                ),
            ],
            person: person
        )
        clock.move(microseconds: 1_000)
        try await store.append(
            [
                Fixture.version(
                    .observation,
                    "a",
                    "v2",
                    rows: [
                        Fixture.code("second"), Fixture.date(30, 40), Fixture.reference(.specimen, "s"),
                        Fixture.number([2]),
                    ]
                ), Fixture.deletion(.observation, "b", "v2"),
            ],
            to: unit
        )
        clock.move(microseconds: 1_000)
        try await store.append(
            [
                Fixture.version(.diagnosticReport, "r", "v3", rows: [Fixture.code("report"), Fixture.code("late")]),
                Fixture.version(
                    .observation,
                    "a",
                    "v3",
                    rows: [
                        Fixture.code("third"), Fixture.date(1, 2), Fixture.reference(.specimen, "t"),
                        Fixture.number([3]),
                    ]
                ), Fixture.version(.observation, "c", "v3", rows: [Fixture.code("third"), Fixture.date(50, 60)]),
            ],
            to: unit
        )
        clock.move(microseconds: 1_000)
        times = try await store.facts(of: person).versions.filter { $0.unit == unit }.map(\.stamp.at)
        (self.person, self.unit) = (person, unit)
    }

    func scope(_ window: UnitWindow, earlier: Bool = true) -> Scope {
        .units(
            AllowedSet(
                person: person,
                units: [unit, other],
                windows: [unit: window],
                showsEarlierVersions: earlier
            )
        )
    }

    /// As of one of the three versions.
    func asOf(_ version: Int, earlier: Bool = true) -> Scope {
        scope(UnitWindow(through: times[version]), earlier: earlier)
    }

    /// What of the unit reads by name give, and all its histories.
    func named(_ store: any ResultStore, in scope: Scope) async throws -> [String] {
        var found: [String] = []
        for (type, id) in [
            (HostedType.diagnosticReport, "r"), (.observation, "a"), (.observation, "b"), (.observation, "c"),
        ] {
            let current = try await store.current(type, id, in: scope)
            var versions: [String] = []
            for name in ["v1", "v2", "v3"] {
                if try await store.version(type, id, name, in: scope) != nil { versions.append(name) }
            }
            let history = try await store.history(type, id, in: scope)
            try expect(history.reversed().map(\.versionID), is: versions)
            found.append("\(id) \(current.map { $0.isDeleted ? "gone" : $0.versionID } ?? "-") \(versions.joined())")
        }
        let members = try await store.members(of: unit, in: scope)
        found.append("members \(members.map { $0.id + $0.versionID }.joined(separator: " "))")
        let all = try await store.history(
            HistoryQuery(.system),
            at: store.head(),
            before: nil,
            ascending: false,
            limit: 99,
            in: scope
        ).filter { $0.unit == unit }
        try expect(all.map(\.stamp.at), is: all.map(\.stamp.at).sorted(by: >))
        found.append("history \(all.map { $0.id + $0.versionID }.sorted().joined(separator: " "))")
        return found
    }
}
