import HTTPTypes
import HummingbirdTesting
import SvarFHIR
import SvarJSON
import Testing

/// Settings as FHIR R4 Consents (http://hl7.org/fhir/R4/consent.html).
struct ConsentTests {
    private static let citizen = PrivacyFixture.Sender.citizen(PrivacyFixture.person)
    private static let base = "/v1/fhir/Consent"

    private func found(_ fixture: PrivacyFixture, _ query: String, as sender: PrivacyFixture.Sender = citizen)
        async throws -> [String]
    {
        let answer = try await fixture.send(.get, Self.base + query, as: sender)
        #expect(answer.status == .ok, "\(answer.text)")
        let consents = try answer.json?["entry"]?.elements.compactMap { $0["resource"] } ?? []
        return consents.compactMap { $0["category"]?[0]?["coding"]?[0]?["code"]?.string }
    }

    @Test func aBlockNamesWhomItCloses() async throws {
        let fixture = try PrivacyFixture()
        let path = try await fixture.set(#"{"kind":"block","hpr":"9144889"}"#, as: Self.citizen)
        let id = String(path.split(separator: "/").last!)
        let answer = try await fixture.send(.get, Self.base + "/" + id, as: Self.citizen)
        let consent = try #require(try answer.json)
        #expect(answer.headers[.contentType]?.hasPrefix("application/fhir+json") == true)
        #expect(consent["resourceType"]?.string == "Consent" && consent["id"]?.string == id)
        #expect(consent["status"]?.string == "active")
        #expect(consent["scope"]?["coding"]?[0]?["code"]?.string == "patient-privacy")
        #expect(consent["dateTime"]?.string.flatMap { FHIRDateTime($0) } != nil)
        // ppc-1: a policy or a rule.
        #expect(consent["policy"]?[0]?["uri"] != nil)
        let provision = try #require(consent["provision"])
        #expect(provision["type"]?.string == "deny")
        #expect(provision["securityLabel"]?[0]?["code"]?.string == "NORS")
        let actor = provision["actor"]?[0]
        #expect(actor?["role"]?["coding"]?[0]?["code"] != nil)
        #expect(actor?["reference"]?["identifier"]?["value"]?.string == "9144889")
        #expect(try await fixture.send(.get, Self.base + "/" + id, as: .doctor).status == .notFound)
        #expect(try await fixture.send(.get, Self.base + "/x", as: .doctor).status == .notFound)
    }

    @Test func aDenialNamesItsReportAndGround() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let body = #"{"kind":"denial","ground":"NORN_KUT","target":{"report":"\#(report)"},"valid":{"until":"2040-01-01T00:00:00Z"}}"#
        let path = try await fixture.set(body, as: .doctor)
        let answer = try await fixture.send(.get, Self.base + "/" + path.split(separator: "/").last!, as: .doctor)
        let provision = try answer.json?["provision"]
        #expect(provision?["data"]?[0]?["reference"]?["reference"]?.string == report)
        #expect(provision?["securityLabel"]?[0]?["code"]?.string == "NORN_KUT")
        #expect(provision?["period"]?["end"]?.string?.hasPrefix("2040-01-01T00:00:00") == true)
        // Its citizen is not told.
        #expect(try await found(fixture, "") == [])
    }

    @Test func areFoundByStatusCategoryAndPerson() async throws {
        let fixture = try PrivacyFixture()
        let seal = try await fixture.set(#"{"kind":"seal"}"#, as: Self.citizen)
        _ = try await fixture.set(#"{"kind":"block","hpr":"1"}"#, as: Self.citizen)
        _ = try await fixture.set(#"{"kind":"denial","ground":"NORN_KUT","request":true}"#, as: Self.citizen)
        _ = try await fixture.send(.delete, seal, as: Self.citizen)
        #expect(try await found(fixture, "") == ["seal", "block", "denial"])
        #expect(try await found(fixture, "?status=active") == ["block"])
        #expect(try await found(fixture, "?status=proposed,inactive") == ["seal", "denial"])
        #expect(try await found(fixture, "?category=block") == ["block"])
        #expect(try await found(fixture, "?category=http://loinc.org%7C59284-0&status=inactive") == ["seal"])
        #expect(try await found(fixture, "?scope=treatment") == [])
        #expect(try await found(fixture, "", as: .guidance) == [])
        let counted = try await fixture.send(.get, Self.base + "?_summary=count", as: Self.citizen)
        #expect(try counted.json?["total"]?.number == "3" && counted.json?["entry"] == nil)
        let page = try await fixture.send(.get, Self.base + "?_count=2", as: Self.citizen).json
        #expect(page?["entry"]?.count == 2)
        let next = try #require(page?["link"]?.elements.first { $0["relation"]?.string == "next" }?["url"]?.string)
        #expect(try await found(fixture, "?" + next.split(separator: "?")[1]) == ["denial"])
    }

    @Test func areSearchedForByFormToo() async throws {
        let fixture = try PrivacyFixture()
        _ = try await fixture.set(#"{"kind":"seal"}"#, as: Self.citizen)
        let form = "person-id=\(PrivacyFixture.person)&category=seal"
        let path = Self.base + "/_search"
        let answer = try await fixture.send(.post, path, as: Self.citizen, about: nil, form, .form)
        #expect(try answer.json?["total"]?.number == "1", "\(answer.text)")
    }

    @Test func unknownParametersAreNamedOrLeftOut() async throws {
        let fixture = try PrivacyFixture()
        let path = Self.base + "?actor=x"
        #expect(try await fixture.send(.get, path, as: Self.citizen).status == .badRequest)
        let lenient = try await fixture.send(.get, path, as: Self.citizen, nil, HTTPFields().with("Prefer", "handling=lenient"))
        #expect(lenient.status == .ok)
        #expect(lenient.text.contains("OperationOutcome"))
    }

    @Test func areNotWritten() async throws {
        let fixture = try PrivacyFixture()
        let consent = #"{"resourceType":"Consent","status":"active"}"#
        for (method, path) in [(HTTPRequest.Method.post, Self.base), (.put, Self.base + "/x"), (.delete, Self.base + "/x")] {
            let answer = try await fixture.send(method, path, as: .producer("1"), about: nil, consent, .fhir)
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == "GET, HEAD")
        }
        let bundle = """
            {"resourceType":"Bundle","type":"batch","entry":[{"resource":\(consent),"request":{"method":"POST","url":"Consent"}}]}
            """
        let answer = try await fixture.send(.post, "/v1/fhir", as: .producer("1"), about: nil, bundle, .fhir)
        #expect(!answer.text.contains("201"))
    }
}
