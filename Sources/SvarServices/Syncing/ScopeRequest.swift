import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch

/// Why a replica follows a person (decision 44).
package enum ScopeBasis: String, Sendable, Hashable, CaseIterable {
    /// On the list of a general practitioner.
    case gpList = "gp-list"
    /// In care there.
    case care

    /// Until when a line that begins at an instant lasts at most (row R02): renewed before, it goes on.
    func latest(from now: ServerTime) -> ServerTime {
        // Every ordinary basis gives the same; which one it is, is the gate's.
        ReplicaAdmission.scopeLine(on: self == .gpList ? .approvedList : .user(.exempt), at: now) ?? now
    }
}

/// What a client asks of a scope: whom to follow, why, under whose responsibility and how long. Persons are named by an
/// identity number or by their Patient resource; nothing of it is repeated in an answer or an error.
struct ScopeRequest: Sendable {
    struct Line: Sendable {
        var person: PersonName
        var basis: ScopeBasis
        /// HPR number.
        var responsible: String
        var until: ServerTime
    }

    var lines: [Line] = []
    /// Persons to follow no more.
    var ended: [String] = []

    /// Most issues that one answer tells of.
    private static let shownIssues = 20

    /// The whole scope: `{"persons": […]}`.
    static func whole(_ body: [UInt8], _ rules: Rules) throws -> ScopeRequest {
        let root = try object(body)
        try checkMembers(root, ["persons"], at: "")
        guard let list = root["persons"] else { throw missing("persons") }
        return ScopeRequest(lines: try lines(list, "persons", rules))
    }

    /// Changes of it: `{"set": […], "end": […]}`, at least one of the two.
    static func changes(_ body: [UInt8], _ rules: Rules) throws -> ScopeRequest {
        let root = try object(body)
        try checkMembers(root, ["set", "end"], at: "")
        guard root["set"] != nil || root["end"] != nil else { throw missing("set") }
        var request = ScopeRequest(lines: try root["set"].map { try lines($0, "set", rules) } ?? [])
        if let list = root["end"] { request.ended = try keys(list, "end", most: rules.maximumPersons) }
        return request
    }

    /// What the lines are held against.
    struct Rules {
        var now: ServerTime
        var takesSynthetic: Bool
        var maximumPersons: Int
    }

