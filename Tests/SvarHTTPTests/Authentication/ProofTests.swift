import Crypto
import CryptoExtras
import FoundationEssentials
import HTTPTypes
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarSynthetic
import Testing

/// Tokens that are bound to a key, and the proofs of requests (RFC 9449).
struct ProofTests {
    static let client = TestClient()
    static let token = Result { try client.token() }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: ProofFault
        let proofs: @Sendable (_ token: String) throws -> [String]

        init(_ name: String, _ fault: ProofFault, _ proofs: @escaping @Sendable (String) throws -> [String]) {
            testDescription = name
            self.fault = fault
            self.proofs = proofs
        }

        static func claims(
            _ name: String,
            _ fault: ProofFault,
            _ changes: @escaping @Sendable () -> KeyValuePairs<String, JSONValue?>
        ) -> Case {
            Case(name, fault) { [try client.proof($0, changes())] }
        }

        static func header(
            _ name: String,
            _ fault: ProofFault,
            _ changes: @escaping @Sendable () throws -> KeyValuePairs<String, JSONValue?>
        ) -> Case {
            Case(name, fault) { [try client.proof($0, header: changes())] }
        }
    }

    static let requests = [
        Case("no field", .noProof) { _ in [] },
        Case("two fields", .severalProofs) { [try client.proof($0), try client.proof($0)] },
        Case("two proofs in a field", .notAProof) { [try client.proof($0) + ", " + client.proof($0)] },
        Case("empty field", .notAProof) { _ in [""] },
        Case("too long", .proofTooLong) { _ in [String(repeating: "a", count: 4_097)] },
        Case("as long as may be", .notAProof) { _ in [String(repeating: "a", count: 4_096)] },
        Case("a huge claim", .proofTooLong) {
            [try client.proof($0, ["jti": .string(String(repeating: "j", count: 4_000))])]
        },
        Case("the token itself", .wrongProofType) { [$0] },
        Case("padding", .notAProof) { [try client.proof($0) + "="] },
        Case("two parts", .notAProof) { [try client.proof($0).split(separator: ".").prefix(2).joined(separator: ".")] },
        Case("deep nesting", .notAProof) { _ in
            let deep = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
            return ["\(base64URLText(Array(#"{"typ":\#(deep)}"#.utf8))).e30.AA"]
        },
    ]

    static let headers =
        ["none", "NONE", "", "HS256", "HS384", "HS512", "EdDSA", "es256"].map { name in
            Case.header("alg \(name)", .proofAlgorithmNotAllowed) { ["alg": .string(name)] }
        } + [
            Case("alg none and no signature", .proofAlgorithmNotAllowed) {
                [try client.proof($0, header: ["alg": .string("none")], signature: [])]
            },
            Case.header("no alg", .proofAlgorithmNotAllowed) { ["alg": nil] },
            Case.header("typ of a token", .wrongProofType) { ["typ": .string("at+jwt")] },
            Case.header("typ JWT", .wrongProofType) { ["typ": .string("JWT")] },
            Case.header("no typ", .wrongProofType) { ["typ": nil] },
            Case.header("typ a list", .wrongProofType) { ["typ": .array([.string("dpop+jwt")])] },
            Case.header("crit", .proofCriticalHeader) { ["crit": .array([.string("b64")]), "b64": .bool(false)] },
            Case.header("no jwk", .noProofKey) { ["jwk": nil] },
            Case.header("jwk a text", .noProofKey) { ["jwk": .string("key")] },
            Case.header("kid in place of jwk", .noProofKey) { ["jwk": nil, "kid": .string("ec")] },
            Case.header("private key in jwk", .secretProofKey) { ["jwk": client.jwk.with(["d": .string("AQ")])] },
            Case.header("shared key in jwk", .secretProofKey) {
                ["jwk": .object(["kty": .string("oct"), "k": .string("c2VjcmV0")])]
            },
            Case.header("shared key beside a public one", .secretProofKey) {
                ["jwk": client.jwk.with(["k": .string("c2VjcmV0")])]
            },
            Case.header("key of another kind", .badProofKey) { ["jwk": try TestIssuer.rsa.jwk(nil)] },
            Case.header("another curve", .badProofKey) { ["jwk": client.jwk.with(["crv": .string("P-384")])] },
            Case.header("algorithm of another kind", .badProofKey) { ["alg": .string("RS256")] },
            Case.header("algorithm of another curve", .badProofKey) { ["alg": .string("ES384")] },
            Case.header("x of another length", .badProofKey) { ["jwk": client.jwk.with(["x": .string("AQ")])] },
            Case.header("a huge modulus", .badProofKey) {
                let modulus = base64URL([UInt8](repeating: 0xFF, count: 513))
                return [
                    "alg": .string("RS256"),
                    "jwk": .object(["kty": .string("RSA"), "n": modulus, "e": .string("AQAB")]),
                ]
            },
            Case.header("a huge exponent", .badProofKey) {
                let number = base64URL([UInt8](repeating: 0xFF, count: 256))
                return ["alg": .string("RS256"), "jwk": .object(["kty": .string("RSA"), "n": number, "e": number])]
            },
            Case.header("a point that is on no curve, unbound", .otherProofKey) {
                let number = base64URL([UInt8](repeating: 1, count: 32))
                return ["jwk": client.jwk.with(["x": number, "y": number])]
            },
        ]

    static let signatures = [
        // Whoever steals a token has a key too, but not this one.
        Case("another's key", .otherProofKey) { [try TestClient(TestIssuer.p256).proof($0)] },
        Case("another kind of key", .otherProofKey) {
            [try TestClient(TestIssuer.rsa).proof($0, header: ["alg": .string("PS256")])]
        },
        Case("the bound key in jwk, signed with another", .wrongProofSignature) {
            [try TestClient(TestIssuer.p256).proof($0, header: ["jwk": client.jwk])]
        },
        Case("no signature", .wrongProofSignature) { [try client.proof($0, signature: [])] },
        Case("zeros", .wrongProofSignature) { [try client.proof($0, signature: [UInt8](repeating: 0, count: 64))] },
        Case("claims of another proof", .wrongProofSignature) {
            let parts = try client.proof($0).split(separator: ".")
            let more = base64URLText(TestClient.claims($0).with(["htm": .string("PUT")]).bytes)
            return ["\(parts[0]).\(more).\(parts[2])"]
        },
    ]

    static let claims = [
        Case.claims("no jti", .badProofClaim) { ["jti": nil] },
        Case.claims("empty jti", .badProofClaim) { ["jti": .string("")] },
        Case.claims("jti a number", .badProofClaim) { ["jti": .number("1")] },
        Case.claims("jti too long", .badProofClaim) { ["jti": .string(String(repeating: "j", count: 201))] },
        Case.claims("no htm", .badProofClaim) { ["htm": nil] },
        Case.claims("another method", .wrongMethod) { ["htm": .string("POST")] },
        Case.claims("the method of another case", .wrongMethod) { ["htm": .string("get")] },
        Case.claims("no htu", .badProofClaim) { ["htu": nil] },
        Case.claims("another path", .wrongAddress) { ["htu": .string("https://svar.example.org/v1/fhir/Patient/2")] },
        Case.claims("another host", .wrongAddress) { ["htu": .string("https://evil.example.org/v1/fhir/Patient/1")] },
        Case.claims("the host behind the proxy", .wrongAddress) {
            ["htu": .string("http://localhost/v1/fhir/Patient/1")]
        },
        Case.claims("another scheme", .wrongAddress) { ["htu": .string("http://svar.example.org/v1/fhir/Patient/1")] },
        Case.claims("another port", .wrongAddress) {
            ["htu": .string("https://svar.example.org:444/v1/fhir/Patient/1")]
        },
        Case.claims("a slash more", .wrongAddress) { ["htu": .string(TestClient.address + "/")] },
        Case.claims("path alone", .wrongAddress) { ["htu": .string("/v1/fhir/Patient/1")] },
        Case.claims("a name before the host", .wrongAddress) {
            ["htu": .string("https://svar.example.org@evil.example.org/v1/fhir/Patient/1")]
        },
        Case.claims("a query", .addressWithQuery) { ["htu": .string(TestClient.address + "?a=b")] },
        Case.claims("a fragment", .addressWithQuery) { ["htu": .string(TestClient.address + "#a")] },
        Case.claims("no iat", .badProofClaim) { ["iat": nil] },
        Case.claims("iat a text", .badProofClaim) { ["iat": .string("\(TestIssuer.time)")] },
        Case.claims("too old", .oldProof) { ["iat": JSONValue(TestIssuer.time - 16)] },
        Case.claims("from the future", .earlyProof) { ["iat": JSONValue(TestIssuer.time + 6)] },
        Case.claims("expired by its own word", .oldProof) { ["exp": JSONValue(TestIssuer.time - 5)] },
        Case.claims("not yet valid by its own word", .earlyProof) { ["nbf": JSONValue(TestIssuer.time + 6)] },
        Case.claims("no ath", .badProofClaim) { ["ath": nil] },
        Case.claims("ath of another token", .otherToken) {
            ["ath": .string(base64URLText(Data(SHA256.hash(data: Array("other".utf8)))))]
        },
        Case.claims("ath no digest", .badProofClaim) { ["ath": .string("AAAA")] },
        Case.claims("nonce a number", .badProofClaim) { ["nonce": .number("1")] },
    ]

    @Test(arguments: [requests, headers, signatures, claims].flatMap { $0 })
    func isRefusedWithItsReason(_ bad: Case) async throws {
        let fixture = CallerFixture()
        let token = try Self.token.get()
        let proofs = try bad.proofs(token)
        let refusal = try #require(try await fixture.refusal(["DPoP " + token], proofs: proofs))
        #expect(refusal.status == 401)
        #expect(refusal.issues.map(\.text) == [bad.fault.text])
        let challenge = try #require(refusal.fields[values: .wwwAuthenticate].first)
        #expect(challenge.hasPrefix(#"DPoP realm="svar", algs="ES256 "#))
        #expect(challenge.contains(#"error="invalid_dpop_proof", error_description="\#(bad.fault.text)""#))
        // Nothing of token and proof is told back.
        for part in (proofs + [token]).joined(separator: ".").split(separator: ".") where part.utf8.count > 20 {
            #expect(!challenge.contains(part))
        }
        // A proof that was refused takes nobody's place, and the token is as good as before.
        #expect(fixture.callers.rememberedProofs == 0)
        #expect(try await fixture.refusal(["DPoP " + token], proofs: [Self.client.proof(token)]) == nil)
    }

    @Test func theProofThatTheTableSpoilsIsTaken() async throws {
        let token = try Self.token.get()
        let caller = try await CallerFixture().caller(["DPoP " + token], proofs: [Self.client.proof(token)])
        #expect(caller.role == .personnel)
    }

    @Test(arguments: ProofFault.allCases) func aReasonFitsItsHeaderField(_ fault: ProofFault) {
        #expect(fault.text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
    }

    @Test(arguments: ["DPoP ", "dpop ", "DPOP   "]) func theSchemeIsReadInAnyCase(_ scheme: String) async throws {
        let token = try Self.token.get()
        #expect(try await CallerFixture().refusal([scheme + token], proofs: [Self.client.proof(token)]) == nil)
    }

    @Test(arguments: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
    func aKeyOfRSAServesToo(_ algorithm: String) async throws {
        guard case .rsa(let key) = TestIssuer.rsa else { return }
        let client = TestClient(TestIssuer.rsa)
        let token = try client.token()
        let header = client.header.with(["alg": .string(algorithm)])
        let signed = base64URLText(header.bytes) + "." + base64URLText(TestClient.claims(token).bytes)
        let bytes = Array(signed.utf8)
        let padding: _RSA.Signing.Padding = algorithm.hasPrefix("PS") ? .PSS : .insecurePKCS1v1_5
        let signature =
            switch algorithm.suffix(3) {
            case "256": try key.signature(for: SHA256.hash(data: bytes), padding: padding)
            case "384": try key.signature(for: SHA384.hash(data: bytes), padding: padding)
            default: try key.signature(for: SHA512.hash(data: bytes), padding: padding)
            }
        let proof = signed + "." + base64URLText(signature.rawRepresentation)
        #expect(try await CallerFixture().refusal(["DPoP " + token], proofs: [proof]) == nil)
    }

    @Test func theOtherCurvesServeToo() async throws {
        let p384 = P384.Signing.PrivateKey()
        let p521 = P521.Signing.PrivateKey()
        let cases: [(String, String, Data, @Sendable (Data) throws -> Data)] = [
            ("P-384", "ES384", p384.publicKey.rawRepresentation, { try p384.signature(for: $0).rawRepresentation }),
            ("P-521", "ES512", p521.publicKey.rawRepresentation, { try p521.signature(for: $0).rawRepresentation }),
        ]
        for (curve, algorithm, point, sign) in cases {
            let half = point.count / 2
            let (x, y) = (base64URLText(point.prefix(half)), base64URLText(point.suffix(half)))
            let canonical = #"{"crv":"\#(curve)","kty":"EC","x":"\#(x)","y":"\#(y)"}"#
            let thumbprint = base64URLText(Data(SHA256.hash(data: Array(canonical.utf8))))
            let token = try Self.client.token(["cnf": .object(["jkt": .string(thumbprint)])])
            let header = Self.client.header.with([
                "alg": .string(algorithm),
                "jwk": .object([
                    "y": .string(y), "x": .string(x), "crv": .string(curve), "kty": .string("EC"),
                    "use": .string("sig"),
                ]),
            ])
            let signed = base64URLText(header.bytes) + "." + base64URLText(TestClient.claims(token).bytes)
            let proof = try signed + "." + base64URLText(sign(Data(signed.utf8)))
            #expect(try await CallerFixture().refusal(["DPoP " + token], proofs: [proof]) == nil, "\(algorithm)")
        }
    }

    /// A token bound to a point that is on no curve: no key can be made of it, and nothing else happens.
    @Test func aKeyThatIsNoneIsRefused() async throws {
        let number = base64URLText([UInt8](repeating: 1, count: 32))
        let canonical = #"{"crv":"P-256","kty":"EC","x":"\#(number)","y":"\#(number)"}"#
        let thumbprint = base64URLText(Data(SHA256.hash(data: Array(canonical.utf8))))
        let token = try Self.client.token(["cnf": .object(["jkt": .string(thumbprint)])])
        let jwk = Self.client.jwk.with(["x": .string(number), "y": .string(number)])
        let proof = try Self.client.proof(token, header: ["jwk": jwk])
        let refusal = try await CallerFixture().refusal(["DPoP " + token], proofs: [proof])
        #expect(refusal?.issues.map(\.text) == [ProofFault.badProofKey.text])
    }

    @Test(
        arguments: [(["iat": -15], true), (["iat": -16], false), (["iat": 5], true), (["iat": 6], false)]
            as [([String: Int64], Bool)]
    )
    func aProofLivesTenSecondsAndClocksMayDifferByFive(_ change: [String: Int64], _ isTaken: Bool) async throws {
        let token = try Self.token.get()
        let proof = try Self.client.proof(token, ["iat": JSONValue(TestIssuer.time + (change["iat"] ?? 0))])
        #expect(try await (CallerFixture().refusal(["DPoP " + token], proofs: [proof]) == nil) == isTaken)
    }

    @Test(arguments: [
        "https://svar.example.org/v1/fhir/Patient/1", "HTTPS://Svar.Example.ORG/v1/fhir/Patient/1",
        "https://svar.example.org:443/v1/fhir/Patient/1",
    ]) func addressesAreComparedInOneForm(_ address: String) async throws {
        let token = try Self.token.get()
        let proof = try Self.client.proof(token, ["htu": .string(address)])
        #expect(try await CallerFixture().refusal(["DPoP " + token], proofs: [proof]) == nil)
    }

    /// The query is no part of it, as it may not hold anything of a person and the proof may be logged.
    @Test func theQueryIsNotProven() async throws {
        let token = try Self.token.get()
        let proof = try Self.client.proof(token, ["htu": .string("https://svar.example.org/v1/fhir/Patient")])
        let path = "/v1/fhir/Patient?_count=1"
        #expect(try await CallerFixture().refusal(["DPoP " + token], path: path, proofs: [proof]) == nil)
    }

    @Test(
        arguments: [
            ("https://svar.example.org/v1/fhir", "/v1/fhir/Patient", "https://svar.example.org/v1/fhir/Patient"),
            ("https://svar.example.org/v1/fhir", "/pps/v2/metadata", "https://svar.example.org/pps/v2/metadata"),
            ("https://example.org/svar/v1/fhir", "/v1/sync/replicas", "https://example.org/svar/v1/sync/replicas"),
            ("https://example.org/fhir", "/v1/fhir/Patient?a", "https://example.org/fhir/Patient"),
            ("https://example.org/fhir", "/v1/messages", "https://example.org/v1/messages"),
            ("https://example.org/fhir", "http://inner:1/v1/fhir", "https://example.org/fhir"),
            (nil, "/v1/fhir/Patient#a", "http://127.0.0.1:8080/v1/fhir/Patient"),
            (nil, "http://localhost/v1/fhir", "http://localhost/v1/fhir"),
            (nil, "http://other.example.org/v1/fhir", nil), (nil, "x", nil), (nil, "", nil),
        ] as [(String?, String, String?)]
    )
    func theAddressIsWhatCallersWrite(_ base: String?, _ target: String, _ address: String?) {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8080", path: target)
        #expect(PublicAddress(base: base, isSecure: false).address(of: head) == address)
        guard base == nil, target.first == "/" else { return }
        head.authority = "svar.example.org"
        #expect(PublicAddress(base: nil, isSecure: true).address(of: head) == nil)
    }

    /// Whoever may choose the Host could use a proof that was made for another server, so it is not believed.
    @Test func aServerThatDoesNotKnowItsAddressTakesNoProofFromAfar() async throws {
        let fixture = CallerFixture(proofs: ProofSettings())
        let token = try Self.token.get()
        func refusal(_ authority: String) async throws -> HTTPRefusal? {
            let proof = try Self.client.proof(token, ["htu": .string("http://\(authority)/v1/fhir/Patient/1")])
            return try await fixture.refusal(["DPoP " + token], authority: authority, proofs: [proof])
        }
        #expect(try await refusal("localhost:8080") == nil)
        #expect(try await refusal("svar.example.org")?.issues.map(\.text) == [ProofFault.unknownAddress.text])
    }

    @Test func eachRequestIsProvenAndTheTokenCheckedOnce() async throws {
        let fixture = CallerFixture()
        let token = try Self.token.get()
        for _ in 0..<20 {
            #expect(try await fixture.refusal(["DPoP " + token], proofs: [Self.client.proof(token)]) == nil)
        }
        #expect(try await fixture.refusal(["DPoP " + token]) != nil)
        #expect(fixture.callers.signatureChecks == 1)
        #expect(fixture.callers.proofChecks == 21)
        // One of the claims that a remembered token cannot lend to another proof.
        let stolen = try TestClient(TestIssuer.p256).proof(token)
        #expect(try await fixture.refusal(["DPoP " + token], proofs: [stolen])?.status == 401)
    }

    /// No byte of a proof can be changed.
    @Test func aProofChangedInOneByteIsRefused() async throws {
        let fixture = CallerFixture()
        var random = SeededGenerator(seed: 22)
        let token = try Self.token.get()
        let bytes = Array(try Self.client.proof(token).utf8)
        for place in bytes.indices {
            var changed = bytes
            repeat {
                changed[place] = UInt8.random(in: 0x21...0x7E, using: &random)
            } while changed[place] == bytes[place]
            let text = String(decoding: changed, as: UTF8.self)
            #expect(try await fixture.refusal(["DPoP " + token], proofs: [text])?.status == 401, "byte \(place)")
        }
        #expect(fixture.callers.rememberedProofs == 0)
    }
}
