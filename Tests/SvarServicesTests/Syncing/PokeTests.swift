import SvarDomain
import SvarServices
import SvarSync
import SvarTesting
import Testing

struct PokeTests {
    private static let caller = ReplicaFixture.clinic
    private static let moment = Duration.milliseconds(60)

    private static func fixture() async throws -> (ReplicaFixture, PersonKey, id: String, token: String) {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1", reports: ["a"])
        let id = try await fixture.enrol(following: ["p1"])
        return (fixture, person, id, try await fixture.token(id))
    }

    @Test func aPokeComesWhenThereIsSomethingAndNotBefore() async throws {
        let (fixture, person, id, token) = try await Self.fixture()
        let service = fixture.service
        #expect(try await !service.poke(id, token: token, atMost: Self.moment, caller: Self.caller))
        async let waiting = service.poke(id, token: token, atMost: .seconds(120), caller: Self.caller)
        try await Task.sleep(for: .milliseconds(20))
        try await fixture.add("b", to: person)
        #expect(try await waiting)
        #expect(try await service.poke(id, token: token, atMost: .zero, caller: Self.caller))
    }

    @Test func whatAReplicaMayNotSeeDoesNotPokeIt() async throws {
        let (fixture, person, id, token) = try await Self.fixture()
        let listener = try await fixture.service.listen(id, token: token, caller: Self.caller)
        let other = try await fixture.person("p2", reports: ["x"])
        let unit = try await fixture.add("h", to: person, isHeld: true)
        try await fixture.write("h", "v2", to: unit, isHeld: true)
        try await fixture.add("y", to: other)
        #expect(try await !listener.next(atMost: Self.moment))
        #expect(try await !fixture.service.poke(id, token: token, atMost: .zero, caller: Self.caller))
    }

    @Test func whoListensIsPokedOnceUntilItHasAsked() async throws {
        let (fixture, person, id, token) = try await Self.fixture()
        let listener = try await fixture.service.listen(id, token: token, caller: Self.caller)
        #expect(try await !listener.next(atMost: Self.moment))
        try await fixture.add("b", to: person)
        #expect(try await listener.next(atMost: .seconds(120)))
        try await fixture.add("c", to: person)
        #expect(try await !listener.next(atMost: Self.moment))
        let next = try await fixture.token(id, token)
        #expect(try await !listener.next(atMost: Self.moment))
        try await fixture.add("d", to: person)
        #expect(try await listener.next(atMost: .seconds(120)))
        #expect(try await fixture.delta(id, next)?.put == ["d"])
    }

    /// A replica that asked without being poked is not poked for what it has got.
    @Test func whatWasFetchedMeanwhileIsNoNews() async throws {
        let (fixture, person, id, token) = try await Self.fixture()
        let listener = try await fixture.service.listen(id, token: token, caller: Self.caller)
        try await fixture.add("b", to: person)
        _ = try await fixture.token(id, token)
        #expect(try await !listener.next(atMost: Self.moment))
        try await fixture.add("c", to: person)
        #expect(try await listener.next(atMost: .seconds(120)))
    }

    /// Every change reaches a replica that asks when it is poked and as long as it is told that there is more.
    @Test func noChangeIsMissedBetweenPokes() async throws {
        let (fixture, person, id, first) = try await Self.fixture()
        let count = 60
        let listener = try await fixture.service.listen(id, token: first, caller: Self.caller)
        async let writing: Void = {
            for number in 0..<count {
                try await fixture.add("n\(number)", to: person)
                if number % 7 == 0 { try await Task.sleep(for: .milliseconds(1)) }
            }
        }()
        var seen: Set<String> = []
        var token = first
        while seen.count < count {
            guard try await listener.next(atMost: .seconds(120)) else { break }
            var isMore = true
            while isMore {
                guard let lines = try await fixture.delta(id, token), let end = lines.end else { break }
                seen.formUnion(try lines.put)
                (token, isMore) = (end.token, end.more)
            }
        }
        try await writing
        #expect(seen.count == count)
    }

    @Test func wrongTokensAreRefusedBeforeAnyWait() async throws {
        let (fixture, _, id, _) = try await Self.fixture()
        await #expect(throws: SyncFault.tokenMalformed) {
            try await fixture.service.poke(id, token: "x", atMost: .seconds(60), caller: Self.caller)
        }
        await #expect(throws: SyncFault.tokenMalformed) {
            try await fixture.service.listen(id, token: "x", caller: Self.caller)
        }
    }
}
