import SvarAccess
import SvarDomain

/// The rows of the decision table that match a question. A row that begins with `D` is not of the table but of the
/// decision it names; what neither settles is by the rows `P` of the project's own table (docs/privacy).
struct ReferenceRows {
    struct Match {
        let id: String
        let verdict: Verdict
    }

    let question: ReferenceQuestion
    /// What the citizen side may see of the versions; of a parent or guardian with the delay of child departments.
    private let versions: ReferenceVersions
    private(set) var matching: [Match] = []
    /// The version this actor would see.
    private(set) var version: Int?

    init(_ situation: AccessSituation) {
        question = ReferenceQuestion(situation: situation)
        versions = ReferenceVersions(question, towardParents: question.isParent || question.isGuardian)
        version = question.isCitizenSide ? versions.shown(at: question.at) : versions.newest(at: question.at)
        everybody()
        if let personnel = question.personnel { health(personnel) }
        if question.isCitizenSide { citizenSide() }
        others()
    }

    var q: ReferenceQuestion { question }

    mutating func row(_ id: String, _ verdict: Verdict, _ matches: Bool) {
        if matches { matching.append(Match(id: id, verdict: verdict)) }
    }

    /// The state of the version that this actor would see.
    var state: VersionFacts.State? { version.map { q.unit.versions[$0].state } }

    // MARK: rows

    private mutating func everybody() {
        row("A71", .hide, !q.person.isKnown)
        row("D35-held", .hide, q.unit.isHeld)
        row("D22-absent", .hide, versions.newest(at: q.at) == nil)
        // entered in error for a wrong patient: to nobody but producer and auditor
        row("D8-wrong", .hide, newestState == .wrongPerson && !isOwn && q.actor != .auditor)
        // what is erased is absent; personnel are told (A22)
        row("A04-erased", .hide, q.isReserved && q.personnel == nil)
    }

    private mutating func health(_ personnel: Personnel) {
        let (hpr, basis) = (personnel.hpr, personnel.basis)
        let elevated = basis.isElevated
        // In `silent` the same is closed and nothing is told (decision 24).
        let closed: Verdict = q.isDisclosing ? .told : .hide
        let nothingRestricts = !q.isReserved && !q.hasBlock(of: hpr) && !q.hasSealOrShielding

        row("A05", .permit, basis == .exempt)
        row("A06", .permit, basis == .consent)
        row("A07", .permit, basis == .emergency)
        row("A13", closed, !elevated && q.isSealedWhole)
        row("A14", .permit, basis == .elevatedConsent && !q.inForce(.seal).isEmpty)
        row("A15", .permit, basis == .elevatedEmergency && !q.inForce(.seal).isEmpty)
        row("A16", .deny403, elevated && q.isDisclosing && nothingRestricts)
        row("A17", closed, !elevated && q.hasPartialSeal && q.isSealed && !q.isSealedWhole)
        row("A18", .permit, !elevated && q.hasPartialSeal && !q.isSealed)
        row("A19", closed, !elevated && q.isBlocked(hpr))
        row("A20", closed, elevated && q.isBlocked(hpr))
        row("A21", .permit, !elevated && q.hasBlock(ofOtherThan: hpr) && !q.isBlocked(hpr))
        row("A22", closed, q.isReserved)
        row("A23", closed, !elevated && q.isShielded)
        row("A24", .permit, elevated && !q.inForce(.shielding).isEmpty)
        row("A80", .permit, elevated && !q.isDisclosing && nothingRestricts)
        // neither settles it: a block that does not reach this unit is no reason to refuse an elevated basis
        row("U1", .permit, elevated && q.hasBlock(of: hpr) && !q.isBlocked(hpr))
        row("A26", .permitWithMark, !marksForPersonnel.isEmpty)
        row("A68", .permit, state == .withdrawn)
    }

    private mutating func citizenSide() {
        relations()
        denials()
        delays()
    }

    /// Who is it, how old is the person, and may they at all?
    private mutating func relations() {
        let mandated = q.isParent || q.isGuardian || q.isProxy
        // at any age: P05
        row("A39", .deny403, q.hasViewReservation && (q.isCitizen || q.isProxy))
        row("A61", .deny403, mandated && q.person.hasProtectedAddress)
        row("A74", .deny403, q.person.isDeceased)

        row("A45", .deny403, q.isCitizen && q.isUnder12)
        row("A41", .deny403, q.isCitizen && q.is12To15 && !q.isYouthOpen)
        let youth = q.isCitizen && q.is12To15 && q.isYouthOpen && q.hasParentalConsent
        row("A42", .metadata, youth && !q.isOpened(to: .youth))
        row("A43", .permit, youth && q.isOpened(to: .youth))
        row("A40", .permit, q.isCitizen && q.is16OrOlder && isClosedToPersonnel)

        row("A46", .permit, isResponsible && q.isUnder12 && q.person.sharesAddressWithParent)
        row("A47", .deny403, q.isParent && q.isUnder12 && !q.person.sharesAddressWithParent)
        row("A51", .deny403, q.isParent && q.is12To15 && !q.isYouthOpen)
        row("A52", .permit, isResponsible && q.is12To15 && q.isYouthOpen && q.isOpened(to: .parents))
        row("A53", .permit, isResponsible && q.is12To15 && q.isYouthOpen && q.isDatedBefore12)
        row("A56", .deny403, q.isParent && q.is16OrOlder)

        row("A58", .permit, isGuardianInForce && q.is16OrOlder)
        row("A59", .permit, isProxyInForce && q.is16OrOlder)
    }

    private var isResponsible: Bool { q.holds(.parent, q.parent) }
    private var isGuardianInForce: Bool { q.holds(.guardian, q.guardian) }
    private var isProxyInForce: Bool { q.holds(.proxy, q.proxy) }

