import HTTPTypes
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import Testing

/// Keys that come, go and cannot be had.
struct RotationTests {
    private static let token = Result { try TestIssuer.token() }
    private static let newToken = Result {
        try TestIssuer.token(header: TestIssuer.header.with(["kid": .string("new")]), key: TestIssuer.otherP256)
    }
    private static func set(_ keys: [(String, TestIssuer.Key)]) throws -> [UInt8] {
        TestIssuer.keySet(try keys.map { try $0.1.jwk($0.0) })
    }

    @Test func aNewKeyIsFoundWhenATokenNamesIt() async throws {
        let fixture = CallerFixture()
        #expect(try await fixture.refusal(Self.token.get()) == nil)
        fixture.place.publish(try Self.set([("ec", TestIssuer.p256), ("new", TestIssuer.otherP256)]))
        fixture.place.pass(10)
        #expect(try await fixture.refusal(Self.newToken.get()) == nil)
        #expect(fixture.place.fetchCount == 2)
        #expect(try await fixture.refusal(Self.token.get()) == nil)
        #expect(fixture.place.fetchCount == 2)
    }

    @Test func unknownKeysCauseOneFetchInTenSeconds() async throws {
        let fixture = CallerFixture()
        try await fixture.ring.refresh()
        for _ in 0..<9 {
            fixture.place.pass(1)
            #expect(try await fixture.refusal(Self.newToken.get())?.status == 401)
        }
        #expect(fixture.place.fetchCount == 1)
        fixture.place.pass(1)
        for _ in 0..<20 { #expect(try await fixture.refusal(Self.newToken.get())?.status == 401) }
        #expect(fixture.place.fetchCount == 2)
    }

    @Test func manyWhoMeetTheNewKeyAtOnceShareOneFetch() async throws {
        let fixture = CallerFixture()
        try await fixture.ring.refresh()
        fixture.place.publish(try Self.set([("new", TestIssuer.otherP256)]))
        fixture.place.pass(10)
        let token = try Self.newToken.get()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { try await fixture.refusal(token) == nil } }
            for try await isTaken in group { #expect(isTaken) }
        }
        #expect(fixture.place.fetchCount == 2)
    }

    @Test func aKeyThatIsGoneTakesItsTokensWithItAlsoRememberedOnes() async throws {
        let fixture = CallerFixture()
        #expect(try await fixture.refusal(Self.token.get()) == nil)
        fixture.place.publish(try Self.set([("new", TestIssuer.otherP256)]))
        try await fixture.ring.refresh()
        #expect(try await fixture.refusal(Self.token.get())?.status == 401)
    }

    @Test func anotherKeyOfTheSameNameDoesNotInheritRememberedTokens() async throws {
        let fixture = CallerFixture()
        #expect(try await fixture.refusal(Self.token.get()) == nil)
        fixture.place.publish(try Self.set([("ec", TestIssuer.otherP256)]))
        try await fixture.ring.refresh()
        let refusal = try #require(try await fixture.refusal(Self.token.get()))
        #expect(refusal.issues.map(\.text) == [TokenFault.wrongSignature.text])
    }

    @Test func rememberedTokensOutliveARotationThatKeepsTheirKey() async throws {
        let fixture = CallerFixture()
        #expect(try await fixture.refusal(Self.token.get()) == nil)
        fixture.place.publish(try Self.set([("ec", TestIssuer.p256), ("new", TestIssuer.otherP256)]))
        try await fixture.ring.refresh()
        #expect(try await fixture.refusal(Self.token.get()) == nil)
    }

    @Test func aFailingFetchKeepsTheKeysUntilTheyAreAnHourOld() async throws {
        let fixture = CallerFixture()
        let token = try TestIssuer.token(TestIssuer.claims.with(["exp": JSONValue(TestIssuer.time + 100_000)]))
        #expect(try await fixture.refusal(token) == nil)
        fixture.place.publish(nil)
        fixture.place.pass(3_599)
        await #expect(throws: KeyPlace.FetchFailed.self) { try await fixture.ring.refresh() }
        #expect(try await fixture.refusal(token) == nil)
        fixture.place.pass(1)
        let refusal = try #require(try await fixture.refusal(token))
        #expect(refusal.status == 503)
        #expect(refusal.fields[.retryAfter] == "10")
        // They come back: within ten seconds of the last try nothing is fetched, then they are.
        fixture.place.publish(TestIssuer.usual)
        #expect(try await fixture.refusal(token)?.status == 503)
        fixture.place.pass(10)
        #expect(try await fixture.refusal(token) == nil)
    }

