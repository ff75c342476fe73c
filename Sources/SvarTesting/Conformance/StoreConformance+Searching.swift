import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension StoreConformance {
    private typealias Token = SearchQuery.Token

    static let searching: [Case] = [
        Case("search finds by type, id, identifier and person, all of them at once") { store, _ in
            let (p, q) = (try await store.addPerson("p"), try await store.addPerson("q"))
            try await store.addUnit([Fixture.version(.observation, "a", identifiers: ["s|1", "t|1"])], person: p)
            try await store.addUnit([Fixture.version(.observation, "b", identifiers: ["|1", "s|2"])], person: q)
            try await store.addUnit([Fixture.version(.observation, "c", identifiers: ["s|1|2"])])
            try await store.addUnit([Fixture.version(.specimen, "d", identifiers: ["s|1"])], person: p)
            func find(_ criteria: [SearchQuery.Criterion], _ person: SearchQuery.PersonCriterion = .any) async throws
                -> String
            {
                let query = SearchQuery(type: .observation, person: person, criteria: criteria)
                let found = try await store.search(query, after: nil, limit: 100, in: .everything).map(\.id)
                try expect(await store.count(query, in: .everything), is: found.count)
                return found.joined()
            }
            try expect(await find([]), is: "abc")
            try expect(await find([], .one(p.rawValue)), is: "a")
            try expect(await find([], .one(77)), is: "")
            try expect(await find([], .none), is: "")
            try expect(await find([.ids(["c", "a", "d", "zz"])]), is: "ac")
            try expect(await find([.ids([])]), is: "")
            try expect(await find([.ids(["a", "c"])], .one(p.rawValue)), is: "a")
            for person in [SearchQuery.PersonCriterion.any, .one(p.rawValue)] {
                try expect(await find([.identifier([Token(system: "s", value: "1")])], person), is: "a")
                try expect(await find([.identifier([])], person), is: "")
            }
            try expect(await find([.identifier([Token(system: nil, value: "1")])]), is: "ab")
            try expect(await find([.identifier([Token(system: nil, value: "1")])], .one(q.rawValue)), is: "b")
            try expect(await find([.identifier([Token(system: "", value: "1")])]), is: "b")
            try expect(await find([.identifier([Token(system: "s", value: "1|2")])]), is: "c")
            let either = [Token(system: "t", value: "1"), Token(system: "s", value: "2")]
            try expect(await find([.identifier(either)]), is: "ab")
            try expect(await find([.identifier(either), .ids(["b", "c"])]), is: "b")
            try expect(await find([.identifier(either), .identifier([Token(system: "s", value: "1")])]), is: "a")
        },
        Case("search follows new versions") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit(
                [Fixture.version(.observation, "a", identifiers: ["s|1", "s|2"])],
                person: person
            )
            try await store.append([Fixture.version(.observation, "a", "v2", identifiers: ["s|2", "s|3"])], to: unit)
            for person in [SearchQuery.PersonCriterion.any, .one(person.rawValue)] {
                for (value, count) in [("1", 0), ("2", 1), ("3", 1)] {
                    let criterion = SearchQuery.Criterion.identifier([Token(system: "s", value: value)])
                    let query = SearchQuery(type: .observation, person: person, criteria: [criterion])
                    try expect(await store.count(query, in: .everything), is: count)
                }
            }
            try await store.append([Fixture.version(.observation, "a", "v3", identifiers: ["s|1"])], to: unit)
            let criterion = SearchQuery.Criterion.identifier([Token(system: "s", value: "1")])
            let query = SearchQuery(type: .observation, person: .one(person.rawValue), criteria: [criterion])
            let found = try await store.search(query, after: nil, limit: 9, in: .everything)
            try expect(found.map(\.versionID), is: ["v3"])
        },
        Case("search pages ascend by key without gaps") { store, _ in
            let person = try await store.addPerson("p")
            for number in 0..<25 {
                try await store.addUnit(
                    [Fixture.version(.observation, "o\(number)", identifiers: ["s|x"])],
                    person: person
                )
            }
            for query in [
                SearchQuery(type: .observation), SearchQuery(type: .observation, person: .one(person.rawValue)),
                SearchQuery(type: .observation, criteria: [.identifier([Token(system: nil, value: "x")])]),
            ] {
                var seen: [String] = []
                var after: Int64?
                while true {
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
            try await store.addUnit([Fixture.version(.observation, id, identifiers: ["s%|\(id)"])])
            try expect(await store.current(.observation, id, in: .everything)?.id, is: id)
            for (system, count) in [("s%", 1), ("s1", 0)] {
                let criterion = SearchQuery.Criterion.identifier([Token(system: system, value: id)])
                let query = SearchQuery(type: .observation, criteria: [criterion])
                try expect(await store.count(query, in: .everything), is: count)
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
                func match(_ type: HostedType, _ tokens: [Token], limit: Int = 9) throws -> [String] {
                    try transaction.matches(type, tokens, producer: Fixture.laboratory, limit: limit).map(\.id)
                }
                let one = Token(system: "s", value: "1")
                try expect(match(.observation, [one]), is: ["own"])
                try expect(match(.organization, [one]), is: ["org"])
                try expect(match(.organization, [one, Token(system: nil, value: "2")]), is: ["org", "mine"])
                try expect(match(.organization, [one, Token(system: nil, value: "2")], limit: 1), is: ["org"])
                try expect(match(.organization, [Token(system: "", value: "9")]), is: ["mine"])
                try expect(match(.organization, [Token(system: "", value: "1")]), is: [])
                try expect(match(.specimen, [one]), is: [])
                try Fixture.unit([Fixture.version(.observation, "new", identifiers: ["s|1"])], in: transaction)
                try expect(match(.observation, [one]), is: ["own", "new"])
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
                    [Token(system: "s", value: "1")],
                    producer: Fixture.laboratory,
                    limit: 2
                )
            }
            try expect(found, is: [])
        },
    ]
}
