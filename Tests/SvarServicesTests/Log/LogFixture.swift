import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import Testing

@testable import SvarServices

/// A register of a few persons, as a test sets them.
struct FewPersons: PopulationRegister {
    var facts: [PersonNumber: RegisterFacts] = [:]
    var revision: Int { 0 }
    func answer(about numbers: [PersonNumber]) -> RegisterFacts? { numbers.lazy.compactMap { facts[$0] }.first }
    func numbers(with number: PersonNumber) -> [PersonNumber] { [number] }
    func holder(_ number: PersonNumber) -> PersonKey { PersonKey(-(Int64(number.value) ?? 1)) }
}

/// A service with a child, a grown-up and their relations, over both kinds of store, and the log of use beside it.
struct LogFixture {
    static let base = "http://svar.test/v1/fhir"
    static let child = PersonNumber(.nationalIdentity, "13895500180")!
    static let parent = PersonNumber(.nationalIdentity, "13895500261")!

    let clock = ManualClock()
    let store: any ResultStore
    let access: any AccessLog
    let service: ResultService
    private let directory: TemporaryDirectory

    /// - Parameters:
    ///   - hasGrown: the child is no child any more.
    ///   - anonymises: staff who look in an emergency stand without a name.
    init(_ choice: StoreChoice = .memory, hasGrown: Bool = false, anonymises: Bool = false) throws {
        directory = try TemporaryDirectory()
        let clock = clock
        switch choice {
        case .memory:
            store = MemoryStore(index: IndexRows.store) { clock.now }
            access = MemoryAccessLog()
        case .sqlite:
            let bytes = SeededBytes(seed: 5)
            let environment = StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
            store = try SQLiteStore.open(
                directory: directory.path,
                kind: .service,
                create: true,
                index: IndexRows.store,
                environment: environment
            )
            access = try SQLiteAccessLog.open(directory: directory.path, environment: environment)
        }
        service = Self.service(store, access, clock, hasGrown: hasGrown, anonymises: anonymises)
    }

    static func service(
        _ store: any ResultStore,
        _ access: any AccessLog,
        _ clock: ManualClock,
        hasGrown: Bool = false,
        anonymises: Bool = false
    ) -> ResultService {
        var population = FewPersons()
        let mandate = Mandate(.parent, holder: population.holder(parent))
        population.facts[child] = RegisterFacts(
            birthDate: CivilDate(year: hasGrown ? 1980 : 2020, month: 1, day: 1),
            sharesAddressWithParent: true,
            mandates: [mandate]
        )
        population.facts[parent] = RegisterFacts(birthDate: CivilDate(year: 1980, month: 1, day: 1))
        var configuration = ResultService.Configuration(now: { clock.now })
        configuration.population = population
        configuration.anonymisesEmergency = anonymises
        return ResultService(
            store: store,
            access: access,
            configuration: configuration,
            logKeys: LogKeys(secret: [UInt8](repeating: 3, count: 32))
        )
    }

    func close() async throws {
        try await access.close()
        try await store.close()
    }

    // MARK: Callers

    static let laboratory = Caller(
        role: .producer(Producer("974760673")),
        actor: AuditActor(role: "producer", id: "", client: "lims", organisation: "974760673"),
        request: "lab"
    )

    static func citizen(_ number: PersonNumber, about other: PersonNumber? = nil) -> Caller {
        var caller = Caller(role: .citizen(number), id: "", client: "portal", organisation: "", request: "citizen")
        caller.person = other.map { .number($0) }
        return caller
    }

    static func auditor(about number: PersonNumber? = nil) -> Caller {
        var caller = Caller(role: .auditor, id: "", client: "control", organisation: "983544622", request: "audit")
        caller.person = number.map { .number($0) }
        return caller
    }

    /// A doctor of Testby legesenter with a name.
    func doctor(_ basis: AccessBasis = .exempt, hpr: String = "9144889", name: String = "Test Lege") -> Caller {
        var facts = CallerCredentials.Facts(issuer: "https://issuer.test")
        facts.securityLevel = 4
        facts.personnelNumber = hpr
        facts.name = name
        facts.professions = ["LE"]
        facts.organisationParent = "974760673"
        var attestation = Attestation()
        attestation.authorization = Attestation.Code(system: nil, code: "LE", text: nil)
        attestation.legalEntity = Attestation.Place(
            system: "urn:oid:2.16.578.1.12.4.1.4.101",
            id: "974760673",
            name: "Testby legesenter"
        )
        attestation.department = Attestation.Place(
            system: "urn:oid:2.16.578.1.12.4.1.4.102",
            id: "705592",
            name: "Akuttmottak"
        )
        attestation.attestedAt = clock.now.microseconds
        var care = Attestation.CareRelationship()
        care.purpose = .treatment
        care.purposeCode = Attestation.Code(system: nil, code: "TREAT", text: nil)
        care.purposeDetails = Attestation.Code(
            system: "urn:oid:2.16.578.1.12.4.1.1.9151",
            code: "EKSTSVAR",
            text: "Svar"
        )
        care.service = Attestation.Code(system: "urn:oid:2.16.578.1.12.4.1.1.8655", code: "S03", text: "Indremedisin")
        care.decisionID = "23423255"
        care.isUserSelected = false
        attestation.care = care
        facts.attestation = attestation
        var caller = Caller(
            role: .personnel,
            actor: AuditActor(role: "personnel", id: hpr, client: "journal", organisation: "974760673"),
            person: .number(Self.child),
            basis: basis.rawValue,
            request: "doctor"
        )
        caller.credentials = CallerCredentials(facts)
        return caller
    }

