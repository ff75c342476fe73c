import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Follows `_include` and `_revinclude` from the results of one page, each resource once. Every step asks the store
/// within the caller's scope.
struct IncludeFollower: Sendable {
    /// How many further steps `:iterate` makes.
    static let maximumSteps = 3
    /// Keys of one question to the store, so that no single answer grows without bound: what refers to a resource may be
    /// much, what one refers to is in it.
    private static func keysAtOnce(_ include: Include) -> Int { include.isReverse ? 64 : 512 }

    struct Included: Sendable {
        var versions: [ResourceVersion] = []
        /// There are more than the limit.
        var isTooMany = false
        /// `:iterate` would lead further.
        var isDeeper = false
    }

    let store: any ResultStore
    let position: LogPosition
    let scope: Scope
    let includes: [Include]
    /// Followed until nothing new comes, however deep: members of members.
    let closure: [Include]

    init(
        _ store: any ResultStore,
        _ includes: [Include],
        closure: [Include] = [],
        at position: LogPosition,
        in scope: Scope
    ) {
        self.store = store
        self.includes = includes
        self.closure = closure
        self.position = position
        self.scope = scope
    }

    func included(from matches: [ResourceVersion], limit: Int) async throws -> Included {
        var included = Included()
        if includes.isEmpty { return included }
        var seen = Set(matches.map(\.key))
        var frontier = matches
        var step = 0
        while !frontier.isEmpty {
            var followed = step == 0 ? includes : step <= Self.maximumSteps ? includes.filter(\.iterates) : []
            if step > 0 { followed += closure }
            let room = limit - included.versions.count
            let found = try await new(followed, from: frontier, seen: &seen, room: room)
            included.versions += found.prefix(room)
            if found.count > room {
                included.isTooMany = true
                return included
            }
            if step > Self.maximumSteps, !included.isDeeper {
                let further = includes.filter(\.iterates)
                var probe = seen
                included.isDeeper = try await !new(further, from: frontier, seen: &probe, room: 0).isEmpty
            }
            frontier = found
            step += 1
        }
        return included
    }

    /// What these includes lead to and was not seen yet; stops when it is more than there is room for.
    private func new(
        _ includes: [Include],
        from frontier: [ResourceVersion],
        seen: inout Set<Int64>,
        room: Int
    ) async throws -> [ResourceVersion] {
        var found: [ResourceVersion] = []
        for include in includes {
            // The end that is known: the source of an include, the target of a reverse one.
            let type = include.isReverse ? include.target : include.source
            let keys = frontier.filter { type == nil || $0.type == type }.map(\.key)
            let step = Self.keysAtOnce(include)
            for start in stride(from: 0, to: keys.count, by: step) {
                let slice = Array(keys[start..<min(start + step, keys.count)])
                // What is known already may come again, so it is not counted.
                let limit = room + seen.count
                let versions = try await store.included(include, from: slice, at: position, limit: limit, in: scope)
                for version in versions where seen.insert(version.key).inserted { found.append(version) }
                if found.count > room { return found }
            }
        }
        return found
    }
}
