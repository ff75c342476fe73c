import SvarAccess
import SvarDomain
import SvarFHIR
import Testing

/// Which version the citizen side sees, and when (decisions 15, 22, 23; rows P22–P31).
@Suite struct TimelineTests {
    private static let t0 = instant(2026, 1, 5, 9, 7)

    private func seen(
        _ versions: [VersionFacts],
        at: ServerTime,
        _ settings: [Setting] = [],
        policy: AccessPolicy = AccessPolicy(),
        actor: AccessActor = .citizen,
        birthDate: CivilDate = day(1980, 5, 17)
    ) -> AccessDecision {
        Situation().with {
            $0.actor = actor
            $0.birthDate = birthDate
            $0.unit.versions = versions
            $0.settings = settings
            $0.policy = policy
            $0.at = at
        }.decision
    }

    @Test func delaysEndAtTheNextQuarter_P22() {
        let end = instant(2026, 1, 19, 9, 15)
        let versions = [VersionFacts.first(.genetics, at: Self.t0)]
        #expect(seen(versions, at: Self.t0).validUntil == end)
        #expect(seen(versions, at: end.plus(-1)).verdict == .hide)
        #expect(seen(versions, at: end).verdict == .permit)
        #expect(Delay.days(14).end(from: instant(2026, 3, 20, 9, 15)) == instant(2026, 4, 3, 10, 15), "24 hours a day")
        #expect(Delay.none.end(from: Self.t0) == Self.t0)
        #expect(Delay.assessed.end(from: Self.t0) == .never)
        #expect(Delay.days(.max).end(from: Self.t0) == .never)
        #expect(Delay.days(1).end(from: ServerTime(microseconds: .max)) == .never)
        let quarter: Int64 = 900_000_000
        for start in [Int64(-1), 0, 1, -quarter, -quarter - 1] {
            let end = Delay.days(0).end(from: ServerTime(microseconds: start)).microseconds
            #expect(end % quarter == 0 && end >= start && end - start < quarter)
        }
    }

    @Test func eachProfileHasItsDays() {
        for (profile, disciplines, days) in [
            (DelayProfile.trial2025, Disciplines.biochemistry, 0), (.trial2025, .radiology, 14),
            (.trial2025, .nuclearMedicine, 14), (.trial2025, .pathology, 14), (.trial2025, .genetics, 14),
            (.all14, .biochemistry, 14), (.note10, .genetics, 10), (.note10, .microbiology, 10),
        ] {
            #expect(profile.delay(of: disciplines, requester: nil) == (days == 0 ? .none : .days(days)))
        }
        #expect(DelayProfile.trial2025.delay(of: [.biochemistry, .genetics], requester: nil) == .days(14))
    }

    @Test func aRequesterUnitHasItsOwnRowsBeforeTheProfiles() {
        let department = Department(Organisation("999000002"), unit: "4201")
        var profile = DelayProfile.trial2025
        profile.requesters[department] = [DelayProfile.Row(.pathology, .assessed), DelayProfile.Row(.imaging, .none)]
        #expect(profile.delay(of: .pathology, requester: department) == .assessed)
        #expect(profile.delay(of: .radiology, requester: department) == .none)
        #expect(profile.delay(of: [.radiology, .genetics], requester: department) == .days(14))
        #expect(profile.delay(of: .pathology, requester: nil) == .days(14))
    }

    @Test func assessedWaitsForRelease() {
        var policy = AccessPolicy()
        policy.delays = DelayProfile(name: "own", rows: [DelayProfile.Row(.all, .assessed)])
        let versions = [VersionFacts.first(at: Self.t0)]
        #expect(seen(versions, at: noon.plus(days: 4000), policy: policy).verdict == .hide)
        let release = Setting.of(.delayedView(.released), from: noon)
        #expect(seen(versions, at: noon, [release], policy: policy).verdict == .permit)
        #expect(seen(versions, at: noon.plus(-1), [release], policy: policy).validUntil == noon)
    }

    @Test func aHistoricLoadCountsFromItsGenDate() {
        var version = VersionFacts.first(.genetics, at: Self.t0)
        version.delayStart = Self.t0.plus(days: -13)
        #expect(seen([version], at: Self.t0).verdict == .hide)
        #expect(seen([version], at: Self.t0.plus(days: 1).plus(900_000_000)).verdict == .permit)
    }

    @Test func anAddedDelayedItemHidesItsVersionAndNothingElse_P23() {
        let versions: [VersionFacts] = [
            .first(at: Self.t0), .later(at: Self.t0.plus(days: 1), adding: .genetics),
            .later(at: Self.t0.plus(days: 2)),
        ]
        let end = instant(2026, 1, 20, 9, 15)
        #expect(seen(versions, at: Self.t0.plus(days: 3)).version == 0)
        #expect(seen(versions, at: end.plus(-1)).version == 0)
        #expect(seen(versions, at: end).version == 2)
        #expect(seen(versions, at: end).showsEarlierVersions == false)
        let personnel = seen(versions, at: Self.t0.plus(days: 3), actor: .personnel(.exempt))
        #expect(personnel.version == 2 && personnel.markers.codes == ["NORU"])
        #expect(personnel.earlierVersions(of: .plain(versions)) == 0..<2)
    }

