import GRDB
import SvarDomain

/// The tables, as a list of migrations: what is at index n brings a store from schema version n to n + 1.
/// A migration that was released is never changed. `docs/decisions/store-schema.md` says why the tables look so.
enum Schema {
    /// Marks the file as a store of this program ("SVAR").
    static let applicationID: Int64 = 0x5356_4152

    static var version: Int { migrations.count }

    /// Brings the store up to date in one transaction. Refuses what is newer than this program or foreign to it.
    static func migrate(_ database: Database, kind: StoreKind?, now: ServerTime, epoch: String) throws {
        let application = try database.first("PRAGMA application_id") { $0[0] as Int64 } ?? 0
        let found = try database.first("PRAGMA user_version") { $0[0] as Int } ?? 0
        guard application == applicationID || (application == 0 && found == 0) else {
            throw SvarError(.storeUnusable, "the file is no store of this program")
        }
        guard found <= version else {
            throw SvarError(.storeUnusable, "the store has schema \(found), this program knows \(version): update it")
        }
        guard found < version else { return }
        try database.inTransaction(.immediate) {
            for step in found..<version { try database.execute(sql: migrations[step]) }
            try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
            if found == 0 {
                guard let kind else { throw SvarError(.storeUnusable, "there is no store here") }
                let facts = [
                    "kind": kind.rawValue, "created": String(now.microseconds), "epoch": epoch,
                ]
                for (name, value) in facts {
                    try database.run("INSERT INTO metadata (name, value) VALUES (?, ?)", [name, value])
                }
            }
            return .commit
        }
    }

