import Crypto
import SvarDomain
import SvarJSON
import SvarReplica
import SvarSync
import SvarSynthetic
import Synchronization

/// The protocol over a `ModelWorld`, with what can go wrong on the way: answers that are lost, cut, of another time, or
/// refused. Tokens are plain here.
final class ModelServer: SyncTransport {
    /// What happens to an answer.
    enum Trouble: Hashable {
        case none
        case lost
        /// After so many bytes of a thousand.
        case cut(Int)
        /// An earlier answer to the same address, whatever it was asked.
        case stale
        case status(Int, String)
    }

    struct Inner {
        var world: ModelWorld
        var generator: SeededGenerator
        /// Units of a page, and of an answer.
        var pageUnits = 4
        /// Events between two pages of an answer, at most.
        var eventsBetween = 0
        var trouble: @Sendable (inout SeededGenerator) -> Trouble = { _ in .none }
        var requests: [SyncRequest] = []
        /// Who may read, and how often that was changed.
        var professionals: [Int] = []
        var professionalsVersion = 0
        var answers: [String: (status: Int, headers: [String: String], body: [UInt8])] = [:]
        var chunk = 1_000
    }

    let inner: Mutex<Inner>

    init(_ world: ModelWorld, seed: UInt64) {
        inner = Mutex(Inner(world: world, generator: SeededGenerator(seed: seed)))
    }

    var world: ModelWorld { inner.withLock(\.world) }

    var requests: [SyncRequest] { inner.withLock(\.requests) }

    func change<Value: Sendable>(_ body: @Sendable (inout Inner) -> Value) -> Value {
        inner.withLock { inner in body(&inner) }
    }

    func send(
        _ request: SyncRequest,
        onHead: @escaping @Sendable (SyncResponseHead) -> Void,
        onBytes: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(TransportFault) {
        let (answer, chunk, isCut) = try Self.answer(request, inner)
        onHead(SyncResponseHead(status: answer.status, headers: answer.headers))
        var place = 0
        while place < answer.body.count {
            let end = min(answer.body.count, place + chunk)
            guard onBytes(Array(answer.body[place..<end])) else { return }
            place = end
        }
        if isCut { throw TransportFault("cut") }
    }

    private typealias Reply = (status: Int, headers: [String: String], body: [UInt8])

    private static func answer(
        _ request: SyncRequest,
        _ inner: borrowing Mutex<Inner>
    ) throws(TransportFault) -> (Reply, Int, Bool) {
        let (reply, chunk, trouble) = inner.withLock { inner -> (Reply, Int, Trouble) in
            inner.requests.append(request)
            let trouble = inner.trouble(&inner.generator)
            if trouble == .stale, let old = inner.answers[request.path] { return (old, inner.chunk, .none) }
            if case .status(let status, let text) = trouble { return (inner.outcome(status, text), inner.chunk, .none) }
            let reply = inner.reply(request)
            inner.answers[request.path] = reply
            return (reply, inner.chunk, trouble)
        }
        switch trouble {
        case .lost: throw TransportFault("lost")
        case .cut(let part):
            var reply = reply
            reply.body = Array(reply.body.prefix(reply.body.count * part / 1_000))
            return (reply, chunk, true)
        default: return (reply, chunk, false)
        }
    }
}

/// A place in a round.
private struct ModelToken {
    var epoch: String
    var mode: SyncMode?
    var from: Int64
    var to: Int64
    var last: Int64
    /// Units that were sent.
    var done: Int
    var page: Int

    var text: String { "\(epoch)/\(mode?.rawValue ?? "rest")/\(from)/\(to)/\(last)/\(done)/\(page)" }

    init(epoch: String, mode: SyncMode?, from: Int64, to: Int64) {
        self.epoch = epoch
        self.mode = mode
        self.from = from
        self.to = to
        (last, done, page) = (to, 0, 0)
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 7 else { return nil }
        let numbers = parts[2...].compactMap { Int64($0) }
        guard numbers.count == 5 else { return nil }
        epoch = parts[0]
        mode = SyncMode(rawValue: parts[1])
        (from, to, last, done, page) = (numbers[0], numbers[1], numbers[2], Int(numbers[3]), Int(numbers[4]))
    }
}

extension ModelServer.Inner {
    fileprivate typealias Reply = (status: Int, headers: [String: String], body: [UInt8])

    fileprivate func outcome(_ status: Int, _ text: String) -> Reply {
        let body: JSONValue = [
            "resourceType": "OperationOutcome",
            "issue": [["severity": "error", "code": "processing", "diagnostics": .string(text)]],
        ]
        return (status, [:], body.bytes)
    }

    private func fault(_ fault: SyncFault) -> Reply { outcome(fault.status, "\(fault.rawValue): see there") }

