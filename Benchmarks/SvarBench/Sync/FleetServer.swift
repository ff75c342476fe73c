import Foundation
import Hummingbird
import Logging
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting

/// A server with its replicas' service and a writer in the same process: unit versions go straight into the store, in
/// batches, at a fixed rate, while HTTP is served.
struct FleetServer {
    static let persons = 100_000
    static let units = 10_000
    private static let batch = 50

    let directory: String
    /// Written when the writing is to begin.
    var start: String { directory + "/go" }
    let versionsASecond: Int
    let seconds: Double

    func run() async throws {
        let environment = StoreEnvironment(clock: Self.now, randomBytes: Self.random)
        let store = try SQLiteStore.open(
            directory: directory,
            kind: .service,
            create: true,
            index: IndexRows.store,
            environment: environment
        )
        let access = try SQLiteAccessLog.open(directory: directory, environment: environment)
        let units = try await prepare(store)
        let application = try await application(store, access)
        async let writing: Void = write(store, units)
        try await application.runService()
        try await writing
        try await access.close()
        try await store.close()
    }

    @Sendable private static func now() -> ServerTime { ServerTime(microseconds: microseconds()) }
    @Sendable private static func microseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1e6) }
    @Sendable private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Persons, and one unit of every tenth of them.
    private func prepare(_ store: SQLiteStore) async throws -> [UnitKey] {
        var units: [UnitKey] = []
        for first in stride(from: 0, to: Self.persons, by: 500) {
            units += try await store.write { transaction in
                var made: [UnitKey] = []
                for index in first..<(first + 500) {
                    let patient = "fleet-\(index)"
                    let person = try transaction.addPerson(patient: patient, numbers: [SyncReports.person(index)])
                    guard index % (Self.persons / Self.units) == 0 else { continue }
                    let version = Self.version(index, 0)
                    made.append(try Fixture.unit([version], person: person, in: transaction))
                }
                return made
            }
        }
        return units
    }

    /// An Observation of six hundred bytes with the rows that a search by code and date needs.
    private static func version(_ unit: Int, _ number: Int) -> NewVersion {
        Fixture.version(
            .observation,
            "fleet-o\(unit)",
            "v\(unit)-\(number)",
            text: String(repeating: "measured \(number) ", count: 40),
            rows: [Fixture.code("NPU03230"), Fixture.date(Int64(number), Int64(number) + 1), Fixture.toPerson]
        )
    }

    /// Begins when it is told to, and goes on at its rate whatever else happens.
    private func write(_ store: SQLiteStore, _ units: [UnitKey]) async throws {
        while !FileManager.default.fileExists(atPath: start) { try await Task.sleep(for: .milliseconds(20)) }
        let clock = ContinuousClock()
        let begun = clock.now
        var random = SeededGenerator(seed: 55)
        var number = 1
        while clock.now - begun < .seconds(seconds) {
            var chosen: [Int] = []
            while chosen.count < Self.batch { chosen.append(random.integer(0...units.count - 1)) }
            let versions = Set(chosen).map { ($0, Self.version($0 * (Self.persons / Self.units), number)) }
            try await store.write { transaction in
                for (index, version) in versions {
                    _ = try transaction.append([version], to: units[index], state: UnitState())
                }
            }
            number += 1
            try await clock.sleep(
                until: begun + .seconds(Double(number * Self.batch) / Double(versionsASecond)),
                tolerance: .zero
            )
        }
        try Data("\(number * Self.batch)".utf8).write(to: URL(fileURLWithPath: directory + "/written"))
    }

    private func application(_ store: SQLiteStore, _ access: SQLiteAccessLog) async throws -> some ApplicationProtocol {
        let service = ResultService(
            store: store,
            access: access,
            configuration: ResultService.Configuration(now: Self.now)
        )
        var replicating = ReplicaService.Configuration(environment: .test, now: Self.now)
        replicating.participants = { .approvingLists(of: SyncStage.organisation) }
        let replicas = ReplicaService(store: store, access: access, configuration: replicating)
        var keySettings = KeyRing.Settings()
        keySettings.allowsDevelopmentKey = true
        let keys = Array(try Data(contentsOf: URL(fileURLWithPath: directory + "/development-keys.json")))
        let ring = KeyRing(keySettings, now: Self.microseconds) { keys }
        try await ring.refresh()
        let callers = TokenCallers(
            TokenCallers.Settings(audience: "svar"),
            issuers: [TokenCallers.Issuer("https://svar.invalid/development", keys: ring)],
            participants: { .open },
            now: Self.microseconds
        )
        var settings = EdgeSettings()
        settings.host = "127.0.0.1"
        settings.port = 0
        let responder = EdgeResponder(
            port: ServicePort(service),
            replicas: replicas,
            callers: callers,
            settings: settings,
            metrics: RequestMetrics(registry: PrometheusRegistry()),
            log: RequestLog(sink: LogSink { _ in }, level: .warning, clock: Self.microseconds),
            idPrefix: "fleet-",
            startedAt: Self.microseconds()
        )
        return EdgeServer.application(
            responder,
            logger: Logger(label: "fleet") { _ in SwiftLogNoOpLogHandler() }
        ) { port in
            FileHandle.standardOutput.write(Data("ready http://127.0.0.1:\(port)\n".utf8))
        }
    }
}
