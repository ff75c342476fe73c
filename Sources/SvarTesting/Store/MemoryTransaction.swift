import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A write on the reference store: changes a copy of the state.
final class MemoryTransaction: StoreTransaction {
    var state: MemoryState
    /// The first refusal: the write fails with it, also when `body` caught it.
    private(set) var failure: SvarError?
    let clock: () -> ServerTime
    let index: StoreIndex?
    /// The newest place when the write began.
    let first: LogPosition
    /// Submissions that were added, and the persons that something was written about, in this write.
    var submissions: [Int64] = []
    var persons: Set<PersonKey> = []

    init(_ state: MemoryState, _ index: StoreIndex?, clock: @escaping () -> ServerTime) {
        self.state = state
        self.index = index
        self.clock = clock
        first = state.head.position
    }

    /// Whom a submission is about is known from its contributions, else from what was written with it.
    func linkSubmissions() {
        for number in submissions where state.submissions[Int(number) - 1].persons.isEmpty {
            state.submissions[Int(number) - 1].persons = persons
        }
    }

    func refuse(_ message: String) -> SvarError {
        let error = SvarError(.storeFailed, message)
        failure = failure ?? error
        return error
    }

    func person(number: PersonNumber) throws -> PersonKey? {
        state.persons.firstIndex { ($0.numbers + $0.hidden).contains(number) }.map { PersonKey(Int64($0) + 1) }
    }

    func person(patient id: String) throws -> PersonKey? {
        state.persons.firstIndex { $0.patients.contains(id) }.map { PersonKey(Int64($0) + 1) }
    }

    func addPerson(patient id: String, numbers: [PersonNumber]) throws -> PersonKey {
        guard try person(patient: id) == nil else { throw refuse("the patient id is in use") }
        state.persons.append(MemoryState.Person(patients: [id], numbers: []))
        let key = PersonKey(Int64(state.persons.count))
        for number in numbers { try addNumber(number, to: key) }
        return key
    }

    func addPatient(_ id: String, to person: PersonKey) throws {
        let index = try index(of: person)
        if let owner = try self.person(patient: id) {
            guard owner == person else { throw refuse("the patient id is another person's") }
            return
        }
        state.persons[index].patients.append(id)
    }

    func addNumber(_ number: PersonNumber, to person: PersonKey) throws {
        let index = try index(of: person)
        if let owner = try self.person(number: number), owner != person {
            throw refuse("the number belongs to another person")
        }
        if !state.persons[index].numbers.contains(number) { state.persons[index].numbers.append(number) }
    }

    func patientID(of person: PersonKey) throws -> String { state.persons[try index(of: person)].patients[0] }

    func numbers(of person: PersonKey) throws -> [PersonNumber] { state.persons[try index(of: person)].numbers }

    func index(of person: PersonKey) throws -> Int {
        let index = Int(person.rawValue) - 1
        guard state.persons.indices.contains(index) else { throw refuse("no such person") }
        return index
    }

    func unit(_ key: UnitKey) throws -> UnitRecord? { state.unit(key) }

    func unit(report: ReportKey) throws -> UnitRecord? { state.standing.first { $0.report == report } }

    func units(producer: Producer, serviceProvider: String, reportID: String) throws -> [UnitRecord] {
        state.standing.filter {
            $0.report.map { ($0.producer, $0.serviceProvider, $0.reportID) == (producer, serviceProvider, reportID) }
                ?? false
        }
    }

    func addUnit(_ unit: NewUnit) throws -> UnitKey {
        if let person = unit.person { _ = try index(of: person) }
        guard unit.typeClass != .conformance || unit.person == nil else {
            throw refuse("a conformance resource is no person's")
        }
        if let report = unit.report {
            guard try self.unit(report: report) == nil else {
                throw refuse("the report has a unit already")
            }
        }
        let key = UnitKey(Int64(state.units.count) + 1)
        state.units.append(
            UnitRecord(
                key: key,
                person: unit.person,
                producer: unit.producer,
                regime: unit.regime,
                typeClass: unit.typeClass,
                report: unit.report,
                state: UnitState(
                    isHeld: unit.state.isHeld,
                    isWithdrawn: unit.state.isWithdrawn,
                    isClosed: unit.state.isClosed
                ),
                stamp: Stamp(position: LogPosition(0), at: ServerTime(microseconds: 0))
            )
        )
        return key
    }

    func current(_ type: HostedType, _ id: String) throws -> ResourceVersion? { state.current(type, id) }

    func members(of unit: UnitKey) throws -> [(itemKey: String?, version: ResourceVersion)] {
        (0..<state.resources.count).filter { state.resources[$0].unit == unit }.compactMap { index in
            state.versions(of: Int64(index) + 1).last.map { (state.resources[index].itemKey, $0) }
        }
    }

    func matches(_ type: HostedType, _ criterion: Criterion, producer: Producer, limit: Int) throws
        -> [ResourceVersion]
    {
        let search = try MemorySearch(
            state: state,
            position: state.head.position,
            scope: .ownedBy(producer),
            index: index
        )
        return search.matching(SearchQuery(types: [type], criterion: criterion), addsDirectory: true).prefix(limit)
            .map(\.version)
    }

    func record(_ row: AuditRow) throws {
        var row = row
        row.position = state.head.position
        state.audit.append(row)
    }

