import SvarAccess
import SvarDomain
import Testing

/// Decision 29 as a table of cells: who may do what to which setting, and nobody else.
@Suite struct AuthorityTests {
    /// Who, by one letter.
    static let parties: [(letter: Character, author: SettingAuthor, selfShield: Bool)] = [
        ("C", .citizen(.grown), false),
        ("S", .citizen(.grown), true),
        ("Y", .citizen(.youth), true),
        ("K", .citizen(.child), true),
        ("P", .parent(holder), true),
        ("G", .guardian(holder, inScope: true), true),
        ("g", .guardian(holder, inScope: false), true),
        ("X", .proxy(holder, inScope: true), true),
        ("x", .proxy(holder, inScope: false), true),
        ("T", personnel(treating: true, onWish: false), true),
        ("W", personnel(treating: false, onWish: true), true),
        ("B", personnel(treating: false, onWish: true, hpr: 9_000_002), true),
        ("N", personnel(treating: false, onWish: false), true),
        ("L", .laboratoryAtSending(Producer("999000009")), true),
        ("D", .guidance(onWish: true), true),
        ("d", .guidance(onWish: false), true),
        ("I", .importer, true),
    ]

    /// Setting; set; lift; request; accept and refuse; change; release; extend. A point: nobody. `B` is the one blocked.
    static let matrix = """
        storageReservation  CSG     CSG     .   .     CSG     .  .
        viewReservation     CS      CS      .   .     CS      .  .
        seal                CSGXWB  CSGXWB  .   .     CSGXWB  .  .
        block               CSGXWB  CSWD    .   .     CSW     .  .
        shielding           SWB     SWB     .   .     SWB     .  .
        protectiveDenial    T       T       CS  T     T       .  T
        ownDenial           CSWB    CSWB    CS  WB    CSWB    .  CSWB
        familyDenial        TWBN    TWBN    CS  TWBN  TWBN    .  TWBN
        importedDenial      I       I       .   .     I       .  I
        delayedView         TL      T       .   .     T       T  T
        emergencyClosure    T       T       .   .     T       .  .
        parentalConsent     PWB     PWB     .   .     PWB     .  .
        opening             T       T       .   .     T       .  .
        """
    static let columns: [SettingActionType] = [.set, .lift, .request, .accept, .change, .release, .extend]

    static let kinds: [SettingKind] = [
        .storageReservation, .viewReservation, .seal, .block(HPRNumber(9_000_002)), .shielding,
        .denial(.soundTreatment),
        .denial(.ownWish), .denial(.youth), .denial(.duplicate), .delayedView(.released), .emergencyClosure,
        .parentalConsent, .opening(.youth),
    ]

    struct Cell: Sendable, CustomTestStringConvertible {
        let kind: SettingKind
        let action: SettingActionType
        let letter: Character
        let isAllowed: Bool
        var testDescription: String { "\(kind.subject) \(action) \(letter)" }
    }

    static let cells: [Cell] = matrix.split(separator: "\n").enumerated().flatMap { index, line in
        let words = line.split(separator: " ").map(String.init)
        precondition(words[0] == "\(kinds[index].subject)" && words.count == columns.count + 1)
        return columns.enumerated().flatMap { column, action in
            parties.map { party in
                Cell(
                    kind: kinds[index],
                    action: action,
                    letter: party.letter,
                    isAllowed: words[column + 1].contains(party.letter)
                )
            }
        }
    }

    private static func personnel(treating: Bool, onWish: Bool, hpr: Int = 9_000_001) -> SettingAuthor {
        .personnel(
            SettingPersonnel(
                hpr: HPRNumber(hpr),
                organisation: Organisation("999000001"),
                isTreating: treating,
                isOnWish: onWish
            )
        )
    }

    @Test(arguments: cells) func eachCellIsAsDecided(_ cell: Cell) throws {
        let party = try #require(Self.parties.first { $0.letter == cell.letter })
        let context = SettingAuthority.Context(
            policy: AccessPolicy(youth: .open, selfShield: party.selfShield),
            isRequested: cell.action == .accept
        )
        #expect(SettingAuthority.may(party.author, cell.action, cell.kind, context) == cell.isAllowed)
    }

