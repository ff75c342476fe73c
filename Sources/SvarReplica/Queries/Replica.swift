public import Foundation
import GRDB
import SvarSync

/// A clinic's own copy of the reports it may see, readable without a network.
///
/// ```swift
/// let replica = try Replica.open(at: "clinic.replica")
/// let reader = try replica.reader(hpr: 9_144_889, purpose: .treatment, now: .now)
/// ```
///
/// What a reader shows is what the server has said this replica may hold, as of the last round; a person whose place in
/// the scope has ended is not shown from that moment on, with or without a network. Times come in from the caller.
/// Queries may be made from any thread, and in other processes while one keeps the replica in step.
public final class Replica: Sendable {
    /// What a file is opened for.
    public enum Access: Sendable, Hashable {
        /// Queries.
        case reading
        /// Keeping in step and repairing too. One process at a time.
        case writing
    }

    /// The file.
    package let store: ReplicaStore

    /// A replica over an open file.
    package init(_ store: ReplicaStore) { self.store = store }

    /// Makes a new, empty replica where there is no file yet. Its owner alone can read it.
    public static func create(at path: String) throws(ReplicaError) -> Replica {
        var generator = SystemRandomNumberGenerator()
        return Replica(
            try ReplicaStore.create(path) { count in
                (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            }
        )
    }

    /// Opens a replica's file. What is newer than this program, or no replica, is refused unchanged.
    public static func open(at path: String, for access: Access = .reading) throws(ReplicaError) -> Replica {
        Replica(try ReplicaStore.open(path, readOnly: access == .reading))
    }

    /// Closes the file.
    public func close() throws(ReplicaError) { try store.close() }

    /// How the replica stands.
    public func status(now: Date) throws(ReplicaError) -> ReplicaStatus {
        try store.read { database in
            let state = try ReplicaState.read(database)
            let persons = try database.bound("SELECT count(*), coalesce(sum(units), 0) FROM person WHERE until > ?")
            persons.bind(1, now.microseconds / 1_000)
            let shown = try persons.first { (Int($0.integer(0)), Int($0.integer(1))) }
            return ReplicaStatus(
                server: state.enrolment?.server,
                replica: state.enrolment?.id,
                isRevoked: state.isRevoked,
                persons: shown?.0 ?? 0,
                reports: shown?.1 ?? 0,
                inStep: state.inStep.map { Date(microseconds: $0) },
                age: state.inStep.map { max(0, now.timeIntervalSince(Date(microseconds: $0))) },
                isComplete: state.token != nil && state.round == nil && !state.needsReconcile,
                needsRepair: state.needsReconcile
            )
        }
    }

    /// Everybody whom the replica follows at this time, by key: for the program that keeps the scope. Professionals are
    /// shown `ReplicaReader.persons`.
    package func followed(now: Date) throws(ReplicaError) -> [ReplicaPerson] {
        try store.read { try ReplicaPerson.all($0, where: "until > ?") { $0.bind(1, now.microseconds / 1_000) } }
    }

    /// Gives a person words that the journal system knows them by; nil takes them away. The replica does not look into
    /// them, and they go when the person goes.
    /// - Returns: whether the replica knows the person.
    @discardableResult
    public func setLabel(_ label: String?, of person: String) throws(ReplicaError) -> Bool {
        guard let key = WireKey(text: person) else { return false }
        return try store.setLabel(label, of: key)
    }

    /// Reads everything again and says what is not as it should be; an empty list is the good answer.
    /// - Parameters:
    ///   - isRepairing: what is wrong is fetched again at the next run (the file must be open for writing)
    ///   - progress: called with the persons done and in all
    public func verify(
        isRepairing: Bool = false,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ReplicaError) -> [ReplicaFinding] {
        try store.scrub(isRepairing: isRepairing, progress: progress).map { finding in
            ReplicaFinding(
                kind: finding.kind.shown,
                person: finding.person?.text,
                report: finding.unit?.text
            )
        }
    }
}

extension ReplicaReader {
    /// Everybody whom the replica follows at this time and who is not closed from the reader, by key.
    public func persons(now: Date) throws(ReplicaError) -> [ReplicaPerson] {
        try read(nil, now: now) { view, _ in
            try ReplicaPerson.all(view.database, where: View.isShown) { view.bind($0, 1) }
        }
    }
}

extension ReplicaPerson {
    fileprivate static func all(_ database: Database, where condition: String, bind: (BoundStatement) -> Void) throws
        -> [Self]
    {
        let select = try database.bound(
            """
            SELECT p, patient, label, until, units, (SELECT max(time) FROM unit WHERE unit.person = person.id)
            FROM person WHERE \(condition) ORDER BY p
            """
        )
        bind(select)
        return try select.rows { row in
            ReplicaPerson(
                key: WireKey(bytes: row.buffer(0))?.text ?? "",
                patient: row.text(1),
                label: row.textOrNil(2),
                until: Date(microseconds: row.integer(3) * 1_000),
                reports: Int(row.integer(4)),
                newest: row.integerOrNil(5).map { Date(microseconds: $0) }
            )
        }
    }
}

extension ScrubFinding.Kind {
    fileprivate var shown: ReplicaFinding.Kind {
        switch self {
        case .body: .report
        case .sum: .person
        case .index: .index
        case .orphan: .orphan
        case .total: .whole
        }
    }
}
