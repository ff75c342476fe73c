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

    package init(
        generation: Int,
        identifiers: Set<Slot>,
        intervals: Set<Slot>,
        everywhere: Set<Slot>,
        rows: @escaping @Sendable (ResourceVersion) throws -> [IndexRow]
    ) {
        self.generation = generation
        self.rows = rows
        self.identifiers = identifiers
        self.intervals = intervals
        self.everywhere = everywhere
    }

    /// As the parameters say: identifiers, dates, and in sandbox stores codes and dates.
    package init(
        generation: Int,
        parameters: [SearchParameter],
        rows: @escaping @Sendable (ResourceVersion) throws -> [IndexRow]
    ) {
        func slots(_ isWanted: (SearchParameter) -> Bool) -> Set<Slot> {
            Set(parameters.filter(isWanted).map { Slot($0.number) })
        }
        self.init(
            generation: generation,
            identifiers: slots { $0.code == "identifier" && $0.kind == .token },
            intervals: slots { $0.kind == .date },
            everywhere: slots { ($0.code == "code" && $0.kind == .token) || ($0.code == "date" && $0.kind == .date) },
            rows: rows
        )
    }
}
