import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import Testing

/// What tokens say of who is logged in, as the gate will know it.
struct CredentialTests {
    private static let attestation = "nhn:tillitsrammeverk:parameters"

    /// In the shape of HelseID's samples.
    private static func parameters(_ relationship: String = "care_relationship") -> JSONValue {
        .object([
            "practitioner": .object([
                "authorization": .object([
                    "code": .string("LE"), "text": .string("Lege"),
                    "system": .string("urn:oid:2.16.578.1.12.4.1.1.9060"),
                ]),
                "legal_entity": .object([
                    "id": .string("310000001"), "system": .string("urn:oid:2.16.578.1.12.4.1.4.101"),
                    "name": .string("Sykehus"),
                ]),
                "point_of_care": .object(["id": .string("310000044"), "name": .string("")]),
                "department": .object([
                    "id": .string("4001031"), "system": .string("urn:oid:2.16.578.1.12.4.1.4.102"),
                ]),
            ]),
            relationship: .object([
                "healthcare_service": .object([
                    "code": .string("KX17"), "system": .string("urn:oid:2.16.578.1.12.4.1.1.8655"),
                ]),
                "purpose_of_use": .object([
                    "code": .string("TREAT"), "system": .string("urn:oid:2.16.840.1.113883.1.11.20448"),
                ]),
                "purpose_of_use_details": .object(["code": .string("EKSTSVAR")]),
                "decision_ref": .object(["id": .string("d1"), "user_selected": .bool(true)]),
                "toa": JSONValue(TestIssuer.time - 600),
            ]),
            "patients": .array([.object(["department": .object(["id": .string("4001032")])])]),
        ])
    }

    private static func facts(_ changes: KeyValuePairs<String, JSONValue?>) async throws -> CallerCredentials.Facts {
        let caller = try await CallerFixture().caller(TestIssuer.token(TestIssuer.claims.with(changes)))
        return try #require(caller.credentials).facts
    }

    @Test func theClaimsOfHelseIDAreKeptAsTheyAre() async throws {
        let facts = try await Self.facts([
            "helseid://claims/identity/pid": .string(syntheticNumber),
            "helseid://claims/identity/assurance_level": .string("high"),
            "helseid://claims/client/claims/orgnr_child": .string("310000044"),
            "helseid://claims/client/claims/orgnr_supplier": .string("310000009"),
            "auth_time": JSONValue(TestIssuer.time - 60), "iat": JSONValue(TestIssuer.time - 5),
        ])
        var expected = CallerCredentials.Facts(issuer: TestIssuer.name)
        expected.securityLevel = 4
        expected.assuranceLevel = "high"
        expected.personnelNumber = "9144889"
        expected.person = facts.person
        expected.organisationParent = "310000001"
        expected.organisationChild = "310000044"
        expected.organisationSupplier = "310000009"
        expected.authenticatedAt = (TestIssuer.time - 60) * 1_000_000
        expected.issuedAt = (TestIssuer.time - 5) * 1_000_000
        #expect(facts == expected)
        #expect(facts.person?.value == syntheticNumber)
    }

    @Test(arguments: ["care_relationship", "care_relation"]) func bothSpellingsOfTheCareRelationshipAreRead(
        _ name: String
    ) async throws {
        let attestation = try #require(try await Self.facts([Self.attestation: Self.parameters(name)]).attestation)
        #expect(attestation.authorization?.code == "LE")
        #expect(attestation.legalEntity?.id == "310000001")
        #expect(attestation.pointOfCare == Attestation.Place(system: nil, id: "310000044", name: nil))
        #expect(attestation.department?.system == "urn:oid:2.16.578.1.12.4.1.4.102")
        #expect(attestation.patients.map(\.department?.id) == ["4001032"])
        let care = try #require(attestation.care)
        #expect(care.service?.code == "KX17")
        #expect(care.purpose == .treatment)
        #expect(care.purposeDetails?.code == "EKSTSVAR")
        #expect(care.decisionID == "d1" && care.isUserSelected == true)
        #expect(attestation.attestedAt == (TestIssuer.time - 600) * 1_000_000)
    }

    @Test func ofTwoSpellingsTheOneThatTokensCarryCounts() async throws {
        let both = Self.parameters().with([
            "care_relation": .object(["purpose_of_use": .object(["code": .string("BTG")])])
        ])
        #expect(try await Self.facts([Self.attestation: both]).attestation?.care?.purpose == .treatment)
    }

