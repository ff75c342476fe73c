import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// What every read method that takes a scope gives for one resource of one unit.
private struct Seen: Equatable {
    var current: Bool
    var version: Bool
    var history: Bool
    var members: Bool
    var search: Bool
    var searchByID: Bool
    var searchByIdentifier: Bool
    var searchByPerson: Bool
    var count: Bool
    var typeHistory: Bool
    var systemHistory: Bool

    static let all = Self(shown: true, listed: true)
    static let none = Self(shown: false, listed: false)
    /// By name only.
    static let byName = Self(shown: true, listed: false)

    init(shown: Bool, listed: Bool) {
        (current, version, history, members) = (shown, shown, shown, shown)
        (search, searchByID, searchByIdentifier, searchByPerson, count) = (listed, listed, listed, listed, listed)
        (typeHistory, systemHistory) = (listed, listed)
    }

    init(_ store: any ResultStore, _ type: HostedType, of unit: UnitKey, person: PersonKey?, in scope: Scope)
        async throws
    {
        let id = "x\(unit.rawValue)"
        current = try await store.current(type, id, in: scope) != nil
        version = try await store.version(type, id, "v1", in: scope) != nil
        history = try await !store.history(type, id, limit: 5, in: scope).isEmpty
        members = try await !store.members(of: unit, in: scope).isEmpty
        func finds(_ criterion: Criterion) async throws -> Bool {
            let query = SearchQuery(types: [type], criterion: criterion)
            return try await store.search(query, in: scope).contains { $0.id == id }
        }
        search = try await finds(.all([]))
        searchByID = try await finds(.ids([id, "y"]))
        let identifier = Fixture.identified("s|\(id)")
        searchByIdentifier = try await finds(identifier)
        searchByPerson = try await finds(.all((person.map { [.person($0, slots: [])] } ?? []) + [identifier]))
        count =
            try await store.count(
                SearchQuery(types: [type], criterion: identifier),
                at: store.head(),
                in: scope
            ) == 1
        typeHistory = try await Self.isIn(.type(type), id, store, scope)
        systemHistory = try await Self.isIn(.system, id, store, scope)
    }

    private static func isIn(_ level: HistoryQuery.Level, _ id: String, _ store: any ResultStore, _ scope: Scope)
        async throws -> Bool
    {
        let found = try await store.history(
            HistoryQuery(level),
            at: store.head(),
            before: nil,
            ascending: false,
            limit: 100,
            in: scope
        )
        return found.contains { $0.id == id }
    }
}

extension StoreConformance {
    /// Adds a unit with one resource whose id and identifier come from the unit's key.
    private static func add(
        _ store: any ResultStore,
        _ type: HostedType,
        _ person: PersonKey?,
        _ producer: Producer,
        held: Bool = false
    ) async throws -> UnitKey {
        let state = UnitState(isHeld: held)
        return try await store.write { transaction in
            let unit = try Fixture.unit([], person: person, producer: producer, state: state, in: transaction)
            // The class of an empty unit is member; others need their own.
            guard type.typeClass != .member else {
                let id = "x\(unit.rawValue)"
                try transaction.append([Fixture.version(type, id, identifiers: ["s|\(id)"])], to: unit, state: state)
                return unit
            }
            let other = try transaction.addUnit(
                NewUnit(person: person, producer: producer, regime: .rest, typeClass: type.typeClass, state: state)
            )
            let id = "x\(other.rawValue)"
            try transaction.append([Fixture.version(type, id, identifiers: ["s|\(id)"])], to: other, state: state)
            return other
        }
    }

