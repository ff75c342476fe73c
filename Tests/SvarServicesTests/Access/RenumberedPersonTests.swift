import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import Testing

@testable import SvarServices

/// Which numbers are one person's is for the population register to say: who got a new number keeps their settings, and no
/// sender gives one person's results to another (decision 3, row A72).
struct RenumberedPersonTests {
    private static let earlier = PersonNumber(.dNumber, "53895500093")!
    private static let now = PersonNumber(.nationalIdentity, "13895500180")!
    private static let other = PersonNumber(.nationalIdentity, "13895500261")!
    private static let stranger = PersonNumber(.dNumber, "53895500174")!

    private let service: ResultService

    init() throws {
        var person = PopulationTable.Person(Self.now, Self.earlier)
        var other = PopulationTable.Person(Self.other)
        (person.birthDate, other.birthDate) = (
            .init(year: 1955, month: 9, day: 13), .init(year: 1955, month: 9, day: 13)
        )
        let holders = MandateHolders(secret: [UInt8](repeating: 3, count: 32))
        service = makeService(population: try #require(PopulationTable([person, other], holders: holders)))
    }

    private let laboratory = Caller(
        role: .producer(Producer("lab")),
        id: "",
        client: "c",
        organisation: "310000001",
        request: ""
    )

    private func citizen(_ number: PersonNumber) -> Caller {
        Caller(role: .citizen(number), id: "", client: "c", organisation: "", request: "")
    }

    private static func identifier(_ number: PersonNumber) -> JSONValue {
        .object(["system": .string(number.kind.system), "value": .string(number.value)])
    }

    private func report(about number: PersonNumber) async throws -> WriteReply {
        let body = JSONValue.object([
            "resourceType": "DiagnosticReport", "status": "final", "code": .object(["text": "a"]),
            "subject": .object(["identifier": Self.identifier(number)]),
        ])
        return try await service.create(.diagnosticReport, body.bytes, caller: laboratory)
    }

    private func patient(_ numbers: [PersonNumber]) async throws {
        let body = JSONValue.object([
            "resourceType": "Patient", "identifier": .array(numbers.map(Self.identifier)),
        ])
        _ = try await service.create(.patient, body.bytes, caller: laboratory)
    }

    private func reports(of number: PersonNumber) async throws -> Int {
        let search = SearchInteraction(.type(.diagnosticReport), [])
        return try await service.search(search, base: "http://x", caller: citizen(number)).json["entry"]?.count ?? 0
    }

    @Test func resultsUnderANewNumberJoinThoseUnderTheEarlierOne() async throws {
        for number in [Self.earlier, Self.now, Self.earlier] { _ = try await report(about: number) }
        for number in [Self.earlier, Self.now] { #expect(try await reports(of: number) == 3) }
        #expect(try await reports(of: Self.other) == 0)
    }

    @Test func whatWasClosedUnderTheEarlierNumberStaysClosedUnderTheNewOne() async throws {
        _ = try await report(about: Self.earlier)
        _ = try await service.set(#"{"kind":"seal"}"#.bytes, caller: citizen(Self.earlier))
        _ = try await report(about: Self.now)
        let person = try #require(try await service.store.person(number: Self.now))
        #expect(try await service.store.person(number: Self.earlier) == person)
        let known = KnownPerson(try await service.store.facts(of: person), register: nil)
        #expect(known.units.count == 2)
        #expect(known.person.settings.all.map(\.kind) == [.seal])
    }

    @Test func aReservationUnderTheEarlierNumberHoldsForTheNewOne() async throws {
        _ = try await report(about: Self.earlier)
        _ = try await service.set(#"{"kind":"storage-reservation"}"#.bytes, caller: citizen(Self.earlier))
        #expect(try await report(about: Self.now).outcome == .notStored)
        #expect(try await reports(of: Self.now) == 0)
    }

    @Test func aSenderDoesNotSayWhoseNumbersTheRegisterKnows() async throws {
        _ = try await report(about: Self.now)
        // Whether the other one is known to the store makes no difference to the answer.
        for numbers in [[Self.now, Self.stranger], [Self.now, Self.other], [Self.other, Self.earlier]] {
            var texts: Set<String> = []
            for isKnown in [false, true] {
                if isKnown { for number in numbers { _ = try await report(about: number) } }
                let refused = try await refusal { try await patient(numbers) }
                #expect(refused?.kind == .conflict)
                texts.formUnion(refused?.issues.compactMap(\.text) ?? [])
            }
            #expect(texts.count == 1)
        }
        try await patient([Self.now, Self.earlier])
        var persons: Set<PersonKey?> = []
        for number in [Self.now, Self.other, Self.stranger] {
            persons.insert(try await service.store.person(number: number))
        }
        #expect(persons.count == 3)
    }
}
