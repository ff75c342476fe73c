import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import Synchronization
import Testing

@testable import SvarServices

/// Results came under two numbers before the population register said that both are one person's: the settings of each hold
/// for all of them, and deny wins (row A72).
struct UnitedPersonTests {
    private static let earlier = PersonNumber(.dNumber, "53895500093")!
    private static let now = PersonNumber(.nationalIdentity, "13895500180")!
    private static let other = PersonNumber(.nationalIdentity, "13895500261")!
    private static let both = [earlier, now]

    /// Says that they are two until it is told that they are one.
    private final class Register: PopulationRegister {
        private let table = Mutex(Register.table([[earlier], [now], [other]], 1))

        private static func table(_ persons: [[PersonNumber]], _ revision: Int) -> PopulationTable {
            let birth = CivilDate(year: 1955, month: 9, day: 13)
            let holders = MandateHolders(secret: [UInt8](repeating: 3, count: 32))
            return PopulationTable(
                persons.map { .init(numbers: $0, birthDate: birth) },
                holders: holders,
                revision: revision
            )!
        }

        func say(_ persons: [[PersonNumber]]) { table.withLock { $0 = Self.table(persons, $0.revision + 1) } }
        var revision: Int { table.withLock { $0.revision } }
        func answer(about numbers: [PersonNumber]) -> RegisterFacts? { table.withLock { $0.answer(about: numbers) } }
        func numbers(with number: PersonNumber) -> [PersonNumber] { table.withLock { $0.numbers(with: number) } }
        func holder(_ number: PersonNumber) -> PersonKey { table.withLock { $0.holder(number) } }
    }

    /// A person whom the store has as two.
    private struct World {
        let fixture: SearchFixture
        let register = Register()
        let service: ResultService
        var store: any ResultStore { service.store }

        init(_ choice: StoreChoice) throws {
            fixture = try SearchFixture(choice)
            service = makeService(fixture.store, population: register)
        }

        func unite() { register.say([[now, earlier], [other]]) }

        @discardableResult
        func report(_ number: PersonNumber) async throws -> WriteReply {
            let identifier = JSONValue.object([
                "system": .string(number.kind.system), "value": .string(number.value),
            ])
            let body = JSONValue.object([
                "resourceType": "DiagnosticReport", "status": "final", "code": .object(["text": "a"]),
                "subject": .object(["identifier": identifier]),
            ])
            let producer = Producer("lab")
            let caller = Caller(role: .producer(producer), id: "", client: "c", organisation: "310000001", request: "")
            return try await service.create(.diagnosticReport, body.bytes, caller: caller)
        }

        @discardableResult
        func set(_ body: String, _ number: PersonNumber) async throws -> SettingReply {
            try await service.set(body.bytes, caller: citizen(number))
        }

        func citizen(_ number: PersonNumber) -> Caller {
            Caller(role: .citizen(number), id: "", client: "c", organisation: "", request: "")
        }

        func settings(_ number: PersonNumber) async throws -> Int {
            try await service.settings(SettingQuery(), caller: citizen(number)).settings.count
        }

        func person(_ number: PersonNumber) async throws -> PersonKey {
            try #require(try await store.person(number: number))
        }

        /// How many reports health personnel find.
        func found(_ name: PersonName) async throws -> Int {
            let search = SearchInteraction(.type(.diagnosticReport), [])
            let answer = try await service.search(search, base: "http://x", caller: .personnel(about: name))
            return try answer.json["entry"]?.elements.count { $0["search"]?["mode"]?.string == "match" } ?? 0
        }

        /// The same by the Patient of each of the two.
        func foundByPatients() async throws -> [Int] {
            var found: [Int] = []
            for number in both {
                let patient = try #require(try await store.patient(of: person(number)))
                found.append(try await self.found(.patient(patient)))
            }
            return found
        }

        /// Whether replicas are fed the units of each of the two.
        func closed() async throws -> [Bool] {
            var closed: [Bool] = []
            for number in both {
                let units = try await store.facts(of: person(number)).units.filter { $0.typeClass == .member }
                closed += units.map(\.state.isClosed)
            }
            return closed
        }
    }