    @Test func historyTellsWhatAVersionAddsToTheFinalOnes() {
        let versions = VersionFacts.history([
            VersionFacts.Arrival(received: Self.t0, state: .notFinal, items: ["a": .biochemistry]),
            VersionFacts.Arrival(received: Self.t0.plus(1), items: ["a": .biochemistry, "b": .genetics]),
            VersionFacts.Arrival(received: Self.t0.plus(2), items: ["a": .biochemistry, "b": .genetics]),
            VersionFacts.Arrival(received: Self.t0.plus(3), items: ["a": [.biochemistry, .genetics], "b": .genetics]),
            VersionFacts.Arrival(received: Self.t0.plus(4), state: .withdrawn, items: [:]),
        ])
        #expect(versions.map(\.added) == [.biochemistry, [.biochemistry, .genetics], [], .genetics, []])
        #expect(versions.map(\.disciplines.isEmpty) == [false, false, false, false, true])
    }

    @Test func aDateSetByPersonnelIsExactAndHolds_P24() {
        let until = Self.t0.plus(days: 3).plus(1)
        let delay = Setting.of(.delayedView(.until(until)), .unit(UnitKey(1)), from: Self.t0)
        let versions = [VersionFacts.first(at: Self.t0)]
        #expect(seen(versions, at: until.plus(-1), [delay]).verdict == .hide)
        #expect(seen(versions, at: until.plus(-1), [delay]).validUntil == until)
        #expect(seen(versions, at: until, [delay]).verdict == .permit)
        #expect(seen(versions, at: Self.t0, [delay], actor: .personnel(.exempt)).markers.codes == ["NORU"])
        // It was never seen, so its withdrawal is not either; without the delay it would be.
        let withdrawn = versions + [.later(at: until.plus(-5), .withdrawn)]
        #expect(seen(withdrawn, at: until.plus(days: 30), [delay]).verdict == .hide)
        #expect(seen(withdrawn, at: until.plus(days: 30)).rendition == .withdrawn)
    }

    @Test func aWithdrawnReportCarriesNoMarkOfDelay_P16() {
        let versions: [VersionFacts] = [.first(.genetics, at: Self.t0), .later(at: noon, .withdrawn)]
        let closed = Setting.of(.delayedView(.until(noon.plus(days: 9))), .unit(UnitKey(1)))
        for settings in [[], [closed]] {
            let decision = seen(versions, at: noon, settings, actor: .personnel(.exempt))
            #expect(decision.verdict == .permit && decision.markers.isEmpty)
        }
        #expect(seen(versions, at: noon.plus(-1), [closed], actor: .personnel(.exempt)).markers.codes == ["NORU"])
    }

    @Test func aReleaseIsOfWhatWasReceived_P25() {
        let release = Setting.of(.delayedView(.released), .unit(UnitKey(1)), from: Self.t0.plus(days: 1))
        let versions: [VersionFacts] = [
            .first(.genetics, at: Self.t0), .later(at: Self.t0.plus(days: 2), adding: .pathology),
        ]
        #expect(seen(versions, at: Self.t0.plus(days: 2), [release]).version == 0)
        #expect(seen(versions, at: instant(2026, 1, 21, 9, 15), [release]).version == 1)
        var closing = Setting.of(.delayedView(.until(noon)), .all, from: Self.t0)
        closing.id = Setting.ID(2)
        #expect(seen(versions, at: Self.t0.plus(days: 2), [release, closing]).verdict == .hide)
    }

    @Test func aLaterReleaseTakesNothingBack_P25() {
        let first = Setting.of(.delayedView(.released), .unit(UnitKey(1)), from: Self.t0.plus(days: 1))
        var second = Setting.of(.delayedView(.released), .unit(UnitKey(1)), from: Self.t0.plus(days: 3))
        second.id = Setting.ID(2)
        // Seen by the first release, so its withdrawal is seen too, whatever is released afterwards.
        let versions: [VersionFacts] = [
            .first(.genetics, at: Self.t0), .later(at: Self.t0.plus(days: 2), .withdrawn),
        ]
        for settings in [[first], [first, second], [second, first]] {
            #expect(seen(versions, at: Self.t0.plus(days: 4), settings).rendition == .withdrawn)
        }
        #expect(seen(versions, at: Self.t0.plus(days: 4), [second]).verdict == .hide)
    }

    @Test func anOrdersOwnDelayStandsInPlaceOfTheProfile_P26() {
        let versions = [VersionFacts.first(.genetics, at: Self.t0)]
        let order = SettingTarget.order(Organisation("999000002"), "R-1")
        let none = Setting.of(.delayedView(.instead(.none)), order)
        let long = Setting.of(.delayedView(.instead(.days(30))), order)
        #expect(seen(versions, at: Self.t0, [none]).verdict == .permit)
        #expect(seen(versions, at: Self.t0.plus(days: 29), [none, long]).verdict == .hide)
        #expect(seen(versions, at: Self.t0.plus(days: 31), [none, long]).verdict == .permit)
    }

