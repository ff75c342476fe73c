import ArgumentParser
import FoundationEssentials
import SvarFHIR
import SvarJSON
import SvarReplica

/// What every command that reads a replica has.
struct ReplicaReading: ParsableArguments {
    @OptionGroup var file: ReplicaFile
    @Flag(help: "JSON, one object a line.")
    var json = false

    /// Opens the file and reads; errors end the program as everywhere.
    func run(
        _ command: String,
        for access: Replica.Access = .reading,
        _ read: (_ replica: Replica, _ now: Date) throws -> Void
    ) throws {
        do {
            let replica = try Replica.open(at: file.path(), for: access)
            let now = Date(timeIntervalSince1970: Double(Clock.now()) * 1e-6)
            do {
                try read(replica, now)
            } catch {
                try replica.close()
                throw error
            }
            try replica.close()
        } catch {
            throw Terminal.giveUp("replica \(command)", error)
        }
    }

    /// The same for what only a professional may see.
    func run(
        _ command: String,
        as who: ReaderOptions,
        _ read: (_ reader: ReplicaReader, _ now: Date) throws -> Void
    ) throws {
        let (hpr, purpose) = try who.named()
        try run(command) { replica, now in try read(try replica.reader(hpr: hpr, purpose: purpose, now: now), now) }
    }

    /// A line of JSON.
    func put(_ value: JSONValue) { Terminal.put(value.bytes + [0x0A]) }

    /// Lines in columns.
    func table(_ header: [String], _ rows: [[String]]) {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        for row in [header] + rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            Terminal.say(String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
        }
    }

    /// A day or time as people type it.
    static func time(_ text: String, _ flag: String) throws -> Date {
        guard let time = OsloTime.dateTime(text)?.range.lowerBound else {
            throw ValidationError("--\(flag) is no day or time")
        }
        return Date(timeIntervalSince1970: Double(time) * 1e-6)
    }
}

extension PersonOption {
    /// The key of the person that is meant.
    func key(for reader: ReplicaReader, _ now: Date) throws -> String {
        try Self.named(person, among: reader.persons(now: now)).key
    }

    /// The person of a label, `Patient/ID` or a key.
    static func named(_ name: String, among persons: [ReplicaPerson]) throws -> ReplicaPerson {
        let found = persons.filter { $0.label == name || "Patient/\($0.patient)" == name || $0.key == name }
        guard let person = found.first else { throw Failure("nobody who is followed is called that") }
        guard found.count == 1 else { throw Failure("\(found.count) persons have that label: name one as Patient/ID") }
        return person
    }
}

extension ReportCode {
    /// Whether `CODE` or `SYSTEM|CODE` means it.
    func isAsked(by text: String) -> Bool { text == code || text == "\(system)|\(code)" }
}