    // MARK: Doing

    /// A report about the child; its id. `isDelayed`: imaging, which the citizen side sees after 14 days.
    func report(isDelayed: Bool = false) async throws -> String {
        clock.move(microseconds: 60_000_000)
        let body = Self.report(isDelayed ? "RAD" : "LAB")
        let reply = try await service.create(.diagnosticReport, Array(body.utf8), caller: Self.laboratory)
        return try #require(reply.resource).id
    }

    /// The laboratory sends the report again, now with a picture: what the citizen may see of it is delayed.
    func addPicture(to report: String) async throws {
        clock.move(microseconds: 60_000_000)
        let body = Self.report("RAD", id: report)
        _ = try await service.update(.diagnosticReport, report, Array(body.utf8), caller: Self.laboratory)
    }

    private static func report(_ category: String, id: String? = nil) -> String {
        let own = id.map { #""id":"\#($0)","# } ?? ""
        return """
            {"resourceType":"DiagnosticReport",\(own)"status":"final","code":{"text":"x"},
            "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"\(category)"}]}],
            "subject":{"identifier":{"system":"\(Self.child.kind.system)","value":"\(Self.child.value)"}}}
            """
    }

    func read(_ report: String, as caller: Caller) async throws {
        clock.move(microseconds: 60_000_000)
        _ = try await service.read(.diagnosticReport, report, caller: caller)
    }

    func key(_ number: PersonNumber = child) async throws -> PersonKey {
        try #require(try await store.person(number: number))
    }

    /// A setting as its log entry and its row.
    func set(_ draft: SettingDraft, by author: SettingAuthor = .citizen(.grown)) async throws {
        clock.move(microseconds: 60_000_000)
        let (person, now) = (try await key(), clock.now)
        try await store.write { store in
            let id = try store.newSubject()
            let event = SettingEvent(setting: Setting.ID(id), at: now, action: .set(draft), by: author)
            _ = try store.enter(.setting, subject: id, SettingCoding.encode(event), about: person)
            var row = Self.row(.setting, about: person, at: now)
            row.setting = AuditedSetting(id: id, action: "set")
            try store.record(row)
        }
    }

    static func row(_ action: AuditAction, about person: PersonKey, units: [UnitKey] = [], at: ServerTime) -> AuditRow {
        AuditRow(
            at: at,
            action: action,
            outcome: .permitted,
            status: 200,
            actor: AuditActor(role: "replica", id: "", client: "epj", organisation: "974760673"),
            person: person,
            units: units,
            basis: "",
            position: LogPosition(0),
            request: "row"
        )
    }

    // MARK: Asking

    /// A page of the plain log.
    func log(as caller: Caller, _ query: String = "", of service: ResultService? = nil) async throws -> LogPage {
        clock.move(microseconds: 1_000_000)
        let body = try await (service ?? self.service).log(
            SearchFixture.values(query),
            as: .plain,
            base: Self.base,
            caller: caller
        )
        return try LogPage(body)
    }

    /// A page of AuditEvents.
    func events(as caller: Caller, _ query: String = "") async throws -> BundleView {
        clock.move(microseconds: 1_000_000)
        return try BundleView(
            await service.log(SearchFixture.values(query), as: .events, base: Self.base, caller: caller)
        )
    }
}

/// A page of `/v1/log`.
struct LogPage {
    let text: String
    let rows: [JSONNode]
    let next: String?

    init(_ bytes: [UInt8]) throws {
        text = String(decoding: bytes, as: UTF8.self)
        let root = try bytes.json
        rows = root["rows"].map { Array($0.elements) } ?? []
        next = root["next"]?.string
    }

    /// What was done, newest first.
    var actions: [String] { rows.compactMap { $0["what"]?["code"]?.string } }
    var reports: [[String]] { rows.map { $0["what"]?["reports"]?.elements.compactMap(\.string) ?? [] } }
}

extension JSONNode {
    /// As it stands in the document.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
