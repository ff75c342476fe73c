import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import SvarDomain
import SvarHTTP
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// What time tells: a read of what is hidden, foreign or deleted takes as long as one of what never was.
///
/// Samples are interleaved in random order, so that what else the machine does meets all kinds alike, and the time is
/// that of the whole request through the route table, over a SQLite store. Two kinds of ids that never were show how
/// far two medians of the same thing lie apart; a kind passes when its median lies no further from theirs than three
/// times that, or 20 %, whichever is more; in `make test-long`, with ten times the samples, 3 %.
@Suite(.alone, .serialized) struct TimingTests {
    private static let isLong = ProcessInfo.processInfo.environment["SVAR_LONG"] != nil
    private static let samples = isLong ? 6_000 : 600
    /// With few samples, what everybody would see.
    private static let tolerance = isLong ? 0.03 : 0.2

    private struct Kind {
        let name: String
        let paths: [String]
        var times: [Double] = []

        var median: Double { times.sorted()[times.count / 2] }
        /// Between the quarters: half of all samples.
        var spread: Double { times.sorted()[times.count * 3 / 4] - times.sorted()[times.count / 4] }
    }

    @Test(arguments: ["", "/_history"]) func hiddenAndAbsentTakeTheSameTime(_ suffix: String) async throws {
        let folder = try TemporaryDirectory()
        let clock: @Sendable () -> ServerTime = { ServerTime(microseconds: TestIssuer.time * 1_000_000) }
        let bytes = SeededBytes(seed: 3)
        let store = try SQLiteStore.open(
            directory: folder.path,
            kind: .service,
            create: true,
            index: IndexRows.store,
            environment: StoreEnvironment(clock: clock, randomBytes: { bytes($0) })
        )
        let world = try await HostileWorld(store, reports: 9)
        func paths(_ ids: [String]) -> [String] { ids.map { "/v1/fhir/Observation/\($0)\(suffix)" } }
        func never(_ letter: String) -> [String] {
            (0..<20).map { letter + String(repeating: "q", count: 20) + String($0 + 1_000) }
        }
        for who in [HostileWorld.Who.doctor, .citizen(world.one)] {
            let closed = who == .doctor ? world.shielded : world.denied
            var kinds = [
                Kind(name: "absent", paths: paths(never("a"))), Kind(name: "absent too", paths: paths(never("b"))),
                Kind(name: "foreign", paths: paths(world.foreign["Observation"]!)),
                Kind(name: "held", paths: paths(world.held["Observation"]!)),
                Kind(name: "closed", paths: paths(closed["Observation"]!)),
                Kind(name: "deleted", paths: paths([world.deleted.foreign])),
            ]
            var random = SeededGenerator(seed: 5)
            let fields = HTTPFields().about(world.one)
            for number in 0..<(Self.samples + 50) {
                for index in kinds.indices.shuffled(using: &random) {
                    let path = kinds[index].paths.randomElement(using: &random)!
                    let start = ContinuousClock.now
                    let answer = try await world.ask(.get, path, as: who, fields)
                    let time = ContinuousClock.now - start
                    #expect(answer.status == .notFound, "\(kinds[index].name)")
                    if number >= 50 { kinds[index].times.append(Double(time.components.attoseconds) / 1e12) }
                }
            }
            let (one, two) = (kinds[0].median, kinds[1].median)
            let absent = (one + two) / 2
            let allowed = max(3 * abs(one - two), Self.tolerance * absent)
            for kind in kinds {
                print(
                    "\(who == .doctor ? "personnel" : "citizen") \(suffix) \(kind.name): \(kind.median) µs, quarters \(kind.spread)"
                )
                #expect(abs(kind.median - absent) <= allowed, "\(kind.name): \(kind.median) against \(absent)")
            }
        }
    }
}
