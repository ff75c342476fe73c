import GRDB
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A search as SQL. The scope is part of the condition, so it is applied before the limit.
///
/// Whatever narrows most is a list of keys (`r.key IN (SELECT …)`), which SQLite walks in ascending order.
struct SearchSQL {
    private var conditions: [String] = []
    private(set) var arguments = StatementArguments()

    /// Nil when nothing can match.
    init?(_ query: SearchQuery, _ scope: Scope, after key: Int64?) {
        let type = query.type.number
        add("r.type = ? AND r.deleted = 0 AND r.key > ?", [type, key ?? 0])
        var person: Int64?
        switch query.person {
        case .any: break
        case .one(let known): person = known
        case .none: return nil
        }
        if let person {
            add(
                """
                r.key IN (SELECT resource FROM search_index WHERE person = ? AND parameter = 0 AND type = ?
                AND value = '' AND system = '' AND resource > ? AND pos_to IS NULL)
                """,
                [person, type, key ?? 0]
            )
        }
        for criterion in query.criteria {
            switch criterion {
            case .ids(let ids):
                guard !ids.isEmpty else { return nil }
                add("r.id IN (\(ids.map { _ in "?" }.joined(separator: ", ")))", StatementArguments(ids))
            case .identifier(let tokens):
                guard !tokens.isEmpty else { return nil }
                add(tokens, type: type, person: person)
            }
        }
        switch scope {
        case .everything: break
        case .ownedBy(let producer): add("(u.producer = ? OR u.class = 4)", [producer.rawValue])
        case .units(let units):
            let list = "[" + units.map { String($0.rawValue) }.joined(separator: ",") + "]"
            add("(u.class = 4 OR (u.held = 0 AND r.unit IN (SELECT value FROM json_each(?))))", [list])
        }
    }

    /// Within a person its own part of the index, else the one of all identifiers.
    private mutating func add(_ tokens: [SearchQuery.Token], type: Int, person: Int64?) {
        let any = tokens.map { $0.system == nil ? "value = ?" : "(value = ? AND system = ?)" }
            .joined(separator: " OR ")
        var values = StatementArguments()
        for token in tokens {
            values += [token.value]
            if let system = token.system { values += [system] }
        }
        if let person {
            add(
                """
                r.key IN (SELECT resource FROM search_index WHERE person = ? AND parameter = 1 AND type = ?
                AND (\(any)) AND pos_to IS NULL)
                """,
                [person, type] + values
            )
        } else {
            add("r.key IN (SELECT resource FROM identifier WHERE type = ? AND (\(any)))", [type] + values)
        }
    }

    private mutating func add(_ condition: String, _ values: StatementArguments) {
        conditions.append(condition)
        arguments += values
    }

    private var condition: String { conditions.joined(separator: " AND ") }

    /// Takes the limit as one more argument.
    var versions: String { "\(Select.current) WHERE \(condition) ORDER BY r.key LIMIT ?" }

    var count: String { "SELECT count(*) FROM resource r JOIN unit u ON u.key = r.unit WHERE \(condition)" }
}
