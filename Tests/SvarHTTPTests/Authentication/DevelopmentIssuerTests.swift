import FoundationEssentials
import HTTPTypes
import SvarDomain
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import Testing

/// The development issuer, asked as a client asks and believed as a server believes.
struct DevelopmentIssuerTests {
    private static let address = "http://127.0.0.1:8090"
    private static let tokenAddress = address + "/connect/token"
    private static let doctor = DevelopmentUser(
        "doctor",
        "a doctor",
        scope: "svar/read",
        claims: .object([
            "helseid://claims/hpr/hpr_number": "9144889",
            "helseid://claims/identity/security_level": "4",
            "helseid://claims/client/claims/orgnr_parent": "310000001",
            "nhn:tillitsrammeverk:parameters": .object([
                "care_relationship": .object(["purpose_of_use": .object(["code": "TREAT"])])
            ]),
        ]),
        attestedSecondsAgo: 30
    )

    private struct Fixture {
        let issuer: DevelopmentIssuer
        let place: KeyPlace
        let key = DevelopmentKey()

        init(
            clients: [DevelopmentClient] = [],
            _ change: (inout DevelopmentIssuer.Settings) -> Void = { _ in }
        ) {
            var settings = DevelopmentIssuer.Settings(issuer: address, audience: "svar")
            settings.users = [doctor]
            settings.clients = clients
            change(&settings)
            let place = KeyPlace(nil, .open)
            self.place = place
            issuer = DevelopmentIssuer(settings, now: { place.now })
        }

        func get(_ path: String) async throws -> JSONNode {
            let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8090", path: path)
            return try JSONDocument(await issuer.answer(head, body: []).body).root
        }

        func post(_ path: String, _ form: String, proof: String? = nil) async throws -> (
            answer: DevelopmentIssuer.Answer, body: JSONNode
        ) {
            var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:8090", path: path)
            if let proof { head.headerFields[.init("DPoP")!] = proof }
            let answer = await issuer.answer(head, body: Array(form.utf8))
            return (answer, try JSONDocument(answer.body).root)
        }

        func proof(_ id: String, nonce: String? = nil) throws -> String {
            try key.proof(
                method: "POST",
                address: tokenAddress,
                token: nil,
                nonce: nonce,
                id: id,
                now: place.now / 1_000_000
            )
        }

        /// A token of the test user, bound to the fixture's key.
        func token(_ id: String = "1") async throws -> String {
            let form = "grant_type=client_credentials&test_user=doctor"
            let reply = try await post("/connect/token", form, proof: proof(id)).body
            return try #require(reply["access_token"]?.string)
        }

        /// Callers that trust it.
        func callers(allowed: Bool = true) async throws -> CallerFixture {
            place.publish(Array((await keySet()).utf8))
            let place = place
            var ringSettings = KeyRing.Settings()
            ringSettings.allowsDevelopmentKey = allowed
            let ring = KeyRing(ringSettings, now: { place.now }, fetch: { try await place.fetch() })
            var settings = TokenCallers.Settings(audience: "svar")
            settings.proofs = .ofTests
            let callers = TokenCallers(
                settings,
                issuers: [TokenCallers.Issuer(address, keys: ring)],
                participants: { .open },
                now: { place.now }
            )
            return CallerFixture(place, callers)
        }

        func keySet() async -> String {
            let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8090", path: "/jwks")
            return String(decoding: await issuer.answer(head, body: []).body, as: UTF8.self)
        }

        func refusal(_ callers: CallerFixture, _ token: String, id: String) async throws -> HTTPRefusal? {
            let proof = try key.proof(
                method: "GET",
                address: TestClient.address,
                token: token,
                id: id,
                now: place.now / 1_000_000
            )
            return try await callers.refusal(["DPoP " + token], proofs: [proof])
        }
    }

