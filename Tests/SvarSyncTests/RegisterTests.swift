import SvarSync
import SvarSynthetic
import Testing

/// P1 and P2 for the register of a key.
@Suite struct RegisterTests {
    private typealias Change = Register.Change

    private static func change(_ random: inout SeededGenerator) -> Change {
        random.oneIn(2) ? .put(random.stamp()) : .deny(random.stamp())
    }

    private static func joined(_ changes: some Sequence<Change>, floor: SyncStamp = .zero) -> Register {
        var register = Register()
        for change in changes { _ = register.apply(change, floor: floor) }
        return register
    }

    @Test func anyOrderAndRepetitionGivesTheSame() {
        for seed in 0..<UInt64(2_000 * rounds) {
            var random = SeededGenerator(seed: seed)
            let changes = (0..<random.integer(0...6)).map { _ in Self.change(&random) }
            let again = changes.filter { _ in random.oneIn(2) }
            let other = Self.joined((changes + again).shuffled(using: &random))
            #expect(other == Self.joined(changes), "seed \(seed)")
            // The join is the greatest in the order of changes.
            #expect(other.last == changes.max(), "seed \(seed)")
        }
    }

    @Test func effectsAreWhatBecomesOfTheRow() {
        for seed in 0..<UInt64(2_000 * rounds) {
            var random = SeededGenerator(seed: seed)
            var register = Register()
            var row: SyncStamp?
            for _ in 0..<8 {
                let change = Self.change(&random)
                let before = register
                switch register.apply(change, floor: .zero) {
                case .keep: #expect(register == before)
                case .replace: row = change.stamp
                case .remove: row = nil
                }
                #expect(register.isPresent == (row != nil))
                if let row { #expect(register.last == .put(row)) }
            }
        }
    }

    @Test func denialWinsATie() {
        let stamp = SyncStamp(milliseconds: 5, number: 0)
        #expect(Self.joined([.put(stamp), .deny(stamp)]).last == .deny(stamp))
        #expect(Self.joined([.deny(stamp), .put(stamp)]).last == .deny(stamp))
        #expect(Self.joined([.deny(stamp), .put(SyncStamp(milliseconds: 5, number: 1))]).isPresent)
    }

    @Test func whatLiesAtOrBelowTheFloorIsOldNews() {
        let floor = SyncStamp(milliseconds: 5, number: 1)
        var register = Register()
        for stamp in [SyncStamp(milliseconds: 4, number: 9), SyncStamp(milliseconds: 5, number: 0), floor] {
            #expect(register.apply(.put(stamp), floor: floor) == .keep)
            #expect(register.apply(.deny(stamp), floor: floor) == .keep)
        }
        #expect(register.last == nil)
        #expect(register.apply(.put(SyncStamp(milliseconds: 5, number: 2)), floor: floor) == .replace)
    }

    /// A tombstone at or below the floor may be forgotten: nothing that comes can tell.
    @Test func forgottenTombstonesAreNotMissed() {
        for seed in 0..<UInt64(2_000 * rounds) {
            var random = SeededGenerator(seed: seed)
            var kept = Self.joined((0..<random.integer(0...4)).map { _ in Self.change(&random) })
            let floor = random.stamp()
            var forgotten = kept.isForgotten(at: floor) ? Register() : kept
            for _ in 0..<5 {
                let change = Self.change(&random)
                #expect(kept.apply(change, floor: floor) == forgotten.apply(change, floor: floor), "seed \(seed)")
                #expect(kept.isPresent == forgotten.isPresent, "seed \(seed)")
            }
        }
    }

    @Test func puttingRightReplacesWhatIsNotLater() {
        let place = SyncStamp(milliseconds: 5, number: 0)
        let (early, late) = (SyncStamp(milliseconds: 3, number: 0), SyncStamp(milliseconds: 5, number: 1))
        for wrong in [nil, Change.put(SyncStamp(milliseconds: 4, number: 0)), .deny(place), .put(place)] {
            var register = Register(wrong)
            #expect(register.isSwept(at: place, floor: .zero) == (wrong?.isPut ?? false))
            #expect(register.reconcile(put: early, at: place, floor: place) == .replace)
            #expect(register.last == .put(early))
        }
        for later in [Change.put(late), .deny(late)] {
            var register = Register(later)
            #expect(!register.isSwept(at: place, floor: .zero))
            #expect(register.reconcile(put: early, at: place, floor: .zero) == .keep)
            #expect(register.last == later)
        }
    }

    @Test func overtakenRoundPutsNothingRight() {
        let floor = SyncStamp(milliseconds: 9, number: 0)
        let place = SyncStamp(milliseconds: 5, number: 0)
        var register = Register(.put(SyncStamp(milliseconds: 2, number: 0)))
        #expect(!register.isSwept(at: place, floor: floor))
        #expect(register.reconcile(put: SyncStamp(milliseconds: 4, number: 0), at: place, floor: floor) == .keep)
        // Denied after `place`, and the tombstone forgotten since.
        register = Register()
        #expect(register.reconcile(put: SyncStamp(milliseconds: 4, number: 0), at: place, floor: floor) == .keep)
    }

    @Test func sumsAreComparedOnlyWhereNothingLaterWasTaken() {
        let stamps = (0..<6).map { SyncStamp(milliseconds: Int64($0), number: 0) }
        var mark = ReplicaMark()
        mark.took(stamps[2])
        #expect(mark.isComparable(at: stamps[2]) && !mark.isComparable(at: stamps[1]))
        #expect(mark.complete(to: stamps[3]) && mark.floor == stamps[3])
        #expect(!mark.complete(to: stamps[2]) && mark.floor == stamps[3])
        // A round that is behind says what was, not what is.
        #expect(mark.isComparable(at: stamps[3]) && !mark.isComparable(at: stamps[2]))
        mark.took(stamps[5])
        #expect(mark.complete(to: stamps[4]) && !mark.isComparable(at: stamps[4]))
        mark.took(stamps[1])
        #expect(mark.newest == stamps[5])
    }
}