    @Test(arguments: StoreChoice.allCases, both)
    func whatWasClosedUnderOneNumberIsClosedUnderTheOther(_ choice: StoreChoice, _ sealed: PersonNumber) async throws {
        let world = try World(choice)
        for number in Self.both { try await world.report(number) }
        try await world.set(#"{"kind":"seal"}"#, sealed)
        // Asked before, so that what is kept of them is from then.
        for number in Self.both { #expect(try await world.found(.number(number)) == (number == sealed ? 0 : 1)) }
        world.unite()
        for number in Self.both { #expect(try await world.found(.number(number)) == 0) }
        #expect(try await world.foundByPatients() == [0, 0])
        #expect(try await world.closed() == [true, true])
    }

    /// Who was looked for under a new number is known by it, and has nothing: their results are found all the same.
    @Test(arguments: StoreChoice.allCases) func aLookUnderTheNewNumberHidesNothing(_ choice: StoreChoice) async throws {
        let world = try World(choice)
        try await world.report(Self.earlier)
        #expect(try await world.found(.number(Self.now)) == 0)
        world.unite()
        for number in Self.both { #expect(try await world.found(.number(number)) == 1) }
        try await world.report(Self.now)
        for number in Self.both { #expect(try await world.found(.number(number)) == 2) }
    }

    /// What was said stands when the file leaves one of the numbers out again.
    @Test func whatWasUnitedStaysClosedWhenTheRegisterForgets() async throws {
        let world = try World(.memory)
        for number in Self.both { try await world.report(number) }
        try await world.set(#"{"kind":"seal"}"#, Self.earlier)
        world.unite()
        #expect(try await world.found(.number(Self.now)) == 0)
        world.register.say([[Self.earlier], [Self.now], [Self.other]])
        for number in Self.both { #expect(try await world.found(.number(number)) == 0) }
    }

    @Test(arguments: StoreChoice.allCases)
    func theCitizenSeesAndLiftsAllOfThem(_ choice: StoreChoice) async throws {
        let world = try World(choice)
        for number in Self.both { try await world.report(number) }
        let seal = try await world.set(#"{"kind":"seal"}"#, Self.earlier)
        try await world.set(#"{"kind":"block","hpr":"9144889"}"#, Self.now)
        #expect(try await world.settings(Self.now) == 1)
        world.unite()
        for number in Self.both { #expect(try await world.settings(number) == 2) }
        let citizen = world.citizen(Self.now)
        for setting in try await world.service.settings(SettingQuery(), caller: citizen).settings {
            let id = try #require(try setting.bytes.json["id"]?.string)
            _ = try await world.service.lift(id, onWish: false, ifMatch: nil, caller: citizen)
        }
        for number in Self.both {
            #expect(try await world.settings(number) == 0)
            #expect(try await world.found(.number(number)) == 1)
        }
        #expect(try await world.foundByPatients() == [1, 1])
        #expect(try await world.closed() == [false, false])
        let events = try await world.service.setting(seal.id, onWish: false, caller: citizen)
        #expect(events.version == 2)
    }

    @Test(arguments: StoreChoice.allCases)
    func whatIsSetLaterIsSetForBoth(_ choice: StoreChoice) async throws {
        let world = try World(choice)
        for number in Self.both { try await world.report(number) }
        world.unite()
        try await world.set(#"{"kind":"seal"}"#, Self.earlier)
        #expect(try await world.foundByPatients() == [0, 0])
        #expect(try await world.closed() == [true, true])
        let doctor = Caller.personnel(about: .number(Self.now))
        _ = try await world.service.setPreset(#"{"order":"o1","notStored":true,"wish":true}"#.bytes, caller: doctor)
        for number in Self.both {
            let entries = try await world.store.facts(of: world.person(number)).entries
            #expect(entries.count { $0.kind == .preset } == 1)
        }
    }

    /// Beside it stands what nobody asked about since the register said so: the write itself finds out.
    @Test(arguments: StoreChoice.allCases, both)
    func aReservationUnderOneNumberIsOneUnderTheOther(_ choice: StoreChoice, _ reserved: PersonNumber) async throws {
        let world = try World(choice)
        for number in Self.both { try await world.report(number) }
        try await world.set(#"{"kind":"storage-reservation"}"#, reserved)
        world.unite()
        let keys = [try await world.person(Self.earlier), try await world.person(Self.now)]
        for number in Self.both { #expect(try await world.report(number).outcome == .notStored) }
        for key in keys { #expect(try await world.store.facts(of: key).units.isEmpty) }
        let erasures = try #require(world.store as? any ErasingStore)
        _ = try await Erasures(store: erasures).run()
        for number in Self.both { #expect(try await world.report(number).outcome == .notStored) }
        let id = try #require(
            try await world.service.settings(SettingQuery(), caller: world.citizen(Self.now))
                .settings.first?.bytes.json["id"]?.string
        )
        _ = try await world.service.lift(id, onWish: false, ifMatch: nil, caller: world.citizen(Self.now))
        for number in Self.both { #expect(try await world.report(number).outcome == .created) }
    }

    @Test func whatNamesAReportIsOfThatReport() async throws {
        let world = try World(.memory)
        let report = try #require(try await world.report(Self.earlier).resource).id
        try await world.report(Self.now)
        try await world.set(#"{"kind":"seal","target":{"report":"DiagnosticReport/\#(report)"}}"#, Self.earlier)
        world.unite()
        #expect(try await world.found(.number(Self.now)) == 1)
        #expect(try await world.foundByPatients() == [0, 1])
        #expect(try await world.settings(Self.now) == 1)
    }

    /// A store that has numbers of two persons as one's does not spread what one of them chose.
    @Test func whoHasANumberOfSomebodyElseIsNotUnited() async throws {
        let world = try World(.memory)
        for number in Self.both { try await world.report(number) }
        let key = try await world.person(Self.earlier)
        try await world.store.write { try $0.addNumber(Self.other, to: key) }
        try await world.set(#"{"kind":"storage-reservation"}"#, Self.now)
        world.unite()
        _ = try await world.found(.number(Self.now))
        #expect(try await !world.store.facts(of: key).units.isEmpty)
    }

    @Test func whoIsUnitedAndUnchangedIsWrittenOnce() async throws {
        let world = try World(.memory)
        for number in Self.both { try await world.report(number) }
        try await world.set(#"{"kind":"seal"}"#, Self.earlier)
        world.unite()
        _ = try await world.found(.number(Self.now))
        let head = try await world.store.head()
        for number in Self.both { _ = try await world.found(.number(number)) }
        world.unite()
        for number in Self.both { _ = try await world.found(.number(number)) }
        #expect(try await world.store.head() == head)
    }
}
