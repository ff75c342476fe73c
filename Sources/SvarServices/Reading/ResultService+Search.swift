import SvarDomain
import SvarFHIR
package import SvarSearch
import SvarStore

extension ResultService {
    /// One page of a search in ascending order of creation.
    package func search(_ request: SearchRequest, caller: Caller) async throws -> Page<ServedResource> {
        let query = SearchQuery(
            type: request.type,
            person: try await person(request.person),
            criteria: request.criteria
        )
        let name = "search \(query)"
        let after = try request.token.map { try tokens.open($0, of: name) }
        let total = after == nil ? try await store.count(query, in: caller.scope) : nil
        if request.isCountOnly { return Page(elements: [], total: total, next: nil) }
        let found = try await store.search(query, after: after, limit: request.count + 1, in: caller.scope)
        var resources: [ServedResource] = []
        for version in found.prefix(request.count) {
            resources.append(try await served(version))
        }
        let last = found.count > request.count ? found[..<request.count].last : nil
        return Page(elements: resources, total: total, next: try last.map { try tokens.seal($0.key, of: name) })
    }

    private func person(_ person: SearchRequest.Person?) async throws -> SearchQuery.PersonCriterion {
        let key: PersonKey?
        switch person {
        case nil: return .any
        case .nobody: return .none
        case .reference(let id): key = try await store.person(patient: id)
        case .number(let number): key = try await store.person(number: number)
        }
        return key.map { .one($0.rawValue) } ?? .none
    }
}
