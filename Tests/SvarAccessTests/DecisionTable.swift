import SvarAccess
import SvarDomain
import SvarFHIR
import Testing

/// One row of `docs/privacy/decision-table.md`: its id, the verdict, and situations that it is about.
struct TableRow: Sendable, CustomTestStringConvertible {
    let id: String
    let verdict: Verdict
    /// What personnel are told beside it.
    var outcome = PatientOutcome.none
    let situations: [Situation]

    init(_ id: String, _ verdict: Verdict, outcome: PatientOutcome = .none, _ situations: Situation...) {
        self.id = id
        self.verdict = verdict
        self.outcome = outcome
        self.situations = situations
    }
    var testDescription: String { id }

    static let all = personnel + citizen + parents + others
}

private let professional = Situation()
private let aCitizen = Situation().with { $0.actor = .citizen }
private let aYouth = aCitizen.with {
    $0.birthDate = day(2012, 3, 1)
    $0.policy.youth = .open
}
private let aParent = Situation().with {
    $0.actor = .parent
    $0.birthDate = day(2018, 3, 1)
}
private let aYouthsParent = aParent.with {
    $0.birthDate = day(2012, 3, 1)
    $0.policy.youth = .open
}
private let aGuardian = Situation().with { $0.actor = .guardian }
private let aProxy = Situation().with { $0.actor = .proxy }

extension Situation {
    fileprivate func on(_ basis: AccessBasis) -> Situation { with { $0.actor = .personnel(basis) } }
    fileprivate func setting(_ settings: Setting...) -> Situation { with { $0.settings += settings } }
    fileprivate func versions(_ versions: VersionFacts...) -> Situation { with { $0.unit.versions = versions } }
    fileprivate func silent() -> Situation { with { $0.policy.disclosure = .silent } }
    fileprivate func profile(_ profile: DelayProfile) -> Situation { with { $0.policy.delays = profile } }
    fileprivate var dead: Situation { with { $0.isDeceased = true } }
    fileprivate func at(_ at: ServerTime) -> Situation { with { $0.at = at } }
}

extension TableRow {
    static let personnel: [TableRow] = [
        TableRow("A05", .permit, professional, professional.versions(.first(at: noon, .notFinal)).at(noon)),
        TableRow("A06", .permit, professional.on(.consent)),
        TableRow("A07", .permit, professional.on(.emergency)),
        TableRow(
            "A13",
            .told,
            outcome: .general,
            professional.setting(.sealOfAll),
            professional.setting(.sealOfAll).on(.consent),
            professional.setting(.sealOfAll).on(.emergency)
        ),
        TableRow(
            "A14",
            .permit,
            professional.setting(.sealOfAll).on(.elevatedConsent),
            professional.setting(.sealOfDecember).on(.elevatedConsent)
        ),
        TableRow(
            "A15",
            .permit,
            professional.setting(.sealOfAll).on(.elevatedEmergency),
            professional.setting(.sealOfDecember).on(.elevatedEmergency)
        ),
        TableRow(
            "A16",
            .deny403,
            outcome: .elevatedNotNeeded,
            professional.on(.elevatedConsent),
            professional.on(.elevatedEmergency),
            professional.on(.elevatedEmergency).setting(.blockOfOther, .denial(.dangerToLife)),
            professional.on(.elevatedEmergency).setting(.of(.seal, until: noon))
        ),
        TableRow(
            "A17",
            .told,
            outcome: .partial,
            professional.setting(.sealOfDecember),
            professional.setting(.sealOfDecember).on(.emergency)
        ),
        TableRow("A18", .permit, outcome: .partial, professional.setting(.sealOfNovember)),
        TableRow(
            "A19",
            .told,
            outcome: .specific,
            professional.setting(.blockOfThis),
            professional.setting(.blockOfThis).on(.emergency)
        ),
        TableRow(
            "A20",
            .told,
            outcome: .specific,
            professional.setting(.blockOfThis).on(.elevatedConsent),
            professional.setting(.blockOfThis, .sealOfAll).on(.elevatedEmergency)
        ),
        TableRow("A21", .permit, professional.setting(.blockOfOther)),
        TableRow(
            "A22",
            .told,
            outcome: .reservation,
            professional.setting(.of(.storageReservation)),
            professional.setting(.of(.storageReservation), .blockOfThis).on(.elevatedEmergency)
        ),
        TableRow("A23", .told, outcome: .partial, professional.setting(.shieldingOfThis)),
        TableRow(
            "A24",
            .permit,
            professional.setting(.shieldingOfThis).on(.elevatedConsent),
            professional.setting(.shieldingOfThis).on(.elevatedEmergency)
        ),
        TableRow(
            "A26",
            .permitWithMark,
            professional.setting(.denial(.soundTreatment)),
            professional.versions(.first(.genetics, at: noon.plus(days: -1))),
            professional.setting(.of(.emergencyClosure))
        ),
        TableRow(
            "A80",
            .permit,
            professional.silent().on(.elevatedConsent),
            professional.silent().on(.elevatedEmergency)
        ),
    ]

