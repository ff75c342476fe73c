import GRDB
package import SvarDomain
import SvarStore

extension SQLiteStore: ErasingStore {
    package func pendingErasures() async throws -> [PersonKey] {
        try await readers.short { database in
            try database.rows("SELECT person FROM erasure WHERE done = 0 ORDER BY pos") { PersonKey($0[0]) }
        }
    }

    package func hasErasureTraces() async throws -> Bool {
        try await readers.short { database in
            try database.first("SELECT 1 FROM erasure WHERE done = 1 LIMIT 1") { _ in true } ?? false
        }
    }

    package func dropErasureTraces() async throws -> Bool {
        let done = try await readers.long { database in
            try database.rows("SELECT person, pos FROM erasure WHERE done = 1") { ($0[0] as Int64, $0[1] as Int64) }
        }
        guard !done.isEmpty else { return true }
        var page = 0
        steps: while true {
            let from = page
            switch try await alone({ try ErasureTraces($0).drop(from: from) }) {
            case .busy: return false
            case .page(let next): page = next
            case .nothing: break steps
            }
        }
        try await run { transaction in
            for (person, position) in done {
                try transaction.database.run(
                    "DELETE FROM erasure WHERE person = ? AND pos = ? AND done = 1",
                    [person, position]
                )
            }
        }
        return true
    }
}
