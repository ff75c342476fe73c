public import Foundation
import GRDB
import SvarSync
import Synchronization

/// Why somebody reads, as the trust framework attests it (2.16.840.1.113883.1.11.20448). An elevated basis does not work
/// without the server (decision 44): what is closed to everybody is not in the file.
public enum ReadingPurpose: String, Sendable, Hashable, CaseIterable {
    /// Treatment.
    case treatment = "TREAT"
    /// Emergency treatment.
    case emergencyTreatment = "ETREAT"
    /// Coordination of care.
    case coordination = "COC"
}

/// A replica as one professional reads it, with a purpose. Make one each time somebody looks.
///
/// ```swift
/// let reader = try replica.reader(hpr: 9_144_889, purpose: .treatment, now: .now)
/// for person in try reader.persons(now: .now) {
///     let page = try reader.reports(of: person.key, now: .now)
/// }
/// ```
///
/// Who is not enrolled is refused (row R04), and a person who is closed from the reader by name is not there (row R05).
/// Before something is shown it stands in the log of reading beside the file: who, why, when and whom, once a reader.
public final class ReplicaReader: Sendable {
    /// HPR number.
    public let hpr: Int
    /// Why they read.
    public let purpose: ReadingPurpose

    private let store: ReplicaStore
    private let log: ReadingLog
    /// What this reader has written down already.
    private let written = Mutex<Set<ReadingLog.Entry>>([])

    /// Refuses at once, not at the first question only.
    init(_ store: ReplicaStore, hpr: Int, purpose: ReadingPurpose, now: Date) throws(ReplicaError) {
        self.store = store
        self.hpr = hpr
        self.purpose = purpose
        log = try ReadingLog(beside: store.path)
        if try store.read({ try tag($0) }) == nil { throw try refusal(now) }
    }

    /// What persons' rows call the reader; nil for one who is not enrolled.
    private func tag(_ database: Database) throws -> [UInt8]? {
        let select = try database.bound("SELECT tag FROM professional WHERE number = ? AND ready = 1")
        select.bind(1, hpr)
        return try select.first { $0.bytes(0) }
    }

    /// One snapshot of the file as far as it is open to the reader.
    struct View {
        let database: Database
        /// What persons' rows call the reader.
        let tag: [UInt8]
        let now: Int64

        /// The rows of a person who is in the scope, and not closed from the reader; nil for anybody else.
        func shown(_ person: WireKey) throws -> Int64? {
            let select = try database.bound("SELECT id FROM person WHERE p = ? AND \(View.isShown)")
            select.bind(1, person.bytes)
            bind(select, 2)
            return try select.first { $0.integer(0) }
        }

        /// A condition on rows of `person`; `bind` gives its two values.
        static let isShown = "until > ? AND instr(blocked, ?) = 0"

        func bind(_ statement: BoundStatement, _ place: Int32) {
            statement.bind(place, now)
            statement.bind(place + 1, tag)
        }
    }

    /// Answers a question, and writes down that it was asked before the answer is given.
    /// - Parameters:
    ///   - person: whom it is about; nil: whoever is followed
    ///   - body: may say of whom else something was read
    /// - Throws: `replica-reader` where the reader may not read
    func read<Value>(
        _ person: WireKey?,
        now: Date,
        _ body: (View, inout Set<WireKey?>) throws -> Value
    ) throws(ReplicaError) -> Value {
        var read: Set<WireKey?> = [person]
        let answer = try store.read { database -> Value? in
            guard let tag = try tag(database) else { return nil }
            return try body(View(database: database, tag: tag, now: now.microseconds / 1_000), &read)
        }
        guard let answer else { throw try refusal(now) }
        for person in read { try write(ReadingLog.Entry(person: person, isRefused: false), now) }
        return answer
    }

    private func refusal(_ now: Date) throws(ReplicaError) -> ReplicaError {
        try write(ReadingLog.Entry(person: nil, isRefused: true), now)
        let isWaiting = try Replica(store).professionals().contains(hpr)
        return ReplicaError(
            .reader,
            isWaiting
                ? "this professional may read when the replica has been in step once since they were enrolled: run svar sync"
                : "this professional is not enrolled with the replica"
        )
    }

    private func write(_ entry: ReadingLog.Entry, _ now: Date) throws(ReplicaError) {
        guard !written.withLock({ $0.contains(entry) }) else { return }
        try log.write(entry, by: hpr, purpose, at: now.microseconds)
        written.withLock { _ = $0.insert(entry) }
    }
}

extension Replica {
    /// The replica as a professional reads it.
    /// - Parameter hpr: their number in the register of health personnel
    /// - Throws: `replica-reader` where they are not enrolled
    public func reader(hpr: Int, purpose: ReadingPurpose, now: Date) throws(ReplicaError) -> ReplicaReader {
        try ReplicaReader(store, hpr: hpr, purpose: purpose, now: now)
    }

    /// Who may read, ascending: HPR numbers.
    public func professionals() throws(ReplicaError) -> [Int] {
        try store.read { database in
            try database.bound("SELECT number FROM professional ORDER BY number").rows { Int($0.integer(0)) }
        }
    }
}
