import Crypto
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Testing

/// An edge over the real use cases and a store, a population register, and callers that a field names.
struct PrivacyFixture: Sendable {
    enum Store: CaseIterable, Sendable {
        case memory
        case sqlite
    }

    /// Who sends a request.
    enum Sender: Sendable, Hashable {
        case citizen(String)
        /// HPR number, organisation, and the purpose of the care relationship that they attest.
        case personnel(String, String, CarePurpose?)
        case guidance
        case producer(String)

        static let doctor = personnel("9144889", requester, nil)
        static let treating = personnel("9144897", "974760673", .treatment)
        static let other = personnel("7654321", "974760673", nil)
    }

    static let settings = "/v1/privacy/settings"
    static let presets = "/v1/privacy/presets"
    static let laboratory = "310000001"
    static let requester = "310000002"
    /// A grown-up with a proxy, and another without anything.
    static let person = "13895500180"
    static let stranger = "13895500261"
    /// Acts for `person`: sees results and settings.
    static let proxy = "13889910059"

    let clock = ManualClock()
    let store: any ResultStore
    let access = MemoryAccessLog()
    let service: ResultService
    let edge: EdgeFixture
    private let directory: TemporaryDirectory?

    init(
        _ choice: Store = .memory,
        policy: AccessPolicy = AccessPolicy(),
        population: [PopulationTable.Person]? = nil
    ) throws {
        let clock = clock
        switch choice {
        case .memory:
            store = MemoryStore(index: IndexRows.store) { clock.now }
            directory = nil
        case .sqlite:
            let directory = try TemporaryDirectory()
            store = try SQLiteStore.open(
                directory: directory.path,
                kind: .service,
                create: true,
                index: IndexRows.store,
                environment: StoreEnvironment(clock: { clock.now }, randomBytes: SeededBytes(seed: 3).callAsFunction)
            )
            self.directory = directory
        }
        var configuration = ResultService.Configuration(policy: policy, now: { clock.now })
        let holders = MandateHolders(secret: [UInt8](repeating: 7, count: 32))
        configuration.population = try #require(PopulationTable(population ?? Self.population, holders: holders))
        service = ResultService(
            store: store,
            access: access,
            configuration: configuration,
            tokens: PageTokens(secret: [UInt8](repeating: 5, count: 32))
        )
        edge = EdgeFixture(port: ServicePort(service), callers: NamedCallers(clock: clock))
    }

    static func number(_ text: String) -> PersonNumber { PersonNumber(text)! }

    /// Somebody of the register, born on 1 July of a year.
    static func somebody(_ text: String, born year: Int, _ mandates: PopulationTable.Mandate...)
        -> PopulationTable.Person
    {
        var person = PopulationTable.Person(number(text), birthDate: CivilDate(year: year, month: 7, day: 1))
        person.mandates = mandates
        person.sharesAddressWithParent = true
        return person
    }

    static let population = [
        somebody(person, born: 1980, PopulationTable.Mandate(.proxy, holder: number(proxy))),
        somebody(stranger, born: 1985), somebody(proxy, born: 1990),
    ]