    static let scopes: [Case] = [
        Case("every read method takes its scope: members of reports") { store, _ in
            let person = try await store.addPerson("p")
            let own = try await add(store, .observation, person, Fixture.laboratory)
            let foreign = try await add(store, .observation, person, Fixture.hospital)
            for (scope, ownSeen, foreignSeen) in [
                (Scope.everything, Seen.all, Seen.all), (.allowed(person, [own]), .all, .none),
                (.allowed(person), .none, .none),
                (.allowed(person, [foreign, UnitKey(99)]), .none, .all), (.ownedBy(Fixture.laboratory), .all, .none),
                (.ownedBy(Producer("999000003")), .none, .none),
            ] {
                try expect(await Seen(store, .observation, of: own, person: person, in: scope), is: ownSeen)
                try expect(await Seen(store, .observation, of: foreign, person: person, in: scope), is: foreignSeen)
            }
        },
        Case("a held unit is given to its producer and the all-seeing only") { store, _ in
            let person = try await store.addPerson("p")
            let held = try await add(store, .observation, person, Fixture.laboratory, held: true)
            for (scope, seen) in [
                (Scope.everything, Seen.all), (.ownedBy(Fixture.laboratory), .all), (.allowed(person, [held]), .none),
                (.ownedBy(Fixture.hospital), .none),
            ] {
                try expect(await Seen(store, .observation, of: held, person: person, in: scope), is: seen)
            }
            try await store.append([], to: held, state: UnitState(isHeld: false))
            try expect(
                await Seen(store, .observation, of: held, person: person, in: .allowed(person, [held])),
                is: .all
            )
        },
        Case("what is being erased is nobody's from its beginning on") { store, _ in
            let person = try await store.addPerson("p", [Fixture.numbers[0]])
            let unit = try await add(store, .observation, person, Fixture.laboratory)
            let report = ReportKey(
                producer: Fixture.laboratory,
                serviceProvider: "s",
                reportID: "r",
                person: person
            )
            func addReport() async throws -> UnitKey {
                try await store.write {
                    try $0.addUnit(
                        NewUnit(
                            person: person,
                            producer: Fixture.laboratory,
                            regime: .messages,
                            typeClass: .member,
                            report: report
                        )
                    )
                }
            }
            let ofMessage = try await addReport()
            try await store.write { try $0.beginErasing(person) }
            let own = Scope.ownedBy(Fixture.laboratory)
            try expect(await Seen(store, .observation, of: unit, person: person, in: own), is: .none)
            // What comes meanwhile is new, not a change of what goes.
            try expect(await store.write { try $0.unit(report: report) }, is: nil)
            let meanwhile = try await addReport()
            // And again, before the first ended.
            try await store.write { try $0.beginErasing(person) }
            let later = try await addReport()
            while try await !store.write({ try $0.erase(person, atMost: 1) }) {}
            let units = [unit, ofMessage, meanwhile, later]
            let left = try await store.write { store in try units.map { try store.unit($0)?.key } }
            try expect(left, is: [nil, nil, nil, later])
        },
        Case("person-bound resources are seen with their unit") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await add(store, .encounter, person, Fixture.laboratory)
            try expect(await Seen(store, .encounter, of: unit, person: person, in: .allowed(person, [unit])), is: .all)
            try expect(await Seen(store, .encounter, of: unit, person: person, in: .allowed(person)), is: .none)
            try expect(
                await Seen(store, .encounter, of: unit, person: person, in: .ownedBy(Fixture.hospital)),
                is: .none
            )
        },
        Case("the directory is given by name to all and listed to none") { store, _ in
            let unit = try await add(store, .organization, nil, Fixture.laboratory)
            try expect(await Seen(store, .organization, of: unit, person: nil, in: .everything), is: .all)
            try expect(await Seen(store, .organization, of: unit, person: nil, in: .allowed(PersonKey(1))), is: .byName)
            let own = Scope.ownedBy(Fixture.laboratory)
            try expect(await Seen(store, .organization, of: unit, person: nil, in: own), is: .all)
            let other = Scope.ownedBy(Fixture.hospital)
            try expect(await Seen(store, .organization, of: unit, person: nil, in: other), is: .byName)
        },
        Case("conformance resources are for all") { store, _ in
            let unit = try await add(store, .valueSet, nil, Fixture.laboratory)
            for scope in [Scope.everything, .allowed(PersonKey(1)), .ownedBy(Fixture.hospital)] {
                try expect(await Seen(store, .valueSet, of: unit, person: nil, in: scope), is: .all)
            }
        },
        Case("a directory type inside a report is shown with the report only") { store, _ in
            let person = try await store.addPerson("p")
            let unit = try await store.addUnit(
                [Fixture.version(.diagnosticReport, "r"), Fixture.version(.practitionerRole, "pr")],
                person: person
            )
            try expect(await store.current(.practitionerRole, "pr", in: .allowed(person)), is: nil)
            try expect(await store.current(.practitionerRole, "pr", in: .allowed(person, [unit]))?.id, is: "pr")
        },
        Case("the scope comes before the limit") { store, _ in
            let person = try await store.addPerson("p")
            var units: [UnitKey] = []
            for number in 0..<10 {
                let producer = number % 2 == 0 ? Fixture.laboratory : Fixture.hospital
                units.append(
                    try await store.addUnit([Fixture.version(.media, "m\(number)")], person: person, producer: producer)
                )
            }
            for criterion in [.all([]), .person(person, slots: [])] as [Criterion] {
                let query = SearchQuery(types: [.media], criterion: criterion)
                let own = Scope.ownedBy(Fixture.hospital)
                let first = try await store.search(query, limit: 3, in: own)
                try expect(first.map(\.id), is: ["m1", "m3", "m5"])
                let second = try await store.search(query, after: first.last!.key, limit: 3, in: own)
                try expect(second.map(\.id), is: ["m7", "m9"])
                let last = try await store.search(query, limit: 1, in: .allowed(person, [units[9]]))
                try expect(last.map(\.id), is: ["m9"])
                try expect(await store.find(criterion, .media, in: own), is: "m1 m3 m5 m7 m9")
            }
        },
        Case("the scope follows a resource that moves") { store, _ in
            let person = try await store.addPerson("p")
            let old = try await store.addUnit([Fixture.version(.specimen, "s")], person: person)
            let new = try await store.addUnit([Fixture.version(.diagnosticReport, "r")], person: person)
            try await store.write { try $0.move(.specimen, "s", to: new) }
            try expect(await store.current(.specimen, "s", in: .allowed(person, [old])), is: nil)
            try expect(await store.current(.specimen, "s", in: .allowed(person, [new]))?.id, is: "s")
            try expect(await store.history(.specimen, "s", limit: 1, in: .allowed(person, [old])), is: [])
        },
        Case("an allowed set gives its own person's units only") { store, _ in
            let (p, q) = (try await store.addPerson("p"), try await store.addPerson("q"))
            let unit = try await store.addUnit([Fixture.version(.observation, "a")], person: p)
            try expect(await store.current(.observation, "a", in: .allowed(q, [unit])), is: nil)
            try expect(await store.find(in: .allowed(q, [unit])), is: "")
            try expect(await store.find(.person(p, slots: []), in: .allowed(q, [unit])), is: "")
            try expect(await store.find(.person(p, slots: []), in: .allowed(p, [unit])), is: "a")
        },
    ]
}
