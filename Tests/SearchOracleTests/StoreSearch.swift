import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import Synchronization

/// Search through the store's port: every resource a unit of its own, some changed, some deleted again.
final class StoreSearch: SearchUnderTest {
    private let store: any ResultStore
    private let clock: ManualClock
    /// Kept as long as the store.
    private let directory: TemporaryDirectory?
    private let loaded = Mutex(Loaded())

    private struct Loaded {
        var persons: [PersonKey] = []
        var units: [PersonKey: Set<UnitKey>] = [:]
    }

    init(_ store: any ResultStore, _ clock: ManualClock, _ directory: TemporaryDirectory? = nil) {
        self.store = store
        self.clock = clock
        self.directory = directory
    }

    func load(_ world: RandomResources) async throws -> [ReferenceResource] {
        let persons = try await store.write { transaction in
            try (0..<world.persons).map { person in
                try transaction.addPerson(patient: "pat-\(person)", numbers: RandomResources.numbers(of: person))
            }
        }
        var units: [UnitKey] = []
        for start in stride(from: 0, to: world.resources.count, by: 20) {
            clock.move(microseconds: 1_000_000)
            let group = world.resources[start..<min(start + 20, world.resources.count)]
            units += try await store.write { transaction in
                try group.map { resource in
                    let unit = try transaction.addUnit(
                        NewUnit(
                            person: resource.person.map { persons[$0] },
                            producer: .sandbox,
                            regime: .rest,
                            typeClass: resource.type.typeClass
                        )
                    )
                    let first = try Self.version(resource, resource.earlier ?? resource.body, "v1")
                    try transaction.append([first], to: unit, state: UnitState())
                    return unit
                }
            }
        }
        let keys = units
        clock.move(microseconds: 1_000_000)
        try await store.write { transaction in
            for (resource, unit) in zip(world.resources, keys) where resource.earlier != nil || resource.isDeleted {
                let next =
                    try resource.isDeleted ? Self.deletion(resource) : Self.version(resource, resource.body, "v2")
                try transaction.append([next], to: unit, state: UnitState())
            }
        }
        loaded.withLock { loaded in
            loaded.persons = persons
            for (resource, unit) in zip(world.resources, units) {
                if let person = resource.person { loaded.units[persons[person], default: []].insert(unit) }
            }
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

    private static func version(_ resource: RandomResource, _ body: JSONValue, _ version: String) throws -> NewVersion {
        let node = try JSONDocument(body.bytes).root
        guard let form = StoredForm(node, id: resource.id, versionId: version) else {
            throw SvarError(.storeUnusable, "a random resource is no object")
        }
        return NewVersion(
            type: resource.type,
            id: resource.id,
            versionID: version,
            body: form.body,
            stampOffset: form.stampOffset,
            index: SearchIndex.rows(of: resource.type, node)
                + SearchIndex.referenceRows(of: resource.type, node) { _ in nil }
        )
    }

    private static func deletion(_ resource: RandomResource) -> NewVersion {
        NewVersion(
            type: resource.type,
            id: resource.id,
            versionID: "v3",
            body: [],
            stampOffset: 0,
            isDeleted: true,
            index: []
        )
    }

    // MARK: Searching

    func close() async throws { try await store.close() }

    func search(_ query: RandomQuery, as scope: ReferenceSearch.Scope) async throws -> SearchFinding? {
        let request: SearchRequest
        do {
            request = try SearchRequest(
                types: query.types,
                query.parameters,
                lenient: false,
                now: ServerTime(microseconds: Oracle.now)
            )
        } catch {
            return nil
        }
        var keys: [PersonName: PersonKey] = [:]
        for name in request.persons {
            keys[name] =
                switch name {
                case .patient(let id): try await store.person(patient: id)
                case .number(let number): try await store.person(number: number)
                }
        }
        let known = keys
        let criterion = request.criterion.resolved { known[$0] }
        let compiled = SearchQuery(types: request.types, criterion: criterion, sort: request.sort)
        let allowed = loaded.withLock { loaded -> Scope in
            guard case .person(let person) = scope else { return .everything }
            let key = loaded.persons[person]
            return .units(AllowedSet(person: key, units: loaded.units[key] ?? []))
        }
        let head = try await store.head()
        let found = try await pages(compiled, at: head, in: allowed)
        let count = try await store.count(compiled, at: head, in: allowed)
        guard count == found.count else { return SearchFinding(matches: ["count \(count)"], included: nil) }
        return SearchFinding(
            matches: found.map(Self.address),
            included: try await included(request.includes, found, at: head, in: allowed)
        )
    }

    /// Every match, a few at a time: the law of pages is that their union is the result.
    private func pages(_ query: SearchQuery, at head: LogPosition, in scope: Scope) async throws -> [ResourceVersion] {
        var found: [ResourceVersion] = []
        while true {
            let page = try await store.search(
                query,
                at: head,
                after: found.last?.key,
                isReversed: false,
                limit: 7,
                in: scope
            )
            found += page
            if page.count < 7 || found.count > 10_000 { return found }
        }
    }

    private func included(
        _ includes: [Include],
        _ matches: [ResourceVersion],
        at head: LogPosition,
        in scope: Scope
    ) async throws -> Set<String> {
        var reached = Set(matches.map(Self.address))
        var fresh = matches
        for round in 0..<3 where !fresh.isEmpty {
            var next: [ResourceVersion] = []
            for include in includes where round == 0 || include.iterates {
                let brought = try await store.included(
                    include,
                    from: fresh.map(\.key),
                    at: head,
                    limit: 10_000,
                    in: scope
                )
                for version in brought where reached.insert(Self.address(version)).inserted { next.append(version) }
            }
            fresh = next
        }
        return reached.subtracting(matches.map(Self.address))
    }

    private static func address(_ version: ResourceVersion) -> String { "\(version.type.rawValue)/\(version.id)" }
}
