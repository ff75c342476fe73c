import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarServices
import SvarStore
import SvarSync
import SvarTesting

/// An edge over the use cases of replicas and a store, with a clock that stands still.
struct SyncFixture: Sendable {
    static let root = "/v1/sync/replicas"

    let clock = ManualClock()
    let store: any ResultStore & SyncStore
    let access = MemoryAccessLog()
    let service: ReplicaService
    let edge: EdgeFixture

    /// - Parameters:
    ///   - store: another than the reference store
    ///   - callers: others than a sandbox's
    init(
        store other: (any ResultStore & SyncStore)? = nil,
        callers: any CallerSource = SandboxCallers(),
        _ settings: (inout EdgeSettings) -> Void = { _ in },
        service change: (inout ReplicaService.Configuration) -> Void = { _ in }
    ) {
        let clock = clock
        store = other ?? MemoryStore(index: IndexRows.store) { clock.now }
        var configuration = ReplicaService.Configuration { clock.now }
        configuration.participants = { .approvingLists(of: "310000001") }
        change(&configuration)
        service = ReplicaService(store: store, access: access, configuration: configuration)
        edge = EdgeFixture(replicas: service, callers: callers, settings)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields = [:],
        _ body: String? = nil
    ) async throws -> TestResponse {
        var fields = fields
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        return try await edge.send(method, Self.root + path, fields, body: body)
    }

    /// The path of a replica, enrolled by these fields, that follows persons by their Patient ids.
    func enrol(following patients: [String] = [], _ fields: HTTPFields = [:]) async throws -> String {
        let id = try await send(.post, "", fields, #"{"schema":1}"#).json?["replica"]?.string ?? ""
        if !patients.isEmpty { _ = try await send(.put, "/\(id)/scope", fields, scope(patients)) }
        return "/\(id)"
    }

    /// The body of a scope.
    func scope(_ patients: [String], basis: String = "gp-list") -> String {
        let until = InstantFormat.utcText(clock.now.microseconds + 20 * 86_400_000_000)
        let lines = patients.map {
            #"{"person":"Patient/\#($0)","basis":"\#(basis)","responsible":"9144889","until":"\#(until)"}"#
        }
        return #"{"persons":[\#(lines.joined(separator: ","))]}"#
    }

    /// A person and reports of theirs; each is as long as `text` makes it.
    @discardableResult
    func person(_ patient: String, reports: [String], text: String = "") async throws -> PersonKey {
        let person = try await store.addPerson(patient)
        for report in reports { try await add(report, to: person, text: text) }
        return person
    }

    @discardableResult
    func add(_ report: String, to person: PersonKey, text: String = "") async throws -> UnitKey {
        try await store.addUnit([Fixture.version(.diagnosticReport, report, text: text)], person: person)
    }

    /// The token of a delta that is complete.
    func token(_ replica: String, _ fields: HTTPFields = [:]) async throws -> String {
        try await send(.get, replica + "/delta", fields).lines.end?.token ?? ""
    }
}

extension TestResponse {
    /// The lines of a delta.
    var lines: [SyncLine] {
        get throws { try SyncLine.all(of: text) }
    }

    /// What the diagnostics of an OperationOutcome begin with, before a colon.
    var faultCode: String? {
        get throws {
            try json?["issue"]?[0]?["diagnostics"]?.string?.split(separator: ":").first.map(String.init)
        }
    }
}

extension SyncLine {
    static func all(of text: String) throws -> [SyncLine] {
        try text.split(separator: "\n").compactMap { try SyncLine(line: Array($0.utf8)) }
    }
}

extension [SyncLine] {
    var end: SyncLine.End? { compactMap { if case .end(let end) = $0 { end } else { nil } }.last }
    var puts: [SyncLine.PutLine] { compactMap { if case .put(let put) = $0 { put } else { nil } } }
    var denied: [SyncLine.DenyLine] { compactMap { if case .deny(let deny) = $0 { deny } else { nil } } }
    var pageTokens: [String] { compactMap { if case .page(_, let token) = $0 { token } else { nil } } }
}

extension HTTPField.Name {
    static let syncToken = Self("svar-token")!
    static let syncStamp = Self("svar-stamp")!
    static let syncCount = Self("svar-count")!
    static let syncDigest = Self("svar-digest")!
}
