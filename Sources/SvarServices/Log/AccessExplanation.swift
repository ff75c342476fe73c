import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore

/// Why a decision about one report is as it is: a pure function of what the log held at an instant (`docs/api/explain-access.md`).
struct AccessExplanation: Sendable {
    let question: AccessQuestion
    let decision: AccessDecision
    /// What the professional is told of closures.
    let outcome: PatientOutcome
    let unit: UnitFacts
    let person: SvarAccess.PersonFacts
    let policy: AccessPolicy
    /// The instant it was decided at.
    let at: ServerTime

    /// - Parameters:
    ///   - record: all that is known of the person; what is later than the instant is left out.
    ///   - now: the instant where the question names none.
    /// - Returns: nil when the unit was not there yet.
    init?(
        _ question: AccessQuestion,
        unit key: UnitKey,
        of record: PersonRecord,
        register: RegisterFacts?,
        holder: PersonKey?,
        policy: AccessPolicy,
        now: ServerTime
    ) {
        let known: KnownPerson
        if let at = question.at {
            // Not received yet: there was no report to decide about.
            guard record.versions.contains(where: { $0.unit == key && $0.stamp.at <= at }) else { return nil }
            known = KnownPerson(record.asOf(at), register: register)
            self.at = at
        } else {
            known = KnownPerson(record, register: register)
            at = max(now, known.newest)
        }
        guard let unit = known.units.first(where: { $0.key == key }), !unit.versions.isEmpty else { return nil }
        let actor = question.actor(toward: known.person, holder: holder, at: at)
        decision = PersonView(actor: actor, person: known.person, policy: policy, at: at).decide(unit)
        if case .personnel(let personnel) = actor {
            outcome = PatientOutcome.of(known.person.settings, personnel, policy: policy, at: at).outcome
        } else {
            outcome = .none
        }
        self.question = question
        self.unit = unit
        self.policy = policy
        person = known.person
    }

    /// Settings in force at the instant that name this report.
    var settings: [Setting] {
        person.settings.all.filter { $0.isInForce(at) && ($0.closes(unit) || $0.opens(unit)) }
    }

    /// As a Parameters resource.
    var parameters: JSONValue {
        var list: [JSONValue] = [
            Self.code("actor", question.who.rawValue), Self.instant("at", at),
            Self.code("verdict", decision.verdict.name),
            .object(["name": "shown", "valueBoolean": .bool(decision.verdict.shows)]),
            Self.part(
                "reason",
                [
                    Self.code("code", decision.reason.rawValue), Self.text("no", decision.reason.norwegian),
                    Self.text("en", decision.reason.english),
                ]
            ),
        ]
        for rule in decision.rules.ids {
            let rows = AccessRules.rows(of: rule).map { Self.code("row", $0) }
            list.append(Self.part("rule", [Self.code("id", "\(rule)")] + rows))
        }
        list += settings.map(setting)
        if let version = decision.version {
            list.append(
                Self.part(
                    "version",
                    [
                        .object(["name": "number", "valuePositiveInt": JSONValue(version + 1)]),
                        Self.instant("received", unit.versions[version].received),
                        Self.code("rendition", "\(decision.rendition)"),
                        .object([
                            "name": "earlierVersions",
                            "valueUnsignedInt": JSONValue(decision.earlierVersions(of: unit).count),
                        ]),
                    ]
                )
            )
        }
        list += decision.markers.codes.map { Self.code("marker", $0) }
        if outcome != .none { list.append(Self.code("told", outcome.rawValue)) }
        if decision.validUntil != .never { list.append(Self.instant("validUntil", decision.validUntil)) }
        list.append(Self.part("policy", PolicySwitch.allCases.map { Self.code($0.rawValue, policy.value(of: $0)) }))
        return .object(["resourceType": "Parameters", "parameter": .array(list)])
    }

    private func setting(_ setting: Setting) -> JSONValue {
        var parts = [Self.code("kind", SettingWords.word(of: setting.kind.type))]
        switch setting.kind {
        case .denial(let ground): parts.append(Self.code("ground", ground.code))
        case .block(let hpr): parts.append(Self.text("hpr", "\(hpr.rawValue)"))
        default: break
        }
        parts.append(Self.code("target", setting.target.kindName))
        if let from = setting.results?.from { parts.append(Self.date("resultsFrom", from)) }
        if let through = setting.results?.through { parts.append(Self.date("resultsThrough", through)) }
        if setting.valid.from != .ever { parts.append(Self.instant("from", setting.valid.from)) }
        if setting.valid.until != .never { parts.append(Self.instant("until", setting.valid.until)) }
        return Self.part("setting", parts)
    }

    // MARK: Parameters

    private static func part(_ name: String, _ parts: [JSONValue]) -> JSONValue {
        .object(["name": .string(name), "part": .array(parts)])
    }

    private static func code(_ name: String, _ code: String) -> JSONValue {
        .object(["name": .string(name), "valueCode": .string(code)])
    }

    private static func text(_ name: String, _ text: String) -> JSONValue {
        .object(["name": .string(name), "valueString": .string(text)])
    }

    private static func date(_ name: String, _ date: CivilDate) -> JSONValue {
        .object([
            "name": .string(name),
            "valueDate": .string(String(InstantFormat.utcText(Int64(date.daysSince1970) * 86_400_000_000).prefix(10))),
        ])
    }

    private static func instant(_ name: String, _ time: ServerTime) -> JSONValue {
        .object(["name": .string(name), "valueInstant": .string(InstantFormat.utcText(time.microseconds))])
    }
}

extension SettingTarget {
    /// What kind of thing it names.
    var kindName: String {
        switch self {
        case .all: "all"
        case .unit: "report"
        case .item: "item"
        case .code: "code"
        case .order: "order"
        case .referral: "referral"
        }
    }
}

extension PersonRecord {
    /// What was known at an instant.
    func asOf(_ time: ServerTime) -> PersonRecord {
        var record = self
        record.versions.removeAll { $0.stamp.at > time }
        record.entries.removeAll { $0.stamp.at > time }
        return record
    }
}

extension ResultService {
    /// Why somebody gets, got or would get a report or not: the decision, the rules that spoke, the settings and the instant.
    /// For auditors only, and in the log of use.
    /// - Throws: `Refusal`, with its row in the log of use.
    package func explainAccess(to report: String, _ parameters: [NamedValue], caller: Caller) async throws -> [UInt8] {
        try await recordedLog(.explain, caller) { about in
            guard caller.role == .auditor || caller.role == .sandbox else { throw Refusal.forbidden }
            let question = try AccessQuestion(parameters)
            guard let version = try await store.current(.diagnosticReport, report, in: .everything),
                let person = version.person
            else { throw Refusal.notFound }
            var asker = caller
            asker.person = nil
            let reading = try await logReading(asker, person)
            about = reading
            let record = try await decisions.known(
                about: AccessDecisions.Subject(key: person, number: nil),
                at: reading.position,
                store
            ).record
            let explanation = AccessExplanation(
                question,
                unit: version.unit,
                of: record,
                register: configuration.population.answer(about: record.numbers),
                holder: question.holder.map(configuration.population.holder),
                policy: configuration.policy,
                now: configuration.now()
            )
            guard let explanation else { throw Refusal.notFound }
            try await self.record(.explain, reading, units: [version.unit])
            return explanation.parameters.bytes
        }
    }
}
