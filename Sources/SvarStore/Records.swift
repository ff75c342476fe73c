package import SvarDomain
package import SvarFHIR
package import SvarSearch

/// What may be seen: every read method of the store takes one and applies it before its LIMIT.
/// The store never learns why.
package enum Scope: Sendable {
    /// Exactly these units of one person (an access decision), and what they refer to.
    case units(AllowedSet)
    /// Units this producer sent.
    case ownedBy(Producer)
    /// Everything, held-back units too. Sandbox, export and the store's own tools only.
    case everything
}

/// One stored version of one resource.
package struct ResourceVersion: Sendable, Hashable {
    /// The store's row number of the resource (not of the version): stable, unique, ascending by creation.
    package var key: Int64
    /// The store's row number of the version: unique, ascending with the log; where pages of a history end.
    package var number: Int64
    package var type: HostedType
    package var id: String
    package var unit: UnitKey
    package var person: PersonKey?
    package var versionID: String
    package var stamp: Stamp
    package var isDeleted: Bool
    /// The resource's bytes with `id`, resolved references and `meta` in place. `meta.lastUpdated` is a placeholder of
    /// 27 bytes at `stampOffset` (`1970-01-01T00:00:00.000000Z`) that serving overwrites from `stamp.at`. Empty when
    /// deleted.
    package var body: [UInt8]
    package var stampOffset: Int
    /// For a Binary made from a message: which attachment holds its bytes.
    package var attachment: AttachmentKey?

    package init(
        key: Int64,
        number: Int64,
        type: HostedType,
        id: String,
        unit: UnitKey,
        person: PersonKey?,
        versionID: String,
        stamp: Stamp,
        isDeleted: Bool,
        body: [UInt8],
        stampOffset: Int,
        attachment: AttachmentKey? = nil
    ) {
        self.key = key
        self.number = number
        self.type = type
        self.id = id
        self.unit = unit
        self.person = person
        self.versionID = versionID
        self.stamp = stamp
        self.isDeleted = isDeleted
        self.body = body
        self.stampOffset = stampOffset
        self.attachment = attachment
    }
}

/// Names the bytes of one attachment of one person.
package struct AttachmentKey: Hashable, Sendable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// A unit as it stands now.
package struct UnitRecord: Sendable, Hashable {
    package var key: UnitKey
    package var person: PersonKey?
    package var producer: Producer
    package var regime: Regime
    package var typeClass: HostedType.Class
    /// The message key, for units from messages.
    package var report: ReportKey?
    package var state: UnitState
    /// The last stamp that changed it.
    package var stamp: Stamp
    package init(
        key: UnitKey,
        person: PersonKey?,
        producer: Producer,
        regime: Regime,
        typeClass: HostedType.Class,
        report: ReportKey?,
        state: UnitState,
        stamp: Stamp
    ) {
        self.key = key
        self.person = person
        self.producer = producer
        self.regime = regime
        self.typeClass = typeClass
        self.report = report
        self.state = state
        self.stamp = stamp
    }
}

/// What the access rules must know of a unit without reading its bodies.
package struct UnitState: Sendable, Hashable {
    /// Held back from all but its producer (an order's reservation code that is not classified yet).
    package var isHeld: Bool
    /// Cancelled or withdrawn by the laboratory.
    package var isWithdrawn: Bool
    /// Closed to the feed of replicas: a setting of the person stands against an ordinary look of health personnel.
    package var isClosed: Bool
    /// What the rules must know of this version (`UnitVersionRecord.facts`), when a version is written; nil: the store
    /// makes them with `StoreIndex.facts`. Nil in what is read: they stand in the versions.
    package var facts: [UInt8]?
    package init(isHeld: Bool = false, isWithdrawn: Bool = false, isClosed: Bool = false, facts: [UInt8]? = nil) {
        self.isHeld = isHeld
        self.isWithdrawn = isWithdrawn
        self.isClosed = isClosed
        self.facts = facts
    }
}

/// One message's part of a unit, kept so that the unit can be folded again.
package struct ContributionRecord: Sendable, Hashable {
    /// Arrival order inside the unit, from 1.
    package var arrival: Int
    /// Names the submission it came in.
    package var submission: Int64
    /// The contribution's own encoding (SvarMessages).
    package var body: [UInt8]
    package init(arrival: Int, submission: Int64, body: [UInt8]) {
        self.arrival = arrival
        self.submission = submission
        self.body = body
    }
}

