import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// Decision 1: what belongs to a unit, and decision 7: what may be done to one.
struct UnitTests {
    let store = makeStore()
    var service: ResultService { makeService(store) }

    private func unit(_ type: HostedType, _ id: String) async throws -> UnitKey? {
        try await store.current(type, id, in: .everything)?.unit
    }

    /// Posts a transaction and gives each entry's `Type/id`.
    private func post(_ service: ResultService, _ bundle: String) async throws -> [String] {
        let reply = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        return try reply.body.json["entry"]!.elements.map {
            $0["response"]!["location"]!.string!.split(separator: "/").prefix(2).joined(separator: "/")
        }
    }

    @Test func aReportAndWhatItReachesIsOneUnitWithOneLogEntry() async throws {
        let service = service
        let made = try await post(
            service,
            Sample.bundle(
                "transaction",
                [
                    ("urn:uuid:p", Sample.patient, Sample.post("Patient")),
                    (
                        "urn:uuid:r", Sample.report("urn:uuid:p", results: ["urn:uuid:o"]),
                        Sample.post("DiagnosticReport")
                    ),
                    (
                        "urn:uuid:o",
                        Sample.observation(
                            "urn:uuid:p",
                            extra: #","hasMember":[{"reference":"urn:uuid:m"}],"specimen":{"reference":"urn:uuid:s"}"#
                        ),
                        Sample.post("Observation")
                    ),
                    ("urn:uuid:m", Sample.observation("urn:uuid:p"), Sample.post("Observation")),
                    (
                        "urn:uuid:s", #"{"resourceType":"Specimen","subject":{"reference":"urn:uuid:p"}}"#,
                        Sample.post("Specimen")
                    ),
                ]
            )
        )
        let report = try await unit(.diagnosticReport, String(made[1].dropFirst(17)))
        for (place, type) in [(2, HostedType.observation), (3, .observation), (4, .specimen)] {
            #expect(try await unit(type, String(made[place].split(separator: "/")[1])) == report)
        }
        let log = try await store.log(after: LogPosition(0), limit: 100)
        #expect(log.map(\.unit).filter { $0 == report }.count == 1)
        let served = try await service.read(.diagnosticReport, String(made[1].dropFirst(17)), caller: .sandbox)
        #expect(try served.json["result"]?[0]?["reference"]?.string == made[2])
        #expect(try served.json["subject"]?["reference"]?.string == made[0])
    }

    @Test func aNodeReachedByTwoReportsBelongsToTheFirst() async throws {
        let service = service
        let made = try await post(
            service,
            Sample.bundle(
                "transaction",
                [
                    ("urn:uuid:a", Sample.report(results: ["urn:uuid:o"]), Sample.post("DiagnosticReport")),
                    ("urn:uuid:b", Sample.report(results: ["urn:uuid:o"]), Sample.post("DiagnosticReport")),
                    ("urn:uuid:o", Sample.observation(), Sample.post("Observation")),
                ]
            )
        )
        let units = try await [
            unit(.diagnosticReport, String(made[0].dropFirst(17))),
            unit(.diagnosticReport, String(made[1].dropFirst(17))),
            unit(.observation, String(made[2].dropFirst(12))),
        ]
        #expect(units[2] == units[0])
        #expect(units[1] != units[0])
    }

    @Test func aUnitOfOneJoinsWhenAReportOfItsOwnerNamesIt() async throws {
        let service = service
        let observation = try await service.create(
            .observation,
            Sample.observation("Patient/p").bytes,
            caller: .sandbox
        )
        .resource!
        let report = try await service.create(
            .diagnosticReport,
            Sample.report("Patient/p", results: ["Observation/\(observation.id)"]).bytes,
            caller: .sandbox
        ).resource!
        #expect(try await unit(.observation, observation.id) == unit(.diagnosticReport, report.id))
    }

    @Test func anotherPersonsResultDoesNotJoin() async throws {
        let service = service
        let observation = try await service.create(
            .observation,
            Sample.observation("Patient/q").bytes,
            caller: .sandbox
        )
        .resource!
        let report = try await service.create(
            .diagnosticReport,
            Sample.report("Patient/p", results: ["Observation/\(observation.id)"]).bytes,
            caller: .sandbox
        ).resource!
        #expect(try await unit(.observation, observation.id) != unit(.diagnosticReport, report.id))
    }

    @Test func aMemberItsReportNamesCannotBeDeletedAlone() async throws {
        let service = service
        let made = try await post(
            service,
            Sample.bundle(
                "transaction",
                [
                    ("urn:uuid:a", Sample.report(results: ["urn:uuid:o"]), Sample.post("DiagnosticReport")),
                    ("urn:uuid:o", Sample.observation(), Sample.post("Observation")),
                ]
            )
        )
        let observation = String(made[1].dropFirst(12))
        let refused = try await refusal {
            _ = try await service.delete(.observation, observation, caller: .sandbox)
        }
        #expect(refused?.kind == .conflict)
        _ = try await service.delete(.diagnosticReport, String(made[0].dropFirst(17)), caller: .sandbox)
        let gone = try await refusal { _ = try await service.read(.observation, observation, caller: .sandbox) }
        #expect(gone?.kind == .gone)
    }

    @Test func aWriteOfAMemberMakesANewVersionOfThatResourceOnly() async throws {
        let service = service
        let made = try await post(
            service,
            Sample.bundle(
                "transaction",
                [
                    ("urn:uuid:a", Sample.report(results: ["urn:uuid:o"]), Sample.post("DiagnosticReport")),
                    ("urn:uuid:o", Sample.observation(), Sample.post("Observation")),
                ]
            )
        )
        let id = String(made[1].dropFirst(12))
        let before = try await unit(.observation, id)
        let body = #"{"resourceType":"Observation","id":"\#(id)","status":"amended","code":{"text":"Hb"}}"#
        #expect(try await service.update(.observation, id, body.bytes, caller: .sandbox).outcome == .updated)
        #expect(try await unit(.observation, id) == before)
        #expect(try await service.entries(.diagnosticReport, String(made[0].dropFirst(17))).count == 1)
    }

    @Test func aPersonIsFoundByNumberOrByPatientAlike() async throws {
        let service = service
        let patient =
            #"{"resourceType":"Patient","id":"p-1","identifier":[{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"05898597468"}]}"#
        _ = try await service.update(.patient, "p-1", patient.bytes, caller: .sandbox)
        let logical =
            #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},"subject":{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"05898597468"}}}"#
        _ = try await service.create(.observation, logical.bytes, caller: .sandbox)
        _ = try await service.create(.observation, Sample.observation("Patient/p-1").bytes, caller: .sandbox)
        _ = try await service.create(.observation, Sample.observation("Patient/p-2").bytes, caller: .sandbox)
        for parameter in [
            NamedValue("patient", "p-1"), NamedValue("patient", "Patient/p-1"),
            NamedValue("patient:identifier", "urn:oid:2.16.578.1.12.4.1.4.1|05898597468"),
        ] {
            #expect(try await service.total(.observation, [parameter]) == 2)
        }
    }
}
