import FoundationEssentials
import SvarFHIR
import SvarReplica

/// What a replica holds, for people. Times are UTC.
enum ReplicaText {
    static func day(_ date: Date) -> String { String(ReplicaJSON.instant(date).prefix(10)) }

    static func minute(_ date: Date) -> String {
        let text = ReplicaJSON.instant(date)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))Z"
    }

    static func lines(_ status: ReplicaStatus) -> [String] {
        var lines = [
            "server     \(status.server ?? "not enrolled")", "replica    \(status.replica ?? "")",
            "persons    \(SyncProgressLine.count(status.persons))",
            "reports    \(SyncProgressLine.count(status.reports))",
            "in step    "
                + (status.inStep.map { "\(minute($0)), \(SyncProgressLine.duration(status.age ?? 0)) ago" } ?? "never"),
        ]
        if status.isRevoked {
            lines.append("ended by the server; what it held is destroyed")
        } else if status.needsRepair {
            lines.append("something differs from the server: the next svar sync compares")
        } else if !status.isComplete {
            lines.append("more is known to be missing: the next svar sync goes on")
        }
        return lines
    }

    static func line(_ report: ReportSummary) -> String {
        let marks = report.isWithdrawn ? ", withdrawn" : report.isCorrected ? ", corrected" : ""
        return "\(minute(report.time))  \(report.type)/\(report.id)  \(report.title)  (\(report.status)\(marks), "
            + "\(report.results) results)"
    }

    static func line(_ change: ChangedReport) -> String {
        (change.isNewVersion ? "new version  " : "new  ") + "\(minute(change.taken))  \(change.summary.type)/"
            + "\(change.summary.id)  \(change.summary.title)  (\(change.summary.status))"
    }

    static func lines(_ report: Report) -> [String] {
        var lines = [line(report.summary), "received \(minute(report.summary.received))"]
        for revision in report.revisions {
            lines.append(
                "replaces a version of \(minute(revision.received)) (\(revision.status)), since \(minute(revision.replaced))"
            )
            lines += revision.changed.map { "  was  \($0.title.isEmpty ? "conclusion" : $0.title)  \($0.text)" }
        }
        if let conclusion = report.conclusion { lines.append(conclusion) }
        lines += report.conclusionCodes.map { "  \($0.display ?? $0.code)" }
        for result in report.results { lines += self.lines(result, depth: 1) }
        return lines
    }

    private static func lines(_ result: ReportResult, depth: Int) -> [String] {
        var parts = [result.title]
        if let value = result.value {
            parts.append(value.text)
        } else if let why = result.absence {
            parts.append("(\(why))")
        }
        if !result.interpretation.isEmpty { parts.append(result.interpretation.map(\.code).joined(separator: " ")) }
        let ranges = result.ranges.map(\.text).filter { !$0.isEmpty }
        if !ranges.isEmpty { parts.append("[\(ranges.joined(separator: "; "))]") }
        if result.isCorrected || !["final", ""].contains(result.status) { parts.append("(\(result.status))") }
        let indent = String(repeating: "  ", count: depth)
        var lines = [indent + parts.joined(separator: "  ")]
        lines += result.notes.map { "\(indent)  \($0)" }
        for member in result.members { lines += self.lines(member, depth: depth + 1) }
        return lines
    }

    static func line(_ point: TrendPoint, of analysis: AnalysisSummary) -> String {
        var parts = [minute(point.time), analysis.title, point.value?.text ?? "(\(point.absence ?? "no value"))"]
        if !point.interpretation.isEmpty { parts.append(point.interpretation.map(\.code).joined(separator: " ")) }
        let ranges = point.ranges.map(\.text).filter { !$0.isEmpty }
        if !ranges.isEmpty { parts.append("[\(ranges.joined(separator: "; "))]") }
        if point.isCorrected || point.status != "final" { parts.append("(\(point.status))") }
        return parts.joined(separator: "  ")
    }

    static func line(_ finding: ReplicaFinding) -> String {
        let what =
            switch finding.kind {
            case .report: "a report cannot be read, or is not what was received"
            case .person: "a person's reports are not those that were counted"
            case .index: "what queries look up in is not what the report says"
            case .orphan: "a report belongs to nobody"
            case .whole: "the whole is not what was counted"
            }
        return [what, finding.person.map { "person \($0)" }, finding.report.map { "report \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
    }
}
