/// The names of the claims that are read, beside the registered ones of RFC 7519. Source: HelseID.
package enum ClaimName {
    package static let scope = "scope"
    package static let client = "client_id"
    /// The legal entity that the client acts for.
    package static let organisationParent = "helseid://claims/client/claims/orgnr_parent"
    /// The unit below it.
    package static let organisationChild = "helseid://claims/client/claims/orgnr_child"
    /// Who runs the client's system for them.
    package static let organisationSupplier = "helseid://claims/client/claims/orgnr_supplier"
    /// HPR number of the person who is logged in.
    package static let personnelNumber = "helseid://claims/hpr/hpr_number"
    /// The name of the person who is logged in (OpenID Connect Core §5.1).
    package static let name = "name"
    /// What they are authorised as.
    package static let personnelDetails = "helseid://claims/hpr/hpr_details"
    /// Identity number of the person who is logged in.
    package static let person = "helseid://claims/identity/pid"
    /// How sure the login was; "4" is the highest.
    package static let securityLevel = "helseid://claims/identity/security_level"
    /// The same on the European scale.
    package static let assuranceLevel = "helseid://claims/identity/assurance_level"
    /// What health personnel attest in the trust framework.
    package static let attestation = "nhn:tillitsrammeverk:parameters"
}
