import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarSynthetic
import Testing

/// What is remembered of tokens, and tokens that are nearly right.
struct TokenMemoryTests {
    @Test func aRememberedTokenEndsWithItsTime() async throws {
        let fixture = CallerFixture()
        let token = try TestIssuer.token()
        #expect(try await fixture.refusal(token) == nil)
        fixture.place.pass(609)
        #expect(try await fixture.refusal(token) == nil)
        fixture.place.pass(1)
        #expect(try await fixture.refusal(token)?.issues.map(\.text) == [TokenFault.expired.text])
    }

    @Test func atMostSoManyAreRememberedAndAllGoOnWorking() async throws {
        let fixture = CallerFixture(cachedTokens: 10)
        let tokens = try (0..<100).map { try TestIssuer.token(TestIssuer.claims.with(["jti": JSONValue($0)])) }
        for token in tokens + tokens.reversed() { #expect(try await fixture.refusal(token) == nil) }
        #expect(fixture.callers.remembered <= 10)
    }

    @Test func whatIsUsedStaysRemembered() async throws {
        let fixture = CallerFixture(cachedTokens: 10)
        let used = try TestIssuer.token()
        #expect(try await fixture.refusal(used) == nil)
        for number in 0..<50 {
            let token = try TestIssuer.token(TestIssuer.claims.with(["jti": JSONValue(number)]))
            #expect(try await fixture.refusal(token) == nil)
            #expect(try await fixture.refusal(used) == nil)
        }
        #expect(fixture.callers.signatureChecks == 51)
    }

    /// The register is asked each time: who leaves it is out at once, remembered or not.
    @Test func aRememberedTokenDoesNotOutliveItsParticipant() async throws {
        let fixture = CallerFixture(participants: RoleTests.register)
        let token = try TestIssuer.token()
        #expect(try await fixture.refusal(token) == nil)
        fixture.place.participants = ParticipantRegister(participants: [], isOpen: false)
        #expect(try await fixture.refusal(token)?.status == 403)
    }

    /// No byte of a token can be changed, whether the token is remembered or not.
    @Test(arguments: [false, true]) func aTokenChangedInOneByteIsRefused(_ isRemembered: Bool) async throws {
        let fixture = CallerFixture()
        var random = SeededGenerator(seed: 20)
        let header = TestIssuer.header.with(["alg": .string("PS256"), "kid": .string("rsa")])
        for token in [try TestIssuer.token(), try TestIssuer.token(header: header, key: TestIssuer.rsa)] {
            if isRemembered { #expect(try await fixture.refusal(token) == nil) }
            let bytes = Array(token.utf8)
            for place in bytes.indices {
                var changed = bytes
                // Printable, so that it can stand in a field.
                repeat {
                    changed[place] = UInt8.random(in: 0x21...0x7E, using: &random)
                } while changed[place] == bytes[place]
                let text = String(decoding: changed, as: UTF8.self)
                #expect(try await fixture.refusal(text)?.status == 401, "byte \(place) as \(changed[place])")
            }
        }
    }

    /// Bytes taken out, put in, doubled and mixed between tokens: 401, and nothing else happens.
    @Test func mixedTokensAreRefused() async throws {
        let fixture = CallerFixture()
        var random = SeededGenerator(seed: 21)
        let tokens = try ["svar/read", "svar/produce", "svar/export"].map {
            Array(try TestIssuer.token(TestIssuer.claims.with(["scope": .string($0)])).utf8)
        }
        for _ in 0..<2_000 {
            let a = tokens[Int.random(in: 0..<3, using: &random)]
            let b = tokens[Int.random(in: 0..<3, using: &random)]
            let cut = Int.random(in: 0...a.count, using: &random)
            let from = Int.random(in: 0...b.count, using: &random)
            let mixed = Array(a[..<cut] + b[from...])
            if tokens.contains(mixed) { continue }
            #expect(try await fixture.refusal(String(decoding: mixed, as: UTF8.self))?.status == 401)
        }
    }
}
