import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import SvarValidation
import Testing

@testable import SvarServices

/// `$explain-access`: the decision, the rules that spoke, the settings and the instant, for auditors.
struct ExplainAccessTests {
    private func explained(
        _ world: LogFixture,
        _ report: String,
        _ query: String,
        as caller: Caller = LogFixture.auditor()
    ) async throws -> Explanation {
        world.clock.move(microseconds: 1_000_000)
        let bytes = try await world.service.explainAccess(to: report, SearchFixture.values(query), caller: caller)
        let root = try bytes.json
        #expect(StructureCheck.check(root).isEmpty, "\(root.text)")
        return Explanation(root: root)
    }

    /// The parameters of an explanation by name.
    struct Explanation {
        let root: JSONNode

        private func all(_ name: String) -> [JSONNode] {
            root["parameter"]?.elements.filter { $0["name"]?.string == name } ?? []
        }
        private func part(_ parameter: JSONNode?, _ name: String) -> JSONNode? {
            parameter?["part"]?.elements.first { $0["name"]?.string == name }
        }
        var verdict: String? { all("verdict").first?["valueCode"]?.string }
        var reason: String? { part(all("reason").first, "code")?["valueCode"]?.string }
        var reasonText: String? { part(all("reason").first, "no")?["valueString"]?.string }
        var rules: [String] { all("rule").compactMap { part($0, "id")?["valueCode"]?.string } }
        var rows: Set<String> {
            Set(
                all("rule").flatMap { $0["part"].map { Array($0.elements) } ?? [] }
                    .filter { $0["name"]?.string == "row" }.compactMap { $0["valueCode"]?.string }
            )
        }
        var settings: [String] { all("setting").compactMap { part($0, "kind")?["valueCode"]?.string } }
        var markers: [String] { all("marker").compactMap { $0["valueCode"]?.string } }
        var version: String? { part(all("version").first, "number")?["valuePositiveInt"]?.number }
        var at: String? { all("at").first?["valueInstant"]?.string }
        var validUntil: String? { all("validUntil").first?["valueInstant"]?.string }
        var told: String? { all("told").first?["valueCode"]?.string }
        var policy: [String] {
            all("policy").first?["part"]?.elements.compactMap { $0["name"]?.string } ?? []
        }
    }

    private static let doctor = "actor=personnel&hpr=9144889&organisation=974760673&basis=SAMTYKKE"

    @Test(arguments: StoreChoice.allCases)
    func aSealIsExplainedToAnAuditorForWhoeverIsAskedAbout(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let report = try await world.report()
        let open = try await explained(world, report, Self.doctor)
        #expect(open.verdict == "permit")
        #expect(open.reason == "personnel-basis")
        #expect(open.version == "1")
        #expect(open.settings.isEmpty)
        #expect(open.told == nil)
        #expect(open.policy.count == PolicySwitch.allCases.count)
        try await world.set(SettingDraft(.seal))
        let closed = try await explained(world, report, Self.doctor)
        #expect(closed.verdict == "told")
        #expect(closed.reason == "seal")
        #expect(closed.reasonText == Reason.seal.norwegian)
        #expect(closed.rules.contains("seal"))
        #expect(closed.rows.contains("A13"))
        #expect(closed.settings == ["seal"])
        #expect(closed.version == nil)
        #expect(closed.told == "General")
        let elevated = try await explained(world, report, Self.doctor.replacing("SAMTYKKE", with: "FORHOYET_AKUTT"))
        #expect(elevated.verdict == "permit")
        let citizen = try await explained(world, report, "actor=citizen")
        #expect(citizen.verdict == "permit")
        try await world.close()
    }

