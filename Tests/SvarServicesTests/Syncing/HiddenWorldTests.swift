import SvarDomain
import SvarServices
import SvarStore
import SvarSync
import SvarTesting
import Testing

/// What a replica is sent does not depend on what it may not see: two worlds that differ in hidden reports and in other
/// people's alone give the same bytes, but for keys and tokens.
struct HiddenWorldTests {
    /// What happens, at fixed times. Where `isBusy`, much else happens in between that the replica may not see.
    private static func story(isBusy: Bool) async throws -> [String] {
        let fixture = ReplicaFixture { $0.pageUnits = 2 }
        var answers: [String] = []
        let clock = fixture.clock
        let begin = clock.now.microseconds
        let person = try await fixture.person("p1")
        let other = try await fixture.person("p2")
        var hidden: UnitKey?
        /// Takes the clock to a time, with noise before it: also within the same millisecond.
        func at(_ time: Int64) async throws {
            if isBusy {
                for before in [900, 300, 20, 10] as [Int64] {
                    clock.move(microseconds: begin + time - before - clock.now.microseconds)
                    if let hidden {
                        try await fixture.write("h", "v\(time)\(before)", to: hidden, isHeld: true)
                    } else {
                        hidden = try await fixture.add("h", to: person, isHeld: true)
                    }
                    try await fixture.add("o\(time)\(before)", to: other)
                }
            }
            clock.move(microseconds: begin + time - clock.now.microseconds)
        }
        try await at(1_000_500)
        let a = try await fixture.add("a", to: person)
        try await at(1_000_900)
        try await fixture.add("b", to: person)
        try await at(2_000_950)
        let id = try await fixture.enrol(following: ["p1"])
        func ask(_ token: String?) async throws -> String {
            guard let lines = try await fixture.delta(id, token), let end = lines.end else { throw Lines.Missing() }
            answers += lines.pages
            return end.token
        }
        var token = try await ask(nil)
        try await at(3_000_950)
        #expect(try await fixture.delta(id, token) == nil)
        #expect(try await !fixture.service.poke(id, token: token, atMost: .zero, caller: ReplicaFixture.clinic))
        try await fixture.write("a", "v2", to: a)
        // Two changes in one millisecond, and noise between them.
        try await at(3_000_990)
        try await fixture.add("c", to: person)
        token = try await ask(token)
        let manifest = try await fixture.service.manifest(id, caller: ReplicaFixture.clinic)
        answers.append("\(manifest.rows.map(\.count)) \(manifest.count) \(manifest.rows.map(\.person))")
        try await at(4_000_950)
        try await fixture.write("a", "v3", to: a, isHeld: true)
        token = try await ask(token)
        try await at(5_000_950)
        try await fixture.write("a", "v4", to: a)
        token = try await ask(token)
        try await at(6_000_950)
        try await fixture.follow([], id)
        token = try await ask(token)
        try await at(7_000_950)
        #expect(try await fixture.delta(id, token) == nil)
        // It comes again, and ends by itself: at its own time, whatever is written then.
        try await fixture.follow(["p1"], id, days: 1)
        token = try await ask(token)
        try await at(7_000_950 + 86_400_000_000 + 5_000_000)
        token = try await ask(token)
        return answers.map(masked)
    }

    /// Without what is made of the store's own keys: names of units, sums, tokens, and the name of the round.
    private static func masked(_ lines: String) -> String {
        lines.replacing(/"(k|token|round|digest)":"[^"]*"/) { "\"\($0.output.1)\":\"…\"" }
    }

    @Test func whatIsHiddenLeavesNoTrace() async throws {
        let (quiet, busy) = (try await Self.story(isBusy: false), try await Self.story(isBusy: true))
        #expect(quiet == busy)
        #expect(quiet.count > 8 && quiet.joined().contains("\"deny\""))
    }

    /// A report that was never visible is never denied, and one of somebody else's is not spoken of.
    @Test func onlyWhatWasVisibleIsDenied() async throws {
        let fixture = ReplicaFixture()
        let person = try await fixture.person("p1")
        let id = try await fixture.enrol(following: ["p1"])
        let token = try await fixture.token(id)
        let unit = try await fixture.add("h", to: person, isHeld: true)
        try await fixture.write("h", "v2", to: unit, isHeld: true)
        #expect(try await fixture.delta(id, token) == nil)
        try await fixture.write("h", "v3", to: unit)
        try await fixture.write("h", "v4", to: unit, isHeld: true)
        let lines = try #require(try await fixture.delta(id, token))
        #expect(lines.denied.count == 1 && lines.puts.isEmpty)
    }
}
