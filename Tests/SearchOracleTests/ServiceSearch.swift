import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import Synchronization

/// Search through the use cases: resources come in by update, as a sandbox's import writes them, and are found by
/// searches whose every page is turned.
final class ServiceSearch: SearchUnderTest {
    private let store: any ResultStore
    private let service: ResultService
    private let clock: ManualClock
    /// Kept as long as the store.
    private let directory: TemporaryDirectory?

    private static let base = "http://svar.test/v1/fhir"

    init(_ store: any ResultStore, _ clock: ManualClock, _ directory: TemporaryDirectory?, seed: UInt64) {
        let bytes = SeededBytes(seed: seed)
        self.store = store
        self.clock = clock
        self.directory = directory
        service = ResultService(
            store: store,
            access: MemoryAccessLog(),
            configuration: .init(now: { ServerTime(microseconds: Oracle.now) }),
            ids: IDSource { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } },
            tokens: PageTokens(secret: [UInt8](repeating: 9, count: 32))
        )
    }

    func load(_ world: RandomResources) async throws -> [ReferenceResource] {
        for resource in world.resources {
            clock.move(microseconds: 1_000_000)
            if resource.type == .patient, let person = resource.person {
                // Every number the person is known by stood in the Patient once.
                try await write(resource, Self.withNumbers(resource.body, of: person))
            }
            if let earlier = resource.earlier { try await write(resource, earlier) }
            try await write(resource, resource.body)
        }
        for resource in world.resources where resource.isDeleted {
            clock.move(microseconds: 1_000_000)
            // What a report names stays (decision 7).
            do {
                _ = try await service.delete(resource.type, resource.id, caller: .sandbox)
            } catch let refusal as Refusal where refusal.kind == .conflict {}
        }
        var result: [ReferenceResource] = []
        for resource in world.resources {
            guard let stored = try await store.current(resource.type, resource.id, in: .everything) else { continue }
            result.append(
                ReferenceResource(
                    type: resource.type,
                    id: resource.id,
                    content: try JSONDocument(resource.body.bytes).root,
                    updated: stored.stamp.at.microseconds,
                    person: resource.person,
                    isDeleted: stored.isDeleted
                )
            )
        }
        return result
    }

    private func write(_ resource: RandomResource, _ body: JSONValue) async throws {
        _ = try await service.update(resource.type, resource.id, body.bytes, caller: .sandbox)
    }

    private static func withNumbers(_ body: JSONValue, of person: Int) -> JSONValue {
        var body = body
        body["identifier"] = .array(
            RandomResources.numbers(of: person).map { number in
                .object(["system": .string(number.kind.system), "value": .string(number.value)])
            }
        )
        return body
    }

    // MARK: Searching

    var refusesByAccess: Bool { true }

    func close() async throws { try await store.close() }

    func search(_ query: RandomQuery, as scope: ReferenceSearch.Scope) async throws -> SearchFinding? {
        var caller = Caller.sandbox
        if case .person(let person) = scope {
            caller = Caller(
                role: .personnel,
                actor: AuditActor(role: "personnel", id: "9144889", client: "journal", organisation: "974760673"),
                person: .patient("pat-\(person)"),
                request: "r"
            )
        }
        var parameters = query.parameters.map { NamedValue($0.name, $0.value) }
        var kind = SearchInteraction.Kind.type(query.types[0])
        if query.types.count > 1 {
            kind = .system
            parameters.append(NamedValue("_type", query.types.map(\.rawValue).joined(separator: ",")))
        }
        parameters.append(NamedValue("_count", "7"))
        var finding = SearchFinding(matches: [], included: [])
        do {
            var page = try await ask(kind, parameters, caller)
            while true {
                for entry in page["entry"].map({ Array($0.elements) }) ?? [] {
                    guard let resource = entry["resource"], let type = resource["resourceType"]?.string,
                        let id = resource["id"]?.string
                    else { continue }
                    switch entry["search"]?["mode"]?.string {
                    case "match": finding.matches.append("\(type)/\(id)")
                    case "include": finding.included?.insert("\(type)/\(id)")
                    default: break
                    }
                }
                guard let token = Self.next(page) else { break }
                page = try await ask(kind, [NamedValue("_page", token)], caller)
            }
        } catch is Refusal {
            return nil
        }
        // What one page includes may be a match of another.
        finding.included?.subtract(finding.matches)
        return finding
    }

    private func ask(_ kind: SearchInteraction.Kind, _ parameters: [NamedValue], _ caller: Caller) async throws
        -> JSONNode
    {
        let search = SearchInteraction(kind, parameters)
        return try await JSONDocument(service.search(search, base: Self.base, caller: caller)).root
    }

    private static func next(_ bundle: JSONNode) -> String? {
        let link = bundle["link"].map { Array($0.elements) }?.first { $0["relation"]?.isString("next") == true }
        return link?["url"]?.string?.split(separator: "_page=").last.map(String.init)
    }
}
