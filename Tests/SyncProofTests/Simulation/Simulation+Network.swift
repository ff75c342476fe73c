import Crypto
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarReplica
import SvarServices
import SvarSync
import SvarSynthetic
import SvarTesting

/// The network, and the edge of the server: requests in, bytes out, as over HTTP.
extension Simulation {
    /// What a request is answered with.
    private enum Reply {
        case small(SyncResponseHead, [UInt8])
        case round(SyncRound)
    }

    func carry(
        _ request: SyncRequest,
        of number: Int,
        _ onHead: @Sendable (SyncResponseHead) -> Void,
        _ onBytes: @Sendable ([UInt8]) -> Bool
    ) async throws(TransportFault) {
        guard violation == nil else { throw TransportFault("the run is over") }
        do {
            try await answer(request, number, onHead, onBytes)
        } catch let fault as TransportFault {
            throw fault
        } catch let error as SimulationViolation {
            violation = error
            throw TransportFault("the run is over")
        } catch {
            violation = SimulationViolation(property: "server", detail: "\(request.method) \(name(request)): \(error)")
            throw TransportFault("the run is over")
        }
    }

    /// The last part of the address; what is asked.
    private func name(_ request: SyncRequest) -> String {
        let parts = request.path.split(separator: "/")
        return parts.count == 3 ? "replicas" : parts.count == 4 ? "facts" : String(parts[4])
    }

    private func answer(
        _ request: SyncRequest,
        _ number: Int,
        _ onHead: @Sendable (SyncResponseHead) -> Void,
        _ onBytes: @Sendable ([UInt8]) -> Bool
    ) async throws {
        let name = name(request)
        let fate = network.fate()
        note("\(request.method) \(name) \(fate)")
        switch fate {
        case .lost: throw TransportFault("lost")
        case .unavailable:
            onHead(SyncResponseHead(status: 503, headers: ["retry-after": "1"]))
            _ = onBytes(Self.outcome("busy"))
            return
        case .stale:
            let earlier = answers[number]?[request.method + name] ?? []
            guard !earlier.isEmpty else { break }
            let answer = earlier[network.integer(0...earlier.count - 1)]
            note("an answer of \(answer.pages.map(\.head))")
            onHead(answer.head)
            for page in answer.pages { try await deliver(page, of: answer, number, onBytes) }
            return
        case .twice:
            if case .round(let begun) = try await reply(request, number) {
                var round = begun
                while try await round.next() != nil {}
            }
        case .unheard, .cut, .whole: break
        }
        let (asked, time) = (world.head, clock.now.microseconds)
        let reply = try await reply(request, number)
        if fate == .unheard { throw TransportFault("lost") }
        switch reply {
        case .small(let head, let body):
            note("\(head.status)")
            onHead(head)
            var answer = SimulatedAnswer(head: head)
            answer.pages = [SimulatedAnswer.Page(bytes: body, head: world.head)]
            if head.status < 300 { answers[number, default: [:]][request.method + name, default: []].append(answer) }
            if case .cut(_, let part) = fate {
                _ = onBytes(Array(body.prefix(body.count * part / 1_000)))
                throw TransportFault("cut")
            }
            if !body.isEmpty { _ = onBytes(body) }
            if name == "manifest", head.status == 200 {
                try checkManifest(number, head, body, at: world.place(after: asked, due: time))
            }
        case .round(let round):
            let head = SyncResponseHead(status: 200, headers: [:])
            onHead(head)
            try await stream(round, SimulatedAnswer(head: head), request.method + name, fate, number, onBytes)
        }
    }

