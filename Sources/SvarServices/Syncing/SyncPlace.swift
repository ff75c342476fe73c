import SvarDomain
import SvarStore
import SvarSync

/// Where a replica stands, as its token says: between two rounds, or at the end of a page of one.
struct SyncPlace: Hashable, Sendable {
    /// A place of the log fixed for a round.
    struct Mark: Hashable, Sendable {
        var position: LogPosition
        /// Of this replica's last own change at or before it.
        var stamp: SyncStamp
        /// When it was the newest place: what is kept of the log since is counted from here.
        var time: ServerTime

        /// Before everything.
        static let zero = Mark(position: LogPosition(0), stamp: .zero, time: ServerTime(microseconds: 0))
    }

    enum Kind: UInt8, Sendable {
        /// A round was completed at `from`.
        case rest = 0
        case delta = 1
        case snapshot = 2
        case reconcile = 3

        var mode: SyncMode {
            switch self {
            case .rest, .delta: .delta
            case .snapshot: .snapshot
            case .reconcile: .reconcile
            }
        }
    }

    var kind: Kind
    var replica: ReplicaKey
    /// Hash of the store's epoch.
    var epoch: [UInt8]
    var scopeVersion: Int
    var from: Mark
    /// At rest the same as `from`.
    var to: Mark
    var lastHead: LogPosition
    var cursor: DeltaQuery.Cursor?
    /// How many pages of the round were sent.
    var page: Int
    /// Hash of the persons of a reconcile round; zeros for others.
    var persons: [UInt8]

    /// The oldest place that the round needs rows of.
    var oldest: Mark { kind == .snapshot ? to : from }

    static let noPersons = [UInt8](repeating: 0, count: 8)
}

extension DeltaQuery.Cursor {
    /// Behind every unit: all that is left is what was denied meanwhile.
    static let end = Self(person: PersonKey(.max), unit: UnitKey(.max))
}

extension SyncPlace {
    /// Bytes of the encoding.
    static let count = 113
    /// Set in the first byte when there is a cursor.
    private static let cursorFlag: UInt8 = 0x80

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.count)
        func put(_ value: Int64, _ count: Int = 8) {
            for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> Int64(8 * index))) }
        }
        func put(_ mark: Mark) {
            put(mark.position.rawValue)
            put(mark.stamp.milliseconds)
            // From −1 on.
            put(mark.stamp.number + 1, 4)
            put(mark.time.microseconds)
        }
        bytes.append(kind.rawValue | (cursor == nil ? 0 : Self.cursorFlag))
        put(replica.rawValue)
        bytes += epoch
        put(Int64(scopeVersion), 4)
        put(from)
        put(to)
        put(lastHead.rawValue)
        put(cursor?.person.rawValue ?? 0)
        put(cursor?.unit.rawValue ?? 0)
        put(Int64(page), 4)
        return bytes + persons
    }

    /// Nil when the bytes are no place.
    init?(encoded bytes: [UInt8]) {
        guard bytes.count == Self.count, let kind = Kind(rawValue: bytes[0] & ~Self.cursorFlag) else { return nil }
        var rest = bytes[1...]
        func take(_ count: Int = 8) -> Int64 {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count).reversed().reduce(0) { $0 << 8 | Int64($1) }
        }
        func takeBytes(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        func takeMark() -> Mark {
            Mark(
                position: LogPosition(take()),
                stamp: SyncStamp(milliseconds: take(), number: take(4) - 1),
                time: ServerTime(microseconds: take())
            )
        }
        self.kind = kind
        replica = ReplicaKey(take())
        epoch = takeBytes(8)
        scopeVersion = Int(take(4))
        from = takeMark()
        to = takeMark()
        lastHead = LogPosition(take())
        let cursor = DeltaQuery.Cursor(person: PersonKey(take()), unit: UnitKey(take()))
        self.cursor = bytes[0] & Self.cursorFlag == 0 ? nil : cursor
        page = Int(take(4))
        persons = takeBytes(8)
    }
}
