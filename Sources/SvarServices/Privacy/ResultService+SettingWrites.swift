import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore

extension ResultService {
    /// Most settings of one person that stand at a time, and most that was ever done to them: each access decision about the
    /// person reads all of it. Lifting is never refused.
    static let mostSettings = 5_000
    static let mostSettingEvents = 20_000

    /// Sets or requests a setting. One that the caller has made already, to the letter, is answered and not made again, so
    /// that a client may send again what it got no answer to.
    package func set(_ body: [UInt8], caller: Caller) async throws -> SettingReply {
        try await changed(caller) { asker in
            let form = try SettingForm(body, organisation: caller.actor.organisation)
            let draft = form.draft(try await target(form.target, asker))
            let action: SettingAction = form.isRequest ? .request(draft) : .set(draft)
            return SettingChange(deed: form.words) { settings in
                let author = try settings.author(toward: draft, form.words)
                if let same = settings.trails.first(where: { $0.wasLast(action, by: author) && !$0.isOver(settings) }) {
                    return .done(same)
                }
                try settings.checkRoom()
                return .event(nil, action, author)
            }
        }
    }

    /// Gives a setting other content.
    package func change(_ id: String, _ body: [UInt8], ifMatch version: Int?, caller: Caller) async throws
        -> SettingReply
    {
        try await changed(caller) { [settingIDs] asker in
            let form = try SettingForm(body, organisation: caller.actor.organisation)
            let draft = form.draft(try await target(form.target, asker))
            if form.isRequest {
                throw PrivacyJSON.wrong(
                    "request",
                    .businessRule,
                    "a setting is requested by POST and not changed to it"
                )
            }
            return SettingChange(deed: form.words) { settings in
                let trail = try settings.trail(id, settingIDs, onWish: form.words.isOnWish)
                // As whom one acts toward what it named, and toward what it is to name.
                let before = try settings.author(toward: trail, form.words)
                let author = try settings.author(toward: draft, form.words)
                let action = SettingAction.change(draft)
                if trail.wasLast(action, by: author) { return .done(trail) }
                try trail.check(version, settings)
                try settings.check(action, by: before, on: trail)
                try settings.checkRoom(forNew: false)
                return .event(trail, action, author)
            }
        }
    }

    /// Lifts, accepts, releases or extends a setting.
    package func act(_ act: SettingAct, on id: String, _ body: [UInt8], ifMatch version: Int?, caller: Caller)
        async throws -> SettingReply
    {
        let deed = try await auditingRefusals(.setting, caller) {
            try SettingDeed(body, needsUntil: act == .extend)
        }
        return try await self.act(act, on: id, deed, ifMatch: version, caller: caller)
    }

    /// Lifts a setting without words.
    package func lift(_ id: String, onWish: Bool, ifMatch version: Int?, caller: Caller) async throws -> SettingReply {
        var deed = SettingDeed()
        deed.isOnWish = onWish
        return try await act(.lift, on: id, deed, ifMatch: version, caller: caller)
    }

    private func act(
        _ act: SettingAct,
        on id: String,
        _ deed: SettingDeed,
        ifMatch version: Int?,
        caller: Caller
    ) async throws -> SettingReply {
        try await changed(caller) { [settingIDs] _ in
            SettingChange(deed: deed) { settings in
                let trail = try settings.trail(id, settingIDs, onWish: deed.isOnWish)
                let author = try settings.author(toward: trail, deed)
                guard let action = act.action(deed) else { throw Refusal.settingForbidden }
                if trail.isLifted && action == .lift || trail.wasLast(action, by: author) { return .done(trail) }
                try trail.check(version, settings)
                if case .extend(let until) = action, until <= settings.at {
                    throw PrivacyJSON.wrong("until", .value, "until is over: lift or release it instead")
                }
                if action != .lift { try settings.checkRoom(forNew: false) }
                return .event(trail, action, author)
            }
        }
    }

    // MARK: The write

