import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// A sender's Patient makes no two persons one: results must not be shown to whose number was mistyped.
struct PatientNumberTests {
    private static let first = PersonNumber(.nationalIdentity, "13895500180")!
    private static let second = PersonNumber(.nationalIdentity, "13895500261")!
    private static let help = PersonNumber(.sharedHelp, "80000000001")!
    private static let otherHelp = PersonNumber(.sharedHelp, "80000000002")!

    private let service = makeService()
    private let producer = Caller(
        role: .producer(Producer("lab")),
        id: "",
        client: "c",
        organisation: "310000001",
        request: ""
    )

    private static func patient(_ id: String?, _ numbers: [PersonNumber]) -> [UInt8] {
        let identifiers = numbers.map { number in
            JSONValue.object(["system": .string(number.kind.system), "value": .string(number.value)])
        }
        var members: [JSONMemberValue] = [JSONMemberValue("resourceType", .string("Patient"))]
        if let id { members.append(JSONMemberValue("id", .string(id))) }
        if !identifiers.isEmpty { members.append(JSONMemberValue("identifier", .array(identifiers))) }
        return JSONValue.object(members).bytes
    }

    private func created(_ numbers: [PersonNumber]) async throws -> String {
        let reply = try await service.create(.patient, Self.patient(nil, numbers), caller: producer)
        return try #require(reply.resource).id
    }

    private func results(of number: PersonNumber) async throws -> Int {
        let citizen = Caller(role: .citizen(number), id: "", client: "c", organisation: "", request: "")
        let bytes = try await service.search(
            SearchInteraction(.type(.observation), [], isPosted: false, isLenient: false),
            base: "http://x",
            caller: citizen
        )
        return try bytes.json["entry"]?.count ?? 0
    }

    @Test func aNumberThatIsPutRightDoesNotShowTheResultsToWhoseItWas() async throws {
        let id = try await created([Self.first])
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{"text":"a"},"subject":{"reference":"Patient/\#(id)"}}"#
        _ = try await service.create(.observation, observation.bytes, caller: producer)
        let body = Self.patient(id, [Self.second])
        let refused = try await refusal {
            _ = try await service.update(.patient, id, body, caller: producer)
        }
        #expect(refused?.kind == .conflict)
        #expect(try await results(of: Self.first) == 1)
        #expect(try await results(of: Self.second) == 0)
    }

    @Test(
        arguments: [
            ([first], [first, second]), ([first], [help]), ([first, help], [help, second]), ([], [first, second]),
            ([first, help], [first, otherHelp]), ([help], [first]),
        ] as [([PersonNumber], [PersonNumber])]
    )
    func numbersThatNothingTiesTogetherAreRefused(_ before: [PersonNumber], _ after: [PersonNumber]) async throws {
        let id = try await created(before)
        let body = Self.patient(id, after)
        let refused = try await refusal { _ = try await service.update(.patient, id, body, caller: producer) }
        #expect(refused?.kind == .conflict)
    }

    @Test(
        arguments: [
            ([first], [first, help]), ([first, help], [help]), ([], [first, help]), ([first], []),
            ([help], [first, help]),
        ] as [([PersonNumber], [PersonNumber])]
    )
    func aNumberOfAnotherKindIsAddedBesideOneThatIsNamedAgain(_ before: [PersonNumber], _ after: [PersonNumber])
        async throws
    {
        let id = try await created(before)
        let reply = try await service.update(.patient, id, Self.patient(id, after), caller: producer)
        #expect(reply.outcome == .updated)
    }

    @Test func aSubjectThatNamesTwoPersonsIsRefused() async throws {
        let id = try await created([Self.first])
        _ = try await created([Self.second])
        for (number, kind) in [(Self.first, nil), (Self.second, Refusal.Kind.conflict), (Self.help, .conflict)] {
            let subject = JSONValue.object([
                "reference": .string("Patient/\(id)"),
                "identifier": .object(["system": .string(number.kind.system), "value": .string(number.value)]),
            ])
            let body = JSONValue.object([
                "resourceType": "Observation", "status": "final", "code": .object(["text": "a"]), "subject": subject,
            ])
            let refused = try await refusal {
                _ = try await service.create(.observation, body.bytes, caller: producer)
            }
            #expect(refused?.kind == kind)
        }
        #expect(try await results(of: Self.second) == 0)
    }

    /// The row of a refusal says which citizen was refused, by key and never by number.
    @Test func aRefusedCitizenIsKnownInTheLogOfUse() async throws {
        let access = MemoryAccessLog()
        let service = makeService(access: access)
        for number in [Self.first, Self.second] {
            _ = try await service.create(.patient, Self.patient(nil, [number]), caller: producer)
        }
        var citizen = Caller(role: .citizen(Self.first), id: "", client: "c", organisation: "", request: "r")
        citizen.person = .number(Self.second)
        let asked = SearchInteraction(.type(.observation), [], isPosted: false, isLenient: false)
        let refused = try await refusal {
            _ = try await service.search(asked, base: "http://x", caller: citizen)
        }
        #expect(refused?.kind == .forbidden)
        let row = try #require(access.rows.last)
        #expect(row.status == 403 && !row.actor.id.isEmpty && row.actor.id != Self.first.value)
    }
}
