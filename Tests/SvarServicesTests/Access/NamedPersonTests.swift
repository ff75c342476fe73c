import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// A producer need not name a person; when it does, nothing about another is shown, so that no row names the wrong one.
struct NamedPersonTests {
    private static let numbers = ["13895500180", "13895500261"].compactMap { PersonNumber(.nationalIdentity, $0) }

    private let access = MemoryAccessLog()
    private let service: ResultService
    init() { service = makeService(access: access) }

    private func producer(_ name: String, about person: PersonNumber? = nil) -> Caller {
        var caller = Caller(role: .producer(Producer(name)), id: "", client: "c", organisation: "", request: "")
        caller.person = person.map { .number($0) }
        return caller
    }

    /// Results about each person; their ids.
    private func results(_ each: Int = 1) async throws -> [String] {
        var ids: [String] = []
        for number in Self.numbers {
            let identifier = JSONValue.object([
                "system": .string(number.kind.system), "value": .string(number.value),
            ])
            let body = JSONValue.object([
                "resourceType": "Observation", "status": "final", "code": .object(["text": "a"]),
                "subject": .object(["identifier": identifier]),
            ])
            for _ in 1...each {
                let reply = try await service.create(.observation, body.bytes, caller: producer("lab"))
                ids.append(try #require(reply.resource).id)
            }
        }
        return ids
    }

    @Test func readsAndHistoriesAreOfTheNamedPerson() async throws {
        let ids = try await results()
        let caller = producer("lab", about: Self.numbers[0])
        _ = try await service.read(.observation, ids[0], caller: caller)
        let refused = try await refusal { _ = try await service.read(.observation, ids[1], caller: caller) }
        #expect(refused?.kind == .notFound)
        let history = try await service.history(
            HistoryInteraction(.type(.observation), []),
            base: "http://x",
            caller: caller
        )
        #expect(try history.json["entry"]?.count == 1)
        let rows = access.rows.suffix(3)
        #expect(Set(rows.map(\.person)).count == 1)
        #expect(rows.map(\.units.count) == [1, 0, 1])
        _ = try await service.read(.observation, ids[1], caller: producer("lab"))
    }

    @Test func aPersonWhomTheStoreDoesNotKnowIsAnsweredAsOneItKnows() async throws {
        let id = try await results()[0]
        let unknown = try #require(PersonNumber("13895500342"))
        var answers: [[String]] = []
        for number in [Self.numbers[1], unknown] {
            let caller = producer("lab", about: number)
            var told: [String] = []
            func ask(_ body: () async throws -> String) async throws {
                do { told.append(try await body()) } catch let refusal as Refusal { told.append("\(refusal.kind)") }
            }
            try await ask { "\(try await service.read(.observation, id, caller: caller).bytes.count)" }
            for level in [HistoryInteraction.Level.resource(.observation, id), .type(.diagnosticReport), .system] {
                try await ask {
                    let bytes = try await service.history(HistoryInteraction(level, []), base: "", caller: caller)
                    return "\(try bytes.json["entry"].map { $0.elements.filter { $0.text.contains(id) }.count } ?? 0)"
                }
            }
            for parameters in [[], [NamedValue("_id", id)]] {
                try await ask {
                    let search = SearchInteraction(.type(.diagnosticReport), parameters)
                    return String(decoding: try await service.search(search, base: "", caller: caller), as: UTF8.self)
                }
            }
            answers.append(told)
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0].first == "notFound")
    }

    /// Tokens of systems may name no organisation: then only the register tells two producers apart.
    @Test func aPageIsOfTheProducerThatAskedForIt() async throws {
        _ = try await results(3)
        let search = { (parameters: [NamedValue]) in
            SearchInteraction(.type(.observation), parameters, isPosted: false, isLenient: false)
        }
        let lab = producer("lab", about: Self.numbers[0])
        let first = try await service.search(search([NamedValue("_count", "1")]), base: "http://x", caller: lab)
        let links = try first.json["link"]?.elements.compactMap { $0["url"]?.string } ?? []
        let next = try #require(links.first { $0.contains("_page=") })
        let token = NamedValue("_page", String(next.drop { $0 != "=" }.dropFirst()))
        _ = try await service.search(search([token]), base: "http://x", caller: lab)
        let other = producer("other", about: Self.numbers[0])
        let refused = try await refusal {
            _ = try await service.search(search([token]), base: "http://x", caller: other)
        }
        #expect(refused?.kind == .invalid)
    }
}
