package import SvarDomain

/// Places of the log from one on, up to and without another; open when nothing has ended it.
package struct Interval: Hashable, Sendable {
    package let from: LogPosition
    package let to: LogPosition?
    package init(from: LogPosition, to: LogPosition? = nil) {
        self.from = from
        self.to = to
    }
    package func contains(_ position: LogPosition) -> Bool { from <= position && to.map { position < $0 } ?? true }
}

/// Where in the log a unit is part of what a replica may hold, and when that state last changed: the one function that
/// a delta, a manifest and a check at serving are made of (`docs/decisions/013-replicas-in-step.md`).
///
/// A unit is present where its person is in the replica's scope, the unit is there to be seen by health personnel on an
/// ordinary basis, and nothing denies it. Personnel closures (decision 25) come in as `denied`.
package struct Presence: Sendable, Hashable {
    /// Ascending, apart from each other and never touching.
    package let intervals: [Interval]

    /// - Parameters: intervals in any order, overlapping or not.
    package init(scope: [Interval], visible: [Interval], denied: [Interval] = []) {
        intervals = Self.subtract(
            Self.joined(denied),
            from: Self.intersection(Self.joined(scope), Self.joined(visible))
        )
    }

    /// Whether the replica may hold the unit, as of a place in the log.
    package func isPresent(at position: LogPosition) -> Bool { intervals.contains { $0.contains(position) } }

    /// Whether the replica may hold the unit all the while from one place to another.
    package func isPresent(from: LogPosition, through to: LogPosition) -> Bool {
        intervals.contains { $0.contains(from) && $0.contains(to) }
    }

    /// Where the replica could not hold the unit any more that it held at a place; nil: it can since, or did not hold it.
    package func end(since position: LogPosition) -> LogPosition? {
        intervals.first { $0.contains(position) }?.to
    }

    /// What a round from one place (not included) to another (included) has to say of the unit.
    package enum Change: Sendable, Hashable {
        /// It is there, and came or changed in the round.
        case put(LogPosition)
        /// It is not there, and was at some place of the round or just before it.
        case deny(LogPosition)
    }

    /// - Parameter versions: places of the unit's versions, in any order; only the last one of the round matters.
    /// - Returns: the change with the place of the last change of state; nil when there was none.
    package func change(after from: LogPosition, through to: LogPosition, versions: [LogPosition]) -> Change? {
        guard let last = intervals.last(where: { $0.from <= to }) else { return nil }
        guard last.contains(to) else {
            guard let end = last.to, end > from else { return nil }
            return .deny(end)
        }
        let version = versions.filter { $0 <= to }.max() ?? last.from
        let place = max(last.from, version)
        return place > from ? .put(place) : nil
    }

    // MARK: Algebra of intervals

    private static func joined(_ intervals: [Interval]) -> [Interval] {
        var result: [Interval] = []
        for next in intervals.sorted(by: { $0.from < $1.from }) where next.to.map({ next.from < $0 }) ?? true {
            guard let last = result.last, let end = last.to else {
                if result.isEmpty { result.append(next) }
                continue
            }
            if next.from > end {
                result.append(next)
            } else {
                result[result.count - 1] = Interval(from: last.from, to: next.to.map { max($0, end) })
            }
        }
        return result
    }

    private static func intersection(_ some: [Interval], _ others: [Interval]) -> [Interval] {
        some.flatMap { a in
            others.compactMap { b in
                let from = max(a.from, b.from)
                let to = [a.to, b.to].compactMap { $0 }.min()
                return to.map { from < $0 } ?? true ? Interval(from: from, to: to) : nil
            }
        }
    }

    private static func subtract(_ holes: [Interval], from intervals: [Interval]) -> [Interval] {
        intervals.flatMap { interval in
            var rest: [Interval] = []
            var from: LogPosition? = interval.from
            for hole in holes {
                guard let start = from else { break }
                if let end = hole.to, end <= start { continue }
                if let end = interval.to, hole.from >= end { break }
                if start < hole.from { rest.append(Interval(from: start, to: hole.from)) }
                from = hole.to.map { max(start, $0) }
            }
            if let start = from, interval.to.map({ start < $0 }) ?? true {
                rest.append(Interval(from: start, to: interval.to))
            }
            return rest
        }
    }
}
