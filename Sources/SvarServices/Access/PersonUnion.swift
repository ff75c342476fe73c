import SvarAccess
import SvarDomain
import SvarStore

/// One person whom the store has as several: results came under several numbers before the register said that they are one's
/// (row A72). Settings and presets of each are entered about all of them, so that whatever decides goes on reading one log,
/// and what was entered holds also when the register forgets it again. Results stay with the one they came for.
struct PersonUnion: Sendable {
    let register: any PopulationRegister
    let feed: FeedDecision

    /// All that are this person, the one given first.
    /// - Parameter number: by which they were named: of whom was erased the store has none.
    func all(_ person: PersonKey, named number: PersonNumber? = nil, in store: any StoreTransaction) throws
        -> [PersonKey]
    {
        guard let own = try register.group(of: store.numbers(of: person) + [number].compactMap(\.self)) else {
            return [person]
        }
        var all = [person]
        for number in own {
            guard let other = try store.person(number: number), !all.contains(other),
                register.isOne(try store.numbers(of: other), own)
            else { continue }
            all.append(other)
        }
        return all
    }

    /// Enters about each of them what only others have yet, and decides anew what replicas are fed of them.
    /// - Returns: all of them, the one given first
    @discardableResult
    func unite(_ person: PersonKey, named number: PersonNumber? = nil, in store: any StoreTransaction) throws
        -> [PersonKey]
    {
        let all = try all(person, named: number, in: store)
        if all.count == 1 { return all }
        let entries = try all.map { try store.entries(of: $0) }
        for (key, own) in zip(all, entries) {
            let missing = Self.missing(own, entries)
            for entry in missing { _ = try store.enter(entry.kind, subject: entry.subject, entry.body, about: key) }
            if !missing.isEmpty { try feed.apply(to: key, in: store) }
        }
        return all
    }

    /// What of all the entries `own` has not heard of, in the order of the log: presets, and settings that stand. One that was
    /// heard of is left as it is there: it may have been lifted for some and not for others, and deny wins.
    static func missing(_ own: [PersonEntry], _ all: [[PersonEntry]]) -> [PersonEntry] {
        var known = Set(own.compactMap(Topic.init))
        var missing: [PersonEntry] = []
        for entries in all {
            var topics: [Topic: [PersonEntry]] = [:]
            for entry in entries {
                if let topic = Topic(entry), !known.contains(topic) { topics[topic, default: []].append(entry) }
            }
            for (topic, entries) in topics where topic.kind == .preset || stands(entries) {
                known.insert(topic)
                missing += entries
            }
        }
        return missing.sorted { $0.stamp.position < $1.stamp.position }
    }

    /// Whether a setting may close anything. A delay that was released opens what came before, and does so where it was
    /// released alone.
    private static func stands(_ entries: [PersonEntry]) -> Bool {
        let events = entries.compactMap(SettingCoding.decode)
        // One of a newer program may be a closure.
        if events.count < entries.count { return true }
        return SettingTrail.all(events).contains { !$0.isLifted && $0.setting.kind != .delayedView(.released) }
    }

    private struct Topic: Hashable {
        let kind: LogEntry.Kind
        let subject: Int64

        init?(_ entry: PersonEntry) {
            guard entry.kind == .setting || entry.kind == .preset else { return nil }
            (kind, subject) = (entry.kind, entry.subject)
        }
    }
}

extension PopulationRegister {
    /// All numbers of the person with these; nil when there are no others, or when these are of two persons.
    func group(of numbers: [PersonNumber]) -> [PersonNumber]? {
        for number in numbers {
            let group = self.numbers(with: number)
            if group.count > 1 { return isOne(numbers, group) ? group : nil }
        }
        return nil
    }

    /// Whether the register has none of these numbers as another person's than the group's.
    func isOne(_ numbers: [PersonNumber], _ group: [PersonNumber]) -> Bool {
        numbers.allSatisfy { group.contains($0) || answer(about: [$0]) == nil }
    }
}