    @Test func theMatrixHasARowForEverySubject() {
        #expect(Set(Self.kinds.map(\.subject)) == Set(SettingAuthority.Subject.allCases))
        for ground in DenialGround.allCases { #expect(SettingKind.denial(ground).subject.isDenialOfTheMatrix) }
    }

    @Test func openingsForYouthBeginWithTheSwitchOnly() {
        let closed = SettingAuthority.Context(policy: AccessPolicy(youth: .closed))
        let treating = Self.personnel(treating: true, onWish: true)
        #expect(!SettingAuthority.may(treating, .set, .opening(.youth), closed))
        #expect(!SettingAuthority.may(.parent(holder), .set, .parentalConsent, closed))
        #expect(SettingAuthority.may(treating, .lift, .opening(.youth), closed))
    }

    @Test func aRequestIsTakenBackByTheCitizenOrRefusedByWhoMayAccept() {
        let requested = SettingAuthority.Context(policy: AccessPolicy(), isRequested: true)
        #expect(SettingAuthority.may(.citizen(.grown), .lift, .denial(.soundTreatment), requested))
        #expect(
            SettingAuthority.may(Self.personnel(treating: true, onWish: false), .lift, .denial(.inadvisable), requested)
        )
        #expect(!SettingAuthority.may(.proxy(holder, inScope: true), .lift, .denial(.inadvisable), requested))
    }

    @Test func treatingIsRequesterPerformerOrACareRelationshipThere() {
        func treats(_ organisation: String, _ care: CareRelationship? = nil, _ units: [UnitFacts] = [.plain()]) -> Bool
        {
            SettingPersonnel.treats(Organisation(organisation), care: care, units: units)
        }
        #expect(treats("999000002"))
        #expect(treats("999000009"))
        #expect(!treats("999000001"))
        #expect(!treats("999000002", nil, []), "everything is nobody's order")
        #expect(treats("999000001", CareRelationship(purpose: .coordination), []))
        #expect(!treats("999000001", CareRelationship(purpose: .breakTheGlass), []))
        #expect(!treats("999000001", CareRelationship(purpose: .treatment, isAboutThePerson: false), []))
    }

    @Test func requesterLaboratoryAndTreatingDecideOnDelay_A27_A28_A29() {
        let context = SettingAuthority.Context(policy: AccessPolicy())
        let requester = SettingAuthor.personnel(
            SettingPersonnel(
                hpr: HPRNumber(9_000_001),
                organisation: Organisation("999000002"),
                isTreating: SettingPersonnel.treats(Organisation("999000002"), care: nil, units: [.plain()]),
                isOnWish: false
            )
        )
        for action in [SettingActionType.set, .release, .extend] {
            #expect(SettingAuthority.may(requester, action, .delayedView(.released), context))
        }
        #expect(SettingAuthority.may(requester, .set, .denial(.soundTreatment), context))
        let laboratory = SettingAuthor.laboratoryAtSending(Producer("999000009"))
        #expect(SettingAuthority.may(laboratory, .set, .delayedView(.instead(.days(30))), context))
        #expect(!SettingAuthority.may(laboratory, .extend, .delayedView(.instead(.days(30))), context))
    }

    @Test func aChangeStaysWithinItsRowAndNothingIsSetTwice() {
        let by = SettingAuthor.citizen(.grown)
        func permits(_ action: SettingAction, _ existing: Setting?) -> Bool {
            let event = SettingEvent(setting: Setting.ID(1), at: noon, action: action, by: by)
            return SettingAuthority.permits(event, on: existing, policy: AccessPolicy())
        }
        #expect(permits(.set(SettingDraft(.seal)), nil))
        #expect(!permits(.set(SettingDraft(.seal)), .sealOfAll))
        #expect(!permits(.lift, nil))
        #expect(permits(.change(SettingDraft(.seal, results: ResultPeriod(from: day(2025, 1, 1)))), .sealOfAll))
        #expect(!permits(.change(SettingDraft(.denial(.ownWish))), .sealOfAll))
        #expect(permits(.lift, .sealOfAll))
        #expect(!permits(.lift, .denial(.dangerToLife)))
    }
}

extension SettingAuthority.Subject {
    fileprivate var isDenialOfTheMatrix: Bool {
        [.protectiveDenial, .ownDenial, .familyDenial, .importedDenial].contains(self)
    }
}
