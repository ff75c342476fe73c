import SvarAccess
import SvarDomain

/// Which version of a unit the citizen side may see, by decision 22 and rows P22 to P31 of the project's table: as it would
/// be told to somebody who asks why.
struct ReferenceVersions {
    let question: ReferenceQuestion
    /// Whether the delay of child departments counts (decision 23).
    let towardParents: Bool
    /// Instants at which this unit's delay was released.
    private let releases: [ServerTime]
    /// From when until when a person has closed this unit to the citizen side. Past ones count too: what they kept closed
    /// had not been seen.
    private let closures: [(from: ServerTime, until: ServerTime)]
    /// When each version's delay is over; nil for those that never count.
    private(set) var opens: [ServerTime?] = []

    /// - Parameter countsReleases: without them one sees what a release did.
    init(_ question: ReferenceQuestion, towardParents: Bool, countsReleases: Bool = true) {
        self.question = question
        self.towardParents = towardParents
        let released = question.opening(.delayedView).filter { $0.kind == .delayedView(.released) }
        releases = countsReleases ? released.map(\.valid.from) : []
        closures = question.everClosing(.delayedView).compactMap { setting in
            guard case .delayedView(.until(let until)) = setting.kind else { return nil }
            return (setting.valid.from, min(until, setting.valid.until))
        }
        // a version is not open before those it builds on
        var latest = ServerTime.ever
        for (place, version) in versions.enumerated() {
            guard counts(place) else {
                opens.append(nil)
                continue
            }
            latest = max(latest, ownEnd(version))
            opens.append(latest)
        }
    }

    private var versions: [VersionFacts] { question.unit.versions }

    /// Whether the citizen side may see it at some time: final, or not final where the switch says so.
    private func counts(_ place: Int) -> Bool {
        versions[place].state == .final || versions[place].state == .notFinal && question.policy.citizenPreliminary
    }

    /// The newest version that is there at an instant, whoever asks.
    func newest(at: ServerTime) -> Int? { versions.lastIndex { $0.received <= at } }

    /// The version the citizen side sees at an instant, as far as delay and status decide.
    func shown(at: ServerTime) -> Int? {
        if isClosedByPerson(at) { return nil }
        for place in versions.indices.reversed() where versions[place].received <= at {
            switch versions[place].state {
            // at once, but only if something had been seen; what it withdraws is never shown again
            case .withdrawn: return hadBeenShown(before: versions[place].received) ? place : nil
            case .wrongPerson: return nil
            case .notFinal, .final: if let opens = opens[place], opens <= at { return place }
            }
        }
        return nil
    }

    /// Whether the citizen side had seen any version before an instant. What stood before an entry in error for a wrong
    /// person was somebody else's (P28).
    private func hadBeenShown(before end: ServerTime) -> Bool {
        let wrong = versions.last { $0.received < end && $0.state == .wrongPerson }
        // every instant at which something may have begun to be shown
        let moments = versions.map(\.received) + opens.compactMap { $0 } + closures.map(\.until)
        return moments.contains { $0 < end && $0 > wrong?.received ?? .ever && shown(at: $0) != nil }
    }

    private func isClosedByPerson(_ at: ServerTime) -> Bool { closures.contains { $0.from <= at && at < $0.until } }

    /// When the delay is over that a version starts by what it adds; at once when it adds nothing.
    private func ownEnd(_ version: VersionFacts) -> ServerTime {
        guard version.added != [] else { return version.received }
        var end = Self.end(delay(of: version.added), from: version.delayStart)
        for release in releases where version.received <= release { end = min(end, release) }
        return max(end, version.received)
    }

    /// The longest delay of any class that is added, by the chosen table or by what was chosen at ordering, and at least
    /// ten days for a child department.
    private func delay(of added: Disciplines) -> Delay {
        let chosen = question.opening(.delayedView).compactMap { setting -> Delay? in
            if case .delayedView(.instead(let delay)) = setting.kind { delay } else { nil }
        }
        var delays = chosen.isEmpty ? Self.single(added).map { profileDelay(of: $0) } : chosen
        if towardParents, question.isUnder12, let requester = question.unit.requester,
            question.policy.childDepartments.contains(requester)
        {
            delays.append(.days(10))
        }
        return delays.max {
            Self.end($0, from: ServerTime(microseconds: 0)) < Self.end($1, from: ServerTime(microseconds: 0))
        }
            ?? .none
    }

    /// The first row that names a class decides, the requester unit's own rows before the profile's (decision 23).
    private func profileDelay(of discipline: Disciplines) -> Delay {
        let profile = question.policy.delays
        let own = question.unit.requester.flatMap { profile.requesters[$0] } ?? []
        return (own + profile.rows).first { $0.disciplines.contains(discipline) }?.delay ?? .none
    }

    /// The classes of a set, one by one.
    private static func single(_ set: Disciplines) -> [Disciplines] {
        (0..<16).map { Disciplines(rawValue: 1 << $0) }.filter { set.contains($0) }
    }

    /// Days of 24 hours, then up to the next full quarter of an hour (decision 15).
    private static func end(_ delay: Delay, from start: ServerTime) -> ServerTime {
        switch delay {
        case .none: return start
        case .assessed: return .never
        case .days(let days):
            var end = start.microseconds + Int64(days) * 24 * 3600 * 1_000_000
            let quarter: Int64 = 15 * 60 * 1_000_000
            let past = ((end % quarter) + quarter) % quarter
            if past != 0 { end += quarter - past }
            return ServerTime(microseconds: end)
        }
    }

    /// Whether utsatt innsyn keeps the newest content from the citizen side now: the mark NORU (row P16).
    func isDelayed(at: ServerTime) -> Bool {
        guard let newest = newest(at: at) else { return false }
        if versions[newest].state == .withdrawn || versions[newest].state == .wrongPerson { return false }
        if isClosedByPerson(at) { return true }
        return (0...newest).contains { versions[$0].state == .final && opens[$0].map { $0 > at } ?? false }
    }

    /// Whether any version that is there has been final (or may be seen without).
    func hasFinal(at: ServerTime) -> Bool { versions.indices.contains { versions[$0].received <= at && counts($0) } }
}
