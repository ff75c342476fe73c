import SvarFHIR
import SvarJSON
import SvarStore

/// Chooses the latest observations of each code.
///
/// Observations that share a coding are of one code, also through a third one; those without codings are of one code
/// when their texts are equal. Of observations at the same time as the last chosen one all are chosen, so that there
/// may be more than was asked for.
struct LatestByCode {
    /// Most observations that are looked at.
    static let maximumObservations = 50_000

    private struct Seen {
        let key: Int64
        let id: String
        /// Start of the time, in microseconds; nil sorts last.
        let time: Int64?
        let group: Int
    }

    private var seen: [Seen] = []
    private var parents: [Int] = []
    private var groups: [String: Int] = [:]

    var count: Int { seen.count }

    /// Looks at one observation.
    mutating func add(_ version: ResourceVersion) throws {
        let root = try JSONDocument(version.body).root
        var group: Int?
        for name in Self.names(root["code"]) {
            let other = find(groups[name] ?? newGroup(name))
            if let known = group { parents[other] = find(known) } else { group = other }
        }
        seen.append(
            Seen(
                key: version.key,
                id: version.id,
                time: Self.time(root),
                group: group ?? newGroup("version \(version.key)")
            )
        )
    }

    /// Keys and ids: groups by their latest, in each the latest first.
    mutating func chosen(_ maximum: Int) -> [(key: Int64, id: String)] {
        let ordered = seen.sorted { a, b in
            let (x, y) = (a.time ?? .min, b.time ?? .min)
            return x == y ? a.key > b.key : x > y
        }
        var order: [Int] = []
        var members: [Int: [Seen]] = [:]
        for observation in ordered {
            let group = find(observation.group)
            guard let known = members[group] else {
                order.append(group)
                members[group] = [observation]
                continue
            }
            let isTie = observation.time != nil && known.last?.time == observation.time
            if known.count < maximum || isTie {
                members[group]?.append(observation)
            }
        }
        return order.flatMap { members[$0, default: []].map { ($0.key, $0.id) } }
    }

    /// What makes observations be of one code.
    private static func names(_ code: JSONNode?) -> [String] {
        let codings = code?["coding"].map { Array($0.elements) } ?? []
        let names = codings.compactMap { coding in
            coding["code"]?.string.map { "\(coding["system"]?.string ?? "")|\($0)" }
        }
        if !names.isEmpty { return names }
        return (code?["text"]?.string).map { ["text \($0)"] } ?? []
    }

    private static func time(_ root: JSONNode) -> Int64? {
        if let text = root["effectiveDateTime"]?.string ?? root["effectiveInstant"]?.string {
            return OsloTime.dateTime(text)?.range.lowerBound
        }
        guard let period = root["effectivePeriod"] else { return nil }
        return (period["start"]?.string ?? period["end"]?.string).flatMap(OsloTime.dateTime)?.range.lowerBound
    }

    private mutating func newGroup(_ name: String) -> Int {
        parents.append(parents.count)
        groups[name] = parents.count - 1
        return parents.count - 1
    }

    private mutating func find(_ group: Int) -> Int {
        var root = group
        while parents[root] != root {
            parents[root] = parents[parents[root]]
            root = parents[root]
        }
        return root
    }
}
