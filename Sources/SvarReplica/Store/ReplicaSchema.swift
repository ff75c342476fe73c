import GRDB

/// The tables of a replica's file, as a list of migrations: what is at index n brings a file from version n to n + 1. One
/// that was released is never changed.
///
/// `unit` is the row that is synchronised (decision 46); its `codec` says how the body lies there. What the index holds
/// beside it is a place in time and a tag of each analysis, made again from bodies at any time: names and values are
/// read from bodies only, so that a key of the person can close them all.
enum ReplicaSchema {
    /// Marks the file as a replica ("SVRP").
    static let applicationID: Int64 = 0x5356_5250

    /// Rows of the index that were made by another rule are made again.
    static let indexVersion: Int64 = 1

    static var version: Int64 { Int64(migrations.count) }

    /// Whether it is a replica that this program knows; false for an empty file.
    static func check(_ database: Database) throws -> Bool {
        let application = try database.number("PRAGMA application_id") ?? 0
        let found = try database.number("PRAGMA user_version") ?? 0
        if application == 0, found == 0, try database.number("SELECT count(*) FROM sqlite_schema") == 0 { return false }
        guard application == applicationID else { throw ReplicaError(.foreign, "the file is no replica") }
        guard found <= version else {
            throw ReplicaError(.newer, "the file has version \(found), this program knows \(version): update it")
        }
        return true
    }

    /// Brings a file up to date in one transaction.
    static func migrate(_ database: Database, indexKey: [UInt8]) throws {
        let found = try check(database) ? try database.number("PRAGMA user_version") ?? 0 : 0
        guard found < version else { return }
        try database.inTransaction(.immediate) {
            for step in found..<version { try database.execute(sql: migrations[Int(step)]) }
            try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
            if found == 0 {
                let statement = try database.bound(
                    "INSERT INTO replica (one, index_key, index_version, sum, lines) VALUES (1, ?, ?, zeroblob(32), zeroblob(32))"
                )
                statement.bind(1, indexKey)
                statement.bind(2, indexVersion)
                try statement.run()
            }
            return .commit
        }
    }

    private static let migrations = [
        """
        CREATE TABLE replica (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            server TEXT, id TEXT, epoch TEXT, integrity_key BLOB, schema INTEGER, scope_version INTEGER,
            token TEXT, floor_ms INTEGER NOT NULL DEFAULT 0, floor_n INTEGER NOT NULL DEFAULT -1,
            newest_ms INTEGER NOT NULL DEFAULT 0, newest_n INTEGER NOT NULL DEFAULT -1,
            adrift INTEGER NOT NULL DEFAULT 0,
            round_mode TEXT, round_from_ms INTEGER, round_from_n INTEGER, round_to_ms INTEGER, round_to_n INTEGER,
            round_page INTEGER,
            reconcile INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0,
            generation INTEGER NOT NULL DEFAULT 0, serial INTEGER NOT NULL DEFAULT 0,
            units INTEGER NOT NULL DEFAULT 0, sum BLOB NOT NULL, lines BLOB NOT NULL,
            in_step INTEGER, index_key BLOB NOT NULL, index_version INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE person (
            id INTEGER PRIMARY KEY, p BLOB NOT NULL, patient TEXT NOT NULL, label TEXT, until INTEGER,
            kp_ms INTEGER NOT NULL, kp_n INTEGER NOT NULL, units INTEGER NOT NULL, sum BLOB NOT NULL,
            differs INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE UNIQUE INDEX person_p ON person (p);
        CREATE INDEX person_differs ON person (id) WHERE differs = 1;
        CREATE INDEX person_ended ON person (id) WHERE until IS NULL;

        CREATE TABLE unit (
            id INTEGER PRIMARY KEY, k BLOB NOT NULL, person INTEGER NOT NULL, kp_ms INTEGER NOT NULL,
            kp_n INTEGER NOT NULL, ver INTEGER NOT NULL, hash BLOB NOT NULL, time INTEGER NOT NULL,
            generation INTEGER NOT NULL, serial INTEGER NOT NULL, changed INTEGER NOT NULL, codec INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX unit_k ON unit (k);
        CREATE INDEX unit_person ON unit (person, time, k);
        CREATE INDEX unit_serial ON unit (serial);

        CREATE TABLE analysis (
            person INTEGER NOT NULL, unit INTEGER NOT NULL, place INTEGER NOT NULL, tag INTEGER NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (person, unit, place, tag)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE revision (
            unit INTEGER NOT NULL, ver INTEGER NOT NULL, replaced INTEGER NOT NULL, status TEXT NOT NULL,
            was BLOB NOT NULL,
            PRIMARY KEY (unit, ver)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE removal (
            serial INTEGER NOT NULL, k BLOB NOT NULL, person INTEGER NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (serial, k)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX removal_person ON removal (person);

        CREATE TABLE tombstone (
            k BLOB PRIMARY KEY, kp_ms INTEGER NOT NULL, kp_n INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE person ADD COLUMN blocked BLOB NOT NULL DEFAULT x'';
        ALTER TABLE replica ADD COLUMN professionals_version INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE professional (
            number INTEGER PRIMARY KEY, tag BLOB NOT NULL, since_ms INTEGER NOT NULL, since_n INTEGER NOT NULL,
            ready INTEGER NOT NULL
        ) STRICT;
        """,
    ]
}