    static let citizen: [TableRow] = [
        TableRow("A30", .hide, aCitizen.profile(.all14).versions(.first(at: noon.plus(days: -14).plus(1)))),
        TableRow(
            "A31",
            .permit,
            aCitizen.profile(.all14).versions(.first(at: noon.plus(days: -14))),
            aCitizen.versions(.first(at: noon))
        ),
        TableRow(
            "A32",
            .hide,
            aCitizen.versions(.first(.radiology, at: noon.plus(days: -13))),
            aCitizen.versions(.first([.biochemistry, .pathology], at: noon.plus(days: -13))),
            aCitizen.versions(.first([.biochemistry, .genetics], at: noon.plus(days: -13)))
        ),
        TableRow(
            "A33",
            .permit,
            aCitizen.versions(.first(.genetics, at: noon.plus(days: -2)))
                .setting(.of(.delayedView(.released), .unit(UnitKey(1)), from: noon))
        ),
        TableRow("A34", .permit, aCitizen.versions(.first(.genetics, at: noon.plus(days: -14)))),
        TableRow("A35", .hide, aCitizen.setting(.denial(.dangerToLife)), aCitizen.setting(.denial(.inadvisable))),
        TableRow("A36", .hide, aCitizen.setting(.denial(.ownWish)), aCitizen.setting(.denial(.ownWish, .all))),
        TableRow("A37", .hide, aCitizen.setting(.denial(.dangerToPersonnel))),
        TableRow("A38", .hide, aCitizen.setting(.of(.denial(.soundTreatment), until: noon.plus(1)))),
        TableRow(
            "A39",
            .deny403,
            aCitizen.setting(.of(.viewReservation)),
            aProxy.setting(.of(.viewReservation))
        ),
        TableRow(
            "A40",
            .permit,
            aCitizen.setting(.sealOfAll),
            aCitizen.setting(.shieldingOfThis),
            aCitizen.setting(.blockOfThis)
        ),
        TableRow("A41", .deny403, aYouth.with { $0.policy.youth = .closed }),
        TableRow("A42", .metadata, aYouth.setting(.of(.parentalConsent))),
        TableRow(
            "A43",
            .permit,
            aYouth.setting(.of(.parentalConsent), .of(.opening(.youth), .referral("H-1")))
        ),
        TableRow(
            "A44",
            .hide,
            aYouth.setting(.of(.parentalConsent), .of(.opening(.youth), .referral("H-1")), .denial(.youth))
        ),
        TableRow("A45", .deny403, aCitizen.with { $0.birthDate = day(2018, 3, 1) }),
        TableRow("A57", .permit, aCitizen.with { $0.birthDate = day(2010, 1, 15) }.at(instant(2026, 1, 15))),
        TableRow(
            "A69",
            .hide,
            aCitizen.versions(.first(at: arrival, .notFinal)),
            aParent.versions(.first(at: arrival, .notFinal)),
            aGuardian.versions(.first(at: arrival, .notFinal)),
            aProxy.versions(.first(at: arrival, .notFinal))
        ),
        TableRow(
            "A70",
            .permit,
            aCitizen.profile(.all14).versions(.first(at: noon.plus(days: -20)), .later(at: noon)),
            aCitizen.versions(.first(at: noon.plus(days: -20)), .later(at: noon, adding: .genetics))
        ),
        TableRow("A73", .hide, aCitizen.setting(.of(.emergencyClosure)), aGuardian.setting(.of(.emergencyClosure))),
        TableRow("A74", .deny403, aCitizen.dead, aParent.dead, aGuardian.dead, aProxy.dead),
        TableRow(
            "A81",
            .hide,
            aCitizen.versions(.first(.genetics, at: noon.plus(days: -5)), .later(at: noon.plus(days: -1), .withdrawn)),
            aCitizen.versions(.first(.genetics, at: noon.plus(days: -30)), .later(at: noon.plus(days: -29), .withdrawn))
        ),
    ]

