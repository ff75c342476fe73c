import HTTPTypes
import Logging
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarStore
import SvarStoreSQLite
import SvarSync
import SvarSynthetic
import SvarTesting

@testable import SvarServices

/// A service with its store, its log of use and its edge, as it stands after some steps.
final class World {
    typealias Store = ResultStore & SyncStore

    let clock: ManualClock
    /// By how much the store's clock is behind.
    private let lag = ManualClock(0)
    let store: any Store
    /// Of a unit in this world the name of the unit in the history.
    private(set) var units: [UnitKey: String] = [:]
    /// Ids that steps were given, by name.
    private(set) var given: [String: String] = [:]

    /// What settings are called in the log.
    var subjects: [String: Int64] = [:]
    /// What settings over the public interface are called, and those that were refused.
    var settingIDs: [String: String] = [:]
    var refused: [String: String] = [:]
    var notLifted: Set<String> = []
    /// What those who looked meanwhile were answered, by step.
    private(set) var looks: [String: Int] = [:]
    /// When the comparison begins.
    var asked: Int64 { history.end }
    /// What writes tell replicas.
    var feed: FeedDecision { service.feed }

    private let history: WorldHistory
    private let service: ResultService
    private let directory: TemporaryDirectory
    private let random: StepRandom
    private let access: SQLiteAccessLog
    private let edge: EdgeResponder
    private var read = LogPosition(0)
    private var step = ""

    /// - Parameter leak: puts a fault in the store, for the controls.
    init(_ history: WorldHistory, leak: (any Store) -> any Store = { $0 }) throws {
        let seed = history.seed
        let directory = try TemporaryDirectory(inMemory: true)
        let clock = ManualClock(WorldHistory.start)
        let bytes = SeededBytes(seed: seed)
        let random = StepRandom(seed: seed)
        let environment = StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        let behind = StoreEnvironment(
            clock: { [lag] in ServerTime(microseconds: clock.now.microseconds - lag.now.microseconds) },
            randomBytes: { bytes($0) }
        )
        var settings = StoreSettings()
        settings.groupWait = .zero
        let base = try SQLiteStore.open(
            directory: directory.path,
            kind: .service,
            create: true,
            index: IndexRows.store,
            settings: settings,
            environment: behind
        )
        store = leak(base)
        access = try SQLiteAccessLog.open(directory: directory.path, environment: environment)
        let ids = IDSource({ random.next() }, beside: { random.next(beside: $0) })
        var configuration = ResultService.Configuration(now: { clock.now })
        configuration.policy = history.policy
        if let population = history.population { configuration.population = population }
        service = ResultService(
            store: store,
            access: access,
            configuration: configuration,
            ids: ids,
            tokens: PageTokens(secret: bytes(32))
        )
        var replicating = ReplicaService.Configuration(policy: history.policy, now: { clock.now })
        replicating.participants = { .approvingLists(of: WorldHistory.organisations[3]) }
        let replicas = ReplicaService(
            store: store,
            access: access,
            configuration: replicating,
            ids: ids,
            tokens: SyncTokens(secret: bytes(32))
        )
        var edgeSettings = EdgeSettings()
        edgeSettings.isSandbox = false
        edgeSettings.version = "1"
        edge = EdgeResponder(
            port: ServicePort(service),
            replicas: replicas,
            callers: Cast(history) { clock.now },
            settings: edgeSettings,
            metrics: RequestMetrics(registry: PrometheusRegistry()),
            log: RequestLog(sink: LogSink { _ in }, level: .critical, clock: { clock.now.microseconds }),
            idPrefix: "t-",
            startedAt: WorldHistory.start
        )
        (self.directory, self.clock, self.random, self.history) = (directory, clock, random, history)
    }

    func close() async throws {
        try await store.close()
        try await access.close()
    }

    // MARK: Steps

    /// Does what a step says, at its time and with its randomness.
    func perform(_ step: WorldStep) async throws {
        clock.move(microseconds: step.at - clock.now.microseconds)
        var isFirst = false
        if case .ask(let ask, _, _) = step.action { isFirst = try await makesPatient(ask, about: step.person) }
        // A report is of the same time in both worlds, also where the Patient comes with it, just before.
        lag.move(microseconds: (isFirst ? 1 : 0) - lag.now.microseconds)
        defer { lag.move(microseconds: -lag.now.microseconds) }
        random.begin(step.name)
        self.step = step.name
        switch step.action {
        case .ask(let ask, let actor, let expected):
            // What was erased cannot be changed.
            let isReserved = step.person.map { history.isReserved($0) } ?? false
            guard let ask = try isReserved ? (try? filled(ask)) : filled(ask) else { return }
            let reply = try await send(ask, as: actor)
            if isReserved, reply.status == 202 || reply.status >= 300 { return }
            if let expected, !expected.contains(reply.status) {
                throw WorldFault("step \(step.name) answered \(reply.status): \(ask.text)\n\(reply.text)")
            }
            try note(reply, of: step)
        case .setting(let name, let isLifted):
            guard let setting = history.settings[name] else { return }
            let number = history.persons[setting.person].number
            if let author = setting.author {
                try await send(setting, isLifted: isLifted, by: author, of: number)
            } else {
                try await enter(setting, isLifted: isLifted, of: number)
            }
        case .look(let ask, let actor):
            // What it answers is asked again in the end; here it warms what is kept between requests.
            if let ask = try? filled(ask) { looks[step.name] = try await send(ask, as: actor).status }
        }
        if let place = step.person { try await learnPatient(of: place) }
        try await nameUnits(step)
    }

