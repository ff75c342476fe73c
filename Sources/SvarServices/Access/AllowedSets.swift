import SvarDomain
import SvarStore
import Synchronization

/// Access decisions kept for as long as they hold: by person and the last place in the log that changed one of the
/// person's units (decision 20). Bounded.
final class AllowedSets: Sendable {
    /// What the rules say of one person's units.
    struct Decision: Sendable {
        let set: AllowedSet
        /// REST units whose report is cancelled or entered in error, so that attachments of theirs are not shown.
        let withdrawn: Set<UnitKey>
    }

    private struct Entry {
        let decision: Decision
        let last: LogPosition
    }

    /// Two generations: what was not used since the younger one was begun is dropped with the older one.
    private struct Generations {
        var young: [PersonKey: Entry] = [:]
        var old: [PersonKey: Entry] = [:]
        var units = 0
    }

    private let generations = Mutex(Generations())
    private let maximumPersons: Int
    private let maximumUnits: Int

    /// - Parameters:
    ///   - maximumPersons: most persons of one generation.
    ///   - maximumUnits: most units of one generation, in all.
    init(maximumPersons: Int = 4_096, maximumUnits: Int = 200_000) {
        self.maximumPersons = maximumPersons
        self.maximumUnits = maximumUnits
    }

    /// The decision about a person as it stands now.
    func decision(about person: PersonKey, _ store: any ResultStore) async throws -> Decision {
        let last = try await store.lastChange(of: person)
        if let known = known(person), known.last == last { return known.decision }
        let facts = try await store.facts(of: person)
        // The rule is thin: all units of the person but those held back until they are classified.
        let shown = facts.units.filter { !$0.state.isHeld }
        let decision = Decision(
            set: AllowedSet(person: person, units: Set(shown.map(\.key))),
            withdrawn: Set(shown.filter { $0.state.isWithdrawn && $0.regime == .rest }.map(\.key))
        )
        keep(Entry(decision: decision, last: facts.last), person)
        return decision
    }

    private func known(_ person: PersonKey) -> Entry? {
        generations.withLock { generations in
            if let entry = generations.young[person] { return entry }
            guard let entry = generations.old[person] else { return nil }
            insert(entry, person, into: &generations)
            return entry
        }
    }

    private func keep(_ entry: Entry, _ person: PersonKey) {
        generations.withLock { insert(entry, person, into: &$0) }
    }

    private func insert(_ entry: Entry, _ person: PersonKey, into generations: inout Generations) {
        if generations.young.count >= maximumPersons || generations.units >= maximumUnits {
            generations.old = generations.young
            generations.young = [:]
            generations.units = 0
        }
        generations.young[person] = entry
        generations.units += entry.decision.set.units.count
    }
}
