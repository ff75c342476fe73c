import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarTesting
import TestLane
import Testing

/// The same of resources over REST.
@Suite(.aside)
struct RESTIntakeTests {
    @Test func a02OfAReservedPersonNothingIsKeptAndNoPlaceIsTold() async throws {
        let world = IntakeWorld()
        try await world.set(SettingDraft(.storageReservation))
        let before = try await world.store.statistics()
        let bodies: [(HostedType, String)] = [
            (.observation, #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},\#(subject(world))}"#),
            (
                .observation,
                #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},\#(subject(world, "Patient/old"))}"#
            ),
            (.patient, #"{"resourceType":"Patient","identifier":[\#(identifier(world))]}"#),
        ]
        for (type, body) in bodies {
            let reply = try await world.service.create(type, body.bytes, caller: IntakeWorld.caller)
            #expect(reply.outcome == .notStored)
            #expect(reply.resource == nil)
            #expect(reply.issues.map(\.severity) == [.information])
        }
        var after = try await world.store.statistics()
        #expect(after.notStored.map(\.count) == [2])
        after.notStored = []
        #expect(after == before)
        #expect(world.store.audit.allSatisfy { $0.person == nil && $0.status == 202 })
    }

    @Test func aTransactionGoesOnWithoutWhatMayNotBeStored() async throws {
        let world = IntakeWorld()
        try await world.set(SettingDraft(.storageReservation))
        let organisation = #"{"resourceType":"Organization","name":"Lab"}"#
        let bundle = Sample.bundle(
            "transaction",
            [
                ("urn:uuid:1", report(world, "urn:uuid:2"), Sample.post("DiagnosticReport")),
                ("urn:uuid:2", result(world), Sample.post("Observation")),
                ("urn:uuid:3", organisation, Sample.post("Organization")),
            ]
        )
        for _ in 0..<2 {
            let reply = try await world.service.submitBundle(bundle.bytes, once: true, caller: IntakeWorld.caller)
            let entries = try reply.body.json["entry"].map { Array($0.elements) } ?? []
            #expect(reply.outcome == .done)
            #expect(
                entries.map { $0["response"]?["status"]?.string } == ["202 Accepted", "202 Accepted", "201 Created"]
            )
            #expect(entries[0]["response"]?["location"] == nil)
            #expect(entries[0]["response"]?["outcome"]?["issue"]?[0]?["severity"]?.string == "information")
        }
        // One report, sent twice; it is not remembered that its bytes were.
        #expect(try await world.store.statistics().notStored.map(\.count) == [2])
        #expect(try await world.store.statistics().submissions == 0)
        #expect(try await world.units().isEmpty)
    }

    @Test func aBatchGoesOnToo() async throws {
        let world = IntakeWorld()
        try await world.set(SettingDraft(.storageReservation))
        let bundle = Sample.bundle(
            "batch",
            [
                ("", result(world), Sample.post("Observation")),
                ("", #"{"resourceType":"Organization","name":"Lab"}"#, Sample.post("Organization")),
            ]
        )
        let reply = try await world.service.submitBundle(bundle.bytes, caller: IntakeWorld.caller)
        let statuses = try reply.body.json["entry"]?.elements.map { $0["response"]?["status"]?.string }
        #expect(statuses == ["202 Accepted", "201 Created"])
    }

    @Test func aDocumentOfAReservedPersonIsNotKeptInItsBytesEither() async throws {
        let world = IntakeWorld()
        try await world.set(SettingDraft(.storageReservation))
        let document =
            #"{"resourceType":"Bundle","type":"document","entry":[{"fullUrl":"urn:uuid:1","resource":\#(report(world, "urn:uuid:2"))},{"fullUrl":"urn:uuid:2","resource":\#(result(world))}]}"#
        let reply = try await world.service.submitBundle(document.bytes, caller: IntakeWorld.caller)
        #expect(reply.outcome == .notStored)
        #expect(try await world.store.statistics().submissions == 0)
    }

    @Test(arguments: SamplePurpose.allCases)
    func a03ADeclaredPurposeIsRefusedUnlessItIsCare(purpose: SamplePurpose) async throws {
        let world = IntakeWorld()
        let url = "http://svar.example/fhir/StructureDefinition/sample-purpose"
        let body = report(world, nil, #","extension":[{"url":"\#(url)","valueCode":"\#(purpose.rawValue)"}]"#)
        let refused = try await refusal {
            _ = try await world.service.create(.diagnosticReport, body.bytes, caller: IntakeWorld.caller)
        }
        #expect(refused?.kind == (purpose.isOutOfScope ? .unprocessable : nil))
        if let refused { #expect(refused.issues[0].text.hasPrefix("out-of-scope-purpose: ")) }
        #expect(try await world.units().count == (purpose.isOutOfScope ? 0 : 1))
        #expect(try await world.store.statistics().persons == (purpose.isOutOfScope ? 0 : 1))
    }

    @Test func a03AForensicAutopsyIsRefused() async throws {
        let world = IntakeWorld()
        let code = #"{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.8219","code":"RM"}]}"#
        let body = #"{"resourceType":"Observation","status":"final","code":\#(code),\#(subject(world))}"#
        let refused = try await refusal {
            _ = try await world.service.create(.observation, body.bytes, caller: IntakeWorld.caller)
        }
        #expect(refused?.kind == .unprocessable)
    }

    @Test(arguments: [true, false])
    func a28APresetIsFoundByTheOrderAlsoWhenItWasStoredBefore(isTogether: Bool) async throws {
        let world = IntakeWorld()
        try await world.preset("A17") { $0.delay = .assessed }
        let organisation = #"{"system":"urn:oid:2.16.578.1.12.4.1.2","value":"200002"}"#
        let order =
            #"{"resourceType":"ServiceRequest","status":"completed","intent":"order","identifier":[{"value":"A17"}],"requester":{"identifier":\#(organisation)},\#(subject(world))}"#
        if isTogether {
            let bundle = Sample.bundle(
                "transaction",
                [
                    (
                        "urn:uuid:1", report(world, nil, #","basedOn":[{"reference":"urn:uuid:2"}]"#),
                        Sample.post("DiagnosticReport")
                    ),
                    ("urn:uuid:2", order, Sample.post("ServiceRequest")),
                ]
            )
            _ = try await world.service.submitBundle(bundle.bytes, caller: IntakeWorld.caller)
        } else {
            let stored = try await world.service.create(.serviceRequest, order.bytes, caller: IntakeWorld.caller)
            let id = try #require(stored.resource?.id)
            let body = report(world, nil, #","basedOn":[{"reference":"ServiceRequest/\#(id)"}]"#)
            _ = try await world.service.create(.diagnosticReport, body.bytes, caller: IntakeWorld.caller)
        }
        #expect(try await world.settings().map(\.kind) == [.delayedView(.instead(.assessed))])
        let unit = try #require(try await world.units().first { $0.order == "A17" && !$0.versions.isEmpty })
        #expect(unit.requester?.organisation == IntakeWorld.clinic)
    }

    @Test func a29WhoAnswersMayChooseTheDelayWithTheReport() async throws {
        let world = IntakeWorld()
        let url = "http://svar.example/fhir/StructureDefinition/citizen-delay"
        func body(_ value: String, _ more: String = "") -> [UInt8] {
            report(world, nil, #","extension":[{"url":"\#(url)",\#(value)}]\#(more)"#).bytes
        }
        let caller = IntakeWorld.caller
        let first = try await world.service.create(.diagnosticReport, body(#""valueCode":"assessed""#), caller: caller)
        let settings = try await world.settings()
        #expect(settings.map(\.kind) == [.delayedView(.instead(.assessed))])
        let unit = try #require(try await world.units().first)
        #expect(settings.map(\.target) == [.unit(unit.key)])
        #expect(settings[0].valid.from <= unit.versions[0].received)
        // A correction that repeats it sets nothing anew, also when personnel have lifted it.
        try await world.lift(settings[0].id)
        let id = try #require(first.resource?.id)
        _ = try await world.service.update(
            .diagnosticReport,
            id,
            body(#""valueCode":"assessed""#, #","id":"\#(id)","conclusion":"x""#),
            caller: caller
        )
        #expect(try await world.settings().filter { $0.isInForce(world.clock.now) }.isEmpty)
        _ = try await world.service.create(
            .diagnosticReport,
            body(#""valueDateTime":"2026-02-01T00:00:00+01:00""#),
            caller: caller
        )
        let end = ServerTime(microseconds: FHIRDateTime("2026-02-01T00:00:00+01:00")!.range.lowerBound)
        #expect(try await world.settings().contains { $0.kind == .delayedView(.until(end)) })
    }

    /// P53 over REST: held while an order of the report has a code that nobody knows, and no longer.
    @Test(arguments: [true, false])
    func aReportIsHeldAsLongAsOneOfItsOrdersHasAnUnknownCode(isTogether: Bool) async throws {
        let world = IntakeWorld()
        let (report, order) = try await heldReport(world, isTogether: isTogether)
        #expect(try await world.units().last?.isHeld == true)
        // A new version of the report leaves the order as it is.
        let more = #","id":"\#(report)","basedOn":[{"reference":"ServiceRequest/\#(order)"}],"conclusion":"x""#
        _ = try await world.service.update(
            .diagnosticReport,
            report,
            self.report(world, nil, more).bytes,
            caller: IntakeWorld.caller
        )
        #expect(try await world.units().last?.isHeld == true)
        let right = self.order(world, nil, #","id":"\#(order)""#)
        _ = try await world.service.update(.serviceRequest, order, right.bytes, caller: IntakeWorld.caller)
        #expect(try await world.units().last?.isHeld == false)
    }

    @Test(arguments: [
        (ReservationEffect.kept, false), (.setting(.shielding), false), (.notStored, true),
    ])
    func aVersionAfterTheCodeIsKnownReleasesTheReport(effect: ReservationEffect, isHeld: Bool) async throws {
        let world = IntakeWorld()
        let (_, order) = try await heldReport(world, isTogether: true)
        world.classify(["2": effect])
        let again = self.order(world, "2", #","id":"\#(order)","priority":"routine""#)
        _ = try await world.service.update(.serviceRequest, order, again.bytes, caller: IntakeWorld.caller)
        #expect(try await world.units().map(\.isHeld) == [isHeld])
        let kinds: [SettingKind] = if case .setting(let kind) = effect { [kind] } else { [] }
        #expect(try await world.settings().map(\.kind) == kinds)
        #expect(try await world.closed() == [effect == .setting(.shielding)])
    }

    /// What is left of a report says what there is to be known of it.
    @Test func aResultThatItsReportNamesNoMoreMayBeDeletedAndTakesWhatItSaidAlong() async throws {
        let world = IntakeWorld()
        func result(_ code: String) -> String {
            #"{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"\#(code)"}]},\#(subject(world))}"#
        }
        let both = #","result":[{"reference":"urn:uuid:1"},{"reference":"urn:uuid:2"}]"#
        let bundle = Sample.bundle(
            "transaction",
            [
                ("urn:uuid:0", report(world, nil, both), Sample.post("DiagnosticReport")),
                ("urn:uuid:1", result("NPU03429"), Sample.post("Observation")),
                ("urn:uuid:2", result("NPU19111"), Sample.post("Observation")),
            ]
        )
        let reply = try await world.service.submitBundle(bundle.bytes, caller: IntakeWorld.caller)
        let ids = try reply.body.json["entry"]!.elements.map {
            String($0["response"]!["location"]!.string!.split(separator: "/")[1])
        }
        func delete(_ id: String) async throws -> Refusal.Kind? {
            try await refusal {
                _ = try await world.service.delete(.observation, id, caller: IntakeWorld.caller)
            }?.kind
        }
        #expect(try await world.units().first?.versions.last?.disciplines.contains(.genetics) == true)
        #expect(try await delete(ids[2]) == .conflict)
        let one = report(world, "Observation/\(ids[1])", #","id":"\#(ids[0])""#)
        _ = try await world.service.update(.diagnosticReport, ids[0], one.bytes, caller: IntakeWorld.caller)
        #expect(try await delete(ids[1]) == .conflict)
        // Another result names it.
        let first =
            result("NPU03429").dropLast() + #","id":"\#(ids[1])","hasMember":[{"reference":"Observation/\#(ids[2])"}]}"#
        _ = try await world.service.update(.observation, ids[1], String(first).bytes, caller: IntakeWorld.caller)
        #expect(try await delete(ids[2]) == .conflict)
        let alone = result("NPU03429").dropLast() + #","id":"\#(ids[1])"}"#
        _ = try await world.service.update(.observation, ids[1], String(alone).bytes, caller: IntakeWorld.caller)
        #expect(try await delete(ids[2]) == nil)
        #expect(try await world.units().first?.versions.last?.disciplines.contains(.genetics) == false)
        let read = { (id: String) in
            try await refusal { _ = try await world.service.read(.observation, id, caller: IntakeWorld.caller) }?.kind
        }
        #expect(try await read(ids[2]) == .gone)
        #expect(try await read(ids[1]) == nil)
    }

    /// A report and its order, whose reservation code is 2.
    private func heldReport(_ world: IntakeWorld, isTogether: Bool) async throws -> (report: String, order: String) {
        let caller = IntakeWorld.caller
        if isTogether {
            let bundle = Sample.bundle(
                "transaction",
                [
                    (
                        "urn:uuid:1", report(world, nil, #","basedOn":[{"reference":"urn:uuid:2"}]"#),
                        Sample.post("DiagnosticReport")
                    ),
                    ("urn:uuid:2", order(world, "2"), Sample.post("ServiceRequest")),
                ]
            )
            let entries = try await world.service.submitBundle(bundle.bytes, caller: caller).body.json["entry"]!
            let ids = try entries.elements.map { entry in
                try #require(entry["response"]?["location"]?.string?.split(separator: "/")[1]).description
            }
            return (ids[0], ids[1])
        }
        let order = try await world.service.create(.serviceRequest, order(world, "2").bytes, caller: caller)
        let id = try #require(order.resource?.id)
        let body = report(world, nil, #","basedOn":[{"reference":"ServiceRequest/\#(id)"}]"#)
        let report = try await world.service.create(.diagnosticReport, body.bytes, caller: caller)
        return (try #require(report.resource?.id), id)
    }

    private func order(_ world: IntakeWorld, _ reservation: String?, _ more: String = "") -> String {
        let url = "http://nhn.no/fhir/nilar/StructureDefinition/nilar-reservation"
        let code = reservation.map {
            #","extension":[{"url":"\#(url)","valueCodeableConcept":{"coding":[{"code":"\#($0)"}]}}]"#
        }
        return
            #"{"resourceType":"ServiceRequest","status":"completed","intent":"order",\#(subject(world))\#(code ?? "")\#(more)}"#
    }

    private func identifier(_ world: IntakeWorld) -> String {
        #"{"system":"\#(world.number.kind.system)","value":"\#(world.number.value)"}"#
    }

    private func subject(_ world: IntakeWorld, _ reference: String? = nil) -> String {
        let reference = reference.map { #""reference":"\#($0)","# } ?? ""
        return #""subject":{\#(reference)"identifier":\#(identifier(world))}"#
    }

    private func result(_ world: IntakeWorld) -> String {
        #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},\#(subject(world))}"#
    }

    private func report(_ world: IntakeWorld, _ result: String?, _ more: String = "") -> String {
        let result = result.map { #","result":[{"reference":"\#($0)"}]"# } ?? ""
        return
            #"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"Blood"},\#(subject(world))\#(result)\#(more)}"#
    }
}
