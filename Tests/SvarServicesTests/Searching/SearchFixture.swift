import Crypto
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import Synchronization
import Testing

@testable import SvarServices

/// Which store a test runs on.
enum StoreChoice: CaseIterable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { "\(self)" }
}

/// A service over a store of its own, with a clock and ids of a seed. Resources are written as a sandbox's import does,
/// so that tests choose the ids.
struct SearchFixture {
    static let base = "http://svar.test/v1/fhir"
    static let secret = [UInt8](repeating: 9, count: 32)

    let clock: ManualClock
    let store: any ResultStore
    let log: MemoryAccessLog
    let service: ResultService
    private let directory: TemporaryDirectory?

    init(_ choice: StoreChoice = .memory, seed: UInt64 = 1) throws {
        let clock = ManualClock()
        self.clock = clock
        switch choice {
        case .memory:
            store = MemoryStore(index: IndexRows.store) { clock.now }
            directory = nil
        case .sqlite:
            let directory = try TemporaryDirectory()
            let bytes = SeededBytes(seed: seed)
            store = try SQLiteStore.open(
                directory: directory.path,
                kind: .sandbox,
                create: true,
                index: IndexRows.store,
                environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
            )
            self.directory = directory
        }
        log = MemoryAccessLog()
        service = Self.service(store, log, clock, seed)
    }

    private static func service(_ store: any ResultStore, _ log: MemoryAccessLog, _ clock: ManualClock, _ seed: UInt64)
        -> ResultService
    {
        let random = Mutex(SeededGenerator(seed: seed))
        var configuration = ResultService.Configuration(now: { clock.now })
        configuration.population = GrownPopulation()
        return ResultService(
            store: store,
            access: log,
            configuration: configuration,
            ids: IDSource { random.withLock { $0.next() } },
            tokens: PageTokens(secret: secret)
        )
    }

    /// The same store and log behind a new service, as after a restart.
    func restarted() -> ResultService { Self.service(store, log, clock, 77) }

    // MARK: Writing

    /// Writes resources under their ids, in order.
    func put(_ resources: String...) async throws {
        for resource in resources { try await put(resource) }
    }

    func put(_ resource: String) async throws {
        let root = try JSONDocument(resource.bytes).root
        guard let type = root["resourceType"]?.string.flatMap({ HostedType(rawValue: $0) }), let id = root["id"]?.string
        else { return }
        clock.move(microseconds: 1_000_000)
        _ = try await service.update(type, id, resource.bytes, caller: .sandbox)
    }

    func delete(_ type: HostedType, _ id: String) async throws {
        clock.move(microseconds: 1_000_000)
        _ = try await service.delete(type, .id(id), caller: .sandbox)
    }

    // MARK: Callers

    static func personnel(_ hpr: String = "9144889", about patient: String? = nil) -> Caller {
        .personnel(hpr, about: patient.map { .patient($0) })
    }

    static func citizen(_ number: PersonNumber) -> Caller {
        Caller(
            role: .citizen(number),
            actor: AuditActor(role: "citizen", id: "1", client: "portal", organisation: ""),
            request: "r"
        )
    }

    static func producer(_ name: String = "974760673") -> Caller {
        Caller(
            role: .producer(Producer(name)),
            actor: AuditActor(role: "producer", id: "", client: "lims", organisation: name),
            request: "r"
        )
    }

    // MARK: Asking

    func search(
        _ kind: SearchInteraction.Kind,
        _ query: String = "",
        as caller: Caller = .sandbox,
        isPosted: Bool = false,
        isLenient: Bool = false,
        of service: ResultService? = nil
    ) async throws -> BundleView {
        let search = SearchInteraction(kind, Self.values(query), isPosted: isPosted, isLenient: isLenient)
        return try BundleView(await (service ?? self.service).search(search, base: Self.base, caller: caller))
    }

    func history(
        _ level: HistoryInteraction.Level,
        _ query: String = "",
        as caller: Caller = .sandbox,
        of service: ResultService? = nil
    ) async throws -> BundleView {
        let history = HistoryInteraction(level, Self.values(query))
        return try BundleView(await (service ?? self.service).history(history, base: Self.base, caller: caller))
    }

