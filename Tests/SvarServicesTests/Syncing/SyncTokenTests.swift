import Crypto
import SvarDomain
import SvarServices
import SvarSync
import SvarTesting
import Testing

/// A token leads its replica on and nobody else: what was changed, is another's or is of another time is a typed fault,
/// never data.
struct SyncTokenTests {
    private static func fixture() async throws -> (ReplicaFixture, id: String, token: String) {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a", "b", "c"])
        let id = try await fixture.enrol(following: ["p1"])
        return (fixture, id, try await fixture.token(id))
    }

    @Test func theSameTokenMayBeUsedAgainAndAgain() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let person = try #require(try await fixture.store.person(patient: "p1"))
        #expect(try await fixture.delta(id, token) == nil)
        try await fixture.add("d", to: person)
        let first = try #require(try await fixture.delta(id, token))
        let second = try #require(try await fixture.delta(id, token))
        #expect(try first.put == ["d"])
        #expect(try second.put == ["d"])
        #expect(first.begin == second.begin)
    }

    @Test func everyTokenHasTheSameLengthAndTellsNothing() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let round = try #require(try await fixture.delta(id, limit: 1))
        let manifest = try await fixture.service.manifest(id, caller: ReplicaFixture.clinic)
        let tokens = [token, manifest.token] + round.pageTokens + [try await fixture.token(id)]
        for token in tokens {
            #expect(token.utf8.count == 200)
            #expect(!token.contains(id))
        }
        #expect(Set(tokens).count == tokens.count)
    }

    @Test func aTokenWithAnyBitChangedIsMalformed() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let bytes = try #require(Base64URL.decode(token.utf8))
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(try await fixture.fault(id, Base64URL.encode(changed)) == .tokenMalformed, "bit \(bit)")
        }
    }

    @Test(arguments: ["", "A", "token", "=", "AAAA", "\u{0}", String(repeating: "A", count: 200)])
    func whatIsNoTokenIsMalformed(_ token: String) async throws {
        let (fixture, id, _) = try await Self.fixture()
        #expect(try await fixture.fault(id, token) == .tokenMalformed)
    }

    @Test func partsAndExtensionsOfATokenAreMalformed() async throws {
        let (fixture, id, token) = try await Self.fixture()
        for length in [1, 50, 100, 150, 199] {
            #expect(try await fixture.fault(id, String(token.prefix(length))) == .tokenMalformed)
        }
        for more in ["A", "=", "AAAA", token] { #expect(try await fixture.fault(id, token + more) == .tokenMalformed) }
    }

    @Test func anotherReplicasTokenIsNotTaken() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let other = try await fixture.enrol(following: ["p1"])
        #expect(try await fixture.fault(other, token) == .tokenNotYours)
        #expect(try await fixture.fault(id, try await fixture.token(other)) == .tokenNotYours)
    }

    /// The same replica's name under another client.
    @Test func aTokenIsOfItsClientToo() async throws {
        let (_, id, token) = try await Self.fixture()
        let twin = ReplicaFixture()
        let caller = Caller(role: .replica, id: "", client: "other", organisation: "310000001", request: "r1")
        #expect(try await twin.enrol(caller) == id)
        #expect(try await twin.fault(id, token, caller) == .tokenNotYours)
    }

    @Test func anOlderKeyStillOpensItsTokensAndAnUnknownOneDoesNot() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let keys =
            [1: SymmetricKey(data: ReplicaFixture.secret), 2: SymmetricKey(size: .bits256)] as [UInt8: SymmetricKey]
        let both = fixture.service(tokens: SyncTokens(keys: keys, current: 2))
        #expect(try await fixture.fault(id, token, by: both) == nil)
        let newer = try await both.manifest(id, caller: ReplicaFixture.clinic).token
        #expect(try await fixture.fault(id, newer, by: both) == nil)
        #expect(try await fixture.fault(id, newer) == .tokenMalformed)
        let without = fixture.service(tokens: SyncTokens(keys: [2: SymmetricKey(size: .bits256)], current: 2))
        #expect(try await fixture.fault(id, token, by: without) == .tokenMalformed)
        #expect(try await fixture.fault(id, newer, by: without) == .tokenMalformed)
    }

    /// The store went back in time without a new epoch; or its log went on, and it knows less of the scope.
    @Test func aPlaceThatTheStoreHasNotReachedIsOfAnotherEpoch() async throws {
        let (_, id, token) = try await Self.fixture()
        let behind = ReplicaFixture()
        #expect(try await behind.enrol() == id)
        #expect(try await behind.fault(id, token) == .epochChanged)
        try await behind.person("p1", reports: (0..<9).map { "r\($0)" })
        #expect(try await behind.fault(id, token) == .scopeReset)
    }

    @Test func aRestoredStoreSaysSo() async throws {
        let (_, id, token) = try await Self.fixture()
        let restored = ReplicaFixture(epoch: "second")
        #expect(try await restored.enrol(following: ["p1"]) == id)
        #expect(try await restored.fault(id, token) == .epochChanged)
    }

    @Test func aTokenLeadsSomewhereForNinetyDays() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let page = try #require(try await fixture.delta(id, limit: 1)?.pageTokens.first)
        fixture.clock.move(microseconds: 90 * 86_400_000_000)
        #expect(try await fixture.fault(id, token) == nil)
        #expect(try await fixture.fault(id, page) == nil)
        fixture.clock.move(microseconds: 1_000)
        #expect(try await fixture.fault(id, token) == .tokenExpired)
        #expect(try await fixture.fault(id, page) == .tokenExpired)
    }

    @Test func aTokenThatGrowsOldIsMadeNewThoughNothingChanged() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let person = try #require(try await fixture.store.person(patient: "p1"))
        func renewed(_ token: String) async throws -> String? {
            let reply = try await fixture.service.delta(id, token: token, limit: .max, caller: ReplicaFixture.clinic)
            guard case .unchanged(let renewed) = reply else { throw Lines.Missing() }
            return renewed
        }
        let week: Int64 = 7 * 86_400_000_000
        #expect(try await renewed(token) == nil)
        fixture.clock.move(microseconds: week + 1)
        let second = try #require(try await renewed(token))
        #expect(try await renewed(second) == nil)
        // It says the same, and lives from its own beginning.
        try await fixture.add("d", to: person)
        let (before, after) = (try await fixture.delta(id, token), try await fixture.delta(id, second))
        #expect(before?.begin?.from == after?.begin?.from)
        #expect(try before?.put == ["d"])
        #expect(try after?.put == ["d"])
        fixture.clock.move(microseconds: 12 * week)
        #expect(try await fixture.fault(id, token) == .tokenExpired)
        #expect(try await fixture.fault(id, second) == nil)
    }

    @Test func aTokenOfOneCallIsNotOneOfAnother() async throws {
        let (fixture, id, token) = try await Self.fixture()
        let page = try #require(try await fixture.delta(id, limit: 1)?.pageTokens.first)
        let manifest = try await fixture.service.manifest(id, caller: ReplicaFixture.clinic)
        func reconcile(_ token: String, _ persons: [WireKey]) async throws -> (fault: SyncFault?, token: String?) {
            do {
                let caller = ReplicaFixture.clinic
                let round = try await fixture.service.reconcile(
                    id,
                    token: token,
                    persons: persons,
                    limit: 1,
                    caller: caller
                )
                return (nil, try await Lines(round).pageTokens.first)
            } catch let fault as SyncFault {
                return (fault, nil)
            }
        }
        let persons = manifest.rows.map(\.person)
        #expect(try await reconcile(page, persons).fault == .tokenMalformed)
        #expect(try await reconcile(token, persons).fault == nil)
        let within = try #require(try await reconcile(manifest.token, persons).token)
        #expect(try await fixture.fault(id, within) == .tokenMalformed)
        #expect(try await reconcile(within, []).fault == .tokenMalformed)
        #expect(try await reconcile(within, persons).fault == nil)
        #expect(try await fixture.fault(id, manifest.token) == nil)
    }
}
