import SvarDomain
import SvarStore
import Synchronization

/// Access decisions kept for as long as they hold: by person, until the log has moved and one of the person's units with
/// it (decision 20). Bounded.
final class AllowedSets: Sendable {
    /// What the rules say of one person's units.
    struct Decision: Sendable {
        let set: AllowedSet
        /// REST units whose report is cancelled or entered in error, so that attachments of theirs are not shown.
        let withdrawn: Set<UnitKey>
    }

    private struct Entry {
        let decision: Decision
        /// The last place that changed one of the person's units when the decision was made.
        let last: LogPosition
        /// Up to where in the log it is known to hold.
        var holdsAt: LogPosition

        var weight: Int { decision.set.units.count }
    }

    private let entries: Mutex<Generations<PersonKey, Entry>>

    /// - Parameters:
    ///   - maximumPersons: most persons of one generation.
    ///   - maximumUnits: most units of one generation, in all.
    init(maximumPersons: Int = 4_096, maximumUnits: Int = 200_000) {
        entries = Mutex(Generations(maximumCount: maximumPersons, maximumWeight: maximumUnits))
    }

    /// The decision about a person as it stands at `head` or later.
    /// - Parameter head: the store's, asked for before; the store is asked again only when it has moved since.
    func decision(about person: PersonKey, at head: LogPosition, _ store: any ResultStore) async throws -> Decision {
        if var entry = entries.withLock({ $0.value(of: person, weight: \.weight) }) {
            if entry.holdsAt >= head { return entry.decision }
            if try await store.lastChange(of: person) == entry.last {
                entry.holdsAt = head
                keep(entry, person)
                return entry.decision
            }
        }
        let facts = try await store.facts(of: person)
        // The rule is thin: all units of the person but those held back until they are classified.
        let shown = facts.units.filter { !$0.state.isHeld }
        let decision = Decision(
            set: AllowedSet(person: person, units: Set(shown.map(\.key))),
            withdrawn: Set(shown.filter { $0.state.isWithdrawn && $0.regime == .rest }.map(\.key))
        )
        keep(Entry(decision: decision, last: facts.last, holdsAt: head), person)
        return decision
    }

    private func keep(_ entry: Entry, _ person: PersonKey) {
        entries.withLock { $0.keep(entry, for: person, weight: \.weight) }
    }
}
