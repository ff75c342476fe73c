import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarSync

/// All that a store holds, as one value. A copy is a snapshot; putting an old copy back is a rollback.
struct MemoryState: Sendable {
    struct Person: Sendable {
        /// The first stands for the person.
        var patients: [String]
        var numbers: [PersonNumber]
        /// Erased: they still stand for the person, and are told nobody.
        var hidden: [PersonNumber] = []
    }

    struct Version: Sendable {
        var stamp: Stamp
        /// Counted over all resources.
        var number: Int64
        var new: NewVersion
    }

    struct Resource: Sendable {
        var type: HostedType
        var id: String
        var itemKey: String?
        var unit: UnitKey
        /// When it came into the unit from another.
        var joined: ServerTime?
        /// Oldest first.
        var versions: [Version]
    }

    struct Name: Hashable, Sendable {
        var type: HostedType
        var id: String
    }

    struct Submission: Sendable {
        var record: SubmissionRecord
        var bytes: [UInt8]
        /// Whether the bytes are kept, and not their digest alone, which the reference has no use for.
        var keepsRaw: Bool
        /// Whom something was written about in the same write.
        var persons: Set<PersonKey> = []
        var isErased = false
    }

    struct Attachment: Sendable {
        var person: PersonKey
        var bytes: [UInt8]
        var isErased = false
    }

    struct Replica: Sendable {
        var record: ReplicaRecord
        /// In the order in which they began.
        var lines: [Line] = []
        /// Who may read it.
        var professionals: Set<Int> = []
    }

    /// A person in a scope, from one place on, until another when it has ended.
    struct Line: Sendable {
        var line: ScopeLine
        var interval: Interval
        /// Where `until` was set.
        var told: [LogPosition]

        /// Where the replica was told of the person.
        var places: [LogPosition] { told + [interval.to].compactMap { $0 } }
    }

    /// A unit as of one of its versions.
    struct Moment: Sendable {
        var stamp: Stamp
        /// What a replica gets; nil while the unit is not to be seen.
        var body: [UInt8]?
    }

    var persons: [Person] = []
    var units: [UnitRecord] = []
    /// Units that are no more, and whose they were.
    var erased: [UnitKey: PersonKey] = [:]
    /// Erasures that were begun and are not done, with the last unit that each reaches.
    var erasures: [MemoryErasure] = []
    var resources: [Resource] = []
    var keys: [Name: Int64] = [:]
    var contributions: [UnitKey: [ContributionRecord]] = [:]
    var submissions: [Submission] = []
    var attachments: [Attachment] = []
    var log: [LogEntry] = []
    var audit: [AuditRow] = []
    var lastVersion: Int64 = 0
    var replicas: [Replica] = []
    /// Every version of every unit that replicas may follow.
    var moments: [UnitKey: [Moment]] = [:]
    /// In the order of the log.
    var versionRecords: [UnitVersionRecord] = []
    var entries: [PersonKey: [PersonEntry]] = [:]
    /// From whom persons are closed by name.
    var blocks: [PersonKey: Set<Int>] = [:]
    var lastSubject: Int64 = 0
    /// By day, then by producer.
    var notStored: [NotStored] = []
    /// Where units were closed to the feed of replicas, ascending.
    var closed: [UnitKey: [Interval]] = [:]
    /// When it is to be decided anew.
    var due: [PersonKey: ServerTime] = [:]
    /// Rounds from before this place are refused.
    var syncFloor = LogPosition(0)

    init() {}

    var head: Stamp {
        log.last?.stamp ?? Stamp(position: LogPosition(0), at: ServerTime(microseconds: 0))
    }

    func unit(_ key: UnitKey) -> UnitRecord? {
        units.indices.contains(Int(key.rawValue) - 1) && erased[key] == nil ? units[Int(key.rawValue) - 1] : nil
    }

    /// Those that are there.
    var standing: [UnitRecord] { units.filter { erased[$0.key] == nil } }

    func key(_ type: HostedType, _ id: String) -> Int64? { keys[Name(type: type, id: id)] }

    func resource(_ key: Int64) -> Resource { resources[Int(key) - 1] }

    func versions(of key: Int64) -> [ResourceVersion] {
        let resource = resource(key)
        return resource.versions.map { version in
            let new = version.new
            return ResourceVersion(
                key: key,
                number: version.number,
                type: resource.type,
                id: resource.id,
                unit: resource.unit,
                person: unit(resource.unit)!.person,
                versionID: new.versionID,
                stamp: version.stamp,
                isDeleted: new.isDeleted,
                body: new.body,
                stampOffset: new.stampOffset,
                attachment: new.attachment
            )
        }
    }

    func current(_ type: HostedType, _ id: String) -> ResourceVersion? {
        key(type, id).flatMap { versions(of: $0).last }
    }
}
