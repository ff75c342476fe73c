import SvarDomain
import SvarSync
import SvarSynthetic
import Testing

/// The algebra of intervals against a walk over every place.
@Suite struct PresenceTests {
    private static let last: Int64 = 24

    private struct Case {
        var scope: [Interval]
        var visible: [Interval]
        var denied: [Interval]
        var versions: [LogPosition]

        init(_ random: inout SeededGenerator) {
            func intervals(_ most: Int) -> [Interval] {
                (0..<random.integer(0...most)).map { _ in
                    let from = Int64(random.integer(1...Int(PresenceTests.last)))
                    let to = from + Int64(random.integer(0...8))
                    return Interval(
                        from: LogPosition(from),
                        to: random.oneIn(3) || to > PresenceTests.last ? nil : LogPosition(to)
                    )
                }
            }
            (scope, visible, denied) = (intervals(3), intervals(3), intervals(2))
            versions = (0..<random.integer(0...4)).map { _ in
                LogPosition(Int64(random.integer(1...Int(PresenceTests.last))))
            }
        }

        func isPresent(_ place: Int64) -> Bool {
            func holds(_ intervals: [Interval]) -> Bool {
                intervals.contains { $0.from.rawValue <= place && place < $0.to?.rawValue ?? .max }
            }
            return holds(scope) && holds(visible) && !holds(denied)
        }

        /// What is there: nil, or the place of the version that is (0: of one from before all).
        func state(_ place: Int64) -> Int64? {
            isPresent(place) ? versions.map(\.rawValue).filter { $0 <= place }.max() ?? 0 : nil
        }

        /// Walks back to the last place at which the state differs from the one before.
        func change(after from: Int64, through to: Int64) -> Presence.Change? {
            var place = to
            while place > 0, state(place) == state(place - 1) { place -= 1 }
            guard place > from else { return nil }
            return isPresent(to) ? .put(LogPosition(place)) : .deny(LogPosition(place))
        }
    }

    @Test func presenceIsThatOfAWalkOverEveryPlace() {
        for seed in 0..<UInt64(400 * rounds) {
            var random = SeededGenerator(seed: seed)
            let some = Case(&random)
            let presence = Presence(scope: some.scope, visible: some.visible, denied: some.denied)
            for place in 0...Self.last + 1 {
                #expect(presence.isPresent(at: LogPosition(place)) == some.isPresent(place), "seed \(seed)")
            }
            for (one, next) in zip(presence.intervals, presence.intervals.dropFirst()) {
                #expect(one.to.map { $0 < next.from } ?? false, "seed \(seed)")
            }
        }
    }

    @Test func changeIsTheLastOneOfTheWindow() {
        for seed in 0..<UInt64(100 * rounds) {
            var random = SeededGenerator(seed: seed)
            let some = Case(&random)
            let presence = Presence(scope: some.scope, visible: some.visible, denied: some.denied)
            for to in 0...Self.last {
                for from in 0...to {
                    let change = presence.change(
                        after: LogPosition(from),
                        through: LogPosition(to),
                        versions: some.versions
                    )
                    #expect(change == some.change(after: from, through: to), "seed \(seed): (\(from), \(to)]")
                }
            }
        }
    }

    /// What follows the window has no part in it, whatever it is.
    @Test func changeOfAWindowIsFixedOnceItIsOver() {
        let scope = [Interval(from: LogPosition(2), to: LogPosition(9))]
        let visible = [Interval(from: LogPosition(3))]
        let open = Presence(scope: [Interval(from: LogPosition(2))], visible: visible)
        let closed = Presence(scope: scope, visible: visible)
        for to in Int64(0)..<9 {
            for from in 0...to {
                let one = open.change(after: LogPosition(from), through: LogPosition(to), versions: [LogPosition(3)])
                let versions = [LogPosition(3), LogPosition(12)]
                #expect(closed.change(after: LogPosition(from), through: LogPosition(to), versions: versions) == one)
            }
        }
    }

    @Test func stampsGoByTimeThenByNumber() {
        let stamps =
            [SyncStamp.zero]
            + [(0, 0), (0, 1), (1, 0), (1, 9), (2, 0)].map { SyncStamp(milliseconds: $0.0, number: $0.1) }
        #expect(stamps.shuffled().sorted() == stamps)
    }
}
