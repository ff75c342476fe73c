package import ArgumentParser
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore
import SvarStoreSQLite

/// `svar audit`: who read, wrote and was refused.
package struct AuditCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "List the log of use of a store, and prove that no row of it was changed.",
        discussion: """
            Both work while the store is served.

            Examples:
              svar audit list --data ./svar-data --limit 20
              svar audit list --data ./svar-data --patient PATIENT-ID --since 2026-11-01 --json
              svar audit verify --data ./svar-data
            """,
        subcommands: [List.self, Verify.self]
    )

    package init() {}

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rows of the log of use, the newest first.",
            discussion: "Example: svar audit list --data ./svar-data --actor 9144900 --limit 20"
        )
        @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
        var data: String?
        @Option(help: "Only about the person of this Patient: its id, never an identity number.")
        var patient: String?
        @Option(help: "Only of this actor, client or organisation, by its identifier.")
        var actor: String?
        @Option(help: "Only of the request with this id (X-Request-Id).")
        var request: String?
        @Option(help: "Only since this day or time, such as 2026-11-21 or 2026-11-21T08:00:00+01:00.")
        var since: String?
        @Option(help: "At most so many rows.")
        var limit = 100
        @Flag(help: "One JSON object a line.")
        var json = false

        func run() async throws {
            do {
                let entries = try await StoreTools.audit(Settings.data.required(data), filter())
                for entry in entries {
                    if json {
                        Terminal.put(AuditLine.json(entry) + [0x0A])
                    } else {
                        Terminal.say(AuditLine.text(entry))
                    }
                }
            } catch {
                throw Terminal.giveUp("audit list", error)
            }
        }

        private func filter() throws -> AuditReader.Filter {
            if let patient, PersonNumber.looksLikeOne(patient) {
                throw ValidationError("--patient takes the id of a Patient; an identity number must not stand here")
            }
            guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
            let time = try since.map { text in
                guard let time = OsloTime.dateTime(text)?.range.lowerBound else {
                    throw ValidationError("--since is no day or time")
                }
                return ServerTime(microseconds: time)
            }
            return AuditReader.Filter(patient: patient, actor: actor, request: request, since: time, limit: limit)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow both chains of the log of use. Exit code 1 when a row was changed, taken out or put in.",
            discussion: "Example: svar audit verify --data ./svar-data"
        )
        @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
        var data: String?

        func run() async throws {
            do {
                let found = try await StoreTools.verifyAudit(Settings.data.required(data))
                for part in found { Terminal.say(AuditLine.text(part)) }
                if found.contains(where: { $0.fault != nil }) { throw Exits.partly }
            } catch {
                throw Terminal.giveUp("audit verify", error)
            }
        }
    }
}

/// How rows of the log of use are shown. The place in the store's log is never shown.
enum AuditLine {
    static func text(_ entry: AuditReader.Entry) -> String {
        let row = entry.row
        let actor = [row.actor.role, row.actor.id, row.actor.client, row.actor.organisation].filter { !$0.isEmpty }
        var parts = [
            InstantFormat.utcText(row.at.microseconds), row.action.rawValue, "\(row.status)",
            actor.joined(separator: " / "),
        ]
        if let patient = entry.patient { parts.append("Patient/\(patient)") }
        if !row.units.isEmpty { parts.append("units \(row.units.count)") }
        if !row.basis.isEmpty { parts.append(row.basis) }
        if !row.request.isEmpty { parts.append("request \(row.request)") }
        return parts.joined(separator: "  ")
    }

    static func json(_ entry: AuditReader.Entry) -> [UInt8] {
        let row = entry.row
        func text(_ text: String?) -> JSONValue { text.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null }
        return JSONValue.object([
            "at": .string(InstantFormat.utcText(row.at.microseconds)),
            "action": .string(row.action.rawValue),
            "outcome": .string(row.outcome.rawValue),
            "status": JSONValue(row.status),
            "role": text(row.actor.role),
            "actor": text(row.actor.id),
            "client": text(row.actor.client),
            "organisation": text(row.actor.organisation),
            "name": text(row.actor.name),
            "category": text(row.actor.code),
            "setting": text(row.setting?.action),
            "patient": text(entry.patient),
            "units": JSONValue(row.units.count),
            "basis": text(row.basis),
            "request": text(row.request),
            "kept": .string(entry.book.rawValue),
        ]).bytes
    }

    static func text(_ part: AuditReader.Verification) -> String {
        let name = part.book == .access ? "reads and refusals" : "writes"
        if let fault = part.fault { return "\(name): row \(fault.number): \(fault.text)" }
        let deleted = part.deleted > 0 ? ", \(part.deleted) of them deleted by retention" : ""
        return "\(name): \(part.rows) rows\(deleted), the chain is whole"
    }
}