    fileprivate mutating func reply(_ request: SyncRequest) -> Reply {
        let name = request.path.split(separator: "/").last ?? ""
        let token = request.query.first { $0.name == "token" }?.value
        switch name {
        case "delta":
            var reply = delta(token)
            reply.headers["svar-professionals"] = String(professionalsVersion)
            return reply
        case "manifest":
            let rows = world.manifest(at: world.head)
            let total = world.total(at: world.head)
            let place = ModelToken(epoch: world.epoch, mode: nil, from: world.head, to: world.head)
            let headers = [
                "svar-token": place.text, "svar-count": String(total.count),
                "svar-digest": Base64URL.encode(total.digest.bytes),
                "svar-stamp": world.mark(at: world.head).text,
            ]
            return (200, headers, ManifestRow.bytes(of: rows))
        case "reconcile": return reconcile(request.body)
        case "poke": return (204, [:], [])
        case "scope": return (200, [:], Array(#"{"scopeVersion":3,"persons":[]}"#.utf8))
        default:
            if request.method == "PUT", let list = (try? JSONDocument(request.body).root)?["professionals"] {
                professionals = list.elements.compactMap { $0.string.flatMap { Int($0) } }
                professionalsVersion += 1
            }
            let key = SymmetricKey(data: world.integrityKey)
            let facts: JSONValue = [
                "replica": "r1", "epoch": .string(world.epoch),
                "integrityKey": .string(Base64URL.encode(world.integrityKey)),
                "scopeVersion": JSONValue(world.scopeVersion), "limits": ["persons": 20_000, "pageUnits": 500],
                "professionals": .array(
                    professionals.map { number in
                        let tag = WireKey(professional: number, in: "r1", key: key)
                        return ["hpr": .string(String(number)), "tag": .string(tag.text)]
                    }
                ),
                "professionalsVersion": JSONValue(professionalsVersion), "stamp": [0, -1],
            ]
            return (request.method == "POST" ? 201 : 200, [:], facts.bytes)
        }
    }

    private mutating func delta(_ text: String?) -> Reply {
        guard let text else {
            return round(ModelToken(epoch: world.epoch, mode: .snapshot, from: 0, to: world.head), nil)
        }
        guard let token = ModelToken(text) else { return fault(.tokenMalformed) }
        guard token.epoch == world.epoch else { return fault(.epochChanged) }
        if token.mode != nil { return round(token, nil) }
        guard world.mark(at: world.head) > world.mark(at: token.from) else { return (204, [:], []) }
        return round(ModelToken(epoch: world.epoch, mode: .delta, from: token.from, to: world.head), nil)
    }

    private mutating func reconcile(_ body: [UInt8]) -> Reply {
        guard let root = try? JSONDocument(body).root, let text = root["token"]?.string, let list = root["persons"],
            var token = ModelToken(text)
        else { return fault(.tokenMalformed) }
        guard token.epoch == world.epoch else { return fault(.epochChanged) }
        if token.mode == nil {
            token = ModelToken(epoch: world.epoch, mode: .reconcile, from: token.from, to: token.from)
        }
        return round(token, Set(list.elements.compactMap { $0.string.flatMap { WireKey(text: $0) } }))
    }

    /// One answer: some pages, maybe to the round's end.
    private mutating func round(_ start: ModelToken, _ persons: Set<WireKey>?) -> Reply {
        var token = start
        var bytes: [UInt8] = []
        let mode = token.mode ?? .delta
        let from = mode == .delta ? token.from : 0
        SyncLine.begin(
            SyncLine.Begin(
                mode: mode,
                from: world.stampAt(from),
                to: world.mark(at: token.to),
                estimate: 10,
                round: "round"
            )
        ).write(into: &bytes)
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            // All units of the round, in one order; those that come meanwhile are behind them and have no part in it.
            let all = world.units.filter { persons?.contains(world.personKey($0.person)) ?? true }.filter {
                switch world.change($0, after: from, through: token.to) {
                case .put: true
                case .deny: mode == .delta
                case nil: false
                }
            }.sorted { ($0.person, $0.key) < ($1.person, $1.key) }
            let units = all.dropFirst(token.done).prefix(pageUnits)
            for line in lines(units, token, from, isFirst: token.page == 0, persons) { line.write(into: &bytes) }
            token.done += units.count
            token.last = world.head
            token.page += 1
            SyncLine.page(number: token.page, token: token.text).write(into: &bytes)
            if token.done >= all.count {
                let total = world.total(at: token.to)
                let rest = ModelToken(epoch: world.epoch, mode: nil, from: token.to, to: token.to)
                SyncLine.end(
                    SyncLine.End(
                        token: rest.text,
                        count: total.count,
                        digest: total.digest,
                        more: world.mark(at: world.head) > world.mark(at: token.to)
                    )
                ).write(into: &bytes)
                break
            }
            for _ in 0..<Int.random(in: 0...eventsBetween, using: &generator) { world.step(&generator) }
        }
        return (200, [:], bytes)
    }

    private func lines(
        _ units: ArraySlice<ModelWorld.Unit>,
        _ token: ModelToken,
        _ from: Int64,
        isFirst: Bool,
        _ persons: Set<WireKey>?
    ) -> [SyncLine] {
        var denies: [SyncLine] = []
        var puts: [SyncLine] = []
        let head = world.head
        for unit in world.units {
            if case .deny(let place) = world.change(unit, after: token.last, through: head) {
                denies.append(world.deny(unit, place))
            }
        }
        let then = world.state(at: token.to)
        let now = world.state(at: head)
        for unit in units {
            if let held = then[unit.key], now[unit.key] != nil {
                puts.append(world.put(unit, held))
            } else if case .deny(let place) = world.change(unit, after: 0, through: head) {
                denies.append(world.deny(unit, place))
            }
        }
        let told = world.scope.indices.filter { person in
            isFirst && persons?.contains(world.personKey(person)) ?? true
                && world.scopeChange(person, at: token.to) > from
        }
        return denies + told.compactMap { world.person($0, at: token.to) } + puts
    }
}

extension ModelWorld {
    /// The stamp of the last change at or before a place.
    func stampAt(_ place: Int64) -> SyncStamp { mark(at: place) }
}
