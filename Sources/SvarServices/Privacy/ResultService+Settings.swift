import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore

/// A caller who was found to be somebody toward the settings of one person, before any setting was looked for.
struct SettingAsker: Sendable {
    let caller: SettingCaller
    /// As whom the log of use names them.
    let logged: Caller
    let subject: AccessDecisions.Subject
    /// What is known of the person, also of one the store has not heard of.
    let known: KnownPerson
    let position: LogPosition
    let at: ServerTime
    /// What of the person's results the caller is shown.
    let scope: Scope
}

extension ResultService {
    /// The settings of a person that the caller sees (decision 30).
    package func settings(_ query: SettingQuery, caller: Caller) async throws -> SettingPage {
        try await asked(.settings, caller) { asker in
            let settings = PersonSettings(asker, policy: configuration.policy)
            let shown = settings.trails.filter {
                (query.withHistory || $0.state(at: asker.at) != .ended)
                    && settings.isVisible($0, onWish: query.isOnWish)
            }
            let (page, next) = try Self.page(shown, after: query.after, count: query.count, settingIDs)
            let shower = try await shower(of: page, settings, asker)
            let json = try page.map { trail in
                try shower.json(trail, settings, ids: settingIDs, onWish: query.isOnWish, query.withHistory)
            }
            return (SettingPage(settings: json, next: next), shower.units)
        }
    }

    /// One setting with all that was done to it.
    package func setting(_ id: String, onWish: Bool, caller: Caller) async throws -> SettingReply {
        try await asked(.settings, caller) { asker in
            let settings = PersonSettings(asker, policy: configuration.policy)
            let trail = try settings.trail(id, settingIDs, onWish: onWish)
            let shower = try await shower(of: [trail], settings, asker)
            let json = try shower.json(trail, settings, ids: settingIDs, onWish: onWish, true)
            return (SettingReply(id: id, version: trail.version, isNew: false, json: json), shower.units)
        }
    }

    /// Ids of settings of this service.
    var settingIDs: SettingIDs { SettingIDs(key: tokens.key(for: "svar setting 1")) }

    /// Runs what asks about settings: finds out who asks about whom, and returns the answer when its row is committed.
    func asked<Answer>(
        _ action: AuditRow.Action,
        _ caller: Caller,
        naming names: [PersonName] = [],
        _ body: (SettingAsker) async throws -> (answer: Answer, units: [UnitKey])
    ) async throws -> Answer {
        try await recordingRefusals(action, caller, naming: names) { first in
            var asker = first
            while true {
                let (answer, units) = try await body(asker)
                let row = row(action, asker.logged, asker.subject.key, asker.position, status: 200, units: units)
                try await access.record(row, keeping: nil)
                // What was closed or set meanwhile is looked at again (decision 37).
                let now = try await decisions.known(about: asker.subject, at: store.head(), store)
                if now.record.last == asker.known.record.last { return answer }
                asker = try await settingAsker(caller, naming: names)
            }
        }
    }

    /// Finds out who asks about whom; a refusal, of that or of `body`, has its row in the log of use.
    func recordingRefusals<Value>(
        _ action: AuditRow.Action,
        _ caller: Caller,
        naming names: [PersonName] = [],
        _ body: (SettingAsker) async throws -> Value
    ) async throws -> Value {
        let asker = try await auditingRefusals(action, caller) { try await settingAsker(caller, naming: names) }
        do {
            return try await body(asker)
        } catch let refusal as Refusal {
            let none = EmptyCollection<UnitKey>()
            let status = refusal.kind.statusCode
            let row = row(action, asker.logged, asker.subject.key, asker.position, status: status, units: none)
            try await access.record(row, keeping: nil)
            throw refusal
        }
    }

