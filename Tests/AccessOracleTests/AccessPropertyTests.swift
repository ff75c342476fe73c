import SvarAccess
import SvarDomain
import SvarFHIR
import SvarTesting
import TestLane
import Testing

/// Laws that hold of the rules for every random question, whatever the table says of the single case.
@Suite(.aside)
struct AccessPropertyTests {
    /// Questions a law is asked.
    static let count = AccessOracleTests.isLong ? 40_000 : 2_000

    private func each(seed: UInt64, _ law: (AccessSituation, inout RandomSituations) -> Void) {
        var random = RandomSituations(seed: seed)
        for _ in 0..<Self.count {
            let situation = random.next()
            law(situation, &random)
        }
    }

    private func same(_ a: AccessDecision, _ b: AccessDecision) -> Bool {
        a.verdict == b.verdict && a.version == b.version && a.markers == b.markers
            && (!a.verdict.shows || a.rendition == b.rendition) && a.showsEarlierVersions == b.showsEarlierVersions
    }

    /// Whether a setting closes and never opens. What personnel decide about a delay may do either.
    private func closes(_ kind: SettingKind) -> Bool {
        switch kind {
        case .parentalConsent, .opening, .delayedView(.released), .delayedView(.instead): false
        default: true
        }
    }

    private func isUntil(_ kind: SettingKind) -> Bool {
        if case .delayedView(.until) = kind { true } else { false }
    }

