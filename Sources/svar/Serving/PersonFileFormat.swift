import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
package import SvarServices

/// The file of the population register (`docs/operations/population.md`):
///
/// `{"persons": [{"number": "…", "earlierNumbers": ["…"], "birthDate": "2018-12-02", "deceased": false,
/// "protectedAddress": false, "sharesAddressWithParent": true, "mandates": [{"kind": "FORELDREREPRESENTASJON",
/// "holder": "…", "scopes": ["results", "settings"], "from": "2018-12-02", "until": "2034-12-02"}]}]}`
///
/// Strict: a member of another name is refused, since a misspelt one would leave open what it was to close. Errors say
/// which person and member by place, and never what stands there.
package enum PersonFileFormat {
    private static let personMembers: Set = [
        "number", "earlierNumbers", "birthDate", "deceased", "protectedAddress", "sharesAddressWithParent", "mandates",
    ]
    private static let mandateMembers: Set = ["kind", "holder", "scopes", "from", "until"]
    /// The kinds by the codes of the national policies.
    private static let kinds: [String: SvarAccess.Mandate.Kind] = [
        "FORELDREREPRESENTASJON": .parent, "VERGEMAL": .guardian, "FULLMAKT": .proxy,
    ]
    private static let scopes: [String: SvarAccess.Mandate.Scope] = ["results": .results, "settings": .settings]

    /// The persons of a file.
    package static func parse(_ bytes: [UInt8]) throws -> [PopulationTable.Person] {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(bytes).root
        } catch {
            throw Failure("the population register is not JSON (byte \(error.offset))")
        }
        guard let list = root["persons"], list.kind == .array, root.count == 1 else {
            throw Failure("the population register is not an object with a list persons and nothing else")
        }
        return try list.elements.enumerated().map { place, node in
            do throws(Fault) { return try person(node) } catch {
                throw Failure("the population register: persons[\(place)]: \(error.text)")
            }
        }
    }

    private struct Fault: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private static func person(_ node: JSONNode) throws(Fault) -> PopulationTable.Person {
        try check(node, personMembers)
        guard let number = node["number"]?.string.flatMap({ PersonNumber($0) }) else {
            throw Fault("number is not an identity number")
        }
        var numbers = [number]
        for earlier in try list(node["earlierNumbers"], "earlierNumbers") {
            guard let earlier = earlier.string.flatMap({ PersonNumber($0) }) else {
                throw Fault("earlierNumbers holds what is not an identity number")
            }
            numbers.append(earlier)
        }
        var birthDate: CivilDate?
        if let text = node["birthDate"] {
            guard let date = text.string.flatMap({ FHIRDate($0)?.day }) else {
                throw Fault("birthDate is not a day such as 1990-12-31")
            }
            birthDate = date
        }
        var person = PopulationTable.Person(numbers: numbers, birthDate: birthDate)
        person.isDeceased = try flag(node["deceased"], "deceased")
        person.hasProtectedAddress = try flag(node["protectedAddress"], "protectedAddress")
        person.sharesAddressWithParent = try flag(node["sharesAddressWithParent"], "sharesAddressWithParent")
        for (place, mandate) in try list(node["mandates"], "mandates").enumerated() {
            do throws(Fault) { person.mandates.append(try self.mandate(mandate)) } catch {
                throw Fault("mandates[\(place)]: \(error.text)")
            }
        }
        return person
    }

    private static func mandate(_ node: JSONNode) throws(Fault) -> PopulationTable.Mandate {
        try check(node, mandateMembers)
        guard let kind = node["kind"]?.string.flatMap({ kinds[$0] }) else {
            throw Fault("kind is none of \(kinds.keys.sorted().joined(separator: ", "))")
        }
        guard let holder = node["holder"]?.string.flatMap({ PersonNumber($0) }) else {
            throw Fault("holder is not an identity number")
        }
        var scope: SvarAccess.Mandate.Scope = []
        for name in try list(node["scopes"], "scopes") {
            guard let one = name.string.flatMap({ scopes[$0] }) else {
                throw Fault("scopes holds what is none of \(scopes.keys.sorted().joined(separator: ", "))")
            }
            scope.insert(one)
        }
        guard !scope.isEmpty else { throw Fault("scopes is missing or empty") }
        return PopulationTable.Mandate(
            kind,
            holder: holder,
            scope: scope,
            valid: Validity(
                from: try instant(node["from"], "from") ?? .ever,
                until: try instant(node["until"], "until") ?? .never
            )
        )
    }

    private static func check(_ node: JSONNode, _ known: Set<String>) throws(Fault) {
        guard node.kind == .object else { throw Fault("not an object") }
        guard node.members.allSatisfy({ known.contains($0.key) }) else {
            throw Fault("has a member that is none of \(known.sorted().joined(separator: ", "))")
        }
    }

    private static func list(_ node: JSONNode?, _ name: String) throws(Fault) -> [JSONNode] {
        guard let node else { return [] }
        guard node.kind == .array else { throw Fault("\(name) is not a list") }
        return Array(node.elements)
    }

    private static func flag(_ node: JSONNode?, _ name: String) throws(Fault) -> Bool {
        guard let node else { return false }
        guard let value = node.bool else { throw Fault("\(name) is not true or false") }
        return value
    }

    /// A day means its midnight in Oslo.
    private static func instant(_ node: JSONNode?, _ name: String) throws(Fault) -> ServerTime? {
        guard let node else { return nil }
        if let day = node.string.flatMap({ FHIRDate($0)?.day }) { return day.midnight }
        guard let text = node.string, let instant = FHIRInstant(text) else {
            throw Fault("\(name) is neither a day nor an instant with a zone")
        }
        return ServerTime(microseconds: instant.microseconds)
    }
}
