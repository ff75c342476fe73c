/// How a token may be shown: as RFC 6750 has it, or with a proof that the sender holds its key (RFC 9449).
package enum TokenScheme: Sendable, Hashable {
    case bearer
    case dpop
}

/// Which of them a route takes.
package enum TokenSchemes: Sendable, Hashable {
    /// Both, each for the tokens it is meant for.
    case any
    /// Proofs only, as the national read API.
    case proofOnly
}
