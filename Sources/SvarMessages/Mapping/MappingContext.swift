/// What mapping must know besides the message. It has no clock and no store in it.
package struct MappingContext: Sendable {
    /// Which messages and numbers are taken (decision 36).
    package enum Environment: String, Hashable, Sendable {
        /// Refuses test messages and synthetic numbers.
        case production
        /// Demo and sandbox: takes both, and warns of a number that is not synthetic.
        case test
    }

    package var environment: Environment
    /// Sender and requester units whose reports are out of scope: forensic, sanction, donor, research (decision 35).
    package var unitsOutOfScope: Set<OrganisationID>
    /// SHA-1 of an attachment, for `Attachment.hash`; comes from outside so that mapping needs no crypto library.
    package var sha1: @Sendable ([UInt8]) -> [UInt8]

    package init(
        environment: Environment,
        unitsOutOfScope: Set<OrganisationID> = [],
        sha1: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.environment = environment
        self.unitsOutOfScope = unitsOutOfScope
        self.sha1 = sha1
    }
}

/// An organisation or department as messages name it: a kind of 8116 or 8268 and a value, such as `HER` and `91120`.
package struct OrganisationID: Hashable, Sendable {
    package var kind: String
    package var value: String

    package init(kind: String, value: String) {
        self.kind = kind
        self.value = value
    }
}
