/// What a replica knows of one key, a unit or a person: the last change it took. Joining changes is associative,
/// commutative and idempotent, so pages may come in any order, twice, or of two rounds at once.
///
/// A put stands beside its row, a denial alone, as a tombstone, until the floor has passed it.
package struct Register: Hashable, Sendable {
    /// A change as a line of an answer says it.
    package enum Change: Hashable, Sendable, Comparable {
        case put(SyncStamp)
        case deny(SyncStamp)

        package var stamp: SyncStamp {
            switch self {
            case .put(let stamp), .deny(let stamp): stamp
            }
        }

        package var isPut: Bool { if case .put = self { true } else { false } }

        /// By stamp; of equal ones the denial is later.
        package static func < (a: Self, b: Self) -> Bool {
            a.stamp == b.stamp ? a.isPut && !b.isPut : a.stamp < b.stamp
        }
    }

    /// What becomes of the key's row.
    package enum Effect: Hashable, Sendable {
        /// It stays as it is, there or not; nothing is written.
        case keep
        /// What the line carries is the row.
        case replace
        /// It goes, if it is there, and a tombstone stays.
        case remove
    }

    /// Nil: nothing is known, or it lies at or below the floor.
    package private(set) var last: Change?

    package init(_ last: Change? = nil) { self.last = last }

    /// Whether there is a row.
    package var isPresent: Bool { last?.isPut ?? false }

    /// Takes a change of a delta or a snapshot. What lies at or below the floor is known already, whatever it says.
    package mutating func apply(_ change: Change, floor: SyncStamp) -> Effect {
        guard change.stamp > floor, last.map({ $0 < change }) ?? true else { return .keep }
        last = change
        return change.isPut ? .replace : .remove
    }

    /// Takes a put of a round that puts things right as of a place: whatever is known up to there may be wrong and gives
    /// way. Only what is known to be later stays. (A denial on such a page lies behind the place and is applied.)
    /// - Parameters:
    ///   - place: the round's `to`
    ///   - floor: the replica's. A round below it has been overtaken and says nothing any more.
    package mutating func reconcile(put stamp: SyncStamp, at place: SyncStamp, floor: SyncStamp) -> Effect {
        guard place >= floor, last.map({ $0.stamp <= place }) ?? true else { return .keep }
        last = .put(stamp)
        return .replace
    }

    /// Whether a row that no page of such a round named goes: all but what is known to be later.
    package func isSwept(at place: SyncStamp, floor: SyncStamp) -> Bool {
        place >= floor && isPresent && last.map { $0.stamp <= place } ?? false
    }

    /// Whether the tombstone, if it is one, can be forgotten: whatever comes from before the floor is not taken anyway.
    package func isForgotten(at floor: SyncStamp) -> Bool { last.map { !$0.isPut && $0.stamp <= floor } ?? true }
}

/// How far a replica is, beside its rows.
package struct ReplicaMark: Hashable, Sendable {
    /// Where the last completed round ended: every change up to it was taken.
    package private(set) var floor: SyncStamp
    /// The latest change that was taken, of any round.
    package private(set) var newest: SyncStamp

    package init(floor: SyncStamp = .zero, newest: SyncStamp = .zero) {
        self.floor = floor
        self.newest = newest
    }

    /// A change was taken.
    package mutating func took(_ stamp: SyncStamp) { newest = max(newest, stamp) }

    /// A round has ended, all its pages taken.
    /// - Returns: whether its token is to be kept: a round that was overtaken changes nothing.
    package mutating func complete(to place: SyncStamp) -> Bool {
        guard place >= floor else { return false }
        floor = place
        return true
    }

    /// Whether the rows are to be what they were at a round's end: not when something later was taken, in this round or
    /// in one that was broken off or runs beside it.
    package func isComparable(at place: SyncStamp) -> Bool { newest <= place && floor <= place }
}
