import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore

/// Writes the drafts of one submission inside one store transaction: identities, references, persons, units, versions.
///
/// A report and what the submission reaches from it become one unit, a node reached twice belongs to the first report,
/// and what no report reaches is a unit of one (decision 1).
struct UnitWriter {
    let producer: Producer
    let ids: IDSource
    let store: any StoreTransaction

    /// Writes all or throws a `Refusal` that names the bad draft; the store then keeps nothing.
    func write(_ drafts: [Draft]) throws -> [Written] {
        var work: [Work] = []
        var conditions: [Condition: Int] = [:]
        for draft in drafts {
            if case .create(let tokens?) = draft.method {
                let condition = Condition(type: draft.type, tokens: tokens)
                if let first = conditions[condition] {
                    work.append(Work(draft, id: work[first].id, current: nil, settled: true, alias: first))
                    continue
                }
                conditions[condition] = work.count
            }
            work.append(try identify(draft))
        }
        let resolver = try ReferenceResolver(work, producer: producer, store: store)
        for index in work.indices where !work[index].isSettled {
            work[index].replacements = try resolver.replacements(for: work[index])
        }
        try assignPersons(&work, resolver)
        for group in UnitGroups.of(work, resolver) {
            try write(group, &work)
        }
        for index in work.indices {
            guard let alias = work[index].alias else { continue }
            work[index].written = work[alias].written
            work[index].written?.outcome = .unchanged
        }
        return work.compactMap(\.written)
    }

    /// Two creations under the same condition are one.
    private struct Condition: Hashable {
        let type: HostedType
        let tokens: [SearchQuery.Token]
    }

    /// Decides which resource a draft is: a new one, a known one, or one a condition already finds.
    private func identify(_ draft: Draft) throws -> Work {
        switch draft.method {
        case .create(let tokens):
            if let tokens {
                let found = try store.matches(draft.type, tokens, producer: producer, limit: 2)
                if found.count > 1 {
                    throw Refusal(
                        .preconditionFailed,
                        .multipleMatches,
                        "More than one resource matches If-None-Exist.",
                        expression: draft.location.map { ["\($0).request.ifNoneExist"] } ?? []
                    )
                }
                if let match = found.first { return Work(draft, id: match.id, current: match, settled: true) }
            }
            return Work(draft, id: ids.resourceID(), current: nil)
        case .update(let id, let ifMatch):
            let current = try store.current(draft.type, id)
            if let current, let unit = try store.unit(current.unit), unit.regime == .messages {
                throw Refusal(
                    .conflict,
                    .conflict,
                    "owned-by-messages: the resource belongs to a report that arrives as messages. Send a new message.",
                    expression: draft.location.map { [$0] } ?? []
                )
            }
            if let ifMatch, ifMatch != current?.versionID {
                throw Refusal(
                    .preconditionFailed,
                    .conflict,
                    "If-Match does not name the current version.",
                    expression: draft.location.map { ["\($0).request.ifMatch"] } ?? []
                )
            }
            return Work(draft, id: id, current: current, canJoin: try current.map(isAlone) ?? true)
        }
    }

    /// Whether a stored resource is a unit of one that a report of its owner may still take in.
    private func isAlone(_ version: ResourceVersion) throws -> Bool {
        guard let unit = try store.unit(version.unit) else { return false }
        guard unit.regime == .rest, unit.producer == producer, version.type != .diagnosticReport else { return false }
        return try store.members(of: unit.key).count == 1
    }

    /// Whether a stored resource has no element that names a person.
    private func namesNobody(_ version: ResourceVersion) throws -> Bool {
        guard version.person == nil, let element = version.type.patientElement else { return version.person == nil }
        return try JSONDocument(version.body).root[element] == nil
    }