    /// Whether a write is the first to tell of somebody whom nobody introduced, and makes their Patient.
    private func makesPatient(_ ask: Ask, about place: Int?) async throws -> Bool {
        guard ask.method == .post, ask.path == "/v1/messages" || ask.path.hasPrefix("/v1/fhir"), !ask.body.isEmpty,
            let place, history.unintroduced.contains(place), let id = given["patient\(place)"]
        else { return false }
        return try await store.current(.patient, id, in: .everything) == nil
    }

    /// Of somebody whom nobody introduced.
    private func learnPatient(of place: Int) async throws {
        let name = "patient\(place)"
        guard given[name] == nil, history.unintroduced.contains(place) else { return }
        guard let person = try await store.person(number: history.persons[place].number) else { return }
        given[name] = try await store.patient(of: person)
    }

    private func note(_ reply: Reply, of step: WorldStep) throws {
        if step.name.hasPrefix("sync") {
            // Where a replica stood before anything came, and where it stood last.
            let lines = try reply.text.split(separator: "\n").map { try JSONDocument(Array($0.utf8)).root }
            guard let token = lines.last?["token"]?.string else { return }
            if given["early"] == nil { given["early"] = token }
            given["late"] = token
            return
        }
        if let location = reply.field("location") {
            if let id = Self.id(location) { given[step.unit ?? step.name] = id }
        }
        guard !step.entries.isEmpty || step.action.isEnrolment, reply.status < 300 else { return }
        let root = try JSONDocument(reply.body).root
        if let replica = root["replica"]?.string { given[step.name] = replica }
        for (name, entry) in zip(step.entries, root["entry"].map { Array($0.elements) } ?? []) {
            // Not stored, after a reservation.
            if entry["response"]?["status"]?.string?.hasPrefix("202") == true { continue }
            guard let location = entry["response"]?["location"]?.string, let id = Self.id(location) else {
                throw WorldFault("step \(step.name) gave no location for \(name): \(reply.text)")
            }
            given[name] = id
        }
    }

    private static func id(_ location: String) -> String? {
        var parts = location.split(separator: "/").map(String.init)
        if let history = parts.firstIndex(of: "_history") { parts.removeSubrange(history...) }
        return parts.last
    }

    /// Units that came with a step are called as the step says.
    private func nameUnits(_ step: WorldStep) async throws {
        for entry in try await store.log(after: read, limit: 1_000) {
            read = max(read, entry.stamp.position)
            if let unit = entry.unit, units[unit] == nil { units[unit] = step.unit ?? step.name }
        }
        // The Patient that came with the first report is not the report.
        guard let place = step.person, history.unintroduced.contains(place), let id = given["patient\(place)"] else {
            return
        }
        if let patient = try await store.current(.patient, id, in: .everything) {
            units[patient.unit] = "patient\(place)"
        }
    }

    /// The ask with the ids of this world; throws where an id is not known here.
    func filled(_ ask: Ask) throws -> Ask { try Self.filled(ask, given) }

    /// The ask with the ids that are given.
    static func filled(_ ask: Ask, _ given: [String: String]) throws -> Ask {
        var ask = ask
        ask.path = try filled(ask.path, given)
        for index in ask.fields.indices { ask.fields[index].value = try filled(ask.fields[index].value, given) }
        // Messages have encodings of their own and name nothing.
        if ask.body.starts(with: Array("{".utf8)) {
            ask.body = Array(try filled(String(decoding: ask.body, as: UTF8.self), given).utf8)
        }
        return ask
    }

    private static func filled(_ text: String, _ given: [String: String]) throws -> String {
        guard text.contains("{{") else { return text }
        var filled = ""
        for (index, part) in text.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                filled += part
                continue
            }
            let pair = part.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
            guard let id = given[String(pair[0])] else { throw WorldFault("nothing is called \(pair[0])") }
            filled += id + (pair.count > 1 ? pair[1] : "")
        }
        return filled
    }

    /// The unit that holds the report of each of the history's units.
    func reportUnits() async throws -> [String: UnitKey] {
        var keys: [String: UnitKey] = [:]
        for (key, name) in units.sorted(by: { $0.key < $1.key }) where history.units[name] != nil && keys[name] == nil {
            keys[name] = key
        }
        return keys
    }

    // MARK: Asking

    /// Sends one request. `probe` names its randomness.
    func send(_ ask: Ask, as actor: String, probe: String? = nil) async throws -> Reply {
        if let probe { random.begin(probe) }
        // Its own id, so that rows of the log of use name the same request alike.
        let ask = ask.with("x-request-id", probe ?? "step \(step)".replacing(" ", with: "-"))
        return try await Reply(edge.respond(to: ask.request(as: actor), context: EdgeContext()))
    }
}
