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
        let found = try await store.search(
            SearchQuery(types: [type]),
            at: try await store.head(),
            after: key,
            isReversed: false,
            limit: limit,
            in: .everything
        )
        let admission = Admission(caller: .sandbox, person: nil, scope: .everything, position: try await store.head())
        var resources: [[UInt8]] = []
        for version in found { resources.append(try await served(version, admission).bytes) }
        return (resources, found.count == limit ? found.last?.key : nil)
    }
}
