import FoundationEssentials
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
import Synchronization
import Testing

/// The real route table over the real use cases, with tokens of a test's issuer and synthetic reports about two persons:
/// what a hostile caller meets.
struct HostileWorld: Sendable {
    /// Whose token is shown.
    enum Who: Sendable, Hashable {
        case doctor
        case citizen(PersonNumber)
        case producer(String)
    }

    /// One for tests that change nothing and look at nothing that others leave.
    static let shared = Task { try await HostileWorld() }

    let edge: EdgeFixture
    private let tokens = Tokens()
    let callers: CallerFixture
    let store: any ResultStore
    let access = MemoryAccessLog()
    /// The person that hostile callers ask about.
    let one: PersonNumber
    /// The person that they must not learn of.
    let other: PersonNumber
    /// The laboratory of the resources below.
    let producer: String

    /// Ids of each type in reports of `one` and of `other`, in the order that a search finds them.
    private(set) var own: [String: [String]] = [:]
    private(set) var foreign: [String: [String]] = [:]
    /// Members of reports of `one` that the rules hide: from all but the laboratory, as they are held back; from health
    /// personnel, as they are shielded; from the citizen, as they are denied.
    private(set) var held: [String: [String]] = [:]
    private(set) var shielded: [String: [String]] = [:]
    private(set) var denied: [String: [String]] = [:]
    /// Observations that their laboratory has deleted: of `one`, and of `other`.
    private(set) var deleted: (own: String, foreign: String) = ("", "")

    /// - Parameters:
    ///   - store: the in-memory reference when nil.
    ///   - reports: how many each person has.
    init(_ store: (any ResultStore)? = nil, reports: Int = 5, _ change: (inout EdgeSettings) -> Void = { _ in })
        async throws
    {
        let clock: @Sendable () -> ServerTime = { ServerTime(microseconds: TestIssuer.time * 1_000_000) }
        let store = store ?? MemoryStore(index: IndexRows.store, clock: clock)
        self.store = store
        var configuration = ResultService.Configuration(now: clock)
        configuration.population = GrownPopulation()
        let service = ResultService(store: store, access: access, configuration: configuration)
        callers = CallerFixture()
        edge = EdgeFixture(port: ServicePort(service), callers: callers.callers) { settings in
            settings.isSandbox = false
            change(&settings)
        }
        let data = SyntheticData(seed: 11, persons: 200, reportsPerPerson: reports)
        // Both with a document in a report that stands.
        let messages = (0..<data.persons).lazy.map { data.messages(of: $0) }.filter { all in
            all.contains { message in message.hasAttachment && all.last { $0.reportID == message.reportID } == message }
        }.prefix(2)
        let first = try #require(messages.first?.first)
        one = first.person
        other = try #require(messages.last?.first).person
        producer = first.organisationNumber

        for message in messages.joined() { try await submit(message.bytes, of: message.organisationNumber) }
        own = try await ids(about: one)
        foreign = try await ids(about: other)
        shielded = try await close(.shielding)
        denied = try await close(.denial(.all))
        try await addHeld(like: first)
        deleted = (try await addDeleted(about: one), try await addDeleted(about: other))
    }

    private func submit(_ message: [UInt8], of organisation: String) async throws {
        let answer = try await ask(.post, "/v1/messages", as: .producer(organisation), .xml, bytes: message)
        try #require(answer.status == .created, "\(answer.text)")
    }

