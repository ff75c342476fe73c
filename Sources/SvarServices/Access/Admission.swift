import SvarAccess
package import SvarDomain
package import SvarFHIR
package import SvarSearch
package import SvarStore

/// Leave to ask the store something: who asks, about whom, and within which scope. Made once an interaction, before any
/// resource is looked for (decisions 19 and 20).
package struct Admission: Sendable {
    package let caller: Caller
    /// The one person the interaction is about; nil when none is named or the store does not know them.
    package let person: PersonKey?
    /// Whether one was named, known to the store or not: nobody is told which (decision 19).
    let isAboutOne: Bool
    package let scope: Scope
    /// The newest place in the log when the decision was made; searches are answered as of it.
    package let position: LogPosition
    /// As whom the caller asks, and what the access rules say; nil where no rule is asked: sandboxes, producers reading
    /// their own, and what is shown to all.
    let asked: (actor: AccessActor, subject: AccessDecisions.Subject, decision: PersonDecision)?

    init(
        caller: Caller,
        person: PersonKey?,
        scope: Scope,
        position: LogPosition,
        isAboutOne: Bool = false,
        asked: (actor: AccessActor, subject: AccessDecisions.Subject, decision: PersonDecision)? = nil
    ) {
        self.caller = caller
        self.person = person
        self.isAboutOne = isAboutOne || asked != nil
        self.scope = scope
        self.position = position
        self.asked = asked
    }

    /// Units written over REST of which only the withdrawn form is shown.
    var withdrawn: Set<UnitKey> { asked?.decision.withdrawn ?? [] }
    /// What stands in `meta.security` of a unit's resources for this caller.
    func labels(of unit: UnitKey) -> [String] { asked?.decision.labels[unit] ?? [] }
    /// Whether an answer about a unit holds until it has a new version, so that a caller may be told "unchanged".
    func isSteady(_ unit: UnitKey) -> Bool { asked.map { !$0.decision.changing.contains(unit) } ?? true }
    /// Whether the caller acts for the person or is the person.
    var isCitizenSide: Bool { asked?.actor.isCitizenSide ?? false }
}

extension ResultService {
    /// Decides what a caller may see in one interaction.
    ///
    /// Health personnel and citizens name exactly one person, in the `person-id` field or in the search; a citizen who
    /// names nobody means themselves, and another only by a mandate. A person the store does not know takes the same steps as
    /// a known one and gives an empty set.
    /// - Parameters:
    ///   - names: persons the interaction names beside the `person-id` field.
    ///   - types: the types asked for, when they are known: conformance types need no person and no role.
    /// - Throws: `Refusal` invalid (no person, two persons, no basis) or forbidden.
    package func admission(
        _ caller: Caller,
        naming names: [PersonName] = [],
        of types: [HostedType] = []
    ) async throws -> Admission {
        if caller.role == .unknown { throw Refusal.forbidden }
        let position = try await store.head()
        var named = names
        if let person = caller.person { named.insert(person, at: 0) }
        if named.count > 1 { named = named.uniqued }
        if !types.isEmpty, types.allSatisfy({ $0.typeClass == .conformance }) {
            return Admission(caller: caller, person: nil, scope: .conformance, position: position)
        }
        switch caller.role {
        case .sandbox:
            return Admission(
                caller: caller,
                person: try await onlyPerson(named),
                scope: .everything,
                position: position,
                isAboutOne: named.count == 1
            )
        case .producer(let producer):
            return Admission(
                caller: caller,
                person: try await onlyPerson(named),
                scope: .ownedBy(producer),
                position: position,
                isAboutOne: named.count == 1
            )
        case .personnel:
            guard let first = named.first else { throw Refusal.personRequired }
            let basis = try caller.gate(now: configuration.now())
            let subject = try await knownSubject(first)
            try await requireOne(subject, named.dropFirst())
            return try await admission(caller, subject, named, position) {
                caller.accessActor(about: $0, basis: basis, at: $1)
            }
        case .citizen(let number):
            let own = try await knownSubject(.number(number))
            let others = try await others(named, than: own)
            let holder = configuration.population.holder(number)
            let caller = caller.logged(own.key ?? (others.isEmpty ? nil : holder))
            guard let first = others.first else {
                // Their own number says nothing of whether a Patient id is theirs.
                return try await admission(caller, own, named.filter(\.isPatient), position) {
                    caller.accessActor(about: $0, isSelf: true, at: $1)
                }
            }
            let subject = try await knownSubject(first)
            try await requireOne(subject, others.dropFirst())
            return try await admission(caller, subject, others, position) {
                caller.accessActor(about: $0, holder: holder, at: $1)
            }
        case .replica, .systemOperator, .export, .guidance, .auditor, .unknown:
            throw Refusal.forbidden
        }
    }

