import HTTPTypes
import Hummingbird
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// The log of use on the FHIR base: AuditEvents, and decisions explained.
    func log(_ call: Call, _ general: inout GeneralParameters, _ caller: Caller) async throws -> Answer {
        let (query, asking) = try await parameters(of: call, &general, caller)
        switch call.interaction {
        case .readAuditEvent:
            try QueryRules.check(query, for: call.interaction)
            return Answer(try await port.auditEvent(call.id, caller: asking))
        case .explainAccess: return Answer(try await port.explainAccess(to: call.id, query, caller: asking))
        default:
            return try await answers.page { [port] in
                Answer(try await port.log(query, as: .events, base: base(of: call), caller: asking))
            }
        }
    }

    /// The citizen's log as plain JSON (`docs/api/log.md`).
    func citizenLog(_ call: Call, _ caller: Caller) async throws -> Answer {
        guard SyncMedia.accepts(SyncMedia.json, call.fields) else {
            throw HTTPRefusal.notAcceptable("application/json")
        }
        return try await answers.page { [port] in
            var answer = Answer(try await port.log(call.query, as: .plain, base: base(of: call), caller: caller))
            answer.contentType = Negotiation.Format.json.contentType
            return answer
        }
    }
}
