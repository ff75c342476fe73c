import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import Testing

struct BundleTests {
    let store = makeStore()
    var service: ResultService { makeService(store) }

    @Test(arguments: [
        (
            Sample.bundle(
                "transaction",
                [
                    ("", Sample.patient, Sample.post("Patient")),
                    ("", #"{"resourceType":"Patient","active":1}"#, Sample.post("Patient")),
                ]
            ), "Bundle.entry[1].resource.active"
        ),
        (
            Sample.bundle(
                "transaction",
                [("", Sample.patient, Sample.post("Patient")), ("", Sample.patient, Sample.post("Observation"))]
            ), "Bundle.entry[1].resource"
        ),
        (
            Sample.bundle(
                "transaction",
                [
                    ("", Sample.patient, Sample.post("Patient")),
                    ("", Sample.patient, #""method":"PATCH","url":"Patient""#),
                ]
            ), "Bundle.entry[1].request.method"
        ),
        (
            Sample.bundle(
                "transaction",
                [
                    ("", Sample.patient, Sample.post("Patient")),
                    ("", #"{"resourceType":"Basic","code":{"text":"x"}}"#, Sample.post("Basic")),
                ]
            ), "Bundle.entry[1].request.url"
        ),
        (
            Sample.bundle(
                "transaction",
                [
                    ("", Sample.patient, Sample.post("Patient")),
                    (
                        "",
                        Sample.observation(extra: #","performer":[{"reference":"Organization?identifier=urn:s|9"}]"#),
                        Sample.post("Observation")
                    ),
                ]
            ), "Bundle.entry[1].resource.performer[0].reference"
        ),
        (
            Sample.bundle(
                "transaction",
                [
                    ("urn:uuid:1", Sample.patient, Sample.post("Patient")),
                    ("urn:uuid:1", Sample.patient, Sample.post("Patient")),
                ]
            ), "Bundle.entry[1]"
        ),
    ])
    func aBadEntryIsNamedAndNothingIsKept(bundle: String, expression: String) async throws {
        let refused = try await refusal {
            _ = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        }
        #expect(refused?.issues.first?.expression == [expression])
        #expect(try await store.statistics().resources == 0)
        #expect(try await store.statistics().logEntries == 0)
    }

    @Test func ABatchKeepsWhatIsRightBesideWhatIsWrong() async throws {
        let bundle = Sample.bundle(
            "batch",
            [
                ("", Sample.patient, Sample.post("Patient")),
                ("", #"{"resourceType":"Patient","active":1}"#, Sample.post("Patient")),
                ("", "", #""method":"GET","url":"Patient?_summary=count""#),
                ("", "", #""method":"GET","url":"Patient/unknown""#),
                ("", "", #""method":"GET","url":"Patient?colour=red""#),
            ]
        )
        let reply = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        let entries = try Array(reply.body.json["entry"]!.elements)
        #expect(
            entries.map { $0["response"]!["status"]!.string!.prefix(3) } == ["201", "400", "200", "404", "400"]
        )
        #expect(entries[2]["resource"]?["total"]?.number == "1")
    }

    @Test func aRefusedEntryOfABatchLeavesNothingNotEvenThatThePersonIsKnown() async throws {
        let numbers = ["13895500180", "13895500261", "13895500342"].compactMap { PersonNumber($0) }
        let entries = numbers.enumerated().map { place, number in
            // RM of 8219: a forensic sample.
            let code = place == 1 ? #"{"system":"urn:oid:2.16.578.1.12.4.1.1.8219","code":"RM"}"# : #"{"code":"a"}"#
            let identifier = #"{"system":"\#(number.kind.system)","value":"\#(number.value)"}"#
            let observation = """
                {"resourceType":"Observation","status":"final","code":{"coding":[\(code)]},
                "subject":{"identifier":\(identifier)}}
                """
            return ("", observation, Sample.post("Observation"))
        }
        let reply = try await service.submitBundle(Sample.bundle("batch", entries).bytes, caller: .sandbox)
        let statuses = try reply.body.json["entry"]?.elements.map { $0["response"]?["status"]?.string?.prefix(3) }
        #expect(statuses == ["201", "422", "201"])
        for (number, isKnown) in zip(numbers, [true, false, true]) {
            #expect((try await store.person(number: number) != nil) == isKnown)
        }
    }

    @Test func conditionalReferencesFindTheOneResource() async throws {
        let lab = #"{"resourceType":"Organization","identifier":[{"system":"urn:s","value":"9"}]}"#
        let made = try await service.create(.organization, lab.bytes, caller: .sandbox).resource!
        let bundle = Sample.bundle(
            "transaction",
            [
                (
                    "", Sample.observation(extra: #","performer":[{"reference":"Organization?identifier=urn:s|9"}]"#),
                    Sample.post("Observation")
                )
            ]
        )
        let reply = try await service.submitBundle(bundle.bytes, prefer: .representation, caller: .sandbox)
        let stored = try reply.body.json["entry"]?[0]?["resource"]
        #expect(stored?["performer"]?[0]?["reference"]?.string == "Organization/\(made.id)")
    }

    @Test func ifNoneExistInATransactionUsesTheMatch() async throws {
        let lab = #"{"resourceType":"Organization","identifier":[{"system":"urn:s","value":"9"}]}"#
        let made = try await service.create(.organization, lab.bytes, caller: .sandbox).resource!
        let bundle = Sample.bundle(
            "transaction",
            [
                ("urn:uuid:l", lab, Sample.post("Organization", extra: #","ifNoneExist":"identifier=urn:s|9""#)),
                (
                    "", Sample.observation(extra: #","performer":[{"reference":"urn:uuid:l"}]"#),
                    Sample.post("Observation")
                ),
            ]
        )
        let reply = try await service.submitBundle(bundle.bytes, prefer: .representation, caller: .sandbox)
        let entries = try reply.body.json["entry"]!
        #expect(entries[0]?["response"]?["status"]?.string == "200 OK")
        #expect(entries[1]?["resource"]?["performer"]?[0]?["reference"]?.string == "Organization/\(made.id)")
    }

    @Test func moreThanTwoThousandEntriesAreTooMany() async throws {
        let entries = (0...2_000).map { _ in ("", Sample.patient, Sample.post("Patient")) }
        let refused = try await refusal {
            _ = try await service.submitBundle(Sample.bundle("transaction", entries).bytes, caller: .sandbox)
        }
        #expect(refused?.kind == .tooLarge)
        #expect(refused?.issues.first?.text.contains("batch") == true)
        #expect(refused?.issues.first?.text.contains("import") == true)
    }

    @Test func theSameBytesAreDoneOnceWhenAsked() async throws {
        let bundle = Sample.bundle("transaction", [("", Sample.patient, Sample.post("Patient"))]).bytes
        let service = service
        #expect(try await service.submitBundle(bundle, once: true, caller: .sandbox).outcome == .done)
        #expect(try await service.submitBundle(bundle, once: true, caller: .sandbox).outcome == .duplicate)
        #expect(try await store.statistics().resources == 1)
        #expect(try await service.submitBundle(bundle, caller: .sandbox).outcome == .done)
        #expect(try await store.statistics().resources == 2)
    }

    @Test func aDocumentBecomesAUnitAndItsOtherTypesStayInTheRawBytes() async throws {
        let document = #"""
            {"resourceType":"Bundle","type":"document","timestamp":"2026-01-02T03:04:05Z","identifier":{"value":"1"},"entry":[
            {"fullUrl":"urn:uuid:c","resource":{"resourceType":"Composition","status":"final","type":{"text":"Lab"},"date":"2026-01-02","author":[{"display":"Lab"}],"title":"Lab","section":[{"entry":[{"reference":"urn:uuid:r"}]}]}},
            {"fullUrl":"urn:uuid:r","resource":{"resourceType":"DiagnosticReport","status":"final","code":{"text":"Lab"},"result":[{"reference":"Observation/o"}]}},
            {"fullUrl":"https://example.org/Observation/o","resource":{"resourceType":"Observation","id":"o","status":"final","code":{"text":"Hb"}}}]}
            """#
        let service = service
        let reply = try await service.submitBundle(document.bytes, caller: .sandbox)
        #expect(reply.outcome == .stored)
        #expect(reply.written == 2)
        let statistics = try await store.statistics()
        #expect(statistics.units == 1)
        #expect(statistics.submissions == 1)
        #expect(try await service.submitBundle(document.bytes, caller: .sandbox).outcome == .duplicate)
        #expect(try await store.statistics() == statistics)
    }

    @Test func twoChangesOfOneResourceInATransactionAreRefused() async throws {
        let put = #"{"resourceType":"Patient","id":"p"}"#
        let request = #""method":"PUT","url":"Patient/p""#
        let refused = try await refusal {
            _ = try await service.submitBundle(
                Sample.bundle("transaction", [("", put, request), ("", put, request)]).bytes,
                caller: .sandbox
            )
        }
        #expect(refused?.issues.first?.expression == ["Bundle.entry[1]"])
    }
}
