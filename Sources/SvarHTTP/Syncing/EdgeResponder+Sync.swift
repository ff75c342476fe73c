import Crypto
import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarSync

extension EdgeResponder {
    /// What replicas ask (`docs/api/sync.md`). Refusals are the edge's to write down.
    func sync(_ call: Call, _ caller: Caller) async throws -> Answer {
        guard let replicas else { throw HTTPRefusal.noReplicas }
        try QueryRules.check(call.query, for: call.interaction)
        do {
            switch call.interaction {
            case .delta: return try await delta(call, caller, replicas)
            case .reconcile: return try await reconcile(call, caller, replicas)
            case .manifest: return try await manifest(call, caller, replicas)
            case .poke: return try await poke(call, caller, replicas)
            default: return try await replica(call, caller, replicas)
            }
        } catch let fault as SyncFault {
            metrics.sync.refused(fault)
            throw HTTPRefusal(fault)
        } catch let refusal as Refusal {
            throw HTTPRefusal(refusal.kind.statusCode, refusal.issues)
        }
    }

    /// A replica itself and its scope: small JSON in, JSON out.
    private func replica(_ call: Call, _ caller: Caller, _ replicas: ReplicaService) async throws -> Answer {
        guard SyncMedia.accepts(SyncMedia.json, call.fields) else {
            throw HTTPRefusal.notAcceptable("application/json")
        }
        switch call.interaction {
        case .enrolReplica:
            let facts = try await withJSON(call) { try await replicas.enrol($0, caller: caller) }
            var answer = Self.answer(facts, status: 201)
            answer.fields[.location] = "\(base(of: call))/replicas/\(facts.id)"
            return answer
        case .readReplica: return Self.answer(try await replicas.facts(call.id, caller: caller), status: 200)
        case .setProfessionals:
            let facts = try await withJSON(call) { try await replicas.setProfessionals(call.id, $0, caller: caller) }
            return Self.answer(facts, status: 200)
        case .endReplica:
            try await replicas.end(call.id, caller: caller)
            return Answer(204)
        case .readScope:
            return Self.answer(try await replicas.scope(call.id, caller: caller)) { entry in
                .object([
                    "p": .string(Base64URL.encode(entry.person.bytes)), "basis": .string(entry.basis),
                    "responsible": .string(entry.responsible), "until": Self.instant(entry.until),
                ])
            }
        case .setScope, .changeScope:
            // A tag that is no version of a scope names none.
            let version = try Negotiation.ifMatch(call.fields).map { Int($0) ?? -1 }
            let user = try await user(call, caller)
            let reply = try await withJSON(call) { body in
                call.interaction == .setScope
                    ? try await replicas.setScope(call.id, body, ifMatch: version, caller: caller, user: user)
                    : try await replicas.changeScope(call.id, body, ifMatch: version, caller: caller, user: user)
            }
            return Self.answer(reply) { entry in
                .object(["p": .string(Base64URL.encode(entry.person.bytes)), "until": Self.instant(entry.until)])
            }
        default: throw HTTPRefusal.notFound
        }
    }

    /// The professional for whom the system asks: on the basis and in the category that the request names, as at a read.
    private func user(_ call: Call, _ caller: Caller) async throws -> Caller? {
        guard
            var user = try await callers.user(of: call.request, by: call.route.schemes, requestID: caller.request)
        else { return nil }
        (user.basis, user.category, user.needsAttestation) = (caller.basis, caller.category, caller.needsAttestation)
        return user
    }

    private static func answer(_ facts: ReplicaFacts, status: Int) -> Answer {
        let key = facts.integrityKey.withUnsafeBytes { Array($0) }
        let body = JSONValue.object([
            "replica": .string(facts.id), "epoch": .string(facts.epoch), "integrityKey": .string(Base64URL.encode(key)),
            "scopeVersion": JSONValue(facts.scopeVersion),
            "limits": .object([
                "persons": JSONValue(facts.maximumPersons), "pageUnits": JSONValue(facts.pageUnits),
            ]),
            "professionals": .array(
                facts.professionals.map { professional in
                    .object([
                        "hpr": .string(String(professional.number)), "tag": .string(professional.tag.text),
                    ])
                }
            ),
            "professionalsVersion": JSONValue(facts.professionalsVersion),
            "stamp": .array([JSONValue(facts.stamp.milliseconds), JSONValue(facts.stamp.number)]),
        ])
        return json(body, status: status)
    }

    private static func answer(_ scope: ScopeReply, _ element: (ScopeEntry) -> JSONValue) -> Answer {
        var answer = json(
            .object(["scopeVersion": JSONValue(scope.version), "persons": .array(scope.persons.map(element))]),
            status: 200
        )
        answer.fields[.eTag] = "W/\"\(scope.version)\""
        return answer
    }

    private static func json(_ value: JSONValue, status: Int) -> Answer {
        var answer = Answer(status)
        answer.contentType = SyncMedia.json
        answer.body = value.bytes
        return answer
    }

    private static func instant(_ time: ServerTime) -> JSONValue { .string(InstantFormat.utcText(time.microseconds)) }

    /// Reads a JSON body.
    func withJSON<T: Sendable>(_ call: Call, _ use: ([UInt8]) async throws -> T) async throws -> T {
        try Self.checkJSON(call.fields)
        return try await bodies.withBody(of: call.request, maximumBytes: settings.maximumScopeBytes) { bytes in
            if bytes.isEmpty { throw HTTPRefusal.emptyBody }
            return try await use(bytes)
        }
    }

    /// Refuses a body that does not say it is JSON.
    static func checkJSON(_ fields: HTTPFields) throws(HTTPRefusal) {
        let type = Negotiation.mediaType((fields[.contentType] ?? "").utf8)
        guard ["application/json", "text/json", "application/fhir+json"].contains(type.type),
            type.charset == nil || type.charset == "utf-8"
        else { throw HTTPRefusal(415, .notSupported, "the body must be application/json in UTF-8") }
    }
}
