import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarServices
import SvarStore
import SvarTesting
import TestLane
import Testing

/// What becomes of a message before anything of it is kept (rows A01–A03, A28, A29, P44–P46; decisions 12, 35 and 36).
@Suite(.aside)
struct IntakeTests {
    @Test func a01AnEligibleReportIsStored() async throws {
        let world = IntakeWorld()
        let receipt = try await world.send(ReportMessage(world.number))
        #expect(receipt.outcome == .accepted)
        #expect(try await world.units().count == 1)
    }

    @Test func a02OfAReservedPersonNothingIsKeptButACount() async throws {
        let world = IntakeWorld()
        let reservation = try await world.set(SettingDraft(.storageReservation))
        let before = try await world.store.statistics()
        for day in 0..<2 {
            for number in 0...day {
                var message = ReportMessage(world.number)
                message.id = "M\(day)\(number)"
                let receipt = try await world.send(message)
                #expect(receipt.outcome == .acceptedNotStored)
                #expect(receipt.httpStatus == 202)
                #expect(receipt.reports.map(\.report) == [nil])
                #expect(receipt.reports.flatMap { $0.issues.map(\.code) } == [.reservation])
            }
            world.days(1)
        }
        var after = try await world.store.statistics()
        #expect(after.notStored.map(\.count) == [1, 2])
        #expect(after.notStored.allSatisfy { $0.producer == IntakeWorld.laboratory })
        after.notStored = []
        #expect(after == before)
        // Who it was about stands in no row of use.
        #expect(world.store.audit.allSatisfy { $0.person == nil && $0.units.isEmpty })
        // When it is lifted, the same bytes are no duplicate.
        try await world.lift(reservation)
        #expect(try await world.send(ReportMessage(world.number)).outcome == .accepted)
    }

    @Test func aSiblingAboutAnotherPersonIsStoredButNotTheMessagesBytes() async throws {
        let world = IntakeWorld()
        try await world.set(SettingDraft(.storageReservation))
        var other = ReportMessage(world.otherNumber)
        other.report = "R2"
        var message = ReportMessage(world.number)
        message.more = other.serviceReport()
        let receipt = try await world.send(message)
        // The schema has room for one report, which the second is warned of.
        #expect(receipt.reports.map(\.outcome) == [.acceptedNotStored, .acceptedWithWarnings])
        #expect(try await world.units().isEmpty)
        #expect(try await world.units(world.otherNumber).count == 1)
        let bytes = message.bytes
        let raw = try await world.store.write { try $0.submission(producer: IntakeWorld.laboratory, bytes: bytes) }
        #expect(raw != nil)
        #expect(world.store.rawSubmissions == 0)
    }

