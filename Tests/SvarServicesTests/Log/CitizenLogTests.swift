import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore
import SvarTesting
import Testing

@testable import SvarServices

/// What the citizen and those who act for them see of the log of use (rows A64, A65, A73).
struct CitizenLogTests {
    @Test(arguments: StoreChoice.allCases)
    func theCitizenSeesWhoByNameTheirRoleOrganisationWhenWhatBasisAndSystem(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let report = try await world.report()
        try await world.read(report, as: world.doctor(.consent))
        let page = try await world.log(as: LogFixture.citizen(LogFixture.child))
        #expect(page.actions == ["read", "create"])
        let row = try #require(page.rows.first)
        #expect(row["who"]?["kind"]?.string == "personnel")
        #expect(row["who"]?["name"]?.string == "Test Lege")
        #expect(row["who"]?["role"]?["code"]?.string == "LE")
        #expect(row["who"]?["role"]?["no"]?.string == "Lege")
        #expect(row["who"]?["organisation"]?["name"]?.string == "Testby legesenter")
        #expect(row["who"]?["organisation"]?["number"]?.string == "974760673")
        #expect(row["who"]?["organisation"]?["department"]?.string == "Akuttmottak")
        #expect(row["what"]?["reports"]?[0]?.string == "DiagnosticReport/\(report)")
        #expect(row["basis"]?["code"]?.string == "SAMTYKKE")
        #expect(row["basis"]?["elevated"]?.bool == false)
        #expect(row["basis"]?["no"]?.string == "Pasienten samtykker")
        #expect(row["purpose"]?["code"]?.string == "TREAT")
        #expect(row["system"]?.string == "journal")
        #expect(row["outcome"]?["code"]?.string == "permitted")
        #expect(row["at"]?.string?.isEmpty == false)
        // Never a number of a person.
        #expect(!page.text.contains("9144889"))
        #expect(!page.text.contains(LogFixture.child.value))
        try await world.close()
    }

