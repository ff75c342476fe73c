import Logging
import ServiceLifecycle
import SvarDomain
import SvarServices

/// Carries out erasures that were begun, at the start those that the last stop left, and takes their traces out of the
/// files.
struct ErasureUpkeep: Service {
    let erasures: Erasures
    let logger: Logger

    /// How long an erasure may wait to be seen.
    private static let pause = Duration.milliseconds(250)
    /// How long it is left to who reads an older state.
    private static let patience = Duration.seconds(2)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            while !Task.isCancelled {
                var pause = Self.pause
                do {
                    let outcome = try await erasures.run()
                    if outcome.erased > 0 {
                        logger.notice(
                            "erasures carried out",
                            metadata: ["svar.erasure.count": "\(outcome.erased)"]
                        )
                    }
                    if outcome.hasTraces { pause = Self.patience }
                    isFailing = false
                } catch is CancellationError {
                    return
                } catch {
                    // Told once: it is tried again until it is done.
                    if !isFailing {
                        logger.error(
                            "an erasure could not be carried out",
                            metadata: ["svar.error.code": "\((error as? SvarError)?.code.rawValue ?? "")"]
                        )
                    }
                    isFailing = true
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }
}