    /// The unit of a report that the caller is shown.
    /// - Throws: `Refusal` notFound: hidden and absent alike.
    private func target(_ target: SettingForm.Target, _ asker: SettingAsker) async throws -> SettingTarget {
        switch target {
        case .all: return .all
        case .other(let other): return other
        case .report(let id):
            guard let version = try await store.current(.diagnosticReport, id, in: asker.scope), !version.isDeleted,
                let key = asker.subject.key, version.person == key
            else { throw Refusal.notFound }
            return .unit(version.unit)
        }
    }

    /// Makes one change in one write: what stands is read there, what is to be done is decided there, and the row of the
    /// log of use and the replicas' feed go with it.
    private func changed(_ caller: Caller, _ prepare: (SettingAsker) async throws -> SettingChange) async throws
        -> SettingReply
    {
        let (asker, change, done) = try await writing(caller) { asker, write in
            let change = try await prepare(asker)
            return (asker, change, try await store.write { try write.run(change, in: $0) })
        }
        let shower = try await shower(of: [done.trail], done.settings, asker)
        var json = try shower.json(done.trail, done.settings, ids: settingIDs, onWish: change.deed.isOnWish, true)
        if done.isNew, let statements = SettingJSON.statements(done.trail.setting.kind) {
            json["statements"] = statements
        }
        return SettingReply(
            id: settingIDs.id(of: done.trail.id),
            version: done.trail.version,
            isNew: done.isNew,
            json: json
        )
    }

    /// Runs what changes settings or presets: finds out who asks about whom. Its row is in the write; a refusal has a row of
    /// its own.
    func writing<Value>(_ caller: Caller, _ body: (SettingAsker, PersonWrite) async throws -> Value) async throws
        -> Value
    {
        try await recordingRefusals(.setting, caller) { asker in
            let write = PersonWrite(
                asker: asker,
                feed: feed,
                population: configuration.population,
                facts: asker.subject.number.flatMap { configuration.population.answer(about: [$0]) },
                patient: ids.resourceID(),
                row: { row(.setting, asker.logged, $0, asker.position, status: 200, units: $1) }
            )
            return try await body(asker, write)
        }
    }
}

/// What is to be done, once the person's settings are read in the write.
struct SettingChange: Sendable {
    enum Decision {
        /// Nothing: it stands like this.
        case done(SettingTrail)
        /// To a setting, or to a new one.
        case event(SettingTrail?, SettingAction, SettingAuthor)
    }
    var deed: SettingDeed
    let decide: @Sendable (PersonSettings) throws -> Decision
}

extension PersonWrite {
    struct Outcome: Sendable {
        let trail: SettingTrail
        let settings: PersonSettings
        let isNew: Bool
    }

    /// Enters one event about a setting, unless it stands already.
    func run(_ change: SettingChange, in store: any StoreTransaction) throws -> Outcome {
        let settings = try settings(in: store)
        let trail: SettingTrail?
        var event: SettingEvent
        switch try change.decide(settings) {
        case .done(let trail):
            try record(trail, settings.person, in: store)
            return Outcome(trail: trail, settings: settings, isNew: false)
        case .event(let before, let action, let author):
            try settings.check(action, by: author, on: before)
            trail = before
            event = SettingEvent(
                setting: try before?.id ?? Setting.ID(store.newSubject()),
                at: settings.at,
                action: action,
                by: author,
                why: change.deed.why
            )
        }
        let person = try person(of: settings, in: store)
        let body = SettingCoding.encode(event)
        event.at = try enter(.setting, subject: event.setting.rawValue, body, about: person, in: store).at
        guard let new = SettingTrail.all((trail?.events ?? []) + [event]).first else { throw Refusal.notFound }
        try record(new, person, in: store)
        try feed.apply(to: person, in: store)
        return Outcome(trail: new, settings: settings, isNew: trail == nil)
    }

    /// The row of the log of use, with the setting and what was last done to it.
    private func record(_ trail: SettingTrail, _ person: PersonKey?, in store: any StoreTransaction) throws {
        var row = row(person, trail.named)
        row.setting = trail.events.last.map {
            AuditedSetting(id: trail.id.rawValue, action: $0.action.type.rawValue)
        }
        try store.record(row)
    }
}

