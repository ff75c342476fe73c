import SvarDomain
package import SvarSync

/// What a run found wrong, and where. The properties, by the names that tests use:
///
/// - P3: after a round to a place, the replica is V(place), but for what it knows to be later
/// - P4: at rest it is V(head), and its sum says so
/// - P5: after a page, nothing is held that was hidden when the page was read
/// - P6: no body is sent that is hidden then
/// - P8: an end of scope acts at its time, offline too
/// - P13: tokens that are not good get an error
/// - P14: nothing tells of what was never seen
/// - P20: tables kept entry by entry are those that the log gives
package struct ModelViolation: Error, Hashable, Sendable, CustomStringConvertible {
    package var property: String
    package var detail: String
    package var description: String { "\(property): \(detail)" }
}

/// One step of a schedule. Numbers are taken modulo what there is, so that any part of a schedule is one.
package enum ModelAction: Hashable, Sendable {
    /// What becomes of an answer on its way.
    package enum Fate: Hashable, Sendable {
        case whole
        /// It arrives, and will again.
        case twice
        case lost
        /// Only so many lines arrive.
        case cut(Int)
        /// The replica dies when it has taken so many pages, in the transaction of the next.
        case crash(Int)
    }
    case version(unit: Int, isHeld: Bool)
    case emptied(unit: Int)
    case closed(unit: Int)
    case opened(unit: Int)
    case scope(replica: Int, person: Int, milliseconds: Int)
    case scopeEnd(replica: Int, person: Int)
    case pass(milliseconds: Int)
    /// The replica asks for what it needs; with the token before its last, if `back` is not 0.
    case ask(replica: Int, back: Int, pages: Int, limit: Int)
    case arrive(replica: Int, which: Int, Fate)
    case damage(replica: Int, kind: Int, which: Int)
    case scrub(replica: Int)
    /// What is kept for tokens ends here.
    case expire
    /// The server goes back to a backup.
    case restore(back: Int)
}

