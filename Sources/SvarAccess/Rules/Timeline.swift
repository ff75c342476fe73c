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
        var lastFinal = ServerTime.ever  // when the newest final version opens; no earlier one opens later
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
                if version.state == .final { lastFinal = opens }
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
        isDelayed = (delays.isClosed || lastFinal > at) && !isWithdrawn
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
    private var decided = DecidedDelays()

    /// Whether a person has closed it now.
    var isClosed: Bool { decided.isClosed }
    var validUntil: ServerTime { decided.validUntil }

    init(_ base: PersonCase, _ unit: UnitFacts) {
        profile = base.policy.delays
        requester = unit.requester
        child = Self.childDelay(base, unit)
        base.person.settings.forEach(.delayedView, about: unit.key) { decided.take($0, unit, base.at) }
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

    /// When a version opens, if what it still holds of earlier ones is delayed until `floor`.
    func opening(of version: VersionFacts, notBefore floor: ServerTime) -> ServerTime {
        var opens = max(version.received, floor)
        if !version.added.isEmpty {
            let ordinary = decided.instead ?? profile.delay(of: version.added, requester: requester)
            opens = max(opens, Delay.longest(ordinary, child).end(from: version.delayStart))
        }
        if let release = decided.releases.filter({ version.received <= $0 }).min() { opens = min(opens, release) }
        while let closure = decided.closures.first(where: { $0.contains(opens) }) { opens = closure.until }
        return opens
    }
}

/// What personnel decided about the delay of one unit (rows A27–A29 and A33; P24–P26).
private struct DecidedDelays {
    /// Chosen at ordering, in place of the profile.
    private(set) var instead: Delay?
    /// Each releases what was received up to it. A later one takes nothing back: what an earlier one showed was seen.
    private(set) var releases: [ServerTime] = []
    /// When it was, or is, closed.
    private(set) var closures: [Validity] = []
    private(set) var isClosed = false
    private(set) var validUntil = ServerTime.never

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
        case .released: releases.append(valid.from)
        case .instead(let delay): instead = instead.map { Delay.longest($0, delay) } ?? delay
        }
    }
}
