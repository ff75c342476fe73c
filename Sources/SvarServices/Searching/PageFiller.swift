import SvarDomain
import SvarSearch
import SvarStore

/// One resource of a page: as it was found and as it is served.
struct PageEntry: Sendable {
    let version: ResourceVersion
    let resource: ServedResource
}

/// Walks the results of a query in small steps, so that a page of large resources never holds more than it may show.
struct PageFiller: Sendable {
    struct Filled: Sendable {
        /// In the order of the walk.
        var entries: [PageEntry] = []
        /// There are results behind these.
        var hasMore = false
    }

    let store: any ResultStore
    let query: SearchQuery
    let position: LogPosition
    let scope: Scope

    /// At most `count` results after a key; fewer when their bytes reach the limit, but one at least if there is one.
    /// - Parameter isShown: whether the version may still be shown; what may not is as if it were not there.
    func fill(
        after key: Int64?,
        isReversed: Bool,
        count: Int,
        showing isShown: (ResourceVersion) async throws -> Bool = { _ in true },
        rendering: (ResourceVersion) async throws -> ServedResource
    ) async throws -> Filled {
        var filled = Filled()
        var place = key
        var bytes = 0
        while true {
            let step = min(count - filled.entries.count + 1, 128)
            let room = max(1, AnswerLimits.pageBytes - bytes)
            let found = try await found(after: place, isReversed: isReversed, limit: step, bytes: room)
            for version in found {
                place = version.key
                guard try await isShown(version) else { continue }
                if filled.entries.count == count || (bytes >= AnswerLimits.pageBytes && !filled.entries.isEmpty) {
                    filled.hasMore = true
                    return filled
                }
                let resource = try await rendering(version)
                filled.entries.append(PageEntry(version: version, resource: resource))
                bytes += resource.bytes.count
            }
            if found.count < step, found.reduce(0, { $0 + $1.body.count }) < room { return filled }
        }
    }

    /// The key of the last of the first `count` results; nil for none. `isWhole`: there were that many.
    func skip(_ count: Int) async throws -> (key: Int64?, isWhole: Bool) {
        var left = count
        var place: Int64?
        while left > 0 {
            let step = min(left, 128)
            let found = try await found(after: place, isReversed: false, limit: step)
            place = found.last?.key ?? place
            left -= found.count
            if found.count < step { break }
        }
        return (place, left == 0)
    }

    /// Every result in turn, as long as `body` says true.
    func each(_ body: (ResourceVersion) throws -> Bool) async throws {
        var place: Int64?
        while true {
            let found = try await found(after: place, isReversed: false, limit: 128)
            for version in found where try !body(version) { return }
            guard found.count == 128, let last = found.last else { return }
            place = last.key
        }
    }

    private func found(after key: Int64?, isReversed: Bool, limit: Int, bytes: Int = .max) async throws
        -> [ResourceVersion]
    {
        try await store.search(
            query,
            at: position,
            after: key,
            isReversed: isReversed,
            limit: limit,
            bytes: bytes,
            in: scope
        )
    }
}
