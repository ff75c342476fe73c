import Logging
import ServiceLifecycle
import SvarDomain
import SvarServices

/// Lets scopes of replicas end on time, and clears away what no token can ask for any more.
struct SyncUpkeep: Service {
    let replicas: ReplicaService
    let logger: Logger

    /// How late a scope may end.
    private static let pause = Duration.milliseconds(500)
    /// How often is cleared away.
    private static let pruning = Duration.seconds(3_600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var nextPruning = ContinuousClock.now
            while !Task.isCancelled {
                await attempt("scopes could not be ended") { try await replicas.tickIfDue() }
                if ContinuousClock.now >= nextPruning {
                    await attempt("rows of replicas could not be cleared away") {
                        let rows = try await replicas.prune()
                        logger.info("rows of replicas cleared away", metadata: ["svar.sync.count": "\(rows)"])
                    }
                    nextPruning = .now + Self.pruning
                }
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }

    private func attempt(_ failure: Logger.Message, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            // Stopped meanwhile.
        } catch {
            logger.warning(failure, metadata: ["svar.error.code": "\((error as? SvarError)?.code.rawValue ?? "")"])
        }
    }
}