    /// Who asks, about whom. What the person or a professional set does not close settings: nobody could lift it. Who has no
    /// access to the person at all has none to settings.
    /// - Throws: `Refusal` invalid (no person, two persons, no basis) or forbidden.
    func settingAsker(_ caller: Caller, naming names: [PersonName] = []) async throws -> SettingAsker {
        let now = configuration.now()
        var basis: AccessBasis?
        switch caller.role {
        case .personnel: basis = try caller.gate(now: now)
        case .citizen, .guidance, .sandbox: break
        default: throw Refusal.forbidden
        }
        var named = names
        if let person = caller.person { named.insert(person, at: 0) }
        var own: AccessDecisions.Subject?
        var holder: PersonKey?
        if case .citizen(let number) = caller.role {
            own = try await knownSubject(.number(number))
            holder = configuration.population.holder(number)
            if named.isEmpty { named = [.number(number)] }
        }
        guard let first = named.first else { throw Refusal.personRequired }
        var subject = try await caller.role == .sandbox ? subject(first) : knownSubject(first)
        for other in named.dropFirst() where try await self.subject(other) != subject { throw Refusal.onePersonOnly }
        let position = try await store.head()
        while true {
            let known = try await decisions.known(about: subject, at: position, store)
            let at = max(now, known.newest)
            let actor = caller.accessActor(
                about: known.person,
                basis: basis,
                isSelf: own == subject,
                holder: holder,
                scope: .settings,
                at: at
            )
            guard actor != nil || caller.role == .sandbox else { throw Refusal.forbidden }
            if let actor, SettingCaller.isShutOut(actor, of: known.person, policy: configuration.policy, at: at) {
                throw Refusal.forbidden
            }
            var scope = Scope.everything
            if let actor {
                let decision = try await decisions.decision(for: actor, about: subject, at: position, now: now, store)
                if try standsForNobody(subject, named, actor, decision) {
                    subject = .nobody
                    continue
                }
                scope = .units(decision.set)
            }
            var logged = caller.logged(own?.key ?? (own == subject ? nil : holder))
            logged.actor.act(as: actor)
            return SettingAsker(
                caller: SettingCaller(actor: actor, care: caller.careRelationship, organisations: caller.organisations),
                logged: logged,
                subject: subject,
                known: known,
                position: position,
                at: at,
                scope: scope
            )
        }
    }

    /// What shows settings to this caller: with the reports that those name, as far as the caller is shown them.
    func shower(of trails: [SettingTrail], _ settings: PersonSettings, _ asker: SettingAsker) async throws
        -> SettingShower
    {
        var reports: [UnitKey: String] = [:]
        var units: [UnitKey] = []
        for case .unit(let unit) in Set(trails.flatMap(\.targets)) where settings.shows(unit) {
            let members = try await store.members(of: unit, in: asker.scope)
            reports[unit] = members.first { $0.type == .diagnosticReport && !$0.isDeleted }?.id
            units.append(unit)
        }
        return SettingShower(reports: reports, units: units)
    }

    /// A page of what is shown, by when each began.
    static func page(_ trails: [SettingTrail], after: String?, count: Int, _ ids: SettingIDs) throws -> (
        page: [SettingTrail], next: String?
    ) {
        var rest = trails[...]
        if let after {
            guard let place = trails.firstIndex(where: { ids.id(of: $0.id) == after }) else {
                throw Refusal(.gone, .expired, "The setting that the page before ended with is gone: begin anew.")
            }
            rest = trails[(place + 1)...]
        }
        let page = Array(rest.prefix(count))
        return (page, page.count < rest.count ? page.last.map { ids.id(of: $0.id) } : nil)
    }
}

/// Shows settings to one caller.
struct SettingShower: Sendable {
    let reports: [UnitKey: String]
    /// Of those reports.
    let units: [UnitKey]

    func json(
        _ trail: SettingTrail,
        _ settings: PersonSettings,
        ids: SettingIDs,
        onWish: Bool,
        _ withHistory: Bool
    ) throws -> JSONValue {
        guard let viewer = settings.author(toward: trail.setting.target, trail.setting.results, onWish: onWish) else {
            throw Refusal.forbidden
        }
        return SettingJSON(viewer: viewer, at: settings.at, reports: reports)
            .json(trail, id: ids.id(of: trail.id), withHistory: withHistory)
    }
}

extension PersonSettings {
    init(_ asker: SettingAsker, policy: AccessPolicy) {
        self.init(asker.known, asker.caller, policy: policy, at: asker.at)
    }

    /// The setting of a public id.
    /// - Throws: `Refusal` notFound: hidden and absent alike.
    func trail(_ id: String, _ ids: SettingIDs, onWish: Bool) throws -> SettingTrail {
        guard let trail = trails.first(where: { ids.id(of: $0.id) == id }), isVisible(trail, onWish: onWish) else {
            throw Refusal.notFound
        }
        return trail
    }
}

extension SettingTrail {
    /// All it ever named.
    var targets: [SettingTarget] { events.compactMap { $0.action.draft?.target } }
}
