import HTTPTypes
import HummingbirdTesting
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

/// The Patient that the service makes of a number tells nobody of a report that they are not shown, also when that report
/// was the first.
struct FirstReportTests {
    private let clock = ManualClock(TestIssuer.time * 1_000_000)
    private let world: HostileWorld
    private let person = SyntheticPerson(index: 900, seed: 11).number
    private static let hour: Int64 = 3_600_000_000

    init() async throws {
        world = try await HostileWorld(MemoryStore(index: IndexRows.store) { [clock] in clock.now })
    }

    /// A report; when it came.
    private func report() async throws -> (unit: UnitKey, at: Int64) {
        clock.move(microseconds: Self.hour)
        let id = try await world.addObservation(about: person)
        let version = try #require(try await world.store.current(.observation, id, in: .everything))
        return (version.unit, version.stamp.at.microseconds)
    }

    private func close(_ unit: UnitKey, _ kind: SettingKind) async throws {
        let event = SettingEvent(
            setting: Setting.ID(0),
            at: ServerTime(microseconds: 0),
            action: .set(SettingDraft(kind, target: .unit(unit))),
            by: .citizen(.grown)
        )
        try await world.store.write { [person] store in
            let key = try #require(try store.person(number: person))
            _ = try store.enter(.setting, subject: store.newSubject(), SettingCoding.encode(event), about: key)
        }
    }

    private func patient() async throws -> String {
        let key = try #require(try await world.store.person(number: person))
        return try #require(try await world.store.patient(of: key))
    }

    private func ask(_ path: String, as who: HostileWorld.Who = .doctor) async throws -> TestResponse {
        try await world.ask(.get, path, as: who, HTTPFields().about(person))
    }

    private func text(_ time: Int64) -> String { InstantFormat.utcText(time) }

    /// The types of what a search or a history gives, in its order; without what is told beside it.
    private func found(_ path: String) async throws -> [String] {
        let answer = try await ask(path)
        try #require(answer.status == .ok, "\(answer.text)")
        let all = try answer.json?["entry"]?.elements.compactMap { $0["resource"]?["resourceType"]?.string } ?? []
        return all.filter { $0 != "OperationOutcome" }
    }

    @Test func aPatientIsAsOldAsTheFirstReportThatIsShown() async throws {
        let first = try await report()
        let second = try await report()
        let id = try await patient()
        let whole = try await ask("/v1/fhir/Patient/\(id)")
        #expect(try whole.json?["meta"]?["lastUpdated"]?.string == text(first.at - 1))
        try await close(first.unit, .shielding)

        let version = try #require(try whole.json?["meta"]?["versionId"]?.string)
        for path in ["Patient/\(id)", "Patient/\(id)/_history/\(version)"] {
            let answer = try await ask("/v1/fhir/\(path)")
            #expect(try answer.json?["meta"]?["lastUpdated"]?.string == text(second.at - 1))
            #expect(answer.headers[.lastModified] == HTTPDate.format(second.at - 1))
            #expect(answer.headers[.eTag] == whole.headers[.eTag])
        }
        let between = text(second.at - Self.hour / 2)
        #expect(try await found("/v1/fhir/Patient?_lastUpdated=lt\(between)") == [])
        #expect(try await found("/v1/fhir/Patient?_lastUpdated=ge\(between)") == ["Patient"])
        #expect(try await found("/v1/fhir/Patient/_history?_since=\(between)") == ["Patient"])
        #expect(try await found("/v1/fhir/Patient/_history?_at=\(between)") == [])
        #expect(try await found("/v1/fhir/_history?_count=2") == ["Observation", "Patient"])
        #expect(try await found("/v1/fhir/Patient/\(id)/$everything?_since=\(between)").contains("Patient"))

        // Who is shown the first is told of it.
        let own = try await ask("/v1/fhir/Patient/\(id)", as: .citizen(person))
        #expect(try own.json?["meta"]?["lastUpdated"]?.string == text(first.at - 1))
    }

    @Test func aPatientThatTheServiceMadeIsNoLaboratorys() async throws {
        _ = try await report()
        let id = try await patient()
        for producer in [world.producer, "310000099"] {
            let asked = try await world.ask(.get, "/v1/fhir/Patient/\(id)", as: .producer(producer))
            let never = try await world.ask(.get, "/v1/fhir/Patient/nobody", as: .producer(producer))
            #expect((asked.status, asked.text) == (never.status, never.text))
        }
    }
}