    @Test(
        arguments: [
            ("TREAT", .treatment), ("ETREAT", .emergencyTreatment), ("COC", .coordination), ("BTG", .breakTheGlass),
            ("treat", nil), ("HRESCH", nil),
        ] as [(String, CarePurpose?)]
    )
    func thePurposeIsOneOfFour(_ code: String, _ purpose: CarePurpose?) async throws {
        let parameters = JSONValue.object([
            "care_relationship": .object(["purpose_of_use": .object(["code": .string(code)])])
        ])
        let care = try #require(try await Self.facts([Self.attestation: .array([parameters])]).attestation?.care)
        #expect(care.purpose == purpose)
        #expect(care.purposeCode?.code == code)
    }

    /// Nothing is made up: what does not say when it was attested has no age, and what has another form is absent.
    @Test func whatIsNotSaidIsAbsent() async throws {
        #expect(try await Self.facts([:]).attestation == nil)
        let bare = try #require(try await Self.facts([Self.attestation: .object([])]).attestation)
        #expect(bare == Attestation())
        #expect(bare.attestedAt == nil)
        let odd = JSONValue.object([
            "practitioner": .string("LE"), "care_relationship": .string("TREAT"), "patients": .string("x"),
        ])
        #expect(try await Self.facts([Self.attestation: odd]).attestation == Attestation())
    }

    /// Authorisations as HelseID's details have them, as an object or as text; another form is none.
    @Test(
        arguments: [
            (
                .object(["approvals": .array([.object(["profession": "LE"]), .object(["profession": "SP"])])]),
                ["LE", "SP"]
            ),
            (.string(#"{"approvals":[{"profession":"VE"}]}"#), ["VE"]),
            (.object(["approvals": .array([.object([:]), .string("LE")])]), []), (.object([:]), []),
            (.string("LE"), []), (.string("{"), []), (.array([]), []), (.number("1"), []),
            (.object(["approvals": .string("LE")]), []),
        ] as [(JSONValue, Set<String>)]
    )
    func theCategoriesOfAnAuthorisationAreRead(_ details: JSONValue, _ expected: Set<String>) async throws {
        let facts = try await Self.facts(["helseid://claims/hpr/hpr_details": details])
        #expect(facts.professions == expected)
        // With the one that is attested.
        let attested = try await Self.facts([
            "helseid://claims/hpr/hpr_details": details, Self.attestation: Self.parameters(),
        ])
        #expect(CallerCredentials(attested).categories == expected.union(["LE"]))
    }

    /// Who attests and about whom, where it is said.
    @Test func numbersOfAnAttestationAreKeptForTheGate() async throws {
        let parameters = JSONValue.object([
            "practitioner": .object([
                "identifier": .object(["id": .string(syntheticNumber)]), "hpr_nr": .object(["id": "9144889"]),
            ]),
            "patients": .array([.object(["identifier": .object(["id": .string(syntheticNumber)])])]),
        ])
        let attestation = try #require(try await Self.facts([Self.attestation: parameters]).attestation)
        #expect(attestation.practitioner == syntheticNumber)
        #expect(attestation.personnelNumber == "9144889")
        #expect(attestation.patients.map(\.number) == [syntheticNumber])
    }

    @Test(arguments: [JSONValue.string("{}"), .number("1"), .array([]), .array([.object([]), .object([])])])
    func anAttestationOfAnotherFormIsRefused(_ value: JSONValue) async throws {
        let token = try TestIssuer.token(TestIssuer.claims.with([Self.attestation: value]))
        #expect(try await CallerFixture().refusal(token)?.issues.map(\.text) == [TokenFault.badClaim.text])
    }

    /// A level that is not the text that HelseID gives opens nothing.
    @Test(arguments: [JSONValue.number("4"), .string("04"), .string("5"), .string("high"), .string("")])
    func aSecurityLevelOfAnotherFormIsNone(_ value: JSONValue) async throws {
        let token = try TestIssuer.token(
            TestIssuer.claims.with(["helseid://claims/identity/security_level": value])
        )
        #expect(try await CallerFixture().refusal(token)?.issues.map(\.text) == [TokenFault.lowSecurityLevel.text])
    }

    @Test func aProvenTokenSaysSo() async throws {
        let client = TestClient()
        let token = try client.token()
        let caller = try await CallerFixture().caller(["DPoP " + token], proofs: [client.proof(token)])
        #expect(caller.credentials?.facts.isBound == true)
        #expect(try await Self.facts([:]).isBound == false)
    }
}