    private func stream(
        _ begun: SyncRound,
        _ begunAnswer: SimulatedAnswer,
        _ name: String,
        _ fate: Network.Fate,
        _ number: Int,
        _ onBytes: @Sendable ([UInt8]) -> Bool
    ) async throws {
        var (round, answer) = (begun, begunAnswer)
        defer { answers[number, default: [:]][name, default: []].append(answer) }
        while var bytes = try await round.next() {
            try await observe([])
            if mutant == .noCheckAtServing, network.isBusy, var random = network.random {
                try await write(&random)
                network.random = random
            }
            let lines = try Self.lines(bytes)
            if case .begin(let begin) = lines.first { answer.begin = begin }
            guard let begin = answer.begin else {
                throw SimulationViolation(property: "wire", detail: "an answer does not begin")
            }
            if mutant == .noUrgentDenials { bytes = Self.bytes(lines.filter { !Self.isUrgent($0, begin) }) }
            if mutant == .lostPut { bytes = Self.bytes(lines.filter { if case .put = $0 { false } else { true } }) }
            if mutant == .lostBlock { bytes = Self.bytes(lines.map(Self.withoutTags)) }
            if mutant == .lateBlock { bytes = Self.bytes(lines.filter { !Self.isLater($0, begin) }) }
            for line in lines { if case .page(_, let token) = line { tokens[number] = token } }
            if mutant != .noUrgentDenials, lines.contains(where: { Self.isUrgent($0, begin) }) {
                thinned.insert(begin.round)
            }
            let page = SimulatedAnswer.Page(bytes: bytes, head: world.head)
            answer.pages.append(page)
            note("page at \(page.head): \(Self.told(lines))")
            try check(lines, begin, number)
            if case .cut(let place, let part) = fate, answer.pages.count == place + 1 {
                _ = onBytes(Array(bytes.prefix(bytes.count * part / 1_000)))
                throw TransportFault("cut")
            }
            guard try await deliver(page, of: answer, number, onBytes) else { return }
            if network.isBusy, network.oneIn(2), var random = network.random {
                try await happen(&random)
                network.random = random
            }
        }
    }

    /// Hands a page over in pieces, and looks at the replica when it has it.
    @discardableResult
    private func deliver(
        _ page: SimulatedAnswer.Page,
        of answer: SimulatedAnswer,
        _ number: Int,
        _ onBytes: @Sendable ([UInt8]) -> Bool
    ) async throws -> Bool {
        let serial = try replicas[number].store.state().serial
        let cut = network.integer(0...page.bytes.count)
        var isWanted = onBytes(Array(page.bytes.prefix(cut)))
        if isWanted, cut < page.bytes.count { isWanted = onBytes(Array(page.bytes.dropFirst(cut))) }
        // What was not kept, for it was of another time or the disk failed, says nothing of the rows.
        let isKept = try replicas[number].store.state().serial != serial
        if isKept, let begin = answer.begin { try await check(page, of: answer, begin, number) }
        if let left = network.pagesToStop {
            network.pagesToStop = left - 1
            if left <= 0 { network.stop() }
        }
        return isWanted
    }

    /// What happens while rows of the log of use are written.
    func whileRecording() async throws {
        guard network.isBusy, network.oneIn(3), var random = network.random else { return }
        network.isBusy = false
        defer { network.isBusy = true }
        note("while recording")
        try await happen(&random)
        network.random = random
    }

    // MARK: The edge

    private func reply(_ request: SyncRequest, _ number: Int) async throws -> Reply {
        do {
            let reply = try await served(request, number)
            try await observe([])
            return reply
        } catch let fault as SyncFault {
            return .small(SyncResponseHead(status: fault.status, headers: [:]), Self.outcome("\(fault.rawValue): so"))
        } catch is Refusal {
            return .small(SyncResponseHead(status: 400, headers: [:]), Self.outcome("refused"))
        }
    }

    private func served(_ request: SyncRequest, _ number: Int) async throws -> Reply {
        let parts = request.path.split(separator: "/").map(String.init)
        let id = parts.count > 3 ? parts[3] : ""
        let token = request.query.first { $0.name == "token" }?.value
        let limit = request.query.first { $0.name == "limit" }.flatMap { Int($0.value) } ?? .max
        switch name(request) {
        case "replicas":
            let facts = try await service.enrol(request.body, caller: Self.clinic)
            replicas[number].id = facts.id
            return .small(SyncResponseHead(status: 201, headers: [:]), Self.bytes(facts))
        case "professionals":
            let facts = try await service.setProfessionals(id, request.body, caller: Self.clinic)
            try await observe([])
            return .small(SyncResponseHead(status: 200, headers: [:]), Self.bytes(facts))
        case "facts":
            let facts = try await service.facts(id, caller: Self.clinic)
            return .small(SyncResponseHead(status: 200, headers: [:]), Self.bytes(facts))
        case "scope":
            let tag = request.headers["If-Match"]?.filter(\.isNumber)
            let reply = try await service.setScope(
                id,
                request.body,
                ifMatch: tag.flatMap { Int($0) },
                caller: Self.clinic
            )
            note("scope \(wanted[number]?.sorted { $0.key < $1.key }.map { "\($0.key) until \($0.value)" } ?? [])")
            try await observe([.scope(replica: number, wanted[number] ?? [:])])
            return .small(SyncResponseHead(status: 200, headers: [:]), Self.bytes(reply))
        case "manifest":
            let manifest = try await service.manifest(id, caller: Self.clinic)
            let headers = [
                "svar-token": manifest.token, "svar-count": String(manifest.count),
                "svar-digest": Base64URL.encode(manifest.digest.bytes), "svar-stamp": manifest.stamp.text,
            ]
            return .small(SyncResponseHead(status: 200, headers: headers), ManifestRow.bytes(of: manifest.rows))
        case "reconcile":
            let root = try JSONDocument(request.body).root
            let persons = try root["persons"]?.elements.map { try WireKey(wire: $0.string ?? "") } ?? []
            return .round(
                try await service.reconcile(
                    id,
                    token: root["token"]?.string ?? "",
                    persons: persons,
                    limit: .max,
                    caller: Self.clinic
                )
            )
        case "delta":
            switch try await service.delta(id, token: token, limit: limit, caller: Self.clinic) {
            case .round(let round): return .round(round)
            case .unchanged(let token):
                return .small(SyncResponseHead(status: 204, headers: token.map { ["svar-token": $0] } ?? [:]), [])
            }
        default: return .small(SyncResponseHead(status: 404, headers: [:]), Self.outcome("no such address"))
        }
    }

