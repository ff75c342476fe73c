internal import SvarDomain

/// When each version of a unit opens to the citizen side by status and delay, and so which one is theirs now
/// (decisions 15, 22 and 23; rows A30–A34, A50, A68–A70, A81).
///
/// A version that adds items has a delay of its own; it also waits for the delays of what it still holds, so that the
/// newest open version is never newer than a closed one of its kind. A withdrawn version opens at once to those who had
/// seen something, and nothing older than it is shown again.
struct Timeline {
    /// What stands in the way of the newest version.
    enum Obstacle { case nothing, delayed, notFinal, withdrawnUnseen, wrongPerson, noVersion }

    /// The version that is current for the citizen side.
    private(set) var current: Int?
    private(set) var obstacle = Obstacle.noVersion
    /// Whether something final is still delayed and the report stands: personnel are told by NORU (row A26).
    private(set) var isDelayed = false
    private(set) var validUntil = ServerTime.never

    init(_ base: PersonCase, _ unit: UnitFacts) {
        let at = base.at
        let delays = Delays(base, unit)
        validUntil = delays.validUntil
        var heldBack = ServerTime.ever  // until when items of earlier versions are delayed
        var wasSeen = false
        var isWithdrawn = false
        var lastOpening = ServerTime.never  // of the versions since the last withdrawal, the first to open
        for (index, version) in unit.versions.enumerated() {
            guard version.received <= at else {
                validUntil = min(validUntil, version.received)
                break
            }
            isWithdrawn = version.state == .withdrawn || version.state == .wrongPerson
            switch version.state {
            case .notFinal where !base.policy.citizenPreliminary:
                if current == nil { obstacle = .notFinal }
            case .final, .notFinal:
                let opens = delays.opening(of: version, notBefore: heldBack)
                heldBack = opens
                lastOpening = min(lastOpening, opens)
                if opens <= at {
                    current = index
                    obstacle = .nothing
                } else {
                    if current == nil { obstacle = .delayed }
                    validUntil = min(validUntil, opens)
                }
            case .withdrawn:
                wasSeen = wasSeen || lastOpening < version.received
                lastOpening = .never
                current = wasSeen ? index : nil
                obstacle = wasSeen ? .nothing : .withdrawnUnseen
            case .wrongPerson:
                wasSeen = false
                lastOpening = .never
                current = nil
                obstacle = .wrongPerson
            }
        }
        isDelayed = delays.isClosed || heldBack > at && !isWithdrawn
        if delays.isClosed, current != nil {
            current = nil
            obstacle = .delayed
        }
    }
}

/// The delays of one unit: what a person decided, else the profile's rows, and for parents and guardians of a child the
/// department's (decision 23).
private struct Delays {
    private let profile: DelayProfile
    private let requester: Department?
    private let child: Delay
    /// Chosen at ordering, in place of the profile.
    private var instead: Delay?
    /// What was received up to here is released.
    private var releasedAt = ServerTime.ever
    /// Closed by a person: from – until.
    private var closures: [Validity] = []
    /// Whether a person has closed it now.
    private(set) var isClosed = false
    private(set) var validUntil = ServerTime.never

    init(_ base: PersonCase, _ unit: UnitFacts) {
        profile = base.policy.delays
        requester = unit.requester
        child = Self.childDelay(base, unit)
        var decided = Delays.Decided()
        let at = base.at
        base.person.settings.forEach(.delayedView, about: unit.key) { decided.take($0, unit, at) }
        instead = decided.instead
        releasedAt = decided.releasedAt
        closures = decided.closures
        isClosed = decided.isClosed
        validUntil = decided.validUntil
    }

    private static func childDelay(_ base: PersonCase, _ unit: UnitFacts) -> Delay {
        switch base.actor {
        case .parent, .guardian: break
        default: return .none
        }
        guard base.age == .child, let requester = unit.requester, base.policy.childDepartments.contains(requester)
        else { return .none }
        return DelayProfile.childDepartment
    }

    /// When a version opens, if nothing it holds is delayed beyond `floor`.
    func opening(of version: VersionFacts, notBefore floor: ServerTime) -> ServerTime {
        var opens = max(version.received, floor)
        if !version.added.isEmpty {
            let delay = Delay.longest(instead ?? profile.delay(of: version.added, requester: requester), child)
            opens = max(opens, delay.end(from: version.delayStart))
        }
        if version.received <= releasedAt { opens = max(version.received, min(opens, releasedAt)) }
        while let closure = closures.first(where: { $0.contains(opens) }) { opens = closure.until }
        return opens
    }

    /// What personnel decided about this unit (rows A27–A29 and A33).
    private struct Decided {
        var instead: Delay?
        var releasedAt = ServerTime.ever
        var closures: [Validity] = []
        var isClosed = false
        var validUntil = ServerTime.never

        mutating func take(_ setting: Setting, _ unit: UnitFacts, _ at: ServerTime) {
            guard case .delayedView(let view) = setting.kind, !setting.isRequested else { return }
            var valid = setting.valid
            if case .until(let end) = view {
                guard setting.closes(unit) else { return }
                valid.until = min(valid.until, end)
            } else {
                guard setting.opens(unit) else { return }
            }
            validUntil = min(validUntil, valid.nextChange(after: at))
            // A closure that has passed still tells when a version opened.
            if case .until = view, valid.from <= at { closures.append(valid) }
            guard valid.contains(at) else { return }
            switch view {
            case .until: isClosed = true
            case .released: releasedAt = max(releasedAt, valid.from)
            case .instead(let delay): instead = instead.map { Delay.longest($0, delay) } ?? delay
            }
        }
    }
}
