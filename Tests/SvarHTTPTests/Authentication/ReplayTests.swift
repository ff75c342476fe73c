import HTTPTypes
import SvarFHIR
import SvarHTTP
import SvarJSON
import Testing

/// A proof is good for one request; what happens where more are used than are remembered; nonces.
struct ReplayTests {
    private let client = TestClient()

    private func refusal(
        _ fixture: CallerFixture,
        _ token: String,
        _ proof: String,
        path: String = "/v1/fhir/Patient/1"
    ) async throws -> HTTPRefusal? {
        try await fixture.refusal(["DPoP " + token], path: path, proofs: [proof])
    }

    @Test func aProofIsTakenOnce() async throws {
        let fixture = CallerFixture()
        let token = try client.token()
        let proof = try client.proof(token)
        #expect(try await refusal(fixture, token, proof) == nil)
        for second in 0...15 {
            let expected: ProofFault = second <= 15 ? .replayedProof : .oldProof
            #expect(try await refusal(fixture, token, proof)?.issues.map(\.text) == [expected.text], "\(second)")
            fixture.place.pass(1)
        }
        #expect(try await refusal(fixture, token, proof)?.issues.map(\.text) == [ProofFault.oldProof.text])
    }

    /// The longest that a proof can live: made five seconds ahead, used at once and at its last moment.
    @Test func aProofFromAheadIsRememberedToItsEnd() async throws {
        let fixture = CallerFixture()
        let token = try client.token()
        let proof = try client.proof(token, ["iat": JSONValue(TestIssuer.time + 5)])
        #expect(try await refusal(fixture, token, proof) == nil)
        fixture.place.pass(20)
        #expect(try await refusal(fixture, token, proof)?.issues.map(\.text) == [ProofFault.replayedProof.text])
        fixture.place.pass(1)
        #expect(try await refusal(fixture, token, proof)?.issues.map(\.text) == [ProofFault.oldProof.text])
    }

