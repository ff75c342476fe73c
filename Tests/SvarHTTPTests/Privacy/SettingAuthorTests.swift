import HTTPTypes
import HummingbirdTesting
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// As whom a caller acts toward settings (decision 29): the matrix itself is proven with the rules; here that a caller comes
/// out as the right author.
struct SettingAuthorTests {
    private static let citizen = PrivacyFixture.Sender.citizen(PrivacyFixture.person)
    private static let proxy = PrivacyFixture.Sender.citizen(PrivacyFixture.proxy)
    private static let stranger = PrivacyFixture.Sender.citizen(PrivacyFixture.stranger)

    static let table: [(PrivacyFixture.Sender, String, Int)] = [
        (citizen, #"{"kind":"seal"}"#, 201), (citizen, #"{"kind":"block","hpr":"9144889"}"#, 201),
        (citizen, #"{"kind":"storage-reservation"}"#, 201), (citizen, #"{"kind":"view-reservation"}"#, 201),
        (citizen, #"{"kind":"denial","ground":"NORN_EPO"}"#, 201),
        (citizen, #"{"kind":"denial","ground":"NORN_KUT"}"#, 403),
        (citizen, #"{"kind":"denial","ground":"NORN_KUT","request":true}"#, 201),
        (citizen, #"{"kind":"denial","ground":"NORN_DUP","request":true}"#, 403),
        (citizen, #"{"kind":"shielding","target":{"code":"NPU1"}}"#, 403),
        (citizen, #"{"kind":"emergency-closure"}"#, 403),
        (proxy, #"{"kind":"seal"}"#, 201), (proxy, #"{"kind":"storage-reservation"}"#, 403),
        (stranger, #"{"kind":"seal"}"#, 403),
        (.doctor, #"{"kind":"seal"}"#, 403), (.doctor, #"{"kind":"seal","wish":true}"#, 201),
        (.doctor, #"{"kind":"storage-reservation","wish":true}"#, 403),
        (.doctor, #"{"kind":"denial","ground":"NORN_FORANS"}"#, 201),
        (.doctor, #"{"kind":"denial","ground":"NORN_ALL"}"#, 403), (.doctor, #"{"kind":"emergency-closure"}"#, 403),
        (.treating, #"{"kind":"denial","ground":"NORN_ALL"}"#, 201), (.treating, #"{"kind":"emergency-closure"}"#, 201),
        (.treating, #"{"kind":"denial","ground":"NORN_DUP"}"#, 403),
        // An order of one's own is one's own, also before it has a result; another's is not.
        (.doctor, #"{"kind":"denial","ground":"NORN_KUT","target":{"order":"A-1"}}"#, 201),
        (.other, #"{"kind":"denial","ground":"NORN_KUT","target":{"order":"A-1","organisation":"310000002"}}"#, 403),
        (.guidance, #"{"kind":"seal","wish":true}"#, 403),
        (.producer(PrivacyFixture.laboratory), #"{"kind":"seal"}"#, 403),
    ]

    @Test(arguments: table)
    func setsWhatTheyMay(_ sender: PrivacyFixture.Sender, _ body: String, _ status: Int) async throws {
        let fixture = try PrivacyFixture()
        let answer = try await fixture.send(.post, PrivacyFixture.settings, as: sender, body)
        #expect(answer.status.code == status, "\(answer.text)")
    }

    @Test func requesterAndPerformerTreatWhatTheyAreShown() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let body = #"{"kind":"delayed-view","target":{"report":"\#(report)"},"delay":{"released":true}}"#
        #expect(try await fixture.send(.post, PrivacyFixture.settings, as: .other, body).status == .forbidden)
        #expect(try await fixture.send(.post, PrivacyFixture.settings, as: .doctor, body).status == .created)
    }

    @Test(arguments: [
        (Mandate.Kind.proxy, Mandate.Scope.settings, 201), (.proxy, .results, 403), (.guardian, .settings, 201),
        (.guardian, .results, 403),
    ])
    func aMandateIsForSettingsOrNot(_ kind: Mandate.Kind, _ scope: Mandate.Scope, _ status: Int) async throws {
        let number = PrivacyFixture.number(PrivacyFixture.proxy)
        let fixture = try PrivacyFixture(population: [
            PrivacyFixture.somebody(
                PrivacyFixture.person,
                born: 1980,
                PopulationTable.Mandate(kind, holder: number, scope: scope)
            ), PrivacyFixture.somebody(PrivacyFixture.proxy, born: 1990),
        ])
        let answer = try await fixture.send(.post, PrivacyFixture.settings, as: Self.proxy, #"{"kind":"seal"}"#)
        #expect(answer.status.code == status, "\(answer.text)")
    }

    /// What a mandate opened is closed from the instant it ends: what stands, and what is done to it since.
    @Test(arguments: [
        (Mandate.Kind.proxy, 1980, "seal"), (.guardian, 1980, "seal"), (.parent, 2012, "parental-consent"),
    ])
    func whoseMandateIsOverIsNobody(_ kind: Mandate.Kind, _ year: Int, _ setting: String) async throws {
        let end = ServerTime(microseconds: ManualClock().now.microseconds + 60_000_000)
        let mandate = PopulationTable.Mandate(
            kind,
            holder: PrivacyFixture.number(PrivacyFixture.proxy),
            valid: Validity(until: end)
        )
        let fixture = try PrivacyFixture(
            policy: AccessPolicy(youth: .open),
            population: [
                PrivacyFixture.somebody(PrivacyFixture.person, born: year, mandate),
                PrivacyFixture.somebody(PrivacyFixture.proxy, born: 1990),
            ]
        )
        let path = try await fixture.set(#"{"kind":"\#(setting)"}"#, as: Self.proxy)
        #expect(try await fixture.send(.get, path, as: Self.proxy).status == .ok)
        fixture.clock.move(microseconds: 60_000_000)
        let asked: [(HTTPRequest.Method, String)] = [
            (.get, PrivacyFixture.settings + "?history=true"), (.get, path), (.delete, path),
            (.post, PrivacyFixture.settings), (.get, "/v1/fhir/Consent"),
        ]
        for (method, path) in asked {
            let body = method == .post ? #"{"kind":"\#(setting)","why":"again"}"# : nil
            let answer = try await fixture.send(method, path, as: Self.proxy, body)
            #expect(answer.status == .forbidden, "\(method) \(path): \(answer.text)")
        }
    }

    @Test func aParentsMandateIsForSettingsOrNot() async throws {
        let number = PrivacyFixture.number(PrivacyFixture.proxy)
        let fixture = try PrivacyFixture(
            policy: AccessPolicy(youth: .open),
            population: [
                PrivacyFixture.somebody(
                    PrivacyFixture.person,
                    born: 2012,
                    PopulationTable.Mandate(.parent, holder: number, scope: .results)
                ), PrivacyFixture.somebody(PrivacyFixture.proxy, born: 1990),
            ]
        )
        let body = #"{"kind":"parental-consent"}"#
        #expect(try await fixture.send(.post, PrivacyFixture.settings, as: Self.proxy, body).status == .forbidden)
    }

    /// The citizen's log says who it was, in whose name they may act.
    @Test(arguments: [(Mandate.Kind.proxy, "proxy"), (.guardian, "guardian")])
    func whatARepresentativeDoesIsTheirsInTheLog(_ kind: Mandate.Kind, _ who: String) async throws {
        let number = PrivacyFixture.number(PrivacyFixture.proxy)
        let fixture = try PrivacyFixture(population: [
            PrivacyFixture.somebody(PrivacyFixture.person, born: 1980, PopulationTable.Mandate(kind, holder: number)),
            PrivacyFixture.somebody(PrivacyFixture.proxy, born: 1990),
        ])
        let path = try await fixture.set(#"{"kind":"seal"}"#, as: Self.proxy)
        #expect(try await fixture.send(.get, PrivacyFixture.settings, as: Self.proxy).status == .ok)
        #expect(try await fixture.send(.post, PrivacyFixture.settings, as: Self.proxy, "{").status == .badRequest)
        #expect(try await fixture.send(.delete, path, as: Self.proxy).status == .noContent)
        _ = try await fixture.set(#"{"kind":"seal"}"#, as: Self.citizen)
        let log = try await fixture.send(.get, "/v1/log", as: Self.citizen)
        let rows = try #require(try log.json?["rows"]).elements
        let kinds = rows.filter { $0["what"]?["code"]?.string?.hasPrefix("setting") ?? false }
            .map { $0["who"]?["kind"]?.string }
        #expect(kinds == ["citizen"] + Array(repeating: who, count: 4), "\(log.text)")
        let events = try await fixture.send(.get, "/v1/fhir/AuditEvent?_count=50", as: Self.citizen)
        let own = try #require(try events.json?["entry"]).elements.filter { entry in
            entry["resource"]?["agent"]?[0]?["who"]?["reference"]?.string?.hasPrefix("Patient/") ?? false
        }
        // Their own setting, and their look at the log.
        #expect(own.count == 2, "\(events.text)")
    }

    @Test(arguments: [PrivacyFixture.person, PrivacyFixture.proxy])
    func nobodyOfTheCitizenSideHasToDoWithADeceased(_ number: String) async throws {
        var person = PrivacyFixture.population[0]
        person.isDeceased = true
        let fixture = try PrivacyFixture(population: [person] + PrivacyFixture.population.dropFirst())
        let answer = try await fixture.send(.get, PrivacyFixture.settings, as: .citizen(number))
        #expect(answer.status == .forbidden)
    }

    @Test func theYoungSetNothingThemselves() async throws {
        let fixture = try PrivacyFixture(population: [PrivacyFixture.somebody(PrivacyFixture.person, born: 2012)])
        let answer = try await fixture.send(.post, PrivacyFixture.settings, as: Self.citizen, #"{"kind":"seal"}"#)
        #expect(answer.status == .forbidden)
    }

    @Test func whoeverCannotSeeTheirResultsLiftsThatThemselves() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let path = try await fixture.set(#"{"kind":"view-reservation"}"#, as: Self.citizen)
        #expect(try await fixture.read(report, as: Self.citizen) == 403)
        #expect(try await fixture.kinds(as: Self.citizen) == ["view-reservation"])
        #expect(try await fixture.send(.delete, path, as: Self.citizen).status == .noContent)
        #expect(try await fixture.read(report, as: Self.citizen) == 200)
    }

    @Test func aBlockIsLiftedOnTheCitizensWishByTheGuidanceServiceOrAnother() async throws {
        for lifter in [PrivacyFixture.Sender.guidance, .other] {
            let fixture = try PrivacyFixture()
            let report = try await fixture.report()
            let path = try await fixture.set(#"{"kind":"block","hpr":"9144889"}"#, as: Self.citizen)
            #expect(try await fixture.read(report, as: .doctor) == 404)
            #expect(try await fixture.read(report, as: .other) == 200)
            // Without the wish they are not told that it is there; the blocked one never is.
            #expect(try await fixture.kinds(as: lifter) == [])
            #expect(try await fixture.kinds(as: .doctor, "?wish=true") == [])
            #expect(try await fixture.send(.delete, path, as: .doctor).status == .notFound)
            #expect(try await fixture.send(.delete, path + "?wish=true", as: .doctor).status == .notFound)
            #expect(try await fixture.send(.delete, path, as: lifter).status == .notFound)
            #expect(try await fixture.kinds(as: lifter, "?wish=true") == ["block"])
            #expect(try await fixture.send(.delete, path + "?wish=true", as: lifter).status == .noContent)
            #expect(try await fixture.read(report, as: .doctor) == 200)
        }
    }

    @Test func theCitizenSeesWhoDidWhatWithoutNumbers() async throws {
        let fixture = try PrivacyFixture()
        let path = try await fixture.set(#"{"kind":"seal","wish":true,"why":"asked at the desk"}"#, as: .doctor)
        let answer = try await fixture.send(.get, path, as: Self.citizen)
        let by = try answer.json?["history"]?[0]?["by"]
        #expect(by?["role"]?.string == "personnel")
        #expect(by?["organisation"]?.string == PrivacyFixture.requester)
        #expect(by?["wish"]?.bool == true)
        #expect(!answer.text.contains("9144889"))
        // The words are the professional's.
        #expect(!answer.text.contains("desk"))
        #expect(try await fixture.send(.get, path, as: .doctor).text.contains("desk"))
    }

    @Test func everyAnswerHasItsRow() async throws {
        let fixture = try PrivacyFixture()
        let path = try await fixture.set(#"{"kind":"seal"}"#, as: Self.citizen)
        _ = try await fixture.kinds(as: Self.citizen)
        _ = try await fixture.send(.delete, path, as: .doctor)
        _ = try await fixture.send(.post, PrivacyFixture.settings, as: .doctor, #"{"kind":"seal"}"#)
        _ = try await fixture.send(.get, PrivacyFixture.settings, as: .doctor, about: nil)
        let rows = fixture.access.rows
        #expect(rows.map(\.action) == [.settings, .setting, .setting, .settings])
        #expect(rows.map(\.status) == [200, 404, 403, 400])
        #expect(rows.map { $0.person != nil } == [true, true, true, false])
    }
}
