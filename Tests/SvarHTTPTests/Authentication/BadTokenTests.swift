import Crypto
import FoundationEssentials
import HTTPTypes
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import Testing

/// Every token that must not be taken, each wrong in one thing alone.
struct BadTokenTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: TokenFault
        let fields: @Sendable () throws -> [String]

        init(_ name: String, _ fault: TokenFault, _ token: @escaping @Sendable () throws -> String) {
            self.init(name, fault, fields: { ["Bearer " + (try token())] })
        }

        init(_ name: String, _ fault: TokenFault, fields: @escaping @Sendable () throws -> [String]) {
            testDescription = name
            self.fault = fault
            self.fields = fields
        }

        /// With claims changed.
        static func claims(
            _ name: String,
            _ fault: TokenFault,
            _ changes: @escaping @Sendable () -> KeyValuePairs<String, JSONValue?>
        ) -> Case {
            Case(name, fault) { try TestIssuer.token(TestIssuer.claims.with(changes())) }
        }

        /// With header parameters changed.
        static func header(
            _ name: String,
            _ fault: TokenFault,
            _ changes: @escaping @Sendable () -> KeyValuePairs<String, JSONValue?>
        ) -> Case {
            Case(name, fault) { try TestIssuer.token(header: TestIssuer.header.with(changes())) }
        }
    }

    static let requests = [
        Case("no field", .missing, fields: { [] }),
        Case(
            "two fields",
            .severalFields,
            fields: {
                let t = try TestIssuer.token(); return ["Bearer " + t, "Bearer " + t]
            }
        ),
        Case("a good one and an empty one", .severalFields, fields: { ["Bearer " + (try TestIssuer.token()), ""] }),
        Case("empty field", .otherScheme, fields: { [""] }),
        Case("scheme alone", .otherScheme, fields: { ["Bearer"] }),
        Case("scheme and a space", .otherScheme, fields: { ["Bearer "] }),
        Case("token alone", .otherScheme, fields: { [try TestIssuer.token()] }),
        Case("Basic", .otherScheme, fields: { ["Basic dTpw"] }),
        Case("DPoP without a binding", .unboundToken, fields: { ["DPoP " + (try TestIssuer.token())] }),
        Case("DPoP alone", .otherScheme, fields: { ["DPoP"] }),
        Case(
            "two schemes",
            .severalFields,
            fields: {
                let t = try TestIssuer.token(); return ["DPoP " + t, "Bearer " + t]
            }
        ),
        Case("Bearer:", .otherScheme, fields: { ["Bearer: " + (try TestIssuer.token())] }),
        Case(
            "two tokens in a field",
            .notAToken,
            fields: {
                let t = try TestIssuer.token(); return ["Bearer \(t) \(t)"]
            }
        ),
        Case(
            "two fields joined",
            .notAToken,
            fields: {
                let t = try TestIssuer.token(); return ["Bearer \(t), Bearer \(t)"]
            }
        ),
        Case("too long", .tooLong) { String(repeating: "a", count: 8_193) },
        Case("as long as may be", .notAToken) { String(repeating: "a", count: 8_192) },
    ]

    static let forms = [
        Case("a word", .notAToken) { "token" },
        Case("dots", .notAToken) { ".." },
        Case("two parts", .notAToken) { try TestIssuer.token().split(separator: ".").prefix(2).joined(separator: ".") },
        Case("four parts", .notAToken) { try TestIssuer.token() + ".YQ" },
        Case("five parts (JWE)", .notAToken) { "e30.YQ.YQ.YQ.YQ" },
        Case("padding", .notAToken) { try TestIssuer.token() + "=" },
        Case("standard alphabet", .notAToken) { "e30+.e30." + "YQ" },
        Case("header no JSON", .notAToken) {
            try TestIssuer.token(text: TestIssuer.claims.bytes, header: Array("{".utf8), signature: [1])
        },
        Case("header an array", .notAToken) {
            try TestIssuer.token(text: TestIssuer.claims.bytes, header: Array("[]".utf8), signature: [1])
        },
        Case("header with a key twice", .notAToken) {
            try TestIssuer.token(
                text: TestIssuer.claims.bytes,
                header: Array(#"{"alg":"none","alg":"ES256","kid":"ec"}"#.utf8)
            )
        },
        Case("claims no JSON", .notAToken) {
            try TestIssuer.token(text: Array("claims".utf8), header: TestIssuer.header.bytes)
        },
        Case("claims with a key twice", .notAToken) {
            let text = String(decoding: TestIssuer.claims.bytes, as: UTF8.self).dropLast() + #","aud":"svar"}"#
            return try TestIssuer.token(text: Array(text.utf8), header: TestIssuer.header.bytes)
        },
        Case("claims not UTF-8", .notAToken) {
            try TestIssuer.token(
                text: Array(#"{"iss":""#.utf8) + [0xFF] + Array(#""}"#.utf8),
                header: TestIssuer.header.bytes
            )
        },
        Case.header("no alg", .notAToken) { ["alg": nil] },
        Case.header("alg a number", .notAToken) { ["alg": .number("1")] },
        Case.header("typ of a proof", .wrongType) { ["typ": .string("dpop+jwt")] },
        Case.header("typ of an assertion", .wrongType) { ["typ": .string("client-authentication+jwt")] },
        Case.header("typ a number", .wrongType) { ["typ": .number("1")] },
        Case.header("crit", .criticalHeader) { ["crit": .array([.string("b64")]), "b64": .bool(false)] },
        Case.header("no kid", .noKeyID) { ["kid": nil] },
        Case.header("empty kid", .noKeyID) { ["kid": .string("")] },
        Case.header("kid a number", .noKeyID) { ["kid": .number("1")] },
    ]

    static let algorithms =
        [
            "none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "ES384", "RS384", "PS512", "EdDSA", "es256",
            "RSA-OAEP",
        ]
        .map { name in
            Case.header("alg \(name)", .algorithmNotAllowed) { ["alg": .string(name)] }
        } + [
            Case("alg none and no signature", .algorithmNotAllowed) {
                try TestIssuer.token(header: TestIssuer.header.with(["alg": .string("none")]), signature: [])
            },
            // The classic: the public key as the secret of HMAC.
            Case("HS256 with the public key as secret", .algorithmNotAllowed) {
                let header = TestIssuer.header.with(["alg": .string("HS256"), "kid": .string("rsa")])
                let signed = base64URLText(header.bytes) + "." + base64URLText(TestIssuer.claims.bytes)
                let secret = SymmetricKey(data: try TestIssuer.rsa.jwk("rsa").bytes)
                let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: secret)
                return signed + "." + base64URLText(Array(code))
            },
        ]

    static let signatures = [
        Case.header("unknown kid", .unknownKey) { ["kid": .string("other")] },
        Case.header("kid of another case", .unknownKey) { ["kid": .string("EC")] },
        Case.header("kid of a path", .unknownKey) { ["kid": .string("../../dev/null")] },
        Case.header("kid of the other kind of key", .unknownKey) { ["kid": .string("rsa")] },
        Case("another EC key", .wrongSignature) { try TestIssuer.token(key: TestIssuer.otherP256) },
        Case("another RSA key", .wrongSignature) {
            try TestIssuer.token(
                header: TestIssuer.header.with(["alg": .string("RS256"), "kid": .string("rsa")]),
                key: TestIssuer.otherRSA
            )
        },
        // The key in the header is not looked at.
        Case("own key in jwk", .wrongSignature) {
            try TestIssuer.token(
                header: TestIssuer.header.with(["jwk": TestIssuer.otherP256.jwk("ec")]),
                key: TestIssuer.otherP256
            )
        },
        Case("own key set in jku", .wrongSignature) {
            try TestIssuer.token(
                header: TestIssuer.header.with(["jku": .string("https://evil.example.org/keys")]),
                key: TestIssuer.otherP256
            )
        },
        Case("RS256 signature called PS256", .wrongSignature) {
            let pss = TestIssuer.header.with(["alg": .string("PS256"), "kid": .string("rsa")])
            let signed = base64URLText(pss.bytes) + "." + base64URLText(TestIssuer.claims.bytes)
            return try signed + "." + base64URLText(TestIssuer.rsa.signature(Array(signed.utf8), "RS256"))
        },
        Case("no signature", .wrongSignature) { try TestIssuer.token(signature: []) },
        Case("zeros", .wrongSignature) { try TestIssuer.token(signature: [UInt8](repeating: 0, count: 64)) },
        Case("short signature", .wrongSignature) { try TestIssuer.token(signature: [1, 2, 3]) },
        Case("long signature", .wrongSignature) { try TestIssuer.token(signature: [UInt8](repeating: 1, count: 65)) },
        Case("DER signature", .wrongSignature) {
            let signed = base64URLText(TestIssuer.header.bytes) + "." + base64URLText(TestIssuer.claims.bytes)
            guard case .p256(let key) = TestIssuer.p256 else { return "" }
            return try signed + "." + base64URLText(key.signature(for: Array(signed.utf8)).derRepresentation)
        },
        Case("claims of another token", .wrongSignature) {
            let parts = try TestIssuer.token().split(separator: ".")
            let more = base64URLText(TestIssuer.claims.with(["scope": .string("svar/export")]).bytes)
            return "\(parts[0]).\(more).\(parts[2])"
        },
    ]

    static let claims = [
        Case.claims("no issuer", .wrongIssuer) { ["iss": nil] },
        Case.claims("another issuer", .wrongIssuer) { ["iss": .string("https://other.example.org")] },
        Case.claims("issuer with a slash more", .wrongIssuer) { ["iss": .string(TestIssuer.name + "/")] },
        Case.claims("issuer in a list", .wrongIssuer) { ["iss": .array([.string(TestIssuer.name)])] },
        Case.claims("no audience", .wrongAudience) { ["aud": nil] },
        Case.claims("another audience", .wrongAudience) { ["aud": .string("nhn:pps")] },
        Case.claims("audience of another case", .wrongAudience) { ["aud": .string("Svar")] },
        Case.claims("no audience in the list", .wrongAudience) { ["aud": .array([])] },
        Case.claims("another in the list", .wrongAudience) { ["aud": .array([.string("nhn:pps")])] },
        Case.claims("several audiences", .severalAudiences) { ["aud": .array([.string("svar"), .string("nhn:pps")])] },
        Case.claims("no expiry", .noExpiry) { ["exp": nil] },
        Case.claims("expiry null", .badClaim) { ["exp": .null] },
        Case.claims("expiry a text", .badClaim) { ["exp": .string("\(TestIssuer.time + 60)")] },
        Case.claims("expiry without end", .badClaim) { ["exp": .number("1e300")] },
        Case.claims("expiry before 1970", .badClaim) { ["exp": .number("-1")] },
        Case.claims("expired", .expired) { ["exp": JSONValue(TestIssuer.time - 10)] },
        Case.claims("expired long ago", .expired) { ["exp": .number("0")] },
        Case.claims("not yet valid", .notYetValid) { ["nbf": JSONValue(TestIssuer.time + 11)] },
        Case.claims("nbf a text", .badClaim) { ["nbf": .string("0")] },
        Case.claims("scope a number", .badClaim) { ["scope": .number("1")] },
        Case.claims("scope a list of numbers", .badClaim) { ["scope": .array([.number("1")])] },
        Case.claims("no client", .noClient) { ["client_id": nil] },
        Case.claims("empty client", .badClaim) { ["client_id": .string("")] },
        Case.claims("client with a line break", .badClaim) { ["client_id": .string("a\nb")] },
        Case.claims("client too long", .badClaim) { ["client_id": .string(String(repeating: "c", count: 201))] },
        Case.claims("a bound token as a bearer token", .boundToken) {
            ["cnf": .object(["jkt": .string(TestClient().thumbprint)])]
        },
        Case.claims("bound to nothing", .otherBinding) { ["cnf": .object([])] },
        Case.claims("bound to a certificate", .otherBinding) { ["cnf": .object(["x5t#S256": .string("AA")])] },
        Case.claims("bound to a key and a certificate", .otherBinding) {
            ["cnf": .object(["jkt": .string(TestClient().thumbprint), "x5t#S256": .string("AA")])]
        },
        Case.claims("a binding that is null", .badClaim) { ["cnf": .null] },
        Case.claims("a binding that is a text", .badClaim) { ["cnf": .string(TestClient().thumbprint)] },
        Case.claims("a thumbprint that is none", .badClaim) { ["cnf": .object(["jkt": .string("AAAA")])] },
        Case.claims("security level 3", .lowSecurityLevel) {
            ["helseid://claims/identity/security_level": .string("3")]
        },
        Case.claims("no security level", .lowSecurityLevel) { ["helseid://claims/identity/security_level": nil] },
    ]

    @Test(arguments: [requests, forms, algorithms, signatures, claims].flatMap { $0 })
    func isRefusedWithItsReason(_ bad: Case) async throws {
        let fixture = CallerFixture()
        let fields = try bad.fields()
        let refusal = try #require(try await fixture.refusal(fields))
        #expect(refusal.status == 401)
        #expect(refusal.issues.map(\.text) == [bad.fault.text])
        let challenge = try #require(refusal.fields[.wwwAuthenticate])
        let isOfProofs =
            fields.first?.hasPrefix("DPoP ") == true && bad.fault == .unboundToken || bad.fault == .boundToken
        #expect(challenge.hasPrefix(isOfProofs ? #"DPoP realm="svar", algs="ES256"# : #"Bearer realm="svar""#))
        // The other way to show a token is told too.
        #expect(refusal.fields[values: .wwwAuthenticate].count == 2)
        if bad.fault == .missing {
            #expect(!challenge.contains("error"))
        } else {
            #expect(challenge.contains(#"error_description="\#(bad.fault.text)""#))
        }
        // Nothing of the token is told back.
        for part in fields.joined(separator: ".").split(separator: ".") where part.utf8.count > 20 {
            #expect(!challenge.contains(part) && !refusal.issues.contains { $0.text.contains(part) })
        }
        // And nothing is remembered: it is refused again.
        #expect(try await fixture.refusal(fields)?.status == 401)
    }

    @Test func theTokenThatTheTableSpoilsIsTaken() async throws {
        #expect(try await CallerFixture().caller(TestIssuer.token()).role == .personnel)
    }

    @Test(arguments: TokenFault.allCases) func aReasonFitsItsHeaderField(_ fault: TokenFault) {
        // RFC 6750 §3: printable ASCII but quotes and backslashes.
        #expect(fault.text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
    }

    @Test(arguments: [
        ("ES256", "ec", TestIssuer.p256), ("RS256", "rsa", TestIssuer.rsa), ("PS256", "rsa", TestIssuer.rsa),
    ]) func eachAlgorithmIsTaken(_ algorithm: String, _ kid: String, _ key: TestIssuer.Key) async throws {
        let header = TestIssuer.header.with(["alg": .string(algorithm), "kid": .string(kid)])
        #expect(try await CallerFixture().caller(TestIssuer.token(header: header, key: key)).role == .personnel)
    }

    @Test(arguments: ["at+jwt", "AT+JWT", "application/at+jwt", "JWT", nil])
    func eachTypeOfAnAccessTokenIsTaken(_ type: String?) async throws {
        let header = TestIssuer.header.with(["typ": type.map { .string($0) }])
        #expect(try await CallerFixture().caller(TestIssuer.token(header: header)).role == .personnel)
    }

    @Test(arguments: ["Bearer ", "bearer ", "BEARER ", "Bearer   "]) func theSchemeIsReadInAnyCase(_ scheme: String)
        async throws
    {
        #expect(try await CallerFixture().caller([scheme + TestIssuer.token()]).role == .personnel)
    }

    /// A clock may be wrong by ten seconds, and no more.
    @Test(
        arguments: [
            (["exp": -9], true), (["exp": -10], false), (["nbf": 10], true), (["nbf": 11], false),
        ] as [([String: Int64], Bool)]
    ) func clocksMayDifferByTenSeconds(_ change: [String: Int64], _ isTaken: Bool) async throws {
        var claims = TestIssuer.claims
        for (name, seconds) in change { claims[name] = JSONValue(TestIssuer.time + seconds) }
        #expect(try await (CallerFixture().refusal(TestIssuer.token(claims)) == nil) == isTaken)
    }

    @Test(arguments: ["1790000060", "1790000060.5", "1.79000006e9"]) func aTimeIsAnyNumber(_ lexeme: String)
        async throws
    {
        let claims = TestIssuer.claims.with(["exp": .number(lexeme)])
        let fixture = CallerFixture()
        let token = try TestIssuer.token(claims)
        #expect(try await fixture.refusal(token) == nil)
        fixture.place.pass(71)
        #expect(try await fixture.refusal(token)?.issues.first?.code == .expired)
    }
}