    private mutating func denials() {
        let grounds = q.grounds
        let facing = grounds.filter { $0 != .parents && $0 != .youth }
        let mandated = q.isParent || q.isGuardian || q.isProxy
        row("A73", .hide, q.hasEmergencyClosure)
        row("A49", .hide, q.isParent && q.isUnder12 && q.hasEmergencyClosure)
        row("A35", .hide, q.isCitizen && (grounds.contains(.dangerToLife) || grounds.contains(.inadvisable)))
        row("A36", .hide, q.isCitizen && grounds.contains(.ownWish))
        row("A37", .hide, q.isCitizen && grounds.contains(.dangerToPersonnel))
        row("A38", .hide, q.isCitizen && grounds.contains(.soundTreatment))
        row("D27-all", .hide, grounds.contains(.all))
        row("D27-ang", .hide, grounds.contains(.other))
        row("D27-import", .hide, grounds.contains(.obsolete) || grounds.contains(.duplicate))
        row("A60", .hide, mandated && !facing.isEmpty)
        row("A44", .hide, q.isCitizen && q.is12To15 && q.isYouthOpen && grounds.contains(.youth))
        row("A48", .hide, q.isParent && q.isUnder12 && grounds.contains(.parents))
        row("A54", .hide, q.isParent && q.is12To15 && q.isYouthOpen && grounds.contains(.parents))
        // parents denied everything at the youth's wish
        let ofAll = q.inForce(.denial).contains {
            $0.kind == .denial(.parents) && $0.target == .all && $0.results == nil
        }
        row("A55", .hide, q.isParent && q.is12To15 && q.isYouthOpen && ofAll)
        // decision 35
        row("D35-autopsy", .hide, holdsAutopsy)
    }

    /// Is there a version they may see yet? Decision 22.
    private mutating func delays() {
        let delayed = version == nil && versions.isDelayed(at: q.at)
        let self16 = q.isCitizen && q.is16OrOlder
        row("A30", .hide, self16 && delayed && q.policy.delays.name == "all-14")
        row("A32", .hide, self16 && delayed)
        row("A60-delay", .hide, !q.isCitizen && delayed)
        let child = q.isParent && q.isUnder12
        row("A50", .hide, child && delayed && q.unit.requester.map { q.policy.childDepartments.contains($0) } ?? false)
        row("A69", .hide, version == nil && !versions.hasFinal(at: q.at))
        row("A81", .hide, version == nil && newestState == .withdrawn)
        row("D22-none", .hide, version == nil)

        guard let version, self16 else { return }
        row("A31", .permit, true)
        row("A57", .permit, true)
        row("A68", .permit, state == .withdrawn)
        row("A70", .permit, version > 0 && q.unit.versions[version].state == .final)
        let unreleased = ReferenceVersions(q, towardParents: false, countsReleases: false)
        row("A33", .permit, unreleased.shown(at: q.at) == nil)
        row("A34", .permit, versions.opens[version].map { $0 > q.unit.versions[version].received } ?? false)
    }

    private mutating func others() {
        let newest = newestState
        row("A62", .deny403, q.actor == .caseworker)
        row("A63", .permit, q.actor == .verification && q.person.isSynthetic)
        row("A77", .deny403, q.actor == .systemOperator)
        row("A78", .permit, isOwn)
        row("A79", .deny403, q.actor == .guidance)
        row("D8-auditor", .permit, q.actor == .auditor && (newest == .withdrawn || newest == .wrongPerson))
        // fed as an unblocked professional of the organisation on an ordinary basis would see; nothing is told to it
        let fed = q.isSealed || q.isShielded
        row("R03", .hide, q.actor == .replicaFeed && fed)
        row("D44-feed", .permit, q.actor == .replicaFeed)
        guard case .replicaReader(let reader) = q.actor else { return }
        row("R04", .deny403, !reader.isEnrolled || !reader.hasPurpose || reader.hpr == nil)
        row("R05", .hide, reader.hpr.map { q.isBlocked($0) } ?? false)
        row("R03", .hide, fed)
        row("D44-reader", .permit, reader.isEnrolled && reader.hasPurpose && reader.hpr != nil)
    }

    // MARK: what the rows ask of versions and marks

    private var newestState: VersionFacts.State? {
        versions.newest(at: q.at).map { q.unit.versions[$0].state }
    }

    private var isOwn: Bool { q.actor == .producer(q.unit.producer) }

    private var isClosedToPersonnel: Bool { q.isSealed || q.isShielded || !q.closing(.block).isEmpty }

    /// Some version that is there holds an autopsy (P35).
    private var holdsAutopsy: Bool {
        q.unit.versions.contains { $0.received <= q.at && $0.disciplines.contains(.autopsy) }
    }

    /// NORU and NORN_*: what the citizen, were they 16 or older, or parents do not see (decision 25). An emergency closure
    /// closes to all of them.
    private var marksForPersonnel: Markers {
        var marks: Markers = []
        for ground in q.grounds { marks.insert(.denied(ground)) }
        if q.hasEmergencyClosure { marks.insert(.denied(.all)) }
        if ReferenceVersions(q, towardParents: false).isDelayed(at: q.at) { marks.insert(.delayed) }
        return marks
    }

    var markers: Markers {
        if q.personnel != nil { return marksForPersonnel }
        return q.isCitizen && isClosedToPersonnel ? .sealed : []
    }

    func rendition(_ verdict: Verdict) -> Rendition {
        if verdict == .metadata { return .metadata }
        // withdrawn content only to producer and auditor (decision 8)
        return state == .withdrawn && !isOwn && q.actor != .auditor ? .withdrawn : .full
    }
}
