import FoundationEssentials
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarReplica
import SvarSync

/// What a replica holds, for programs.
enum ReplicaJSON {
    static func instant(_ date: Date) -> String {
        InstantFormat.utcText(Int64((date.timeIntervalSince1970 * 1e6).rounded()))
    }

    private static func time(_ date: Date?) -> JSONValue { date.map { .string(instant($0)) } ?? .null }
    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    static func value(_ status: ReplicaStatus, _ state: ReplicaState) -> JSONValue {
        .object([
            "server": text(status.server), "replica": text(status.replica), "persons": JSONValue(status.persons),
            "reports": JSONValue(status.reports), "inStep": time(status.inStep),
            "isComplete": .bool(status.isComplete), "needsRepair": .bool(status.needsRepair),
            "isRevoked": .bool(status.isRevoked), "sum": .string(Base64URL.encode(state.totals.sum.bytes)),
        ])
    }

    static func value(_ person: ReplicaPerson) -> JSONValue {
        .object([
            "key": .string(person.key), "patient": .string("Patient/" + person.patient), "label": text(person.label),
            "until": time(person.until), "reports": JSONValue(person.reports), "newest": time(person.newest),
        ])
    }

    static func value(_ reading: LoggedReading) -> JSONValue {
        .object([
            "time": time(reading.time), "hpr": .string(String(reading.hpr)), "purpose": .string(reading.purpose),
            "person": text(reading.person), "isRefused": .bool(reading.isRefused),
        ])
    }

    static func value(_ report: ReportSummary) -> JSONValue {
        .object([
            "key": .string(report.key), "report": .string("\(report.type)/\(report.id)"),
            "title": .string(report.title),
            "codes": .array(report.codes.map(value)), "categories": .array(report.categories.map(value)),
            "status": .string(report.status), "isCorrected": .bool(report.isCorrected),
            "isWithdrawn": .bool(report.isWithdrawn), "time": time(report.time), "received": time(report.received),
            "results": JSONValue(report.results),
        ])
    }

    /// The list's members, earlier versions, and the resources with every byte they came with.
    static func bytes(_ report: Report) -> [UInt8] {
        let revisions = report.revisions.map { revision in
            JSONValue.object([
                "received": time(revision.received), "replaced": time(revision.replaced),
                "status": .string(revision.status),
                "changed": .array(
                    revision.changed.map {
                        .object(["id": .string($0.id), "title": .string($0.title), "value": .string($0.text)])
                    }
                ),
            ])
        }
        var bytes = Array(value(report.summary).bytes.dropLast())
        bytes += Array(#","revisions":"#.utf8) + JSONValue.array(revisions).bytes
        bytes += Array(#","resources":["#.utf8) + report.resources.joined(separator: [0x2C]) + Array("]}".utf8)
        // A line break in JSON stands between tokens only, so a space says the same.
        return bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    }

    static func value(_ code: ReportCode) -> JSONValue {
        .object(["system": .string(code.system), "code": .string(code.code), "display": text(code.display)])
    }

    static func value(_ analysis: AnalysisSummary) -> JSONValue {
        .object([
            "code": value(analysis.code), "title": .string(analysis.title), "values": JSONValue(analysis.values),
            "newest": time(analysis.newest),
        ])
    }

    static func value(_ point: TrendPoint, of analysis: AnalysisSummary) -> JSONValue {
        .object([
            "code": value(analysis.code), "title": .string(analysis.title), "time": time(point.time),
            "value": text(point.value?.text), "number": text(point.value?.number), "unit": text(point.value?.unit),
            "absence": text(point.absence), "ranges": .array(point.ranges.map { .string($0.text) }),
            "interpretation": .array(point.interpretation.map(value)), "status": .string(point.status),
            "isCorrected": .bool(point.isCorrected), "report": .string(point.report),
            "observation": .string(point.observation),
        ])
    }

    static func value(_ changes: ReplicaChanges) -> JSONValue {
        let reports = changes.reports.map { change in
            JSONValue.object([
                "person": .string(change.summary.person), "key": .string(change.summary.key),
                "report": .string("\(change.summary.type)/\(change.summary.id)"),
                "status": .string(change.summary.status),
                "taken": time(change.taken), "isNewVersion": .bool(change.isNewVersion),
            ])
        }
        return .object([
            "reports": .array(reports), "removed": .array(changes.removed.map { .string($0) }),
            "mark": .string(changes.mark), "hasMore": .bool(changes.hasMore),
        ])
    }

    static func value(_ findings: [ReplicaFinding]) -> JSONValue {
        .object([
            "isWhole": .bool(findings.isEmpty),
            "findings": .array(
                findings.map { finding in
                    .object([
                        "kind": .string(finding.kind.rawValue), "person": text(finding.person),
                        "report": text(finding.report),
                    ])
                }
            ),
        ])
    }
}
