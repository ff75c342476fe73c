import SvarDomain
package import SvarServices

extension ParticipantRegister {
    /// A register that any organisation is taken by, where these have an approved list: their replicas may follow persons by
    /// the system's token alone.
    package static func approvingLists(of organisations: String...) -> Self {
        Self(
            participants: organisations.map { organisation in
                Participant(
                    producer: Producer(organisation),
                    identifiers: [Identifier(type: "ENH", value: organisation)],
                    approvedLists: [.generalPractitioner]
                )
            },
            isOpen: true
        )
    }
}
