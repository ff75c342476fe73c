import HTTPTypes
import Hummingbird
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// What nobody has to say who they are for.
    func openly(_ call: Call) async throws -> Answer {
        switch call.interaction {
        case .live: return .plain(#"{"status":"live"}"#)
        case .ready:
            try await port.checkReady()
            return .plain(#"{"status":"ready"}"#)
        case .metrics: return await metricsPage()
        case .page: return try page(call)
        default: return try capabilities(call)
        }
    }

    /// Interactions on the FHIR base and on the national one.
    func fhir(_ call: Call, _ general: inout GeneralParameters, _ caller: Caller) async throws -> Answer {
        let fields = call.fields
        guard let format = Negotiation.format(accept: fields[.accept], format: general.format) else {
            var refusal = HTTPRefusal.notAcceptable
            if call.interaction == .read, call.type == .binary {
                if let answer = try await content(call, caller) { return answer }
                refusal.isRecorded = true
            }
            throw refusal
        }
        var answer: Answer
        switch (call.interaction, call.type) {
        case (.read, let type?):
            try QueryRules.check(call.query, for: .read)
            let reply = try await port.read(type, call.id, shape: ReadShape(call.query), caller: caller)
            answer = Answer(reading: reply, fields)
        case (.versionRead, let type?):
            try QueryRules.check(call.query, for: .versionRead)
            let shape = try ReadShape(call.query)
            let reply = try await port.versionRead(type, call.id, call.versionID, shape: shape, caller: caller)
            answer = Answer(reading: reply, fields)
        case (.create, let type?), (.update, let type?), (.conditionalUpdate, let type?), (.delete, let type?),
            (.conditionalDelete, let type?):
            answer = try await write(call, type, caller)
        case (.submitBundle, _): answer = try await submitBundle(call, caller)
        case (.history, _), (.typeHistory, _), (.systemHistory, _): answer = try await history(call, caller)
        case (.readConsent, _): answer = try await consent(call, &general, caller)
        case (.searchAuditEvents, _), (.readAuditEvent, _), (.explainAccess, _):
            answer = try await log(call, &general, caller)
        default:
            answer =
                call.interaction == .searchConsents
                ? try await consent(call, &general, caller) : try await search(call, &general, caller)
            // The form may have asked for a format of its own.
            let format = Negotiation.format(accept: fields[.accept], format: general.format) ?? format
            answer.contentType = format.contentType
            if general.isPretty { answer.body = PrettyJSON.indented(answer.body) }
            return answer
        }
        answer.contentType = format.contentType
        if general.isPretty { answer.body = PrettyJSON.indented(answer.body) }
        return answer
    }

    /// A Binary's content as itself, for a caller that accepts its type and no FHIR format.
    private func content(_ call: Call, _ caller: Caller) async throws -> Answer? {
        let accept = call.fields[.accept]
        let content = try await port.content(
            call.id,
            taking: { Negotiation.accepts($0, accept: accept) },
            caller: caller
        )
        guard let content else { return nil }
        var answer = Answer(200)
        answer.body = content.bytes
        answer.contentType = content.contentType
        // What a sender labelled must not run in a browser.
        answer.fields[.contentDisposition] = "attachment"
        answer.fields[.xContentTypeOptions] = "nosniff"
        answer.fields[.contentSecurityPolicy] = "sandbox; default-src 'none'"
        return answer
    }

    private func history(_ call: Call, _ caller: Caller) async throws -> Answer {
        try QueryRules.check(call.query, for: call.interaction)
        let level: HistoryInteraction.Level =
            switch (call.interaction, call.type) {
            case (.history, let type?): .resource(type, call.id)
            case (.typeHistory, let type?): .type(type)
            default: .system
            }
        return try await answers.page { [port] in
            Answer(try await port.history(HistoryInteraction(level, call.query), base: base(of: call), caller: caller))
        }
    }

    // MARK: Open pages

    private func capabilities(_ call: Call) throws -> Answer {
        var query = call.query
        let general = try GeneralParameters(takingFrom: &query)
        guard let format = Negotiation.format(accept: call.fields[.accept], format: general.format) else {
            throw HTTPRefusal.notAcceptable
        }
        try QueryRules.check(query, for: call.interaction)
        var answer = Answer(200)
        answer.contentType = format.contentType
        let isNational = call.interaction == .nationalCapabilities
        let subject = CapabilityStatement.Subject(
            base: base(of: call),
            version: settings.version,
            date: InstantFormat.utcText(startedAt),
            isSandbox: settings.isSandbox
        )
        answer.body = isNational ? CapabilityStatement.national(subject) : CapabilityStatement.make(subject)
        if general.isPretty { answer.body = PrettyJSON.indented(answer.body) }
        return answer
    }

    /// The description of the interface and the page made from it.
    private func page(_ call: Call) throws -> Answer {
        let base = base(of: call)
        let isOfBase = base.hasSuffix(RouteTable.basePath)
        let origin = isOfBase ? String(base.dropLast(RouteTable.basePath.count)) : Described.exampleOrigin
        let path = call.route.path.map { "/" + ($0 == .file ? call.id : $0.text) }.joined()
        guard let page = Described.page(path, origin: origin) else { throw HTTPRefusal.notFound }
        var answer = Answer(200)
        answer.contentType = page.contentType
        answer.body = page.bytes
        answer.fields[.contentSecurityPolicy] = Described.securityPolicy
        answer.fields[.xContentTypeOptions] = "nosniff"
        return answer
    }

    private func metricsPage() async -> Answer {
        var figures = await port.gauges()
        // By exact counts a producer could tell whether somebody they send a report about was known.
        if !settings.isSandbox { figures = figures.map { ($0.name, $0.help, StoreFigures.coarse($0.value)) } }
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
}
