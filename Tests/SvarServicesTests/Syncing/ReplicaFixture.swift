import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarSync
import SvarTesting
import Synchronization

/// The use cases of replicas over the reference store, with a clock that stands still and seeded ids.
struct ReplicaFixture: Sendable {
    static let clinic = Caller(role: .replica, id: "", client: "journal", organisation: "310000001", request: "r1")
    /// 32 bytes, as a key file has.
    static let secret = [UInt8](repeating: 5, count: 32)

    let clock = ManualClock()
    let store: MemoryStore
    let access = HookedAccessLog()
    let service: ReplicaService

    init(epoch: String = "first", _ change: (inout ReplicaService.Configuration) -> Void = { _ in }) {
        let clock = clock
        store = MemoryStore(epoch: epoch, index: IndexRows.store) { clock.now }
        var configuration = ReplicaService.Configuration { clock.now }
        configuration.participants = { .approvingLists(of: Self.clinic.actor.organisation) }
        change(&configuration)
        let state = Mutex<UInt64>(1)
        let ids = IDSource {
            state.withLock { state in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state ^ state >> 29
            }
        }
        service = ReplicaService(
            store: store,
            access: access,
            configuration: configuration,
            ids: ids,
            tokens: SyncTokens(secret: Self.secret)
        )
    }

    /// The same store asked by a service told otherwise.
    func service(
        tokens: SyncTokens = SyncTokens(secret: secret),
        _ change: (inout ReplicaService.Configuration) -> Void = { _ in }
    ) -> ReplicaService {
        var configuration = service.configuration
        change(&configuration)
        return ReplicaService(store: store, access: access, configuration: configuration, tokens: tokens)
    }

    /// A replica of the clinic.
    func enrol(_ caller: Caller = clinic) async throws -> String {
        try await service.enrol(#"{"schema":1}"#.bytes, caller: caller).id
    }

    /// A replica that follows persons by these Patient ids for twenty days.
    func enrol(following patients: [String]) async throws -> String {
        let id = try await enrol()
        try await follow(patients, id)
        return id
    }

    @discardableResult
    func follow(_ patients: [String], _ id: String, days: Int64 = 20) async throws -> ScopeReply {
        let body = scope(patients.map { "Patient/\($0)" }, days: days)
        return try await service.setScope(id, body, ifMatch: nil, caller: Self.clinic)
    }

    /// The body of a scope.
    func scope(_ persons: [String], days: Int64 = 20) -> [UInt8] {
        let until = InstantFormat.utcText(clock.now.microseconds + days * 86_400_000_000)
        let lines = persons.map {
            #"{"person":"\#($0)","basis":"gp-list","responsible":"9144889","until":"\#(until)"}"#
        }
        return #"{"persons":[\#(lines.joined(separator: ","))]}"#.bytes
    }

    // MARK: Reports

    /// A person and their reports, one unit each.
    @discardableResult
    func person(_ patient: String, reports: [String] = []) async throws -> PersonKey {
        let person = try await store.addPerson(patient)
        for report in reports { try await add(report, to: person) }
        return person
    }

    @discardableResult
    func add(_ report: String, to person: PersonKey, isHeld: Bool = false) async throws -> UnitKey {
        let version = Fixture.version(.diagnosticReport, report)
        return try await store.addUnit([version], person: person, state: UnitState(isHeld: isHeld))
    }

    /// A new version of a report, with which it may be held back or released.
    func write(_ report: String, _ version: String, to unit: UnitKey, isHeld: Bool = false) async throws {
        try await store.write { transaction in
            let version = Fixture.version(.diagnosticReport, report, version)
            try transaction.append([version], to: unit, state: UnitState(isHeld: isHeld))
        }
    }

    // MARK: Answers

    /// All pages of one answer of a delta; nil when nothing changed.
    func delta(_ id: String, _ token: String? = nil, limit: Int = .max) async throws -> Lines? {
        switch try await service.delta(id, token: token, limit: limit, caller: Self.clinic) {
        case .unchanged: nil
        case .round(let round): try await Lines(round)
        }
    }

    /// The token of a delta that is complete.
    func token(_ id: String, _ token: String? = nil) async throws -> String {
        guard let end = try await delta(id, token)?.end else { throw Lines.Missing() }
        return end.token
    }

    /// What a token is refused with; nil when it is not.
    func fault(_ id: String, _ token: String, by service: ReplicaService? = nil, _ caller: Caller = clinic) async throws
        -> SyncFault?
    {
        do {
            _ = try await (service ?? self.service).delta(id, token: token, limit: .max, caller: caller)
            return nil
        } catch let fault as SyncFault {
            return fault
        }
    }
}

/// The lines of one answer, read.
struct Lines: Sendable {
    struct Missing: Error {}

    let all: [SyncLine]
    /// As they were sent, one text a page.
    let pages: [String]

    init(_ round: SyncRound) async throws {
        var round = round
        var pages: [String] = []
        while let page = try await round.next() { pages.append(String(decoding: page, as: UTF8.self)) }
        self.pages = pages
        all = try pages.joined().split(separator: "\n").map { line in
            guard let line = try SyncLine(line: Array(line.utf8)) else { throw Missing() }
            return line
        }
    }

    /// Ids of the reports that are put, in order.
    var put: [String] {
        get throws { try puts.map { try $0.body.json[0]?["id"]?.string ?? "" } }
    }
    var puts: [SyncLine.PutLine] { all.compactMap { if case .put(let put) = $0 { put } else { nil } } }
    var denied: [SyncLine.DenyLine] { all.compactMap { if case .deny(let deny) = $0 { deny } else { nil } } }
    var persons: [SyncLine.PersonLine] { all.compactMap { if case .person(let one) = $0 { one } else { nil } } }
    var pageTokens: [String] { all.compactMap { if case .page(_, let token) = $0 { token } else { nil } } }
    var begin: SyncLine.Begin? { all.compactMap { if case .begin(let begin) = $0 { begin } else { nil } }.first }
    var end: SyncLine.End? { all.compactMap { if case .end(let end) = $0 { end } else { nil } }.last }
}

/// A log of use in memory that lets a test do something before rows are committed.
final class HookedAccessLog: AccessLog {
    private let log: MemoryAccessLog
    private let hook = Mutex<(@Sendable () async throws -> Void)?>(nil)

    init(_ log: MemoryAccessLog = MemoryAccessLog()) { self.log = log }

    /// Done once, before the next row.
    func before(_ body: @escaping @Sendable () async throws -> Void) { hook.withLock { $0 = body } }

    var rows: [AuditRow] { log.rows }

    func record(_ row: AuditRow, keeping query: KeptQuery?) async throws {
        let body = hook.withLock { hook in
            defer { hook = nil }
            return hook
        }
        try await body?()
        try await log.record(row, keeping: query)
    }

    func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(number: Int64, row: AuditRow)] {
        try await log.rows(about: person, before: before, limit: limit)
    }

    func row(_ number: Int64) async throws -> AuditRow? { try await log.row(number) }
    func number(from time: ServerTime) async throws -> Int64 { try await log.number(from: time) }

    func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery? { try await log.query(hash, now: now) }
    func close() async throws { try await log.close() }
}