    private static let migrations = [
        """
        CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE person (key INTEGER PRIMARY KEY, patient TEXT NOT NULL) STRICT;
        CREATE TABLE person_patient (
            id TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_patient_person ON person_patient (person);
        CREATE TABLE person_number (
            kind TEXT NOT NULL, value TEXT NOT NULL, person INTEGER NOT NULL REFERENCES person (key),
            PRIMARY KEY (kind, value)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_number_person ON person_number (person);

        CREATE TABLE unit (
            key INTEGER PRIMARY KEY, person INTEGER REFERENCES person (key), producer TEXT NOT NULL,
            regime TEXT NOT NULL, class INTEGER NOT NULL, provider TEXT, report TEXT,
            held INTEGER NOT NULL, withdrawn INTEGER NOT NULL, pos INTEGER NOT NULL, at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX unit_report ON unit (producer, provider, report, person) WHERE report IS NOT NULL;
        CREATE INDEX unit_person ON unit (person) WHERE person IS NOT NULL;

        CREATE TABLE resource (
            key INTEGER PRIMARY KEY, type INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES unit (key),
            version INTEGER NOT NULL, deleted INTEGER NOT NULL, id TEXT NOT NULL, item TEXT, facts BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX resource_id ON resource (id, type);
        CREATE INDEX resource_unit ON resource (unit);

        CREATE TABLE attachment (
            key INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (key), hash BLOB NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX attachment_hash ON attachment (person, hash);

        CREATE TABLE version (
            key INTEGER PRIMARY KEY, resource INTEGER NOT NULL REFERENCES resource (key), pos INTEGER NOT NULL,
            at INTEGER NOT NULL, name TEXT NOT NULL, deleted INTEGER NOT NULL, stamp_offset INTEGER NOT NULL,
            attachment INTEGER REFERENCES attachment (key), body BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX version_resource ON version (resource, pos);
        CREATE INDEX version_attachment ON version (attachment) WHERE attachment IS NOT NULL;

        CREATE TABLE log (
            pos INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, unit INTEGER, person INTEGER
        ) STRICT;

        CREATE TABLE search_index (
            person INTEGER NOT NULL, parameter INTEGER NOT NULL, type INTEGER NOT NULL, value TEXT NOT NULL,
            system TEXT NOT NULL, resource INTEGER NOT NULL, pos_from INTEGER NOT NULL, pos_to INTEGER,
            PRIMARY KEY (person, parameter, type, value, system, resource, pos_from)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX search_index_closed ON search_index (pos_to) WHERE pos_to IS NOT NULL;

        CREATE TABLE identifier (
            value TEXT NOT NULL, system TEXT NOT NULL, type INTEGER NOT NULL, producer TEXT NOT NULL,
            resource INTEGER NOT NULL,
            PRIMARY KEY (value, system, type, producer, resource)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE submission (
            number INTEGER PRIMARY KEY, producer TEXT NOT NULL, message TEXT, received INTEGER NOT NULL,
            digest BLOB NOT NULL, receipt BLOB NOT NULL, raw BLOB
        ) STRICT;
        CREATE INDEX submission_digest ON submission (digest);
        CREATE INDEX submission_message ON submission (producer, message) WHERE message IS NOT NULL;
        CREATE INDEX submission_raw ON submission (received) WHERE raw IS NOT NULL;

        CREATE TABLE contribution (
            key INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit (key), arrival INTEGER NOT NULL,
            submission INTEGER NOT NULL REFERENCES submission (number), body BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX contribution_unit ON contribution (unit, arrival);
        CREATE INDEX contribution_submission ON contribution (submission);
        """,
        """
        DROP INDEX IF EXISTS resource_type;
        DROP TABLE search_index;
        DROP TABLE identifier;

        CREATE TABLE search_index (
            cluster INTEGER NOT NULL, slot INTEGER NOT NULL, value ANY NOT NULL, extra ANY NOT NULL,
            part INTEGER NOT NULL, resource INTEGER NOT NULL, pos_from INTEGER NOT NULL, pos_to INTEGER,
            PRIMARY KEY (cluster, slot, value, extra, part, resource, pos_from)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX search_index_closed ON search_index (pos_to) WHERE pos_to IS NOT NULL;
        CREATE INDEX search_index_past ON search_index (resource) WHERE pos_to IS NOT NULL;

        CREATE TABLE producer (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX producer_name ON producer (name);

        CREATE INDEX version_pos ON version (pos);
        CREATE INDEX log_person ON log (person, pos) WHERE person IS NOT NULL;
        CREATE INDEX unit_held ON unit (person) WHERE held = 1;
        CREATE INDEX unit_conformance ON unit (key) WHERE class = 4;

        INSERT INTO producer (name) SELECT DISTINCT producer FROM unit;
        ALTER TABLE log ADD COLUMN producer INTEGER;
        UPDATE log SET producer =
            (SELECT p.number FROM unit u JOIN producer p ON p.name = u.producer WHERE u.key = log.unit);
        CREATE INDEX log_producer ON log (producer, pos) WHERE producer IS NOT NULL;
        CREATE TABLE moved (
            owner INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (owner, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            number INTEGER PRIMARY KEY, person INTEGER, salt BLOB, body BLOB NOT NULL, commitment BLOB NOT NULL
        ) STRICT;
        CREATE INDEX audit_person ON audit (person) WHERE person IS NOT NULL;
        """,
        """
        CREATE TABLE visibility (
            person INTEGER NOT NULL, unit INTEGER NOT NULL, pos_from INTEGER NOT NULL, pos_to INTEGER,
            PRIMARY KEY (person, unit, pos_from)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX visibility_closed ON visibility (pos_to) WHERE pos_to IS NOT NULL;
        CREATE TABLE unit_element (
            unit INTEGER NOT NULL, pos INTEGER NOT NULL, at INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (unit, pos)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE membership (
            unit INTEGER NOT NULL, resource INTEGER NOT NULL, pos_from INTEGER NOT NULL, pos_to INTEGER,
            PRIMARY KEY (unit, resource, pos_from)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE replica (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL, client TEXT NOT NULL, organisation TEXT NOT NULL,
            schema INTEGER NOT NULL, scope_version INTEGER NOT NULL, revoked INTEGER NOT NULL,
            enrolled INTEGER NOT NULL, units INTEGER NOT NULL, sum BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX replica_id ON replica (id);
        CREATE TABLE scope (
            replica INTEGER NOT NULL REFERENCES replica (key), person INTEGER NOT NULL, pos_from INTEGER NOT NULL,
            pos_to INTEGER, touched INTEGER NOT NULL, told INTEGER NOT NULL, until INTEGER NOT NULL,
            basis TEXT NOT NULL, responsible TEXT NOT NULL,
            PRIMARY KEY (replica, person, pos_from)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX scope_touched ON scope (replica, touched);
        CREATE INDEX scope_open ON scope (person) WHERE pos_to IS NULL;
        CREATE INDEX scope_due ON scope (until) WHERE pos_to IS NULL;
        CREATE INDEX scope_closed ON scope (pos_to) WHERE pos_to IS NOT NULL;
        CREATE TABLE replica_change (
            replica INTEGER NOT NULL, pos INTEGER NOT NULL, ms INTEGER NOT NULL, number INTEGER NOT NULL,
            PRIMARY KEY (replica, pos)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_sum (person INTEGER PRIMARY KEY, units INTEGER NOT NULL, sum BLOB NOT NULL) STRICT;
        CREATE TABLE person_wire (key BLOB PRIMARY KEY, person INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE unit ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX unit_closed ON unit (person) WHERE closed = 1;

        CREATE TABLE unit_version (
            person INTEGER NOT NULL, unit INTEGER NOT NULL, pos INTEGER NOT NULL, at INTEGER NOT NULL,
            facts BLOB NOT NULL,
            PRIMARY KEY (person, unit, pos)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_entry (
            person INTEGER NOT NULL, pos INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL,
            subject INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (person, pos)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE feed_due (person INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
        CREATE INDEX feed_due_at ON feed_due (at);
        CREATE TABLE feed_change (
            person INTEGER NOT NULL, pos INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (person, pos, unit)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE INDEX person_entry_closure ON person_entry (pos) WHERE kind IN (5, 7);
        CREATE INDEX log_erasure ON log (pos) WHERE kind = 2 AND unit IS NULL;

        CREATE TABLE person_tag (
            tag BLOB PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_tag_person ON person_tag (person);
        CREATE TABLE submission_person (
            person INTEGER NOT NULL, submission INTEGER NOT NULL REFERENCES submission (number),
            PRIMARY KEY (person, submission)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX submission_person_submission ON submission_person (submission);
        INSERT INTO submission_person
            SELECT DISTINCT u.person, c.submission FROM contribution c JOIN unit u ON u.key = c.unit
            WHERE u.person IS NOT NULL;
        CREATE TABLE erasure (
            person INTEGER PRIMARY KEY REFERENCES person (key), pos INTEGER NOT NULL, unit INTEGER NOT NULL,
            attachment INTEGER NOT NULL, submission INTEGER NOT NULL, done INTEGER NOT NULL
        ) STRICT;
        """,
        """
        CREATE TABLE replica_professional (
            replica INTEGER NOT NULL REFERENCES replica (key), number INTEGER NOT NULL, PRIMARY KEY (replica, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_block (
            person INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (person, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX person_block_number ON person_block (number);
        ALTER TABLE replica ADD COLUMN professionals_version INTEGER NOT NULL DEFAULT 0;
        INSERT OR REPLACE INTO feed_due (person, at) SELECT DISTINCT person, 0 FROM person_entry WHERE kind = 5;
        """,
    ]
}
