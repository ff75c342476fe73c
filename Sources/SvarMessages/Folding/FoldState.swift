import SvarFHIR
import SvarJSON

/// What is known of a unit after some of its contributions, in their order.
struct FoldState {
    /// A top-level result: where it stands and what belongs to it.
    struct Entry {
        var key: String
        /// The code it is told from its equals by; nil where it has an id.
        var codeKey: String?
        /// Its observations, its own first. One of them may have gone to an entry of its own.
        var resources: [LocalResource]
    }

    private(set) var entries: [Entry] = []
    /// Specimens and roles by key; a later contribution's replaces an earlier one's.
    private(set) var shared: [LocalResource] = []
    /// Codes that a partial change named without saying which of several results it means.
    private(set) var hasAmbiguity = false
    /// Something was cancelled that was not known at its place in the order.
    private(set) var hasUnknownTarget = false
    private var count = 0
    private var ties = Ties()

    /// Whether a finding became another while results tied to what it was still stand.
    var hasBrokenTies: Bool { ties.areBroken(entries.flatMap(\.resources)) }

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
            if let place = shared.firstIndex(where: { $0.key == resource.key }) {
                shared[place] = resource
            } else {
                shared.append(resource)
            }
        }
        for item in contribution.items { take(item) }
        let sent = Set(contribution.items.flatMap { $0.resources.map(\.key) })
        ties.take(sent: sent, resources: entries.flatMap(\.resources))
        if contribution.action == .cancel { cancelAll(contribution, isFirst: isFirst) }
    }

    private mutating func take(_ item: Contribution.Item) {
        switch item.action {
        case .new, .change, .addition: set(item)
        case .history: if !isKnown(item.key) { set(item) }
        case .cancel: cancel(item)
        }
    }

    private func isKnown(_ key: String) -> Bool {
        entries.contains { $0.resources.contains { $0.key == key } }
    }

    /// Adds an item, or replaces it whole with its subtree. A result that is named on its own and stood inside another's
    /// subtree leaves it with all below it; its parent goes on naming it.
    private mutating func set(_ item: Contribution.Item) {
        let entry = Entry(key: item.key, codeKey: item.codeKey, resources: item.resources)
        for index in entries.indices where entries[index].key != item.key {
            let others = entries[index].resources
            let taken = item.resources.reduce(into: Set<String>()) { $0.formUnion(Self.below($1.key, in: others)) }
            if !taken.isEmpty { entries[index].resources.removeAll { taken.contains($0.key) } }
        }
        entries.removeAll { $0.resources.isEmpty && $0.key != item.key }
        if let place = entries.firstIndex(where: { $0.key == item.key }) {
            entries[place] = entry
        } else {
            entries.append(entry)
        }
    }

    /// Cancels what stands under the item's keys, at the top or inside a subtree, with all below it; leaves the message's
    /// own withdrawn item as a placeholder where nothing does.
    private mutating func cancel(_ item: Contribution.Item) {
        let isPlaceholder = !isKnown(item.key)
        var placeholder = Entry(key: item.key, codeKey: item.codeKey, resources: [])
        for resource in item.resources {
            if isKnown(resource.key) {
                withdraw(resource)
            } else if isPlaceholder {
                var resource = resource
                resource.body = Withdrawal.observation(resource.body)
                placeholder.resources.append(resource)
            }
        }
        if isPlaceholder {
            hasUnknownTarget = true
            entries.append(placeholder)
        }
    }

    /// Withdraws a known result and all below it; the cancelling one gives its status pair and time.
    private mutating func withdraw(_ cancelling: LocalResource) {
        for index in entries.indices {
            let below = Self.below(cancelling.key, in: entries[index].resources)
            for place in entries[index].resources.indices where below.contains(entries[index].resources[place].key) {
                let resource = entries[index].resources[place]
                let isTarget = resource.key == cancelling.key
                entries[index].resources[place].body = Withdrawal.observation(
                    resource.body,
                    by: isTarget ? cancelling.body : nil
                )
            }
        }
    }

    private mutating func cancelAll(_ contribution: Contribution, isFirst: Bool) {
        if isFirst { hasUnknownTarget = true }
        let named = Set(contribution.items.map(\.key))
        for index in entries.indices where !named.contains(entries[index].key) {
            for place in entries[index].resources.indices {
                let body = entries[index].resources[place].body
                if body["status"] == "cancelled" { continue }
                entries[index].resources[place].body = Withdrawal.observation(body)
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

    /// A key and the keys of everything below it by `hasMember`, as far as it is among these resources.
    private static func below(_ key: String, in resources: [LocalResource]) -> Set<String> {
        guard resources.contains(where: { $0.key == key }) else { return [] }
        var result: Set<String> = []
        var waiting = [key]
        while let next = waiting.popLast() {
            guard result.insert(next).inserted, let resource = resources.first(where: { $0.key == next }) else {
                continue
            }
            waiting += resource.memberKeys
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
