import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarSync

extension StoreConformance {
    /// What is left of somebody who was erased.
    static let erasing: [Case] = [
        Case("of an erased person nothing is left but that there was somebody") { store, _ in
            let (person, other) = (
                try await store.addPerson("p", [Fixture.numbers[0]]),
                try await store.addPerson("q", [Fixture.numbers[1]])
            )
            let bytes = Array("<raw/>".utf8)
            let (unit, attachment) = try await store.write { store in
                let attachment = try store.attach([1, 2, 3], person: person)
                let unit = try Fixture.unit(
                    [
                        Fixture.version(.diagnosticReport, "r", identifiers: ["s|1"]),
                        Fixture.version(.binary, "b", attachment: attachment),
                    ],
                    person: person,
                    in: store
                )
                let submission = try store.addSubmission(
                    producer: Fixture.laboratory,
                    messageID: "m",
                    bytes: bytes,
                    keepsRaw: true
                )
                try store.addContribution([7], to: unit, submission: submission)
                return (unit, attachment)
            }
            try await store.addUnit([Fixture.version(.diagnosticReport, "s", identifiers: ["s|1"])], person: other)
            try await store.append([Fixture.version(.diagnosticReport, "r", "v2")], to: unit)
            let before = try await store.head()
            try await Fixture.erase(person, in: store)
            try expect(await store.current(.diagnosticReport, "r", in: .everything), is: nil)
            try expect(await store.version(.diagnosticReport, "r", "v1", in: .everything), is: nil)
            try expect(await store.history(.diagnosticReport, "r", in: .everything), is: [])
            try expect(await store.find(.all([]), .diagnosticReport), is: "s")
            try expect(await store.find(.all([]), .diagnosticReport, in: .ownedBy(Fixture.laboratory)), is: "s")
            try expect(await store.find(Fixture.identified("s|1"), .diagnosticReport), is: "s")
            try expect(await store.all(after: nil, limit: 10).map(\.id), is: ["s"])
            try expect(await store.attachment(attachment), is: nil)
            let record = try await store.facts(of: person)
            try expect(record.units, is: [])
            try expect(record.versions, is: [])
            try expect(record.numbers, is: [])
            // The number leads to the person, and a later report of theirs is known to be theirs.
            try expect(await store.person(number: Fixture.numbers[0]), is: person)
            try expect(await store.person(patient: "p"), is: person)
            try await store.write { store in
                try expect(store.submission(producer: Fixture.laboratory, bytes: bytes), is: nil)
                try expect(store.submissions(producer: Fixture.laboratory, messageID: "m"), is: [])
                try expect(store.unit(unit), is: nil)
                try expect(store.contributions(of: unit), is: [])
                try store.beginErasing(person)
                try expect(store.erase(person, atMost: 10))
            }
            // The entries stay, as what was erased, and one tells that it was.
            let entries = try await store.log(after: LogPosition(0), limit: 100).filter { $0.person == person }
            try expect(entries.map(\.kind), is: [.erased, .erased, .erased])
            try expect(entries.map(\.unit), is: [unit, unit, nil])
            try expect(try require(entries.last).stamp.position > before)
            try expect(await store.facts(of: other).numbers, is: [Fixture.numbers[1]])
        },
        Case("an erasure goes in steps, and what comes after its beginning stays") { store, _ in
            let person = try await store.addPerson("p", [Fixture.numbers[0]])
            for number in 0..<5 {
                try await store.addUnit([Fixture.version(.observation, "o\(number)")], person: person)
            }
            try await store.write { try $0.beginErasing(person) }
            try expect(await store.facts(of: person).numbers, is: [])
            let head = try await store.head()
            try await store.addUnit([Fixture.version(.observation, "later")], person: person)
            try await store.write { try $0.addNumber(Fixture.numbers[0], to: person) }
            var steps = 0
            while try await !store.write({ try $0.erase(person, atMost: 2) }) { steps += 1 }
            try expect(steps >= 2)
            try expect(await store.find(), is: "later")
            try expect(await store.find(in: .ownedBy(Fixture.laboratory)), is: "later")
            try expect(await store.facts(of: person).numbers, is: [Fixture.numbers[0]])
            // One entry for the whole, and one of what came later.
            try expect(await store.head(), is: LogPosition(head.rawValue + 1))
            // And again, when the person is to be erased again.
            try await Fixture.erase(person, in: store)
            try expect(await store.find(), is: "")
            try expect(await store.head(), is: LogPosition(head.rawValue + 2))
        },
        Case("an erasure that is begun again while one is under way reaches what came between") { store, _ in
            let person = try await store.addPerson("p", [Fixture.numbers[0]])
            for number in 0..<3 {
                try await store.addUnit([Fixture.version(.observation, "o\(number)")], person: person)
            }
            try await store.write { try $0.beginErasing(person) }
            try expect(await store.write { try $0.erase(person, atMost: 1) }, is: false)
            let head = try await store.head()
            // There is nothing more to erase: no entry.
            try await store.write { try $0.beginErasing(person) }
            try expect(await store.head(), is: head)
            let unit = try await store.addUnit([Fixture.version(.observation, "between")], person: person)
            try await store.write { try $0.addNumber(Fixture.numbers[0], to: person) }
            try await store.write { try $0.beginErasing(person) }
            try expect(await store.head(), is: LogPosition(head.rawValue + 2))
            try expect(await store.find(in: .ownedBy(Fixture.laboratory)), is: "")
            try await store.addUnit([Fixture.version(.observation, "later")], person: person)
            while try await !store.write({ try $0.erase(person, atMost: 1) }) {}
            try expect(await store.find(), is: "later")
            try expect(await store.write { try $0.unit(unit) }, is: nil)
            try expect(await store.facts(of: person).numbers, is: [])
        },
        Case("a replica is told of an erasure and stays in step, in a round that began before it too") { store, _ in
            let (person, other) = (try await store.addPerson("p"), try await store.addPerson("q"))
            for number in 0..<4 {
                for owner in [person, other] {
                    let id = "r\(number)\(owner.rawValue)"
                    try await store.addUnit([Fixture.version(.diagnosticReport, id)], person: owner)
                }
            }
            let replica = try await Fixture.replica(in: store)
            try await store.changeScope(replica, set: [person, other])
            var (early, late) = (PageFollower(replica), PageFollower(replica))
            try await early.round(store)
            try expect(early.units.count, is: 8)
            var isErased = false
            try await late.round(store, maximumUnits: 1) {
                guard !isErased else { return }
                isErased = true
                try await store.write { try $0.beginErasing(person) }
                try expect(await store.write { try $0.erase(person, atMost: 2) }, is: false)
                while try await !store.write({ try $0.erase(person, atMost: 2) }) {}
            }
            try await late.round(store)
            let lines = try await early.round(store)
            try expect(lines.compactMap(\.deny).count, is: 4)
            for follower in [early, late] {
                try expect(follower.units.count, is: 4)
                try await follower.expectInStep(store)
            }
        },
    ]
}

extension Fixture {
    /// Begins to erase a person and carries it out.
    fileprivate static func erase(_ person: PersonKey, in store: any ResultStore) async throws {
        try await store.write { try $0.beginErasing(person) }
        while try await !store.write({ try $0.erase(person, atMost: 2) }) {}
    }
}
