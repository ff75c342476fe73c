import SvarDomain
import SvarFHIR
import SvarStore

extension StoreConformance {
    /// What the access rules go by: facts of versions of units, entries about persons, when to decide anew.
    static let entries: [Case] = [
        Case("every version of a person's unit has facts: those given, else of what the unit then holds") { store, _ in
            let (person, other) = (try await store.addPerson("p"), try await store.addPerson("q"))
            let unit = try await store.addUnit(
                [Fixture.version(.diagnosticReport, "r"), Fixture.version(.observation, "o")],
                person: person
            )
            try await store.addUnit([Fixture.version(.observation, "foreign")], person: other)
            try await store.addUnit([Fixture.version(.observation, "nobody's")])
            let later = try await store.addUnit([Fixture.version(.specimen, "s")], person: person)
            let second = try await store.append([Fixture.version(.observation, "o", "v2")], to: unit)
            try await store.append([], to: later, state: UnitState(isHeld: true, facts: [1, 2]))
            try await store.append([Fixture.deletion(.observation, "o", "v3")], to: unit, state: UnitState(facts: []))
            try await store.append([], to: unit)
            let record = try await store.facts(of: person)
            try expect(record.units.map(\.key), is: [unit, later])
            try expect(record.units.map(\.state.facts), is: [nil, nil])
            try expect(record.versions.map(\.unit), is: [unit, unit, unit, unit, later, later])
            try expect(
                record.versions.map { String(decoding: $0.facts, as: UTF8.self) },
                is: [
                    "DiagnosticReport/r v1, Observation/o v1", "DiagnosticReport/r v1, Observation/o v2", "",
                    "DiagnosticReport/r v1", "Specimen/s v1", "\u{1}\u{2}",
                ]
            )
            try expect(record.versions[1].stamp, is: second)
            let entries = try await store.log(after: LogPosition(0), limit: 99).filter { $0.person == person }
            try expect(Set(record.versions.map(\.stamp)), is: Set(entries.map(\.stamp)))
        },
        Case("a unit that a resource was moved out of has facts of what is left") { store, _ in
            let person = try await store.addPerson("p")
            let (first, second) = ("Observation/a v1", "Specimen/s v1")
            let unit = try await store.addUnit(
                [Fixture.version(.observation, "a"), Fixture.version(.specimen, "s")],
                person: person
            )
            let target = try await store.addUnit([Fixture.version(.diagnosticReport, "r")], person: person)
            try await store.write { try $0.move(.specimen, "s", to: target) }
            let found = try await store.facts(of: person).versions.filter { $0.unit == unit }
            try expect(found.map { String(decoding: $0.facts, as: UTF8.self) }, is: ["\(first), \(second)", first])
        },
        Case("entries about a person stand in the log and move its last change") { store, clock in
            let (person, other) = (try await store.addPerson("p", Fixture.numbers(2)), try await store.addPerson("q"))
            try expect(await store.facts(of: person).entries, is: [])
            try expect(await store.lastChange(of: person), is: LogPosition(0))
            clock.move(microseconds: 50)
            let kinds: [LogEntry.Kind] = [.setting, .fact, .preset, .policy]
            var entries: [PersonEntry] = []
            for (number, kind) in kinds.enumerated() {
                let (subject, body) = (Int64(number % 2), [UInt8](repeating: UInt8(number), count: number * 400))
                let stamp = try await store.write { try $0.enter(kind, subject: subject, body, about: person) }
                try expect(await store.lastChange(of: person), is: stamp.position)
                entries.append(PersonEntry(stamp: stamp, kind: kind, subject: subject, body: body))
            }
            let record = try await store.facts(of: person)
            try expect(record.entries, is: entries)
            try expect(record.last, is: entries[3].stamp.position)
            try expect(Set(record.numbers), is: Set(Fixture.numbers(2)))
            try expect(await store.lastChange(of: other), is: LogPosition(0))
            try expect(
                await store.log(after: LogPosition(0), limit: 9),
                is: entries.map { LogEntry(stamp: $0.stamp, kind: $0.kind, unit: nil, person: person) }
            )
        },
        Case("a write reads its own entries, units and facts, and leaves nothing when it throws") { store, _ in
            struct Refused: Error {}
            let person = try await store.addPerson("p")
            try await store.write { transaction in
                _ = try transaction.enter(.setting, subject: 1, [1], about: person)
                let unit = try Fixture.unit([Fixture.version(.observation, "o")], person: person, in: transaction)
                try transaction.setClosed([unit], of: person, next: nil)
                let record = try transaction.record(of: person)
                try expect(record.entries.map(\.body), is: [[1]])
                try expect(transaction.entries(of: person), is: record.entries)
                try expect(record.units.map(\.state.isClosed), is: [true])
                try expect(record.versions.map(\.unit), is: [unit])
                try expect(record.last, is: record.versions[0].stamp.position)
            }
            let before = try await store.facts(of: person)
            do {
                try await store.write { transaction in
                    _ = try transaction.enter(.setting, subject: 2, [2], about: person)
                    try transaction.append([], to: before.units[0].key, state: UnitState())
                    try transaction.setClosed([], of: person, next: ServerTime(microseconds: 5))
                    throw Refused()
                }
            } catch is Refused {}
            try expect(await store.facts(of: person), is: before)
            let due = try await store.due(at: ServerTime(microseconds: .max))
            try expect(due.persons.isEmpty && due.next == nil)
        },
        Case("entries of other kinds, and about somebody unknown, are refused") { store, _ in
            let person = try await store.addPerson("p")
            for kind in [LogEntry.Kind.version, .erased, .scope, .tick] {
                try await expectError(.storeFailed) {
                    _ = try await store.write { try $0.enter(kind, subject: 1, [], about: person) }
                }
            }
            try await expectError(.storeFailed) {
                _ = try await store.write { try $0.enter(.setting, subject: 1, [], about: PersonKey(9)) }
            }
            try await expectError(.storeFailed) {
                try await store.write { try $0.setClosed([], of: PersonKey(9), next: nil) }
            }
            try expect(await store.head(), is: LogPosition(0))
        },
        Case("no number of a subject is given twice") { store, _ in
            var given: [Int64] = []
            for _ in 0..<3 {
                given += try await store.write { [try $0.newSubject(), try $0.newSubject()] }
            }
            try expect(Set(given).count, is: 6)
            try expect(await store.head(), is: LogPosition(0))
        },
        Case("who is due is told, ascending, and when the next one is") { store, clock in
            let persons = [
                try await store.addPerson("p"), try await store.addPerson("q"), try await store.addPerson("r"),
            ]
            func time(_ seconds: Int64) -> ServerTime {
                ServerTime(microseconds: clock.now.microseconds + seconds * 1_000_000)
            }
            func set(_ person: PersonKey, _ next: ServerTime?) async throws {
                try await store.write { try $0.setClosed([], of: person, next: next) }
            }
            func expectDue(_ seconds: Int64, _ wanted: [PersonKey], next: Int64?) async throws {
                let due = try await store.due(at: time(seconds))
                try expect(due.persons, is: wanted)
                try expect(due.next, is: next.map(time))
            }
            try await expectDue(0, [], next: nil)
            try await set(persons[2], time(10))
            try await set(persons[0], time(20))
            try await set(persons[1], time(30))
            try await expectDue(9, [], next: 10)
            try await expectDue(20, [persons[0], persons[2]], next: 30)
            try await set(persons[2], time(40))
            try await set(persons[0], nil)
            try await expectDue(30, [persons[1]], next: 40)
            try await expectDue(90, [persons[1], persons[2]], next: nil)
            // Nothing was closed or opened, so nothing happened.
            try expect(await store.head(), is: LogPosition(0))
        },
    ]
}

extension Fixture {
    /// So many of the numbers.
    fileprivate static func numbers(_ count: Int) -> [PersonNumber] { Array(numbers.prefix(count)) }
}
