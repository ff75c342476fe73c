import SvarAccess
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
    let authority: WriteAuthority
    let ids: IDSource
    /// What replicas are told of it, and when it is written.
    let feed: FeedDecision
    let participants: ParticipantRegister
    let population: any PopulationRegister
    let store: any StoreTransaction

    var producer: Producer { authority.producer }
    /// What may be taken in.
    var intake: Intake { Intake(lists: participants.lists, feed: feed, population: population, store: store) }

    /// What became of a draft.
    enum Result: Sendable {
        case written(Written)
        /// Taken note of, and not stored (decision 12).
        case notStored

        var written: Written? { if case .written(let written) = self { written } else { nil } }
        var isWritten: Bool { written != nil }
    }

    /// Writes all or throws a `Refusal` that names the bad draft; the store then keeps nothing.
    func write(_ drafts: [Draft]) throws -> [Result] {
        var work: [Work] = []
        var conditions: [Condition: Int] = [:]
        var updated: Set<String> = []
        for draft in drafts {
            if case .create(let condition?) = draft.method {
                if let first = conditions[condition] {
                    work.append(Work(draft, id: work[first].id, current: nil, settled: true, alias: first))
                    continue
                }
                conditions[condition] = work.count
            }
            let item = try identify(draft)
            if case .update = draft.method, !updated.insert("\(draft.type.rawValue)/\(item.id)").inserted {
                throw Refusal(
                    .invalid,
                    .invalid,
                    "Two entries change the same resource.",
                    expression: draft.location.map { [$0] } ?? []
                )
            }
            work.append(item)
        }
        let resolver = try ReferenceResolver(work, producer: producer, now: feed.now, store: store)
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
        // Every draft was written or settled, but those of a group that is not stored.
        return work.map { $0.written.map(Result.written) ?? .notStored }
    }

    /// Decides which resource a draft is: a new one, a known one, or one a condition already finds.
    private func identify(_ draft: Draft) throws -> Work {
        switch draft.method {
        case .create(let condition):
            if let condition, let match = try onlyMatch(condition, draft, "ifNoneExist") {
                return Work(draft, id: match.id, current: match, settled: true)
            }
            return Work(draft, id: ids.resourceID(), current: nil)
        case .update(.id(let id), let ifMatch, let onlyNew):
            let current = try store.current(draft.type, id)
            return try update(draft, id, current, ifMatch, onlyNew)
        case .update(.condition(let condition), let ifMatch, let onlyNew):
            let bodyID = draft.node["id"]?.string
            if let match = try onlyMatch(condition, draft, "url") {
                guard bodyID == nil || bodyID == match.id else {
                    throw Refusal(
                        .invalid,
                        .invalid,
                        "The body's id is not that of the resource that matches.",
                        expression: [draft.expression("\(draft.type.rawValue).id")]
                    )
                }
                return try update(draft, match.id, match, ifMatch, onlyNew)
            }
            guard let bodyID else {
                guard ifMatch == nil else { throw ifMatchFailed(draft) }
                return Work(draft, id: ids.resourceID(), current: nil)
            }
            // Nothing matches: an update-as-create, but never of what the search did not find.
            let current = try store.current(draft.type, bodyID)
            guard current == nil || !authority.isSandbox else {
                throw Refusal(
                    .conflict,
                    .conflict,
                    "The body's id is in use by a resource that does not match.",
                    expression: [draft.expression("\(draft.type.rawValue).id")]
                )
            }
            return try update(draft, bodyID, nil, ifMatch, onlyNew)
        }
    }

    /// The one resource a condition finds; nil for none.
    private func onlyMatch(_ condition: Condition, _ draft: Draft, _ element: String) throws -> ResourceVersion? {
        let found = try condition.matches(producer, in: store)
        guard found.count <= 1 else {
            throw Refusal(
                .preconditionFailed,
                .multipleMatches,
                "More than one resource matches the condition.",
                expression: draft.requestExpression(element)
            )
        }
        return found.first
    }

    private func update(_ draft: Draft, _ id: String, _ current: ResourceVersion?, _ ifMatch: String?, _ onlyNew: Bool)
        throws -> Work
    {
        let unit = try current.flatMap { try store.unit($0.unit) }
        // Foreign is as absent, and only the sandbox and imports choose ids.
        guard unit.map(authority.owns) ?? authority.isSandbox else { throw Refusal.updateNotAllowed }
        if unit?.regime == .messages {
            throw Refusal(
                .conflict,
                .conflict,
                "owned-by-messages: the resource belongs to a report that arrives as messages. Send a new message.",
                expression: draft.location.map { [$0] } ?? []
            )
        }
        if onlyNew, let current, !current.isDeleted {
            throw Refusal(
                .preconditionFailed,
                .conflict,
                "If-None-Match: there is such a resource already.",
                expression: draft.requestExpression("ifNoneMatch")
            )
        }
        if let ifMatch, ifMatch != current?.versionID { throw ifMatchFailed(draft) }
        return Work(draft, id: id, current: current, canJoin: try current.map(isAlone) ?? true)
    }

    private func ifMatchFailed(_ draft: Draft) -> Refusal {
        Refusal(
            .preconditionFailed,
            .conflict,
            "If-Match does not name the current version.",
            expression: draft.requestExpression("ifMatch")
        )
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
        let persons = PersonFinder(producer: producer, ids: ids, intake: intake)
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
                    index: work[index].index
                )
            )
            appended.append(index)
        }
        if versions.isEmpty { return }
        let root = work[group.root]
        let isClinical = root.draft.type.typeClass == .member || root.draft.type.typeClass == .personBound
        let found = isClinical ? try facts(of: versions) : []
        var presets: [StandingPreset] = []
        if isClinical {
            let stored = try group.joining.compactMap { try store.current($0.type, $0.id) }.filter { !$0.isDeleted }
            let answer = try answer(about: found, stored: stored, of: root.person, root.draft)
            if answer.rule == .toldNotStored {
                if root.draft.type.typeClass == .member { try intake.countNotStored(of: producer) }
                for index in group.members { work[index].written = nil }
                return
            }
            presets = answer.presets
        }
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
        var state = try store.unit(unit)?.state ?? UnitState()
        for index in appended where work[index].draft.type == .diagnosticReport {
            state.isWithdrawn = WithdrawnRendition.isWithdrawn(work[index].draft.node)
        }
        // Settings stand before the version they are about.
        if isClinical, let person = root.person { _ = try intake.apply(presets, to: person) }
        if root.draft.type.typeClass == .member {
            let members = try members(of: unit, after: found, versions)
            if let person = root.person { try applySettings(members, to: unit, of: person) }
            settle(&state, members)
        }
        let stamp = try feed.append(versions, to: unit, state: state, in: store)
        for (index, version) in zip(appended, versions) {
            let isNew = work[index].current?.isDeleted ?? true
            let outcome: WriteReply.Outcome = isNew ? .created : .updated
            work[index].written = Written(
                outcome: outcome,
                type: version.type,
                id: version.id,
                unit: unit,
                person: work[index].person ?? work[group.root].person,
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

    /// All index rows, with the references as they were resolved.
    var index: [IndexRow] {
        var texts: [Range<Int>: String] = [:]
        for replacement in replacements { texts[replacement.range] = replacement.text }
        return draft.index + SearchIndex.referenceRows(of: draft.type, draft.node) { texts[$0] }
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
            unit: current.unit,
            person: current.person,
            versionID: current.versionID,
            at: current.stamp.at,
            body: current.body,
            stampOffset: current.stampOffset
        )
    }
}
