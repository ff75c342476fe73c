import SvarDomain
import SvarServices
import SvarStore
import SvarSync
import SvarTesting
import Synchronization
import Testing

struct RoundTests {
    private static let caller = ReplicaFixture.clinic

    @Test func aReplicaThatHasNothingIsSentEverythingOfItsScope() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        try await fixture.person("p2", reports: ["c"])
        try await fixture.person("other", reports: ["x"])
        let id = try await fixture.enrol(following: ["p1", "p2"])
        let lines = try #require(try await fixture.delta(id))
        #expect(lines.begin?.mode == .snapshot && lines.begin?.from == .zero)
        #expect(try lines.put.sorted() == ["a", "b", "c"])
        #expect(lines.persons.count == 2 && lines.denied.isEmpty)
        #expect(lines.end?.count == 3 && lines.end?.more == false)
        let total = try await fixture.store.total(
            of: #require(try await fixture.store.replica(id: id)).key,
            at: fixture.store.head()
        )
        #expect(lines.end?.digest == total.digest)
    }

    @Test func onlyWhatChangedComesThen() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1", reports: ["a", "b"])
        let unit = try await fixture.add("c", to: person)
        let id = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(id)
        #expect(try await fixture.delta(id, token) == nil)
        try await fixture.write("c", "v2", to: unit)
        try await fixture.add("d", to: person)
        let lines = try #require(try await fixture.delta(id, token))
        #expect(try lines.put.sorted() == ["c", "d"])
        #expect(lines.begin?.mode == .delta && lines.end?.count == 4)
        try await fixture.write("c", "v3", to: unit, isHeld: true)
        let later = try #require(try await fixture.delta(id, lines.end?.token))
        #expect(later.denied.map(\.cause) == [.withdrawn] && later.puts.isEmpty && later.end?.count == 3)
        // From the older token too: a change that was taken back is not sent first.
        let both = try #require(try await fixture.delta(id, token))
        #expect(try both.put == ["d"])
        #expect(both.denied.count == 1)
    }

    /// However an answer is cut, the parts say what the whole says.
    @Test(arguments: 1...7) func aRoundInPartsSaysTheSame(_ limit: Int) async throws {
        let fixture = ReplicaFixture { $0.pageUnits = 3 }
        for number in 0..<4 {
            try await fixture.person("p\(number)", reports: (0..<4).map { "r\(number)\($0)" })
        }
        let id = try await fixture.enrol(following: (0..<4).map { "p\($0)" })
        let whole = try #require(try await fixture.delta(id))
        #expect(whole.pages.count > 1)
        var parts: [Lines] = []
        var token: String?
        repeat {
            let part = try #require(try await fixture.delta(id, token, limit: limit))
            #expect(part.puts.count <= limit)
            #expect(
                part.begin
                    == whole.begin.map { begin in
                        var begin = begin
                        begin.estimate = part.begin?.estimate
                        return begin
                    }
            )
            token = part.pageTokens.last
            parts.append(part)
        } while parts.last?.end == nil
        #expect(parts.flatMap(\.puts) == whole.puts)
        #expect(parts.flatMap(\.persons) == whole.persons)
        #expect(parts.last?.end?.digest == whole.end?.digest && parts.last?.end?.count == 16)
        // The last page's token leads to the end alone.
        let end = try #require(try await fixture.delta(id, whole.pageTokens.last))
        #expect(end.puts.isEmpty && end.end?.digest == whole.end?.digest)
    }

    @Test func whatChangesDuringARoundIsOfTheNextOne() async throws {
        let fixture = ReplicaFixture { $0.pageUnits = 2 }
        let person = try await fixture.person("p1", reports: ["a", "b", "c"])
        let unit = try await fixture.add("d", to: person)
        let id = try await fixture.enrol(following: ["p1"])
        let first = try #require(try await fixture.delta(id, limit: 2))
        try await fixture.write("d", "v2", to: unit)
        try await fixture.add("e", to: person)
        let rest = try #require(try await fixture.delta(id, first.pageTokens.last))
        #expect(try rest.put == ["c", "d"])
        let digest = try await fixture.store.total(
            of: #require(try await fixture.store.replica(id: id)).key,
            at: fixture.store.head()
        ).digest
        #expect(rest.end?.count == 4 && rest.end?.more == true && rest.end?.digest != digest)
        let next = try #require(try await fixture.delta(id, rest.end?.token))
        #expect(try next.put.sorted() == ["d", "e"])
        #expect(next.end?.digest == digest && next.end?.more == false)
    }

    /// A denial during a round stands first on its next page, whoever's page it is.
    @Test func aDenialDoesNotWaitForItsPage() async throws {
        let fixture = ReplicaFixture { $0.pageUnits = 1 }
        let person = try await fixture.person("p1")
        let first = try await fixture.add("a", to: person)
        try await fixture.add("b", to: person)
        let last = try await fixture.add("c", to: person)
        let id = try await fixture.enrol(following: ["p1"])
        let part = try #require(try await fixture.delta(id, limit: 1))
        #expect(try part.put == ["a"])
        try await fixture.write("a", "v2", to: first, isHeld: true)
        try await fixture.write("c", "v2", to: last, isHeld: true)
        let rest = try #require(try await fixture.delta(id, part.pageTokens.last))
        #expect(try rest.put == ["b"])
        guard case .deny = rest.all[1], case .deny = rest.all[2] else {
            Issue.record("the page does not begin with the denials")
            return
        }
        #expect(Set(rest.denied.map(\.unit)).count == 2)
    }

    // MARK: The log of use

    @Test func whatIsSentIsWrittenDownByPersonAndPageBefore() async throws {
        let fixture = ReplicaFixture { $0.pageUnits = 3 }
        let one = try await fixture.person("p1")
        let two = try await fixture.person("p2")
        var units: [UnitKey] = []
        for (report, person) in [("a", one), ("b", one), ("c", two), ("d", two)] {
            units.append(try await fixture.add(report, to: person))
        }
        let id = try await fixture.enrol(following: ["p1", "p2"])
        guard case .round(var round) = try await fixture.service.delta(id, token: nil, limit: .max, caller: Self.caller)
        else { throw Lines.Missing() }
        #expect(fixture.access.rows.isEmpty)
        _ = try await round.next()
        #expect(fixture.access.rows.map(\.person) == [one, two])
        _ = try await round.next()
        #expect(round.isOver)
        let rows = fixture.access.rows
        #expect(rows.map(\.person) == [one, two, two])
        #expect(rows.map(\.units) == [[units[0], units[1]], [units[2]], [units[3]]])
        #expect(rows.allSatisfy { $0.action == .sync && $0.actor == Self.caller.actor && $0.outcome == .permitted })
    }

    @Test func nothingIsSentThatCannotBeWrittenDown() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a"])
        let id = try await fixture.enrol(following: ["p1"])
        fixture.access.before { throw SvarError(.storeFull, "full") }
        await #expect(throws: SvarError.self) { try await fixture.delta(id) }
        #expect(try await fixture.delta(id)?.put == ["a"])
    }

    /// What was closed while the rows were written is not sent.
    @Test func whatIsClosedMeanwhileIsDeniedAndNotPut() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1", reports: ["a"])
        let unit = try await fixture.add("b", to: person)
        let id = try await fixture.enrol(following: ["p1"])
        fixture.access.before { try await fixture.write("b", "v2", to: unit, isHeld: true) }
        let lines = try #require(try await fixture.delta(id))
        #expect(try lines.put == ["a"])
        #expect(lines.denied.count == 1)
        #expect(lines.end?.count == 2 && lines.end?.more == true)
        #expect(!lines.pages.joined().contains(#""id":"b""#))
    }

    @Test func aScopeThatEndsMeanwhileTakesAllWithIt() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        let id = try await fixture.enrol(following: ["p1"])
        fixture.access.before { try await fixture.follow([], id) }
        let lines = try #require(try await fixture.delta(id))
        #expect(lines.puts.isEmpty && lines.denied.count == 2)
    }

    /// Changes that deny nothing do not keep a page from being sent.
    @Test func aPageIsSentThoughMoreComesAllTheTime() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1", reports: ["a"])
        let id = try await fixture.enrol(following: ["p1"])
        fixture.access.before { try await fixture.add("b", to: person) }
        let lines = try #require(try await fixture.delta(id))
        #expect(try lines.put == ["a"])
        #expect(lines.end?.more == true)
        #expect(fixture.access.rows.count == 1)
    }

    // MARK: Manifest and reconcile

    @Test func theManifestHasEveryPersonOfTheScope() async throws {
        let fixture = ReplicaFixture()
        try await fixture.person("p1", reports: ["a", "b"])
        try await fixture.person("p2")
        try await fixture.person("other", reports: ["x"])
        let id = try await fixture.enrol(following: ["p1", "p2"])
        let manifest = try await fixture.service.manifest(id, caller: Self.caller)
        #expect(manifest.rows.map(\.count).sorted() == [0, 2] && manifest.count == 2)
        #expect(manifest.rows.map(\.person) == manifest.rows.map(\.person).sorted())
        let end = try await fixture.delta(id)?.end
        #expect(manifest.digest == end?.digest)
        #expect(try await fixture.delta(id, manifest.token) == nil)
        #expect(fixture.access.rows.first?.action == .sync)
    }

    @Test func reconcilingSendsThePersonsNamedAsOfTheManifest() async throws {
        let fixture = ReplicaFixture { $0.pageUnits = 1 }
        let one = try await fixture.person("p1", reports: ["a", "b"])
        try await fixture.person("p2", reports: ["c"])
        let other = try await fixture.person("other", reports: ["x"])
        let id = try await fixture.enrol(following: ["p1", "p2"])
        let manifest = try await fixture.service.manifest(id, caller: Self.caller)
        try await fixture.add("later", to: one)
        let keys = try await fixture.store.wireKeys(of: [one, other])
        func reconcile(_ token: String, limit: Int = .max) async throws -> Lines {
            try await Lines(
                fixture.service.reconcile(id, token: token, persons: keys, limit: limit, caller: Self.caller)
            )
        }
        let lines = try await reconcile(manifest.token)
        #expect(try lines.put == ["a", "b"])
        #expect(lines.begin?.mode == .reconcile && lines.persons.allSatisfy { $0.person == keys[0] })
        #expect(lines.end?.count == 3 && lines.end?.digest == manifest.digest && lines.end?.more == true)
        // In parts, and what the end's token then leads to.
        let part = try await reconcile(manifest.token, limit: 1)
        let rest = try await reconcile(try #require(part.pageTokens.last))
        #expect(part.puts + rest.puts == lines.puts)
        #expect(try await fixture.delta(id, lines.end?.token)?.put == ["later"])
        #expect(try await fixture.delta(id, manifest.token)?.put == ["later"])
    }

    @Test func denialsSinceTheManifestComeWithTheReconciling() async throws {
        let fixture = ReplicaFixture()
        let one = try await fixture.person("p1", reports: ["a"])
        let two = try await fixture.person("p2")
        let unit = try await fixture.add("b", to: two)
        let id = try await fixture.enrol(following: ["p1", "p2"])
        let manifest = try await fixture.service.manifest(id, caller: Self.caller)
        try await fixture.write("b", "v2", to: unit, isHeld: true)
        let keys = try await fixture.store.wireKeys(of: [one])
        let round = try await fixture.service.reconcile(
            id,
            token: manifest.token,
            persons: keys,
            limit: .max,
            caller: Self.caller
        )
        let lines = try await Lines(round)
        #expect(try lines.put == ["a"])
        #expect(lines.denied.count == 1)
    }
}
