public import Foundation
import SvarFHIR
import SvarJSON

/// A report in a list.
public struct ReportSummary: Sendable, Hashable {
    /// What the report is called in this replica; the same as long as the person is in the scope.
    public var key: String
    /// The person's key.
    public var person: String
    /// FHIR type of the main resource: DiagnosticReport, or what stands alone.
    public var type: String
    /// Logical id of the main resource.
    public var id: String
    /// For people.
    public var title: String
    /// What was asked for.
    public var codes: [ReportCode]
    /// The disciplines.
    public var categories: [ReportCode]
    /// FHIR's status.
    public var status: String
    /// A later version than the first: the report says that it was amended or corrected.
    public var isCorrected: Bool
    /// Cancelled, or sent in error.
    public var isWithdrawn: Bool
    /// When what it tells of was; when it was issued where it does not say.
    public var time: Date
    /// When this version reached the server.
    public var received: Date
    /// How many results it has, groups and their members counted each.
    public var results: Int
}

/// One result of a report with those that belong to it.
public struct ReportResult: Sendable, Hashable {
    /// Logical id of the Observation; empty for a part of one.
    public var id: String
    /// For people.
    public var title: String
    /// What was observed.
    public var codes: [ReportCode]
    /// Nil for a group, and where there is none.
    public var value: ResultValue?
    /// Why there is no value; nil where that is not said.
    public var absence: String?
    /// How to read the value.
    public var ranges: [ReferenceRange]
    /// High, low, resistant and the like.
    public var interpretation: [ReportCode]
    /// FHIR's status.
    public var status: String
    /// The result says that it was amended or corrected.
    public var isCorrected: Bool
    /// When it was observed.
    public var time: Date?
    /// Comments.
    public var notes: [String]
    /// Parts, and members of the group, in order.
    public var members: [ReportResult]
}

/// A version of a report that this replica held before.
public struct ReportRevision: Sendable, Hashable {
    /// When that version reached the server.
    public var received: Date
    /// When this replica took the version after it.
    public var replaced: Date
    /// The status it had.
    public var status: String
    /// Values it had that the version after it changed, twenty at most; none that a later version withdrew.
    public var changed: [EarlierValue]
}

/// A report in full.
public struct Report: Sendable, Hashable {
    /// As in a list.
    public var summary: ReportSummary
    /// The conclusion in words.
    public var conclusion: String?
    /// The conclusion in codes.
    public var conclusionCodes: [ReportCode]
    /// In the report's order, members of groups inside them.
    public var results: [ReportResult]
    /// Earlier versions that this replica has held, the oldest first.
    public var revisions: [ReportRevision]
    /// FHIR JSON of every resource of the report, the main one first.
    public var resources: [[UInt8]]

    /// Every result that says that it was amended or corrected.
    public var corrections: [ReportResult] {
        func corrected(_ results: [ReportResult]) -> [ReportResult] {
            results.flatMap { ($0.isCorrected ? [$0] : []) + corrected($0.members) }
        }
        return corrected(results)
    }
}

extension Date {
    /// From microseconds since 1970.
    init(microseconds: Int64) { self.init(timeIntervalSince1970: Double(microseconds) * 1e-6) }

    /// Since 1970; times beyond what can be counted are the last that can.
    var microseconds: Int64 {
        let value = (timeIntervalSince1970 * 1e6).rounded()
        return value < -9e18 ? -9_000_000_000_000_000_000 : value > 9e18 ? 9_000_000_000_000_000_000 : Int64(value)
    }
}