    /// How much is shown, and of an elevated basis whether it may be used at all: that is refused where nothing is closed,
    /// so that a seal makes it possible. That is the table's wish (A16) and the one exception.
    @Test func aClosingSettingMoreNeverOpens() {
        each(seed: 101) { situation, random in
            let kind = random.anyKind(situation.at)
            guard closes(kind) else { return }
            let more = situation.adding(random.setting(Setting.ID(99), kind, situation.unit, situation.at))
            let (before, after) = (decide(situation), decide(more))
            if before.reason == .elevatedNotNeeded { return }
            #expect(before.verdict.shows || !after.verdict.shows, "\(kind) opens for \(situation.actor)")
            if before.verdict == .metadata { #expect(after.verdict >= .metadata, "\(kind)") }
            if after.verdict.shows, case .delayedView = kind { return }
            if after.verdict.shows { #expect(before.version == after.version, "\(kind) changes the version") }
        }
    }

    /// Consent, an opening and a release never close.
    @Test func anOpeningSettingMoreNeverCloses() {
        each(seed: 112) { situation, random in
            for kind: SettingKind in [.parentalConsent, .opening(.youth), .opening(.parents), .delayedView(.released)] {
                let more = situation.adding(random.setting(Setting.ID(99), kind, situation.unit, situation.at))
                let (before, after) = (decide(situation), decide(more))
                #expect(!before.verdict.shows || after.verdict.shows, "\(kind) closes for \(situation.actor)")
                if let one = before.version, let two = after.version { #expect(one <= two, "\(kind)") }
            }
        }
    }

    /// Time alone never takes a grown citizen back to an older version.
    @Test func timeNeverGoesBackToAnOlderVersion() {
        each(seed: 113) { situation, _ in
            var bare = situation.asked(by: .citizen)
            bare.person.settings = PrivacySettings()
            var newest = -1
            for instant in AccessReference.boundaries(bare) {
                guard let version = decide(bare.moved(to: instant)).version else { continue }
                #expect(version >= newest)
                newest = version
            }
        }
    }

    /// What a unit's verdict tells, and what is refused for want of need, is what is told of the person.
    @Test func whatIsToldOfAUnitIsToldOfThePerson() {
        each(seed: 114) { situation, _ in
            guard case .personnel(let personnel) = situation.actor else { return }
            let settings = situation.person.settings
            let (outcome, _) = PatientOutcome.of(settings, personnel, policy: situation.policy, at: situation.at)
            let decision = decide(situation)
            if decision.verdict == .told {
                #expect([.reservation, .specific, .general, .partial].contains(outcome))
            }
            #expect((decision.verdict == .deny403) == (outcome == .elevatedNotNeeded))
            if outcome == .reservation { #expect(decision.verdict == .told) }
        }
    }

    /// A setting that is only asked for, or not in force, changes nothing now.
    @Test func aSettingWithoutEffectChangesNothing() {
        each(seed: 102) { situation, random in
            let kind = random.anyKind(situation.at)
            var setting = random.setting(Setting.ID(99), kind, situation.unit, situation.at)
            setting.isRequested = true
            #expect(same(decide(situation), decide(situation.adding(setting))), "requested \(kind)")
            setting.isRequested = false
            setting.valid = Validity(until: situation.at)
            // what a lapsed delay kept closed had not been seen when it was withdrawn (P24, P27)
            if !isUntil(kind) { #expect(same(decide(situation), decide(situation.adding(setting))), "lapsed \(kind)") }
            setting.valid = Validity(from: ServerTime(microseconds: situation.at.microseconds + 1))
            let future = decide(situation.adding(setting))
            #expect(same(decide(situation), future), "future \(kind)")
        }
    }

    /// What is hidden carries nothing of what is there: no version, no mark.
    @Test func whatIsHiddenCarriesNothingOfTheUnit() {
        each(seed: 103) { situation, _ in
            let decision = decide(situation)
            guard !decision.verdict.shows else {
                #expect(decision.version != nil)
                return
            }
            #expect(decision.version == nil && decision.markers.isEmpty && !decision.showsEarlierVersions)
        }
    }

    /// Absent is a unit of which nothing was received. Where one is hidden the other is, and where one is refused the other
    /// is refused in the same way, so that neither answer tells which it is.
    @Test func absentIsNeverMoreThanHidden() {
        each(seed: 104) { situation, _ in
            var absent = situation
            absent.unit.versions = []
            let (there, not) = (decide(situation), decide(absent))
            #expect(!not.verdict.shows)
            if there.verdict >= .told {
                #expect(not.verdict == there.verdict, "\(there.verdict) and absent \(not.verdict): \(situation.actor)")
            } else if !there.verdict.shows {
                #expect(not.verdict == .hide)
            }
        }
    }

    /// What is told of a person is the same whichever unit is asked about, and none of them is needed to tell it.
    @Test func whatIsRefusedDoesNotDependOnTheUnit() {
        each(seed: 105) { situation, random in
            var other = situation
            other.unit = random.next().unit
            let (one, two) = (decide(situation), decide(other))
            #expect((one.verdict >= .deny403) == (two.verdict >= .deny403), "\(situation.actor)")
        }
    }

    /// In `silent` nothing is told and nothing more is shown; need is not asked for.
    @Test func silentTellsNothingAndShowsNoMore() {
        each(seed: 106) { situation, _ in
            var (silent, told) = (situation, situation)
            silent.policy.disclosure = .silent
            told.policy.disclosure = .disclose
            let (quiet, loud) = (decide(silent), decide(told))
            #expect(quiet.verdict != .told)
            if loud.reason != .elevatedNotNeeded {
                #expect(quiet.verdict.shows == loud.verdict.shows)
                #expect(quiet.version == loud.version && quiet.markers == loud.markers)
            }
            if case .personnel(let personnel) = situation.actor {
                let outcome = PatientOutcome.of(silent.person.settings, personnel, policy: silent.policy, at: silent.at)
                #expect(outcome.outcome == .none)
            }
        }
    }

    /// An elevated basis opens what the ordinary one opens, and seals and shielding; never a block or a reservation.
    @Test func anElevatedBasisNeverOpensABlock() {
        each(seed: 107) { situation, _ in
            guard case .personnel(var personnel) = situation.actor else { return }
            personnel.basis = .elevatedEmergency
            let block = Setting(id: Setting.ID(98), kind: .block(personnel.hpr))
            #expect(!decide(situation.adding(block).asked(by: .personnel(personnel))).verdict.shows)
            let reservation = Setting(id: Setting.ID(98), kind: .storageReservation)
            #expect(!decide(situation.adding(reservation).asked(by: .personnel(personnel))).verdict.shows)
            let elevated = decide(situation.asked(by: .personnel(personnel)))
            personnel.basis = .exempt
            let ordinary = decide(situation.asked(by: .personnel(personnel)))
            guard elevated.reason != .elevatedNotNeeded else { return }
            if ordinary.verdict.shows { #expect(elevated.verdict.shows && elevated.version == ordinary.version) }
        }
    }

    /// The feed of a replica is what an unblocked professional on an ordinary basis is shown, without marks.
    @Test func aReplicaIsFedAsAnUnblockedProfessional() {
        each(seed: 108) { situation, _ in
            let unblocked = Personnel(
                hpr: HPRNumber(123_456_789),
                organisation: Organisation("999999901"),
                basis: .exempt
            )
            let professional = decide(situation.asked(by: .personnel(unblocked)))
            let feed = decide(situation.asked(by: .replicaFeed))
            #expect(professional.verdict.shows == feed.verdict.shows)
            #expect(professional.version == feed.version && feed.markers.isEmpty)
            if feed.verdict.shows { #expect(feed.rendition == professional.rendition) }
        }
    }

    /// No basis of personnel, nor what faces them, matters to the citizen side but for a mark; and the other way about.
    @Test func settingsFaceOneSideOnly() {
        each(seed: 109) { situation, random in
            let facing: [SettingKind] = [.seal, .shielding, .block(HPRNumber(9_000_001))]
            let toCitizen: [SettingKind] = [
                .denial(.all), .denial(.ownWish), .emergencyClosure, .viewReservation, .delayedView(.until(.never)),
            ]
            for kind in situation.actor.isCitizenSide ? facing : toCitizen {
                let more = situation.adding(random.setting(Setting.ID(97), kind, situation.unit, situation.at))
                let (before, after) = (decide(situation), decide(more))
                #expect(before.verdict.shows == after.verdict.shows, "\(kind) for \(situation.actor)")
                #expect(before.version == after.version, "\(kind) for \(situation.actor)")
            }
        }
    }

    /// The answer does not change before `validUntil`, by the rules themselves.
    @Test func theRulesKeepTheirOwnWord() {
        each(seed: 110) { situation, _ in
            let decision = decide(situation)
            let until = decision.validUntil
            #expect(until > situation.at)
            guard until != .never, until > situation.at else { return }
            let last = decide(situation.moved(to: ServerTime(microseconds: until.microseconds - 1)))
            #expect(same(decision, last), "\(situation.actor)")
            // a later answer never says that it ended before the earlier one did
            #expect(last.validUntil >= until)
        }
    }

    /// What a version adds is what no earlier final version had; of an item known before, a class it was not of (P23).
    @Test func aVersionAddsWhatNoFinalOneHad() {
        var random = RandomSituations(seed: 111)
        for _ in 0..<Self.count {
            let arrivals = random.arrivals(random.next().at)
            let history = VersionFacts.history(arrivals)
            #expect(history.count == arrivals.count)
            for (place, arrival) in arrivals.enumerated() {
                let finals = arrivals[..<place].filter { $0.state == .final }
                var classes: Disciplines = []
                for (item, all) in arrival.items {
                    classes.formUnion(finals.reduce(all) { $0.subtracting($1.items[item] ?? []) })
                }
                #expect(history[place].added == classes)
                #expect(history[place].delayStart == arrival.historic ?? arrival.received)
            }
        }
    }
}
