import SvarJSON

/// Members that a contribution repeats in every resource (the person, performers, profiles, categories) are kept once:
/// in a table, and `{"=": n}` where they stood. FHIR has no element of that name. Only members of a resource itself are
/// looked at: that halves the contribution and costs little.
struct RepeatedValues {
    private(set) var table: [JSONValue] = []
    /// Which member each entry was, so that only its like is compared with it.
    private var keys: [String] = []

    private static let repeated = ["subject", "meta", "performer", "category"]

    init() {}

    /// The resource with repeated members replaced; they are added to the table.
    mutating func pack(_ body: JSONValue) -> JSONValue {
        var members = body.members
        for place in members.indices {
            let key = members[place].key
            if key == "extension" {
                let elements = members[place].value.elements.map { reference(key, $0) }
                members[place].value = .array(elements)
            } else if Self.repeated.contains(key) {
                members[place].value = reference(key, members[place].value)
            }
        }
        return .object(members)
    }

    private mutating func reference(_ key: String, _ value: JSONValue) -> JSONValue {
        if let place = table.indices.first(where: { keys[$0] == key && table[$0] == value }) {
            return ["=": JSONValue(place)]
        }
        table.append(value)
        keys.append(key)
        return ["=": JSONValue(table.count - 1)]
    }

    /// The resource as it was; nil when it refers to what the table does not have.
    static func unpack(_ body: JSONValue, _ table: [JSONValue]) -> JSONValue? {
        var members = body.members
        for place in members.indices {
            let key = members[place].key
            if key == "extension" {
                var elements: [JSONValue] = []
                for element in members[place].value.elements {
                    guard let value = entry(element, table) else { return nil }
                    elements.append(value)
                }
                members[place].value = .array(elements)
            } else if repeated.contains(key) {
                guard let value = entry(members[place].value, table) else { return nil }
                members[place].value = value
            }
        }
        return .object(members)
    }

    private static func entry(_ reference: JSONValue, _ table: [JSONValue]) -> JSONValue? {
        guard case .number(let text)? = reference["="], let place = Int(text), table.indices.contains(place) else {
            return nil
        }
        return table[place]
    }
}