    @Test func aPastInstantIsDecidedByWhatTheLogHeldThen() async throws {
        let world = try LogFixture(hasGrown: true)
        let report = try await world.report()
        // The register's answer enters the log.
        _ = try await world.log(as: LogFixture.citizen(LogFixture.child))
        let before = InstantFormat.utcText(world.clock.now.microseconds)
        try await world.set(SettingDraft(.seal))
        #expect(try await explained(world, report, Self.doctor).verdict == "told")
        let then = try await explained(world, report, "\(Self.doctor)&at=\(before)")
        #expect(then.verdict == "permit")
        #expect(then.settings.isEmpty)
        #expect(then.at == before)
        // Before it was received there was no report to decide about.
        #expect(
            try await refusal { _ = try await explained(world, report, "\(Self.doctor)&at=2000-01-01") } == .notFound
        )
    }

    @Test func aDelayAndAMandateAreExplainedWithTheInstantOfTheNextChange() async throws {
        let world = try LogFixture()
        let report = try await world.report(isDelayed: true)
        _ = try await world.log(as: LogFixture.citizen(LogFixture.parent, about: LogFixture.child))
        let parent = try await explained(world, report, "actor=parent")
        #expect(parent.verdict == "hide")
        #expect(parent.reason == "delayed")
        let until = try #require(parent.validUntil.flatMap { OsloTime.dateTime($0) })
        #expect(until.range.lowerBound > world.clock.now.microseconds)
        #expect(
            try await explained(world, report, "actor=parent&holder=\(LogFixture.parent.value)").reason == "delayed"
        )
        let open = try await world.report()
        #expect(try await explained(world, open, "actor=parent").verdict == "permit")
        let stranger = try await explained(world, open, "actor=parent&holder=\(LogFixture.child.value)")
        #expect(stranger.verdict == "hide")
        #expect(stranger.reason == "nothing-permits")
        let marked = try await explained(world, report, Self.doctor)
        #expect(marked.verdict == "permit+mark")
        #expect(marked.markers == ["NORU"])
    }

    @Test func onlyAuditorsGetAnExplanationAndEachHasItsRow() async throws {
        let world = try LogFixture()
        let report = try await world.report()
        let access = try #require(world.access as? MemoryAccessLog)
        for caller in [world.doctor(), LogFixture.laboratory, LogFixture.citizen(LogFixture.child)] {
            let refused = try await refusal { _ = try await explained(world, report, Self.doctor, as: caller) }
            #expect(refused == .forbidden)
            #expect(access.rows.last?.action == .explain)
            #expect(access.rows.last?.outcome == .refused)
        }
        _ = try await explained(world, report, Self.doctor)
        let row = try #require(access.rows.last)
        #expect(row.action == .explain)
        #expect(row.actor.role == "auditor")
        #expect(row.person == (try await world.key()))
        #expect(row.units.count == 1)
        let absent = try await refusal { _ = try await explained(world, "absent", Self.doctor) }
        #expect(absent == .notFound)
    }

    @Test(arguments: [
        "", "actor=nobody", "actor=personnel", "actor=personnel&hpr=x&organisation=1&basis=SAMTYKKE",
        "actor=personnel&hpr=1&organisation=1&basis=x", "actor=personnel&hpr=1&basis=SAMTYKKE", "actor=citizen&hpr=1",
        "actor=citizen&actor=citizen", "actor=citizen&at=yesterday", "actor=citizen&color=1", "actor=parent&holder=1",
    ])
    func questionsThatSayTooLittleOrTooMuchAreRefused(query: String) async throws {
        let world = try LogFixture()
        let report = try await world.report()
        #expect(try await refusal { _ = try await explained(world, report, query) }?.kind == .invalid)
    }

    /// Every actor the rules know can be asked about.
    @Test(arguments: AccessQuestion.Who.allCases)
    func everyActorCanBeAskedAbout(who: AccessQuestion.Who) async throws {
        let world = try LogFixture()
        let report = try await world.report()
        let more =
            switch who {
            case .personnel: "&hpr=1&organisation=2&basis=UNNTAK&role=SP"
            case .producer: "&organisation=974760673"
            default: ""
            }
        let found = try await explained(world, report, "actor=\(who.rawValue)\(more)")
        #expect(found.verdict != nil)
        #expect(found.reason != nil)
    }
}
