import SvarAccess
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Synchronization
import Testing

/// The population register's port (decisions 3, 13 and 16).
struct PopulationTests {
    private static let child = SyntheticPerson(index: 1, seed: 5).number
    private static let parent = SyntheticPerson(index: 2, seed: 5).number
    private static let earlier = SyntheticPerson(index: 3, seed: 5).number
    private static let stranger = SyntheticPerson(index: 4, seed: 5).number
    private static let holders = MandateHolders(secret: [UInt8](repeating: 7, count: 32))

    private static func table(_ holders: MandateHolders = holders) throws -> PopulationTable {
        var child = PopulationTable.Person(child, birthDate: CivilDate(year: 2020, month: 5, day: 1))
        child.sharesAddressWithParent = true
        child.mandates = [.init(.parent, holder: earlier)]
        return try #require(PopulationTable([child, .init(parent, earlier)], holders: holders))
    }

    @Test func anAnswerSaysWhatTheRulesAskAndNamesNobody() throws {
        let table = try Self.table()
        let facts = try #require(table.answer(about: [Self.child]))
        #expect(facts.birthDate == CivilDate(year: 2020, month: 5, day: 1))
        #expect(facts.sharesAddressWithParent && !facts.isDeceased && !facts.hasProtectedAddress)
        #expect(facts.mandates.map(\.holder) == [table.holder(Self.parent)])
        #expect(table.answer(about: [Self.stranger]) == nil)
        #expect(table.answer(about: []) == nil)
    }

    @Test func aPersonIsTheSameByEachOfTheirNumbers() throws {
        let table = try Self.table()
        #expect(table.answer(about: [Self.parent]) == table.answer(about: [Self.earlier, Self.stranger]))
        #expect(table.numbers(with: Self.earlier) == [Self.parent, Self.earlier])
        #expect(table.numbers(with: Self.stranger) == [Self.stranger])
        #expect(table.holder(Self.earlier) == table.holder(Self.parent))
        #expect(table.holder(Self.stranger) != table.holder(Self.parent))
    }

    /// Numbers of two persons of the register open what neither has.
    @Test func ofNumbersOfTwoPersonsNothingIsKnown() throws {
        #expect(try Self.table().answer(about: [Self.child, Self.parent]) == RegisterFacts())
        #expect(PopulationTable([.init(Self.child), .init(Self.parent, Self.child)], holders: Self.holders) == nil)
    }

    /// Holders are named by a keyed hash: negative, so that none is a person of the store, and another under another key.
    @Test func holdersHaveNamesThatOnlyTheKeyMakes() throws {
        let other = MandateHolders(secret: [UInt8](repeating: 8, count: 32))
        var seen: Set<PersonKey> = []
        for index in 0..<500 {
            let number = SyntheticPerson(index: index, seed: 9).number
            let key = Self.holders.key(of: number)
            #expect(key.rawValue < 0 && key != PersonKey(.min))
            #expect(key == Self.holders.key(of: number))
            #expect(key != other.key(of: number))
            #expect(Int64(number.value) != -key.rawValue)
            seen.insert(key)
        }
        #expect(seen.count == 500)
    }

    /// What the register says is in the log from the write that made somebody, so that a question writes nothing; only when
    /// the register has changed since does the first one.
    @Test func whoIsMadeByAWriteIsKnownToTheRegisterFromThen() async throws {
        let store = makeStore()
        let register = ChangingRegister()
        var configuration = ResultService.Configuration(now: { ServerTime(microseconds: 1_780_000_000_000_000) })
        configuration.population = register
        let service = ResultService(store: store, access: MemoryAccessLog(), configuration: configuration)
        func subject(_ number: PersonNumber) -> String {
            #""subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        }
        let child = #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},\#(subject(Self.child))}"#
        let patient =
            #"{"resourceType":"Patient","identifier":[{"system":"\#(Self.parent.kind.system)","value":"\#(Self.parent.value)"}]}"#
        _ = try await service.create(.observation, child.bytes, caller: .sandbox)
        _ = try await service.create(.patient, patient.bytes, caller: .sandbox)
        for (number, year) in [(Self.child, 2001), (Self.parent, 2001)] {
            let person = try #require(try await store.person(number: number))
            let facts = try await store.facts(of: person).entries.filter { $0.kind == .fact }
            #expect(facts.compactMap { RegisterFactsCoding.decode($0.body)?.birthDate?.year } == [year])
        }
        var head = try await store.head()
        for isChanged in [false, true, false] {
            if isChanged { register.change() }
            for number in [Self.child, Self.parent] {
                var caller = Caller(
                    role: .citizen(number),
                    actor: AuditActor(role: "citizen", id: "", client: "", organisation: "")
                )
                caller.person = .number(number)
                _ = try await service.admission(caller)
            }
            let now = try await store.head()
            #expect((now != head) == isChanged)
            head = now
        }
    }

    private final class ChangingRegister: PopulationRegister {
        private let year = Mutex(2001)
        func change() { year.withLock { $0 += 1 } }
        var revision: Int { year.withLock { $0 } }
        func answer(about numbers: [PersonNumber]) -> RegisterFacts? {
            RegisterFacts(birthDate: CivilDate(year: year.withLock { $0 }, month: 1, day: 1))
        }
        func numbers(with number: PersonNumber) -> [PersonNumber] { [number] }
        func holder(_ number: PersonNumber) -> PersonKey { PersonKey(.min) }
    }

    @Test func withoutARegisterNothingIsKnown() {
        let none = NoPopulationRegister()
        #expect(none.answer(about: [Self.child]) == nil)
        #expect(none.numbers(with: Self.child) == [Self.child])
        #expect(none.holder(Self.child).rawValue < 0)
    }
}