    @Test func anElevatedBasisIsFlagged() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        try await world.set(SettingDraft(.seal))
        try await world.read(report, as: world.doctor(.elevatedEmergency))
        let page = try await world.log(as: LogFixture.citizen(LogFixture.child))
        #expect(page.rows.first?["basis"]?["elevated"]?.bool == true)
    }

    @Test(arguments: [AccessBasis.exempt, .emergency])
    func staffInAnEmergencyStandWithoutANameWhereThePolicySaysSo(basis: AccessBasis) async throws {
        for anonymises in [false, true] {
            let world = try LogFixture(hasGrown: true, anonymises: anonymises)
            let report = try await world.report()
            try await world.read(report, as: world.doctor(basis))
            let row = try #require(try await world.log(as: LogFixture.citizen(LogFixture.child)).rows.first)
            let isHidden = anonymises && basis == .emergency
            #expect((row["who"]?["name"]?.string == nil) == isHidden)
            #expect((row["who"]?["anonymised"]?.bool == true) == isHidden)
            #expect(row["who"]?["role"]?["code"]?.string == "LE")
            #expect(row["who"]?["organisation"]?["name"]?.string == "Testby legesenter")
            let events = try await world.events(as: LogFixture.citizen(LogFixture.child)).entries
            let event = try #require(events.first { $0["resource"]?["subtype"]?[0]?["code"]?.string == "read" })
            #expect(event.text.contains("Test Lege") == !isHidden)
        }
    }

    @Test func whatWasReadOfAHiddenReportIsToldToTheCitizenWithoutTheReport() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report(isDelayed: true)
        try await world.read(report, as: world.doctor())
        let citizen = LogFixture.citizen(LogFixture.child)
        let before = try await world.log(as: citizen)
        // Neither the report, nor that it was sent, nor that there was something to read.
        #expect(before.actions == ["search"])
        #expect(before.reports == [[]])
        #expect(!before.text.contains(report))
        world.clock.move(microseconds: 15 * 86_400_000_000)
        let after = try await world.log(as: citizen)
        #expect(after.actions == ["log", "read", "create"])
        #expect(after.reports == [[], ["DiagnosticReport/\(report)"], ["DiagnosticReport/\(report)"]])
    }

    /// A version that is not shown yet must not be told of by its arrival, though the one before it is shown.
    @Test(arguments: StoreChoice.allCases)
    func theArrivalOfALaterVersionIsNotToldBeforeItIsSeen(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let report = try await world.report()
        try await world.addPicture(to: report)
        let citizen = LogFixture.citizen(LogFixture.child)
        #expect(try await world.log(as: citizen).actions == ["create"])
        world.clock.move(microseconds: 15 * 86_400_000_000)
        #expect(try await world.log(as: citizen).actions == ["log", "update", "create"])
        try await world.close()
    }

    @Test func aDeliveryToALocalCopyIsNotToldBeforeTheReportIsSeen() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report(isDelayed: true)
        let unit = try #require(try await world.store.current(.diagnosticReport, report, in: .everything)?.unit)
        try await world.access.record(
            LogFixture.row(.sync, about: try await world.key(), units: [unit], at: world.clock.now),
            keeping: nil
        )
        let citizen = LogFixture.citizen(LogFixture.child)
        #expect(try await world.log(as: citizen).actions == [])
        world.clock.move(microseconds: 15 * 86_400_000_000)
        #expect(try await world.log(as: citizen).actions == ["log", "sync", "create"])
    }

    /// A round sends a version that is shown and one that is not yet as one: it is told if the one that is shown was new.
    @Test(arguments: StoreChoice.allCases)
    func aDeliveryIsToldWhereWhatIsShownWasAmongIt(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let before = try await world.store.head()
        let report = try await world.report()
        let between = try await world.store.head()
        try await world.addPicture(to: report)
        let unit = try #require(try await world.store.current(.diagnosticReport, report, in: .everything)?.unit)
        let person = try await world.key()
        for (action, since) in [(AuditAction.sync, nil), (.syncAgain, before), (.syncAgain, between)] {
            var row = LogFixture.row(action, about: person, units: [unit], at: world.clock.now)
            row.since = since
            try await world.access.record(row, keeping: nil)
        }
        let citizen = LogFixture.citizen(LogFixture.child)
        #expect(try await world.log(as: citizen).actions == ["sync-again", "sync", "create"])
        world.clock.move(microseconds: 15 * 86_400_000_000)
        let all = ["log", "sync-again", "sync-again", "sync", "update", "create"]
        #expect(try await world.log(as: citizen).actions == all)
        try await world.close()
    }

    @Test(arguments: StoreChoice.allCases)
    func aParentSeesRowsOfWhatTheySeeAndNoOthers(choice: StoreChoice) async throws {
        let world = try LogFixture(choice)
        let (open, hidden) = (try await world.report(), try await world.report(isDelayed: true))
        try await world.read(open, as: world.doctor())
        try await world.read(hidden, as: world.doctor())
        _ = try? await world.service.read(.diagnosticReport, "absent", caller: world.doctor())
        let parent = LogFixture.citizen(LogFixture.parent, about: LogFixture.child)
        let page = try await world.log(as: parent)
        #expect(page.actions == ["read", "create"])
        #expect(page.reports == [["DiagnosticReport/\(open)"], ["DiagnosticReport/\(open)"]])
        #expect(!page.text.contains(hidden))
        #expect(try await world.events(as: parent).entries.count == 3)
        try await world.close()
    }

    /// The citizen is told that somebody looked, and not by it that there is something: until they see it themselves.
    @Test(arguments: StoreChoice.allCases)
    func aLookAtWhatTheCitizenDoesNotSeeIsAsOneAtWhatNeverWas(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let hidden = try await world.report(isDelayed: true)
        try await world.read(hidden, as: world.doctor())
        _ = try? await world.service.read(.diagnosticReport, "absent", caller: world.doctor())
        let citizen = LogFixture.citizen(LogFixture.child)
        let page = try await world.log(as: citizen)
        #expect(page.actions == ["search", "search"])
        #expect(page.rows.map { $0["outcome"]?["code"]?.string } == ["permitted", "permitted"])
        #expect(page.reports == [[], []])
        let events = try await world.events(as: citizen).entries.dropFirst().map { entry in
            try #require(entry["resource"])
        }
        let told = events.map { event in
            ["outcome", "action", "type", "subtype", "entity"].map {
                event[$0].map { String(decoding: $0.bytes, as: UTF8.self) }
            }
        }
        #expect(told.count == 2 && told[0] == told[1], "\(told)")
        // They looked in vain themselves: that is no secret.
        _ = try? await world.service.read(.diagnosticReport, hidden, caller: citizen)
        #expect(try await world.log(as: citizen).rows.first?["outcome"]?["code"]?.string == "notFound")
        world.clock.move(microseconds: 15 * 86_400_000_000)
        let seen = try await world.log(as: citizen)
        #expect(seen.rows.contains { $0["what"]?["code"]?.string == "read" && $0["what"]?["reports"]?.count == 1 })
        try await world.close()
    }

    @Test func aRowAboutSeveralReportsShowsAParentOnlyThoseTheySee() async throws {
        let world = try LogFixture()
        let (open, hidden) = (try await world.report(), try await world.report(isDelayed: true))
        _ = try await world.service.search(
            SearchInteraction(.type(.diagnosticReport), []),
            base: LogFixture.base,
            caller: world.doctor()
        )
        let page = try await world.log(as: LogFixture.citizen(LogFixture.parent, about: LogFixture.child))
        #expect(page.actions.first == "search")
        #expect(page.reports.first == ["DiagnosticReport/\(open)"])
        #expect(!page.text.contains(hidden))
    }

    /// A number, or an answer by a chain, tells of results: they are in the row, and whoever acts for the citizen sees it.
    @Test(arguments: [
        (HostedType.observation, [("_summary", "count")]),
        (.diagnosticReport, [("_count", "0"), ("_total", "accurate")]),
        (.patient, [("_has:DiagnosticReport:patient:status", "final")]),
    ])
    func aCountNamesWhatItCouldTellOf(type: HostedType, parameters: [(String, String)]) async throws {
        let world = try LogFixture()
        let (open, hidden) = (try await world.report(), try await world.report(isDelayed: true))
        _ = try await world.service.search(
            SearchInteraction(.type(type), parameters.map { NamedValue($0.0, $0.1) }),
            base: LogFixture.base,
            caller: world.doctor()
        )
        let page = try await world.log(as: LogFixture.citizen(LogFixture.parent, about: LogFixture.child))
        #expect(page.actions.first == "search")
        #expect(page.reports.first == ["DiagnosticReport/\(open)"])
        #expect(!page.text.contains(hidden))
    }

    @Test func anEmergencyClosureClosesTheLogToTheCitizenSide() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        try await world.read(report, as: world.doctor())
        let citizen = LogFixture.citizen(LogFixture.child)
        let event = try #require(try await world.events(as: citizen).entries.first?["resource"]?["id"]?.string)
        try await world.set(SettingDraft(.emergencyClosure))
        // Nor do their settings tell of it while it lasts (decision 26).
        #expect(try await world.service.settings(SettingQuery(), caller: citizen).settings.isEmpty)
        #expect(try await world.log(as: citizen).rows.isEmpty)
        #expect(try await world.events(as: citizen).entries.isEmpty)
        let refused = try await refusal { _ = try await world.service.auditEvent(event, caller: citizen) }
        #expect(refused?.kind == .notFound)
        #expect(try await world.events(as: LogFixture.auditor(about: LogFixture.child)).entries.count > 3)
    }

    @Test func settingsAreInTheLogButNotThoseThatWouldTellOfAHiddenReport() async throws {
        let world = try LogFixture(hasGrown: true)
        _ = try await world.report()
        let hidden = try await world.report(isDelayed: true)
        let version = try await world.store.current(.diagnosticReport, hidden, in: .everything)
        let unit = try #require(version?.unit)
        let treating = SettingAuthor.personnel(
            SettingPersonnel(
                hpr: HPRNumber(9_144_889),
                organisation: Organisation("974760673"),
                isTreating: true,
                isOnWish: false
            )
        )
        try await world.set(SettingDraft(.seal))
        try await world.set(SettingDraft(.denial(.dangerToLife), target: .unit(unit)), by: treating)
        let key = try await world.key()
        // A preset of an order names no setting.
        let now = world.clock.now
        try await world.store.write { try $0.record(LogFixture.row(.setting, about: key, at: now)) }
        let rows = try await world.log(as: LogFixture.citizen(LogFixture.child)).rows.filter {
            $0["what"]?["code"]?.string == "setting"
        }
        #expect(rows.count == 1)
        #expect(rows.first?["setting"]?["kind"]?["code"]?.string == "seal")
        #expect(rows.first?["setting"]?["action"]?["code"]?.string == "set")
        #expect(rows.first?["setting"]?["kind"]?["no"]?.string == "Sperring")
    }

    @Test func deliveriesToReplicasAreInTheLog() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        let unit = try #require(try await world.store.current(.diagnosticReport, report, in: .everything)?.unit)
        try await world.access.record(
            LogFixture.row(.sync, about: try await world.key(), units: [unit], at: world.clock.now),
            keeping: nil
        )
        let page = try await world.log(as: LogFixture.citizen(LogFixture.child))
        #expect(page.actions == ["sync", "create"])
        #expect(page.rows.first?["who"]?["kind"]?.string == "replica")
        #expect(page.reports.first == ["DiagnosticReport/\(report)"])
    }

    @Test func whoActsForTheCitizenStandsAsThatAndARefusedLookIsTold() async throws {
        let world = try LogFixture()
        let report = try await world.report()
        let parent = LogFixture.citizen(LogFixture.parent, about: LogFixture.child)
        try await world.read(report, as: parent)
        _ = try await world.log(as: parent)
        let access = try #require(world.access as? MemoryAccessLog)
        #expect(access.rows.suffix(2).map(\.actor.role) == ["parent", "parent"])
        let key = try await world.key()
        #expect(access.rows.suffix(2).allSatisfy { $0.person == key && $0.actor.id != "\(key.rawValue)" })
        // An elevated basis that nothing calls for is refused, and stands in the log of the person all the same.
        let refused = try await refusal { try await world.read(report, as: world.doctor(.elevatedConsent)) }
        #expect(refused?.kind == .forbidden)
        #expect(access.rows.last?.person == key)
        #expect(access.rows.last?.outcome == .refused)
    }

    @Test func nobodyElseReadsTheCitizensLogAndEachAttemptHasItsRow() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        let access = try #require(world.access as? MemoryAccessLog)
        let stranger = LogFixture.citizen(LogFixture.parent, about: LogFixture.child)
        for caller in [world.doctor(), LogFixture.laboratory, stranger, LogFixture.auditor(about: LogFixture.child)] {
            let count = access.rows.count
            let refused = try await refusal { _ = try await world.log(as: caller) }
            // A mandate that is over, of a parent of a grown-up, is refused as all else.
            #expect(refused?.kind == .forbidden)
            #expect(access.rows.count == count + 1)
            #expect(access.rows.last?.action == .log)
            #expect(access.rows.last?.outcome == .refused)
        }
        _ = report
    }

    @Test func pagesTogetherAreTheWholeLogAndHoldNothingThatCameLater() async throws {
        let world = try LogFixture(.sqlite, hasGrown: true)
        let report = try await world.report()
        for _ in 0..<7 {
            try await world.read(report, as: world.doctor())
            _ = try await world.report()
        }
        let citizen = LogFixture.citizen(LogFixture.child)
        var ids: [String] = []
        var page = try await world.log(as: citizen, "limit=4")
        while true {
            #expect(page.rows.count <= 4)
            ids += page.rows.compactMap { $0["id"]?.string }
            guard let next = page.next else { break }
            page = try await world.log(as: citizen, "token=\(next)")
        }
        #expect(ids.count == 15)
        #expect(Set(ids).count == 15)
        // Newest first, both books merged.
        let all = try await world.log(as: citizen, "limit=200")
        let times = all.rows.compactMap { $0["at"]?.string }
        #expect(times == times.sorted(by: >))
        #expect(all.rows.compactMap { $0["id"]?.string }.filter(Set(ids).contains) == ids)
        try await world.close()
    }

    @Test(arguments: [true, false])
    func rowsThatAreNotShownAreNoReasonForAnotherPage(hasGrown: Bool) async throws {
        let world = try LogFixture(hasGrown: hasGrown)
        // Older than all that is shown: that a report was sent which is seen later, and who looked at it.
        let hidden = try await world.report(isDelayed: true)
        if !hasGrown { try await world.read(hidden, as: world.doctor()) }
        for _ in 0..<2 { _ = try await world.report() }
        let reader = LogFixture.citizen(hasGrown ? LogFixture.child : LogFixture.parent, about: LogFixture.child)
        let first = try await world.log(as: reader, "limit=1&until=2100-01-01")
        let last = try await world.log(as: reader, "token=\(try #require(first.next))")
        #expect(first.actions + last.actions == ["create", "create"])
        #expect(last.next == nil)
    }

    @Test func aPageTokenIsForWhoGotItAboutThatPersonForAnHour() async throws {
        let world = try LogFixture()
        let report = try await world.report()
        for _ in 0..<3 { try await world.read(report, as: world.doctor()) }
        let parent = LogFixture.citizen(LogFixture.parent, about: LogFixture.child)
        let token = try #require(try await world.log(as: parent, "limit=1").next)
        // The token says whom it is about.
        #expect(try await world.log(as: LogFixture.citizen(LogFixture.parent), "token=\(token)").rows.count == 1)
        for caller in [
            LogFixture.citizen(LogFixture.child), LogFixture.citizen(LogFixture.parent, about: LogFixture.parent),
        ] {
            let refused = try await refusal { _ = try await world.log(as: caller, "token=\(token)") }
            #expect(refused != nil)
        }
        let both = try await refusal { _ = try await world.log(as: parent, "token=\(token)&limit=3") }
        #expect(both?.kind == .invalid)
        let other = token.hasPrefix("A") ? "B" : "A"
        let damaged = try await refusal { _ = try await world.log(as: parent, "token=\(other)\(token.dropFirst())") }
        #expect(damaged?.kind == .invalid)
        world.clock.move(microseconds: 3_600_000_000)
        let late = try await refusal { _ = try await world.log(as: parent, "token=\(token)") }
        #expect(late?.kind == .gone)
    }

    @Test(arguments: [
        ("from=2020-01-01", 2), ("until=2020-01-01", 0), ("from=2100-01-01", 0), ("limit=1", 1), ("limit=0", nil),
        ("since=2020", nil), ("from=yesterday", nil), ("token=x", nil),
    ])
    func parametersChooseRowsAndWrongOnesAreRefused(query: String, count: Int?) async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        try await world.read(report, as: world.doctor())
        do {
            #expect(try await world.log(as: LogFixture.citizen(LogFixture.child), query).rows.count == count)
        } catch let refusal as Refusal {
            #expect(count == nil)
            #expect(refusal.kind == .invalid)
        }
    }

    /// Decision 37, of settings: what was set meanwhile is looked at again.
    @Test func settingsThatChangeWhileTheRowIsWrittenAreReadAgain() async throws {
        let world = try LogFixture(hasGrown: true)
        _ = try await world.report()
        let hooked = HookedAccessLog(try #require(world.access as? MemoryAccessLog))
        let service = LogFixture.service(world.store, hooked, world.clock, hasGrown: true)
        hooked.before { try await world.set(SettingDraft(.seal)) }
        let page = try await service.settings(SettingQuery(), caller: LogFixture.citizen(LogFixture.child))
        #expect(page.settings.count == 1)
    }

    @Test func whatIsClosedWhileTheRowIsWrittenIsNotShown() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        try await world.read(report, as: world.doctor())
        let memory = try #require(world.access as? MemoryAccessLog)
        let hooked = HookedAccessLog(memory)
        let service = LogFixture.service(world.store, hooked, world.clock, hasGrown: true)
        hooked.before { try await world.set(SettingDraft(.emergencyClosure)) }
        let page = try await world.log(as: LogFixture.citizen(LogFixture.child), of: service)
        #expect(page.rows.isEmpty)
        // Both decisions have their row.
        #expect(memory.rows.suffix(2).map(\.action) == [.log, .log])
    }
}
