package import SvarDomain
package import SvarFHIR
package import SvarSearch

/// The port every use case writes to and reads from. No type of a database appears here; the conformance suite in
/// SvarTesting says what each method promises, and every implementation passes it.
package protocol ResultStore: AuditBook {
    /// Runs `body` alone, in arrival order, on the store's one writer. Its changes are all kept or, when it throws, all
    /// gone; other writes grouped into the same commit are not touched by that. Returns after the changes are durable
    /// and stamped: whoever gets the value may acknowledge it. `body` must not block or wait. It may run again when the
    /// group it was in could not be kept, so it changes nothing outside the transaction. When a method of the transaction
    /// throws, the write fails, also when `body` caught the error.
    func write<T: Sendable>(_ body: @escaping @Sendable (any StoreTransaction) throws -> T) async throws -> T

    /// The current version (a deleted one too), nil when unknown or outside the scope.
    func current(_ type: HostedType, _ id: String, in scope: Scope) async throws -> ResourceVersion?
    /// One version by its id.
    func version(_ type: HostedType, _ id: String, _ versionID: String, in scope: Scope) async throws
        -> ResourceVersion?
    /// The newest place in the log: no write after it was acknowledged, so what was found out once it was asked for holds
    /// until it moves. Costs next to nothing.
    func head() async throws -> LogPosition
    /// Versions written at or before `position`, newest first (descending `number`), with a `number` below `before`. The
    /// scope is asked about now. `ascending`: oldest first, with a `number` above `before`, for pages backwards.
    func history(
        _ query: HistoryQuery,
        at position: LogPosition,
        before: Int64?,
        ascending: Bool,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion]
    /// Resources that matched and were not deleted at `position`, as they were then, in the query's order, after the
    /// resource with the given key (before it and in the opposite order when `isReversed`). The scope is asked about now.
    /// A key that is not among the results continues where it would stand. At most `limit`, and none after those whose
    /// bodies have `bytes` or more together.
    func search(
        _ query: SearchQuery,
        at position: LogPosition,
        after key: Int64?,
        isReversed: Bool,
        limit: Int,
        bytes: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion]
    /// How many match.
    func count(_ query: SearchQuery, at position: LogPosition, in scope: Scope) async throws -> Int
    /// What an include brings for these resources, as it was at `position`, each once, ascending by key; one more than
    /// `limit` at most, so that the caller sees that there was more.
    func included(_ include: Include, from keys: [Int64], at position: LogPosition, limit: Int, in scope: Scope)
        async throws -> [ResourceVersion]
    /// A person's units, their versions and the entries about the person, for the access decision.
    func facts(of person: PersonKey) async throws -> PersonRecord
    /// The last place in the log that is about the person, by a unit or by an entry; the cheap question whether facts still
    /// hold.
    func lastChange(of person: PersonKey) async throws -> LogPosition
    /// Persons for whom `setClosed` gave a time that has come, ascending, and the next time after that.
    func due(at time: ServerTime) async throws -> (persons: [PersonKey], next: ServerTime?)
    /// The current, undeleted members of a unit, ascending by key.
    func members(of unit: UnitKey, in scope: Scope) async throws -> [ResourceVersion]
    /// The person a Patient id or an identity number stands for, if the store knows it; then it stands for that person
    /// for good.
    func person(patient id: String) async throws -> PersonKey?
    func person(number: PersonNumber) async throws -> PersonKey?
    /// The id of the Patient resource that stands for a person; nil for a person the store does not know.
    func patient(of person: PersonKey) async throws -> String?
    /// The bytes of an attachment. Callers have read the Binary that names it under their scope.
    func attachment(_ key: AttachmentKey) async throws -> [UInt8]?
    /// Log entries after a position, oldest first.
    func log(after position: LogPosition, limit: Int) async throws -> [LogEntry]
    /// Every current resource, ascending by key, for export.
    func all(after key: Int64?, limit: Int) async throws -> [ResourceVersion]
    /// Counts and sizes.
    func statistics() async throws -> StoreStatistics
    /// Waits for the writes under way, then closes. Later calls throw `storeClosed`.
    func close() async throws
}