    private static func bytes(_ facts: ReplicaFacts) -> [UInt8] {
        let key = facts.integrityKey.withUnsafeBytes { Array($0) }
        let body: JSONValue = [
            "replica": .string(facts.id), "epoch": .string(facts.epoch), "integrityKey": .string(Base64URL.encode(key)),
            "scopeVersion": JSONValue(facts.scopeVersion),
            "professionals": .array(
                facts.professionals.map { ["hpr": .string(String($0.number)), "tag": .string($0.tag.text)] }
            ),
            "professionalsVersion": JSONValue(facts.professionalsVersion),
            "stamp": .array([JSONValue(facts.stamp.milliseconds), JSONValue(facts.stamp.number)]),
        ]
        return body.bytes
    }

    private static func bytes(_ scope: ScopeReply) -> [UInt8] {
        let persons = scope.persons.map { entry -> JSONValue in
            ["p": .string(entry.person.text), "until": .string(InstantFormat.utcText(entry.until.microseconds))]
        }
        let body: JSONValue = ["scopeVersion": JSONValue(scope.version), "persons": .array(persons)]
        return body.bytes
    }

    private static func outcome(_ text: String) -> [UInt8] {
        let body: JSONValue = [
            "resourceType": "OperationOutcome",
            "issue": [["severity": "error", "code": "processing", "diagnostics": .string(text)]],
        ]
        return body.bytes
    }

    // MARK: Lines

    private static func lines(_ bytes: [UInt8]) throws -> [SyncLine] {
        try bytes.split(separator: UInt8(ascii: "\n")).compactMap { try SyncLine(line: Array($0)) }
    }

    private static func bytes(_ lines: [SyncLine]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines { line.write(into: &bytes) }
        return bytes
    }

    private static func withoutTags(_ line: SyncLine) -> SyncLine {
        guard case .person(var person) = line else { return line }
        person.blocked = []
        return .person(person)
    }

    /// Whether a person's line says something that came after the round's target.
    private static func isLater(_ line: SyncLine, _ begin: SyncLine.Begin) -> Bool {
        guard case .person(let person) = line else { return false }
        return person.until != nil && person.stamp > begin.to
    }

    /// Whether it tells of something that was closed after the round's target.
    private static func isUrgent(_ line: SyncLine, _ begin: SyncLine.Begin) -> Bool {
        switch line {
        case .deny(let deny): deny.stamp > begin.to
        case .person(let person): person.until == nil && person.stamp > begin.to
        case .begin, .put, .page, .end: false
        }
    }

    /// For the trace: nothing of it is another in another run.
    private static func told(_ lines: [SyncLine]) -> String {
        lines.map { line in
            switch line {
            case .begin(let begin):
                "\(begin.mode) \(begin.from.milliseconds)-\(begin.to.milliseconds).\(begin.to.number)"
            case .person(let person):
                "person \(person.person.text.prefix(3)) \(person.until.map { "until \($0)" } ?? "left")"
            case .deny(let deny):
                "deny \(deny.unit.text.prefix(3)) \(deny.stamp.milliseconds % 100_000).\(deny.stamp.number)"
            case .put(let put): "put \(put.unit.text.prefix(3)) \(put.stamp.milliseconds % 100_000).\(put.stamp.number)"
            case .page(let number, _): "page \(number)"
            case .end(let end): "end \(end.count)\(end.more ? " more" : "")"
            }
        }.joined(separator: ", ")
    }
}
