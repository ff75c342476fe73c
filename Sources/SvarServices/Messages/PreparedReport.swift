import SvarDomain
import SvarFHIR
import SvarMessages
import SvarStore

extension MessageWriter {
    /// One report that the mapping took.
    struct Prepared: Sendable {
        let number: Int
        let place: SentPlace
        let provider: ParticipantRegister.ServiceProvider
        let contribution: Contribution
        let issues: [IntakeIssue]
        /// What the intake asks of it.
        let arrival: Intake.Arrival
        /// Made before the writer is taken, for the common report: the first of its unit, without attachments.
        let encoded: [UInt8]?
        let folded: FoldedUnit?
        let bodies: [BodyTemplate]?
        private let participants: ParticipantRegister

        init(
            number: Int,
            place: SentPlace,
            provider: ParticipantRegister.ServiceProvider,
            contribution: Contribution,
            issues: [IntakeIssue],
            participants: ParticipantRegister
        ) throws {
            self.number = number
            self.place = place
            self.provider = provider
            self.contribution = contribution
            self.issues = issues
            self.participants = participants
            let isPlain = contribution.attachments.isEmpty
            encoded = isPlain ? contribution.encoded : nil
            folded = isPlain ? Fold.fold([ArrivedContribution(arrival: 1, contribution: contribution)]) : nil
            let genetic = participants.lists.allGenetic
            bodies = try folded.map { try BodyTemplate.all($0.resources, isIndexed: true, genetic: genetic) }
            let requests = contribution.report.filter { $0.type == .serviceRequest }
            let ordered = try bodies ?? BodyTemplate.all(requests, isIndexed: false, genetic: [])
            arrival = Intake.Arrival(
                requester: participants.numbered(contribution.requester),
                orders: ordered.compactMap(\.facts.order),
                reservations: Set(contribution.reservations)
            )
        }

        /// The identifiers of a party, with the number of its organisation where the register knows it.
        func numbered(_ identifiers: [OrganisationID]) -> [OrganisationID] { participants.numbered(identifiers) }
    }
}

extension ParticipantRegister {
    /// The same identifiers; where none is an organisation number, with the one that the register has for them.
    func numbered(_ identifiers: [OrganisationID]) -> [OrganisationID] {
        guard !identifiers.contains(where: { $0.kind == "ENH" }) else { return identifiers }
        let known = identifiers.lazy.compactMap { organisation(Identifier(type: $0.kind, value: $0.value)) }.first
        return identifiers + (known.map { [OrganisationID(kind: "ENH", value: $0.rawValue)] } ?? [])
    }
}