    static let parents: [TableRow] = [
        TableRow("A46", .permit, aParent),
        TableRow("A47", .deny403, aParent.with { $0.sharesAddress = false }),
        TableRow("A48", .hide, aParent.setting(.denial(.parents))),
        TableRow("A49", .hide, aParent.setting(.of(.emergencyClosure))),
        TableRow(
            "A50",
            .hide,
            aParent.with { $0.policy.childDepartments = [$0.unit.requester!] }.versions(.first(at: noon.plus(days: -9)))
        ),
        TableRow("A51", .deny403, aYouthsParent.with { $0.policy.youth = .closed }),
        TableRow("A52", .permit, aYouthsParent.setting(.of(.opening(.parents), .referral("H-1")))),
        TableRow("A53", .permit, aYouthsParent.with { $0.unit.span = ResultSpan(day(2024, 2, 1), day(2024, 2, 29)) }),
        TableRow(
            "A54",
            .hide,
            aYouthsParent.setting(.of(.opening(.parents), .referral("H-1")), .denial(.parents))
        ),
        TableRow("A55", .hide, aYouthsParent.setting(.of(.opening(.parents)), .denial(.parents, .all))),
        TableRow("A56", .deny403, aParent.with { $0.birthDate = day(2010, 1, 15) }.at(instant(2026, 1, 15))),
        TableRow("A58", .permit, aGuardian),
        TableRow("A59", .permit, aProxy),
        TableRow(
            "A60",
            .hide,
            aParent.setting(.denial(.inadvisable)),
            aGuardian.setting(.denial(.ownWish)),
            aProxy.versions(.first(.genetics, at: noon.plus(days: -1)))
        ),
        TableRow(
            "A61",
            .deny403,
            aParent.with { $0.hasProtectedAddress = true },
            aGuardian.with { $0.hasProtectedAddress = true },
            aProxy.with { $0.hasProtectedAddress = true }
        ),
    ]

    static let others: [TableRow] = [
        TableRow("A62", .deny403, Situation().with { $0.actor = .caseworker }),
        TableRow("A63", .permit, Situation().with { $0.actor = .verification }),
        TableRow(
            "A68",
            .permit,
            Situation().versions(.first(), .later(at: noon, .withdrawn)),
            aCitizen.versions(.first(), .later(at: noon, .withdrawn)),
            aProxy.versions(.first(), .later(at: noon, .withdrawn))
        ),
        TableRow(
            "A71",
            .hide,
            Situation().with { $0.isKnown = false },
            aCitizen.with { $0.isKnown = false },
            Situation().with {
                $0.isKnown = false
                $0.actor = .producer(Producer("999000009"))
            }
        ),
        TableRow("A77", .deny403, Situation().with { $0.actor = .systemOperator }),
        TableRow("A78", .permit, Situation().with { $0.actor = .producer(Producer("999000009")) }),
        TableRow("A79", .deny403, Situation().with { $0.actor = .guidance }),
        TableRow(
            "R03",
            .hide,
            feed.setting(.sealOfAll),
            feed.setting(.sealOfDecember),
            feed.setting(.shieldingOfThis),
            feed.setting(.of(.storageReservation))
        ),
        TableRow(
            "R04",
            .deny403,
            reader(enrolled: false, purpose: true),
            reader(enrolled: true, purpose: false),
            reader(enrolled: true, purpose: true, hpr: nil)
        ),
        TableRow("R05", .hide, reader(enrolled: true, purpose: true).setting(.blockOfThis)),
    ]

    private static let feed = Situation().with { $0.actor = .replicaFeed }
    private static func reader(enrolled: Bool, purpose: Bool, hpr: Int? = 9_000_001) -> Situation {
        let reader = ReplicaReader(hpr: hpr.map { HPRNumber($0) }, isEnrolled: enrolled, hasPurpose: purpose)
        return Situation().with { $0.actor = .replicaReader(reader) }
    }
}
