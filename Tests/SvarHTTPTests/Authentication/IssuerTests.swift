import SvarHTTP
import SvarJSON
import SvarServices
import Testing

/// Several issuers, and what they say of themselves.
struct IssuerTests {
    private static let other = "https://other.example.org"

    /// Two issuers, each with its place of keys.
    private struct Two {
        let places: [KeyPlace]
        let callers: TokenCallers

        init(_ keySets: [[UInt8]?]) {
            let places = keySets.map { KeyPlace($0, .open) }
            self.places = places
            let rings = places.map { place in
                KeyRing(KeyRing.Settings(), now: { places[0].now }, fetch: { try await place.fetch() })
            }
            callers = TokenCallers(
                TokenCallers.Settings(audience: TestIssuer.audience),
                issuers: [
                    TokenCallers.Issuer(TestIssuer.name, keys: rings[0]),
                    TokenCallers.Issuer(IssuerTests.other, keys: rings[1]),
                ],
                participants: { .open },
                now: { places[0].now }
            )
        }

        func fault(_ token: String) async throws -> String? {
            try await CallerFixture(places[0], callers).refusal(token)?.reason
        }
    }

    private static let mine = Result { try TestIssuer.token() }
    private static func theirs(_ kid: String, issuer: String = other) throws -> String {
        try TestIssuer.token(
            TestIssuer.claims.with(["iss": .string(issuer)]),
            header: TestIssuer.header.with(["kid": .string(kid)]),
            key: TestIssuer.otherP256
        )
    }

    @Test func eachIssuersTokensAreTakenWithItsOwnKeys() async throws {
        let two = Two([
            TestIssuer.keySet([try TestIssuer.p256.jwk("ec")]),
            TestIssuer.keySet([try TestIssuer.otherP256.jwk("two")]),
        ])
        #expect(try await two.fault(Self.mine.get()) == nil)
        #expect(try await two.fault(Self.theirs("two")) == nil)
        // One issuer's key makes no token of the other's, remembered or not.
        for _ in 0..<2 {
            #expect(try await two.fault(Self.theirs("two", issuer: TestIssuer.name)) == "wrongIssuer")
        }
        #expect(try await two.fault(Self.theirs("two", issuer: "https://third.example.org")) == "wrongIssuer")
    }

    /// The name of a key says nothing of whose it is.
    @Test func twoIssuersMayUseOneNameOfAKey() async throws {
        let two = Two([
            TestIssuer.keySet([try TestIssuer.p256.jwk("ec")]), TestIssuer.keySet([try TestIssuer.otherP256.jwk("ec")]),
        ])
        #expect(try await two.fault(Self.mine.get()) == nil)
        #expect(try await two.fault(Self.theirs("ec")) == nil)
        #expect(try await two.fault(Self.theirs("ec", issuer: TestIssuer.name)) == "wrongIssuer")
    }

    /// One that cannot be reached stops no other; its own get 503, since it is not their fault.
    @Test func anIssuerWithoutKeysHoldsUpItsOwnAlone() async throws {
        let two = Two([TestIssuer.keySet([try TestIssuer.p256.jwk("ec")]), nil])
        #expect(try await two.fault(Self.mine.get()) == nil)
        #expect(try await two.fault(Self.theirs("two")) == "keysUnavailable")
        two.places[1].publish(TestIssuer.keySet([try TestIssuer.otherP256.jwk("two")]))
        two.places[0].pass(10)
        #expect(try await two.fault(Self.theirs("two")) == nil)
        #expect(try await two.fault(Self.theirs("three")) == "unknownKey")
    }

    @Test(
        arguments: [
            (#"{"issuer":"https://sts.example.org","jwks_uri":"https://sts.example.org/k"}"#, nil),
            (#"{"issuer":"https://sts.example.org","jwks_uri":"http://127.0.0.1:1/k"}"#, nil),
            (#"{"issuer":"https://sts.example.org/","jwks_uri":"https://sts.example.org/k"}"#, .otherIssuer),
            (#"{"jwks_uri":"https://sts.example.org/k"}"#, .otherIssuer),
            (#"{"issuer":"https://sts.example.org","jwks_uri":"http://sts.example.org/k"}"#, .noKeyAddress),
            (#"{"issuer":"https://sts.example.org","jwks_uri":"file:///etc/keys"}"#, .noKeyAddress),
            (#"{"issuer":"https://sts.example.org","jwks_uri":"https://u@sts.example.org/k"}"#, .noKeyAddress),
            (#"{"issuer":"https://sts.example.org"}"#, .noKeyAddress),
            ("[]", .notMetadata), ("", .notMetadata),
        ] as [(String, IssuerMetadata.Fault?)]
    )
    func metadataAreTakenFromWhoWasAsked(_ text: String, _ fault: IssuerMetadata.Fault?) {
        let result = Result { () throws(IssuerMetadata.Fault) in
            try IssuerMetadata(Array(text.utf8), of: "https://sts.example.org")
        }
        if let fault {
            #expect(throws: fault) { try result.get() }
        } else {
            #expect((try? result.get())?.keySetAddress.hasSuffix("/k") == true)
        }
    }

    @Test(arguments: ["https://sts.example.org", "https://sts.example.org/"]) func metadataAreAtTheWellKnownPlace(
        _ issuer: String
    ) {
        #expect(IssuerMetadata.address(of: issuer) == "https://sts.example.org/.well-known/openid-configuration")
    }
}
