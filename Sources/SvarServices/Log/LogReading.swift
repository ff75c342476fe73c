import SvarAccess
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// One reading of the log of use: who reads about whom, and by which decision.
struct LogReading: Sendable {
    /// Stands for everybody in a cursor; a person that the store does not know is 0.
    static let everybody: Int64 = -1

    let caller: Caller
    /// Nil: about everybody, for auditors.
    let person: PersonKey?
    /// The id of the Patient.
    let patient: String?
    let view: LogView
    /// What the reader sees of the person's units; nil for auditors.
    let asked: (actor: AccessActor, subject: AccessDecisions.Subject, decision: PersonDecision)?
    /// Kinds of the person's settings by id.
    let settings: [Int64: SettingType]
    /// The newest place in the log when the decision was made.
    let position: LogPosition
    /// Where a page before this one ended.
    let cursor: LogKeys.Cursor?
    /// Hash of who asks about whom.
    let context: [UInt8]
}

extension LogView {
    var isAuditors: Bool { if case .auditor = reader { true } else { false } }
}

extension ResultService {
    /// Decides who reads about whom. The citizen means themselves when they name nobody.
    /// - Throws: `Refusal` forbidden for all who have no log to read, invalid for two persons or a page that is not theirs.
    func logReading(
        _ caller: Caller,
        _ names: [PersonName],
        _ form: LogQuery.Form,
        _ cursor: LogKeys.Cursor?
    ) async throws -> LogReading {
        let position = try await store.head()
        let named = ([caller.person].compactMap(\.self) + names).uniqued
        switch caller.role {
        case .citizen(let number):
            return try await citizenReading(caller, number, named, cursor, position)
        case .auditor, .sandbox:
            // The citizen's own log is theirs; a sandbox has no citizens who could ask.
            if caller.role == .auditor, form == .plain { throw Refusal.forbidden }
            var person: PersonKey?
            if let first = named.first {
                let subject = try await subject(first)
                for other in named.dropFirst() where try await self.subject(other) != subject {
                    throw Refusal.onePersonOnly
                }
                person = subject.key ?? .nobody
            } else if form == .plain, cursor == nil {
                throw Refusal.personRequired
            }
            if let cursor {
                let walked = cursor.person == LogReading.everybody ? nil : PersonKey(cursor.person)
                guard named.isEmpty || person == walked else { throw Refusal.foreignPage }
                person = walked
            }
            var record: PersonRecord?
            if let person, person != .nobody { record = try await store.facts(of: person) }
            let view = LogView(.auditor, about: person, units: [], settings: nil)
            return try await reading(caller, person, view, nil, record, position, cursor)
        case .personnel, .producer, .replica, .systemOperator, .export, .guidance, .unknown:
            throw Refusal.forbidden
        }
    }

    /// An auditor's look at one person.
    func logReading(_ caller: Caller, _ person: PersonKey) async throws -> LogReading {
        let view = LogView(.auditor, about: person, units: [], settings: nil)
        return try await reading(caller, person, view, nil, nil, store.head(), nil)
    }

    private func citizenReading(
        _ caller: Caller,
        _ number: PersonNumber,
        _ named: [PersonName],
        _ cursor: LogKeys.Cursor?,
        _ position: LogPosition
    ) async throws -> LogReading {
        let own = try await knownSubject(.number(number))
        var subject = named.isEmpty ? own : try await knownSubject(named[0])
        for other in named.dropFirst() where try await self.subject(other) != subject { throw Refusal.onePersonOnly }
        if named.isEmpty, let cursor, cursor.person > 0, own.key != PersonKey(cursor.person) {
            subject = AccessDecisions.Subject(key: PersonKey(cursor.person), number: nil)
        }
        let known = try await decisions.known(about: subject, at: position, store)
        let at = max(configuration.now(), known.newest)
        let isSelf = subject == own
        let holder = configuration.population.holder(number)
        guard let actor = caller.accessActor(about: known.person, isSelf: isSelf, holder: holder, at: at) else {
            throw Refusal.forbidden
        }
        let decision = try await decision(actor, subject, position)
        _ = try standsForNobody(subject, named, actor, decision)
        let caller = caller.logged(own.key ?? (isSelf ? nil : holder))
        let view = LogView(
            .citizenSide(PersonView(actor: actor, person: known.person, policy: configuration.policy, at: at)),
            about: subject.key ?? .nobody,
            units: known.units,
            versions: known.record.versions,
            settings: LogSettings.shown(known, to: actor, policy: configuration.policy, at: at)
        )
        if view.refusal != nil { throw Refusal.forbidden }
        return try await reading(
            caller,
            subject.key ?? .nobody,
            view,
            (actor, subject, decision),
            known.record,
            position,
            cursor
        )
    }

