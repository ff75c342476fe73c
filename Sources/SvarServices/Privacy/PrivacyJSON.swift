import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON

/// Reads and writes the plain values in bodies of `/v1/privacy`.
enum PrivacyJSON {
    /// Names of orders, items, codes and referrals.
    static let longestName = 100

    /// A body that must be one JSON object.
    static func object(_ body: [UInt8]) throws -> JSONNode { try ScopeRequest.object(body) }

    /// A value that cannot be taken, and where it stands.
    static func wrong(_ place: String, _ code: IssueType, _ text: String) -> Refusal {
        Refusal(.unprocessable, code, text, expression: [place])
    }

    static func flag(_ root: JSONNode, _ name: String) throws -> Bool {
        guard let node = root[name] else { return false }
        guard let value = node.bool else { throw wrong(name, .value, "\(name) is true or false") }
        return value
    }

    /// A text that names something; whether it can name anything at all is the rules' to say.
    static func name(_ node: JSONNode, _ place: String) throws -> String {
        guard let text = node.string, text.utf8.count <= longestName else {
            throw wrong(place, .value, "\(place) is a text of at most \(longestName) bytes")
        }
        return text
    }

    static func instant(_ node: JSONNode, _ place: String) throws -> ServerTime {
        guard let instant = node.string.flatMap({ FHIRInstant($0) }) else {
            throw wrong(place, .value, "\(place) must be an instant with its offset, such as 2026-11-21T08:00:00+01:00")
        }
        return ServerTime(microseconds: instant.microseconds)
    }

    /// `valid`: from and until, either or both.
    static func validity(_ node: JSONNode) throws -> Validity {
        try checkPair(node, "valid", "from", "until")
        return Validity(
            from: try node["from"].map { try instant($0, "valid.from") } ?? .ever,
            until: try node["until"].map { try instant($0, "valid.until") } ?? .never
        )
    }

    /// `results`: the first and the last day, either or both.
    static func days(_ node: JSONNode) throws -> ResultPeriod {
        try checkPair(node, "results", "from", "through")
        return ResultPeriod(
            from: try node["from"].map { try day($0, "results.from") },
            through: try node["through"].map { try day($0, "results.through") }
        )
    }

    private static func day(_ node: JSONNode, _ place: String) throws -> CivilDate {
        guard let date = node.string.flatMap({ FHIRDate($0) }), date.precision == .day, let day = date.day else {
            throw wrong(place, .value, "\(place) must be a day, such as 2026-11-21")
        }
        return day
    }

    private static func checkPair(_ node: JSONNode, _ place: String, _ first: String, _ second: String) throws {
        guard node.kind == .object, node.count > 0, node.members.allSatisfy({ $0.key == first || $0.key == second })
        else { throw wrong(place, .structure, "\(place) has \(first), \(second) or both, and nothing else") }
    }

    // MARK: Writing

    static func json(_ time: ServerTime) -> JSONValue { .string(InstantFormat.utcText(time.microseconds)) }

    /// An end or beginning that is open is left out.
    static func json(_ valid: Validity) -> JSONValue? {
        var members: [JSONMemberValue] = []
        if valid.from != .ever { members.append(JSONMemberValue("from", json(valid.from))) }
        if valid.until != .never { members.append(JSONMemberValue("until", json(valid.until))) }
        return members.isEmpty ? nil : .object(members)
    }

    static func json(_ results: ResultPeriod) -> JSONValue {
        var members: [JSONMemberValue] = []
        if let from = results.from { members.append(JSONMemberValue("from", .string(from.text))) }
        if let through = results.through { members.append(JSONMemberValue("through", .string(through.text))) }
        return .object(members)
    }
}

extension JSONNode {
    /// Refuses members that are not known.
    func checkMembers(_ known: Set<String>) throws { try ScopeRequest.checkMembers(self, known, at: "") }
}

extension CivilDate {
    /// The day as FHIR writes it.
    var text: String {
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
