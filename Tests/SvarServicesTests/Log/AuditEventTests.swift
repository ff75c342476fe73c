import SvarAccess
import SvarDomain
import SvarJSON
import SvarStore
import SvarTesting
import SvarValidation
import Testing

@testable import SvarServices

/// Rows of the log of use as FHIR AuditEvent.
struct AuditEventTests {
    private static let profile = "http://hl7.no/fhir/StructureDefinition/no-domain-Trustframework-Auditevent"

    @Test func aRowOfPersonnelFollowsTheTrustFrameworksProfile() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        try await world.read(report, as: world.doctor(.consent))
        let event = try #require(
            try await world.events(as: LogFixture.citizen(LogFixture.child)).entries.first?["resource"]
        )
        #expect(event["meta"]?["profile"]?[0]?.string == Self.profile)
        #expect(event["type"]?["code"]?.string == "110110")
        #expect(event["action"]?.string == "R")
        #expect(event["outcome"]?.string == "0")
        #expect(event["agent"]?[0]?["who"]?["reference"]?.string == "#role")
        #expect(event["agent"]?[0]?["name"]?.string == "Test Lege")
        #expect(event["agent"]?[0]?["role"]?[0]?["coding"]?[0]?["code"]?.string == "LE")
        #expect(event["agent"]?[1]?["who"]?["display"]?.string == "journal")
        #expect(event["purposeOfEvent"]?[0]?["coding"]?[0]?["code"]?.string == "TREAT")
        #expect(event["purposeOfEvent"]?[1]?["coding"]?[0]?["code"]?.string == "EKSTSVAR")
        #expect(event["purposeOfEvent"]?[2]?["coding"]?[0]?["code"]?.string == "SAMTYKKE")
        let extensions = event["extension"].map { Array($0.elements) } ?? []
        let patient = extensions.first { $0["url"]?.string?.hasSuffix("auditevent-patient-extension") == true }
        #expect(patient?["valueReference"]?["reference"]?.string?.hasPrefix("Patient/") == true)
        let care = extensions.first { $0["url"]?.string?.hasSuffix("carerelation-metadata-extension") == true }
        #expect(
            care?["extension"]?.elements.compactMap { $0["url"]?.string } == [
                "decision-ref-id", "decision-ref-description", "decision-ref-user-selected", "toa",
            ]
        )
        let contained = event["contained"].map { Array($0.elements) } ?? []
        #expect(
            Set(contained.compactMap { $0["resourceType"]?.string }) == [
                "Practitioner", "PractitionerRole", "Organization", "Location", "Encounter",
            ]
        )
        // Every reference to a contained resource leads to one.
        let ids = Set(contained.compactMap { $0["id"]?.string })
        for part in event.text.split(separator: "\"reference\":\"#").dropFirst() {
            #expect(ids.contains(String(part.prefix { $0 != "\"" })))
        }
        #expect(
            event["entity"]?.elements.compactMap { $0["what"]?["reference"]?.string }.last
                == "DiagnosticReport/\(report)"
        )
        #expect(StructureCheck.check(event).isEmpty)
        // The citizen is told a name and no number; the profile's identifier says that it is masked.
        #expect(!event.text.contains("9144889"))
        #expect(event.text.contains("masked"))
    }

    @Test(arguments: AuditAction.allCases, AuditRow.Outcome.allCases)
    func everyRowIsAValidAuditEvent(action: AuditAction, outcome: AuditRow.Outcome) throws {
        for role in LogRow.Who.allCases.map(\.rawValue) + ["producer", "citizen"] {
            for (index, isAnonymised) in [true, false].enumerated() {
                var row = LogFixture.row(
                    action,
                    about: PersonKey(4),
                    at: ServerTime(microseconds: 1_780_000_000_000_000)
                )
                row.outcome = outcome
                row.basis = index == 0 ? "" : "FORHOYET_AKUTT"
                row.actor = AuditActor(
                    role: role,
                    id: index == 0 ? "4" : "",
                    client: index == 0 ? "" : "client",
                    organisation: index == 0 ? "" : "974760673",
                    name: index == 0 ? "" : "Test Person"
                )
                row.setting = action == .setting ? AuditedSetting(id: 3, action: "lift") : nil
                let shown = LogRow(
                    id: "abc",
                    row: row,
                    patient: index == 0 ? nil : "p",
                    reports: index == 0 ? [] : ["r1", "r2"],
                    setting: .seal,
                    showsNumbers: index == 0,
                    isAnonymised: isAnonymised
                )
                let event = try AuditEventDocument.resource(shown).bytes.json
                #expect(StructureCheck.check(event).isEmpty, "\(event.text)")
            }
        }
    }

    @Test(arguments: StoreChoice.allCases)
    func anEventIsReadByTheIdASearchGaveItByWhomSeesItAndNobodyElse(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let report = try await world.report()
        try await world.read(report, as: world.doctor())
        let citizen = LogFixture.citizen(LogFixture.child)
        let found = try await world.events(as: citizen)
        #expect(found.root["type"]?.string == "searchset")
        for entry in found.entries {
            let resource = try #require(entry["resource"])
            let id = try #require(resource["id"]?.string)
            #expect(try await world.service.auditEvent(id, caller: citizen) == Array(resource.bytes))
            #expect(try await world.service.auditEvent(id, caller: LogFixture.auditor()).json["id"]?.string == id)
            let stranger = LogFixture.citizen(LogFixture.parent)
            let refused = try await refusal { _ = try await world.service.auditEvent(id, caller: stranger) }
            #expect(refused == .notFound)
        }
        let absent = try await refusal { _ = try await world.service.auditEvent("absent", caller: citizen) }
        #expect(absent == .notFound)
        try await world.close()
    }

    @Test func personnelAndProducersGetNoEvents() async throws {
        let world = try LogFixture()
        _ = try await world.report()
        for caller in [world.doctor(), LogFixture.laboratory] {
            #expect(try await refusal { _ = try await world.events(as: caller) }?.kind == .forbidden)
            #expect(
                try await refusal { _ = try await world.service.auditEvent("x", caller: caller) }?.kind == .forbidden
            )
        }
    }

    @Test(arguments: StoreChoice.allCases)
    func anAuditorWalksAllRowsOrThoseOfOnePersonAndSeesNumbers(choice: StoreChoice) async throws {
        let world = try LogFixture(choice)
        let (open, hidden) = (try await world.report(), try await world.report(isDelayed: true))
        for report in [open, hidden] { try await world.read(report, as: world.doctor()) }
        _ = try await refusal { _ = try await world.log(as: world.doctor()) }
        let one = try await world.events(as: LogFixture.auditor(about: LogFixture.child))
        // Two sent, two read, and a look at the log that was refused.
        #expect(one.entries.count == 5)
        #expect(one.root.text.contains("9144889"))
        var all = 0
        var page = try await world.events(as: LogFixture.auditor(), "_count=2")
        while true {
            all += page.entries.count
            let next = page.root["link"]?.elements.first { $0["relation"]?.string == "next" }?["url"]?.string
            guard let token = next?.split(separator: "=").last else { break }
            page = try await world.events(as: LogFixture.auditor(), "_page=\(token)")
        }
        // And the search for one person's rows.
        #expect(all == 6)
        let patient = try #require(
            one.entries.first?["resource"]?["extension"]?[0]?["valueReference"]?["reference"]?.string
        )
        #expect(try await world.events(as: LogFixture.auditor(), "patient=\(patient)").entries.count >= 4)
        #expect(try await world.events(as: LogFixture.auditor(), "patient=Patient/unknown").entries.isEmpty)
        try await world.close()
    }

    @Test func datesBoundASearch() async throws {
        let world = try LogFixture(.sqlite, hasGrown: true)
        let report = try await world.report()
        var days: [String] = []
        for _ in 0..<5 {
            world.clock.move(microseconds: 86_400_000_000)
            try await world.read(report, as: world.doctor())
            let row = try #require(try await world.log(as: LogFixture.citizen(LogFixture.child), "limit=1").rows.first)
            days.append(String(row["at"]?.string?.prefix(10) ?? ""))
        }
        let citizen = LogFixture.citizen(LogFixture.child)
        func reads(_ query: String) async throws -> Int {
            try await world.events(as: citizen, query).entries.count {
                $0["resource"]?["subtype"]?[0]?["code"]?.string == "read"
            }
        }
        #expect(try await reads("date=ge\(days[1])&date=lt\(days[3])") == 2)
        #expect(try await reads("date=\(days[2])") == 1)
        #expect(try await reads("date=le\(days[0])") == 1)
        #expect(try await reads("date=gt\(days[4])") == 0)
        #expect(try await refusal { _ = try await reads("date=ap2020") }?.kind == .invalid)
        #expect(try await refusal { _ = try await reads("agent=x") }?.kind == .invalid)
        try await world.close()
    }

    @Test func idsTellNothingAndCannotBeMade() {
        let keys = LogKeys(secret: [UInt8](repeating: 1, count: 32))
        let others = LogKeys(secret: [UInt8](repeating: 2, count: 32))
        var ids: Set<String> = []
        for number in Int64(1)...500 {
            for book in [LogKeys.Book.access, .store] {
                let place = LogKeys.RowPlace(book: book, number: number)
                let id = keys.id(of: place)
                ids.insert(id)
                #expect(keys.place(id) == place)
                #expect(others.place(id) == nil)
            }
        }
        #expect(ids.count == 1_000)
        // Neighbours share no beginning, and a changed character makes it no id.
        #expect(Set(ids.map { $0.prefix(6) }).count > 990)
        let id = keys.id(of: .init(book: .store, number: 7))
        for (index, character) in id.enumerated() {
            var changed = Array(id)
            changed[index] = character == "a" ? "b" : "a"
            #expect(keys.place(String(changed)) == nil)
        }
        for text in ["", "a", "A", id + "a", String(id.dropLast()), "1890"] { #expect(keys.place(text) == nil) }
    }
}
