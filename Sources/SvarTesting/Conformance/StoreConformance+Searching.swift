import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension StoreConformance {
    static let searching: [Case] = [
        Case("search finds by type, id, row and person, all of them at once") { store, _ in
            let (p, q) = (try await store.addPerson("p"), try await store.addPerson("q"))
            try await store.addUnit([Fixture.version(.observation, "a", identifiers: ["s|1", "t|1"])], person: p)
            try await store.addUnit([Fixture.version(.observation, "b", identifiers: ["|1", "s|2"])], person: q)
            try await store.addUnit([Fixture.version(.observation, "c", identifiers: ["s|1|2"])])
            try await store.addUnit([Fixture.version(.specimen, "d", identifiers: ["s|1"])], person: p)
            let (one, two) = (Criterion.person(p, slots: []), Criterion.person(q, slots: []))
            try expect(await store.find(), is: "a b c")
            try expect(await store.find(.all([]), .observation, .specimen), is: "a b c d")
            try expect(await store.find(one), is: "a")
            try expect(await store.find(one, .specimen, .observation), is: "a d")
            try expect(await store.find(.person(PersonKey(77), slots: [])), is: "")
            try expect(await store.find(.person(nil, slots: [])), is: "")
            try expect(await store.find(.all([one, two])), is: "")
            try expect(await store.find(.any([one, two])), is: "a b")
            try expect(await store.find(.not(one)), is: "b c")
            try expect(await store.find(.ids(["c", "a", "d", "zz"])), is: "a c")
            try expect(await store.find(.ids([])), is: "")
            try expect(await store.find(.any([])), is: "")
            try expect(await store.find(.all([one, .ids(["a", "c"])])), is: "a")
            try expect(await store.find(Fixture.identified("s|1")), is: "a")
            try expect(await store.find(.all([one, Fixture.identified("s|1")])), is: "a")
            try expect(await store.find(.row([Fixture.identifierSlot], .any([]))), is: "")
            try expect(await store.find(.row([], .always)), is: "")
            try expect(await store.find(Fixture.identified("1")), is: "a b")
            try expect(await store.find(.all([two, Fixture.identified("1")])), is: "b")
            try expect(await store.find(Fixture.identified("|1")), is: "b")
            try expect(await store.find(Fixture.identified("s|1|2")), is: "c")
            let either = Fixture.identified("t|1", "s|2")
            try expect(await store.find(either), is: "a b")
            try expect(await store.find(.all([either, .ids(["b", "c"])])), is: "b")
            try expect(await store.find(.all([either, Fixture.identified("s|1")])), is: "a")
        },
        Case("search follows new versions") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit(
                [Fixture.version(.observation, "a", identifiers: ["s|1", "s|2"])],
                person: person
            )
            try await store.append([Fixture.version(.observation, "a", "v2", identifiers: ["s|2", "s|3"])], to: unit)
            for (value, found) in [("1", ""), ("2", "a"), ("3", "a")] {
                let criterion = Fixture.identified("s|\(value)")
                try expect(await store.find(criterion), is: found)
                try expect(await store.find(.all([.person(person, slots: []), criterion])), is: found)
            }
            try await store.append([Fixture.version(.observation, "a", "v3", identifiers: ["s|1"])], to: unit)
            let criterion = Criterion.all([.person(person, slots: []), Fixture.identified("s|1")])
            let query = SearchQuery(types: [.observation], criterion: criterion)
            try expect(await store.search(query, in: .everything).map(\.versionID), is: ["v3"])
        },
        Case("search pages ascend by key without gaps") { store, _ in
            let person = try await store.addPerson("p")
            for number in 0..<25 {
                try await store.addUnit(
                    [Fixture.version(.observation, "o\(number)", identifiers: ["s|x"])],
                    person: person
                )
            }
            for criterion in [.all([]), .person(person, slots: []), Fixture.identified("x")] as [Criterion] {
                var seen: [String] = []
                var after: Int64?
                while true {
                    let query = SearchQuery(types: [.observation], criterion: criterion)
                    let page = try await store.search(query, after: after, limit: 10, in: .everything)
                    guard let last = page.last else { break }
                    seen += page.map(\.id)
                    after = last.key
                }
                try expect(seen, is: (0..<25).map { "o\($0)" })
            }
        },
        Case("texts that look like SQL or patterns are only texts") { store, _ in
            let id = "a'; DROP TABLE version; --%_"
            let person = try await store.addPerson("p")
            let rows = [Fixture.text(id), Fixture.text("%"), Fixture.text("x_y")]
            try await store.addUnit(
                [Fixture.version(.observation, id, identifiers: ["s%|\(id)"], rows: rows)],
                person: person
            )
            try expect(await store.current(.observation, id, in: .everything)?.id, is: id)
            try expect(await store.find(Fixture.identified("s%|\(id)")), is: id)
            try expect(await store.find(Fixture.identified("s1|\(id)")), is: "")
            for (condition, isFound) in [
                (.prefix(.value, "%"), true), (.prefix(.value, "_"), false), (.contains(.value, "_"), true),
                (.contains(.value, "x%y"), false), (.prefix(.value, "a'"), true), (.contains(.value, "DROP"), true),
                (.compare(.value, .equal, .text("x_y")), true), (.compare(.value, .equal, .text("xzy")), false),
            ] as [(RowCondition, Bool)] {
                let criterion = Criterion.all([
                    .person(person, slots: []), .row([Fixture.textSlot], condition),
                ])
                try expect(await store.find(criterion), is: isFound ? id : "")
            }
        },
        Case("a writer's matches are its own and the directory's, undeleted ones") { store, _ in
            try await store.addUnit([Fixture.version(.observation, "own", identifiers: ["s|1"])])
            try await store.addUnit(
                [Fixture.version(.observation, "foreign", identifiers: ["s|1"])],
                producer: Fixture.hospital
            )
            try await store.addUnit(
                [Fixture.version(.organization, "org", identifiers: ["s|1"])],
                producer: Fixture.hospital
            )
            try await store.addUnit([Fixture.version(.organization, "mine", identifiers: ["s|2", "|9"])])
            let gone = try await store.addUnit([Fixture.version(.observation, "gone", identifiers: ["s|1"])])
            try await store.append([Fixture.deletion(.observation, "gone", "v2")], to: gone)
            try await store.write { transaction in
                func match(_ type: HostedType, _ criterion: Criterion, limit: Int = 9) throws -> [String] {
                    try transaction.matches(type, criterion, producer: Fixture.laboratory, limit: limit).map(\.id)
                }
                let one = Fixture.identified("s|1")
                try expect(match(.observation, one), is: ["own"])
                try expect(match(.observation, .ids(["own", "foreign", "gone"])), is: ["own"])
                try expect(match(.observation, .all([one, .ids(["own"])])), is: ["own"])
                try expect(match(.observation, .all([one, .not(.ids(["own"]))])), is: [])
                try expect(match(.organization, one), is: ["org"])
                try expect(match(.organization, Fixture.identified("s|1", "2")), is: ["org", "mine"])
                try expect(match(.organization, Fixture.identified("s|1", "2"), limit: 1), is: ["org"])
                try expect(match(.organization, Fixture.identified("|9")), is: ["mine"])
                try expect(match(.organization, Fixture.identified("|1")), is: [])
                try expect(match(.specimen, one), is: [])
                try Fixture.unit([Fixture.version(.observation, "new", identifiers: ["s|1"])], in: transaction)
                try expect(match(.observation, one), is: ["own", "new"])
            }
        },
        Case("a directory type inside a report is not the directory") { store, _ in
            try await store.addUnit(
                [
                    Fixture.version(.diagnosticReport, "r"),
                    Fixture.version(.practitionerRole, "pr", identifiers: ["s|1"]),
                ],
                producer: Fixture.hospital
            )
            let found = try await store.write { transaction in
                try transaction.matches(
                    .practitionerRole,
                    Fixture.identified("s|1"),
                    producer: Fixture.laboratory,
                    limit: 2
                )
            }
            try expect(found, is: [])
        },
    ]
}
