import SvarAccess
import SvarDomain
import SvarFHIR
import Testing

/// Settings as events: the fold, what may be drafted, presets, and who sees them.
@Suite struct SettingTests {
    private static let citizen = SettingAuthor.citizen(.grown)
    private func fold(_ actions: [(Int64, Int64, SettingAction)], asOf: ServerTime) -> PrivacySettings {
        SettingHistory.settings(
            actions.map { id, minutes, action in
                SettingEvent(
                    setting: Setting.ID(id),
                    at: noon.plus(minutes * 60_000_000),
                    action: action,
                    by: Self.citizen
                )
            },
            asOf: asOf
        )
    }
    private func minute(_ minutes: Int64) -> ServerTime { noon.plus(minutes * 60_000_000) }

    @Test func aSettingIsInForceFromItsEventToItsLift() {
        let events: [(Int64, Int64, SettingAction)] = [(1, 0, .set(SettingDraft(.seal))), (1, 5, .lift)]
        #expect(fold(events, asOf: minute(-1)).isEmpty)
        let set = fold(events, asOf: minute(4)).all
        #expect(set.count == 1 && set[0].valid == Validity(from: noon))
        #expect(fold(events, asOf: minute(5)).isEmpty)
    }

    @Test func aPeriodThatBeganBeforeTheEventBeginsWithIt() {
        let draft = SettingDraft(.seal, valid: Validity(from: minute(-60), until: minute(60)))
        #expect(fold([(1, 0, .set(draft))], asOf: noon).all[0].valid == Validity(from: noon, until: minute(60)))
        let later = SettingDraft(.seal, valid: Validity(from: minute(30), until: minute(60)))
        #expect(fold([(1, 0, .set(later))], asOf: noon).all[0].valid == later.valid)
    }

    @Test func aRequestHasNoEffectUntilAccepted() {
        let draft = SettingDraft(.denial(.inadvisable), target: .unit(UnitKey(1)))
        let requested = fold([(1, 0, .request(draft))], asOf: minute(9)).all
        #expect(requested.map(\.isRequested) == [true] && !requested[0].isInForce(minute(9)))
        let accepted = fold([(1, 0, .request(draft)), (1, 5, .accept)], asOf: minute(9)).all
        #expect(accepted.map(\.valid) == [Validity(from: minute(5))] && accepted[0].isInForce(minute(5)))
        #expect(fold([(1, 0, .request(draft)), (1, 5, .lift)], asOf: minute(9)).isEmpty)
    }

    @Test func aChangeReplacesTheWholeContent() {
        let one = SettingDraft(.seal)
        let other = SettingDraft(.seal, results: ResultPeriod(from: day(2025, 1, 1)))
        let settings = fold([(1, 0, .set(one)), (1, 5, .change(other))], asOf: minute(9)).all
        #expect(settings.count == 1)
        #expect(settings[0].results == other.results && settings[0].valid == Validity(from: minute(5)))
    }

    @Test func aReleasedDelayIsKeptForWhatOpenedBefore() {
        let delay = SettingDraft(.delayedView(.until(minute(600))), target: .unit(UnitKey(1)))
        let settings = fold([(1, 0, .set(delay)), (1, 5, .release)], asOf: minute(9)).all
        #expect(settings.map(\.kind) == [.delayedView(.until(minute(600))), .delayedView(.released)])
        #expect(settings.map(\.valid) == [Validity(from: noon, until: minute(5)), Validity(from: minute(5))])
        #expect(settings.map(\.target) == [.unit(UnitKey(1)), .unit(UnitKey(1))])
        let extended = fold([(1, 0, .set(delay)), (1, 5, .extend(until: minute(900)))], asOf: minute(9)).all
        #expect(extended.last?.kind == .delayedView(.until(minute(900))))
    }

    @Test func aReviewRenewsADenialThatElseLapses() {
        let draft = SettingDraft(.denial(.soundTreatment), valid: Validity(until: minute(60)))
        let lapsed = fold([(1, 0, .set(draft))], asOf: minute(60)).all
        #expect(!lapsed[0].isInForce(minute(60)))
        let renewed = fold([(1, 0, .set(draft)), (1, 50, .extend(until: minute(120)))], asOf: minute(60)).all
        #expect(renewed[0].isInForce(minute(60)))
    }

