import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A search that a conditional write or reference hangs on: over the caller's own submissions and the directory.
struct Condition: Sendable, Hashable {
    let type: HostedType
    private let criterion: RequestCriterion
    private let persons: [PersonName]

    /// - Parameter now: what dates that are only roughly given are measured by.
    /// - Throws: `Refusal` for parameters that are not understood, or that do not bound what is looked through.
    init(_ type: HostedType, _ parameters: [NamedValue], now: ServerTime, expression: [String] = []) throws {
        self.type = type
        do throws(SearchFault) {
            let request = try SearchRequest.conditional(type, parameters.map { ($0.name, $0.value) }, now: now)
            criterion = request.criterion
            persons = request.persons
        } catch {
            throw Refusal(
                .invalid,
                error.issues.map { issue in
                    var issue = issue
                    if !expression.isEmpty { issue.expression = expression }
                    return issue
                }
            )
        }
    }

    /// From the text of a query.
    init(_ type: HostedType, query: String, now: ServerTime, expression: [String] = []) throws {
        let text = query.hasPrefix("?") ? String(query.dropFirst()) : query
        let parameters = try FormCoding.parameters(text).map { NamedValue($0.name, $0.value) }
        try self.init(type, parameters, now: now, expression: expression)
    }

    /// Resources with this identifier.
    init(_ type: HostedType, system: String, value: String, now: ServerTime) throws {
        try self.init(type, [NamedValue("identifier", "\(Self.escaped(system))|\(Self.escaped(value))")], now: now)
    }

    /// What matches, as the transaction sees it: none, one, or more than one (two are given).
    func matches(_ producer: Producer, in store: any StoreTransaction) throws -> [ResourceVersion] {
        var keys: [PersonName: PersonKey] = [:]
        for name in persons {
            keys[name] =
                switch name {
                case .patient(let id): try store.person(patient: id)
                case .number(let number): try store.person(number: number)
                }
        }
        return try store.matches(type, criterion.resolved { keys[$0] }, producer: producer, limit: 2)
    }

    /// A value in which nothing separates (http://hl7.org/fhir/R4/search.html#escaping).
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            if ["\\", ",", "|", "$"].contains(character) { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result
    }
}
