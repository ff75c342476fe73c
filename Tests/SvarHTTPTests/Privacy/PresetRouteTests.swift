import HTTPTypes
import HummingbirdTesting
import SvarJSON
import SvarTesting
import Testing

/// What a requester chooses for an order before it has a result (row A28).
struct PresetRouteTests {
    private static let delayed = #"{"order":"A-17","delay":{"days":10}}"#

    private func orders(_ fixture: PrivacyFixture, as sender: PrivacyFixture.Sender) async throws -> [String] {
        let response = try await fixture.send(.get, PrivacyFixture.presets, as: sender)
        return try response.json?["presets"]?.elements.compactMap { $0["order"]?.string } ?? []
    }

    @Test(arguments: PrivacyFixture.Store.allCases)
    func isChosenChangedAndTakenBack(_ store: PrivacyFixture.Store) async throws {
        let fixture = try PrivacyFixture(store)
        let made = try await fixture.send(.put, PrivacyFixture.presets, as: .doctor, Self.delayed)
        #expect(made.status == .created)
        #expect(try made.json?["organisation"]?.string == PrivacyFixture.requester)
        #expect(try made.json?["delay"]?["days"]?.number == "10")
        let changed = #"{"order":"A-17","delay":{"assessed":true},"purpose":"care"}"#
        #expect(try await fixture.send(.put, PrivacyFixture.presets, as: .doctor, changed).status == .ok)
        #expect(try await orders(fixture, as: .doctor) == ["A-17"])
        // Another organisation's orders are not this one's.
        #expect(try await orders(fixture, as: .other) == [])
        let path = PrivacyFixture.presets + "?order=A-17"
        #expect(try await fixture.send(.delete, path, as: .other).status == .notFound)
        #expect(try await fixture.send(.delete, path, as: .doctor).status == .noContent)
        #expect(try await orders(fixture, as: .doctor) == [])
        #expect(try await fixture.send(.delete, path, as: .doctor).status == .notFound)
    }

    @Test func lapsesAfterTwelveMonths() async throws {
        let fixture = try PrivacyFixture()
        _ = try await fixture.send(.put, PrivacyFixture.presets, as: .doctor, Self.delayed)
        fixture.clock.move(microseconds: 364 * 86_400_000_000)
        #expect(try await orders(fixture, as: .doctor) == ["A-17"])
        fixture.clock.move(microseconds: 2 * 86_400_000_000)
        #expect(try await orders(fixture, as: .doctor) == [])
    }

    @Test(
        arguments: [
            (#"{"order":"A-17"}"#, 422), (#"{"delay":{"days":1}}"#, 422), (#"{"order":"0","delay":{"days":1}}"#, 422),
            (#"{"order":" ","delay":{"days":1}}"#, 422), (#"{"order":"NULL","notStored":true}"#, 422),
            (#"{"order":"A","delay":{"days":-1}}"#, 422), (#"{"order":"A","ground":"NORN_FPB"}"#, 422),
            (#"{"order":"A","ground":"NORN_DUP"}"#, 403), (#"{"order":"A","ground":"NORN_EPO"}"#, 403),
            (#"{"order":"A","ground":"NORN_EPO","wish":true}"#, 201),
            (#"{"order":"A","notStored":true,"organisation":"310000009"}"#, 403),
            (#"{"order":"A","notStored":true}"#, 201), (#"{"order":"A","purpose":"research"}"#, 201),
        ]
    )
    func isTakenOrRefused(_ body: String, _ status: Int) async throws {
        let fixture = try PrivacyFixture()
        let answer = try await fixture.send(.put, PrivacyFixture.presets, as: .doctor, body)
        #expect(answer.status.code == status, "\(answer.text)")
    }

    @Test func nobodyElseChooses() async throws {
        let fixture = try PrivacyFixture()
        let citizen = PrivacyFixture.Sender.citizen(PrivacyFixture.person)
        for sender in [citizen, .guidance, .producer(PrivacyFixture.laboratory)] {
            #expect(try await fixture.send(.put, PrivacyFixture.presets, as: sender, Self.delayed).status == .forbidden)
        }
    }
}
