import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

private struct Refusal: Error {}

extension StoreConformance {
    static let writing: [Case] = [
        Case("what was written is read back byte for byte") { store, _ in
            let new = Fixture.version(.observation, "a", text: "æøå 1.00")
            let unit = try await store.addUnit([new])
            let found = try require(await store.current(.observation, "a", in: .everything))
            try expect(found.body, is: new.body)
            try expect(found.stampOffset, is: new.stampOffset)
            try expect(found.versionID, is: "v1")
            try expect(found.unit, is: unit)
            try expect(found.stamp.position, is: LogPosition(1))
            try expect(!found.isDeleted)
        },
        Case("a write gives its closure's value") { store, _ in
            try expect(await store.write { _ in 7 }, is: 7)
        },
        Case("a write reads its own changes") { store, _ in
            try await store.write { transaction in
                let person = try transaction.addPerson(patient: "p", numbers: [])
                try expect(transaction.person(patient: "p"), is: person)
                let unit = try Fixture.unit([Fixture.version(.observation, "a")], person: person, in: transaction)
                try expect(transaction.current(.observation, "a")?.unit, is: unit)
                try expect(transaction.members(of: unit).map(\.version.id), is: ["a"])
                let stamp = try transaction.append([Fixture.version(.observation, "a", "v2")], to: unit, state: .init())
                try expect(transaction.current(.observation, "a")?.versionID, is: "v2")
                try expect(transaction.unit(unit)?.stamp, is: stamp)
            }
        },
        Case("a write that throws leaves nothing and passes its error on") { store, _ in
            do {
                try await store.write { transaction in
                    let person = try transaction.addPerson(patient: "p", numbers: [Fixture.numbers[0]])
                    try Fixture.unit([Fixture.version(.observation, "a")], person: person, in: transaction)
                    _ = try transaction.addSubmission(
                        producer: Fixture.laboratory,
                        messageID: "m",
                        bytes: [1],
                        keepsRaw: true
                    )
                    throw Refusal()
                }
                try expect(false, "no error")
            } catch is Refusal {}
            try expect(await store.current(.observation, "a", in: .everything), is: nil)
            try expect(await store.person(patient: "p"), is: nil)
            try expect(await store.person(number: Fixture.numbers[0]), is: nil)
            let statistics = try await store.statistics()
            try expect(
                [statistics.persons, statistics.units, statistics.resources, statistics.versions],
                is: [0, 0, 0, 0]
            )
            try expect([statistics.logEntries, statistics.submissions], is: [0, 0])
            let stamp = try await store.append([], to: store.addUnit([]))
            try expect(stamp.position, is: LogPosition(2))
        },
        Case("a method that throws fails the write, also when the closure goes on") { store, _ in
            try await expectError(.storeFailed) {
                try await store.write { transaction in
                    try Fixture.unit([Fixture.version(.observation, "a")], in: transaction)
                    do { try transaction.setReceipt([1], of: 77) } catch {}
                }
            }
            try expect(await store.current(.observation, "a", in: .everything), is: nil)
        },
        Case("one append has one stamp, one log entry, and makes the unit current") { store, clock in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit([], person: person)
            clock.move(microseconds: 5)
            let versions = [Fixture.version(.observation, "a"), Fixture.version(.specimen, "b")]
            let state = UnitState(isHeld: true, isWithdrawn: true)
            let stamp = try await store.append(versions, to: unit, state: state)
            try expect(stamp.at, is: clock.now)
            let members = try await store.members(of: unit, in: .everything)
            try expect(members.map(\.stamp), is: [stamp, stamp])
            let record = try require(await store.write { try $0.unit(unit) })
            try expect(record.state, is: state)
            try expect(record.stamp, is: stamp)
            try expect(record.person, is: person)
            let log = try await store.log(after: LogPosition(1), limit: 10)
            try expect(log, is: [LogEntry(stamp: stamp, kind: .version, unit: unit, person: person)])
        },
        Case("a unit that was never written has the stamp zero") { store, _ in
            let unit = try await store.write { transaction in
                try transaction.addUnit(
                    NewUnit(person: nil, producer: Fixture.hospital, regime: .messages, typeClass: .directory)
                )
            }
            let record = try require(await store.write { try $0.unit(unit) })
            try expect(record.stamp, is: Stamp(position: LogPosition(0), at: ServerTime(microseconds: 0)))
            try expect(record.regime, is: .messages)
            try expect(record.typeClass, is: .directory)
            try expect(record.producer, is: Fixture.hospital)
        },
        Case("a resource stays in its unit, and one append names it once") { store, _ in
            try await store.addUnit([Fixture.version(.observation, "a")])
            let other = try await store.addUnit([])
            try await expectError(.storeFailed) {
                try await store.append([Fixture.version(.observation, "a", "v2")], to: other)
            }
            try await expectError(.storeFailed) {
                try await store.append(
                    [Fixture.version(.media, "m", "v1"), Fixture.version(.media, "m", "v2")],
                    to: other
                )
            }
            try await expectError(.storeFailed) { try await store.append([], to: UnitKey(999)) }
            try expect(await store.statistics().versions, is: 1)
        },
        Case("the same id names different resources of different types") { store, _ in
            try await store.addUnit([Fixture.version(.observation, "a"), Fixture.version(.specimen, "a")])
            try expect(await store.current(.observation, "a", in: .everything)?.type, is: .observation)
            try expect(await store.current(.specimen, "a", in: .everything)?.type, is: .specimen)
            try expect(await store.current(.media, "a", in: .everything), is: nil)
        },
        Case("item keys name the members of a unit across versions") { store, _ in
            let unit = try await store.addUnit([Fixture.version(.observation, "a", item: "i1")])
            try await store.append([Fixture.version(.observation, "a", "v2")], to: unit)
            try await store.append([Fixture.version(.specimen, "b", item: "i2")], to: unit)
            let items = try await store.write {
                try $0.members(of: unit).map { "\($0.itemKey ?? "-") \($0.version.versionID)" }
            }
            try expect(items, is: ["i1 v2", "i2 v1"])
        },
        Case("a report's key finds its unit, and the same id of other persons too") { store, _ in
            try await store.write { transaction in
                let persons = try ["p", "q"].map { try transaction.addPerson(patient: $0, numbers: []) }
                let units = try persons.map { person in
                    let report = ReportKey(
                        producer: Fixture.laboratory,
                        serviceProvider: "s",
                        reportID: "r",
                        person: person
                    )
                    return try transaction.addUnit(
                        NewUnit(
                            person: person,
                            producer: Fixture.laboratory,
                            regime: .messages,
                            typeClass: .member,
                            report: report
                        )
                    )
                }
                let report = ReportKey(
                    producer: Fixture.laboratory,
                    serviceProvider: "s",
                    reportID: "r",
                    person: persons[1]
                )
                try expect(transaction.unit(report: report)?.key, is: units[1])
                try expect(transaction.unit(report: report)?.report, is: report)
                let all = try transaction.units(producer: Fixture.laboratory, serviceProvider: "s", reportID: "r")
                try expect(all.map(\.key), is: units)
                try expect(transaction.units(producer: Fixture.hospital, serviceProvider: "s", reportID: "r"), is: [])
            }
        },
        Case("a unit of one moves into a report, with its person and its place in searches") { store, _ in
            let person = try await store.addPerson("p")
            try await store.addUnit([Fixture.version(.specimen, "s", identifiers: ["sys|1"])])
            let report = try await store.addUnit([Fixture.version(.diagnosticReport, "r")], person: person)
            try await store.write { try $0.move(.specimen, "s", to: report) }
            let moved = try require(await store.current(.specimen, "s", in: .everything))
            try expect(moved.unit, is: report)
            try expect(moved.person, is: person)
            try expect(await store.members(of: report, in: .everything).map(\.id).sorted(), is: ["r", "s"])
            let allowed = Scope.allowed(person, [report])
            let criterion = Criterion.all([.person(person, slots: []), Fixture.identified("sys|1")])
            try expect(await store.find(criterion, .specimen, in: allowed), is: "s")
            try await store.append([Fixture.deletion(.specimen, "s", "v2")], to: report)
            try expect(await store.find(criterion, .specimen, in: allowed), is: "")
        },
        Case("nothing moves to another person") { store, _ in
            let (p, q) = (try await store.addPerson("p"), try await store.addPerson("q"))
            try await store.addUnit([Fixture.version(.specimen, "s")], person: p)
            let unit = try await store.addUnit([], person: q)
            try await expectError(.storeFailed) { try await store.write { try $0.move(.specimen, "s", to: unit) } }
        },
    ]
}
