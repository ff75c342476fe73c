import Logging
import ServiceLifecycle
import SvarDomain
import SvarStoreSQLite

/// Drops what has had its time, at the start and every hour: the raw bytes of submissions (decision 10) and index rows
/// that no page can ask for any more (decision 43), and rows of the log of use about records that ended five years ago
/// (decision 37).
struct StoreUpkeep: Service {
    let store: SQLiteStore
    let access: SQLiteAccessLog
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await once()
                do { try await Task.sleep(for: .seconds(3_600)) } catch { return }
            }
        }
    }

    private func once() async {
        let now = Clock.now()
        do {
            let raw = try await store.purgeSubmissions(receivedBefore: Self.before(SQLiteStore.rawRetention, now))
            let rows = try await store.pruneIndex(closedBefore: Self.before(SQLiteStore.closedIndexRetention, now))
            let limit = Self.before(AuditRetention.time, now)
            let written = try await store.forgetUse(ofRecordsEndedBefore: limit)
            let read = try await access.forget(about: written.persons, before: limit)
            logger.info(
                "upkeep done",
                metadata: [
                    "svar.raw.count": "\(raw)", "svar.index.count": "\(rows)",
                    "svar.audit.count": "\(written.rows + read)",
                ]
            )
        } catch {
            logger.warning(
                "upkeep failed",
                metadata: ["svar.error.code": "\((error as? SvarError)?.code.rawValue ?? "")"]
            )
        }
    }

    private static func before(_ retention: Duration, _ now: Int64) -> ServerTime {
        ServerTime(microseconds: now - retention.components.seconds * 1_000_000)
    }
}
