import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// Persons in a replica's scope, each with a report, seen by a follower.
private func begin(_ store: any ResultStore & SyncStore, _ ids: String...) async throws -> (
    follower: PageFollower, persons: [PersonKey]
) {
    var persons: [PersonKey] = []
    for id in ids {
        let person = try await store.addPerson(id)
        _ = try await store.addUnit([Fixture.version(.diagnosticReport, "of-" + id)], person: person)
        persons.append(person)
    }
    let replica = try await Fixture.replica(in: store)
    try await store.changeScope(replica, set: persons)
    var follower = PageFollower(replica)
    try await follower.round(store)
    return (follower, persons)
}

extension ResultStore {
    fileprivate func enrol(_ numbers: Set<Int>, in replica: ReplicaKey) async throws {
        _ = try await write { try $0.setProfessionals(numbers, of: replica) }
    }

    fileprivate func block(_ numbers: Set<Int>, from person: PersonKey) async throws {
        try await write { try $0.setBlocked(numbers, of: person) }
    }
}

extension StoreConformance {
    /// Who may read a replica, and who is closed from them by name.
    static let professionals: [Case] = [
        Case("a block of an enrolled professional is told by the person's line, and so is its end") { store, clock in
            var (follower, persons) = try await begin(store, "p", "q")
            try await store.enrol([7, 8], in: follower.replica)
            let enrolled = try await store.professionals(of: follower.replica)
            try expect(enrolled.map(\.number), is: [7, 8])
            try expect(Set(enrolled.map(\.tag)).count, is: 2)
            try expect(await follower.round(store), is: [])
            for (blocked, tags) in [
                ([7, 9], [enrolled[0].tag]), ([7, 8], enrolled.map(\.tag).sorted()), ([], []),
            ] as [(Set<Int>, [WireKey])] {
                clock.move(microseconds: 5_000)
                let head = try await store.head()
                try await store.block(blocked, from: persons[1])
                try expect(try await store.hasChanged(follower.replica, after: head), is: true)
                let lines = try await follower.round(store)
                try expect(lines.compactMap(\.person).map(\.blocked), is: [tags])
                try expect(lines.count, is: 1)
                let all = try await store.blocked(in: follower.replica)
                try expect(all[persons[1]] ?? [], is: tags)
                try expect(all[persons[0]], is: nil)
                try await follower.expectInStep(store)
            }
        },
        Case("a block of nobody who is enrolled tells a replica nothing") { store, clock in
            var (follower, persons) = try await begin(store, "p")
            try await store.enrol([7], in: follower.replica)
            try await follower.round(store)
            clock.move(microseconds: 5_000)
            let (head, place) = (try await store.head(), try await store.roundHead(of: follower.replica))
            try await store.block([8, 9], from: persons[0])
            try expect(await store.hasChanged(follower.replica, after: head), is: false)
            try expect(await store.roundHead(of: follower.replica).stamp, is: place.stamp)
            try expect(await follower.round(store), is: [])
        },
        Case("who is enrolled is told of with the persons who are closed from them") {
            store,
            clock in
            var (follower, persons) = try await begin(store, "p", "q")
            try await store.block([7], from: persons[0])
            try expect(await follower.round(store), is: [])
            clock.move(microseconds: 5_000)
            try await store.enrol([7, 8], in: follower.replica)
            let enrolled = try await store.professionals(of: follower.replica)
            let lines = try await follower.round(store).compactMap(\.person)
            try expect(lines.map(\.blocked), is: [[enrolled[0].tag]])
            try expect(lines[0].stamp, is: await store.roundHead(of: follower.replica).stamp)
            try expect(await store.replica(id: "r")?.professionalsVersion, is: 1)
            // The same list again changes nothing; one who goes takes the tag along.
            let head = try await store.head()
            try await store.enrol([8, 7], in: follower.replica)
            try expect(await store.head(), is: head)
            try expect(await store.replica(id: "r")?.professionalsVersion, is: 1)
            try await store.enrol([8], in: follower.replica)
            try expect(await follower.round(store).compactMap(\.person).map(\.blocked), is: [[]])
            try expect(await store.professionals(of: follower.replica).map(\.number), is: [8])
        },
        Case("a person who comes into the scope comes with the tags") { store, _ in
            var (follower, _) = try await begin(store, "p")
            let other = try await store.addPerson("o")
            try await store.enrol([7], in: follower.replica)
            try await store.block([7], from: other)
            try expect(await follower.round(store), is: [])
            try await store.changeScope(follower.replica, set: [other])
            let tag = try await store.professionals(of: follower.replica)[0].tag
            try expect(await follower.round(store).compactMap(\.person).map(\.blocked), is: [[tag]])
        },
        Case("a block that is set while a long round runs is on its next page") { store, clock in
            let (first, persons) = try await begin(store, "p", "q", "r")
            try await store.enrol([7], in: first.replica)
            let tag = try await store.professionals(of: first.replica)[0].tag
            var follower = PageFollower(first.replica)
            var isSet = false
            let lines = try await follower.round(store, maximumUnits: 1) {
                guard !isSet else { return }
                isSet = true
                clock.move(microseconds: 5_000)
                try await store.block([7], from: persons[0])
            }
            try expect(lines.compactMap(\.person).filter { !$0.blocked.isEmpty }.map(\.blocked), is: [[tag]])
            // The next round says it too; it has the same stamp.
            let again = try await follower.round(store).compactMap(\.person)
            try expect(again.map(\.stamp), is: lines.compactMap(\.person).filter { !$0.blocked.isEmpty }.map(\.stamp))
        },
        Case("a block of who left and came back between two pages is on the next one") { store, clock in
            let (first, persons) = try await begin(store, "p", "q", "r")
            try await store.enrol([7], in: first.replica)
            let tag = try await store.professionals(of: first.replica)[0].tag
            var follower = PageFollower(first.replica)
            var pages = 0
            let lines = try await follower.round(store, maximumUnits: 1) {
                pages += 1
                clock.move(microseconds: 5_000)
                if pages == 1 {
                    try await store.changeScope(first.replica, end: [persons[0]])
                    try await store.changeScope(first.replica, set: [persons[0]])
                } else if pages == 2 {
                    try await store.block([7], from: persons[0])
                }
            }
            try expect(lines.compactMap(\.person).map(\.blocked), is: [[], [], [], [tag], []])
        },
        Case("who left before a round and came back in it is told of with the tags before their turn") { store, clock in
            var (follower, persons) = try await begin(store, "p", "q", "r")
            try await store.enrol([7], in: follower.replica)
            let (replica, back) = (follower.replica, persons[2])
            let tag = try await store.professionals(of: replica)[0].tag
            try await follower.round(store)
            clock.move(microseconds: 5_000)
            for person in persons.dropLast() {
                _ = try await store.addUnit(
                    [Fixture.version(.diagnosticReport, "more-\(person.rawValue)")],
                    person: person
                )
            }
            try await store.changeScope(replica, end: [back])
            var isBack = false
            let lines = try await follower.round(store, maximumUnits: 1) {
                guard !isBack else { return }
                isBack = true
                clock.move(microseconds: 5_000)
                try await store.changeScope(replica, set: [back])
                try await store.block([7], from: back)
            }
            let told = lines.compactMap(\.person).filter { $0.until != nil }
            try expect(told.map(\.blocked), is: [[tag]])
        },
        Case("who comes into the scope while a round runs is told of in the next one") { store, clock in
            let (first, _) = try await begin(store, "p", "q")
            try await store.enrol([7], in: first.replica)
            let other = try await store.addPerson("o")
            try await store.block([7], from: other)
            var follower = PageFollower(first.replica)
            var isSet = false
            let lines = try await follower.round(store, maximumUnits: 1) {
                guard !isSet else { return }
                isSet = true
                clock.move(microseconds: 5_000)
                try await store.changeScope(first.replica, set: [other])
            }
            try expect(lines.compactMap(\.person).map(\.blocked), is: [[], []])
            try expect(await follower.round(store).compactMap(\.person).map(\.blocked.count), is: [1])
        },
    ]
}
