import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarSearch
import SvarServices
import Synchronization

/// A small store of resources in memory behind the edge's port, and the calls it got.
final class StubPort: ResultPort {
    struct Version: Sendable {
        var id: String
        /// Nil: deleted.
        var bytes: [UInt8]?
        var at: Int64
    }

    /// What the edge refused by itself.
    struct Refused: Sendable {
        var interaction: Interaction
        var status: Int
        var caller: Caller
    }

    struct State: Sendable {
        var refusals: [Refused] = []
        var resources: [String: [Version]] = [:]
        var searches: [SearchInteraction] = []
        var histories: [HistoryInteraction] = []
        var settings: [PrivacyAction] = []
        var consents: [ConsentSearch] = []
        var targets: [WriteTarget] = []
        var conditions: [[NamedValue]?] = []
        var shapes: [ReadShape?] = []
        var callers: [Caller] = []
        /// Bodies of creates, Bundles and messages.
        var bodies: [[UInt8]] = []
        /// What a search answers, when not an empty page.
        var page: [UInt8]?
        var next = 1
        var failure: SvarError?
    }

    let state = Mutex(State())

    /// Makes every later call fail with this.
    func fail(with error: SvarError?) { state.withLock { $0.failure = error } }

    /// Puts a first version there; its version id is `v1`.
    func put(_ type: HostedType, _ id: String, _ text: String, at: Int64 = 1_700_000_000_123_456) {
        state.withLock { $0.resources["\(type.rawValue)/\(id)"] = [Version(id: "v1", bytes: Array(text.utf8), at: at)] }
    }

