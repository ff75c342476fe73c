import Foundation
import SvarFHIR
import SvarJSON
import SvarSync

/// A unit's row with its body read: what summaries, reports and trends are made from.
struct UnitView {
    let key: WireKey
    let id: Int64
    let version: Int64
    let time: Int64
    let root: JSONNode

    /// The columns it is read from.
    static let columns = "k, id, ver, time, codec, body"

    /// Throws for a body that cannot be read: `verify` finds it too, and the next run fetches it again.
    init(_ row: BoundStatement) throws {
        guard let key = WireKey(bytes: row.buffer(0)), let body = UnitRow.body(row, 4, 5),
            let root = UnitReading.root(of: body)
        else { throw ReplicaError(.damaged, "a report cannot be read: verify and repair") }
        self.key = key
        id = row.integer(1)
        version = row.integer(2)
        time = row.integer(3)
        self.root = root
    }

    /// DiagnosticReport first.
    var main: JSONNode { root[0] ?? root }

    static func isCorrected(_ status: String) -> Bool { ["amended", "corrected", "appended"].contains(status) }

    static func isWithdrawn(_ status: String) -> Bool { ["cancelled", "entered-in-error"].contains(status) }

    func summary(of person: WireKey) -> ReportSummary {
        let main = main
        let status = main["status"]?.string ?? ""
        let categories = main["category"].map { node in
            (node.kind == .array ? Array(node.elements) : [node]).flatMap { ReportCode.all(of: $0) }
        }
        let observations = root.elements.filter { $0["resourceType"]?.isString("Observation") ?? false }
        let isCorrected =
            Self.isCorrected(status) || observations.contains { Self.isCorrected($0["status"]?.string ?? "") }
        return ReportSummary(
            key: key.text,
            person: person.text,
            type: main["resourceType"]?.string ?? "",
            id: main["id"]?.string ?? "",
            title: ReportCode.title(of: main["code"]),
            codes: ReportCode.all(of: main["code"]),
            categories: categories ?? [],
            status: status,
            isCorrected: isCorrected,
            isWithdrawn: Self.isWithdrawn(status),
            time: Date(microseconds: time),
            received: Date(microseconds: version),
            results: observations.count
        )
    }

    func report(of person: WireKey, revisions: [ReportRevision]) -> Report {
        let main = main
        return Report(
            summary: summary(of: person),
            conclusion: main["conclusion"]?.string,
            conclusionCodes: main["conclusionCode"]?.elements.flatMap { ReportCode.all(of: $0) } ?? [],
            results: ResultTree(root).results,
            revisions: revisions,
            resources: root.elements.map { Array($0.bytes) }
        )
    }
}

extension ReportResult {
    /// An observation or a part of one, without members of the group.
    init(_ node: JSONNode) {
        let status = node["status"]?.string ?? ""
        let interpretation = node["interpretation"].map { $0.kind == .array ? Array($0.elements) : [$0] } ?? []
        self.init(
            id: node["id"]?.string ?? "",
            title: ReportCode.title(of: node["code"]),
            codes: ReportCode.all(of: node["code"]),
            value: ResultValue(of: node),
            absence: node["dataAbsentReason"].map { ReportCode.title(of: $0) },
            ranges: ReferenceRange.all(of: node),
            interpretation: interpretation.flatMap { ReportCode.all(of: $0) },
            status: status,
            isCorrected: UnitView.isCorrected(status),
            time: UnitIndex.time(of: node).map { Date(microseconds: $0) },
            notes: node["note"]?.elements.compactMap { $0["text"]?.string } ?? [],
            members: node["component"]?.elements.map { ReportResult($0) } ?? []
        )
    }
}

/// The results of a report in their order: as the report names them, members inside their groups, and what nothing names
/// at the end. Each stands once, whatever names it.
private struct ResultTree {
    private var observations: [String: JSONNode] = [:]
    private var seen: Set<String> = []
    private(set) var results: [ReportResult] = []

    /// Deeper groups are no tree that a report has; what is below stands beside the others.
    private static let deepest = 16

    init(_ root: JSONNode) {
        var order: [String] = []
        for node in root.elements where node["resourceType"]?.isString("Observation") ?? false {
            guard let id = node["id"]?.string, observations.updateValue(node, forKey: id) == nil else { continue }
            order.append(id)
        }
        if root[0]?["resourceType"]?.isString("DiagnosticReport") ?? false {
            results += named(by: root[0]?["result"], depth: 0)
        }
        let members = Set(order.flatMap { Self.ids(observations[$0]?["hasMember"]) })
        // Groups that the report does not name before what may be inside them.
        for id in order.filter({ !members.contains($0) }) + order {
            if let result = result(id, depth: 0) { results.append(result) }
        }
    }

    private static func ids(_ references: JSONNode?) -> [String] {
        references?.elements.compactMap { reference in
            switch reference["reference"]?.string.map({ ReferenceTarget($0) }) {
            case .relative(let address), .absolute(_, let address?): address.id
            default: nil
            }
        } ?? []
    }

    private mutating func named(by references: JSONNode?, depth: Int) -> [ReportResult] {
        var found: [ReportResult] = []
        for id in Self.ids(references) {
            if let result = result(id, depth: depth) { found.append(result) }
        }
        return found
    }

    private mutating func result(_ id: String, depth: Int) -> ReportResult? {
        guard depth < Self.deepest, let node = observations[id], seen.insert(id).inserted else { return nil }
        var result = ReportResult(node)
        result.members += named(by: node["hasMember"], depth: depth + 1)
        return result
    }
}
