import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

extension ServerTime {
    fileprivate func adding(_ microseconds: Int64) -> ServerTime {
        ServerTime(microseconds: self.microseconds + microseconds)
    }
}

/// Two persons with a report each, and a replica with an empty scope.
private func begin(_ store: any ResultStore & SyncStore) async throws -> (PageFollower, PersonKey, PersonKey) {
    let (p, q) = (try await store.addPerson("p"), try await store.addPerson("q"))
    try await store.addUnit([Fixture.version(.diagnosticReport, "rp")], person: p)
    try await store.addUnit([Fixture.version(.diagnosticReport, "rq")], person: q)
    return (PageFollower(try await Fixture.replica(in: store)), p, q)
}

extension StoreConformance {
    /// What becomes of scopes.
    static let scopesOfReplicas: [Case] = [
        Case("persons come, go and come again with all their units") { store, clock in
            let (fresh, p, q) = try await begin(store)
            var follower = fresh
            try await follower.round(store)
            try await follower.expectInStep(store)
            let opened = try require(await store.changeScope(follower.replica, set: [p, q]))
            let came = try await follower.round(store)
            try expect(came.count, is: 4)
            try expect(Set(came.compactMap(\.person).map(\.patient)), is: ["p", "q"])
            try expect(Set(came.compactMap { $0.put?.stamp }).count, is: 1)
            try await follower.expectInStep(store)
            try await store.addUnit([Fixture.version(.observation, "more")], person: p)
            try await follower.round(store)
            clock.move(microseconds: 5_000)
            try await store.changeScope(follower.replica, end: [p])
            let left = try await follower.round(store)
            try expect(left.compactMap { $0.deny?.cause }, is: [.scope, .scope])
            try expect(left.compactMap(\.person).map(\.until), is: [nil])
            try await follower.expectInStep(store)
            try await store.addUnit([Fixture.version(.observation, "unseen")], person: p)
            try expect(await follower.round(store), is: [])
            try await store.changeScope(follower.replica, set: [p])
            let again = try await follower.round(store)
            try expect(again.compactMap(\.put).count, is: 3)
            try expect(
                again.compactMap { $0.put?.stamp }.allSatisfy { $0.milliseconds > opened.at.microseconds / 1_000 }
            )
            try await follower.expectInStep(store)
            try expect(follower.units.count, is: 4)
        },
        Case("the scope's version counts every change, its lines are what was set last") { store, clock in
            let (follower, p, q) = try await begin(store)
            let until = clock.now.adding(1_000_000)
            try expect(await (store.changeScope(follower.replica, set: [q, p], until: until)) == nil, is: false)
            let lines = [p, q].map { ScopeLine(person: $0, basis: "care", responsible: "7", until: until) }
            try expect(await store.scope(of: follower.replica), is: lines)
            let head = try await store.head()
            try expect(await store.changeScope(follower.replica, set: [p], until: until), is: nil)
            try expect(await store.changeScope(follower.replica), is: nil)
            try expect(await store.head(), is: head)
            try expect(await store.replica(id: "r")?.scopeVersion, is: 3)
            let changed = ScopeLine(person: p, basis: "gp-list", responsible: "8", until: until)
            let stamp = try await store.write {
                try $0.changeScope(of: follower.replica, setting: [changed], ending: [p])
            }
            try expect(stamp, is: nil)
            try expect(await store.scope(of: follower.replica), is: [changed, lines[1]])
            let entries = try await store.log(after: LogPosition(2), limit: 9)
            try expect(entries.map(\.kind), is: [.scope])
            try expect(entries.map(\.person), is: [nil])
        },
        Case("a renewed end is told, and moves no unit") { store, clock in
            let (fresh, p, _) = try await begin(store)
            var follower = fresh
            try await store.changeScope(follower.replica, set: [p], until: clock.now.adding(1_000_000))
            try await follower.round(store)
            let until = clock.now.adding(9_000_000)
            try expect(await (store.changeScope(follower.replica, set: [p], until: until)) == nil, is: false)
            let lines = try await follower.round(store)
            try expect(lines.map(\.person?.until), is: [until.microseconds / 1_000])
            clock.move(microseconds: 2_000_000)
            try await store.addUnit([Fixture.version(.observation, "later")], person: p)
            try expect(await follower.round(store).count, is: 1)
            try await follower.expectInStep(store)
        },
        Case("a scope ends by itself at its own time, before whatever is written then") { store, clock in
            let (fresh, p, q) = try await begin(store)
            var follower = fresh
            let until = clock.now.adding(1_000_000)
            try await store.changeScope(follower.replica, set: [p], until: until)
            try await store.changeScope(follower.replica, set: [q])
            try await follower.round(store)
            clock.move(microseconds: 999_000)
            let place = try await store.head()
            try await store.addUnit([Fixture.version(.organization, "before")])
            try expect(await store.hasChanged(follower.replica, after: place), is: false)
            clock.move(microseconds: 7_500_000)
            // The person's own unit, written long after the scope ended.
            try await store.addUnit([Fixture.version(.observation, "after")], person: p)
            let entries = try await store.log(after: place, limit: 9)
            try expect(entries.map(\.kind), is: [.version, .tick, .version])
            try expect(entries[1].stamp.at, is: until)
            let lines = try await follower.round(store)
            try expect(lines.compactMap { $0.deny?.cause }, is: [.scope])
            try expect(
                lines.compactMap(\.deny?.stamp),
                is: [SyncStamp(milliseconds: until.microseconds / 1_000, number: 0)]
            )
            try expect(lines.compactMap(\.put).count, is: 0)
            try expect(await store.scope(of: follower.replica).map(\.person), is: [q])
            try await follower.expectInStep(store)
        },
        Case("a tick is written when an end is due, one for all of the same time") { store, clock in
            let (fresh, p, q) = try await begin(store)
            var follower = fresh
            try expect(await store.tick(), is: nil)
            let (first, second) = (clock.now.adding(1_000_000), clock.now.adding(3_000_000))
            let other = try await Fixture.replica("other", in: store)
            try await store.changeScope(follower.replica, set: [p], until: first)
            try await store.changeScope(other, set: [p], until: first)
            try await store.changeScope(follower.replica, set: [q], until: second)
            try await follower.round(store)
            let head = try await store.head()
            try expect(await store.tick(), is: first)
            try expect(await store.head(), is: head)
            clock.move(microseconds: 1_000_000)
            try expect(await store.tick(), is: second)
            try expect(await store.tick(), is: second)
            let entries = try await store.log(after: head, limit: 9)
            try expect(entries.map(\.kind), is: [.tick])
            try expect(await store.scope(of: other), is: [])
            let lines = try await follower.round(store)
            try expect(lines.compactMap { $0.deny?.cause }, is: [.scope])
            try await follower.expectInStep(store)
            clock.move(microseconds: 2_000_000)
            try await store.addUnit([])
            try expect(await store.tick(), is: nil)
            try expect(await store.log(after: head, limit: 9).map(\.kind), is: [.tick, .tick, .version])
            try await follower.round(store)
            try expect(follower.persons, is: [:])
        },
        Case("a line whose end is over is as ended") { store, clock in
            let (follower, p, _) = try await begin(store)
            try expect(await store.changeScope(follower.replica, set: [p], until: clock.now), is: nil)
            try await store.changeScope(follower.replica, set: [p])
            try expect(await (store.changeScope(follower.replica, set: [p], until: clock.now)) == nil, is: false)
            try expect(await store.scope(of: follower.replica), is: [])
        },
        Case("a revoked replica holds nothing and gets no scope") { store, _ in
            let (follower, p, q) = try await begin(store)
            try await store.changeScope(follower.replica, set: [p, q])
            let head = try await store.head()
            try await store.write { try $0.revoke(follower.replica) }
            try expect(await store.replica(id: "r")?.isRevoked, is: true)
            try expect(await store.total(of: follower.replica, at: store.head()).count, is: 0)
            try expect(await store.total(of: follower.replica, at: head).count, is: 2)
            try await expectError(.storeFailed) { try await store.changeScope(follower.replica, set: [p]) }
            try await expectError(.storeFailed) { try await store.changeScope(ReplicaKey(99), set: [p]) }
            try await store.write { try $0.revoke(follower.replica) }
            try expect(await store.log(after: head, limit: 9).map(\.kind), is: [.scope])
        },
        Case("a person who is not there cannot be in a scope") { store, _ in
            let (follower, _, _) = try await begin(store)
            try await expectError(.storeFailed) {
                try await store.changeScope(follower.replica, set: [PersonKey(99)])
            }
            try expect(await store.replica(id: "r")?.scopeVersion, is: 0)
        },
    ]
}
