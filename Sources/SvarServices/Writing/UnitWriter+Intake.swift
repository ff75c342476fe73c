import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarStore

extension UnitWriter {
    /// What new versions say to the facts of their unit.
    func facts(of versions: [NewVersion]) throws -> [MemberFacts] {
        try versions.filter { MemberFacts.speaks($0.type) && !$0.isDeleted }.map { version in
            MemberFacts(
                version.type,
                try JSONDocument(version.body).root,
                name: version.id,
                genetic: intake.lists.allGenetic
            )
        }
    }

    /// What becomes of a group of resources (rows A01–A03).
    /// - Parameter stored: resources that were stored before and that the group's report takes in
    /// - Throws: `Refusal` when they are for a purpose that is not shared
    func answer(about group: [MemberFacts], stored: [ResourceVersion], of person: PersonKey?, _ draft: Draft) throws
        -> Intake.Answer
    {
        let members = try withParties(group + stored.filter { $0.type == .serviceRequest }.map(facts))
        let facts = UnitVersionFacts(of: members, genetic: [])
        let requester = participants.numbered(facts.requester)
        var arrival = Intake.Arrival(
            requester: requester,
            orders: members.compactMap(\.order),
            reservations: Set(members.flatMap(\.reservations)),
            pathologyCodes: Set(members.flatMap(\.listed).lazy.filter { $0.list == "8219" }.map(\.code)),
            parties: Set(requester + participants.numbered(facts.performer))
        )
        arrival.parties.insert(OrganisationID(kind: "ENH", value: producer.rawValue))
        for purpose in members.compactMap(\.purpose) {
            guard let known = SamplePurpose(rawValue: purpose) else {
                throw Refusal(
                    .unprocessable,
                    .value,
                    "The purpose of the sample is not one of care, forensic, sanction, donor and research.",
                    expression: [draft.expression("\(draft.type.rawValue).extension")]
                )
            }
            if known.isOutOfScope { arrival.declaredPurpose = known }
        }
        let answer = try intake.answer(arrival, about: person)
        if case .refuse = answer.rule {
            throw Refusal(
                .unprocessable,
                .businessRule,
                "\(IntakeCode.outOfScope.rawValue): \(IntakeCode.outOfScope.text)",
                expression: [draft.expression(draft.type.rawValue)]
            )
        }
        return answer
    }

    /// The resources of a unit as they will stand after a write, with the organisations of the directory that they name.
    func members(of unit: UnitKey, after new: [MemberFacts], _ versions: [NewVersion]) throws -> [MemberFacts] {
        let replaced = Set(versions.map { "\($0.type.rawValue)/\($0.id)" })
        let standing = try store.members(of: unit).map(\.version).filter { version in
            !version.isDeleted && MemberFacts.speaks(version.type)
                && !replaced.contains("\(version.type.rawValue)/\(version.id)")
        }
        return try withParties(standing.map(facts) + new)
    }

    /// What the resources of a unit make of its state: whether it is held back, and what the rules know of it.
    func settle(_ state: inout UnitState, _ members: [MemberFacts]) {
        state.isHeld = intake.lists.holds(Set(members.flatMap(\.reservations)))
        var facts = UnitVersionFacts(of: members, genetic: intake.lists.allGenetic)
        facts.requester = participants.numbered(facts.requester)
        facts.performer = participants.numbered(facts.performer)
        state.facts = facts.encoded
    }

    /// The report's own choice of delay (row A29) and what the reservation codes of its orders do, as settings.
    func applySettings(_ members: [MemberFacts], to unit: UnitKey, of person: PersonKey) throws {
        _ = try intake.apply(
            reservations: Set(members.flatMap(\.reservations)),
            delays: members.compactMap(\.delay),
            to: unit,
            of: person,
            by: producer
        )
    }

    private func facts(of version: ResourceVersion) throws -> MemberFacts {
        MemberFacts(
            version.type,
            try JSONDocument(version.body).root,
            name: version.id,
            genetic: intake.lists.allGenetic
        )
    }

    /// The members with the roles and organisations that stand elsewhere and are named by an order or an answer.
    private func withParties(_ members: [MemberFacts]) throws -> [MemberFacts] {
        var members = members
        var known = Set(members.map(\.name))
        // A role may name an organisation: two steps, and no more than a report has parties.
        for _ in 0..<2 {
            var found: [MemberFacts] = []
            for case .named(let name) in members.flatMap(\.parties).prefix(Self.maximumParties)
            where known.insert(name).inserted {
                for type in [HostedType.organization, .practitionerRole] {
                    guard let version = try store.current(type, name), !version.isDeleted else { continue }
                    found.append(try facts(of: version))
                    break
                }
            }
            if found.isEmpty { break }
            members += found
        }
        return members
    }

    private static let maximumParties = 50
}