    @Test func departmentsForChildrenDelayTowardParents_A50() {
        var policy = AccessPolicy()
        policy.childDepartments = [Department(Organisation("999000002"), unit: "4201")]
        let versions = [VersionFacts.first(at: Self.t0)]
        let child = day(2019, 1, 1)
        for profile in [DelayProfile.trial2025, .all14, .note10] {
            policy.delays = profile
            #expect(
                seen(versions, at: Self.t0.plus(days: 9), policy: policy, actor: .parent, birthDate: child).verdict
                    == .hide
            )
        }
        policy.delays = .trial2025
        let end = instant(2026, 1, 15, 9, 15)
        #expect(seen(versions, at: end, policy: policy, actor: .parent, birthDate: child).verdict == .permit)
        #expect(
            seen(versions, at: Self.t0, policy: policy, actor: .personnel(.exempt), birthDate: child).markers.isEmpty
        )
    }

    @Test func aWithdrawalIsShownToThoseWhoHadSeenSomething_P27_P28() {
        let first = VersionFacts.first(.genetics, at: Self.t0)
        let opens = instant(2026, 1, 19, 9, 15)
        func withdrawn(at: ServerTime) -> AccessDecision {
            seen([first, .later(at: at, .withdrawn)], at: at.plus(days: 60))
        }
        #expect(withdrawn(at: opens).reason == .withdrawnUnseen)
        #expect(withdrawn(at: opens.plus(1)).rendition == .withdrawn)
        #expect(withdrawn(at: opens.plus(1)).version == 1)
        let twice: [VersionFacts] = [
            first, .later(at: opens.plus(1), .withdrawn), .later(at: opens.plus(2), adding: .pathology),
        ]
        #expect(seen(twice, at: opens.plus(3)).version == 1, "the withdrawn one stays until the new one opens")
        #expect(seen(twice, at: opens.plus(days: 15)).version == 2)
        let unseen: [VersionFacts] = [
            first, .later(at: Self.t0.plus(1), .withdrawn), .later(at: opens.plus(days: 1), .withdrawn),
        ]
        #expect(seen(unseen, at: opens.plus(days: 30)).verdict == .hide, "nothing older than a withdrawal counts")
    }

    @Test func aPreliminaryVersionLeavesTheFinalOneInPlace_P29() {
        let versions: [VersionFacts] = [.first(at: Self.t0), .later(at: Self.t0.plus(5), .notFinal)]
        #expect(seen(versions, at: noon).version == 0)
        #expect(seen(versions, at: noon, actor: .personnel(.exempt)).version == 1)
        var policy = AccessPolicy()
        policy.citizenPreliminary = true
        #expect(seen(versions, at: noon, policy: policy).version == 1)
        #expect(seen([.first(.genetics, at: noon, .notFinal)], at: noon, policy: policy).verdict == .hide)
    }

    @Test func whatWasAboutSomebodyElseIsItsProducersAlone_P30() {
        var versions: [VersionFacts] = [.first(at: Self.t0), .later(at: Self.t0.plus(5), .wrongPerson)]
        for actor in [AccessActor.citizen, .personnel(.exempt), .replicaFeed, .verification] {
            #expect(seen(versions, at: noon, actor: actor).reason == .wrongPerson)
        }
        #expect(seen(versions, at: noon, actor: .producer(Producer("999000009"))).rendition == .full)
        versions.append(.later(at: Self.t0.plus(6)))
        let after = seen(versions, at: noon, actor: .personnel(.exempt))
        #expect(after.version == 2 && after.earlierVersions(of: .plain(versions)) == 2..<2)
        #expect(seen(versions, at: noon).version == 2)
    }

    @Test func whatIsNotReceivedYetIsNotThere_P31() {
        let versions: [VersionFacts] = [.first(at: Self.t0), .later(at: Self.t0.plus(10))]
        for actor in [AccessActor.citizen, .personnel(.exempt), .producer(Producer("999000009"))] {
            #expect(seen(versions, at: Self.t0.plus(-1), actor: actor).verdict == .hide)
            #expect(seen(versions, at: Self.t0.plus(-1), actor: actor).validUntil == Self.t0)
            #expect(seen(versions, at: Self.t0, actor: actor).version == 0)
            #expect(seen(versions, at: Self.t0, actor: actor).validUntil == Self.t0.plus(10))
            #expect(seen(versions, at: Self.t0.plus(10), actor: actor).version == 1)
        }
    }

    /// Deleting or cancelling what was of a wrong person does not make it this person's (decision 8).
    @Test func whatWasOfAWrongPersonStaysSoUntilAVersionSaysOtherwise() {
        func states(_ states: VersionFacts.State...) -> [VersionFacts.State] {
            VersionFacts.history(states.map { .init(received: Self.t0, state: $0, items: [:]) }).map(\.state)
        }
        #expect(
            states(.final, .wrongPerson, .withdrawn, .withdrawn) == [.final] + Array(repeating: .wrongPerson, count: 3)
        )
        #expect(states(.wrongPerson, .final, .withdrawn) == [.wrongPerson, .final, .withdrawn])
    }
}