/// One accepted submission. `raw` is encrypted at rest by the store and dropped after its retention.
package struct SubmissionRecord: Sendable, Hashable {
    package var number: Int64
    package var producer: Producer
    package var messageID: String?
    /// The receipt that was given, so that a resubmission gets the same answer.
    package var receipt: [UInt8]
    package init(number: Int64, producer: Producer, messageID: String?, receipt: [UInt8]) {
        self.number = number
        self.producer = producer
        self.messageID = messageID
        self.receipt = receipt
    }
}

/// A new version of one resource inside a unit write.
package struct NewVersion: Sendable, Hashable {
    package var type: HostedType
    package var id: String
    /// What names the resource inside its unit across versions (`domain.md` R3); nil for REST resources.
    package var itemKey: String?
    package var versionID: String
    /// As `ResourceVersion.body`; empty together with `isDeleted`.
    package var body: [UInt8]
    package var stampOffset: Int
    package var isDeleted: Bool
    package var attachment: AttachmentKey?
    package var index: [IndexRow]
    package init(
        type: HostedType,
        id: String,
        itemKey: String? = nil,
        versionID: String,
        body: [UInt8],
        stampOffset: Int,
        isDeleted: Bool = false,
        attachment: AttachmentKey? = nil,
        index: [IndexRow]
    ) {
        self.type = type
        self.id = id
        self.itemKey = itemKey
        self.versionID = versionID
        self.body = body
        self.stampOffset = stampOffset
        self.isDeleted = isDeleted
        self.attachment = attachment
        self.index = index
    }
}

/// A new unit, before it has a key.
package struct NewUnit: Sendable, Hashable {
    package var person: PersonKey?
    package var producer: Producer
    package var regime: Regime
    package var typeClass: HostedType.Class
    package var report: ReportKey?
    package var state: UnitState
    package init(
        person: PersonKey?,
        producer: Producer,
        regime: Regime,
        typeClass: HostedType.Class,
        report: ReportKey? = nil,
        state: UnitState = UnitState()
    ) {
        self.person = person
        self.producer = producer
        self.regime = regime
        self.typeClass = typeClass
        self.report = report
        self.state = state
    }
}

/// One entry of the log: surrogate keys only.
package struct LogEntry: Sendable, Hashable {
    package enum Kind: Int, Sendable, Hashable {
        /// A version of a unit.
        case version = 1
        /// Content erased; the entry that was here before became this.
        case erased = 2
        /// Lines of a replica's scope were set or ended.
        case scope = 3
        /// Nothing but time passed: a boundary was due.
        case tick = 4
        /// A setting of a person was made, changed or ended.
        case setting = 5
        /// What a register says of a person changed.
        case fact = 6
        /// An order said beforehand how its answer is to be shown.
        case preset = 7
        /// The rules that hold for all were set.
        case policy = 8

        /// Whether such entries are written by `StoreTransaction.enter`.
        package var isAboutPerson: Bool {
            switch self {
            case .setting, .fact, .preset, .policy: true
            case .version, .erased, .scope, .tick: false
            }
        }
    }
    package var stamp: Stamp
    package var kind: Kind
    package var unit: UnitKey?
    package var person: PersonKey?
    package init(stamp: Stamp, kind: Kind, unit: UnitKey?, person: PersonKey?) {
        self.stamp = stamp
        self.kind = kind
        self.unit = unit
        self.person = person
    }
}

/// Which versions a history shows.
package struct HistoryQuery: Sendable, Hashable {
    package enum Level: Sendable, Hashable {
        case resource(HostedType, String)
        case type(HostedType)
        case system
    }
    package var level: Level
    /// `_since`: versions stamped at this time or later.
    package var since: ServerTime?
    /// `_at`: versions that were current at some time of this half-open interval, in microseconds.
    package var at: Range<Int64>?
    package init(_ level: Level, since: ServerTime? = nil, at: Range<Int64>? = nil) {
        self.level = level
        self.since = since
        self.at = at
    }
}