extension ResultStore {
    /// As many as `limit` says, however large.
    package func search(
        _ query: SearchQuery,
        at position: LogPosition,
        after key: Int64?,
        isReversed: Bool,
        limit: Int,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        try await search(
            query,
            at: position,
            after: key,
            isReversed: isReversed,
            limit: limit,
            bytes: .max,
            in: scope
        )
    }
}

/// What a write sees and does, all within one transaction: it reads its own writes.
package protocol StoreTransaction: AnyObject {
    // Persons
    func person(number: PersonNumber) throws -> PersonKey?
    func person(patient id: String) throws -> PersonKey?
    /// A new person; `patient` is the id of the Patient resource that will stand for it.
    func addPerson(patient id: String, numbers: [PersonNumber]) throws -> PersonKey
    /// One more Patient resource of a known person.
    func addPatient(_ id: String, to person: PersonKey) throws
    /// One more number of a known person. Throws nothing when it is known already for that person.
    func addNumber(_ number: PersonNumber, to person: PersonKey) throws
    func patientID(of person: PersonKey) throws -> String
    func numbers(of person: PersonKey) throws -> [PersonNumber]

    // Units and resources
    func unit(_ key: UnitKey) throws -> UnitRecord?
    func unit(report: ReportKey) throws -> UnitRecord?
    /// Units with the same producer, service provider and report id, whoever the person is.
    func units(producer: Producer, serviceProvider: String, reportID: String) throws -> [UnitRecord]
    func addUnit(_ unit: NewUnit) throws -> UnitKey
    /// The current version, a deleted one too. No scope: the writer decides on the record.
    func current(_ type: HostedType, _ id: String) throws -> ResourceVersion?
    /// All resources of a unit with their item keys, deleted ones too.
    func members(of unit: UnitKey) throws -> [(itemKey: String?, version: ResourceVersion)]
    /// Undeleted resources of a type that meet the criterion, among `producer`'s own and the directory, at most `limit`.
    /// For conditional writes; any criterion whose cost is bounded by an identifier or an id.
    func matches(_ type: HostedType, _ criterion: Criterion, producer: Producer, limit: Int) throws
        -> [ResourceVersion]
    /// Moves a unit of one into another unit (a report now names its resource).
    func move(_ type: HostedType, _ id: String, to unit: UnitKey) throws
    /// Writes new versions of resources of one unit, its new state, and one log entry for the unit.
    /// All versions of one call share the stamp.
    @discardableResult
    func append(_ versions: [NewVersion], to unit: UnitKey, state: UnitState) throws -> Stamp

    // What the access rules go by
    /// The person as the write finds it, its own changes included.
    func record(of person: PersonKey) throws -> PersonRecord
    /// The entries about the person alone, by stamp.
    func entries(of person: PersonKey) throws -> [PersonEntry]
    /// Writes an entry about a person.
    /// - Parameters:
    ///   - kind: `setting`, `fact`, `preset` or `policy`.
    ///   - subject: what the entry is about, such as a setting that was given its number by `newSubject`.
    func enter(_ kind: LogEntry.Kind, subject: Int64, _ body: [UInt8], about person: PersonKey) throws -> Stamp
    /// A number that was never given before.
    func newSubject() throws -> Int64
    /// Closes exactly these units of the person to the feed of replicas and opens the others, at the stamp of the write's
    /// last entry; where it has none and something changes, of an entry of kind `tick`. Units that are none of the
    /// person's are left alone.
    /// - Parameter next: when that is to be decided anew (`ResultStore.due`); nil: only when something is written.
    func setClosed(_ units: Set<UnitKey>, of person: PersonKey, next: ServerTime?) throws
    /// Begins to erase a person, when there is something to erase that no erasure reaches yet: nobody is shown it from here
    /// on, and what is stored later stays, until an erasure is begun again, be the one before done or not (decision 16).
    func beginErasing(_ person: PersonKey) throws
    /// Takes away what an erasure of a person reaches, at most so many units at a time.
    /// - Returns: whether all of it is gone; true also when none was begun.
    func erase(_ person: PersonKey, atMost units: Int) throws -> Bool

    // Replicas
    /// A replica that was enrolled, with an empty scope. No entry of the log: nothing changes for anybody.
    func addReplica(_ replica: NewReplica) throws -> ReplicaKey
    /// A revoked one too.
    func replica(id: String) throws -> ReplicaRecord?
    /// The lines in force, ascending by person.
    func scope(of replica: ReplicaKey) throws -> [ScopeLine]
    /// Sets and ends lines of a scope under one log entry, and counts its version up. A person both set and ended is set;
    /// a line whose `until` is over is as ended. Lines that stand as given change nothing. A changed `until` changes no
    /// unit, but the replica is told of it; a changed basis or responsible stays here.
    /// - Returns: the entry's stamp; nil when no person came, went or was given another `until`.
    @discardableResult
    func changeScope(of replica: ReplicaKey, setting lines: [ScopeLine], ending persons: [PersonKey]) throws -> Stamp?
    /// The professionals who may read a replica, and nobody else (decision 44). The replica is told of every person in its
    /// scope who is closed by name from somebody who comes or goes.
    /// - Parameter numbers: HPR numbers
    /// - Returns: the persons whom it is told of, ascending
    @discardableResult
    func setProfessionals(_ numbers: Set<Int>, of replica: ReplicaKey) throws -> [PersonKey]
    /// From whom a person is closed by name now: replicas that have one of them enrolled are told, at the stamp of the
    /// write's last entry; where it has none and something changes, of an entry of kind `tick`.
    /// - Parameter numbers: HPR numbers, all that there are
    func setBlocked(_ numbers: Set<Int>, of person: PersonKey) throws
    /// Ends all its lines and lets it ask for nothing any more.
    func revoke(_ replica: ReplicaKey) throws

    /// Counts that something of a producer was not stored, by the day in Oslo; nothing else is kept of it (decision 12).
    func countNotStored(of producer: Producer, at time: ServerTime) throws

    /// A row of the log of use about this write, kept or lost together with it. The position is filled in by the store.
    func record(_ row: AuditRow) throws

    // Contributions, submissions, attachments
    func contributions(of unit: UnitKey) throws -> [ContributionRecord]
    func addContribution(_ body: [UInt8], to unit: UnitKey, submission: Int64) throws
    /// A submission of this sender with exactly these bytes.
    func submission(producer: Producer, bytes: [UInt8]) throws -> SubmissionRecord?
    func submissions(producer: Producer, messageID: String) throws -> [SubmissionRecord]
    /// Remembers a keyed digest of the bytes and, when asked, keeps them (encrypted, with their own retention). The
    /// receipt is set later in the same transaction.
    func addSubmission(producer: Producer, messageID: String?, bytes: [UInt8], keepsRaw: Bool) throws -> Int64
    func setReceipt(_ receipt: [UInt8], of submission: Int64) throws
    /// Keeps the bytes once for the person, by a keyed hash.
    func attach(_ bytes: [UInt8], person: PersonKey) throws -> AttachmentKey
}

/// How many reports of a producer were taken note of and not stored on a day (decision 12).
package struct NotStored: Sendable, Hashable {
    package var producer: Producer
    /// Of Oslo.
    package var day: CivilDate
    package var count: Int
    package init(producer: Producer, day: CivilDate, count: Int) {
        self.producer = producer
        self.day = day
        self.count = count
    }
}

/// What `svar store stats` shows.
package struct StoreStatistics: Sendable, Hashable {
    package var persons = 0
    package var units = 0
    package var resources = 0
    package var versions = 0
    package var logEntries = 0
    package var submissions = 0
    package var attachments = 0
    /// By day, then by producer.
    package var notStored: [NotStored] = []
    /// Bytes on disk, write-ahead log included.
    package var bytes = 0
    package init() {}
}
