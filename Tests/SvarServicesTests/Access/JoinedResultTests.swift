import SvarDomain
import SvarFHIR
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// A result that was sent by itself and that a later version of a report takes in (decision 1): toward the citizen it is
/// part of that version and not of those before.
struct JoinedResultTests {
    private static let subject =
        #""subject":{"identifier":{"system":"\#(LogFixture.child.kind.system)","value":"\#(LogFixture.child.value)"}}"#

    private static func observation(_ status: String, _ category: String) -> String {
        """
        {"resourceType":"Observation","status":"\(status)","code":{"text":"x"},"valueString":"secret",\(subject),
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"\(category)"}]}]}
        """
    }

    private static func report(_ id: String, _ status: String, naming observation: String) -> String {
        """
        {"resourceType":"DiagnosticReport","id":"\(id)","status":"\(status)","code":{"text":"x"},\(subject),
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"LAB"}]}],
        "result":[{"reference":"Observation/\(observation)"}]}
        """
    }

    @Test(
        arguments: [("final", "RAD", "final"), ("preliminary", "LAB", "preliminary")],
        StoreChoice.allCases
    )
    func isShownWithTheVersionThatTookItIn(
        _ sent: (status: String, category: String, then: String),
        choice: StoreChoice
    ) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let citizen = LogFixture.citizen(LogFixture.child)
        let created = try await world.service.create(
            .observation,
            Array(Self.observation(sent.status, sent.category).utf8),
            caller: LogFixture.laboratory
        )
        let observation = try #require(created.resource).id
        let report = try await world.report()
        try await world.read(report, as: citizen)
        func isShown() async throws -> [Bool] {
            let read = try await refusal {
                _ = try await world.service.read(.observation, observation, caller: citizen)
            }
            let found = try await world.service.search(
                SearchInteraction(.type(.observation), []),
                base: LogFixture.base,
                caller: citizen
            )
            let history = try await refusal {
                let history = HistoryInteraction(.resource(.observation, observation), [])
                _ = try await world.service.history(history, base: LogFixture.base, caller: citizen)
            }
            return [read == nil, String(decoding: found, as: UTF8.self).contains("secret"), history == nil]
        }
        #expect(try await isShown() == [false, false, false])
        world.clock.move(microseconds: 60_000_000)
        let body = Self.report(report, sent.then, naming: observation)
        _ = try await world.service.update(.diagnosticReport, report, Array(body.utf8), caller: LogFixture.laboratory)
        try await world.read(report, as: citizen)
        #expect(try await isShown() == [false, false, false])
        #expect(try await refusal { _ = try await world.read(report, as: world.doctor()) } == nil)
        if sent.then == "final" {
            world.clock.move(microseconds: 15 * 86_400_000_000)
        } else {
            let body = Self.report(report, "final", naming: observation)
            let caller = LogFixture.laboratory
            _ = try await world.service.update(.diagnosticReport, report, Array(body.utf8), caller: caller)
        }
        #expect(try await isShown().prefix(2) == [true, true])
        try await world.close()
    }
}