    private func reading(
        _ caller: Caller,
        _ person: PersonKey?,
        _ view: LogView,
        _ asked: (AccessActor, AccessDecisions.Subject, PersonDecision)?,
        _ record: PersonRecord?,
        _ position: LogPosition,
        _ cursor: LogKeys.Cursor?
    ) async throws -> LogReading {
        let actor = caller.actor
        var who = actor.id
        if case .citizen(let number) = caller.role { who = number.value }
        let context = logKeys.context([
            actor.role, actor.client, actor.organisation, who, "\(person?.rawValue ?? LogReading.everybody)",
        ])
        if let cursor, cursor.context != context { throw Refusal.foreignPage }
        var patient: String?
        if let person, person != .nobody { patient = try await store.patient(of: person) }
        return LogReading(
            caller: caller,
            person: person,
            patient: patient,
            view: view,
            asked: asked,
            settings: record.map(LogSettings.kinds) ?? [:],
            position: position,
            cursor: cursor,
            context: context
        )
    }

    /// Whether what was decided still stands when the row is committed (decision 37).
    func stillHolds(_ reading: LogReading) async throws -> Bool {
        guard let (actor, subject, before) = reading.asked else { return true }
        let head = try await store.head()
        if head == reading.position, before.set.validUntil.map({ configuration.now() < $0 }) ?? true { return true }
        return try await decision(actor, subject, head) == before
    }

    /// Writes the row of a reading of the log.
    func record(_ action: AuditRow.Action, _ reading: LogReading, status: Int = 200, units: [UnitKey]) async throws {
        let person = reading.person == .nobody ? nil : reading.person
        var row = row(action, reading.caller, person, reading.position, status: status, units: units)
        row.actor.act(as: reading.asked?.actor)
        try await access.record(row, keeping: nil)
    }

    /// Runs a reading of the log, whose refusals have their row.
    func recordedLog<Answer>(
        _ action: AuditRow.Action,
        _ caller: Caller,
        _ body: (inout LogReading?) async throws -> Answer
    ) async throws -> Answer {
        var about: LogReading?
        do {
            return try await body(&about)
        } catch let refusal as Refusal {
            if let about {
                try await record(action, about, status: refusal.kind.statusCode, units: [])
            } else {
                try await audit(action, refusal, of: caller)
            }
            throw refusal
        }
    }
}

/// The settings of a person as the log tells of them.
enum LogSettings {
    /// Those that a reader may know of (decision 30).
    static func shown(_ known: KnownPerson, to actor: AccessActor, policy: AccessPolicy, at: ServerTime) -> Set<Int64> {
        guard known.hadSettings else { return [] }
        let reader = SettingCaller(actor: actor, care: nil, organisations: [])
        let settings = PersonSettings(known, reader, policy: policy, at: at)
        return Set(settings.trails.filter { settings.isVisible($0, onWish: false) }.map(\.id.rawValue))
    }

    /// What kind each setting of a person is, by its id.
    static func kinds(_ record: PersonRecord) -> [Int64: SettingType] {
        var kinds: [Int64: SettingType] = [:]
        for entry in record.entries where entry.kind == .setting {
            guard let event = SettingCoding.decode(entry) else { continue }
            switch event.action {
            case .set(let draft), .request(let draft), .change(let draft):
                kinds[event.setting.rawValue] = draft.kind.type
            case .accept, .lift, .release, .extend: break
            }
        }
        return kinds
    }
}
