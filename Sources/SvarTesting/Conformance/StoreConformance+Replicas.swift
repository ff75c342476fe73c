import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// A person in scope with one report, seen by a follower, and one person who is not.
private func begin(_ store: any ResultStore & SyncStore) async throws -> (
    follower: PageFollower, person: PersonKey, other: PersonKey, unit: UnitKey
) {
    let (person, other) = (try await store.addPerson("p"), try await store.addPerson("q"))
    let unit = try await store.addUnit(
        [Fixture.version(.diagnosticReport, "r"), Fixture.version(.observation, "o")],
        person: person
    )
    try await store.addUnit([Fixture.version(.diagnosticReport, "foreign")], person: other)
    let replica = try await Fixture.replica(in: store)
    try await store.changeScope(replica, set: [person])
    var follower = PageFollower(replica)
    try await follower.round(store)
    try expect(follower.units.count, is: 1)
    try await follower.expectInStep(store)
    return (follower, person, other, unit)
}

extension StoreConformance {
    /// What becomes of units.
    static let replicas: [Case] = [
        Case("a replica is found by its id, and ids are not given twice") { store, clock in
            let key = try await Fixture.replica("a", in: store)
            let found = try require(await store.replica(id: "a"))
            try expect(found.key, is: key)
            try expect([found.client, found.organisation], is: ["client", "999000003"])
            try expect([found.schema, found.scopeVersion], is: [1, 0])
            try expect(!found.isRevoked)
            try expect(found.enrolled, is: clock.now)
            try expect(await store.replica(id: "b"), is: nil)
            try expect(await store.scope(of: key), is: [])
            try expect(await store.head(), is: LogPosition(0))
            try await expectError(.storeFailed) { _ = try await Fixture.replica("a", in: store) }
            try expect(await Fixture.replica("b", in: store) == key, is: false)
        },
        Case("a unit is put whole, with the stamp's time, its hash and its person") { store, clock in
            let (follower, person, _, _) = try await begin(store)
            let put = try require(follower.units.values.first)
            try expect(put.hash, is: UnitBody.hash(put.body))
            try expect([put.person], is: await store.wireKeys(of: [person]))
            let report = try require(await store.current(.diagnosticReport, "r", in: .everything))
            try expect(put.version, is: report.stamp.at.microseconds)
            let text = String(decoding: put.body, as: UTF8.self)
            try expect(text.hasPrefix(#"[{"resourceType":"DiagnosticReport","id":"r""#), text)
            try expect(text.contains(#""resourceType":"Observation","id":"o""#), text)
            try expect(!text.contains("1970-01-01"), text)
        },
        Case("only members with a person are followed") { store, _ in
            let person = try await store.addPerson("p")
            let replica = try await Fixture.replica(in: store)
            try await store.changeScope(replica, set: [person])
            let place = try await store.head()
            try await store.addUnit([Fixture.version(.encounter, "e")], person: person)
            try await store.addUnit([Fixture.version(.observation, "o")])
            try await store.addUnit([Fixture.version(.organization, "org")])
            try expect(await store.hasChanged(replica, after: place), is: false)
            var follower = PageFollower(replica)
            try await follower.round(store)
            try expect(follower.texts, is: [])
        },
        Case("a correction is put under the same name with a later stamp, and moves the whole unit") { store, clock in
            let (first, person, _, unit) = try await begin(store)
            var follower = first
            let before = try require(follower.units.values.first)
            clock.move(microseconds: 7_000)
            let stamp = try await store.append([Fixture.version(.observation, "o", "v2", text: "new")], to: unit)
            let new = try await store.addUnit([Fixture.version(.observation, "n")], person: person)
            try expect(follower.again, is: [])
            let lines = try await follower.round(store)
            try expect(follower.again, is: [unit])
            try expect(lines.count, is: 2)
            let put = try require(lines.first?.put)
            try expect(new > unit)
            try expect(put.unit, is: before.unit)
            try expect(put.stamp > before.stamp)
            try expect(put.stamp, is: SyncStamp(milliseconds: stamp.at.microseconds / 1_000, number: 0))
            try expect(put.version, is: stamp.at.microseconds)
            let text = String(decoding: put.body, as: UTF8.self)
            try expect(text.contains("new") && text.contains("DiagnosticReport"), text)
            try await follower.expectInStep(store)
        },
        Case("a cancelled unit is put without its values") { store, _ in
            let (first, _, _, unit) = try await begin(store)
            var follower = first
            let text = #"","status":"cancelled","valueString":"secret"#
            try await store.append(
                [Fixture.version(.observation, "o", "v2", text: text)],
                to: unit,
                state: UnitState(isWithdrawn: true)
            )
            try await follower.round(store)
            let found = try require(follower.texts.first)
            try expect(found.contains("cancelled") && !found.contains("secret"), found)
            try await follower.expectInStep(store)
        },
        Case("a held unit is denied, its versions tell nothing, and it is put when it is let go") { store, _ in
            let (first, _, _, unit) = try await begin(store)
            var follower = first
            try await store.append([], to: unit, state: UnitState(isHeld: true))
            let denied = try await follower.round(store)
            try expect(denied.map { $0.deny?.cause }, is: [.withdrawn])
            try expect(follower.units.count, is: 0)
            try await follower.expectInStep(store)
            let place = try await store.head()
            try await store.append(
                [Fixture.version(.observation, "o", "v2")],
                to: unit,
                state: UnitState(isHeld: true)
            )
            try expect(await store.hasChanged(follower.replica, after: place), is: false)
            try expect(await follower.round(store), is: [])
            try await store.append([], to: unit)
            try await follower.round(store)
            try expect(follower.units.count, is: 1)
            try await follower.expectInStep(store)
        },
        Case("a unit that was held from its first version never shows") { store, _ in
            let (first, person, _, _) = try await begin(store)
            var follower = first
            let place = try await store.head()
            let held = UnitState(isHeld: true)
            let unit = try await store.addUnit([Fixture.version(.observation, "h")], person: person, state: held)
            try await store.append([Fixture.deletion(.observation, "h", "v2")], to: unit, state: held)
            try expect(await store.hasChanged(follower.replica, after: place), is: false)
            try expect(await follower.round(store), is: [])
            try await follower.expectInStep(store)
        },
        Case("a unit that was moved into another is denied, and the other is put with it") { store, _ in
            let (first, person, _, unit) = try await begin(store)
            var follower = first
            let single = try await store.addUnit([Fixture.version(.specimen, "s")], person: person)
            try await follower.round(store)
            try expect(follower.units.count, is: 2)
            let head = try await store.head()
            try await store.write { transaction in
                try transaction.move(.specimen, "s", to: unit)
                try transaction.append([Fixture.version(.diagnosticReport, "r", "v2")], to: unit, state: UnitState())
            }
            let entries = try await store.log(after: head, limit: 9)
            try expect(entries.map(\.unit), is: [single, unit])
            let lines = try await follower.round(store)
            try expect(lines.compactMap(\.deny).map(\.cause), is: [.withdrawn])
            try expect(lines.compactMap(\.put).count, is: 1)
            try expect(follower.texts.count, is: 1)
            try expect(follower.texts[0].contains(#""id":"s""#), follower.texts[0])
            try await follower.expectInStep(store)
        },
        Case("a unit that comes to a person by a move is put with all that is in it") { store, _ in
            let (first, person, _, _) = try await begin(store)
            var follower = first
            try await store.addUnit([Fixture.version(.specimen, "s")])
            try await store.write { transaction in
                let unit = try transaction.addUnit(
                    NewUnit(person: person, producer: Fixture.laboratory, regime: .rest, typeClass: .member)
                )
                try transaction.move(.specimen, "s", to: unit)
                try transaction.append([Fixture.version(.diagnosticReport, "n")], to: unit, state: UnitState())
            }
            let lines = try await follower.round(store)
            try expect(lines.count, is: 1)
            let text = String(decoding: try require(lines.first?.put).body, as: UTF8.self)
            try expect(text.contains(#""id":"s""#) && text.contains(#""id":"n""#), text)
            try await follower.expectInStep(store)
        },
        Case("a deleted report is put as entered in error, never denied") { store, _ in
            let (first, _, _, unit) = try await begin(store)
            var follower = first
            try await store.append(
                [Fixture.deletion(.diagnosticReport, "r", "v2"), Fixture.deletion(.observation, "o", "v2")],
                to: unit
            )
            let lines = try await follower.round(store)
            try expect(lines.count, is: 1)
            let text = String(decoding: try require(lines.first?.put).body, as: UTF8.self)
            try expect(text.contains("entered-in-error") && !text.contains(#""id":"o""#), text)
            try await follower.expectInStep(store)
        },
        Case("a page of an earlier target shows versions as of it, and nothing that is gone now") { store, _ in
            let (follower, person, _, unit) = try await begin(store)
            let gone = try await store.addUnit([Fixture.version(.observation, "g")], person: person)
            let to = try await store.head()
            try await store.append([Fixture.version(.observation, "o", "v2", text: "later")], to: unit)
            try await store.append([], to: gone, state: UnitState(isHeld: true))
            var query = DeltaQuery(
                replica: follower.replica,
                mode: .snapshot,
                from: LogPosition(0),
                to: to,
                lastHead: to
            )
            let page = try await store.page(query)
            try expect(page.shown, is: [DeltaPage.Shown(person: person, unit: unit, wasThere: false)])
            try expect(page.lines.map { $0.deny != nil }, is: [true, false, false])
            let put = try require(page.lines.last?.put)
            try expect(!String(decoding: put.body, as: UTF8.self).contains("later"))
            try expect(put.hash, is: UnitBody.hash(put.body))
            // What was said to be gone once is not urgent again, and still not shown.
            query.lastHead = page.head
            let again = try await store.page(query)
            try expect(again.lines.filter { $0.deny != nil }, is: page.lines.filter { $0.deny != nil })
            try expect(again.shown, is: page.shown)
        },
    ]
}
