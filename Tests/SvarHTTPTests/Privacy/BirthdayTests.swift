import HTTPTypes
import HummingbirdTesting
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarServices
import SvarTesting
import Testing

/// What ends and begins with a birthday, over HTTP: at that midnight in Oslo and by itself (rows A51, A53, A56, A57).
struct BirthdayTests {
    private static let youth = PrivacyFixture.person
    private static let parent = PrivacyFixture.Sender.citizen(PrivacyFixture.proxy)
    /// The sixteenth birthday of somebody born on 1 July 2010; summer time.
    private static let midnight = try! #require(FHIRDateTime("2026-07-01T00:00:00+02:00")).range.lowerBound

    private func fixture(_ policy: AccessPolicy) throws -> PrivacyFixture {
        let holder = PrivacyFixture.number(PrivacyFixture.proxy)
        return try PrivacyFixture(
            .sqlite,
            policy: policy,
            population: [
                PrivacyFixture.somebody(Self.youth, born: 2010, PopulationTable.Mandate(.parent, holder: holder)),
                PrivacyFixture.somebody(PrivacyFixture.proxy, born: 1985),
            ]
        )
    }

    /// The next request comes then.
    private func move(_ fixture: PrivacyFixture, to instant: Int64) {
        fixture.clock.move(microseconds: instant - fixture.clock.now.microseconds - 1_000_000)
    }

    @Test(arguments: [AccessPolicy.Youth.closed, .open])
    func a56AParentIsRefusedEverythingFromTheSixteenthBirthday(_ switched: AccessPolicy.Youth) async throws {
        let fixture = try fixture(AccessPolicy(youth: switched))
        // Of before the twelfth birthday: with the switch `youth` open a parent sees it until the sixteenth (A53).
        let report = try await fixture.report(of: Self.youth, on: "2020-12-01")
        let id = report.split(separator: "/")[1]
        let paths = [
            "/v1/fhir/\(report)", "/v1/fhir/\(report)/_history", "/v1/fhir/DiagnosticReport",
            "/v1/fhir/DiagnosticReport?_id=\(id)", "/v1/fhir/Observation", "/v1/log",
        ]
        move(fixture, to: Self.midnight - 1_000_000 * Int64(paths.count + 1))
        for path in paths {
            let answer = try await fixture.send(.get, path, as: Self.parent, about: Self.youth)
            #expect(answer.status.code == (switched == .open ? 200 : 403), "\(path): \(answer.text)")
        }
        move(fixture, to: Self.midnight - 1)
        let before = try await fixture.send(.get, paths[0], as: Self.parent, about: Self.youth)
        #expect(before.status.code == (switched == .open ? 200 : 403))
        move(fixture, to: Self.midnight)
        var refusals: Set<String> = []
        for path in paths + [PrivacyFixture.settings] {
            let answer = try await fixture.send(.get, path, as: Self.parent, about: Self.youth)
            #expect(answer.status.code == 403, "\(path): \(answer.text)")
            refusals.insert(answer.text)
        }
        // One text, which tells nothing of the reason (decision 21).
        #expect(refusals.count == 1)
        for _ in 0..<2 {
            let search = try await fixture.send(
                .post,
                "/v1/fhir/DiagnosticReport/_search",
                as: Self.parent,
                about: Self.youth
            )
            #expect(search.status.code == 403)
            // A57: what parents saw before is one's own from then on.
            let own = try await fixture.send(.get, paths[0], as: .citizen(Self.youth), about: nil)
            #expect(own.status.code == 200, "\(own.text)")
            move(fixture, to: Self.midnight + 400 * 86_400_000_000)
        }
    }
}
