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

/// Citizens who act for others, by what the population register says (decisions 3, 13, 16 and 26).
struct MandateTests {
    private static let now = ServerTime(microseconds: 1_900_000_000_000_000)  // 2030-03-17
    private static let earlier = SyntheticPerson(index: 8, seed: 5).number

    /// A register whose answers can be changed.
    private final class Register: PopulationRegister {
        private let table: Mutex<PopulationTable>
        private static let holders = MandateHolders(secret: [UInt8](repeating: 3, count: 32))

        init(_ persons: [PopulationTable.Person]) throws {
            table = Mutex(try #require(PopulationTable(persons, holders: Self.holders)))
        }

        func change(_ persons: [PopulationTable.Person]) throws {
            let next = try #require(PopulationTable(persons, holders: Self.holders, revision: revision + 1))
            table.withLock { $0 = next }
        }

        var revision: Int { table.withLock { $0.revision } }
        func answer(about numbers: [PersonNumber]) -> RegisterFacts? { table.withLock { $0.answer(about: numbers) } }
        func numbers(with number: PersonNumber) -> [PersonNumber] { table.withLock { $0.numbers(with: number) } }
        func holder(_ number: PersonNumber) -> PersonKey { table.withLock { $0.holder(number) } }
    }

    /// Somebody with a result, and somebody else who may act for them or not.
    private struct Family {
        let world: AccessWorld
        let register: Register
        let service: ResultService
        var child: PersonNumber { world.persons.number }
        var adult: PersonNumber { world.others.number }

        init(_ change: (inout PopulationTable.Person, PersonNumber) -> Void) async throws {
            world = try await AccessWorld()
            register = try Register(Self.persons(world, change))
            var configuration = ResultService.Configuration(now: { MandateTests.now })
            configuration.population = register
            service = ResultService(store: world.store, access: world.log, configuration: configuration)
        }

        static func persons(
            _ world: AccessWorld,
            _ change: (inout PopulationTable.Person, PersonNumber) -> Void
        ) -> [PopulationTable.Person] {
            var child = PopulationTable.Person(
                world.persons.number,
                birthDate: CivilDate(year: 2022, month: 5, day: 1)
            )
            change(&child, world.others.number)
            return [
                child,
                .init(
                    numbers: [world.others.number, MandateTests.earlier],
                    birthDate: CivilDate(year: 1990, month: 1, day: 1)
                ),
            ]
        }

        /// What somebody gets of the child's result.
        func status(as number: PersonNumber, about person: PersonNumber?) async throws -> Int {
            var caller = Caller(role: .citizen(number), id: "", client: "portal", organisation: "", request: "q")
            caller.person = person.map { .number($0) }
            do {
                _ = try await service.read(.observation, world.single.id, caller: caller)
                return 200
            } catch let refusal as Refusal {
                return refusal.kind.statusCode
            }
        }
    }

    private static func parent(_ child: inout PopulationTable.Person, _ adult: PersonNumber) {
        child.sharesAddressWithParent = true
        child.mandates = [.init(.parent, holder: adult)]
    }

    @Test func aParentSeesTheChildsResultAndStandsInItsLog() async throws {
        let family = try await Family(Self.parent)
        #expect(try await family.status(as: family.adult, about: family.child) == 200)
        let row = try #require(family.world.log.rows.last)
        let child = try #require(try await family.world.store.person(number: family.child))
        #expect(row.person == child)
        #expect(row.outcome == .permitted)
        #expect(!row.actor.id.isEmpty && row.actor.id != "\(child.rawValue)")
        // Under twelve nobody has an account.
        #expect(try await family.status(as: family.child, about: nil) == 403)
        // By any number of the parent's.
        #expect(try await family.status(as: Self.earlier, about: family.child) == 200)
    }