    @Test func itsMetadataLeadToItsKeys() async throws {
        let fixture = Fixture()
        let head = HTTPRequest(
            method: .get,
            scheme: "http",
            authority: "127.0.0.1:8090",
            path: "/.well-known/openid-configuration"
        )
        let answer = await fixture.issuer.answer(head, body: [])
        #expect(answer.fields[.init("X-Svar-Development-Issuer")!] == "not for production")
        #expect(try IssuerMetadata(answer.body, of: Self.address).keySetAddress == Self.address + "/jwks")
        let root = try JSONDocument(answer.body).root
        #expect(root["svar_development_only"]?.bool == true)
        #expect(root["token_endpoint"]?.string == Self.tokenAddress)
        let kid = try #require(try await fixture.get("/jwks")["keys"]?[0]?["kid"]?.string)
        #expect(kid.hasPrefix(DevelopmentKey.marker))
        #expect(await !fixture.keySet().contains(#""d""#))
    }

    @Test func aTokenOfATestUserIsTakenWithAProof() async throws {
        let fixture = Fixture()
        let callers = try await fixture.callers()
        let token = try await fixture.token()
        #expect(try await fixture.refusal(callers, token, id: "a") == nil)
        let proof = try fixture.key.proof(
            method: "GET",
            address: TestClient.address,
            token: token,
            id: "b",
            now: fixture.place.now / 1_000_000
        )
        let caller = try await callers.caller(["DPoP " + token], proofs: [proof])
        #expect(caller.actor.id == "9144889" && caller.actor.client == "svar-dev-issuer")
        let attestation = try #require(caller.credentials?.facts.attestation)
        #expect(attestation.care?.purpose == .treatment)
        #expect(attestation.attestedAt == fixture.place.now - 30_000_000)
        // It is bound: no bearer token.
        #expect(try await callers.refusal(token)?.status == 401)
    }

    @Test func withoutAProofItGivesABearerToken() async throws {
        let fixture = Fixture()
        let callers = try await fixture.callers()
        let reply = try await fixture.post("/connect/token", "grant_type=client_credentials&test_user=doctor").body
        #expect(reply["token_type"]?.string == "Bearer")
        #expect(try await callers.refusal(try #require(reply["access_token"]?.string)) == nil)
    }

    /// A server in production takes none of its tokens, whatever it was told of the issuer.
    @Test func noServerTakesItWithoutBeingTold() async throws {
        let fixture = Fixture()
        let callers = try await fixture.callers(allowed: false)
        #expect(try await fixture.refusal(callers, fixture.token(), id: "a")?.status == 503)
    }

    @Test func itsKeysRotateAndAreRevoked() async throws {
        let fixture = Fixture()
        let callers = try await fixture.callers()
        let old = try await fixture.token("1")
        #expect(try await fixture.refusal(callers, old, id: "a") == nil)
        _ = try await fixture.post("/keys/rotate", "")
        fixture.place.publish(Array(await fixture.keySet().utf8))
        fixture.place.pass(10)
        let new = try await fixture.token("2")
        #expect(try await fixture.refusal(callers, new, id: "b") == nil)
        #expect(try await fixture.refusal(callers, old, id: "c") == nil)
        _ = try await fixture.post("/keys/revoke", "")
        fixture.place.publish(Array(await fixture.keySet().utf8))
        fixture.place.pass(10)
        let newest = try await fixture.token("3")
        #expect(try await fixture.refusal(callers, newest, id: "d") == nil)
        #expect(try await fixture.refusal(callers, old, id: "e")?.status == 401)
        #expect(try await fixture.refusal(callers, new, id: "f")?.status == 401)
    }

