import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// A person in scope with two reports, seen by a follower.
private func begin(_ store: any ResultStore & SyncStore) async throws -> (
    follower: PageFollower, person: PersonKey, units: [UnitKey]
) {
    let person = try await store.addPerson("p")
    var units: [UnitKey] = []
    for id in ["a", "b"] {
        units.append(try await store.addUnit([Fixture.version(.diagnosticReport, id)], person: person))
    }
    let replica = try await Fixture.replica(in: store)
    try await store.changeScope(replica, set: [person])
    var follower = PageFollower(replica)
    try await follower.round(store)
    try expect(follower.units.count, is: 2)
    return (follower, person, units)
}

extension ResultStore {
    fileprivate func close(_ units: Set<UnitKey>, of person: PersonKey) async throws {
        try await write { try $0.setClosed(units, of: person, next: nil) }
    }
}

extension StoreConformance {
    /// Units that settings close to replicas.
    static let closing: [Case] = [
        Case("what is closed is denied and what is opened is put, at one place about the person") { store, clock in
            let (first, person, units) = try await begin(store)
            var follower = first
            var versions: [Int64] = follower.units.values.map(\.version).sorted()
            for (closed, denies, puts) in [
                ([units[0]], 1, 0), ([units[1]], 1, 1), ([], 0, 1), (units, 2, 0), ([], 0, 2),
            ] {
                let before = try await store.head()
                clock.move(microseconds: 4_000)
                try await store.close(Set(closed), of: person)
                let entries = try await store.log(after: before, limit: 9)
                try expect(entries.map(\.kind), is: [.tick])
                try expect(entries.map(\.person), is: [person])
                try expect(await store.lastChange(of: person), is: entries[0].stamp.position)
                let lines = try await follower.round(store)
                try expect([lines.compactMap(\.deny).count, lines.compactMap(\.put).count], is: [denies, puts])
                try expect(Set(lines.compactMap { $0.deny?.stamp ?? $0.put?.stamp }).count, is: 1)
                try expect(lines.compactMap(\.deny).allSatisfy { $0.cause == .withdrawn })
                try await follower.expectInStep(store)
                let record = try await store.facts(of: person)
                try expect(record.units.filter(\.state.isClosed).map(\.key), is: closed)
            }
            // Opening is no version: what is put has the time of the version it is of.
            try expect(follower.units.values.map(\.version).sorted(), is: versions)
            versions = try await store.facts(of: person).versions.map(\.stamp.at.microseconds)
            try expect(follower.units.values.map(\.version).sorted(), is: versions)
        },
        Case("closing what is closed, and units of others, does nothing") { store, _ in
            let (first, person, units) = try await begin(store)
            var follower = first
            let other = try await store.addPerson("q")
            let foreign = try await store.addUnit([Fixture.version(.diagnosticReport, "f")], person: other)
            try await store.close([units[0]], of: person)
            try await follower.round(store)
            let head = try await store.head()
            try await store.close([units[0], foreign, UnitKey(99)], of: person)
            try expect(await store.head(), is: head)
            try expect(await store.facts(of: other).units.map(\.state.isClosed), is: [false])
            try expect(await follower.round(store), is: [])
        },
        Case("closing has the place of the write's last entry") { store, _ in
            let (first, person, units) = try await begin(store)
            var follower = first
            let head = try await store.head()
            let stamp = try await store.write { transaction in
                let stamp = try transaction.enter(.setting, subject: 1, [], about: person)
                try transaction.setClosed(Set(units), of: person, next: nil)
                return stamp
            }
            try expect(await store.log(after: head, limit: 9).map(\.kind), is: [.setting])
            let denied = try await follower.round(store).compactMap(\.deny)
            try expect(denied.map(\.stamp.milliseconds), is: [0, 0].map { _ in stamp.at.microseconds / 1_000 })
            // A version of another unit: the first is opened with it.
            try await store.write { transaction in
                try transaction.append([], to: units[1], state: UnitState(isClosed: true))
                try transaction.setClosed([units[1]], of: person, next: nil)
            }
            try expect(await store.head().rawValue, is: head.rawValue + 2)
            try expect(await follower.round(store).compactMap(\.put).count, is: 1)
            try await follower.expectInStep(store)
        },
        Case("what happens to a closed unit tells a replica nothing, and it opens with its last version") {
            store,
            clock in
            let (first, person, units) = try await begin(store)
            var follower = first
            let closed = UnitState(isClosed: true)
            try await store.append([Fixture.version(.diagnosticReport, "a", "v2")], to: units[0], state: closed)
            try expect(await follower.round(store).map { $0.deny != nil }, is: [true])
            let head = try await store.roundHead(of: follower.replica)
            let place = try await store.head()
            clock.move(microseconds: 9_000)
            let last = try await store.append(
                [Fixture.version(.diagnosticReport, "a", "v3", text: "last")],
                to: units[0],
                state: closed
            )
            try expect(await store.hasChanged(follower.replica, after: place), is: false)
            try expect(await store.roundHead(of: follower.replica).stamp, is: head.stamp)
            try expect(await follower.round(store), is: [])
            try await store.close([], of: person)
            let put = try require(await follower.round(store).first?.put)
            try expect(put.version, is: last.at.microseconds)
            try expect(String(decoding: put.body, as: UTF8.self).contains("last"))
            try await follower.expectInStep(store)
        },
        Case("what one write opens and closes again never was there") { store, clock in
            let (first, person, units) = try await begin(store)
            var follower = first
            try await store.close([units[0]], of: person)
            try await follower.round(store)
            let (head, place) = (try await store.roundHead(of: follower.replica), try await store.head())
            clock.move(microseconds: 9_000)
            // A version that is written as if nothing were closed, and a unit that is new.
            try await store.write { transaction in
                try transaction.append([], to: units[0], state: UnitState())
                try transaction.setClosed([units[0]], of: person, next: nil)
                let new = try Fixture.unit([Fixture.version(.observation, "new")], person: person, in: transaction)
                try transaction.setClosed([units[0], new], of: person, next: nil)
            }
            try expect(await store.hasChanged(follower.replica, after: place), is: false)
            try expect(await store.roundHead(of: follower.replica).stamp, is: head.stamp)
            try expect(await follower.round(store), is: [])
            try await follower.expectInStep(store)
            try await store.close([], of: person)
            try expect(await follower.round(store).compactMap(\.put).count, is: 2)
            try await follower.expectInStep(store)
        },
        Case("a closed unit that is held stays hidden when it is opened") { store, _ in
            let (first, person, units) = try await begin(store)
            var follower = first
            let state = UnitState(isHeld: true, isClosed: true)
            try await store.append([], to: units[0], state: state)
            try await follower.round(store)
            try await store.close([], of: person)
            try expect(await follower.round(store), is: [])
            try await store.append([], to: units[0])
            try expect(await follower.round(store).compactMap(\.put).count, is: 1)
            try await follower.expectInStep(store)
        },
        Case("who comes into a scope gets what is open, and a page of an older target nothing that closed") {
            store,
            _ in
            let (_, person, units) = try await begin(store)
            let to = try await store.head()
            try await store.close([units[0]], of: person)
            let replica = try await Fixture.replica("other", in: store)
            try await store.changeScope(replica, set: [person])
            var follower = PageFollower(replica)
            try await follower.round(store)
            try expect(follower.texts.map { $0.contains(#""id":"b""#) }, is: [true])
            try await follower.expectInStep(store)
            let query = DeltaQuery(
                replica: try require(await store.replica(id: "r")).key,
                mode: .snapshot,
                from: LogPosition(0),
                to: to,
                lastHead: to
            )
            let page = try await store.page(query)
            try expect(page.shown.map(\.unit), is: [units[1]])
            try expect(page.lines.compactMap(\.deny).count, is: 1)
        },
    ]
}
