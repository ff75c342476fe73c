import Foundation
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarTesting
import Testing

/// Rows that answer other questions than what is shown of a unit.
@Suite struct OtherRowTests {
    private static let research = OrderPreset(
        key: OrderPreset.Key(organisation: Organisation("999000002"), order: "R-1", person: PersonKey(1))!,
        setAt: arrival,
        purpose: .research
    )

    @Test func intakeStoresWhatIsEligible_A01() {
        #expect(IntakeRules.answer(IntakeRules.Report(), isReserved: false) == .store)
        #expect(IntakeRules.answer(IntakeRules.Report(declaredPurpose: .care), isReserved: false) == .store)
    }

    @Test func intakeTellsThatReservedResultsAreNotStored_A02() {
        #expect(IntakeRules.answer(IntakeRules.Report(), isReserved: true) == .toldNotStored)
        var preset = Self.research
        preset.purpose = nil
        preset.isReserved = true
        #expect(IntakeRules.answer(IntakeRules.Report(preset: preset), isReserved: false) == .toldNotStored)
    }

    @Test func intakeRefusesWhatIsOutOfScopeAndTheFirstRowWins_A03() {
        var report = IntakeRules.Report(listedPurposes: [.care, .donor])
        #expect(IntakeRules.answer(report, isReserved: false) == .refuse(.listedUnit))
        report.pathologyCodes = ["RM"]
        #expect(IntakeRules.answer(report, isReserved: false) == .refuse(.forensicAutopsy))
        report.declaredPurpose = .sanction
        #expect(IntakeRules.answer(report, isReserved: false) == .refuse(.declaredPurpose))
        report.preset = Self.research
        #expect(IntakeRules.answer(report, isReserved: true) == .refuse(.orderPreset))
    }

    @Test func onlyAReservationAgainstStorageErases_A04() {
        for kind in AuthorityTests.kinds {
            let settings = PrivacySettings([.of(kind)])
            #expect(settings.isReserved(at: noon) == (kind == .storageReservation), "\(kind)")
        }
        var later = Setting.of(.storageReservation)
        later.valid.from = noon.plus(days: 1)
        #expect(!PrivacySettings([later]).isReserved(at: noon))
        #expect(PrivacySettings([later]).isReserved(at: noon.plus(days: 1)))
    }

    @Test func whoeverClosesIsToldThatOtherJournalsKeepTheirCopy_A25() {
        #expect(Statement.of(.seal) == [.ownJournalKeepsItsCopy])
        #expect(Statement.of(.shielding) == [.ownJournalKeepsItsCopy])
        #expect(Statement.of(.emergencyClosure).isEmpty)
    }

    @Test func aReplicaLosesWhatItsFeedNoLongerShows_A66() {
        func isFed(_ settings: Setting...) -> Bool {
            Situation().with {
                $0.actor = .replicaFeed
                $0.settings = settings
            }.decision.verdict.shows
        }
        #expect(isFed())
        #expect(!isFed(.sealOfAll))
        #expect(!isFed(.shieldingOfThis))
        #expect(!isFed(.of(.storageReservation)))
        #expect(isFed(.blockOfThis), "blocks are asked at each reading")
    }

    @Test func onlySystemTokensOfParticipantsEnrol_R01() {
        #expect(ReplicaAdmission.mayEnrol(isSystemToken: true, isParticipant: true))
        #expect(!ReplicaAdmission.mayEnrol(isSystemToken: true, isParticipant: false))
        #expect(!ReplicaAdmission.mayEnrol(isSystemToken: false, isParticipant: true))
    }

    @Test func aScopeLineLastsThirtyDaysOrTwelveMonths_R02() {
        #expect(ReplicaAdmission.scopeLine(on: .user(.exempt), at: noon) == noon.plus(days: 30))
        #expect(ReplicaAdmission.scopeLine(on: .approvedList, at: noon) == instant(2027, 1, 15))
        #expect(ReplicaAdmission.scopeLine(on: .user(.elevatedEmergency), at: noon) == nil)
    }

    @Test func theCitizenSeesTheLogOfUse_A64() {
        func log(_ change: (inout Situation) -> Void = { _ in }) -> Verdict {
            let situation = Situation().with {
                $0.actor = .citizen
                change(&$0)
            }
            let view = PersonView(
                actor: situation.actor,
                person: situation.person,
                policy: situation.policy,
                at: situation.at
            )
            #expect(LogOfUse.decide(view, nil) == LogOfUse.decide(view, situation.unit))
            return LogOfUse.decide(view, situation.unit).verdict
        }
        #expect(log() == .permit)
        #expect(log { $0.settings = [.sealOfAll, .of(.storageReservation), .denial(.dangerToLife)] } == .permit)
        #expect(log { $0.settings = [.of(.emergencyClosure)] } == .hide)
        #expect(log { $0.settings = [.of(.viewReservation)] } == .deny403)
        #expect(log { $0.isDeceased = true } == .deny403)
    }

    @Test(arguments: [AccessActor.parent, .guardian, .proxy]) func othersSeeOfTheLogWhatTheySeeOfResults_A65(
        _ actor: AccessActor
    ) {
        func log(_ settings: Setting..., unit: UnitFacts? = .plain()) -> Verdict {
            let situation = Situation().with {
                $0.actor = actor
                if actor == .parent { $0.birthDate = day(2018, 1, 1) }
                $0.settings = settings
            }
            let view = PersonView(actor: actor, person: situation.person, policy: situation.policy, at: situation.at)
            return LogOfUse.decide(view, unit).verdict
        }
        #expect(log() == .permit)
        #expect(log(.denial(.ownWish)) == .hide)
        #expect(log(unit: nil) == .hide)
        #expect(log(.of(.emergencyClosure)) == .hide)
    }

    /// Ids of rows whose test stands in another place than the table of verdicts; of A72 with the services, as
    /// `UnitedPersonTests`.
    static let elsewhere: Set<String> = [
        "A01", "A02", "A03", "A04", "A25", "A66", "R01", "R02", "A64", "A65", "A72", "A27", "A28", "A29",
    ]
    /// The lease has its own issue.
    static let waiting: Set<String> = ["A67"]

    private static var covered: Set<String> {
        Set(TableRow.all.map(\.id)).union(GateTests.rows.map(\.id)).union(elsewhere).union(waiting)
    }

    @Test func everyRowIsATest() {
        var ids = (1...81).map { number in number < 10 ? "A0\(number)" : "A\(number)" }
        ids += (1...5).map { number in "R0\(number)" }
        #expect(ids.filter { !Self.covered.contains($0) } == [])
    }

    @Test func verdictsAreThoseOfThePublishedTable() throws {
        guard let folder = PublicData.folder else { return print("no public data beside the repository") }
        let text = try String(contentsOf: folder.appending(path: "norway/access_decisions.csv"), encoding: .utf8)
        var published: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            // The last but one; quoted cells with commas stand before it.
            published[cells[0]] = cells[cells.count - 2]
        }
        #expect(published.count == 86)
        #expect(Set(published.keys).subtracting(Self.covered).isEmpty)
        for row in TableRow.all { #expect(published[row.id] == row.verdict.name, "\(row.id)") }
    }

    @Test func reasonsHaveTextsWithoutDigitsOfAnybody() {
        for reason in Reason.allCases {
            #expect(!reason.norwegian.isEmpty && !reason.english.isEmpty)
            #expect(reason.norwegian.count { $0.isNumber } <= 4)
        }
    }
}