    @Test func whatTheRegisterSaysNextCounts() async throws {
        let family = try await Family(Self.parent)
        #expect(try await family.status(as: family.adult, about: family.child) == 200)
        typealias Change = (inout PopulationTable.Person, PersonNumber) -> Void
        let changes: [(Change, Int)] = [
            ({ child, _ in child.sharesAddressWithParent = true }, 403),
            (Self.parent, 200),
            (
                {
                    Self.parent(&$0, $1)
                    $0.sharesAddressWithParent = false
                }, 403
            ),
            (
                {
                    Self.parent(&$0, $1)
                    $0.hasProtectedAddress = true
                }, 403
            ),
            (
                {
                    Self.parent(&$0, $1)
                    $0.isDeceased = true
                }, 403
            ),
            // Twelve since a while.
            (
                {
                    Self.parent(&$0, $1)
                    $0.birthDate = CivilDate(year: 2018, month: 3, day: 17)
                }, 403
            ),
            (
                {
                    Self.parent(&$0, $1)
                    $0.birthDate = CivilDate(year: 2018, month: 3, day: 19)
                }, 200
            ),
            // Over since a microsecond, and until in one.
            (
                {
                    Self.parent(&$0, $1)
                    $0.mandates[0].valid = Validity(until: Self.now)
                }, 404
            ),
            (
                {
                    Self.parent(&$0, $1)
                    $0.mandates[0].valid = Validity(until: ServerTime(microseconds: Self.now.microseconds + 1))
                }, 200
            ),
            // For settings alone.
            (
                {
                    Self.parent(&$0, $1)
                    $0.mandates[0].scope = .settings
                }, 404
            ),
        ]
        for (index, (change, status)) in changes.enumerated() {
            try family.register.change(Family.persons(family.world, change))
            #expect(try await family.status(as: family.adult, about: family.child) == status, "change \(index)")
        }
    }

    /// Who is in the register no more is unknown, and nothing stays open by what it said before.
    @Test func whomTheRegisterForgetsIsUnknown() async throws {
        let family = try await Family(Self.parent)
        #expect(try await family.status(as: family.adult, about: family.child) == 200)
        try family.register.change([])
        #expect(try await family.status(as: family.adult, about: family.child) == 403)
        #expect(try await family.status(as: family.child, about: nil) == 404)
        try family.register.change(Family.persons(family.world, Self.parent))
        #expect(try await family.status(as: family.adult, about: family.child) == 200)
    }

    /// The log keeps what was known, without a number (decision 16), and one entry an answer.
    @Test func answersAreEnteredOnceAndNameNobody() async throws {
        let family = try await Family(Self.parent)
        let child = try #require(try await family.world.store.person(number: family.child))
        func entries() async throws -> [PersonEntry] {
            try await family.world.store.facts(of: child).entries.filter { $0.kind == .fact }
        }
        // What the register said when the person was made.
        let made = try await entries().count
        for _ in 0..<3 { _ = try await family.status(as: family.adult, about: family.child) }
        #expect(try await entries().count == made + 1)
        try family.register.change(Family.persons(family.world) { child, _ in child.isDeceased = true })
        for _ in 0..<3 { _ = try await family.status(as: family.adult, about: family.child) }
        let all = try await entries()
        #expect(all.count == made + 2)
        for entry in all {
            for number in [family.child, family.adult, Self.earlier] {
                let digits = Array(number.value.utf8)
                let value = try #require(Int64(number.value))
                #expect(!entry.body.contains(digits))
                #expect(!entry.body.contains(withUnsafeBytes(of: value.littleEndian) { Array($0) }))
                #expect(!entry.body.contains(withUnsafeBytes(of: value.bigEndian) { Array($0) }))
            }
        }
    }

    @Test func whoHoldsNoMandateIsRefusedWhetherThereIsSomebodyOrNot() async throws {
        let family = try await Family { _, _ in }
        let stranger = SyntheticPerson(index: 30, seed: 5).number
        #expect(try await family.status(as: family.adult, about: family.child) == 403)
        #expect(try await family.status(as: family.adult, about: stranger) == 403)
        #expect(try await family.status(as: stranger, about: family.child) == 403)
    }

    @Test func withoutARegisterACitizenSeesNothing() async throws {
        let world = try await AccessWorld()
        let service = ResultService(
            store: world.store,
            access: world.log,
            configuration: ResultService.Configuration(now: { Self.now })
        )
        let caller = Caller(role: .citizen(world.persons.number), id: "", client: "p", organisation: "", request: "q")
        let refused = try await refusal { _ = try await service.read(.observation, world.single.id, caller: caller) }
        #expect(refused == .notFound)
    }
}