/// A world, a server, its replicas, and what is between them, driven by a schedule and looked at after each step.
package struct ModelRun: Sendable {
    /// An answer on its way, of the replica's generation that asked.
    private struct Flight: Sendable {
        var answer: ModelAnswer
        var generation: Int
        var epoch: Int
        /// What was asked for, when single persons were.
        var persons: [WireKey]?
    }

    let shape: ModelShape
    let mutant: ModelMutant?
    /// Lines travel as bytes through the codec of the product.
    private let asBytes: Bool
    package private(set) var server: ModelServer
    package private(set) var oracle: ModelOracle
    package private(set) var replicas: [ModelReplica]
    private var flights: [[Flight]]
    private var tokens: [[String]]
    /// By replica: the newest head of a page it took; -1: what it holds is known not to be right, nothing is expected.
    var heads: [Int]
    /// Replicas with damage that no manifest has been compared with yet.
    var damaged: Set<Int> = []
    package private(set) var now: Int64
    private var contents = 0
    private var aside: Int64 = 10
    /// What replica 0 was sent, for comparing two worlds.
    package private(set) var trace: [UInt8] = []

    package init(
        _ shape: ModelShape = ModelShape(),
        mutant: ModelMutant? = nil,
        asBytes: Bool = false,
        now: Int64 = 1_767_225_600_000_000
    ) {
        self.shape = shape
        self.now = now
        self.mutant = mutant
        self.asBytes = asBytes
        server = ModelServer(shape, mutant: mutant)
        oracle = ModelOracle(shape)
        replicas = Array(repeating: ModelReplica(mutant: mutant), count: shape.replicas)
        flights = Array(repeating: [], count: shape.replicas)
        tokens = Array(repeating: [], count: shape.replicas)
        heads = Array(repeating: 0, count: shape.replicas)
    }

    /// Runs a whole schedule, then lets everything come to rest.
    package static func run(
        _ actions: [ModelAction],
        mutant: ModelMutant? = nil,
        asBytes: Bool = false
    ) -> ModelViolation? {
        var run = ModelRun(mutant: mutant, asBytes: asBytes)
        do throws(ModelViolation) {
            for action in actions { try run.step(action) }
            try run.settle()
            guard run.server == run.server.rebuilt else {
                throw ModelViolation(property: "P20", detail: "tables are not those that the log gives")
            }
            try run.passAllEnds()
        } catch {
            return error
        }
        return nil
    }

    package mutating func step(_ action: ModelAction) throws(ModelViolation) {
        switch action {
        case .version(let unit, let isHeld):
            contents += 1
            try append(.version(unit: unit % shape.units, content: contents, isHeld: isHeld))
        case .emptied(let unit): try append(.emptied(unit: unit % shape.units))
        case .closed(let unit): try append(.closed(unit: unit % shape.units))
        case .opened(let unit): try append(.opened(unit: unit % shape.units))
        case .scope(let replica, let person, let milliseconds):
            let until = (now / 1_000 + Int64(milliseconds) + 2) * 1_000
            try append(.scope(replica: replica % shape.replicas, person: person % shape.persons, until: until))
        case .scopeEnd(let replica, let person):
            try append(.scopeEnd(replica: replica % shape.replicas, person: person % shape.persons))
        case .pass(let milliseconds):
            now += Int64(milliseconds) * 1_000
            tick()
        case .ask(let replica, let back, let pages, let limit):
            try ask(replica % shape.replicas, back: back, pages: pages, limit: limit)
        case .arrive(let replica, let which, let fate):
            let replica = replica % shape.replicas
            guard !flights[replica].isEmpty else { return }
            let place = min(which, flights[replica].count - 1)
            let flight = flights[replica][place]
            if fate != .twice { flights[replica].remove(at: place) }
            try arrive(replica, flight, fate)
        case .damage(let replica, let kind, let which):
            let replica = replica % shape.replicas
            guard !replicas[replica].rows.isEmpty else { return }
            replicas[replica].damage(kind, which)
            heads[replica] = -1
            damaged.insert(replica)
        case .scrub(let replica): replicas[replica % shape.replicas].scrub()
        case .expire: server.horizon = server.head
        case .restore(let back): restore(max(0, server.head - back))
        }
    }

    /// Nothing happens any more: every replica asks until there is nothing new, and is what it should be.
    package mutating func settle() throws(ModelViolation) {
        for replica in replicas.indices {
            flights[replica] = []
            replicas[replica].scrub()
            var rounds = 0
            while true {
                rounds += 1
                guard rounds < 60 else {
                    throw ModelViolation(property: "P4", detail: "replica \(replica) does not rest")
                }
                try ask(replica, back: 0, pages: 2, limit: 2)
                guard let flight = flights[replica].popLast() else { break }
                try arrive(replica, flight, .whole)
                if flight.answer.content == .nothing, replicas[replica].phase == .following { break }
            }
            try checkAtRest(replica)
        }
    }

    /// Lets all ends of scope pass one by one, with nothing but ticks: the replicas are told of none, and show what the
    /// server would (P8).
    package mutating func passAllEnds() throws(ModelViolation) {
        let ends = Set(replicas.indices.flatMap { oracle.view($0, oracle.head).persons.values }).sorted()
        for end in ends where end > now {
            for time in [end - 1_000, end] {
                now = max(now, time)
                tick()
                for replica in replicas.indices { try checkOffline(replica) }
            }
        }
    }

    // MARK: The world

    /// A step that takes no time of the clock, so that the other steps fall when they would without it.
    /// - Parameter spread: how far from the step before, in times of 10 to 210 microseconds
    package mutating func stepAside(_ action: ModelAction, spread: Int64 = 1) throws(ModelViolation) {
        let time = now
        let number = contents
        now -= 300 - aside * spread
        contents += 1_000
        aside = aside % 200 + 10
        try step(action)
        (now, contents) = (time, number)
    }

    private mutating func append(_ event: ModelEvent) throws(ModelViolation) {
        now += 300
        let before = server.head
        server.append(event, now: now)
        walk(from: before)
        guard mutant != .closureAsMarker else { return }
        for replica in 0..<shape.replicas {
            let isChange = (before..<server.head).contains { oracle.isChange(replica, $0 + 1) }
            guard server.hasChanged(replica, after: before) != isChange else { continue }
            throw ModelViolation(property: "poke", detail: "replica \(replica) after \(before)")
        }
    }

    private mutating func tick() {
        let before = server.head
        server.tick(now: now)
        walk(from: before)
    }

    private mutating func walk(from place: Int) { for entry in server.log[place...] { oracle.walk(entry) } }

    private mutating func restore(_ place: Int) {
        server.restore(to: place)
        oracle = ModelOracle(shape, log: server.log)
        for replica in replicas.indices {
            flights[replica] = []
            if replicas[replica].phase != .empty { heads[replica] = -1 }
        }
    }

    // MARK: Requests

    private mutating func ask(_ replica: Int, back: Int, pages: Int, limit: Int) throws(ModelViolation) {
        // Before anything is answered.
        tick()
        let state = replicas[replica]
        let answer: ModelAnswer
        switch state.phase {
        case .wanting: answer = server.manifest(replica)
        case .reconciling(let reconcile):
            let token = reconcile.pageToken ?? reconcile.token
            answer = server.answer(replica, token: token, persons: state.asked, pages: pages, limit: limit)
        case .empty: answer = server.answer(replica, token: nil, pages: pages, limit: limit)
        case .snapshot, .following:
            // Another process, or a copy that was put away, may still have an older one.
            let old = tokens[replica].dropLast(back % (tokens[replica].count + 1)).last
            let token = back == 0 ? state.token : old
            // Not even a request without one is impossible.
            answer = server.answer(replica, token: token, pages: pages, limit: limit)
        }
        if replica == 0 { trace += answer.bytes }
        try check(answer, replica)
        flights[replica].append(
            Flight(answer: answer, generation: state.generation, epoch: server.epoch, persons: state.asked)
        )
    }

    /// An answer that no replica gets.
    package mutating func serve(replica: Int, token: String?, pages: Int, limit: Int) -> ModelAnswer {
        server.answer(replica, token: token, pages: pages, limit: limit)
    }

    private mutating func arrive(
        _ replica: Int,
        _ flight: Flight,
        _ fate: ModelAction.Fate
    ) throws(ModelViolation) {
        guard fate != .lost, flight.generation == replicas[replica].generation else { return }
        switch flight.answer.content {
        case .nothing: break
        case .fault(let fault):
            guard [.tokenExpired, .epochChanged].contains(fault) else {
                throw ModelViolation(property: "P13", detail: "\(fault.rawValue) for its own token")
            }
            replicas[replica].putRight()
        case .manifest(let rows, let token, let place, let count, let digest):
            guard replicas[replica].phase == .wanting else { return }
            damaged.remove(replica)
            replicas[replica].take(
                manifest: rows,
                token: token,
                place: place,
                count: count,
                digest: digest,
                epoch: flight.epoch
            )
            tokens[replica] = []
            try checkAfterReconcile(replica, flight.answer, page: 0)
        case .lines(let lines):
            try take(replica, arrived(lines, fate), flight, fate)
        }
    }

    /// What arrives of the lines.
    private func arrived(_ lines: [SyncLine], _ fate: ModelAction.Fate) -> [SyncLine] {
        guard case .cut(let count) = fate else { return asBytes ? Self.read(lines.flatMap(\.bytes)) : lines }
        if asBytes {
            let bytes = lines.flatMap(\.bytes)
            return Self.read(Array(bytes.prefix(count &* 97 % (bytes.count + 1))))
        }
        return Array(lines.prefix(count % (lines.count + 1)))
    }

    /// Lines of a stream, up to the first that is not whole.
    package static func read(_ bytes: [UInt8]) -> [SyncLine] {
        var lines: [SyncLine] = []
        for line in bytes.split(separator: 10) {
            do throws(SyncLineFault) { if let line = try SyncLine(line: Array(line)) { lines.append(line) } } catch {
                break
            }
        }
        return lines
    }

    private mutating func take(
        _ replica: Int,
        _ lines: [SyncLine],
        _ flight: Flight,
        _ fate: ModelAction.Fate
    ) throws(ModelViolation) {
        guard case .begin(let begin) = lines.first, replicas[replica].takes(begin),
            flight.persons == replicas[replica].asked
        else { return }
        var page: [SyncLine] = []
        var number = 0
        for line in lines.dropFirst() {
            page.append(line)
            switch line {
            case .page, .end: break
            default: continue
            }
            if case .crash(let count) = fate, count == number {
                replicas[replica].takeTokenAlone(page, of: begin)
                // What was under way to it is gone with it.
                flights[replica] = []
                return
            }
            replicas[replica].take(page, of: begin, epoch: flight.epoch)
            switch line {
            case .page(_, let token) where begin.mode != .reconcile: tokens[replica].append(token)
            case .end(let end): tokens[replica].append(end.token)
            default: break
            }
            try check(replica, flight.answer, page: number, begin, page)
            page = []
            number += 1
            guard replicas[replica].generation == flight.generation else { return }
        }
    }
}
