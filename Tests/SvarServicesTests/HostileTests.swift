import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import TestLane
import Testing

/// What an attacker tried once and must not work again.
@Suite(.aside)
struct HostileTests {
    let store = makeStore()
    var service: ResultService { makeService(store) }
    private let system = "urn:oid:2.16.578.1.12.4.1.4.1"

    private func count(_ service: ResultService, _ type: HostedType, patient: String) async throws -> Int? {
        try await service.total(type, [NamedValue("patient", patient)])
    }

    private func patient(_ id: String, _ numbers: String...) -> [UInt8] {
        let identifiers = numbers.map { #"{"system":"\#(system)","value":"\#($0)"}"# }.joined(separator: ",")
        return #"{"resourceType":"Patient","id":"\#(id)","identifier":[\#(identifiers)]}"#.bytes
    }

    @Test func aResultCannotChangeItsPersonInPlace() async throws {
        let service = service
        let report = try await service.create(.diagnosticReport, Sample.report("Patient/a").bytes, caller: .sandbox)
            .resource!
        for subject in ["Patient/b", "http://elsewhere.example/fhir/Patient/a"] {
            let body = Sample.report(subject).replacing(
                #""resourceType""#,
                with: #""id":"\#(report.id)","resourceType""#
            )
            let refused = try await refusal {
                _ = try await service.update(.diagnosticReport, report.id, body.bytes, caller: .sandbox)
            }
            #expect(refused?.kind == .conflict)
            #expect(refused?.issues.first?.expression == ["DiagnosticReport.subject"])
        }
        #expect(try await count(service, .diagnosticReport, patient: "a") == 1)
        #expect(try await count(service, .diagnosticReport, patient: "b") == 0)
    }

    @Test func aRelativeReferenceMeansTheReferringEntrysOwnSystem() async throws {
        let service = service
        let named = { (id: String, number: String) in
            #"{"resourceType":"Patient","id":"\#(id)","identifier":[{"system":"\#(system)","value":"\#(number)"}]}"#
        }
        let observation = Sample.observation("Patient/1").replacing(
            #""resourceType""#,
            with: #""id":"o","resourceType""#
        )
        let bundle = Sample.bundle(
            "transaction",
            [
                ("http://x.example/fhir/Patient/1", named("1", "13717404089"), Sample.post("Patient")),
                ("http://x.example/fhir/Observation/o", observation, Sample.post("Observation")),
                ("http://y.example/fhir/Patient/1", named("1", "02686525891"), Sample.post("Patient")),
            ]
        )
        _ = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        let x = try await service.total(.observation, [NamedValue("patient:identifier", "\(system)|13717404089")])
        let y = try await service.total(.observation, [NamedValue("patient:identifier", "\(system)|02686525891")])
        #expect(x == 1)
        #expect(y == 0)
    }

    @Test(arguments: ["Patient/x", "Observation"])
    func aFullUrlThatIsNotTheEntrysOwnIsRefused(fullURL: String) async throws {
        let bundle = Sample.bundle("transaction", [(fullURL, Sample.observation(), Sample.post("Observation"))])
        let refused = try await refusal { _ = try await service.submitBundle(bundle.bytes, caller: .sandbox) }
        #expect(refused?.issues.first?.expression == ["Bundle.entry[0].fullUrl"])
    }

    @Test func twoEntriesOfOneFullUrlAreRefused() async throws {
        let name = "http://x.example/a"
        let bundle = Sample.bundle(
            "transaction",
            [(name, Sample.patient, Sample.post("Patient")), (name, Sample.patient, Sample.post("Patient"))]
        )
        let refused = try await refusal { _ = try await service.submitBundle(bundle.bytes, caller: .sandbox) }
        #expect(refused?.issues.first?.expression == ["Bundle.entry[1]"])
    }

    @Test(arguments: [
        #"{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"05898597468"}}"#,
        #"{"reference":"http://127.0.0.1:8080/v1/fhir/Patient/b"}"#,
        #"{"reference":"urn:uuid:somewhere-else"}"#,
    ])
    func aResultAboutSomebodyElseNeverJoinsAReport(subject: String) async throws {
        let service = service
        let other = #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":\#(subject)}"#
        let bundle = Sample.bundle(
            "transaction",
            [
                ("urn:uuid:r", Sample.report("Patient/a", results: ["urn:uuid:o"]), Sample.post("DiagnosticReport")),
                ("urn:uuid:o", other, Sample.post("Observation")),
            ]
        )
        _ = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        #expect(try await count(service, .observation, patient: "a") == 0)
        let alone = try await service.create(.observation, other.bytes, caller: .sandbox).resource!
        _ = try await service.create(
            .diagnosticReport,
            Sample.report("Patient/a", results: ["Observation/\(alone.id)"]).bytes,
            caller: .sandbox
        )
        #expect(try await count(service, .observation, patient: "a") == 0)
    }

    @Test func aNumberSeenFirstInAReferenceIsThePersonsWhenThePatientArrives() async throws {
        let service = service
        let body =
            #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"identifier":{"system":"\#(system)","value":"05898597468"}}}"#
        _ = try await service.create(.observation, body.bytes, caller: .sandbox)
        _ = try await service.update(.patient, "late", patient("late", "05898597468"), caller: .sandbox)
        #expect(try await count(service, .observation, patient: "late") == 1)
    }

    @Test func aPatientCannotTakeAnotherPersonsNumber() async throws {
        let service = service
        _ = try await service.update(.patient, "a", patient("a", "13717404089"), caller: .sandbox)
        _ = try await service.update(.patient, "b", patient("b", "02686525891"), caller: .sandbox)
        let update = try await refusal {
            _ = try await service.update(.patient, "a", patient("a", "13717404089", "02686525891"), caller: .sandbox)
        }
        let create = try await refusal {
            _ = try await service.create(.patient, patient("c", "13717404089", "02686525891"), caller: .sandbox)
        }
        #expect(update?.kind == .conflict)
        #expect(create?.kind == .conflict)
    }

    @Test func alternativesAndParametersAreBounded() {
        let many = (0...100).map(String.init).joined(separator: ",")
        let now = ServerTime(microseconds: 0)
        #expect(throws: SearchFault.self) {
            try SearchRequest(types: [.patient], [("identifier", many)], lenient: false, now: now)
        }
        let repeated = Array(repeating: (name: "identifier", value: "a"), count: 51)
        #expect(throws: SearchFault.self) {
            try SearchRequest(types: [.patient], repeated, lenient: false, now: now)
        }
    }

    @Test func twoCreationsUnderOneConditionAreOne() async throws {
        let lab = #"{"resourceType":"Organization","identifier":[{"system":"urn:x","value":"1"}]}"#
        let request = Sample.post("Organization", extra: #","ifNoneExist":"identifier=urn:x|1""#)
        let bundle = Sample.bundle("transaction", [("urn:uuid:1", lab, request), ("urn:uuid:2", lab, request)])
        let reply = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        let statuses = try reply.body.json["entry"]!.elements.map { $0["response"]?["status"]?.string }
        #expect(statuses == ["201 Created", "200 OK"])
        #expect(try await store.statistics().resources == 1)
    }

    @Test func anIdentityNumberCannotBeAnID() async throws {
        let body = #"{"resourceType":"Patient","id":"05898597468"}"#
        let single = try await refusal {
            _ = try await service.update(.patient, "05898597468", body.bytes, caller: .sandbox)
        }
        let bundle = Sample.bundle("transaction", [("", body, #""method":"PUT","url":"Patient/05898597468""#)])
        let inside = try await refusal { _ = try await service.submitBundle(bundle.bytes, caller: .sandbox) }
        #expect(single?.kind == .invalid)
        #expect(inside?.kind == .invalid)
    }

    @Test func aPageAndABundleOfLargeResourcesAreBounded() async throws {
        let service = service
        let data = String(repeating: "A", count: 4 << 20)
        for _ in 0..<4 {
            let body = #"{"resourceType":"Binary","contentType":"text/plain","data":"\#(data)"}"#
            _ = try await service.create(.binary, body.bytes, caller: .sandbox)
        }
        var seen = 0
        var parameters = [NamedValue("_count", "1000")]
        while true {
            let page = try await service.search(
                SearchInteraction(.type(.binary), parameters),
                base: "http://svar.test",
                caller: .sandbox
            )
            #expect(page.count < 13 << 20)
            let json = try page.json
            seen += json["entry"]?.count ?? 0
            let next = json["link"]?.elements.first { $0["relation"]?.isString("next") == true }?["url"]?.string
            guard let token = next?.split(separator: "_page=").last?.split(separator: "&").first else { break }
            parameters = [NamedValue("_page", String(token))]
        }
        #expect(seen == 4)
        let entries = (0..<40).map { _ in ("", "", #""method":"GET","url":"Binary?_count=1""#) }
        let reply = try await service.submitBundle(Sample.bundle("batch", entries).bytes, caller: .sandbox)
        #expect(reply.body.count < 48 << 20)
        #expect(try reply.body.json["entry"]![39]?["response"]?["status"]?.string?.hasPrefix("413") == true)
    }

    @Test func aBatchBeyondTheCheckersLimitIsRefusedWhole() async throws {
        let entries = (0..<60).map { _ in ("", #"{"resourceType":"Patient","active":1}"#, Sample.post("Patient")) }
        let refused = try await refusal {
            _ = try await service.submitBundle(Sample.bundle("batch", entries).bytes, caller: .sandbox)
        }
        #expect(refused?.kind == .invalid)
        #expect(try await store.statistics().resources == 0)
    }

    @Test func aProcessingInstructionIsRefused() async throws {
        for text in ["<?x?><a/>", "<?xml version=\"1.0\"?><?x?><a/>", "<?x y?><a/>", "<a><?x?></a>"] {
            #expect(try await service.submitMessage(text.bytes, caller: .sandbox).receipt.httpStatus == 400)
        }
    }
}
