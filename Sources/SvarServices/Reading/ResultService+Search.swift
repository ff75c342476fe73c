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
        // Fetched in small steps, so that a page of large resources never holds more than it may show.
        var resources: [ServedResource] = []
        var place = after
        var bytes = 0
        while true {
            let step = min(request.count - resources.count + 1, AnswerLimits.step(resources.count, bytes))
            let found = try await store.search(query, after: place, limit: step, in: caller.scope)
            for version in found {
                if resources.count == request.count || (bytes >= AnswerLimits.pageBytes && !resources.isEmpty) {
                    let next = try place.map { try tokens.seal($0, of: name) }
                    return Page(elements: resources, total: total, next: next)
                }
                let resource = try await served(version)
                resources.append(resource)
                bytes += resource.bytes.count
                place = version.key
            }
            if found.count < step { return Page(elements: resources, total: total, next: nil) }
        }
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
