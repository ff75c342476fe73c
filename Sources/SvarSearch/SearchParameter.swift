package import SvarFHIR

/// A search parameter of one type: a row of the table made from the R4 definitions.
package struct SearchParameter: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case token, reference, string, date, number, quantity, uri, composite
    }

    /// Stored in the index; unique over all types; never changes (new parameters take new numbers).
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

    package init(
        number: Int,
        base: HostedType,
        code: String,
        kind: Kind,
        targets: [HostedType] = [],
        modifiers: [String] = [],
        components: [String] = [],
        definition: String
    ) {
        self.number = number
        self.base = base
        self.code = code
        self.kind = kind
        self.targets = targets
        self.modifiers = modifiers
        self.components = components
        self.definition = definition
    }
}
