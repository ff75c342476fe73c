package import SvarAccess
import SvarDomain
package import SvarFHIR
package import SvarJSON
import SvarMessages
package import SvarStore

/// The facts the rules read of a unit: made of its resources when a version is written, kept beside the version, and put
/// together again for a decision without reading a body (decision 20).
package enum UnitFactsCoding {
    /// The facts of one version.
    /// - Parameters:
    ///   - members: the resources of the unit that stand, each with its id; none: the unit is gone.
    ///   - genetic: codes that are genetic analyses
    package static func encode(
        _ members: some Sequence<(type: HostedType, node: JSONNode)>,
        genetic: Set<String> = DisciplineCodes.knownGenetic
    ) -> [UInt8] {
        let members = members.map { type, node in
            MemberFacts(type, node, name: node["id"]?.string ?? "", genetic: genetic)
        }
        return UnitVersionFacts(of: members, genetic: genetic).encoded
    }

    /// The facts of one version from its stored resources, for `StoreIndex.facts`.
    package static func encode(
        _ members: [ResourceVersion],
        genetic: Set<String> = DisciplineCodes.knownGenetic
    ) throws(JSONError) -> [UInt8] {
        var found: [MemberFacts] = []
        for member in members where !member.isDeleted && MemberFacts.speaks(member.type) {
            let root = try JSONDocument(member.body).root
            found.append(MemberFacts(member.type, root, name: member.id, genetic: genetic))
        }
        return UnitVersionFacts(of: found, genetic: genetic, isEmpty: members.allSatisfy(\.isDeleted)).encoded
    }

    /// The facts of a unit from those of its versions, oldest first. A version that cannot be read is hidden from all but
    /// its producer, and nothing older is shown beside it.
    package static func facts(
        of unit: UnitRecord,
        _ versions: some Sequence<UnitVersionRecord>
    ) -> SvarAccess.UnitFacts {
        var read: [(received: ServerTime, facts: UnitVersionFacts?)] = []
        for version in versions {
            do throws(FactError) {
                read.append((version.stamp.at, try UnitVersionFacts(encoded: version.facts)))
            } catch {
                read.append((version.stamp.at, nil))
            }
        }
        // Written before facts were kept, and not made yet.
        if read.isEmpty { read.append((unit.stamp.at, nil)) }
        var facts = UnitFacts(
            key: unit.key,
            producer: unit.producer,
            span: nil,
            isHeld: unit.state.isHeld,
            versions: history(read)
        )
        let known = read.compactMap(\.facts)
        var effective: UnitVersionFacts.Days?
        for version in known {
            effective = .joining(effective, version.effective)
            for item in version.items where !item.key.isEmpty { facts.items.insert(item.key) }
            for code in version.codes { facts.codes.insert(code) }
        }
        facts.span = span(effective, issued: known.lazy.compactMap(\.issued).first)
        for version in known.reversed() {
            facts.requester = facts.requester ?? version.requester.department
            facts.performer = facts.performer ?? version.performer.department?.organisation
            facts.order = facts.order ?? version.order
            facts.referral = facts.referral ?? version.referral
        }
        return facts
    }

    private static func history(_ read: [(received: ServerTime, facts: UnitVersionFacts?)]) -> [VersionFacts] {
        if read.count == 1, let only = read[0].facts {
            var all: Disciplines = []
            for item in only.items { all.formUnion(item.disciplines) }
            let received = read[0].received
            return [
                VersionFacts(
                    received: received,
                    delayStart: only.historic,
                    state: only.state,
                    disciplines: all,
                    added: all
                )
            ]
        }
        return VersionFacts.history(
            read.map { received, facts in
                guard let facts else { return .init(received: received, state: .wrongPerson, items: ["": .all]) }
                let items = Dictionary(facts.items.map { ($0.key, $0.disciplines) }) { $0.union($1) }
                return .init(received: received, historic: facts.historic, state: facts.state, items: items)
            }
        )
    }

    /// From the earliest time of a result to the day of the first version's issue (decision 28).
    private static func span(_ effective: UnitVersionFacts.Days?, issued: Int?) -> ResultSpan? {
        guard let first = effective?.first ?? issued, let last = issued ?? effective?.last else { return nil }
        return ResultSpan(CivilDate(daysSince1970: first), CivilDate(daysSince1970: last))
    }
}

extension [OrganisationID] {
    /// The organisation by its number, of which the widest that was sent counts, and the narrowest identifier as the unit
    /// in it. Without a number an identifier stands for the organisation that cannot be taken for one.
    var department: SvarAccess.Department? {
        guard let narrowest = first else { return nil }
        guard let organisation = last(where: { $0.kind == "ENH" }) else {
            return SvarAccess.Department(Organisation("\(narrowest.kind)|\(narrowest.value)"))
        }
        return SvarAccess.Department(
            Organisation(organisation.value),
            unit: narrowest == organisation ? "" : narrowest.value
        )
    }
}