    @Test func whatFitsNothingChangesNothing() {
        #expect(fold([(1, 0, .lift), (2, 0, .accept), (3, 1, .extend(until: minute(5)))], asOf: minute(9)).isEmpty)
        let twice = fold([(1, 0, .set(SettingDraft(.seal))), (1, 1, .set(SettingDraft(.shielding)))], asOf: minute(9))
        #expect(twice.all.map(\.kind) == [.seal])
    }

    @Test func draftsThatCannotBeAreRefused() {
        let cases: [(SettingDraft, SettingDraft.Problem?)] = [
            (SettingDraft(.seal), nil),
            (SettingDraft(.seal, valid: Validity(until: noon)), .emptyPeriod),
            (SettingDraft(.seal, results: ResultPeriod(from: day(2025, 2, 1), through: day(2025, 1, 1))), .emptyPeriod),
            (SettingDraft(.delayedView(.until(noon)), target: .unit(UnitKey(1))), .emptyPeriod),
            (SettingDraft(.denial(.soundTreatment), target: .unit(UnitKey(1))), .reviewDateMissing),
            (SettingDraft(.denial(.other), target: .unit(UnitKey(1))), .reviewDateMissing),
            (SettingDraft(.denial(.other), valid: Validity(until: minute(1))), nil),
            (SettingDraft(.denial(.dangerToLife), target: .unit(UnitKey(1))), nil),
            (SettingDraft(.shielding), .shieldingOfAll),
            (SettingDraft(.shielding, target: .item("i1")), nil),
            (SettingDraft(.seal, target: .referral(" ")), .targetEmpty),
            (SettingDraft(.seal, target: .order(Organisation("999000002"), "0")), .targetEmpty),
            (SettingDraft(.storageReservation, target: .referral("H-1")), .cannotBeNarrowed),
            (SettingDraft(.emergencyClosure, results: ResultPeriod()), .cannotBeNarrowed),
            (SettingDraft(.emergencyClosure, valid: Validity(until: minute(1))), nil),
            (SettingDraft(.storageReservation, valid: Validity(from: minute(1))), nil),
            (SettingDraft(.storageReservation, valid: Validity(until: minute(1))), .cannotEnd),
        ]
        for (draft, problem) in cases { #expect(draft.problem(at: noon) == problem) }
    }

    @Test(arguments: ["", " ", "0", "000", " 0 ", "NULL", "null", " Null\t"])
    func orderNumbersThatNameNothingNeverMatch(
        _ text: String
    ) {
        #expect(OrderNumber(text) == nil)
        #expect(OrderPreset.Key(organisation: Organisation("999000002"), order: text, person: PersonKey(1)) == nil)
        #expect(OrderPreset.Key(organisation: Organisation(text), order: "R-1", person: PersonKey(1)) == nil)
    }

    @Test func aPresetIsOfOneRequesterOneOrderAndOnePerson_A28() throws {
        let key = try #require(
            OrderPreset.Key(organisation: Organisation("999000002"), order: " R-1 ", person: PersonKey(1))
        )
        var preset = OrderPreset(key: key, setAt: instant(2025, 2, 3, 14), delay: Delay.none, denial: .ownWish)
        let unit = OrderPreset.Key(.plain(), of: PersonKey(1))
        #expect(unit == key)
        #expect(preset.applies(to: unit, at: noon))
        #expect(!preset.applies(to: OrderPreset.Key(.plain(), of: PersonKey(2)), at: noon))
        #expect(!preset.applies(to: nil, at: noon))
        #expect(OrderPreset.Key(organisation: Organisation("999000002"), order: "R-1", person: PersonKey(0)) == nil)
        #expect(preset.applies(to: unit, at: instant(2026, 2, 3).plus(-1)))
        #expect(!preset.applies(to: unit, at: instant(2026, 2, 3)), "lapsed after 12 months")
        #expect(!preset.applies(to: unit, at: instant(2025, 2, 3, 14).plus(-1)))
        #expect(preset.drafts.map(\.kind) == [.delayedView(.instead(.none)), .denial(.ownWish)])
        for draft in preset.drafts {
            #expect(draft.target.matches(.plain()))
            #expect(draft.problem(at: noon) == nil)
        }
        preset.setAt = instant(2024, 2, 29, 1)
        #expect(preset.lapses == instant(2025, 3, 1))
    }

