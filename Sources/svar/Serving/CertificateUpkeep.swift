import Logging
import ServiceLifecycle
import SvarHTTP

/// Looks every two seconds whether the certificate was renewed, and says in the log when it was or cannot be used.
struct CertificateUpkeep: Service {
    let files: CertificateFiles
    let logger: Logger

    func run() async throws {
        var isFailing = false
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(2)) } } catch { return }
            do {
                if try files.reload() { logger.notice("new connections get the new certificate") }
                isFailing = false
            } catch {
                // Told once: a chain is often there before its key is.
                if !isFailing {
                    logger.warning(
                        "the new certificate or its key cannot be used; the one from before stays in use",
                        metadata: ["svar.reason": "\(error)"]
                    )
                }
                isFailing = true
            }
        }
    }
}
