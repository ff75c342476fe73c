import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarHTTP
import SvarJSON
import Testing

/// Ids that are guessed, kept from before or seen elsewhere: what is hidden, of somebody else, or deleted and never seen
/// has the answer of what never was, to the byte and the field.
struct EnumerationTests {
    /// One way to ask for a resource; `{t}`, `{id}` and `{v}` stand for its type, id and version id.
    struct Ask: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        var fields: [String: String] = [:]
        var body: String?
        var testDescription: String { "\(method) \(path) \(fields)" }

        init(_ method: HTTPRequest.Method, _ path: String, _ fields: [String: String] = [:], _ body: String? = nil) {
            self.method = method
            self.path = path
            self.fields = fields
            self.body = body
        }
    }

    static let reads = [
        Ask(.get, "/v1/fhir/{t}/{id}"), Ask(.head, "/v1/fhir/{t}/{id}"), Ask(.get, "/v1/fhir/{t}/{id}?_summary=true"),
        Ask(.get, "/v1/fhir/{t}/{id}?_elements=id"), Ask(.get, "/v1/fhir/{t}/{id}?_pretty=true"),
        Ask(.get, "/v1/fhir/{t}/{id}", ["if-none-match": #"W/"{v}""#]),
        Ask(.get, "/v1/fhir/{t}/{id}", ["if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"]),
        Ask(.get, "/v1/fhir/{t}/{id}", ["accept": "application/pdf"]), Ask(.get, "/v1/fhir/{t}/{id}/_history/{v}"),
        Ask(.get, "/v1/fhir/{t}/{id}/_history"), Ask(.get, "/v1/fhir/{t}/{id}/_history?_count=1"),
        Ask(.get, "/v1/fhir/{t}?_id={id}"), Ask(.get, "/v1/fhir/{t}?_id={id}&_summary=count"),
        Ask(.get, "/v1/fhir/{t}?_id={id}&_total=accurate"), Ask(.get, "/v1/fhir/{t}?_id:not={id}&_summary=count"),
        Ask(.get, "/v1/fhir?_type={t}&_id={id}"), Ask(.get, "/v1/fhir/{t}?_id={id}&_include=*"),
        Ask(.get, "/v1/fhir/DiagnosticReport?result={id}"), Ask(.get, "/v1/fhir/Observation?specimen={id}"),
        Ask(.get, "/v1/fhir/Observation?_has:DiagnosticReport:result:_id={id}"),
        Ask(.get, "/v1/fhir/Specimen?_has:Observation:specimen:_id={id}"),
        Ask(.get, "/v1/fhir/Provenance?target={t}/{id}"),
        Ask(
            .post,
            "/v1/fhir/{t}/_search",
            ["content-type": "application/x-www-form-urlencoded"],
            "_id={id}&_total=accurate"
        ),
    ]

    /// What names a report in another way than by its address.
    static let names =
        [
            #"{"kind":"seal","target":{"report":"{t}/{id}"}}"#,
            #"{"kind":"shielding","target":{"report":"{t}/{id}"},"wish":true}"#,
            #"{"kind":"denial","ground":"NORN_EPO","target":{"report":"{t}/{id}"},"request":true}"#,
            #"{"kind":"denial","ground":"NORN_FFL","target":{"report":"{t}/{id}"}}"#,
            #"{"kind":"delayed-view","target":{"report":"{t}/{id}"},"delay":{"released":true}}"#,
        ].map { Ask(.post, "/v1/privacy/settings", ["content-type": "application/json"], $0) } + [
            Ask(.get, "/v1/fhir/{t}/{id}/$explain-access"), Ask(.get, "/v1/fhir/Consent/{id}"),
            Ask(.get, "/v1/fhir/AuditEvent/{id}"), Ask(.get, "/v1/privacy/settings/{id}"),
            Ask(.delete, "/v1/privacy/settings/{id}"),
        ]

    private static let body = #"{"resourceType":"{t}","id":"{id}","status":"final","code":{"text":"x"}}"#
    private static let json = ["content-type": "application/fhir+json"]

    static let writes = [
        Ask(.put, "/v1/fhir/{t}/{id}", json, body), Ask(.put, "/v1/fhir/{t}/{id}", ["if-match": #"W/"{v}""#], body),
        Ask(
            .put,
            "/v1/fhir/{t}/{id}",
            ["if-none-match": "*", "content-type": "application/fhir+json"],
            body
        ),
        Ask(.put, "/v1/fhir/{t}?_id={id}", json, body), Ask(.delete, "/v1/fhir/{t}/{id}"),
        Ask(.delete, "/v1/fhir/{t}/{id}", ["if-match": #"W/"{v}""#]), Ask(.delete, "/v1/fhir/{t}?_id={id}"),
        Ask(.init("PATCH")!, "/v1/fhir/{t}/{id}", json, "[]"),
    ]

    private struct Thing {
        let type: String
        let id: String
        let version: String
    }

    private struct Outcome: Hashable {
        let status: Int
        let fields: [String]
        let body: String
    }

    private static func outcome(
        _ ask: Ask,
        _ thing: Thing,
        _ who: HostileWorld.Who,
        _ person: PersonNumber?,
        in world: HostileWorld
    ) async throws -> Outcome {
        func fill(_ text: String) -> String {
            text.replacing("{t}", with: thing.type).replacing("{id}", with: thing.id)
                .replacing("{v}", with: thing.version)
        }
        var fields = HTTPFields()
        if let person { fields = fields.about(person) }
        for (name, value) in ask.fields { fields[HTTPField.Name(name)!] = fill(value) }
        let answer = try await world.ask(ask.method, fill(ask.path), as: who, fields, body: ask.body.map(fill))
        return Outcome(
            status: Int(answer.status.code),
            fields: answer.telling,
            body: answer.text.replacing(thing.id, with: "{id}").replacing(thing.version, with: "{v}")
        )
    }

    /// Of each type one that the caller must not know of: of another person, hidden by each rule, and deleted.
    private static func secrets(from who: HostileWorld.Who, in world: HostileWorld) async throws -> [Thing] {
        let closed: [[String: [String]]] =
            switch who {
            case .doctor: [world.shielded]
            case .citizen: [world.denied]
            case .producer: [world.shielded, world.denied, world.own]
            }
        var things: [Thing] = []
        for (type, ids) in ([world.foreign, world.held] + closed).joined() {
            guard let id = ids.first else { continue }
            things.append(Thing(type: type, id: id, version: try await world.version(type, id)))
        }
        let deleted = world.deleted.foreign
        things.append(Thing(type: "Observation", id: deleted, version: try await world.version("Observation", deleted)))
        return things
    }

    private static func absent(like thing: Thing) -> Thing {
        Thing(
            type: thing.type,
            id: String(repeating: "q", count: thing.id.utf8.count),
            version: String(repeating: "w", count: thing.version.utf8.count)
        )
    }

    @Test func whatIsNotForTheCallerIsAsWhatNeverWas() async throws {
        let world = try await HostileWorld()
        for who in [HostileWorld.Who.doctor, .citizen(world.one)] {
            let things = try await Self.secrets(from: who, in: world)
            #expect(Set(things.map(\.type)).isSuperset(of: world.foreign.keys))
            for thing in things {
                for ask in Self.reads + Self.names + Self.writes {
                    let asked = try await Self.outcome(ask, thing, who, world.one, in: world)
                    let never = try await Self.outcome(ask, Self.absent(like: thing), who, world.one, in: world)
                    #expect(asked == never, "\(who) \(ask.testDescription) \(thing.type)")
                    #expect(asked.status < 500)
                }
            }
        }
    }

    /// The questions above are no empty ones: each has another answer for what the caller may see.
    @Test func whatIsForTheCallerIsNot() async throws {
        let world = try await HostileWorld()
        var things: [Thing] = []
        for (type, ids) in world.own {
            guard let id = ids.first else { continue }
            things.append(Thing(type: type, id: id, version: try await world.version(type, id)))
        }
        for ask in Self.reads where !ask.path.contains("Provenance") {
            var differences = 0
            for thing in things {
                let asked = try await Self.outcome(ask, thing, .doctor, world.one, in: world)
                let never = try await Self.outcome(ask, Self.absent(like: thing), .doctor, world.one, in: world)
                differences += asked == never ? 0 : 1
            }
            #expect(differences > 0, "\(ask.testDescription)")
        }
    }

    /// A laboratory asks by its own resources alone; that it may write makes no difference.
    @Test func anotherLaboratoryIsToldNoMore() async throws {
        let world = try await HostileWorld()
        let stranger = HostileWorld.Who.producer("310000777")
        let things = try await Self.secrets(from: stranger, in: world)
        for thing in things {
            for ask in Self.reads + Self.names + Self.writes {
                let asked = try await Self.outcome(ask, thing, stranger, nil, in: world)
                let never = try await Self.outcome(ask, Self.absent(like: thing), stranger, nil, in: world)
                #expect(asked == never, "\(ask.testDescription) \(thing.type)")
            }
            let identifier = #"identifier=urn:x%7C\#(thing.id)"#
            let fields = HTTPFields.fhir.with("if-none-exist", identifier)
            let body = #"{"resourceType":"Observation","status":"final","code":{"text":"x"}}"#
            let made = try await world.ask(.post, "/v1/fhir/Observation", as: stranger, fields, body: body)
            #expect(made.status == .created)
        }
        // All is as it was.
        for thing in things { #expect(try await world.version(thing.type, thing.id) == thing.version) }
    }

    /// Who could see it is told that it is gone; who asks about somebody else is not.
    @Test func aDeletionIsToldToWhomItWasShown() async throws {
        let world = try await HostileWorld()
        let path = "/v1/fhir/Observation/\(world.deleted.own)"
        #expect(try await world.ask(.get, path, HTTPFields().about(world.one)).status == .gone)
        #expect(try await world.ask(.get, path, HTTPFields().about(world.other)).status == .notFound)
        #expect(try await world.ask(.get, path, as: .producer("310000777")).status == .notFound)
    }

    /// Ids say nothing of when, what or how much: none can be made from another.
    @Test func idsAreNoNumbers() async throws {
        let world = try await HostileWorld()
        var ids: [String] = []
        var versions: [String] = []
        for _ in 0..<100 {
            let id = try await world.addObservation(about: world.one)
            ids.append(id)
            versions.append(try await world.version("Observation", id))
        }
        for list in [ids, versions] {
            #expect(Set(list).count == list.count)
            #expect(list != list.sorted() && list != list.sorted(by: >))
            // 32 letters: that two neighbours begin with the same five happens once in 300 000 such lists.
            for (one, next) in zip(list, list.dropFirst()) { #expect(one.prefix(5) != next.prefix(5)) }
            #expect(list.allSatisfy { $0.utf8.count >= 16 })
        }
    }
}