    @Test func aProofAtTheTokenEndpointIsCheckedAsHelseIDChecksIt() async throws {
        let fixture = Fixture { $0.needsNonce = true }
        let form = "grant_type=client_credentials&test_user=doctor"
        let asked = try await fixture.post("/connect/token", form, proof: fixture.proof("1"))
        #expect(asked.answer.status == 400)
        #expect(asked.body["error"]?.string == "use_dpop_nonce")
        let nonce = try #require(asked.answer.fields[.init("DPoP-Nonce")!])
        let proof = try fixture.proof("2", nonce: nonce)
        #expect(try await fixture.post("/connect/token", form, proof: proof).body["token_type"]?.string == "DPoP")
        let again = try await fixture.post("/connect/token", form, proof: proof)
        #expect(again.body["error"]?.string == "invalid_dpop_proof")
        let other = try fixture.key.proof(
            method: "POST",
            address: Self.address + "/jwks",
            token: nil,
            nonce: nonce,
            id: "3",
            now: TestIssuer.time
        )
        #expect(
            try await fixture.post("/connect/token", form, proof: other).body["error"]?.string == "invalid_dpop_proof"
        )
    }

    @Test(arguments: [
        ("", "unsupported_grant_type"), ("grant_type=password&test_user=doctor", "unsupported_grant_type"),
        ("grant_type=client_credentials", "invalid_client"),
        ("grant_type=client_credentials&test_user=nobody", "invalid_request"),
        ("grant_type=client_credentials&test_user=doctor&test_user=doctor", "invalid_request"),
        ("grant_type=client_credentials&test_user=doctor&scope=svar/operate", "invalid_scope"),
        ("grant_type=client_credentials&test_user=doctor&scope=", "invalid_scope"),
        ("grant_type=client_credentials&test_user=doctor&client_assertion=x", "invalid_client"),
        ("grant_type=client_credentials&test_user=doctor&client_id=journal", "invalid_client"),
        ("%", "invalid_request"),
    ]) func whatIsNotAskedRightGetsNoToken(_ form: String, _ error: String) async throws {
        let client = try await DevelopmentClient(
            id: "journal",
            organisation: "310000001",
            scopes: ["svar/replica"],
            keySet: DevelopmentKey().keySet
        )
        let reply = try await Fixture(clients: [client]).post("/connect/token", form)
        #expect(reply.answer.status == (error == "invalid_client" ? 401 : 400))
        #expect(reply.body["error"]?.string == error)
        #expect(reply.body["access_token"] == nil)
    }

    /// `private_key_jwt`, each thing that it must say wrong once.
    @Test(
        arguments: [
            ([:], nil), (["iss": "other"], "iss and sub"), (["sub": "other"], "iss and sub"),
            (["aud": "https://other.example.org"], "aud"), (["jti": nil], "jti and exp"), (["exp": nil], "jti and exp"),
            (["exp": JSONValue(TestIssuer.time - 10)], "expire"), (["exp": JSONValue(TestIssuer.time + 71)], "expire"),
            (["nbf": JSONValue(TestIssuer.time + 11)], "not valid yet"),
        ] as [([String: JSONValue?], String?)]
    )
    func aClientSaysWhoItIsWithItsKey(_ changes: [String: JSONValue?], _ text: String?) async throws {
        let key = DevelopmentKey()
        let client = try await DevelopmentClient(
            id: "journal",
            organisation: "310000001",
            scopes: ["svar/replica"],
            keySet: key.keySet
        )
        let fixture = Fixture(clients: [client])
        var claims = JSONValue.object([
            "iss": "journal", "sub": "journal", "aud": .string(Self.address), "jti": "1",
            "exp": JSONValue(TestIssuer.time + 60), "nbf": JSONValue(TestIssuer.time),
        ])
        for (name, value) in changes { claims[name] = value }
        func form(_ assertion: String) -> String {
            "grant_type=client_credentials&client_id=journal&client_assertion=\(assertion)"
                + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        }
        let assertion = try key.clientAssertion(claims)
        let reply = try await fixture.post("/connect/token", form(assertion))
        if let text {
            #expect(reply.body["error"]?.string == "invalid_client")
            #expect(reply.body["error_description"]?.string?.contains(text) == true)
        } else {
            #expect(reply.body["scope"]?.string == "svar/replica")
            let again = try await fixture.post("/connect/token", form(assertion)).body
            #expect(again["error_description"]?.string?.contains("used before") == true)
            let others = try DevelopmentKey().clientAssertion(claims.with(["jti": "2"]))
            #expect(try await fixture.post("/connect/token", form(others)).body["error"]?.string == "invalid_client")
            let token = try key.token(claims.with(["jti": "3"]))
            #expect(try await fixture.post("/connect/token", form(token)).body["error"]?.string == "invalid_client")
        }
    }
}
