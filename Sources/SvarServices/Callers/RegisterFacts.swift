package import SvarAccess
package import SvarFHIR

/// What the population register says of one person, as far as the rules read it; entered in the log when it changes
/// (decision 13). Holds no identity number: who holds a mandate is named by a keyed hash.
package struct RegisterFacts: Sendable, Hashable {
    /// Nil: unknown, and then the citizen side is closed.
    package var birthDate: CivilDate?
    package var isDeceased: Bool
    /// Fortrolig or strengt fortrolig adresse.
    package var hasProtectedAddress: Bool
    /// Whether at least one parent lives at the person's address.
    package var sharesAddressWithParent: Bool
    /// Who may act for the person; also those that are over or not yet begun.
    package var mandates: [Mandate]

    package init(
        birthDate: CivilDate? = nil,
        isDeceased: Bool = false,
        hasProtectedAddress: Bool = false,
        sharesAddressWithParent: Bool = false,
        mandates: [Mandate] = []
    ) {
        self.birthDate = birthDate
        self.isDeceased = isDeceased
        self.hasProtectedAddress = hasProtectedAddress
        self.sharesAddressWithParent = sharesAddressWithParent
        self.mandates = mandates
    }
}
