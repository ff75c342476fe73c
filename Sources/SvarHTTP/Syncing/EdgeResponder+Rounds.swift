import Crypto
import HTTPTypes
import NIOCore
import ServiceLifecycle
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarSync

extension EdgeResponder {
    /// What changed: lines, or nothing.
    func delta(_ call: Call, _ caller: Caller, _ replicas: ReplicaService) async throws -> Answer {
        try requireLines(call)
        let token = try Self.value("token", call)
        let limit = try Self.number("limit", call, 1...1_000_000)
        return try await answers.page(upTo: AnswerSender.streamBytes) {
            let reply = try await replicas.delta(call.id, token: token, limit: limit ?? .max, caller: caller)
            var answer: Answer
            switch reply {
            case .unchanged(let token):
                answer = Answer(204)
                answer.fields[.syncToken] = token
            case .round(let round): answer = try await lines(of: round)
            }
            // Read behind the page: what it says of somebody who may read no more, this says too.
            answer.fields[.syncProfessionals] = String(try await replicas.professionalsVersion(of: call.id))
            return answer
        }
    }

    /// All units of some persons.
    func reconcile(_ call: Call, _ caller: Caller, _ replicas: ReplicaService) async throws -> Answer {
        try requireLines(call)
        let (token, persons) = try await withJSON(call) { try Self.reconciled($0) }
        return try await answers.page(upTo: AnswerSender.streamBytes) {
            try await lines(
                of: try await replicas.reconcile(call.id, token: token, persons: persons, limit: .max, caller: caller)
            )
        }
    }

    /// Every person with their count and sum, in rows of 52 bytes.
    func manifest(_ call: Call, _ caller: Caller, _ replicas: ReplicaService) async throws -> Answer {
        guard SyncMedia.accepts(SyncMedia.manifest, call.fields) else {
            throw HTTPRefusal.notAcceptable(SyncMedia.manifest)
        }
        return try await answers.page(upTo: AnswerSender.streamBytes) {
            let manifest = try await replicas.manifest(call.id, caller: caller)
            let bytes = ManifestRow.bytes(of: manifest.rows)
            let tag = Base64URL.encode(Array(SHA256.hash(data: bytes).prefix(16)))
            let isKnown = call.fields[.ifNoneMatch].map { Preconditions.matches($0, tag) } ?? false
            var answer = Answer(isKnown ? 304 : 200)
            answer.contentType = SyncMedia.manifest
            answer.fields[.eTag] = "W/\"\(tag)\""
            answer.fields[.syncToken] = manifest.token
            answer.fields[.syncStamp] = manifest.stamp.text
            answer.fields[.syncCount] = String(manifest.count)
            answer.fields[.syncDigest] = Base64URL.encode(manifest.digest.bytes)
            if !isKnown { answer.body = bytes }
            return answer
        }
    }

    /// The lines of a round. What fits on one page is sent as it is; else each page is made when the one before is on its
    /// way, and the answer ends with one when its time is over or the server stops.
    private func lines(of round: SyncRound) async throws -> Answer {
        var begun = round
        let metrics = metrics.sync
        let first = try await begun.next() ?? []
        if let page = begun.lastPage { metrics.sent(page) }
        var answer = Answer(200)
        answer.contentType = SyncMedia.delta
        guard !begun.isOver else {
            answer.body = first
            return answer
        }
        let rest = begun
        let end = ContinuousClock.now + .seconds(settings.roundSeconds)
        answer.stream = { writer in
            var round = rest
            try await AnswerSender.write(ByteBuffer(bytes: first), to: &writer)
            while !Task.isShuttingDownGracefully, ContinuousClock.now < end, let page = try await round.next() {
                if let page = round.lastPage { metrics.sent(page) }
                try await AnswerSender.write(ByteBuffer(bytes: page), to: &writer)
            }
        }
        return answer
    }

    private func requireLines(_ call: Call) throws {
        guard SyncMedia.accepts(SyncMedia.delta, call.fields) else { throw HTTPRefusal.notAcceptable(SyncMedia.delta) }
    }

    /// The token and persons of a body.
    private static func reconciled(_ body: [UInt8]) throws -> (token: String, persons: [WireKey]) {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(body).root
        } catch {
            throw HTTPRefusal(400, .structure, "the body is not JSON (byte \(error.offset))")
        }
        guard root.kind == .object, root.members.allSatisfy({ ["token", "persons"].contains($0.key) }),
            let token = root["token"]?.string, let list = root["persons"], list.kind == .array
        else { throw HTTPRefusal(400, .structure, "the body must be an object with a token and a list of persons") }
        guard list.count <= ReplicaService.reconciledPersons else {
            throw HTTPRefusal(422, .tooCostly, "\(ReplicaService.reconciledPersons) persons may be named at most")
        }
        let keys = try list.elements.map { try WireKey(wire: $0.string ?? "") }
        return (token, keys)
    }

    /// The one value of a parameter; nil when it is not there.
    static func value(_ name: String, _ call: Call) throws -> String? {
        let values = call.query.filter { $0.name == name }
        guard values.count <= 1 else { throw HTTPRefusal(400, .value, "\(name) may come once") }
        return values.first?.value
    }

    /// The same as a whole number within bounds.
    static func number(_ name: String, _ call: Call, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = try value(name, call) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw HTTPRefusal(
                400,
                .value,
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }
}