    /// A body that must be one JSON object.
    static func object(_ body: [UInt8]) throws -> JSONNode {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(body).root
        } catch {
            throw Refusal(.invalid, .structure, "the body is not JSON (byte \(error.offset))")
        }
        guard root.kind == .object else { throw Refusal(.invalid, .structure, "the body must be a JSON object") }
        return root
    }

    /// Refuses members that are not known, naming where they stand.
    static func checkMembers(_ node: JSONNode, _ known: Set<String>, at place: String) throws {
        guard node.members.allSatisfy({ known.contains($0.key) }) else {
            throw Refusal(
                .invalid,
                .structure,
                "there is a member besides \(known.sorted().joined(separator: ", "))",
                expression: place.isEmpty ? [] : [place]
            )
        }
    }

    /// The texts of a list of wire keys.
    static func keys(_ list: JSONNode, _ name: String, most: Int) throws -> [String] {
        guard list.kind == .array else { throw Refusal(.invalid, .structure, "\(name) must be a list") }
        guard list.count <= most else {
            throw Refusal(.unprocessable, .tooCostly, "\(name) may have \(most) elements at most")
        }
        let keys = list.elements.compactMap(\.string)
        guard keys.count == list.count else {
            throw Refusal(.invalid, .value, "\(name) must be a list of texts", expression: [name])
        }
        return keys
    }

    /// HPR numbers, each once.
    static func professionals(_ list: JSONNode?, most: Int) throws -> Set<Int> {
        guard let list else { throw missing("professionals") }
        guard list.kind == .array else { throw Refusal(.invalid, .structure, "professionals must be a list") }
        guard list.count <= most else {
            throw Refusal(.unprocessable, .tooCostly, "professionals may have \(most) elements at most")
        }
        return try Set(
            list.elements.enumerated().map { index, node in
                guard let number = node.string.flatMap({ HPRNumber($0) }) else {
                    throw Refusal(
                        .unprocessable,
                        .value,
                        "a professional is an HPR number of one to nine digits",
                        expression: ["professionals[\(index)]"]
                    )
                }
                return number.rawValue
            }
        )
    }

    private static func missing(_ name: String) -> Refusal {
        Refusal(.invalid, .required, "the body has no \(name)")
    }

    private static func lines(_ list: JSONNode, _ name: String, _ rules: Rules) throws -> [Line] {
        guard list.kind == .array else { throw Refusal(.invalid, .structure, "\(name) must be a list") }
        guard list.count <= rules.maximumPersons else { throw Refusal.scopeTooLarge(rules.maximumPersons) }
        var issues: [OutcomeIssue] = []
        var lines: [Line] = []
        lines.reserveCapacity(list.count)
        for (index, node) in list.elements.enumerated() {
            do throws(Refusal) {
                lines.append(try line(node, "\(name)[\(index)]", rules))
            } catch {
                issues += error.issues
                if issues.count >= shownIssues { break }
            }
        }
        guard issues.isEmpty else { throw Refusal(.unprocessable, issues) }
        return lines
    }

    private static func line(_ node: JSONNode, _ place: String, _ rules: Rules) throws(Refusal) -> Line {
        func wrong(_ member: String, _ text: String, _ code: IssueType = .value) -> Refusal {
            Refusal(.unprocessable, code, text, expression: ["\(place).\(member)"])
        }
        let known: Set<String> = ["person", "basis", "responsible", "until"]
        guard node.kind == .object, node.members.allSatisfy({ known.contains($0.key) }) else {
            throw Refusal(
                .unprocessable,
                .structure,
                "a line has person, basis, responsible and until, and nothing else",
                expression: [place]
            )
        }
        guard let person = node["person"]?.string.flatMap(person) else {
            throw wrong("person", "a person is an identity number with right control digits, or Patient/[id]")
        }
        if case .number(let number) = person, number.isSynthetic, !rules.takesSynthetic {
            throw wrong("person", "a synthetic number is not taken here", .businessRule)
        }
        guard let basis = node["basis"]?.string.flatMap({ ScopeBasis(rawValue: $0) }) else {
            let all = ScopeBasis.allCases.map(\.rawValue).joined(separator: ", ")
            throw wrong("basis", "basis must be one of \(all)", .codeInvalid)
        }
        guard let responsible = node["responsible"]?.string, HPRNumber(responsible) != nil else {
            throw wrong("responsible", "responsible must be an HPR number of one to nine digits")
        }
        guard let instant = node["until"]?.string.flatMap({ FHIRInstant($0) }) else {
            throw wrong("until", "until must be an instant with its offset")
        }
        // The wire has milliseconds.
        let until = ServerTime(microseconds: instant.microseconds / 1_000 * 1_000)
        guard until > rules.now else { throw wrong("until", "until is over") }
        guard until <= basis.latest(from: rules.now) else {
            let length = basis == .gpList ? "12 months, to the midnight that begins the day," : "30 days"
            throw wrong("until", "until may be \(length) from now at most for \(basis.rawValue)")
        }
        return Line(person: person, basis: basis, responsible: responsible, until: until)
    }

    private static func person(_ text: String) -> PersonName? {
        if text.hasPrefix("Patient/") {
            let id = String(text.dropFirst("Patient/".count))
            return FHIRID(id) != nil && !PersonNumber.looksLikeOne(id) ? .patient(id) : nil
        }
        return PersonNumber(text).map { .number($0) }
    }
}

extension Refusal {
    static func scopeTooLarge(_ most: Int) -> Refusal {
        Refusal(.unprocessable, .tooCostly, "a scope may have \(most) persons at most")
    }
}