    @Test(arguments: [("RM", true), ("H1", false), ("FISH", false)])
    func a03AForensicAutopsyIsRefusedWithItsCode(code: String, isRefused: Bool) async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        (message.discipline, message.items) = ("OBD", [("8219", code, "I1")])
        let receipt = try await world.send(message)
        #expect((receipt.outcome == .refused) == isRefused)
        #expect(receipt.reports[0].issues.map(\.code.rawValue) == (isRefused ? ["out-of-scope-purpose"] : []))
        #expect(try await world.units().count == (isRefused ? 0 : 1))
    }

    @Test(arguments: SamplePurpose.allCases)
    func a03AListedUnitIsRefusedUnlessItIsOfCare(purpose: SamplePurpose) async throws {
        for listed in ["100001", "200002"] {
            let world = IntakeWorld(lists: IntakeLists(purposes: [OrganisationID(kind: "HER", value: listed): purpose]))
            let receipt = try await world.send(ReportMessage(world.number))
            #expect((receipt.outcome == .refused) == purpose.isOutOfScope, "\(listed)")
            #expect(try await world.store.statistics().persons == (purpose.isOutOfScope ? 0 : 1))
        }
    }

    @Test(arguments: SamplePurpose.allCases)
    func a03APresetOfAPurposeRefusesTheOrder(purpose: SamplePurpose) async throws {
        let world = IntakeWorld()
        try await world.preset("A17") { $0.purpose = purpose }
        let receipt = try await world.send(ReportMessage(world.number))
        #expect((receipt.outcome == .refused) == purpose.isOutOfScope)
        #expect(try await world.store.statistics().submissions == (purpose.isOutOfScope ? 0 : 1))
        var other = ReportMessage(world.number)
        (other.id, other.report, other.order) = ("M2", "R2", "A18")
        #expect(try await world.send(other).outcome == .accepted)
    }

    @Test func p44OutOfScopeComesBeforeAReservation() async throws {
        let world = IntakeWorld()
        try await world.set(SettingDraft(.storageReservation))
        try await world.preset("A17") { $0.purpose = .research }
        #expect(try await world.send(ReportMessage(world.number)).outcome == .refused)
        #expect(try await world.store.statistics().notStored.isEmpty)
    }

    @Test func a28AReservedOrderIsToldNotStoredAndErasesNothing() async throws {
        let world = IntakeWorld()
        _ = try await world.send(ReportMessage(world.number))
        try await world.preset("A18") { $0.isReserved = true }
        var message = ReportMessage(world.number)
        (message.id, message.report, message.order) = ("M2", "R2", "A18")
        #expect(try await world.send(message).outcome == .acceptedNotStored)
        #expect(try await world.units().map(\.order) == ["A17"])
    }

    @Test func a28WhatWasChosenBecomesSettingsWithTheFirstResultAndOnce() async throws {
        let world = IntakeWorld()
        let review = ServerTime(microseconds: world.clock.now.microseconds + 90 * 86_400_000_000)
        try await world.preset("A17") {
            $0.delay = .days(30)
            $0.denial = .soundTreatment
            $0.reviewDate = review
        }
        #expect(try await world.settings().isEmpty)
        _ = try await world.send(ReportMessage(world.number))
        let target = SettingTarget.order(IntakeWorld.clinic, "A17")
        let settings = try await world.settings()
        #expect(Set(settings.map(\.kind)) == [.delayedView(.instead(.days(30))), .denial(.soundTreatment)])
        #expect(settings.allSatisfy { $0.target == target })
        #expect(settings.first { $0.kind.type == .denial }?.valid.until == review)
        let unit = try #require(try await world.units().first)
        #expect(settings.allSatisfy { $0.closes(unit) && $0.valid.from <= unit.versions[0].received })
        var message = ReportMessage(world.number)
        (message.id, message.report) = ("M2", "R2")
        _ = try await world.send(message)
        #expect(try await world.settings().count == 2)
        #expect(try await world.units().allSatisfy { unit in settings.allSatisfy { $0.closes(unit) } })
    }

    @Test func aReviewDateThatIsPastLeavesTheDenialOut() async throws {
        let world = IntakeWorld()
        let review = ServerTime(microseconds: world.clock.now.microseconds + 1)
        try await world.preset("A17") { ($0.denial, $0.reviewDate) = (.soundTreatment, review) }
        world.days(1)
        _ = try await world.send(ReportMessage(world.number))
        #expect(try await world.settings().isEmpty)
    }

    @Test func aPresetIsFoundByRequesterOrderAndPersonTogether() async throws {
        let world = IntakeWorld()
        try await world.preset("A17", by: Organisation("999999903")) { $0.isReserved = true }
        try await world.preset("A17", of: world.otherNumber) { $0.isReserved = true }
        try await world.preset("A18") { $0.isReserved = true }
        #expect(try await world.send(ReportMessage(world.number)).outcome == .accepted)
    }

    @Test(arguments: ["", "0", "NULL"])
    func anOrderWithoutANumberHasNoPreset(order: String) async throws {
        let world = IntakeWorld()
        // It cannot even be set.
        #expect(OrderPreset.Key(organisation: IntakeWorld.clinic, order: order, person: PersonKey(1)) == nil)
        try await world.preset("A17") { $0.isReserved = true }
        var message = ReportMessage(world.number)
        message.order = order
        #expect(try await world.send(message).outcome == .accepted)
    }

    /// P46: set on 1 January 2026 at 01:00 in Oslo, it lapses at midnight of 1 January 2027.
    @Test(arguments: [(Int64(364), ReceiptOutcome.acceptedNotStored), (365, .accepted)])
    func aPresetLapsesAfterTwelveMonths(days: Int64, outcome: ReceiptOutcome) async throws {
        let world = IntakeWorld()
        try await world.preset("A17") { $0.isReserved = true }
        world.days(days)
        #expect(try await world.send(ReportMessage(world.number)).outcome == outcome)
    }

    @Test func aCodeThatNobodyKnowsHoldsTheReport() async throws {
        let lists = IntakeLists(reservations: ["1": .kept])
        for (codes, isHeld) in [(["1"], false), (["2"], true), (["1", "2"], true), ([""], true), ([], false)] {
            let world = IntakeWorld(lists: lists)
            var message = ReportMessage(world.number)
            message.reservations = codes
            _ = try await world.send(message)
            #expect(try await world.units().map(\.isHeld) == [isHeld], "\(codes)")
            #expect(try await world.settings().isEmpty)
        }
    }

    @Test func aReservationCodeDoesWhatTheTableSays() async throws {
        let lists = IntakeLists(reservations: [
            "1": .notStored, "2": .setting(.shielding), "3": .setting(.delayedView(.instead(.assessed))),
        ])
        let world = IntakeWorld(lists: lists)
        var message = ReportMessage(world.number)
        message.reservations = ["1"]
        #expect(try await world.send(message).outcome == .acceptedNotStored)
        message.reservations = ["2", "3"]
        #expect(try await world.send(message).outcome == .accepted)
        let unit = try #require(try await world.units().first)
        let settings = try await world.settings()
        #expect(Set(settings.map(\.kind)) == [.shielding, .delayedView(.instead(.assessed))])
        #expect(settings.allSatisfy { $0.target == .unit(unit.key) })
        // A correction repeats the code.
        (message.id, message.action, message.generated) = ("M2", "M", "2026-01-02T08:00:00")
        _ = try await world.send(message)
        #expect(try await world.settings().count == 2)
    }

    /// A setting and what replicas are told of it are one write, also when the message changes nothing of the report.
    @Test func whatAMessageSetsIsToldToReplicasWithoutAVersion() async throws {
        let world = IntakeWorld(lists: IntakeLists(reservations: ["2": .setting(.shielding)]))
        var message = ReportMessage(world.number)
        message.generated = "2026-01-02T08:00:00"
        _ = try await world.send(message)
        #expect(try await world.closed() == [false])
        let before = try await world.store.statistics().versions
        // It was generated before the one that stands.
        (message.id, message.generated, message.reservations) = ("M2", "2026-01-01T08:00:00", ["2"])
        _ = try await world.send(message)
        #expect(try await world.store.statistics().versions == before)
        #expect(try await world.settings().map(\.kind) == [.shielding])
        #expect(try await world.closed() == [true])
        // One that nobody knows holds the report, and is seen by nobody either.
        #expect(try await world.units().map(\.isHeld) == [false])
        (message.id, message.generated, message.reservations) = ("M3", "2026-01-01T07:00:00", ["3"])
        _ = try await world.send(message)
        #expect(try await world.store.statistics().versions == before)
        #expect(try await world.units().map(\.isHeld) == [true])
    }

    /// P53: the next message releases what was held, and what the code turned out to do is done first.
    @Test(arguments: [
        (ReservationEffect.kept, true, false), (.kept, false, false), (.setting(.shielding), true, false),
        (.setting(.shielding), false, false), (.notStored, false, true),
    ])
    func aHeldReportIsReleasedByAMessageOnceItsCodeIsKnown(
        effect: ReservationEffect,
        isRepeated: Bool,
        isHeld: Bool
    ) async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        message.reservations = ["2"]
        _ = try await world.send(message)
        world.classify(["2": effect])
        #expect(try await world.units().map(\.isHeld) == [true])
        (message.id, message.generated, message.status) = ("M2", "2026-01-02T08:00:00", "A")
        if !isRepeated { message.reservations = [] }
        _ = try await world.send(message)
        #expect(try await world.units().map(\.isHeld) == [isHeld])
        let kinds: [SettingKind] = if case .setting(let kind) = effect { [kind] } else { [] }
        #expect(try await world.settings().map(\.kind) == kinds)
        // What is held is told to nobody without being closed.
        #expect(try await world.closed() == [!kinds.isEmpty])
    }

    @Test func whileAnEntryCannotBeReadNothingIsTaken() async throws {
        let world = IntakeWorld()
        let person = try await world.person()
        try await world.store.write { store in
            _ = try store.enter(.setting, subject: try store.newSubject(), [200], about: person)
        }
        await #expect(throws: SvarError(.storeUnusable, "")) { _ = try await world.send(ReportMessage(world.number)) }
        #expect(try await world.units().isEmpty)
    }

    @Test func decision36ProductionRefusesSyntheticPersons() async throws {
        let world = IntakeWorld(environment: .production)
        #expect(try await world.send(ReportMessage(world.number)).outcome == .refused)
    }
}
