package import SvarFHIR
import SvarSearch
import SvarStore

extension ResultService {
    /// Current resources of a type in the order they were made, as stored, whoever they are about: for the store's own
    /// tools. No caller's answer is made of it.
    /// - Returns: the resources, and what comes next after them.
    package func exported(_ type: HostedType, after key: Int64?, limit: Int) async throws
        -> (resources: [[UInt8]], next: Int64?)
    {
        let position = try await store.head()
        let admission = Admission(caller: .sandbox, person: nil, scope: .everything, position: position)
        let filler = PageFiller(
            store: store,
            query: SearchQuery(types: [type]),
            position: position,
            scope: .everything
        )
        let page = try await filler.fill(after: key, isReversed: false, count: limit) {
            try await served($0, admission)
        }
        return (page.entries.map(\.resource.bytes), page.hasMore ? page.entries.last?.version.key : nil)
    }
}
