package import SvarFHIR

/// A search parameter of one type: a row of the table made from the R4 definitions.
package struct SearchParameter: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case token, reference, string, date, number, quantity, uri, composite
    }

    /// Stored in the index; unique over all types; never changes (new parameters take new numbers). 0 for `_id` and
    /// `_lastUpdated`, which have no rows.
    package let number: Int
    package let base: HostedType
    package let code: String
    package let kind: Kind
    /// Types a reference may name; empty for other kinds.
    package let targets: [HostedType]
    /// Modifiers the server supports, without the colon; type names for references are not among them.
    package let modifiers: [String]
    /// For composites: codes of the components' parameters.
    package let components: [String]
    /// Canonical address of the definition.
    package let definition: String
    /// Parameters whose rows hold the values: itself, or those it shares.
    let rows: [Int]
    /// Only references to this type count.
    let onlyType: HostedType?
    /// Its elements are canonical addresses, which no chain or include follows.
    package let isCanonical: Bool
    /// Its elements name the person the resource is about (decision 3).
    package let namesPerson: Bool

    package init(
        number: Int,
        base: HostedType,
        code: String,
        kind: Kind,
        targets: [HostedType] = [],
        modifiers: [String] = [],
        components: [String] = [],
        definition: String,
        rows: [Int]? = nil,
        onlyType: HostedType? = nil,
        isCanonical: Bool = false,
        namesPerson: Bool = false
    ) {
        self.number = number
        self.base = base
        self.code = code
        self.kind = kind
        self.targets = targets
        self.modifiers = modifiers
        self.components = components
        self.definition = definition
        self.rows = rows ?? (number > 0 ? [number] : [])
        self.onlyType = onlyType
        self.isCanonical = isCanonical
        self.namesPerson = namesPerson
    }

    /// Its values are in the rows of other parameters, or it has no rows at all.
    package var isShared: Bool { rows != [number] }

    /// Where rows are that name a resource of one of these types: the literal references, and for a Patient the person
    /// too, however it is written (decision 3).
    func namingSlots(_ types: [HostedType]) -> [Slot] {
        slots() + (namesPerson && types.contains(.patient) ? slots(.person) : [])
    }

    /// Where the rows of its elements' `Reference.identifier` are.
    var identifierSlots: [Slot] { slots(.identifier) + (onlyType == nil ? slots(.otherIdentifier) : []) }

    /// Where its rows are.
    func slots(_ facet: Slot.Facet = .value) -> [Slot] { rows.map { Slot($0, facet) } }
}