    private func check(_ caller: Caller?) throws {
        if let caller { state.withLock { $0.callers.append(caller) } }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    func submitMessage(_ bytes: [UInt8], wantsXML: Bool, caller: Caller) async throws -> ReceiptReply {
        try check(caller)
        state.withLock { $0.bodies.append(bytes) }
        let receipt = wantsXML ? "<AppRec/>" : #"{"outcome":"accepted","reports":[],"issues":[]}"#
        return ReceiptReply(status: 201, receipt: Array(receipt.utf8), isXML: wantsXML)
    }

    func submitBundle(_ bytes: [UInt8], preference: ReturnPreference?, isOnce: Bool, base: String, caller: Caller)
        async throws -> InteractionReply
    {
        try check(caller)
        state.withLock { $0.bodies.append(bytes) }
        let text = #"{"resourceType":"Bundle","type":"transaction-response"}"#
        return InteractionReply(status: 200, resource: Array(text.utf8))
    }

    func create(_ type: HostedType, _ bytes: [UInt8], condition: [NamedValue]?, caller: Caller) async throws
        -> InteractionReply
    {
        try check(caller)
        let id = state.withLock { state in
            state.bodies.append(bytes)
            state.conditions.append(condition)
            state.next += 1
            return "new\(state.next)"
        }
        return write(type, id, bytes)
    }

    func update(_ target: WriteTarget, _ bytes: [UInt8], caller: Caller) async throws -> InteractionReply {
        try check(caller)
        guard let id = find(target) else { return missing }
        let current = state.withLock { $0.resources["\(target.type.rawValue)/\(id)"]?.last }
        if let ifMatch = target.ifMatch, ifMatch != current?.id { return failed }
        if target.onlyNew, current != nil { return failed }
        return write(target.type, id, bytes)
    }

    /// The id that a target names; a search finds what its `_id` says.
    private func find(_ target: WriteTarget) -> String? {
        state.withLock { $0.targets.append(target) }
        switch target.aim {
        case .id(let id): return id
        case .search(let query): return query.first { $0.name == "_id" }?.value
        }
    }

    private func write(_ type: HostedType, _ id: String, _ bytes: [UInt8]) -> InteractionReply {
        let (version, isNew) = state.withLock { state in
            let key = "\(type.rawValue)/\(id)"
            let count = state.resources[key]?.count ?? 0
            let version = Version(id: "v\(count + 1)", bytes: bytes, at: 1_700_000_000_000_000)
            state.resources[key, default: []].append(version)
            return (version, count == 0)
        }
        return InteractionReply(
            status: isNew ? 201 : 200,
            resource: bytes,
            version: .init(type: type, id: id, versionID: version.id, at: version.at),
            issues: [OutcomeIssue(severity: .information, code: .informational, text: "stored")]
        )
    }

    func delete(_ target: WriteTarget, caller: Caller) async throws -> InteractionReply {
        try check(caller)
        guard let id = find(target) else { return missing }
        let found = state.withLock { state in
            let key = "\(target.type.rawValue)/\(id)"
            guard let count = state.resources[key]?.count else { return false }
            state.resources[key]?.append(Version(id: "v\(count + 1)", bytes: nil, at: 1_700_000_001_000_000))
            return true
        }
        return found ? InteractionReply(status: 204) : missing
    }

    func read(_ type: HostedType, _ id: String, shape: ReadShape?, caller: Caller) async throws -> InteractionReply {
        try check(caller)
        state.withLock { $0.shapes.append(shape) }
        return reply(type, id, state.withLock { $0.resources["\(type.rawValue)/\(id)"]?.last })
    }

    func content(_ id: String, taking: (String) -> Bool, caller: Caller) async throws
        -> (contentType: String, bytes: [UInt8])?
    {
        try check(caller)
        return id == "b1" && taking("application/pdf") ? ("application/pdf", Array("%PDF".utf8)) : nil
    }

    func log(_ parameters: [NamedValue], as form: LogQuery.Form, base: String, caller: Caller) async throws
        -> InteractionReply
    {
        try check(caller)
        return InteractionReply(status: 200, resource: Array(#"{"rows":[]}"#.utf8))
    }

    func auditEvent(_ id: String, caller: Caller) async throws -> InteractionReply {
        try check(caller)
        return InteractionReply(status: 200, resource: Array(#"{"resourceType":"AuditEvent"}"#.utf8))
    }

    func explainAccess(to report: String, _ parameters: [NamedValue], caller: Caller) async throws -> InteractionReply {
        try check(caller)
        return InteractionReply(status: 200, resource: Array(#"{"resourceType":"Parameters"}"#.utf8))
    }

    func privacy(_ action: PrivacyAction, caller: Caller) async throws -> PrivacyReply {
        try check(caller)
        state.withLock { $0.settings.append(action) }
        var reply = PrivacyReply(status: 200)
        reply.body = Array("{}".utf8)
        return reply
    }

    func consent(_ id: String, caller: Caller) async throws -> (bytes: [UInt8], version: Int) {
        try check(caller)
        return (Array(#"{"resourceType":"Consent"}"#.utf8), 1)
    }

    func consents(_ search: ConsentSearch, base: String, caller: Caller) async throws -> [UInt8] {
        try check(caller)
        state.withLock { $0.consents.append(search) }
        return Array(#"{"resourceType":"Bundle","type":"searchset"}"#.utf8)
    }

    func recordRefusal(of interaction: Interaction, status: Int, caller: Caller) async throws {
        state.withLock { $0.refusals.append(Refused(interaction: interaction, status: status, caller: caller)) }
    }

    func versionRead(_ type: HostedType, _ id: String, _ versionID: String, shape: ReadShape?, caller: Caller)
        async throws -> InteractionReply
    {
        try check(caller)
        state.withLock { $0.shapes.append(shape) }
        let version = state.withLock { $0.resources["\(type.rawValue)/\(id)"]?.first { $0.id == versionID } }
        return reply(type, id, version)
    }

    private func reply(_ type: HostedType, _ id: String, _ version: Version?) -> InteractionReply {
        guard let version else { return missing }
        guard let bytes = version.bytes else {
            return InteractionReply(status: 410, issues: [OutcomeIssue(code: .deleted, text: "deleted")])
        }
        return InteractionReply(
            status: 200,
            resource: bytes,
            version: .init(type: type, id: id, versionID: version.id, at: version.at)
        )
    }

    private var missing: InteractionReply {
        InteractionReply(status: 404, issues: [OutcomeIssue(code: .notFound, text: "No such resource.")])
    }

    private var failed: InteractionReply {
        InteractionReply(status: 412, issues: [OutcomeIssue(code: .conflict, text: "another version")])
    }

    func history(_ request: HistoryInteraction, base: String, caller: Caller) async throws -> InteractionReply {
        try check(caller)
        state.withLock { $0.histories.append(request) }
        return InteractionReply(status: 200, resource: Array(#"{"resourceType":"Bundle","type":"history"}"#.utf8))
    }

    func search(_ request: SearchInteraction, base: String, caller: Caller) async throws -> InteractionReply {
        try check(caller)
        let page = state.withLock { state in
            state.searches.append(request)
            return state.page
        }
        return InteractionReply(
            status: 200,
            resource: page ?? Array(#"{"resourceType":"Bundle","type":"searchset"}"#.utf8)
        )
    }

    func checkReady() async throws { try check(nil) }

    func gauges() async -> [(name: String, help: String, value: Double)] {
        [("svar_store_resources", "Resources.", Double(state.withLock { $0.resources.count }))]
    }
}