    /// Writes the row of an interaction and returns when it is committed: nothing is disclosed before (decision 37).
    /// - Parameters:
    ///   - status: of the answer that follows.
    ///   - units: whose content the answer shows.
    ///   - query: what later pages continue, kept in the same commit.
    package func audit(
        _ action: AuditRow.Action,
        _ admission: Admission,
        status: Int = 200,
        units: some Sequence<UnitKey>,
        keeping query: KeptQuery? = nil
    ) async throws {
        var row = row(action, admission.caller, admission.person, admission.position, status: status, units: units)
        row.actor.act(as: admission.asked?.actor)
        try await access.record(row, keeping: query)
    }

    /// Runs one reading interaction: decides, lets `body` find the answer, and returns it when its row is committed. A
    /// refusal, of the decision or of `body`, has its row too. What was closed while the row was written is not shown
    /// (decision 37): then it is decided anew.
    package func audited<Answer>(
        _ action: AuditRow.Action,
        _ caller: Caller,
        naming names: [PersonName] = [],
        of types: [HostedType] = [],
        _ body: (Admission) async throws -> (answer: Answer, units: [UnitKey])
    ) async throws -> Answer {
        try await recorded(action, caller) { admission in
            while true {
                let decision = try await self.admission(caller, naming: names, of: types)
                admission = decision
                let (answer, units) = try await body(decision)
                try await audit(action, decision, units: units)
                if try await stillShows(units, decision) { return answer }
            }
        }
    }

    /// Writes the row of an interaction that was refused before anything was looked for.
    package func audit(_ action: AuditRow.Action, _ refusal: Refusal, of caller: Caller) async throws {
        try await auditRefused(action, status: refusal.kind.statusCode, of: caller)
    }

    /// Writes the row of an interaction that was refused with this status before anything was looked for, also before
    /// a use case was asked. Whom it was about is known where the `person-id` field of a right caller says so, and the
    /// citizen's log tells of it; a citizen is known by their key.
    package func auditRefused(_ action: AuditRow.Action, status: Int, of caller: Caller) async throws {
        let none = EmptyCollection<UnitKey>()
        var caller = caller
        if case .citizen(let number) = caller.role { caller = caller.logged(try await store.person(number: number)) }
        var row = row(action, caller, nil, LogPosition(0), status: status, units: none)
        if let named = caller.person, caller.role != .unknown { row.person = try await subject(named).key }
        try await access.record(row, keeping: nil)
    }

    /// Writes the row of an export of everything, made on the machine itself.
    package func auditExport(_ caller: Caller) async throws { try await auditDone(.export, of: caller) }

    /// Writes the row of an interaction that was carried out and is about nobody.
    func auditDone(_ action: AuditRow.Action, of caller: Caller) async throws {
        let position = try await store.head()
        let none = EmptyCollection<UnitKey>()
        try await access.record(row(action, caller, nil, position, status: 200, units: none), keeping: nil)
    }

    /// A row of the log of use about this caller, now.
    func row(
        _ action: AuditRow.Action,
        _ caller: Caller,
        _ person: PersonKey?,
        _ position: LogPosition,
        status: Int,
        units: some Sequence<UnitKey>
    ) -> AuditRow {
        var units = Array(units)
        if units.count > 1 { units = Set(units).sorted() }
        return AuditRow(
            at: configuration.now(),
            action: action,
            outcome: AuditRow.Outcome(status: status),
            status: status,
            actor: caller.rowActor,
            person: person,
            units: units,
            basis: caller.basis,
            position: position,
            request: caller.request
        )
    }

    /// The person a name stands for.
    package func person(_ name: PersonName) async throws -> PersonKey? { try await persons.person(name, store) }

    /// For callers who need not name anybody: the person of their row, when they name one.
    private func onlyPerson(_ names: [PersonName]) async throws -> PersonKey? {
        guard names.count == 1 else { return nil }
        return try await person(names[0])
    }

    /// Whom a name stands for, by any of the numbers that the register knows of them; as `PopulationRegister.person`. A
    /// person the store does not know takes the same steps as a known one.
    func subject(_ name: PersonName) async throws -> AccessDecisions.Subject {
        guard case .number(let number) = name else {
            return AccessDecisions.Subject(key: try await person(name), number: nil)
        }
        var keys: [PersonKey] = []
        for known in configuration.population.numbers(with: number) {
            if let key = try await person(.number(known)), !keys.contains(key) { keys.append(key) }
        }
        var chosen = keys.first
        if keys.count > 1 {
            for key in keys where try await !store.facts(of: key).units.isEmpty {
                chosen = key
                break
            }
        }
        return AccessDecisions.Subject(key: chosen, number: number)
    }

    /// Whom somebody looks for, known from then on where they were named by a number: their log of use tells of every look
    /// (row A64), and nothing tells whether the store had heard of them.
    func knownSubject(_ name: PersonName) async throws -> AccessDecisions.Subject {
        let subject = try await subject(name)
        guard subject.key == nil, let number = subject.number else { return subject }
        let (register, id) = (configuration.population, ids.resourceID())
        let key = try await store.write { store in
            if let known = try register.person(number, in: store) { return known }
            let person = try store.addPerson(patient: id, numbers: [number])
            if let facts = register.answer(about: [number]) {
                try RegisterEntry.enter(facts, about: person, in: store)
            }
            return person
        }
        return AccessDecisions.Subject(key: key, number: number)
    }