    /// A report whose order has a reservation of a code that nobody has classified: it is hidden from all but its
    /// laboratory (decision 35).
    private mutating func addHeld(like message: SyntheticMessage) async throws {
        let text = String(decoding: message.bytes, as: UTF8.self)
            .replacing("</ServReq>", with: #"<Reservation V="ZZ" S="2.16.578.1.12.4.1.1.3108" DN="Annet"/></ServReq>"#)
            .replacing(message.reportID, with: message.reportID + "-H")
            .replacing(message.messageID, with: message.messageID + "-H")
        let all = Set(try await ids(of: .producer(message.organisationNumber)).values.flatMap { $0 })
        try await submit(Array(text.utf8), of: message.organisationNumber)
        for (type, ids) in try await ids(of: .producer(message.organisationNumber)) {
            held[type] = ids.filter { !all.contains($0) }
        }
        try #require(held["DiagnosticReport"]?.count == 1 && held["Observation"]?.isEmpty == false)
    }

    /// Closes one report of `one` that has no document; its members leave `own`.
    private mutating func close(_ kind: SettingKind) async throws -> [String: [String]] {
        for report in own["DiagnosticReport"] ?? [] {
            let key = try #require(try await store.current(.diagnosticReport, report, in: .everything)).unit
            let members = try await store.members(of: key, in: .everything)
            guard !members.contains(where: { $0.type == .binary }) else { continue }
            let event = SettingEvent(
                setting: Setting.ID(0),
                at: ServerTime(microseconds: 0),
                action: .set(SettingDraft(kind, target: .unit(key))),
                by: .citizen(.grown)
            )
            try await store.write { [one] store in
                let person = try #require(try store.person(number: one))
                _ = try store.enter(.setting, subject: store.newSubject(), SettingCoding.encode(event), about: person)
            }
            let closed = Dictionary(grouping: members) { $0.type.rawValue }.mapValues { $0.map(\.id) }
            for (type, ids) in closed { own[type]?.removeAll { ids.contains($0) } }
            return closed
        }
        throw NoSuchReport()
    }

    private struct NoSuchReport: Error {}

    /// The version that a resource has now, whoever may see it.
    func version(_ type: String, _ id: String) async throws -> String {
        let type = try #require(HostedType(rawValue: type))
        return try #require(try await store.current(type, id, in: .everything)).versionID
    }

    private func addDeleted(about person: PersonNumber) async throws -> String {
        let id = try await addObservation(about: person)
        let gone = try await ask(.delete, "/v1/fhir/Observation/\(id)", as: .producer(producer))
        try #require(gone.status == .noContent)
        return id
    }

    /// An Observation by itself; its id.
    func addObservation(about person: PersonNumber) async throws -> String {
        let body =
            #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":"#
            + #"{"identifier":{"system":"\#(person.kind.system)","value":"\#(person.value)"}}}"#
        let made = try await ask(.post, "/v1/fhir/Observation", as: .producer(producer), .fhir, body: body)
        return try #require(try made.json?["id"]?.string)
    }

    private static let types = ["DiagnosticReport", "Observation", "Specimen", "ServiceRequest", "Binary"]

    private func ids(about person: PersonNumber) async throws -> [String: [String]] {
        try await ids(of: .doctor, HTTPFields().about(person))
    }

    private func ids(of who: Who, _ fields: HTTPFields = [:]) async throws -> [String: [String]] {
        var all: [String: [String]] = [:]
        for type in Self.types {
            let form = "person-id=\(one.value)&_count=200"
            let answer =
                fields.isEmpty
                ? try await ask(.post, "/v1/fhir/\(type)/_search", as: who, .form, body: form)
                : try await ask(.get, "/v1/fhir/\(type)?_count=200", as: who, fields)
            try #require(answer.status == .ok, "\(answer.text)")
            all[type] = try answer.json?["entry"]?.elements.compactMap { $0["resource"]?["id"]?.string } ?? []
        }
        return all
    }

    /// A token for this caller, made once.
    func token(_ who: Who) throws -> String {
        if let token = tokens.made.withLock({ $0[who] }) { return token }
        let token = try Self.token(who)
        tokens.made.withLock { $0[who] = token }
        return token
    }

    private final class Tokens: Sendable {
        let made = Mutex<[Who: String]>([:])
    }

    private static func token(_ who: Who) throws -> String {
        let claims = TestIssuer.claims
        return switch who {
        case .doctor: try TestIssuer.token(claims.with(doctorsClaims))
        case .citizen(let number):
            try TestIssuer.token(
                claims.with([
                    "scope": .string("svar/citizen"), "helseid://claims/identity/pid": .string(number.value),
                    "helseid://claims/hpr/hpr_number": nil,
                ])
            )
        case .producer(let organisation):
            try TestIssuer.token(
                claims.with([
                    "scope": .string("svar/produce"), RoleTests.parent: .string(organisation),
                    "helseid://claims/hpr/hpr_number": nil,
                ])
            )
        }
    }

    /// What a doctor attests who treats whoever is asked about.
    static var doctorsClaims: KeyValuePairs<String, JSONValue?> {
        [
            "nhn:tillitsrammeverk:parameters": .object([
                "practitioner": .object(["authorization": .object(["code": .string("LE")])]),
                "care_relationship": .object([
                    "healthcare_service": .object(["code": .string("KX17")]),
                    "purpose_of_use": .object(["code": .string("TREAT")]), "toa": JSONValue(TestIssuer.time),
                ]),
            ])
        ]
    }

    /// Sends one request with that caller's token, unless the fields hold one.
    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        as who: Who = .doctor,
        _ fields: HTTPFields = [:],
        body: String? = nil,
        bytes: [UInt8]? = nil
    ) async throws -> TestResponse {
        var fields = fields
        if fields[.authorization] == nil { fields[.authorization] = "Bearer " + (try token(who)) }
        if who == .doctor, fields[.accessBasis] == nil { fields[.accessBasis] = "UNNTAK" }
        return try await edge.send(method, path, fields, body: body, bytes: bytes)
    }
}

extension HTTPField.Name {
    fileprivate static let accessBasis = Self("access-basis")!
}

extension HTTPFields {
    /// These, and the field that names the person.
    func about(_ person: PersonNumber) -> HTTPFields { with("person-id", person.value) }
}
