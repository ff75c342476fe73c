import SvarAccess
import SvarDomain
import SvarFHIR
import Testing

/// The rows P of `docs/privacy/decision-table.md` that are about what is shown of a unit.
@Suite struct UnsettledTests {
    private func verdict(_ change: (inout Situation) -> Void) -> Verdict { Situation().with(change).decision.verdict }
    private let grown = day(1980, 5, 17)
    private let thirteen = day(2012, 3, 1)
    private let seven = day(2018, 3, 1)

    @Test(arguments: [AccessActor.guardian, .proxy]) func actingForAPersonUnderSixteenIsTheParentsAlone_P01(
        _ actor: AccessActor
    ) {
        for birth in [thirteen, seven] {
            #expect(
                verdict {
                    $0.actor = actor
                    $0.birthDate = birth
                    $0.policy.youth = .open
                } == .hide
            )
        }
    }

    @Test func withoutAMandateInForceNothingPermits_P02() {
        for (actor, birth) in [(AccessActor.parent, seven), (.guardian, grown), (.proxy, grown)] {
            func with(_ mandates: [Mandate]) -> AccessDecision {
                Situation().with {
                    $0.actor = actor
                    $0.birthDate = birth
                    $0.mandates = mandates
                }.decision
            }
            let kind: Mandate.Kind = actor == .parent ? .parent : actor == .guardian ? .guardian : .proxy
            let other: Mandate.Kind = kind == .proxy ? .guardian : .proxy
            #expect(with([]).reason == .nothingPermits)
            #expect(with([Mandate(other, holder: holder)]).verdict == .hide)
            #expect(with([Mandate(kind, holder: PersonKey(78))]).verdict == .hide)
            #expect(with([Mandate(kind, holder: holder, scope: .settings)]).verdict == .hide)
            let past = with([Mandate(kind, holder: holder, valid: Validity(until: noon))])
            #expect(past.verdict == .hide)
            let coming = with([Mandate(kind, holder: holder, valid: Validity(from: noon.plus(1)))])
            #expect(coming.verdict == .hide && coming.validUntil == noon.plus(1))
            let last = with([Mandate(kind, holder: holder, valid: Validity(until: noon.plus(1)))])
            #expect(last.verdict == .permit && last.validUntil == noon.plus(1))
        }
    }

    @Test func anUnknownBirthDateOpensNothing_P03() {
        for actor in [AccessActor.citizen, .parent, .guardian, .proxy] {
            #expect(
                verdict {
                    $0.actor = actor
                    $0.birthDate = nil
                } == .hide
            )
        }
    }

    @Test func whatClosesToTheGrownClosesToTheYouth_P04() {
        func youth(_ settings: [Setting], _ versions: [VersionFacts] = [.first()]) -> Verdict {
            verdict {
                $0.actor = .citizen
                $0.birthDate = thirteen
                $0.policy.youth = .open
                $0.settings = settings + [.of(.parentalConsent)]
                $0.unit.versions = versions
            }
        }
        #expect(youth([]) == .metadata)
        #expect(youth([.denial(.dangerToLife)]) == .hide)
        #expect(youth([], [.first(.genetics, at: noon)]) == .hide)
        #expect(youth([], [.first(at: noon, .notFinal)]) == .hide)
        #expect(youth([.denial(.parents)]) == .metadata)
    }

    @Test func reservationAgainstViewFacesCitizenAndProxyAtAnyAge_P05() {
        for (actor, birth, expected) in [
            (AccessActor.citizen, grown, Verdict.deny403), (.citizen, thirteen, .deny403), (.proxy, grown, .deny403),
            (.guardian, grown, .permit), (.parent, seven, .permit),
        ] {
            #expect(
                verdict {
                    $0.actor = actor
                    $0.birthDate = birth
                    $0.policy.youth = .open
                    $0.settings = [.of(.viewReservation)]
                } == expected
            )
        }
    }

    @Test func groundsForTheFamilyFaceOnlyThoseTheyName_P06_P07() {
        #expect(
            verdict {
                $0.actor = .citizen; $0.settings = [.denial(.youth), .denial(.parents)]
            } == .permit
        )
        #expect(
            verdict {
                $0.actor = .guardian; $0.settings = [.denial(.youth), .denial(.parents)]
            } == .permit
        )
        #expect(
            verdict {
                $0.actor = .proxy; $0.settings = [.denial(.youth), .denial(.parents)]
            } == .permit
        )
        #expect(
            verdict {
                $0.actor = .parent; $0.birthDate = seven; $0.settings = [.denial(.youth)]
            } == .permit
        )
        #expect(verdict { $0.settings = [.denial(.youth)] } == .permitWithMark)
    }

    @Test(arguments: DenialGround.allCases.filter { $0.faces == .citizenSide }) func everyOtherGroundFacesAll_P08(
        _ ground: DenialGround
    ) {
        for actor in [AccessActor.citizen, .guardian, .proxy] {
            #expect(
                verdict {
                    $0.actor = actor; $0.settings = [.denial(ground)]
                } == .hide
            )
        }
        #expect(
            verdict {
                $0.actor = .parent; $0.birthDate = seven; $0.settings = [.denial(ground)]
            } == .hide
        )
        let personnel = Situation().with { $0.settings = [.denial(ground)] }.decision
        #expect(personnel.markers.codes == [ground.code])
    }

    @Test func whatIsAboutThePersonIsNotNarrowed_P09() {
        let elsewhere = SettingTarget.unit(UnitKey(99))
        #expect(verdict { $0.settings = [.of(.storageReservation, elsewhere)] } == .told)
        #expect(
            verdict {
                $0.actor = .citizen; $0.settings = [.of(.viewReservation, elsewhere)]
            } == .deny403
        )
        #expect(
            verdict {
                $0.actor = .citizen; $0.settings = [.of(.emergencyClosure, elsewhere)]
            } == .hide
        )
    }

    @Test(arguments: [
        SettingTarget.unit(UnitKey(1)), .item("i1"), .code("NPU19748"), .order(Organisation("999000002"), "R-1"),
        .referral("H-1"),
    ]) func aNarrowSealClosesItsUnitsAndIsPartial_P10(_ target: SettingTarget) {
        let sealed = Situation().with { $0.settings = [.of(.seal, target)] }
        #expect(sealed.decision.verdict == .told)
        #expect(sealed.outcome == .partial)
        let other = sealed.with {
            $0.unit.key = UnitKey(2)
            $0.unit.items = ["i2"]
            $0.unit.codes = ["NPU01994"]
            $0.unit.order = "R-2"
            $0.unit.referral = nil
        }
        #expect(other.decision.verdict == .permit)
        #expect(other.outcome == .partial)
    }

    @Test func anOrderOfAnotherRequesterWithTheSameNumberIsAnother_P10() {
        #expect(verdict { $0.settings = [.of(.seal, .order(Organisation("999000003"), "R-1"))] } == .permit)
        #expect(
            verdict {
                $0.settings = [.of(.seal, .referral(""))]; $0.unit.referral = ""
            } == .permit
        )
    }

    @Test func aBlockOfAPeriodClosesItsUnitsAndIsToldWhole_P11() {
        let block = Setting.of(.block(HPRNumber(9_000_001)), results: ResultPeriod(through: day(2025, 12, 13)))
        let outside = Situation().with { $0.settings = [block] }
        #expect(outside.decision.verdict == .permit)
        #expect(outside.outcome == .specific)
        #expect(outside.with { $0.actor = .personnel(.elevatedConsent) }.decision.verdict == .permit)
    }

    @Test func spansTouchAndCover_P12() {
        let december = ResultPeriod(from: day(2025, 12, 1), through: day(2025, 12, 31))
        for (span, touches, covers) in [
            (ResultSpan(day(2025, 11, 30), day(2025, 11, 1)), false, false),
            (ResultSpan(day(2025, 11, 30), day(2025, 12, 1)), true, false),
            (ResultSpan(day(2025, 12, 1), day(2025, 12, 31)), true, true),
            (ResultSpan(day(2025, 12, 31), day(2026, 1, 1)), true, false),
            (ResultSpan(day(2026, 1, 1), day(2026, 1, 1)), false, false),
        ] {
            #expect(december.touches(span) == touches)
            #expect(december.covers(span) == covers)
        }
        #expect(december.touches(nil) && !december.covers(nil))
    }

    @Test func aHeldUnitIsHiddenFromItsProducerToo_P13() {
        for actor in [AccessActor.producer(Producer("999000009")), .citizen, .personnel(.exempt), .verification] {
            #expect(
                verdict {
                    $0.actor = actor; $0.unit.isHeld = true
                } == .hide
            )
        }
    }

    @Test func afterAReservationTheProducerFindsNothing_P14() {
        for actor in [AccessActor.producer(Producer("999000009")), .citizen, .verification, .replicaFeed] {
            #expect(
                verdict {
                    $0.actor = actor; $0.settings = [.of(.storageReservation)]
                } == .hide
            )
        }
        #expect(
            verdict {
                $0.actor = .systemOperator; $0.settings = [.of(.storageReservation)]
            } == .deny403
        )
    }

    @Test func markersAreForThoseWhoTalkToThePatient_P15_P17() {
        let closed = Situation().with { $0.settings = [.of(.emergencyClosure), .denial(.other)] }
        #expect(closed.decision.markers.codes == ["NORN_ALL", "NORN_ANG"])
        for actor in [AccessActor.replicaFeed, .producer(Producer("999000009")), .verification] {
            let decision = closed.with { $0.actor = actor }.decision
            #expect(decision.verdict == .permit && decision.markers.isEmpty)
        }
        let own = Situation().with {
            $0.actor = .citizen
            $0.settings = [.shieldingOfThis]
        }
        #expect(own.decision.markers.codes == ["NORS"])
        #expect(own.with { $0.actor = .proxy }.decision.markers.isEmpty)
        #expect(own.with { $0.actor = .personnel(.elevatedConsent) }.decision.markers.isEmpty)
    }

    @Test func othersHaveTheirPlaces_P18_P20_P21() {
        #expect(
            verdict {
                $0.actor = .verification; $0.settings = [.sealOfAll]
            } == .permit
        )
        #expect(
            verdict {
                $0.actor = .verification; $0.isSynthetic = false
            } == .hide
        )
        #expect(verdict { $0.actor = .auditor } == .hide)
        #expect(verdict { $0.actor = .foreign } == .hide)
        #expect(verdict { $0.actor = .producer(Producer("999000008")) } == .hide)
        for state in [VersionFacts.State.withdrawn, .wrongPerson] {
            let audited = Situation().with {
                $0.actor = .auditor
                $0.unit.versions = [.first(), .later(at: noon, state)]
            }.decision
            #expect(audited.verdict == .permit && audited.rendition == .full)
            #expect(audited.earlierVersions(of: .plain([.first(), .later(at: noon, state)])) == 0..<1)
        }
    }

    @Test func anElevatedBasisTowardSomebodyUnknownIsAsTowardSomebodyWithoutSettings_P32() {
        #expect(
            verdict {
                $0.actor = .personnel(.elevatedConsent); $0.isKnown = false
            } == .deny403
        )
        #expect(verdict { $0.isKnown = false } == .hide)
    }

    @Test func oneAutopsyAmongTheVersionsHidesTheUnit_P35() {
        #expect(
            verdict {
                $0.actor = .citizen; $0.unit.versions = [.first([.pathology, .autopsy])]
            } == .hide
        )
        #expect(verdict { $0.unit.versions = [.first([.pathology, .autopsy])] } == .permit)
    }

    @Test func birthdaysAreMidnightsInOslo_P36() {
        let leapling = PersonFacts(birthDate: day(2012, 2, 29))
        #expect(leapling.twelfthBirthday == instant(2024, 2, 29))
        #expect(day(2084, 2, 29).birthday(16) == day(2100, 3, 1))
        let sixteen = instant(2026, 6, 30)
        let person = Situation().with {
            $0.birthDate = day(2010, 6, 30)
            $0.actor = .citizen
            $0.at = sixteen.plus(-1)
        }
        #expect(sixteen == ServerTime(microseconds: 1_782_770_400_000_000), "22:00 UTC the day before, in summer")
        #expect(person.decision.verdict == .deny403 && person.decision.validUntil == sixteen)
        #expect(person.with { $0.at = sixteen }.decision.verdict == .permit)
        let twelve = person.with {
            $0.actor = .parent
            $0.birthDate = day(2014, 1, 15)
            $0.at = instant(2026, 1, 15).plus(-1)
        }
        #expect(twelve.decision.verdict == .permit && twelve.decision.validUntil == instant(2026, 1, 15))
        #expect(twelve.with { $0.at = instant(2026, 1, 15) }.decision.verdict == .deny403)
    }

    @Test func parentsSeeOfAYouthWhatWhollyIsFromBeforeTheTwelfthBirthday_A53() {
        let birthday = day(2024, 3, 1)
        for (first, last, expected) in [
            (day(2024, 2, 1), day(2024, 2, 29), Verdict.permit), (day(2024, 2, 29), birthday, .hide),
            (birthday, birthday, .hide),
        ] {
            #expect(
                verdict {
                    $0.actor = .parent
                    $0.birthDate = thirteen
                    $0.policy.youth = .open
                    $0.unit.span = ResultSpan(first, last)
                } == expected
            )
        }
    }

    @Test func theStricterWins_P38() {
        let both = [Setting.of(.emergencyClosure), .of(.viewReservation)]
        #expect(
            verdict {
                $0.actor = .citizen; $0.settings = both
            } == .deny403
        )
        #expect(
            verdict {
                $0.actor = .personnel(.elevatedEmergency); $0.settings = [.blockOfThis, .sealOfAll]
            } == .told
        )
    }

    @Test func requestedSettingsHaveNoEffect() {
        var requested = Setting.denial(.dangerToLife)
        requested.isRequested = true
        #expect(
            verdict {
                $0.actor = .citizen; $0.settings = [requested]
            } == .permit
        )
        #expect(verdict { $0.settings = [requested] } == .permit)
    }

    @Test func settingsOfAPeriodTakeForceByThemselves() {
        let seal = Setting.of(.seal, from: noon, until: noon.plus(10))
        let before = Situation().with {
            $0.settings = [seal]; $0.at = noon.plus(-1)
        }
        #expect(before.decision.verdict == .permit && before.decision.validUntil == noon)
        #expect(before.outcome == .none)
        let during = before.with { $0.at = noon }
        #expect(during.decision.verdict == .told && during.decision.validUntil == noon.plus(10))
        #expect(during.outcome == .general)
        #expect(during.with { $0.at = noon.plus(9) }.decision.verdict == .told)
        let after = during.with { $0.at = noon.plus(10) }
        #expect(after.decision.verdict == .permit && after.decision.validUntil == .never)
    }
}
