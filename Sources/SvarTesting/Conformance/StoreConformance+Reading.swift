import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension StoreConformance {
    static let reading: [Case] = [
        Case("current, version and history tell a resource's life") { store, clock in
            let unit = try await store.addUnit([Fixture.version(.observation, "a", "v1", text: "one")])
            clock.move(microseconds: 1_000)
            try await store.append([Fixture.version(.observation, "a", "v2", text: "two")], to: unit)
            try await store.append([Fixture.deletion(.observation, "a", "v3")], to: unit)
            try await store.append([Fixture.version(.observation, "a", "v4", text: "four")], to: unit)
            try expect(await store.current(.observation, "a", in: .everything)?.versionID, is: "v4")
            let second = try require(await store.version(.observation, "a", "v2", in: .everything))
            try expect(second.body, is: Fixture.version(.observation, "a", "v2", text: "two").body)
            try expect(await store.version(.observation, "a", "v9", in: .everything), is: nil)
            try expect(await store.version(.specimen, "a", "v2", in: .everything), is: nil)
            let history = try await store.history(.observation, "a", in: .everything)
            try expect(history.map(\.versionID), is: ["v4", "v3", "v2", "v1"])
            try expect(history.map(\.isDeleted), is: [false, true, false, false])
            try expect(history[1].body, is: [])
            try expect(Set(history.map(\.key)).count, is: 1)
        },
        Case("history is read in pages, none twice, none left out") { store, _ in
            let unit = try await store.addUnit([Fixture.version(.observation, "a", "v1")])
            for number in 2...7 { try await store.append([Fixture.version(.observation, "a", "v\(number)")], to: unit) }
            var seen: [String] = []
            var before: Int64?
            while true {
                let page = try await store.history(.observation, "a", before: before, limit: 3, in: .everything)
                guard let last = page.last else { break }
                seen += page.map(\.versionID)
                before = last.number
            }
            try expect(seen, is: (1...7).reversed().map { "v\($0)" })
            try expect(await store.history(.observation, "a", before: nil, limit: 0, in: .everything), is: [])
            try expect(await store.history(.observation, "x", before: nil, limit: 9, in: .everything), is: [])
        },
        Case("a deleted resource is current as deleted, and in no list") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit(
                [Fixture.version(.observation, "a", identifiers: ["s|1"]), Fixture.version(.specimen, "b")],
                person: person
            )
            try await store.append([Fixture.deletion(.observation, "a", "v2")], to: unit)
            let found = try require(await store.current(.observation, "a", in: .everything))
            try expect(found.isDeleted)
            try expect(found.body, is: [])
            try expect(await store.members(of: unit, in: .everything).map(\.id), is: ["b"])
            try expect(await store.all(after: nil, limit: 9).map(\.id), is: ["b"])
            let identified = Fixture.identified("s|1")
            for criterion in [.all([]), .person(person, slots: []), .ids(["a"]), identified] as [Criterion] {
                try expect(await store.find(criterion), is: "")
            }
            let inside = try await store.write { try $0.members(of: unit).map(\.version.isDeleted) }
            try expect(inside, is: [true, false])
            try await store.append([Fixture.version(.observation, "a", "v3", identifiers: ["s|1"])], to: unit)
            try expect(await store.find(identified), is: "a")
        },
        Case("keys are stable and ascend by creation") { store, _ in
            let unit = try await store.addUnit([Fixture.version(.observation, "b"), Fixture.version(.observation, "a")])
            let first = try await store.members(of: unit, in: .everything)
            try expect(first.map(\.id), is: ["b", "a"])
            try await store.append([Fixture.version(.observation, "b", "v2")], to: unit)
            let second = try await store.members(of: unit, in: .everything)
            try expect(second.map(\.key), is: first.map(\.key))
            try expect(second.map(\.versionID), is: ["v2", "v1"])
        },
        Case("the log is read in pages from a position") { store, _ in
            for number in 1...5 { try await store.addUnit([Fixture.version(.observation, "o\(number)")]) }
            let first = try await store.log(after: LogPosition(0), limit: 3)
            try expect(first.map(\.stamp.position.rawValue), is: [1, 2, 3])
            let second = try await store.log(after: first.last!.stamp.position, limit: 3)
            try expect(second.map(\.stamp.position.rawValue), is: [4, 5])
            try expect(await store.log(after: LogPosition(5), limit: 3), is: [])
        },
        Case("export gives every current resource once, in pages") { store, _ in
            for number in 1...5 {
                try await store.addUnit(
                    [Fixture.version(.observation, "o\(number)")],
                    state: UnitState(isHeld: number == 2)
                )
            }
            let first = try await store.all(after: nil, limit: 3)
            let second = try await store.all(after: first.last!.key, limit: 3)
            try expect((first + second).map(\.id), is: (1...5).map { "o\($0)" })
            try expect(await store.all(after: second.last!.key, limit: 3), is: [])
        },
        Case("attachments are kept once a person") { store, _ in
            let (p, q) = (try await store.addPerson("p"), try await store.addPerson("q"))
            let keys = try await store.write { transaction in
                try [([1, 2], p), ([1, 2], p), ([1, 3], p), ([1, 2], q)].map { try transaction.attach($0, person: $1) }
            }
            try expect(keys[0], is: keys[1])
            try expect(Set(keys).count, is: 3)
            try expect(await store.write { try $0.attach([1, 2], person: p) }, is: keys[0])
            try expect(await store.attachment(keys[0]), is: [1, 2])
            try expect(await store.attachment(keys[2]), is: [1, 3])
            try expect(await store.attachment(keys[3]), is: [1, 2])
            try expect(await store.attachment(AttachmentKey(99)), is: nil)
            try await store.addUnit([Fixture.version(.binary, "b", attachment: keys[0])], person: p)
            try expect(await store.current(.binary, "b", in: .everything)?.attachment, is: keys[0])
            try expect(await store.statistics().attachments, is: 3)
        },
        Case("large bodies and attachments come back whole") { store, _ in
            let person = try await store.addPerson("p")
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let key = try await store.write { try $0.attach(bytes, person: person) }
            let found = try await store.attachment(key)
            try expect(found == bytes)
            let new = Fixture.version(.media, "m", text: String(repeating: "x", count: 2_000_000))
            try await store.addUnit([new], person: person)
            let current = try await store.current(.media, "m", in: .everything)
            try expect(current?.body == new.body)
        },
        Case("statistics count") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit([Fixture.version(.observation, "a")], person: person)
            try await store.append([Fixture.version(.observation, "a", "v2")], to: unit)
            var found = try await store.statistics()
            found.bytes = 0
            var wanted = StoreStatistics()
            (wanted.persons, wanted.units, wanted.resources, wanted.versions, wanted.logEntries) = (1, 1, 1, 2, 2)
            try expect(found, is: wanted)
        },
        Case("a closed store says so") { store, _ in
            try await store.close()
            try await expectError(.storeClosed) { _ = try await store.current(.observation, "a", in: .everything) }
            try await expectError(.storeClosed) {
                _ = try await store.find()
            }
            try await expectError(.storeClosed) { try await store.write { _ in } }
        },
    ]
}
