import HTTPTypes
import HummingbirdTesting
import SvarAccess
import SvarJSON
import Testing

/// Settings over HTTP against the real use cases and both stores.
struct SettingRouteTests {
    private static let seal = #"{"kind":"seal","why":"private"}"#

    @Test(arguments: PrivacyFixture.Store.allCases)
    func aSealIsSetSeenAndLifted(_ store: PrivacyFixture.Store) async throws {
        let fixture = try PrivacyFixture(store)
        let citizen = PrivacyFixture.Sender.citizen(PrivacyFixture.person)
        let report = try await fixture.report()
        #expect(try await fixture.read(report, as: .doctor) == 200)
        let path = try await fixture.set(Self.seal, as: citizen)
        #expect(try await fixture.kinds(as: citizen) == ["seal"])
        #expect(try await fixture.read(report, as: .doctor) == 404)
        #expect(try await fixture.read(report, as: citizen) == 200)
        #expect(try await fixture.send(.delete, path, as: citizen).status == .noContent)
        #expect(try await fixture.kinds(as: citizen) == [])
        #expect(try await fixture.read(report, as: .doctor) == 200)
    }
}
