package import SvarDomain
package import SvarFHIR

/// What must hold of a resource, in the few forms a store has to know. Parameters are compiled to it.
package indirect enum Criterion: Hashable, Sendable {
    /// One of these logical ids.
    case ids([String])
    /// `_lastUpdated`: server time in microseconds, half-open; nil is open.
    case updated(from: Int64?, to: Int64?)
    /// Belongs to the person (decision 3): the unit is the person's, and it has a row in one of the slots (facet
    /// `.person`); no slots: whatever the resource is. `.person(nil, …)`: a person the store does not know, nothing.
    case person(PersonKey?, slots: [Slot])
    /// Has a row in one of the slots for which the condition holds.
    case row([Slot], RowCondition)
    /// Has rows with one and the same `part`, one for each of these.
    case paired([PairedRow])
    /// A reference row in one of the slots names a resource (current at the position asked for, in scope) of one of the
    /// types that meets the criterion.
    case refers([Slot], to: [HostedType], Criterion)
    /// A resource of this type (in scope) that meets the criterion names this one in one of its slots.
    case referred(from: HostedType, [Slot], Criterion)
    case not(Criterion)
    /// Empty: always.
    case all([Criterion])
    /// Empty: never.
    case any([Criterion])

    package struct PairedRow: Hashable, Sendable {
        package let slots: [Slot]
        package let condition: RowCondition
        package init(_ slots: [Slot], _ condition: RowCondition) {
            self.slots = slots
            self.condition = condition
        }
    }
}

/// What must hold of one index row.
package indirect enum RowCondition: Hashable, Sendable {
    package enum Column: Hashable, Sendable { case value, extra }
    package enum Relation: Hashable, Sendable { case equal, less, lessOrEqual, greater, greaterOrEqual }

    /// Also false when the kinds differ (`.text` against `.integer`).
    case compare(Column, Relation, IndexKey)
    /// The column's text starts with this.
    case prefix(Column, String)
    /// The column's text contains this.
    case contains(Column, String)
    case all([RowCondition])
    case any([RowCondition])
    case not(RowCondition)

    /// Whatever the row holds.
    package static let always = RowCondition.all([])
}

/// One key of `_sort`.
package struct SortKey: Hashable, Sendable {
    package enum Field: Hashable, Sendable {
        /// `_id`
        case id
        /// `_lastUpdated`
        case updated
        /// The smallest `value` in the slots when ascending, the largest (of `extra` for periods: see `usesExtra`) when
        /// descending. Resources without a row come last either way.
        case slots([Slot], usesExtra: Bool)
    }
    package let field: Field
    package let isDescending: Bool
    package init(_ field: Field, isDescending: Bool = false) {
        self.field = field
        self.isDescending = isDescending
    }
}

/// A search as the store carries it out.
package struct SearchQuery: Hashable, Sendable {
    /// At least one.
    package var types: [HostedType]
    package var criterion: Criterion
    /// After these, resources stand in ascending order of their key. Empty: by key alone.
    package var sort: [SortKey]

    package init(types: [HostedType], criterion: Criterion = .all([]), sort: [SortKey] = []) {
        self.types = types
        self.criterion = criterion
        self.sort = sort
    }
}

/// One `_include` or `_revinclude`, compiled.
package struct Include: Hashable, Sendable {
    /// The type whose reference is followed.
    package var source: HostedType
    /// The reference parameter's slots; for `*` those of every reference parameter of the source.
    package var slots: [Slot]
    /// Only targets of this type, when given.
    package var target: HostedType?
    /// `:iterate`: also from what was included.
    package var iterates: Bool
    /// `_revinclude`
    package var isReverse: Bool
    package init(source: HostedType, slots: [Slot], target: HostedType?, iterates: Bool, isReverse: Bool) {
        self.source = source
        self.slots = slots
        self.target = target
        self.iterates = iterates
        self.isReverse = isReverse
    }
}
