package import SvarDomain
import SvarFHIR
package import SvarSearch

/// What a store must be told about its index rows, whose meaning is SvarSearch's alone.
package struct StoreIndex: Sendable {
    /// Counts up whenever the rows of a resource change; a store with another one makes its index again at opening.
    package var generation: Int
    /// The rows of a stored version that is not deleted.
    package var rows: @Sendable (ResourceVersion) throws -> [IndexRow]
    /// Rows by which a producer finds its own, and everyone the directory, without naming a person.
    package var identifiers: Set<Slot>
    /// Rows with integers in both columns, the value not above the extra. They are found by their end too.
    package var intervals: Set<Slot>
    /// Rows that sandbox stores keep for the whole store, besides type and time of change (decision 38).
    package var everywhere: Set<Slot>
    /// Rows of a person's resources that do not find candidates: they are only asked of what another row or the type has
    /// found, so a store need not keep them in order.
    package var asked: Set<Slot>
    /// What the access rules must know of a unit, from its current, undeleted members (`UnitVersionRecord.facts`). Nil:
    /// nothing is made of them.
    package var facts: (@Sendable ([ResourceVersion]) throws -> [UInt8])?
    /// What is shown of a DiagnosticReport of which only metadata are shown (decision 21); nil: nothing is. Only the body
    /// and where the stamp stands in it differ. Nil here: nothing is shown of any.
    package var metadata: (@Sendable (ResourceVersion) throws -> ResourceVersion?)?
    /// The body of an entry about a person with the units that it names called otherwise: a unit's key is another in a
    /// store that was restored. Nil: bodies name no units.
    package var entryUnits: EntryUnits?

    package typealias EntryUnits = @Sendable (LogEntry.Kind, [UInt8], (UnitKey) throws -> UnitKey) throws -> [UInt8]

    package init(
        generation: Int,
        identifiers: Set<Slot>,
        intervals: Set<Slot>,
        everywhere: Set<Slot>,
        asked: Set<Slot> = [],
        facts: (@Sendable ([ResourceVersion]) throws -> [UInt8])? = nil,
        metadata: (@Sendable (ResourceVersion) throws -> ResourceVersion?)? = nil,
        entryUnits: EntryUnits? = nil,
        rows: @escaping @Sendable (ResourceVersion) throws -> [IndexRow]
    ) {
        self.generation = generation
        self.rows = rows
        self.identifiers = identifiers
        self.intervals = intervals
        self.everywhere = everywhere
        self.asked = asked
        self.facts = facts
        self.metadata = metadata
        self.entryUnits = entryUnits
    }

    /// As the parameters say: identifiers, dates, and in sandbox stores codes and dates. Only asked are the facets of
    /// rare modifiers (`:text`, `:of-type`, `:identifier`) and profiles, which all of a person's resources share.
    package init(
        generation: Int,
        parameters: [SearchParameter],
        facts: (@Sendable ([ResourceVersion]) throws -> [UInt8])? = nil,
        metadata: (@Sendable (ResourceVersion) throws -> ResourceVersion?)? = nil,
        entryUnits: EntryUnits? = nil,
        rows: @escaping @Sendable (ResourceVersion) throws -> [IndexRow]
    ) {
        func slots(_ isWanted: (SearchParameter) -> Bool) -> Set<Slot> {
            Set(parameters.filter(isWanted).map { Slot($0.number) })
        }
        let facets = [Slot.Facet.text, .ofType, .identifier, .otherIdentifier]
        let rare = parameters.flatMap { parameter in facets.map { Slot(parameter.number, $0) } }
        self.init(
            generation: generation,
            identifiers: slots { $0.code == "identifier" && $0.kind == .token },
            intervals: slots { $0.kind == .date },
            everywhere: slots { ($0.code == "code" && $0.kind == .token) || ($0.code == "date" && $0.kind == .date) },
            asked: slots { $0.code == "_profile" }.union(rare),
            facts: facts,
            metadata: metadata,
            entryUnits: entryUnits,
            rows: rows
        )
    }
}