    // MARK: Asking

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        as sender: Sender,
        about person: String? = Self.person,
        _ body: String? = nil,
        _ fields: HTTPFields = [:]
    ) async throws -> TestResponse {
        // Each entry of the log has a time of its own.
        clock.move(microseconds: 1_000_000)
        var fields = fields
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        if let person { fields[HTTPField.Name("person-id")!] = person }
        if case .personnel = sender, fields[.basis] == nil { fields[.basis] = "UNNTAK" }
        fields[NamedCallers.field] = NamedCallers.text(sender)
        return try await edge.send(method, path, fields, body: body)
    }

    /// A report of a person, ordered by `requester`, as the laboratory sends it.
    /// - Returns: its path on the FHIR base
    func report(of person: String = Self.person, order: String = "", on day: String = "2025-12-01") async throws
        -> String
    {
        let subject = #"{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"\#(person)"}}"#
        let fields = HTTPFields.fhir
        let identifier =
            order.isEmpty ? "" : #""identifier":[{"type":{"coding":[{"code":"PLAC"}]},"value":"\#(order)"}],"#
        let request = """
            {"resourceType":"ServiceRequest",\(identifier)"status":"active","intent":"order","subject":\(subject),
            "requester":{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.101","value":"\(Self.requester)"}}}
            """
        let report = """
            {"resourceType":"DiagnosticReport","status":"final","code":{"text":"Blood"},"subject":\(subject),
            "basedOn":[{"reference":"urn:uuid:1d2f8f3c-7e0f-4d9a-9b5c-0a7d3b1f1a01"}],"effectiveDateTime":"\(day)"}
            """
        let bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"fullUrl":"urn:uuid:1d2f8f3c-7e0f-4d9a-9b5c-0a7d3b1f1a01","resource":\(request),
            "request":{"method":"POST","url":"ServiceRequest"}},
            {"resource":\(report),"request":{"method":"POST","url":"DiagnosticReport"}}]}
            """
        let response = try await send(.post, "/v1/fhir", as: .producer(Self.laboratory), about: nil, bundle, fields)
        let locations = try response.json?["entry"]?.elements.compactMap { $0["response"]?["location"]?.string } ?? []
        let location = try #require(locations.first { $0.contains("DiagnosticReport/") }, "\(response.text)")
        let parts = location.split(separator: "/")
        let place = try #require(parts.firstIndex(of: "DiagnosticReport"))
        return "DiagnosticReport/\(parts[place + 1])"
    }

    /// The kinds in force that somebody is shown.
    func kinds(as sender: Sender, _ query: String = "", about person: String? = Self.person) async throws -> [String] {
        let response = try await send(.get, Self.settings + query, as: sender, about: person)
        return try response.json?["settings"]?.elements.compactMap { $0["kind"]?.string } ?? []
    }

    /// Sets something.
    /// - Returns: its path
    func set(_ body: String, as sender: Sender, about person: String? = Self.person) async throws -> String {
        let response = try await send(.post, Self.settings, as: sender, about: person, body)
        #expect(response.status == .created, "\(response.text)")
        return try Self.settings + "/" + #require(response.json?["id"]?.string)
    }

    /// What reading a report answers.
    func read(_ report: String, as sender: Sender, basis: AccessBasis = .exempt) async throws -> Int {
        let fields: HTTPFields = [.basis: basis.rawValue]
        return try await send(.get, "/v1/fhir/" + report, as: sender, nil, fields).status.code
    }
}

/// Callers as a field of the request names them, as if their tokens had said so.
struct NamedCallers: CallerSource {
    static let field = HTTPField.Name("test-caller")!
    let clock: ManualClock

    static func text(_ sender: PrivacyFixture.Sender) -> String {
        switch sender {
        case .citizen(let number): "citizen \(number)"
        case .personnel(let hpr, let organisation, let purpose):
            "personnel \(hpr) \(organisation) \(purpose?.rawValue ?? "none")"
        case .guidance: "guidance"
        case .producer(let organisation): "producer \(organisation)"
        }
    }

    func caller(
        of request: Request,
        taking scopes: [CallerScope],
        by schemes: TokenSchemes,
        requestID: String
    ) async throws -> Caller {
        let words = (request.headers[Self.field] ?? "").split(separator: " ").map(String.init)
        switch words.first {
        case "personnel":
            let purpose = CarePurpose(rawValue: words[3])
            return Caller.personnel(
                words[1],
                organisation: words[2],
                basis: nil,
                purpose: purpose,
                attestedAt: clock.now,
                request: requestID
            )
        case "citizen": return caller(.citizen(PrivacyFixture.number(words[1])), "citizen", "", requestID)
        case "guidance": return caller(.guidance, "guidance", "", requestID)
        case "producer": return caller(.producer(Producer(words[1])), "producer", words[1], requestID)
        default: throw HTTPRefusal(401, .login, "nobody")
        }
    }

    private func caller(_ role: Caller.Role, _ name: String, _ organisation: String, _ request: String) -> Caller {
        let actor = AuditActor(role: name, id: "", client: "test", organisation: organisation)
        return Caller(role: role, actor: actor, request: request)
    }
}

extension HTTPField.Name {
    static let basis = Self("access-basis")!
}
