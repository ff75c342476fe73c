import HTTPTypes
import Hummingbird
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// A message of the national format; its answer is a receipt.
    func submitMessage(_ call: Call, _ caller: Caller) async throws -> Answer {
        let fields = call.fields
        if let refusal = Negotiation.refusalOfMessage(contentType: fields[.contentType]) { throw refusal }
        let wantsXML = Negotiation.wantsXML(accept: fields[.accept])
        return try await bodies.withBody(of: call.request) { bytes in
            if bytes.isEmpty { throw HTTPRefusal.emptyBody }
            let reply = try await port.submitMessage(bytes, wantsXML: wantsXML, caller: caller)
            var answer = Answer(reply.status)
            answer.body = reply.receipt
            answer.contentType =
                reply.isXML ? "application/xml; charset=utf-8" : Negotiation.Format.json.contentType
            return answer
        }
    }

    func submitBundle(_ call: Call, _ caller: Caller) async throws -> Answer {
        try QueryRules.check(call.query, for: .submitBundle)
        let preference = Negotiation.preference(call.fields)
        let isOnce = call.fields[.once]?.lowercased() == "true"
        return try await withResource(call) { bytes in
            try await answers.page { [port] in
                Answer(
                    try await port.submitBundle(
                        bytes,
                        preference: preference,
                        isOnce: isOnce,
                        base: base(of: call),
                        caller: caller
                    )
                )
            }
        }
    }

    /// Creates, updates and deletes, conditional or not.
    func write(_ call: Call, _ type: HostedType, _ caller: Caller) async throws -> Answer {
        let fields = call.fields
        let isConditional = call.interaction == .conditionalUpdate || call.interaction == .conditionalDelete
        if !isConditional { try QueryRules.check(call.query, for: call.interaction) }
        // Cannot be asked when only `_format` or `_pretty` stood in the query.
        if isConditional, call.query.isEmpty { throw HTTPRefusal.queryMissing }
        let preference = Negotiation.preference(fields)
        if call.interaction == .create {
            let condition = try Preconditions.ifNoneExist(fields, type)
            return try await withResource(call) { bytes in
                let reply = try await port.create(type, bytes, condition: condition, caller: caller)
                return Answer(writing: reply, base: base(of: call), preference)
            }
        }
        var target = WriteTarget(type, isConditional ? .search(call.query) : .id(call.id))
        target.ifMatch = try Negotiation.ifMatch(fields)
        try Preconditions.checkNoTime(fields)
        if call.route.method == .delete { return Answer(try await port.delete(target, caller: caller)) }
        target.onlyNew = try Preconditions.isOnlyNew(fields)
        let aim = target
        return try await withResource(call) { bytes in
            let reply = try await port.update(aim, bytes, caller: caller)
            return Answer(writing: reply, base: base(of: call), preference)
        }
    }

    /// Reads the body of a write, which must be one JSON resource.
    private func withResource(_ call: Call, _ use: ([UInt8]) async throws -> Answer) async throws -> Answer {
        if let refusal = Negotiation.refusalOfResource(contentType: call.fields[.contentType]) { throw refusal }
        return try await bodies.withBody(of: call.request) { bytes in
            if bytes.isEmpty { throw HTTPRefusal.emptyBody }
            return try await use(bytes)
        }
    }
}
