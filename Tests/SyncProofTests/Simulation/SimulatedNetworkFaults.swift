import SvarDomain
import SvarReplica
import SvarStore
import SvarSync
import SvarSynthetic
import Synchronization

/// An answer of the server, page by page, with what only the simulation knows of it.
struct SimulatedAnswer: Sendable {
    struct Page: Sendable {
        var bytes: [UInt8]
        /// The newest place when it was sent.
        var head: Int
    }

    var head: SyncResponseHead
    var pages: [Page] = []
    /// Of an answer with lines: its first one.
    var begin: SyncLine.Begin?
}

extension Simulation {
    /// What happens to requests and answers of one run.
    struct Network: Sendable {
        enum Fate: Hashable, Sendable {
            case whole
            /// The request does not arrive.
            case lost
            /// The answer does not.
            case unheard
            /// The server takes the request twice; the second answer arrives.
            case twice
            /// The answer breaks off in a page, after so many thousandths of it.
            case cut(page: Int, Int)
            /// An earlier answer to the same address.
            case stale
            /// The server is busy.
            case unavailable
        }

        var random: SeededGenerator?
        /// Things happen between pages and while the log of use is written.
        var isBusy = false
        var unitsPerAnswer: Int?
        /// The run is stopped when so many pages were taken.
        var pagesToStop: Int?
        var stop: @Sendable () -> Void = {}

        /// One that does all that is asked.
        init() {}

        init(failing seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            isBusy = random.oneIn(2)
            unitsPerAnswer = random.oneIn(3) ? random.integer(1...4) : nil
            self.random = random
        }

        mutating func fate() -> Fate {
            guard var random else { return .whole }
            defer { self.random = random }
            switch random.integer(0...19) {
            case 0: return .lost
            case 1: return .unheard
            case 2: return .twice
            case 3, 4, 5: return .cut(page: random.integer(0...3), random.integer(0...1_000))
            case 6: return .stale
            case 7: return .unavailable
            default: return .whole
            }
        }

        mutating func oneIn(_ n: Int) -> Bool { random?.oneIn(n) ?? false }
        mutating func integer(_ range: ClosedRange<Int>) -> Int { random?.integer(range) ?? range.upperBound }
    }
}

/// A log of use that lets something happen before its rows are committed.
final class HookedLog: AccessLog {
    private let hook = Mutex<(@Sendable () async throws -> Void)?>(nil)

    func before(_ body: @escaping @Sendable () async throws -> Void) { hook.withLock { $0 = body } }

    func record(_ row: AuditRow, keeping query: KeptQuery?) async throws { try await record([row]) }
    func record(_ rows: [AuditRow]) async throws { try await hook.withLock { $0 }?() }
    func query(_ hash: [UInt8], now: ServerTime) async throws -> KeptQuery? { nil }
    func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(number: Int64, row: AuditRow)] {
        []
    }
    func row(_ number: Int64) async throws -> AuditRow? { nil }
    func number(from time: ServerTime) async throws -> Int64 { 1 }
    func close() async throws {}
}