extension SettingAct {
    /// What is done, with what was said; nil when it does not say until when.
    fileprivate func action(_ deed: SettingDeed) -> SettingAction? {
        switch self {
        case .accept: .accept
        case .lift: .lift
        case .release: .release
        case .extend: deed.until.map { .extend(until: $0) }
        }
    }
}

extension SettingTrail {
    fileprivate func isOver(_ settings: PersonSettings) -> Bool { state(at: settings.at) == .ended }

    /// The unit it names by itself, for the log of use.
    fileprivate var named: [UnitKey] { if case .unit(let unit) = setting.target { [unit] } else { [] } }

    /// - Parameter version: of `If-Match`
    fileprivate func check(_ version: Int?, _ settings: PersonSettings) throws {
        if let version, version != self.version { throw Refusal.settingChanged }
        if isLifted { throw Refusal.settingEnded }
    }
}

extension PersonSettings {
    fileprivate func author(toward draft: SettingDraft, _ deed: SettingDeed) throws -> SettingAuthor {
        // What is to be named must be shown: else it would be told whether it is there.
        if case .unit(let unit) = draft.target, !shows(unit) { throw Refusal.notFound }
        guard let author = author(toward: draft.target, draft.results, onWish: deed.isOnWish) else {
            throw Refusal.settingForbidden
        }
        return author
    }

    fileprivate func author(toward trail: SettingTrail, _ deed: SettingDeed) throws -> SettingAuthor {
        guard let author = author(toward: trail.setting.target, trail.setting.results, onWish: deed.isOnWish) else {
            throw Refusal.settingForbidden
        }
        return author
    }

    /// Whether this may be done, by decision 29, and is well formed.
    func check(_ action: SettingAction, by author: SettingAuthor, on trail: SettingTrail?) throws {
        try checkAuthority(action, by: author, on: trail)
        switch action {
        case .set(let draft), .request(let draft), .change(let draft):
            if let problem = draft.problem(at: at) {
                throw Refusal(
                    .unprocessable,
                    .businessRule,
                    "\(problem.rawValue): \(problem.text)",
                    expression: [problem.place]
                )
            }
        case .accept, .lift, .release, .extend: break
        }
    }

    private func checkAuthority(_ action: SettingAction, by author: SettingAuthor, on trail: SettingTrail?) throws {
        let event = SettingEvent(setting: trail?.id ?? Setting.ID(0), at: at, action: action, by: author)
        guard SettingAuthority.permits(event, on: trail?.setting, policy: policy) else {
            throw Refusal.settingForbidden
        }
    }

    /// Whether there is room for one more.
    fileprivate func checkRoom(forNew: Bool = true) throws {
        if forNew, trails.count(where: { $0.state(at: at) != .ended }) >= ResultService.mostSettings {
            throw Refusal.tooManySettings
        }
        if trails.reduce(0, { $0 + $1.events.count }) >= ResultService.mostSettingEvents {
            throw Refusal.tooManySettings
        }
    }
}

extension Refusal {
    /// Decision 29 does not let this caller do this.
    static let settingForbidden = Refusal(
        .forbidden,
        .forbidden,
        "not-permitted: the caller may not do this to a setting of this kind. Personnel who act on the citizen's wish say so "
            + "(wish); grounds that protect are for those who requested, performed or treat; a parent sets their consent alone."
    )
    /// `If-Match` names another state of it.
    static let settingChanged = Refusal(
        .preconditionFailed,
        .conflict,
        "setting-changed: the setting has been changed since; read it again."
    )
    /// What was lifted stays so.
    static let settingEnded = Refusal(.conflict, .conflict, "setting-ended: the setting was lifted; set a new one.")
    static let tooManySettings = Refusal(
        .conflict,
        .tooCostly,
        "too-many-settings: the person has as many settings as one may have; lift some, or set one of everything."
    )
}
