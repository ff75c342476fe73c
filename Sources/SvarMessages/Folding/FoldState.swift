import SvarFHIR
import SvarJSON

/// What is known of a unit after some of its contributions, in their order.
struct FoldState {
    /// A top-level result: where it stands and what belongs to it.
    struct Entry {
        var key: String
        /// The code it is told from its equals by; nil where it has an id.
        var codeKey: String?
        /// Its observations, its own first; nil where one has gone to an entry of its own.
        var resources: [LocalResource?] = []
        /// How many of them are left.
        var count = 0
    }

    /// Where an observation stands.
    private struct Place: Hashable {
        var entry: Int
        var resource: Int
    }

    /// In the order of their first mention; one without observations is no longer known.
    private var entries: [Entry] = []
    /// Places in `entries` by the entry's key.
    private var entryPlaces: [String: Int] = [:]
    /// Places of all observations by key, so that no item costs a look at all the others.
    private var places: [String: Place] = [:]
    /// Specimens and roles by key; a later contribution's replaces an earlier one's.
    private(set) var shared: [LocalResource] = []
    private var sharedPlaces: [String: Int] = [:]
    /// Codes that a partial change named without saying which of several results it means.
    private(set) var hasAmbiguity = false
    /// Something was cancelled that was not known at its place in the order.
    private(set) var hasUnknownTarget = false
    private var count = 0

    /// Every observation, each top-level result's own before those of its subtree.
    var observations: [LocalResource] { entries.flatMap { $0.resources.compactMap(\.self) } }

    /// Takes one contribution.
    mutating func take(_ contribution: Contribution) {
        hasUnknownTarget = false
        let isFirst = count == 0
        if contribution.action == .new {
            self = FoldState()
        } else {
            noteAmbiguity(contribution)
        }
        count += 1
        for resource in contribution.report where resource.type == .specimen || resource.type == .practitionerRole {
            if let place = sharedPlaces[resource.key] {
                shared[place] = resource
            } else {
                sharedPlaces[resource.key] = shared.count
                shared.append(resource)
            }
        }
        for item in contribution.items { take(item) }
        if contribution.action == .cancel { cancelAll(contribution, isFirst: isFirst) }
    }

    private mutating func take(_ item: Contribution.Item) {
        switch item.action {
        case .new, .change, .addition: set(item)
        case .history: if !isKnown(item.key) { set(item) }
        case .cancel: cancel(item)
        }
    }

    private func isKnown(_ key: String) -> Bool { places[key] != nil }

    /// Adds an item, or replaces it whole with its subtree. A result that is named on its own and stood inside another's
    /// subtree leaves it with all below it; its parent goes on naming it.
    private mutating func set(_ item: Contribution.Item) {
        for place in below(item.resources.map(\.key)) where entries[place.entry].key != item.key { remove(place) }
        let entry = entryPlaces[item.key] ?? add(item)
        for case let resource? in entries[entry].resources { places[resource.key] = nil }
        entries[entry].codeKey = item.codeKey
        entries[entry].resources = []
        entries[entry].count = 0
        for resource in item.resources { append(resource, to: entry) }
    }

    /// Cancels what stands under the item's keys, at the top or inside a subtree, with all below it; leaves the message's
    /// own withdrawn item as a placeholder where nothing does. The cancelling result gives its status pair and time to
    /// the one of its key.
    private mutating func cancel(_ item: Contribution.Item) {
        let known = below(item.resources.map(\.key))
        if !isKnown(item.key) {
            hasUnknownTarget = true
            let entry = entryPlaces[item.key] ?? add(item)
            for var resource in item.resources where !isKnown(resource.key) {
                resource.body = Withdrawal.observation(resource.body)
                append(resource, to: entry)
            }
        }
        let cancelling = Dictionary(item.resources.map { ($0.key, $0.body) }, uniquingKeysWith: { $1 })
        for place in known {
            guard let resource = entries[place.entry].resources[place.resource] else { continue }
            let body = Withdrawal.observation(resource.body, by: cancelling[resource.key])
            entries[place.entry].resources[place.resource]?.body = body
        }
    }

    /// A new entry for the item, yet without observations: its place.
    private mutating func add(_ item: Contribution.Item) -> Int {
        entries.append(Entry(key: item.key, codeKey: item.codeKey))
        entryPlaces[item.key] = entries.count - 1
        return entries.count - 1
    }

    /// A key stands once: of equals the first.
    private mutating func append(_ resource: LocalResource, to entry: Int) {
        guard !isKnown(resource.key) else { return }
        places[resource.key] = Place(entry: entry, resource: entries[entry].resources.count)
        entries[entry].resources.append(resource)
        entries[entry].count += 1
    }

    /// Takes an observation out of its entry, and the entry away with its last one.
    private mutating func remove(_ place: Place) {
        guard let resource = entries[place.entry].resources[place.resource] else { return }
        places[resource.key] = nil
        entries[place.entry].resources[place.resource] = nil
        entries[place.entry].count -= 1
        guard entries[place.entry].count == 0 else { return }
        entryPlaces[entries[place.entry].key] = nil
        entries[place.entry].codeKey = nil
        entries[place.entry].resources = []
    }

    private mutating func cancelAll(_ contribution: Contribution, isFirst: Bool) {
        if isFirst { hasUnknownTarget = true }
        let named = Set(contribution.items.map(\.key))
        for index in entries.indices where !named.contains(entries[index].key) {
            for place in entries[index].resources.indices {
                guard let body = entries[index].resources[place]?.body, body["status"] != "cancelled" else { continue }
                entries[index].resources[place]?.body = Withdrawal.observation(body)
            }
        }
    }

    /// A change that names fewer or more results of a code than stand, where results of that code have no id.
    private mutating func noteAmbiguity(_ contribution: Contribution) {
        let named = Self.counts(contribution.items.map(\.codeKey))
        let standing = Self.counts(entries.map(\.codeKey))
        for (code, count) in named {
            guard let known = standing[code], known != count else { continue }
            if known > 1 || count > 1 { hasAmbiguity = true }
        }
    }

    private static func counts(_ codes: [String?]) -> [String: Int] {
        var result: [String: Int] = [:]
        for case let code? in codes { result[code, default: 0] += 1 }
        return result
    }

    /// Where the known ones of these keys stand, and everything below them by `hasMember` in the same entry; each once.
    private func below(_ keys: [String]) -> [Place] {
        var seen: Set<Place> = []
        var result: [Place] = []
        for key in keys {
            guard let top = places[key] else { continue }
            var waiting = [top]
            while let next = waiting.popLast() {
                guard seen.insert(next).inserted, let resource = entries[next.entry].resources[next.resource] else {
                    continue
                }
                result.append(next)
                waiting += resource.memberKeys.compactMap { places[$0] }.filter { $0.entry == next.entry }
            }
        }
        return result
    }
}

extension LocalResource {
    /// Keys that `hasMember` names.
    var memberKeys: [String] {
        (body["hasMember"]?.elements ?? []).compactMap { $0["reference"]?.string.flatMap(LocalResource.key(ofURN:)) }
    }
}
