import GRDB
package import SvarDomain

extension SQLiteStore {
    package func pruneSync(before position: LogPosition) async throws -> Int {
        let place = position.rawValue
        let floor = try await run { transaction in
            let floor = try transaction.database.first("SELECT value FROM metadata WHERE name = 'sync.floor'") {
                Int64($0[0] as String)
            }
            try transaction.database.run(
                """
                INSERT INTO metadata (name, value) VALUES ('sync.floor', ?1)
                ON CONFLICT DO UPDATE SET value = ?1 WHERE CAST(value AS INTEGER) < ?1
                """,
                [String(place)]
            )
            return (floor ?? nil) ?? 0
        }
        guard place > floor else { return 0 }
        var total = 0
        for sql in Self.ended {
            total += try await inSteps { try $0.database.run(sql, [place]) }
        }
        // Hashes of what was erased since the last time: no round asks for them any more.
        total += try await run { transaction in
            try transaction.database.run(
                """
                DELETE FROM unit_element WHERE unit IN (SELECT l.unit FROM log e JOIN log l ON l.person = e.person
                    WHERE e.kind = 2 AND e.unit IS NULL AND e.pos > ?1 AND e.pos <= ?2 AND l.kind = 2)
                AND unit NOT IN (SELECT key FROM unit WHERE key = unit_element.unit)
                """,
                [floor, place]
            )
            return transaction.database.changesCount
        }
        // Of the changes of a replica the last one stays, and those whose number a stamp needs.
        let replicas = try await readers.long { try $0.rows("SELECT key FROM replica") { $0[0] as Int64 } }
        for replica in replicas {
            total += try await run { transaction in
                try transaction.database.run(
                    """
                    DELETE FROM replica_change WHERE replica = ?1 AND pos > ?2 AND pos <= ?3 AND number = 0
                    AND pos < (SELECT max(pos) FROM replica_change WHERE replica = ?1)
                    """,
                    [replica, floor, place]
                )
                return transaction.database.changesCount
            }
        }
        // Versions that others followed: their units are named by the log since the last time.
        for first in stride(from: floor, to: place, by: 1_000) {
            let last = min(first + 1_000, place)
            total += try await run { transaction in
                try transaction.database.run(
                    """
                    DELETE FROM unit_element
                    WHERE unit IN (SELECT unit FROM log WHERE pos > ?1 AND pos <= ?2 AND unit IS NOT NULL) AND pos <
                    (SELECT max(e.pos) FROM unit_element e WHERE e.unit = unit_element.unit AND e.pos <= ?3)
                    """,
                    [first, last, place]
                )
                return transaction.database.changesCount
            }
        }
        return total
    }

    /// What ended before a place, a bounded number at a time.
    private static let ended = [
        """
        DELETE FROM scope WHERE (replica, person, pos_from) IN
        (SELECT replica, person, pos_from FROM scope WHERE pos_to IS NOT NULL AND pos_to <= ? LIMIT 1000)
        """,
        """
        DELETE FROM visibility WHERE (person, unit, pos_from) IN
        (SELECT person, unit, pos_from FROM visibility WHERE pos_to IS NOT NULL AND pos_to <= ? LIMIT 1000)
        """,
        """
        DELETE FROM membership WHERE (unit, resource, pos_from) IN
        (SELECT unit, resource, pos_from FROM membership WHERE pos_to <= ? LIMIT 1000)
        """,
        """
        DELETE FROM feed_change WHERE (person, pos, unit) IN
        (SELECT person, pos, unit FROM feed_change WHERE pos <= ? LIMIT 1000)
        """,
    ]
}
