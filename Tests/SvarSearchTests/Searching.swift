import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch

/// One resource searched by one query: rows and criteria together, as a store would bring them.
enum Searching {
    /// 2026-01-01T00:00:00Z
    static let now = ServerTime(microseconds: 1_767_225_600_000_000)

    static func resource(_ json: String) throws -> (type: HostedType, root: JSONNode) {
        let root = try JSONDocument(Array(json.utf8)).root
        guard let type = root["resourceType"]?.string.flatMap(HostedType.init) else { throw Missing() }
        return (type, root)
    }

    /// All rows, references as they stand.
    static func rows(_ json: String) throws -> [IndexRow] {
        let (type, root) = try resource(json)
        return SearchIndex.rows(of: type, root) + SearchIndex.referenceRows(of: type, root) { _ in nil }
    }

    static func request(
        _ types: [HostedType],
        _ parameters: [(name: String, value: String)],
        lenient: Bool = false
    ) throws(SearchFault) -> SearchRequest {
        try SearchRequest(types: types, parameters, lenient: lenient, now: now)
    }

    /// Whether the resource meets `name=value`. Of persons only Patient/p is known, whom every resource belongs to.
    static func finds(_ json: String, _ name: String, _ value: String) throws -> Bool {
        let (type, root) = try resource(json)
        let criterion = try request([type], [(name, value)]).criterion.resolved {
            $0 == .patient("p") ? PersonKey(1) : nil
        }
        return try holds(criterion, rows(json), id: root["id"]?.string ?? "")
    }

    static func holds(_ criterion: Criterion, _ rows: [IndexRow], id: String) -> Bool {
        switch criterion {
        case .ids(let ids): ids.contains(id)
        case .person(let key, let slots): key != nil && (slots.isEmpty || rows.contains { slots.contains($0.slot) })
        case .row(let slots, let condition): rows.contains { slots.contains($0.slot) && holds(condition, $0) }
        case .paired(let pairs):
            Set(rows.map(\.part)).contains { part in
                pairs.allSatisfy { pair in
                    rows.contains { $0.part == part && pair.slots.contains($0.slot) && holds(pair.condition, $0) }
                }
            }
        case .not(let criterion): !holds(criterion, rows, id: id)
        case .all(let criteria): criteria.allSatisfy { holds($0, rows, id: id) }
        case .any(let criteria): criteria.contains { holds($0, rows, id: id) }
        case .updated, .refers, .referred: false
        }
    }

    static func holds(_ condition: RowCondition, _ row: IndexRow) -> Bool {
        func column(_ column: RowCondition.Column) -> IndexKey { column == .value ? row.value : row.extra }
        func text(_ key: IndexKey) -> String? {
            guard case .text(let text) = key else { return nil }
            return text
        }
        switch condition {
        case .compare(let name, let relation, let key):
            let own = column(name)
            switch (own, key) {
            case (.integer, .integer), (.text, .text), (.bytes, .bytes): break
            default: return false
            }
            return switch relation {
            case .equal: own == key
            case .less: own < key
            case .lessOrEqual: !(key < own)
            case .greater: key < own
            case .greaterOrEqual: !(own < key)
            }
        case .prefix(let name, let start): return text(column(name))?.utf8.starts(with: start.utf8) ?? false
        case .contains(let name, let part): return text(column(name))?.contains(part) ?? false
        case .all(let conditions): return conditions.allSatisfy { holds($0, row) }
        case .any(let conditions): return conditions.contains { holds($0, row) }
        case .not(let condition): return !holds(condition, row)
        }
    }

    struct Missing: Error {}
}