    /// Finds the person of each draft: Patients first, then what points at them.
    private func assignPersons(_ work: inout [Work], _ resolver: ReferenceResolver) throws {
        let persons = PersonFinder(producer: producer, ids: ids, store: store)
        for index in work.indices where work[index].draft.type == .patient && !work[index].isSettled {
            work[index].person = try persons.person(patient: work[index])
        }
        for index in work.indices where work[index].draft.type != .patient && !work[index].isSettled {
            switch try persons.subject(of: work[index]) {
            case .none: break
            case .person(let person): work[index].person = person
            case .unresolved: work[index].hasUnknownSubject = true
            }
        }
        for item in work where !item.isSettled {
            guard let current = item.current, current.person != item.person else { continue }
            // One that names nobody stays with the person of its unit.
            if item.person == nil, !item.hasUnknownSubject { continue }
            throw Refusal(
                .conflict,
                .conflict,
                "person-differs: the stored resource is about another person. Delete it and create a new one.",
                expression: [
                    item.draft.expression(
                        "\(item.draft.type.rawValue).\(item.draft.type.patientElement ?? "identifier")"
                    )
                ]
            )
        }
    }

    private func write(_ group: UnitGroups.Group, _ work: inout [Work]) throws {
        var versions: [NewVersion] = []
        var appended: [Int] = []
        for index in group.members {
            if work[index].isSettled {
                work[index].settle()
                continue
            }
            if let current = work[index].current, !current.isDeleted {
                let same = work[index].storedForm(versionID: current.versionID)
                if same.body == current.body {
                    work[index].settle()
                    continue
                }
            }
            let versionID = ids.versionID()
            let form = work[index].storedForm(versionID: versionID)
            versions.append(
                NewVersion(
                    type: work[index].draft.type,
                    id: work[index].id,
                    versionID: versionID,
                    body: form.body,
                    stampOffset: form.stampOffset,
                    index: work[index].draft.index
                )
            )
            appended.append(index)
        }
        if versions.isEmpty { return }
        let unit = try unit(of: group, work)
        for name in group.joining {
            guard let stored = try store.current(name.type, name.id), stored.unit != unit, !stored.isDeleted else {
                continue
            }
            guard try stored.person == work[group.root].person || namesNobody(stored) else { continue }
            if try isAlone(stored) { try store.move(name.type, name.id, to: unit) }
        }
        for index in group.members {
            if let current = work[index].current, current.unit != unit, !work[index].isSettled {
                try store.move(work[index].draft.type, work[index].id, to: unit)
            }
        }
        let stamp = try store.append(versions, to: unit, state: try store.unit(unit)?.state ?? UnitState())
        for (index, version) in zip(appended, versions) {
            let isNew = work[index].current?.isDeleted ?? true
            let outcome: WriteReply.Outcome = isNew ? .created : .updated
            work[index].written = Written(
                outcome: outcome,
                type: version.type,
                id: version.id,
                versionID: version.versionID,
                at: stamp.at,
                body: version.body,
                stampOffset: version.stampOffset
            )
        }
    }

    /// The unit of a group: the one its root is in, or a new one.
    private func unit(of group: UnitGroups.Group, _ work: [Work]) throws -> UnitKey {
        let root = work[group.root]
        if let current = root.current { return current.unit }
        return try store.addUnit(
            NewUnit(person: root.person, producer: producer, regime: .rest, typeClass: root.draft.type.typeClass)
        )
    }
}

/// A draft on its way through one write.
struct Work {
    let draft: Draft
    let id: String
    let current: ResourceVersion?
    /// A condition found the resource: nothing is written.
    let isSettled: Bool
    /// Whether a report may take it into its unit: new, or stored as a unit of one.
    let canJoin: Bool
    /// An earlier draft of the submission with the same condition stands for this one.
    let alias: Int?
    /// Its subject is named in a way that is not understood here.
    var hasUnknownSubject = false
    var replacements: [(range: Range<Int>, text: String)] = []
    var person: PersonKey?
    var written: Written?

    init(
        _ draft: Draft,
        id: String,
        current: ResourceVersion?,
        settled: Bool = false,
        canJoin: Bool = true,
        alias: Int? = nil
    ) {
        self.draft = draft
        self.id = id
        self.current = current
        isSettled = settled
        self.canJoin = canJoin
        self.alias = alias
    }

    func storedForm(versionID: String) -> StoredForm {
        // A draft is made of an object only (`DraftReader`), so there always is a form.
        StoredForm(draft.node, id: id, versionId: versionID, references: replacements)!
    }

    /// Records that the stored version stays as it is.
    mutating func settle() {
        guard let current else { return }
        written = Written(
            outcome: .unchanged,
            type: current.type,
            id: current.id,
            versionID: current.versionID,
            at: current.stamp.at,
            body: current.body,
            stampOffset: current.stampOffset
        )
    }
}
