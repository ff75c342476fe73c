import SvarAccess
import SvarDomain

/// Which version of a unit the citizen side may see, by decision 22: as it would be told to somebody who asks why.
struct ReferenceVersions {
    let question: ReferenceQuestion
    /// Whether the delay of child departments counts (decision 23).
    let towardParents: Bool
    /// Whether releases count; without them one sees what a release did.
    var countsReleases = true

    private var versions: [VersionFacts] { question.unit.versions }

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
            case .notFinal where !question.policy.citizenPreliminary: continue
            case .notFinal, .final: if opens(place) <= at { return place }
            }
        }
        return nil
    }

    /// Whether the citizen side had seen any version before an instant.
    private func hadBeenShown(before end: ServerTime) -> Bool {
        moments.contains { $0 < end && shown(at: $0) != nil }
    }

    /// Every instant at which what is shown may have begun to be.
    var moments: [ServerTime] {
        versions.map(\.received) + versions.indices.filter { counts($0) }.map { opens($0) } + untils.map(\.until)
            + releases
    }

    private func counts(_ place: Int) -> Bool {
        versions[place].state == .final || versions[place].state == .notFinal && question.policy.citizenPreliminary
    }

    /// When a version's delay is over: its own, and those of the versions it builds on.
    func opens(_ place: Int) -> ServerTime {
        versions.indices.filter { $0 <= place && counts($0) }.map { ownEnd($0) }.max()!
    }

    /// When the delay is over that a version starts by what it adds; at once when it adds nothing.
    private func ownEnd(_ place: Int) -> ServerTime {
        let version = versions[place]
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

    // MARK: what persons decided about the delay

    /// Instants at which this unit's delay was released.
    private var releases: [ServerTime] {
        guard countsReleases else { return [] }
        return question.opening(.delayedView).filter { $0.kind == .delayedView(.released) }.map(\.valid.from)
    }

    /// From when until when a person has closed this unit to the citizen side. A release ends what was set before it.
    private var untils: [(from: ServerTime, until: ServerTime)] {
        question.closing(.delayedView).compactMap { setting in
            guard case .delayedView(.until(let until)) = setting.kind else { return nil }
            let ends = releases.filter { $0 >= setting.valid.from } + [until]
            return (setting.valid.from, ends.min()!)
        }
    }

    func isClosedByPerson(_ at: ServerTime) -> Bool { untils.contains { $0.from <= at && at < $0.until } }

    /// Whether utsatt innsyn keeps the newest content from the citizen side now: the mark NORU.
    func isDelayed(at: ServerTime) -> Bool {
        if isClosedByPerson(at) { return true }
        let there = versions.indices.filter { versions[$0].received <= at }
        let start = there.last { versions[$0].state == .withdrawn || versions[$0].state == .wrongPerson }
        guard let last = there.last(where: { $0 > start ?? -1 && counts($0) }) else { return false }
        return opens(last) > at
    }

    /// Whether any version that is there has been final (or may be seen without).
    func hasFinal(at: ServerTime) -> Bool { versions.indices.contains { versions[$0].received <= at && counts($0) } }
}
