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
    package let scope: Scope
    /// The newest place in the log when the decision was made; searches are answered as of it.
    package let position: LogPosition
    /// Units of the person whose report is cancelled or withdrawn.
    package let withdrawn: Set<UnitKey>

    package init(
        caller: Caller,
        person: PersonKey?,
        scope: Scope,
        position: LogPosition,
        withdrawn: Set<UnitKey> = []
    ) {
        self.caller = caller
        self.person = person
        self.scope = scope
        self.position = position
        self.withdrawn = withdrawn
    }
}

extension ResultService {
    /// Decides what a caller may see in one interaction.
    ///
    /// Health personnel and citizens name exactly one person, in the `person-id` field or in the search; a citizen who
    /// names nobody means themselves and may mean nobody else. A person the store does not know takes the same steps as
    /// a known one and gives an empty set.
    /// - Parameters:
    ///   - names: persons the interaction names beside the `person-id` field.
    ///   - types: the types asked for, when they are known: conformance types need no person and no role.
    /// - Throws: `Refusal` invalid (no person, two persons) or forbidden.
    package func admission(_ caller: Caller, naming names: [PersonName] = [], of types: [HostedType] = []) async throws
        -> Admission
    {
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
                position: position
            )
        case .producer(let producer):
            return Admission(
                caller: caller,
                person: try await onlyPerson(named),
                scope: .ownedBy(producer),
                position: position
            )
        case .personnel:
            guard let first = named.first else { throw Refusal.personRequired }
            let person = try await person(first)
            for other in named.dropFirst() {
                guard let person, try await self.person(other) == person else { throw Refusal.onePersonOnly }
            }
            return try await admission(caller, person, position)
        case .citizen(let number):
            let own = try await person(.number(number))
            for other in named where other != .number(number) {
                guard let own, try await person(other) == own else { throw Refusal.forbidden }
            }
            return try await admission(caller, own, position)
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
        let row = row(action, admission.caller, admission.person, admission.position, status: status, units: units)
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
    /// a use case was asked. Whom a refused interaction was about is not known, but a citizen is known by their key.
    package func auditRefused(_ action: AuditRow.Action, status: Int, of caller: Caller) async throws {
        let none = EmptyCollection<UnitKey>()
        var row = row(action, caller, nil, LogPosition(0), status: status, units: none)
        if case .citizen(let number) = caller.role, row.actor.id.isEmpty,
            let own = try await store.person(number: number)
        {
            row.actor.id = "\(own.rawValue)"
        }
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
        var actor = caller.rowActor
        var units = Array(units)
        if units.count > 1 { units = Set(units).sorted() }
        if case .citizen = caller.role, actor.id.isEmpty, let person { actor.id = "\(person.rawValue)" }
        return AuditRow(
            at: configuration.now(),
            action: action,
            outcome: AuditRow.Outcome(status: status),
            status: status,
            actor: actor,
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

    private func admission(_ caller: Caller, _ person: PersonKey?, _ position: LogPosition) async throws -> Admission {
        let decision = try await allowed.decision(about: person ?? .nobody, at: position, store)
        return Admission(
            caller: caller,
            person: person,
            scope: .units(decision.set),
            position: position,
            withdrawn: decision.withdrawn
        )
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

extension Scope {
    /// What is shown to all.
    static let conformance = Scope.units(AllowedSet(person: .nobody, units: []))
}

extension PersonKey {
    /// Stands for a person the store does not know: has no unit.
    static let nobody = PersonKey(0)
}

extension Refusal {
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
        "one-person-only: the field person-id and the parameters must name one and the same person."
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