    func move(_ type: HostedType, _ id: String, to unit: UnitKey) throws {
        guard let key = state.key(type, id) else { throw refuse("no such resource") }
        guard let target = state.unit(unit) else { throw refuse("no such unit") }
        guard target.typeClass != .conformance || type.typeClass == .conformance else {
            throw refuse("a conformance unit holds conformance resources only")
        }
        let persons = [state.resource(key).unit, unit].compactMap { state.unit($0)!.person }
        guard Set(persons).count <= 1 else { throw refuse("the unit is another person's") }
        let left = state.resource(key).unit
        state.resources[Int(key) - 1].unit = unit
        if left != unit, target.isSynchronised {
            // Before the next entry, and after the last.
            let last = state.log.last?.stamp.at.microseconds ?? 0
            state.resources[Int(key) - 1].joined = ServerTime(microseconds: last + 1)
        }
        guard left != unit, let record = state.unit(left), record.isSynchronised else { return }
        let stamp = stamp()
        state.units[Int(left.rawValue) - 1].stamp = stamp
        state.log.append(LogEntry(stamp: stamp, kind: .version, unit: left, person: record.person))
        try noteFacts(of: left, nil, stamp)
        try note(left, stamp)
    }

    @discardableResult
    func append(_ versions: [NewVersion], to unit: UnitKey, state unitState: UnitState) throws -> Stamp {
        guard let record = state.unit(unit) else { throw refuse("no such unit") }
        if let person = record.person { persons.insert(person) }
        let stamp = stamp()
        for new in versions {
            guard record.typeClass != .conformance || new.type.typeClass == .conformance else {
                throw refuse("a conformance unit holds conformance resources only")
            }
            state.lastVersion += 1
            let version = MemoryState.Version(stamp: stamp, number: state.lastVersion, new: new)
            let name = MemoryState.Name(type: new.type, id: new.id)
            if let key = state.keys[name] {
                let index = Int(key) - 1
                guard state.resources[index].unit == unit else {
                    throw refuse("the resource belongs to another unit")
                }
                guard state.resources[index].versions.last?.stamp != stamp else {
                    throw refuse("one write names a resource twice")
                }
                if let item = new.itemKey { state.resources[index].itemKey = item }
                state.resources[index].versions.append(version)
            } else {
                state.resources.append(
                    MemoryState.Resource(
                        type: new.type,
                        id: new.id,
                        itemKey: new.itemKey,
                        unit: unit,
                        versions: [version]
                    )
                )
                state.keys[name] = Int64(state.resources.count)
            }
        }
        state.units[Int(unit.rawValue) - 1].state = unitState
        state.units[Int(unit.rawValue) - 1].state.facts = nil
        state.setClosed(unit, unitState.isClosed, at: stamp.position)
        state.units[Int(unit.rawValue) - 1].stamp = stamp
        state.log.append(LogEntry(stamp: stamp, kind: .version, unit: unit, person: record.person))
        try noteFacts(of: unit, unitState.facts, stamp)
        try note(unit, stamp)
        return stamp
    }

    func contributions(of unit: UnitKey) throws -> [ContributionRecord] { state.contributions[unit] ?? [] }

    func addContribution(_ body: [UInt8], to unit: UnitKey, submission: Int64) throws {
        guard let record = state.unit(unit) else { throw refuse("no such unit") }
        guard state.submissions.indices.contains(Int(submission) - 1) else {
            throw refuse("no such submission")
        }
        if let person = record.person { state.submissions[Int(submission) - 1].persons.insert(person) }
        let arrival = (state.contributions[unit]?.count ?? 0) + 1
        state.contributions[unit, default: []].append(
            ContributionRecord(arrival: arrival, submission: submission, body: body)
        )
    }

    func submission(producer: Producer, bytes: [UInt8]) throws -> SubmissionRecord? {
        state.submissions.first { $0.record.producer == producer && $0.bytes == bytes && !$0.isErased }?.record
    }

    func submissions(producer: Producer, messageID: String) throws -> [SubmissionRecord] {
        state.submissions.filter { !$0.isErased }.map(\.record).filter {
            $0.producer == producer && $0.messageID == messageID
        }
    }

    func addSubmission(producer: Producer, messageID: String?, bytes: [UInt8], keepsRaw: Bool) throws -> Int64 {
        let number = Int64(state.submissions.count) + 1
        let record = SubmissionRecord(number: number, producer: producer, messageID: messageID, receipt: [])
        state.submissions.append(MemoryState.Submission(record: record, bytes: bytes, keepsRaw: keepsRaw))
        submissions.append(number)
        return number
    }

    func setReceipt(_ receipt: [UInt8], of submission: Int64) throws {
        guard state.submissions.indices.contains(Int(submission) - 1) else {
            throw refuse("no such submission")
        }
        state.submissions[Int(submission) - 1].record.receipt = receipt
    }

    func attach(_ bytes: [UInt8], person: PersonKey) throws -> AttachmentKey {
        _ = try index(of: person)
        if let known = state.attachments.firstIndex(where: {
            $0.person == person && $0.bytes == bytes && !$0.isErased
        }) {
            return AttachmentKey(Int64(known) + 1)
        }
        state.attachments.append(MemoryState.Attachment(person: person, bytes: bytes))
        return AttachmentKey(Int64(state.attachments.count))
    }
}
