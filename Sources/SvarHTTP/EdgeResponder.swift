import HTTPTypes
package import Hummingbird
import NIOCore
import SvarDomain
import SvarFHIR
package import SvarServices

/// What the server gives each request; the edge needs nothing of it.
package struct EdgeContext: InitializableFromSource, Sendable {
    package init(source: ApplicationRequestContextSource) {}
    /// For callers that have no connection.
    package init() {}
}

/// Answers every request: guards, route, caller, negotiation, use case, answer, and then its figures and its log line.
package struct EdgeResponder: HTTPResponder {
    package typealias Context = EdgeContext

    let port: any ResultPort
    /// Nil: this server has no replicas.
    let replicas: ReplicaService?
    let callers: any CallerSource
    let settings: EdgeSettings
    let bodies: BodyReader
    let answers: AnswerSender
    let metrics: RequestMetrics
    let log: RequestLog
    private let ids: RequestIDs
    private let refusals = RefusalRows()
    let startedAt: Int64

    /// - Parameters:
    ///   - callers: who says who calls
    ///   - idPrefix: a random text that request ids made here start with
    ///   - startedAt: microseconds since 1970
    package init(
        port: any ResultPort,
        replicas: ReplicaService? = nil,
        callers: any CallerSource,
        settings: EdgeSettings,
        metrics: RequestMetrics,
        log: RequestLog,
        idPrefix: String,
        startedAt: Int64
    ) {
        self.port = port
        self.replicas = replicas
        self.callers = callers
        self.settings = settings
        self.metrics = metrics
        self.log = log
        self.startedAt = startedAt
        bodies = BodyReader(limits: settings.body)
        answers = AnswerSender(settings)
        ids = RequestIDs(prefix: idPrefix)
    }

    package func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        let requestID = ids.id(for: request.headers[.requestID])
        metrics.begin()
        var row: Int?
        var isPretty = false
        var answer: Answer
        do {
            answer = try await self.answer(request, requestID: requestID, row: &row, isPretty: &isPretty)
        } catch {
            answer = Answer(HTTPRefusal.from(error))
            // Refused before its parameters were read, or after.
            if isPretty || GeneralParameters.areForPretty(request.head.path) {
                answer.body = PrettyJSON.indented(answer.body)
            }
        }
        let status = answer.status
        let response = await answers.response(answer, to: request, requestID: requestID)
        let duration = (ContinuousClock.now - start).nanoseconds
        metrics.end(row: row, method: request.method, status: status, nanoseconds: duration)
        log.add(row: row, method: request.method, status: status, nanoseconds: duration, requestID: requestID)
        return response
    }

    /// Guards, route and caller. `row` is set as soon as it is known, for log and metrics; `isPretty` when a form asked
    /// for it.
    private func answer(
        _ request: Request,
        requestID: String,
        row: inout Int?,
        isPretty: inout Bool
    ) async throws -> Answer {
        // The first Host field has become the authority; a second one is still among the fields.
        if request.headers[.furtherHost] != nil { throw HTTPRefusal.severalHosts }
        if settings.isSandbox, !SandboxRule.allows(host: request.head.authority) { throw HTTPRefusal.foreignHost }
        let target: Target
        do throws(Target.Failure) { target = try Target(request.head.path ?? "") } catch {
            throw error == .tooManyItems ? HTTPRefusal.tooManyParameters : HTTPRefusal.badTarget
        }
        let authority = target.authority ?? request.head.authority
        if settings.isSandbox, !SandboxRule.allows(host: authority) { throw HTTPRefusal.foreignHost }
        if let issue = IdentityGuard.check(target) { throw HTTPRefusal(400, [issue]) }
        switch RouteTable.match(request.method, target.segments, hasQuery: !target.query.isEmpty) {
        case .notFound: throw HTTPRefusal.notFound
        case .dotSegment: throw HTTPRefusal.dotSegment
        case .unknownType: throw HTTPRefusal.unknownType
        case .queryMissing: throw HTTPRefusal.queryMissing
        case .methodNotAllowed(let methods):
            if let preflight = CrossOrigin.preflight(request, methods: methods, settings) { return preflight }
            throw HTTPRefusal.methodNotAllowed(methods)
        case .found(let index, let type, let id, let version):
            row = index
            var call = Call(
                request: request,
                row: index,
                type: type,
                id: id,
                versionID: version,
                query: target.query,
                authority: authority
            )
            guard call.route.needsCaller else { return try await openly(call) }
            var caller: Caller?
            do {
                return try await self.answer(&call, &caller, requestID, &isPretty)
            } catch let refusal as HTTPRefusal {
                try await record(refusal, of: caller, call.interaction, requestID)
                throw refusal
            }
        }
    }

    /// The answer to whoever calls; `known` is set as soon as it is known who that is.
    private func answer(
        _ call: inout Call,
        _ known: inout Caller?,
        _ requestID: String,
        _ isPretty: inout Bool
    ) async throws -> Answer {
        let request = call.request
        var caller = try await callers.caller(
            of: request,
            taking: call.route.scopes,
            by: call.route.schemes,
            requestID: requestID
        )
        known = caller
        if request.headers.contains(.personID) { caller.person = try PersonField.read(request.headers) }
        if request.headers.contains(.accessBasis) { caller.basis = try AccessBasis.read(request.headers) }
        if request.headers.contains(.requesterRole) { caller.category = try RoleField.read(request.headers) }
        caller.needsAttestation = call.route.isNational || settings.needsAttestation
        known = caller
        if call.interaction == .submitMessage { return try await submitMessage(call, caller) }
        if call.interaction == .readLog { return try await citizenLog(call, caller) }
        if call.route.isSync { return try await sync(call, caller) }
        if call.route.isPrivacy { return try await privacy(call, caller) }
        var general = try GeneralParameters(takingFrom: &call.query)
        defer { isPretty = general.isPretty }
        return try await fhir(call, &general, caller)
    }

    /// Writes down what no use case was asked about: the edge refused it (decision 37). Refusals of those who cannot be
    /// told apart are counted, and one a second of each kind is written down, so that bad tokens fill no disk.
    private func record(
        _ refusal: HTTPRefusal,
        of known: Caller?,
        _ interaction: Interaction,
        _ requestID: String
    ) async throws {
        if refusal.isRecorded { return }
        if let caller = known ?? refusal.caller {
            return try await port.recordRefusal(of: interaction, status: refusal.status, caller: caller)
        }
        metrics.refused(refusal.reason)
        guard refusals.admit(refusal.status, refusal.reason, at: .now) else { return }
        let nobody = Caller(role: .unknown, id: "", client: "", organisation: "", request: requestID)
        try await port.recordRefusal(of: interaction, status: refusal.status, caller: nobody)
    }
}

extension EdgeResponder {
    /// The base that links of an answer start with: that of the FHIR interactions, of the national shape beside it, or
    /// for pages the server's address.
    func base(of call: Call) -> String {
        let path =
            call.route.isNational
            ? RouteTable.nationalPath
            : call.route.isSync
                ? RouteTable.syncPath : call.route.isPrivacy ? RouteTable.privacyPath : call.interaction == .page ? "" : RouteTable.basePath
        guard let publicBase = settings.publicBase else { return settings.origin(authority: call.authority) + path }
        guard path != RouteTable.basePath, publicBase.hasSuffix(RouteTable.basePath) else { return publicBase }
        return publicBase.dropLast(RouteTable.basePath.count) + path
    }
}

/// A routed request.
struct Call: Sendable {
    let request: Request
    /// The index of its route.
    let row: Int
    let type: HostedType?
    let id: String
    let versionID: String
    /// Without `_format` and `_pretty`.
    var query: [NamedValue]
    /// The host and port that were asked.
    let authority: String?

    var route: Route { RouteTable.rows[row] }
    var interaction: Interaction { RouteTable.rows[row].interaction }
    var fields: HTTPFields { request.headers }
}

extension Duration {
    /// Whole nanoseconds.
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