    @Test func ofManyAtOnceOneIsTaken() async throws {
        let fixture = CallerFixture()
        let token = try client.token()
        let proof = try client.proof(token)
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { try await self.refusal(fixture, token, proof) == nil } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 1)
    }

    /// Another signature over the same `jti` is a replay too; another key's is not.
    @Test func anIdIsUsedOncePerKey() async throws {
        let fixture = CallerFixture()
        let token = try client.token()
        let id: JSONValue = .string("same")
        #expect(try await refusal(fixture, token, client.proof(token, ["jti": id])) == nil)
        let again = try client.proof(token, ["jti": id, "iat": JSONValue(TestIssuer.time + 1)])
        #expect(try await refusal(fixture, token, again)?.issues.map(\.text) == [ProofFault.replayedProof.text])
        let other = TestClient(TestIssuer.p256)
        let theirs = try other.token()
        #expect(try await refusal(fixture, theirs, other.proof(theirs, ["jti": id])) == nil)
    }

    /// One key at its bound waits, another goes on; nothing is forgotten early, and all is forgotten in the end.
    @Test func atItsBoundAKeyWaits() async throws {
        var settings = ProofSettings.ofTests
        settings.rememberedOfAKey = 3
        settings.remembered = 5
        let fixture = CallerFixture(proofs: settings)
        let token = try client.token()
        let other = TestClient(TestIssuer.p256)
        let theirs = try other.token()
        let used = try (0..<3).map { _ in try client.proof(token) }
        for proof in used { #expect(try await refusal(fixture, token, proof) == nil) }
        let full = try #require(try await refusal(fixture, token, client.proof(token)))
        #expect(full.status == 503)
        #expect(full.fields[.retryAfter] == "5")
        for _ in 0..<2 { #expect(try await refusal(fixture, theirs, other.proof(theirs)) == nil) }
        #expect(try await refusal(fixture, theirs, other.proof(theirs))?.status == 503)
        for proof in used { #expect(try await refusal(fixture, token, proof)?.status == 401) }
        fixture.place.pass(16)
        let later: JSONValue = JSONValue(TestIssuer.time + 16)
        #expect(try await refusal(fixture, token, client.proof(token, ["iat": later])) == nil)
        #expect(fixture.callers.rememberedProofs == 1)
    }

    /// A clock that is set back lets nothing be used again.
    @Test func aClockSetBackForgetsNothing() async throws {
        let fixture = CallerFixture()
        let token = try client.token()
        let proof = try client.proof(token)
        #expect(try await refusal(fixture, token, proof) == nil)
        fixture.place.pass(100)
        let later = try client.proof(token, ["iat": JSONValue(TestIssuer.time + 100)])
        #expect(try await refusal(fixture, token, later) == nil)
        fixture.place.pass(-100)
        #expect(try await refusal(fixture, token, proof)?.issues.map(\.text) == [ProofFault.replayedProof.text])
    }

    /// RFC 9449 §9: the answer gives a nonce, and a proof with it is taken for some minutes.
    @Test func aServerMayAskForANonce() async throws {
        var settings = ProofSettings.ofTests
        settings.needsNonce = true
        let fixture = CallerFixture(proofs: settings)
        let token = try client.token()
        var seconds: Int64 = 0
        func proof(_ nonce: JSONValue?) throws -> String {
            try client.proof(token, ["nonce": nonce, "iat": JSONValue(TestIssuer.time + seconds)])
        }
        let asked = try #require(try await refusal(fixture, token, proof(nil)))
        #expect(asked.status == 401)
        #expect(asked.fields[.wwwAuthenticate]?.contains(#"error="use_dpop_nonce""#) == true)
        let nonce = try #require(asked.fields[.init("DPoP-Nonce")!])
        #expect(try await refusal(fixture, token, proof(.string(nonce))) == nil)
        let wrong = try #require(try await refusal(fixture, token, proof(.string(nonce + "A"))))
        #expect(wrong.fields[.init("DPoP-Nonce")!] == nonce)
        fixture.place.pass(299)
        seconds = 299
        #expect(try await refusal(fixture, token, proof(.string(nonce))) == nil)
        fixture.place.pass(301)
        seconds = 600
        let next = try #require(try await refusal(fixture, token, proof(.string(nonce))))
        #expect(next.fields[.init("DPoP-Nonce")!] != nonce)
        // Another server's nonce is none here.
        #expect(
            try await refusal(CallerFixture(proofs: settings), token, client.proof(token, ["nonce": .string(nonce)]))
                != nil
        )
        // Where none is asked for, one does no harm.
        #expect(try await refusal(CallerFixture(), token, client.proof(token, ["nonce": .string("x")])) == nil)
    }

    /// The national shape takes proofs alone, and says so.
    @Test func theNationalShapeTakesNoBearerToken() async throws {
        let path = "/pps/v2/Observation/_search"
        let fixture = CallerFixture()
        let bearer = try #require(try await fixture.refusal(TestIssuer.token(), method: .post, path: path))
        #expect(bearer.status == 401)
        #expect(bearer.issues.map(\.text) == [TokenFault.bearerNotTaken.text])
        let challenges = bearer.fields[values: .wwwAuthenticate]
        #expect(challenges.count == 1 && challenges[0].hasPrefix("DPoP "))
        let nobody = try #require(try await fixture.refusal([], method: .post, path: path))
        #expect(nobody.fields[values: .wwwAuthenticate].allSatisfy { $0.hasPrefix("DPoP ") && !$0.contains("error") })
        let token = try client.token()
        let proof = try client.proof(
            token,
            ["htm": .string("POST"), "htu": .string("https://svar.example.org/pps/v2/Observation/_search")]
        )
        #expect(try await fixture.refusal(["DPoP " + token], method: .post, path: path, proofs: [proof]) == nil)
        // The key beside a store of the demo may do without.
        let demo = CallerFixture(maybeBearerEverywhere: true)
        #expect(try await demo.refusal(TestIssuer.token(), method: .post, path: path) == nil)
        #expect(try await demo.refusal(client.token(), method: .post, path: path) != nil)
    }
}
