import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// Persons with a few reports each, all in the scope of a replica.
private func begin(_ store: any ResultStore & SyncStore, persons: Int = 3, reports: Int = 2) async throws -> (
    replica: ReplicaKey, persons: [PersonKey], units: [UnitKey]
) {
    var found: [PersonKey] = []
    var units: [UnitKey] = []
    for person in 0..<persons {
        let key = try await store.addPerson("p\(person)")
        found.append(key)
        for report in 0..<reports {
            let version = Fixture.version(.diagnosticReport, "r\(person)-\(report)")
            units.append(try await store.addUnit([version], person: key))
        }
    }
    let replica = try await Fixture.replica(in: store)
    try await store.changeScope(replica, set: found)
    return (replica, found, units)
}

extension StoreConformance {
    /// How rounds go on.
    static let rounds: [Case] = [
        Case("pages of any size say the same, each unit once") { store, _ in
            let (replica, _, _) = try await begin(store)
            var whole = PageFollower(replica)
            let lines = try await whole.round(store)
            for size in [1, 2, 3, 5] {
                var follower = PageFollower(replica)
                let some = try await follower.round(store, maximumUnits: size)
                try expect(some.count, is: lines.count)
                try expect(Set(some), is: Set(lines))
                try expect(follower.texts, is: whole.texts)
            }
            let head = try await store.head()
            let query = DeltaQuery(
                replica: replica,
                mode: .snapshot,
                from: LogPosition(0),
                to: head,
                lastHead: head,
                maximumBytes: 1
            )
            try expect(await store.page(query).shown.count, is: 1)
        },
        Case("what is taken away during a round stands first on the next page, whoever's it is") { store, _ in
            let (replica, persons, units) = try await begin(store)
            var follower = PageFollower(replica)
            var pages = 0
            let lines = try await follower.round(store, maximumUnits: 1) {
                pages += 1
                guard pages == 2 else { return }
                try await store.append([], to: units[0], state: UnitState(isHeld: true))
                try await store.changeScope(replica, end: [persons[2]])
            }
            let denied = lines.compactMap(\.deny)
            try expect(Set(denied.map(\.cause)), is: [.withdrawn, .scope])
            let names = try await store.wireKeys(of: persons)
            try expect(!follower.units.values.contains { $0.person == names[2] })
            try expect(follower.persons[names[2]], is: nil)
            try expect(follower.units.count, is: 3)
            try await follower.round(store)
            try await follower.expectInStep(store)
        },
        Case("what was taken away and given back between two rounds is taken away first") { store, _ in
            let (replica, _, units) = try await begin(store)
            var follower = PageFollower(replica)
            try await follower.round(store)
            try await store.append([], to: units[0], state: UnitState(isHeld: true))
            try await store.append([Fixture.version(.diagnosticReport, "r0-0", "v2")], to: units[0])
            try await store.append([Fixture.version(.diagnosticReport, "r0-1", "v2")], to: units[1])
            let lines = try await follower.round(store)
            let (denied, put) = (lines.compactMap(\.deny), lines.compactMap(\.put))
            try expect(put.count, is: 2)
            try expect(denied.count, is: 1)
            let back = try require(put.first { $0.unit == denied[0].unit })
            try expect(denied[0].cause, is: .withdrawn)
            try expect(denied[0].stamp < back.stamp)
            try await follower.expectInStep(store)
        },
        Case("persons that are asked for are given whole, and no others") { store, clock in
            let (replica, persons, _) = try await begin(store)
            let names = try await store.wireKeys(of: persons)
            let stranger = try await store.addPerson("stranger")
            try await store.changeScope(replica, end: [persons[1]])
            let head = try await store.head()
            let query = DeltaQuery(
                replica: replica,
                mode: .reconcile,
                from: head,
                to: head,
                lastHead: head,
                persons: try await Array(names.prefix(2)) + store.wireKeys(of: [stranger])
            )
            let page = try await store.page(query)
            try expect(page.lines.compactMap(\.put).map(\.person), is: [names[0], names[0]])
            try expect(page.lines.compactMap(\.person).map(\.person), is: [names[0], names[1]])
            try expect(page.lines.compactMap(\.person).map { $0.until == nil }, is: [false, true])
            try expect(page.lines.count, is: 4)
        },
        Case("stamps count this replica's own changes of the millisecond, and never change") { store, clock in
            let (replica, persons, units) = try await begin(store)
            let foreign = try await store.addPerson("foreign")
            let other = try await Fixture.replica("other", in: store)
            try await store.changeScope(other, set: [foreign, persons[0]])
            clock.move(microseconds: 10_000)
            let millisecond = clock.now.microseconds / 1_000
            let from = try await store.head()
            var own: [Stamp] = []
            for number in 0..<4 {
                try await store.addUnit([Fixture.version(.observation, "f\(number)")], person: foreign)
                let version = Fixture.version(.diagnosticReport, "r\(number % 3)-0", "n\(number)")
                own.append(try await store.append([version], to: units[number % 3 * 2]))
            }
            try await store.changeScope(replica, set: [foreign])
            let head = try await store.roundHead(of: replica)
            try expect(head.stamp, is: SyncStamp(milliseconds: millisecond, number: 4))
            func stamps(_ replica: ReplicaKey) async throws -> [SyncStamp] {
                let query = DeltaQuery(
                    replica: replica,
                    mode: .delta,
                    from: from,
                    to: head.position,
                    lastHead: head.position
                )
                return try await store.page(query).lines.compactMap { $0.put?.stamp }
            }
            let numbers = try await stamps(replica).map(\.number).sorted()
            try expect(numbers, is: [1, 2, 3, 4, 4, 4, 4])
            let before = try await stamps(replica)
            try await store.append([Fixture.version(.diagnosticReport, "r1-1", "late")], to: units[3])
            try await store.addUnit([Fixture.version(.observation, "f9")], person: foreign)
            _ = try await store.pruneSync(before: from)
            try expect(await stamps(replica), is: before)
            // The other replica sees of the first four changes those of one person, and the foreign ones.
            try expect(await stamps(other).map(\.number).max(), is: 5)
        },
        Case("a replica that sees nothing of a change is told of nothing") { store, _ in
            let (replica, _, _) = try await begin(store)
            let before = try await store.roundHead(of: replica)
            let foreign = try await store.addPerson("foreign")
            try await store.addUnit([Fixture.version(.observation, "f")], person: foreign)
            let other = try await Fixture.replica("other", in: store)
            try await store.changeScope(other, set: [foreign])
            let after = try await store.roundHead(of: replica)
            try expect(after.position > before.position)
            try expect(after.stamp, is: before.stamp)
            try expect(await store.hasChanged(replica, after: before.position), is: false)
            let query = DeltaQuery(
                replica: replica,
                mode: .delta,
                from: before.position,
                to: after.position,
                lastHead: before.position
            )
            try expect(await store.page(query).lines, is: [])
            try expect(
                await store.waitForChange(of: replica, after: before.position, atMost: .milliseconds(20)),
                is: false
            )
        },
        Case("sums at every place are those of the units put by then") { store, clock in
            let (replica, persons, units) = try await begin(store)
            clock.move(microseconds: 1_000)
            try await store.append([Fixture.version(.diagnosticReport, "r0-0", "v2")], to: units[0])
            try await store.append([], to: units[1], state: UnitState(isHeld: true))
            try await store.changeScope(replica, end: [persons[1]])
            try await store.append([], to: units[1])
            try await store.changeScope(replica, set: [persons[1]])
            let key = try await store.integrityKey
            for place in try await (0...store.head().rawValue).map(LogPosition.init) {
                let total = try await store.total(of: replica, at: place)
                let manifest = try await store.manifest(of: replica, at: place)
                try expect(manifest.reduce(0) { $0 + $1.count }, is: total.count)
                try expect(manifest.reduce(into: .zero) { $0 += $1.digest }, is: total.digest)
                let query = DeltaQuery(
                    replica: replica,
                    mode: .snapshot,
                    from: LogPosition(0),
                    to: place,
                    lastHead: place
                )
                // What is gone by now is not shown; of the rest the sum is that of the units.
                let page = try await store.page(query)
                guard page.lines.allSatisfy({ $0.deny == nil }) else { continue }
                var sum = SyncDigest.zero
                for put in page.lines.compactMap(\.put) {
                    sum += .element(of: put.unit, version: put.version, hash: UnitBody.hash(put.body), key: key)
                }
                try expect(sum, is: total.digest)
            }
        },
        Case("who waits is woken by a change of its own replica, none is lost") { store, _ in
            let (replica, persons, _) = try await begin(store)
            let foreign = try await store.addPerson("foreign")
            let start = try await store.head()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<8 {
                        try await store.addUnit([Fixture.version(.observation, "f\(number)")], person: foreign)
                        try await store.addUnit([Fixture.version(.observation, "o\(number)")], person: persons[0])
                    }
                }
                for _ in 0..<4 {
                    group.addTask {
                        var (place, seen) = (start, 0)
                        while seen < 8 {
                            let isThere = try await store.waitForChange(of: replica, after: place, atMost: .seconds(30))
                            try expect(isThere)
                            let head = try await store.head()
                            let query = DeltaQuery(
                                replica: replica,
                                mode: .delta,
                                from: place,
                                to: head,
                                lastHead: head
                            )
                            seen += try await store.page(query).shown.count
                            place = head
                        }
                        try expect(seen, is: 8)
                    }
                }
                try await group.waitForAll()
            }
        },
        Case("who is cancelled waits no longer") { store, _ in
            let (replica, _, _) = try await begin(store)
            let head = try await store.head()
            let task = Task { try await store.waitForChange(of: replica, after: head, atMost: .seconds(600)) }
            try await Task.sleep(for: .milliseconds(10))
            task.cancel()
            try expect(await task.value, is: false)
        },
        Case("rounds from before what is kept are refused, later ones are not touched") { store, clock in
            let (replica, persons, units) = try await begin(store)
            try await store.append([Fixture.version(.diagnosticReport, "r0-0", "v2")], to: units[0])
            try await store.changeScope(replica, end: [persons[1]])
            var follower = PageFollower(replica)
            try await follower.round(store)
            clock.move(microseconds: 1_000)
            try expect(await store.place(before: clock.now), is: follower.from)
            try expect(await store.place(before: ServerTime(microseconds: 5)), is: nil)
            let place = try require(follower.from)
            _ = try await store.pruneSync(before: place)
            try await store.append([Fixture.version(.diagnosticReport, "r0-1", "v2")], to: units[1])
            try await follower.round(store)
            try await follower.expectInStep(store)
            let old = DeltaQuery(
                replica: replica,
                mode: .delta,
                from: LogPosition(place.rawValue - 1),
                to: place,
                lastHead: place
            )
            try await expectError(.storePositionPast) { _ = try await store.page(old) }
            var late = old
            (late.from, late.to) = (place, LogPosition(9_999))
            try await expectError(.storeFailed) { _ = try await store.page(late) }
        },
    ]
}