    @Test(arguments: [
        ("", KeySet.Fault.notAKeySet), ("[]", .notAKeySet), (#"{"keys":{}}"#, .notAKeySet),
        (#"{"keys":[]}"#, .noUsableKey),
        (#"{"keys":[{"kty":"oct","kid":"s","k":"c2VjcmV0","alg":"HS256"}]}"#, .noUsableKey),
    ]) func aSetThatIsNoneLeavesTheKeysAsTheyWere(_ text: String, _ fault: KeySet.Fault) async throws {
        let fixture = CallerFixture()
        try await fixture.ring.refresh()
        fixture.place.publish(Array(text.utf8))
        await #expect(throws: fault) { try await fixture.ring.refresh() }
        #expect(try await fixture.refusal(Self.token.get()) == nil)
    }

    @Test func aPrivateKeyInTheSetIsRefused() async throws {
        let set = TestIssuer.keySet([try TestIssuer.p256.jwk("ec", ["d": .string("AA")])])
        await #expect(throws: KeySet.Fault.privateKey) { try await CallerFixture(keySet: set).ring.refresh() }
    }

    @Test func twoKeysOfOneNameAreRefused() async throws {
        let set = try Self.set([("ec", TestIssuer.p256), ("ec", TestIssuer.otherP256)])
        await #expect(throws: KeySet.Fault.sameName) { try await CallerFixture(keySet: set).ring.refresh() }
    }

    @Test func oneNameForTwoKindsOfKeyIsFine() async throws {
        let fixture = CallerFixture(keySet: try Self.set([("k", TestIssuer.p256), ("k", TestIssuer.rsa)]))
        for (algorithm, key) in [("ES256", TestIssuer.p256), ("RS256", TestIssuer.rsa), ("PS256", TestIssuer.rsa)] {
            let header = TestIssuer.header.with(["alg": .string(algorithm), "kid": .string("k")])
            #expect(try await fixture.refusal(TestIssuer.token(header: header, key: key)) == nil)
        }
    }

    /// Keys that are there but not for this: passed over, while the usable one beside them serves.
    @Test(
        arguments: [
            ["use": .string("enc")], ["key_ops": .array([.string("encrypt")])], ["alg": .string("ES384")],
            ["alg": .string("RS256")], ["crv": .string("P-384")], ["kty": .string("OKP")], ["x": .string("AA")],
            ["y": .string("")], ["x": .string(String(repeating: "A", count: 43))], ["x": nil], ["kid": nil],
            ["kid": .string("")],
        ] as [[String: JSONValue?]]
    ) func aKeyForSomethingElseIsPassedOver(_ changes: [String: JSONValue?]) async throws {
        var key = try TestIssuer.otherP256.jwk("other")
        for (name, value) in changes { key[name] = value }
        let fixture = CallerFixture(keySet: TestIssuer.keySet([key, try TestIssuer.p256.jwk("ec")]))
        #expect(try await fixture.refusal(Self.token.get()) == nil)
        let header = TestIssuer.header.with(["kid": .string("other")])
        let token = try TestIssuer.token(header: header, key: TestIssuer.otherP256)
        #expect(try await fixture.refusal(token)?.status == 401)
    }

    @Test func aKeyWithOneAlgorithmServesThatAlone() async throws {
        let key = try TestIssuer.rsa.jwk("rsa", ["alg": .string("PS256"), "use": .string("sig")])
        let fixture = CallerFixture(keySet: TestIssuer.keySet([key]))
        for (algorithm, status) in [("PS256", nil), ("RS256", 401)] as [(String, Int?)] {
            let header = TestIssuer.header.with(["alg": .string(algorithm), "kid": .string("rsa")])
            #expect(try await fixture.refusal(TestIssuer.token(header: header, key: TestIssuer.rsa))?.status == status)
        }
    }

    @Test func aDevelopmentKeyIsTakenOnlyWhenAllowed() async throws {
        let key = DevelopmentKey()
        await #expect(throws: KeySet.Fault.developmentKey) {
            try await CallerFixture(keySet: key.keySet).ring.refresh()
        }
        var settings = KeyRing.Settings()
        settings.allowsDevelopmentKey = true
        let fixture = CallerFixture(keySet: key.keySet, ring: settings)
        #expect(try await fixture.refusal(key.token(TestIssuer.claims)) == nil)
        // The file that signs gives the same key again, and never serves as a key set.
        let again = try DevelopmentKey(privateJWK: key.privateJWK)
        #expect(again.keySet == key.keySet)
        let leaked = TestIssuer.keySet([JSONValue(try JSONDocument(key.privateJWK).root)])
        await #expect(throws: KeySet.Fault.privateKey) {
            try await CallerFixture(keySet: leaked, ring: settings).ring.refresh()
        }
    }

    /// A development key that turns up later in the issuer's set does not get in.
    @Test func aDevelopmentKeyDoesNotComeInByRotation() async throws {
        let fixture = CallerFixture()
        try await fixture.ring.refresh()
        let key = DevelopmentKey()
        fixture.place.publish(key.keySet)
        fixture.place.pass(10)
        #expect(try await fixture.refusal(key.token(TestIssuer.claims))?.status == 401)
        #expect(try await fixture.refusal(Self.token.get()) == nil)
    }
}