    @Test func groundsAreThoseOfTheCodeList() {
        for code in ["N", "NORS", "NORU", "", "norn_ffl"] { #expect(DenialGround(code: code) == nil) }
        for ground in DenialGround.allCases { #expect(DenialGround(code: ground.code) == ground) }
        #expect(DenialGround.allCases.filter(\.needsReview).map(\.code) == ["NORN_FPB", "NORN_ANG"])
        #expect(DenialGround.allCases.filter(\.isImportOnly).map(\.code) == ["NORN_FOR", "NORN_DUP"])
    }

    @Test(arguments: PolicySwitch.allCases) func everySwitchTurnsToItsValuesAndNoOther(_ policySwitch: PolicySwitch) {
        var policy = AccessPolicy()
        #expect(policy.value(of: policySwitch) == policySwitch.values[0])
        for value in policySwitch.values.reversed() {
            let isTaken = policy.turn(policySwitch, to: value)
            #expect(isTaken)
            #expect(policy.value(of: policySwitch) == value)
        }
        #expect(policy == AccessPolicy())
        for value in ["", "Disclose", "maybe"] {
            let isTaken = policy.turn(policySwitch, to: value)
            #expect(!isTaken)
        }
        #expect(policy == AccessPolicy())
    }

    // Decision 30.
    private func shows(
        _ setting: Setting,
        _ authors: [SettingAuthor] = [.importer],
        preset: Bool = false,
        to viewer: SettingAuthor,
        _ verdicts: Verdict...
    ) -> Bool {
        SettingVisibility.isVisible(
            setting,
            authors: authors,
            isPreset: preset,
            to: viewer,
            targets: verdicts.map { AccessDecision(verdict: $0, reason: .own) }
        )
    }

    @Test func aCitizenSeesTheirSettingsButNotWhatTellsOfHiddenResults() {
        let me = Self.citizen
        #expect(shows(.sealOfAll, to: me))
        #expect(shows(.shieldingOfThis, to: me, .permit))
        #expect(!shows(.shieldingOfThis, to: me), "as if the result were hidden")
        #expect(!shows(.shieldingOfThis, to: me, .hide), "set by another, it tells of what is hidden")
        #expect(shows(.shieldingOfThis, [me], to: me, .hide))
        #expect(!shows(.shieldingOfThis, preset: true, to: me))
        #expect(shows(.shieldingOfThis, [me], preset: true, to: me))
        #expect(!shows(.denial(.soundTreatment), to: me, .hide))
        #expect(!shows(.denial(.soundTreatment, .all), to: me, .hide, .permit))
        #expect(shows(.denial(.ownWish), [me], to: me, .hide))
        #expect(shows(.denial(.parents), to: me, .permit))
        #expect(shows(.denial(.parents, .all), to: me))
        #expect(shows(.denial(.parents), to: me, .permit, .hide))
        #expect(!shows(.denial(.parents), to: me))
        #expect(!shows(.of(.delayedView(.until(noon)), .unit(UnitKey(1))), to: me, .hide))
        #expect(shows(.of(.delayedView(.until(noon)), .unit(UnitKey(1))), to: me, .permit))
    }

    @Test func othersSeeASettingOfTheirOwnOrOfWhatIsShownToThem() {
        let proxy = SettingAuthor.proxy(holder, inScope: true)
        #expect(!shows(.sealOfAll, to: proxy))
        #expect(shows(.sealOfAll, [proxy], to: proxy))
        #expect(!shows(.sealOfAll, [.proxy(PersonKey(78), inScope: true)], to: proxy))
        #expect(shows(.shieldingOfThis, to: proxy, .permit))
        #expect(shows(.shieldingOfThis, to: proxy, .permit, .hide), "what is hidden takes no setting away")
        #expect(!shows(.shieldingOfThis, to: proxy, .hide))
        #expect(!shows(.shieldingOfThis, to: proxy))
        #expect(!shows(.shieldingOfThis, [Self.citizen], to: .parent(holder), .told))
    }
}
