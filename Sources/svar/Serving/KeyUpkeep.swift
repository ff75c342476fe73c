import Logging
import ServiceLifecycle
import SvarHTTP

/// Looks for new keys of the token issuer from time to time, and says in the log when they cannot be had.
struct KeyUpkeep: Service {
    let issuer: TokenKeys.Issuer
    let logger: Logger

    func run() async throws {
        var isFailing = false
        if let failure = issuer.failure { isFailing = tell(failure) }
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(issuer.interval)) }
            } catch {
                return
            }
            do {
                try await issuer.ring.refresh()
                if isFailing {
                    logger.notice(
                        "the key set of the token issuer is read again",
                        metadata: ["svar.issuer": "\(issuer.name)"]
                    )
                }
                isFailing = false
            } catch {
                if !isFailing { isFailing = tell(error) }
            }
        }
    }

    private func tell(_ error: any Error) -> Bool {
        logger.warning(
            "the key set of the token issuer cannot be had; keys from before are used until they are an hour old",
            metadata: ["svar.issuer": "\(issuer.name)", "svar.reason": "\(error)"]
        )
        return true
    }
}