    /// `name=value&…`, not encoded.
    static func values(_ query: String) -> [NamedValue] {
        query.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return NamedValue(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// Every page of a search from the one given, along a link.
    func pages(
        from first: BundleView,
        along relation: String,
        between: () async throws -> Void = {},
        ask: (_ query: String) async throws -> BundleView
    ) async throws -> [BundleView] {
        var pages = [first]
        while let token = pages[pages.count - 1].token(relation) {
            guard pages.count < 1_000 else { return pages }
            try await between()
            pages.append(try await ask("_page=\(token)"))
        }
        return pages
    }
}

/// A Bundle that was answered, read.
struct BundleView {
    let root: JSONNode
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        root = try JSONDocument(bytes).root
    }

    var entries: [JSONNode] { root["entry"].map { Array($0.elements) } ?? [] }
    var total: Int? { root["total"]?.number.flatMap { Int($0) } }

    /// `Type/id` of the entries with a search mode.
    func ids(_ mode: String = "match") -> [String] {
        entries.filter { $0["search"]?["mode"]?.isString(mode) == true }.compactMap { Self.name($0["resource"]) }
    }

    var matches: [String] { ids("match") }
    var includes: [String] { ids("include") }

    /// The texts of what is told of the search.
    var notes: [String] {
        entries.filter { $0["search"]?["mode"]?.isString("outcome") == true }
            .flatMap { $0["resource"]?["issue"].map { Array($0.elements) } ?? [] }
            .compactMap { $0["details"]?["text"]?.string }
    }

    /// `method Type/id` of a history.
    var versions: [String] {
        entries.compactMap { entry in
            guard let method = entry["request"]?["method"]?.string, let url = entry["fullUrl"]?.string else {
                return nil
            }
            return "\(method) \(url.dropFirst(SearchFixture.base.utf8.count + 1))"
        }
    }

    func link(_ relation: String) -> String? {
        root["link"].map { Array($0.elements) }?.first { $0["relation"]?.isString(relation) == true }?["url"]?.string
    }

    func token(_ relation: String) -> String? {
        link(relation)?.split(separator: "?_page=").dropFirst().first.map(String.init)
    }

    private static func name(_ resource: JSONNode?) -> String? {
        guard let type = resource?["resourceType"]?.string else { return nil }
        return "\(type)/\(resource?["id"]?.string ?? "")"
    }
}

/// Resources with ids that tests choose.
enum Made {
    static func patient(_ id: String, _ number: PersonNumber? = nil) -> String {
        let identifier = number.map {
            #","identifier":[{"system":"\#($0.kind.system)","value":"\#($0.value)"}]"#
        }
        return #"{"resourceType":"Patient","id":"\#(id)"\#(identifier ?? "")}"#
    }

    static func observation(
        _ id: String,
        of patient: String,
        code: String = "718-7",
        value: String = "5.0",
        at time: String = "2026-01-01",
        _ more: String = ""
    ) -> String {
        #"{"resourceType":"Observation","id":"\#(id)","status":"final","code":{"coding":[{"system":"http://loinc.org","#
            + #""code":"\#(code)"}]},"subject":{"reference":"Patient/\#(patient)"},"effectiveDateTime":"\#(time)","#
            + #""valueQuantity":{"value":\#(value),"unit":"g/dL"}\#(more)}"#
    }

    static func report(_ id: String, of patient: String, results: [String] = [], _ more: String = "") -> String {
        let references = results.map { #"{"reference":"Observation/\#($0)"}"# }.joined(separator: ",")
        let result = results.isEmpty ? "" : #","result":[\#(references)]"#
        return
            #"{"resourceType":"DiagnosticReport","id":"\#(id)","status":"final","code":{"text":"Blood"},"#
            + #""subject":{"reference":"Patient/\#(patient)"},"effectiveDateTime":"2026-01-01"\#(result)\#(more)}"#
    }

    /// Nobody's: valid by control digits, of the synthetic series.
    static let number = PersonNumber(.nationalIdentity, "13895500180")!
    static let otherNumber = PersonNumber(.nationalIdentity, "13895500261")!
}
