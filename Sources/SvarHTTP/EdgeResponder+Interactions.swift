import HTTPTypes
import Hummingbird
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// Carries a routed request out.
    func carryOut(_ call: Call) async throws -> Answer {
        switch call.interaction {
        case .live: return plain(#"{"status":"live"}"#)
        case .ready:
            try await port.checkReady()
            return plain(#"{"status":"ready"}"#)
        case .metrics: return await metricsPage()
        case .submitMessage: return try await submitMessage(call)
        default: return try await fhir(call)
        }
    }

    /// Interactions on the FHIR base.
    private func fhir(_ call: Call) async throws -> Answer {
        let fields = call.request.headers
        guard let format = Negotiation.format(accept: fields[.accept], query: call.query) else {
            if call.interaction == .read, call.type == .binary, let answer = try await content(call) { return answer }
            throw HTTPRefusal.notAcceptableXML
        }
        if !call.query.isEmpty, call.interaction != .search, call.interaction != .searchByPost {
            try QueryRules.check(call.query, for: call.interaction)
        }
        var answer =
            switch (call.interaction, call.type) {
            case (.read, let type?): Self.answer(try await port.read(type, call.id))
            case (.capabilities, _): capabilities(call)
            case (.submitBundle, _):
                try await withResource(call) { bytes in
                    Self.answer(
                        try await port.submitBundle(
                            bytes,
                            preference: Negotiation.preference(fields),
                            isOnce: fields[.once]?.lowercased() == "true",
                            base: call.base
                        )
                    )
                }
            case (.search, let type?):
                Self.answer(
                    try await port.search(QueryRules.search(type, call.query), isPosted: false, base: call.base)
                )
            case (.searchByPost, let type?): try await searchByPost(call, type)
            case (.create, let type?):
                try await withResource(call) { bytes in
                    let condition = fields[.ifNoneExist]
                    return Self.written(try await port.create(type, bytes, ifNoneExist: condition), call)
                }
            case (.update, let type?):
                try await withResource(call) { bytes in
                    let version = try Negotiation.ifMatch(fields)
                    return Self.written(try await port.update(type, call.id, bytes, ifMatch: version), call)
                }
            case (.delete, let type?):
                Self.answer(try await port.delete(type, call.id, ifMatch: Negotiation.ifMatch(fields)))
            case (.versionRead, let type?):
                Self.answer(try await port.versionRead(type, call.id, call.versionID))
            case (.history, let type?): try await history(call, type)
            default: throw HTTPRefusal.notFound
            }
        answer.contentType = format.contentType
        return answer
    }

    /// A Binary's content as itself, for a caller that accepts its type and no FHIR format.
    private func content(_ call: Call) async throws -> Answer? {
        guard let content = try await port.content(call.id),
            Negotiation.accepts(content.contentType, accept: call.request.headers[.accept])
        else { return nil }
        var answer = Answer(200)
        answer.body = content.bytes
        answer.contentType = content.contentType
        // What a sender labelled must not run in a browser.
        answer.fields[.contentDisposition] = "attachment"
        answer.fields[.xContentTypeOptions] = "nosniff"
        answer.fields[.contentSecurityPolicy] = "sandbox; default-src 'none'"
        return answer
    }

    private func submitMessage(_ call: Call) async throws -> Answer {
        let fields = call.request.headers
        if let refusal = Negotiation.refusalOfMessage(contentType: fields[.contentType]) { throw refusal }
        try Self.refuseEncoded(fields)
        let wantsXML = Negotiation.wantsXML(accept: fields[.accept])
        return try await bodies.withBody(of: call.request) { bytes in
            if bytes.isEmpty { throw HTTPRefusal.emptyBody }
            let reply = try await port.submitMessage(bytes, wantsXML: wantsXML)
            var answer = Answer(reply.status)
            answer.body = reply.receipt
            answer.contentType = reply.isXML ? "application/xml; charset=utf-8" : "application/json; charset=utf-8"
            return answer
        }
    }

    /// Reads the body of a write, which must be one JSON resource.
    private func withResource(_ call: Call, _ use: ([UInt8]) async throws -> Answer) async throws -> Answer {
        let fields = call.request.headers
        if let refusal = Negotiation.refusalOfResource(contentType: fields[.contentType]) { throw refusal }
        try Self.refuseEncoded(fields)
        return try await bodies.withBody(of: call.request) { bytes in
            if bytes.isEmpty { throw HTTPRefusal.emptyBody }
            return try await use(bytes)
        }
    }

    private func history(_ call: Call, _ type: HostedType) async throws -> Answer {
        let (count, token) = try QueryRules.history(call.query)
        return Self.answer(try await port.history(type, call.id, count: count, token: token, base: call.base))
    }

    private func searchByPost(_ call: Call, _ type: HostedType) async throws -> Answer {
        let fields = call.request.headers
        var query = call.query
        let length = fields[.contentLength].flatMap { Int($0) }
        if length != 0 || fields[.contentType] != nil {
            if let refusal = Negotiation.refusalOfForm(contentType: fields[.contentType]) { throw refusal }
            try Self.refuseEncoded(fields)
            let form = try await bodies.withBody(of: call.request) { bytes in
                do throws(Target.Failure) {
                    return try Target.form(bytes)
                } catch {
                    throw HTTPRefusal(400, .structure, "the form cannot be read: bad percent-encoding")
                }
            }
            query += form
        }
        return Self.answer(try await port.search(QueryRules.search(type, query), isPosted: true, base: call.base))
    }

    private func capabilities(_ call: Call) -> Answer {
        var answer = Answer(200)
        answer.body = CapabilityStatement.make(
            base: call.base,
            version: settings.version,
            date: InstantFormat.utcText(startedAt),
            isSandbox: settings.isSandbox
        )
        return answer
    }

    private func metricsPage() async -> Answer {
        var figures = await port.gauges()
        figures.append(
            ("process_resident_memory_bytes", "Resident memory.", Double(ProcessFigures.residentBytes))
        )
        figures.append(
            ("process_cpu_seconds_total", "Processor time, user and system.", ProcessFigures.processorSeconds)
        )
        figures.append(
            ("process_start_time_seconds", "Start of the server, seconds since 1970.", Double(startedAt) / 1e6)
        )
        var answer = Answer(200)
        answer.contentType = "text/plain; version=0.0.4; charset=utf-8"
        answer.body = Array(metrics.registry.exposition(extra: figures).utf8)
        return answer
    }

    private func plain(_ json: String) -> Answer {
        var answer = Answer(200)
        answer.contentType = "application/json; charset=utf-8"
        answer.body = Array(json.utf8)
        return answer
    }

    // MARK: Shared

    private static func refuseEncoded(_ fields: HTTPFields) throws(HTTPRefusal) {
        guard let encoding = fields[.contentEncoding], encoding.lowercased() != "identity" else { return }
        throw .unsupportedEncoding
    }

    /// An answer to a read, a search or a delete.
    private static func answer(_ reply: InteractionReply) -> Answer {
        var answer = Answer(reply.status)
        if let resource = reply.resource, reply.status < 400 {
            answer.body = resource
        } else if reply.status != 204, reply.status >= 400 || !reply.issues.isEmpty {
            answer.body = OperationOutcome(reply.issues).bytes
        }
        if let version = reply.version {
            answer.fields[.eTag] = "W/\"\(version.versionID)\""
            answer.fields[.lastModified] = HTTPDate.format(version.at)
        }
        return answer
    }

    /// An answer to a create or update, shaped as the caller prefers.
    private static func written(_ reply: InteractionReply, _ call: Call) -> Answer {
        var answer = Self.answer(reply)
        guard reply.status < 300 else { return answer }
        if let version = reply.version, reply.status != 202 {
            answer.fields[.location] =
                "\(call.base)/\(version.type.rawValue)/\(version.id)/_history/\(version.versionID)"
            switch Negotiation.preference(call.request.headers) {
            case .minimal: answer.body = []
            case .operationOutcome: answer.body = OperationOutcome(reply.issues).bytes
            case .representation, nil: break
            }
        }
        return answer
    }
}