    private func requireOne(_ subject: AccessDecisions.Subject, _ others: some Sequence<PersonName>) async throws {
        for other in others {
            guard subject.key != nil, try await self.subject(other) == subject else { throw Refusal.onePersonOnly }
        }
    }

    /// The names that do not stand for the citizen themselves.
    private func others(_ names: [PersonName], than own: AccessDecisions.Subject) async throws -> [PersonName] {
        var others: [PersonName] = []
        for name in names where try await subject(name) != own { others.append(name) }
        return others
    }

    /// - Parameters:
    ///   - names: by which the person was named.
    ///   - actor: who the caller is toward the person, at an instant; nil: nobody whom anything is shown to.
    private func admission(
        _ caller: Caller,
        _ subject: AccessDecisions.Subject,
        _ names: [PersonName],
        _ position: LogPosition,
        as actor: (SvarAccess.PersonFacts, ServerTime) -> AccessActor?
    ) async throws -> Admission {
        var asked = subject
        while true {
            let known = try await decisions.known(about: asked, at: position, store)
            guard let actor = actor(known.person, max(configuration.now(), known.newest)) else {
                throw Refusal.forbidden
            }
            let decision = try await decision(actor, asked, position)
            if try standsForNobody(asked, names, actor, decision) {
                asked = .nobody
                continue
            }
            if let reason = decision.refusal { throw Refusal(reason) }
            return Admission(
                caller: caller,
                person: subject.key,
                scope: .units(decision.set),
                position: position,
                asked: (actor, asked, decision)
            )
        }
    }

    /// Whether somebody was named only by a Patient id, and nothing of them is shown to the caller: then the answer is the
    /// same as for an id that nobody has, or it would tell that they are known.
    /// - Throws: `Refusal` where such an id is refused.
    func standsForNobody(
        _ subject: AccessDecisions.Subject,
        _ names: [PersonName],
        _ actor: AccessActor,
        _ decision: PersonDecision
    ) throws -> Bool {
        guard !decision.isShown, subject.key != nil, names.contains(where: \.isPatient) else { return false }
        guard names.allSatisfy(\.isPatient) else { throw Refusal.onePersonOnly }
        if actor.isCitizenSide { throw Refusal.forbidden }
        return true
    }

    /// What an actor gets of a person now.
    func decision(_ actor: AccessActor, _ subject: AccessDecisions.Subject, _ head: LogPosition) async throws
        -> PersonDecision
    {
        try await decisions.decision(for: actor, about: subject, at: head, now: configuration.now(), store)
    }

    /// Whether what an answer shows may still be shown after its row was committed (decision 37): what was closed
    /// meanwhile, or has another form, is not.
    func stillShows(_ units: some Sequence<UnitKey>, _ admission: Admission) async throws -> Bool {
        guard let (actor, subject, before) = admission.asked else { return true }
        let head = try await store.head()
        // Nothing was written since the decision.
        if head == admission.position, before.set.validUntil.map({ configuration.now() < $0 }) ?? true { return true }
        let now = try await decision(actor, subject, head)
        guard now.refusal == before.refusal, now.outcome == before.outcome else { return false }
        return units.allSatisfy { unit in
            !before.set.units.contains(unit)
                || (now.set.units.contains(unit) && now.set.windows[unit] == before.set.windows[unit]
                    && now.labels[unit] == before.labels[unit])
        }
    }
}

extension AuditRow.Outcome {
    /// What a status says.
    package init(status: Int) {
        self =
            switch status {
            case 200..<400: .permitted
            case 404, 410: .notFound
            default: .refused
            }
    }
}

extension PersonName {
    var isPatient: Bool { if case .patient = self { true } else { false } }
}

extension Scope {
    /// What is shown to all.
    static let conformance = Scope.units(AllowedSet(person: .nobody, units: []))
}

extension PersonKey {
    /// Stands for a person the store does not know: has no unit.
    static let nobody = PersonKey(0)
}

extension Refusal {
    /// What a refused caller is told of the reason: one text for all, but that an elevated basis was not needed
    /// (decisions 21 and 24).
    init(_ reason: SvarAccess.Reason) {
        guard reason == .elevatedNotNeeded else {
            self = .forbidden
            return
        }
        self.init(
            .forbidden,
            .forbidden,
            "elevated-not-needed: nothing is sealed or shielded for this person; use an ordinary access-basis."
        )
    }

    /// An interaction of personnel or a citizen that names nobody.
    package static let personRequired = Refusal(
        .invalid,
        .required,
        "person-required: name the one person this is about, in the field person-id or by patient or subject."
    )
    /// An interaction that names two.
    package static let onePersonOnly = Refusal(
        .invalid,
        .value,
        "one-person-only: the field person-id and the parameters must name one and the same person; a Patient id counts only "
            + "where something of theirs is shown to you."
    )
    /// One text for all, whatever the rule (decision 21).
    package static let forbidden = Refusal(.forbidden, .forbidden, "forbidden: the caller may not do this.")
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order they came.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
