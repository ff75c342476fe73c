package import SvarDomain
package import SvarFHIR

/// Search parameters as sent, understood: `_id`, `identifier`, `patient`, `_count`, `_summary=count`.
/// Anything else is refused by name, so that no filter is ever silently ignored.
package struct SearchRequest: Sendable {
    /// How `patient` names the person.
    package enum Person: Hashable, Sendable {
        case reference(String)
        case number(PersonNumber)
        /// A value that can match nobody.
        case nobody
    }

    package var type: HostedType
    package var criteria: [SearchQuery.Criterion] = []
    package var person: Person?
    package var count = 50
    package var isCountOnly = false
    package var token: String?
    /// The parameters used, for `self`; the page token left out.
    package var used: [(name: String, value: String)] = []

    /// Most parameters of a search, and most alternatives (commas) of one parameter.
    package static let maximumParameters = 50
    package static let maximumAlternatives = 100
    /// Most results of one page.
    package static let maximumCount = 1_000

    /// The parameters a type can be searched by, for the CapabilityStatement.
    package static func parameters(of type: HostedType) -> [(name: String, type: String)] {
        var parameters = [("_id", "token")]
        if type.hasIdentifier { parameters.append(("identifier", "token")) }
        if type.hasPatient { parameters.append(("patient", "reference")) }
        return parameters
    }

    package init(_ type: HostedType, _ parameters: [(name: String, value: String)]) throws(SearchFault) {
        self.type = type
        guard parameters.count <= Self.maximumParameters else {
            throw SearchFault(.tooCostly, "At most \(Self.maximumParameters) search parameters are taken.")
        }
        var refused: [OutcomeIssue] = []
        for (name, value) in parameters {
            if name == Self.tokenParameter {
                token = value
                continue
            }
            do {
                try take(name, value)
                used.append((name, value))
            } catch {
                refused += error.issues
            }
        }
        if !refused.isEmpty { throw SearchFault(issues: refused) }
    }

    /// The parameter of `next` links.
    package static let tokenParameter = "_page"

    private mutating func take(_ name: String, _ value: String) throws(SearchFault) {
        let known = Self.parameters(of: type).map(\.name)
        guard Self.alternatives(value).count <= Self.maximumAlternatives else {
            throw SearchFault(
                .tooCostly,
                "At most \(Self.maximumAlternatives) alternatives are taken in \(Self.shown(name))."
            )
        }
        switch name {
        case "_id" where known.contains(name):
            criteria.append(.ids(Self.alternatives(value)))
        case "identifier" where known.contains(name):
            criteria.append(.identifier(Self.alternatives(value).map(Self.token)))
        case "patient" where known.contains(name), "patient:Patient" where known.contains("patient"):
            person = Self.patient(value)
        case "patient:identifier" where known.contains("patient"):
            person = Self.number(value)
        case "_count":
            guard let number = Int(value), number >= 0 else {
                throw SearchFault(.value, "_count must be a number from 0.")
            }
            count = min(number, Self.maximumCount)
            isCountOnly = isCountOnly || number == 0
        case "_summary":
            guard value == "count" else {
                throw SearchFault(.notSupported, "_summary supports the value count only.")
            }
            isCountOnly = true
        case "_format", "_pretty":
            break
        default:
            throw SearchFault(
                .notSupported,
                "Unknown search parameter \"\(Self.shown(name))\" for \(type.rawValue). "
                    + "Supported: \((known + ["_count", "_summary"]).joined(separator: ", "))."
            )
        }
    }

    /// A name as it may stand in an error: short, plain characters.
    package static func shown(_ name: String) -> String {
        String(
            name.unicodeScalars.prefix(40).map {
                $0.isASCII && $0.properties.isAlphabetic || "_:-.".unicodeScalars.contains($0) ? Character($0) : "?"
            }
        )
    }

    /// Splits at commas that no backslash escapes (http://hl7.org/fhir/R4/search.html#escaping).
    package static func alternatives(_ value: String) -> [String] {
        split(value, at: ",")
    }

    private static func split(_ value: String, at separator: Character) -> [String] {
        var parts = [""]
        var escaped = false
        for character in value {
            if escaped {
                parts[parts.count - 1].append("\\")
                parts[parts.count - 1].append(character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == separator {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        if escaped { parts[parts.count - 1].append("\\") }
        return parts
    }

    private static func unescaped(_ value: String) -> String {
        var text = ""
        var escaped = false
        for character in value {
            if !escaped, character == "\\" {
                escaped = true
            } else {
                text.append(character)
                escaped = false
            }
        }
        return text
    }

    package static func token(_ value: String) -> SearchQuery.Token {
        let parts = split(value, at: "|")
        guard parts.count > 1 else { return SearchQuery.Token(system: nil, value: unescaped(value)) }
        return SearchQuery.Token(
            system: unescaped(parts[0]),
            value: unescaped(parts[1...].joined(separator: "|"))
        )
    }

    private static func patient(_ value: String) -> Person {
        let reference = value.hasPrefix("Patient/") ? String(value.dropFirst(8)) : value
        return FHIRID(reference) == nil ? .nobody : .reference(reference)
    }

    private static func number(_ value: String) -> Person {
        let token = token(value)
        if let system = token.system, let kind = PersonNumber.Kind(system: system) {
            return PersonNumber(kind, token.value).map(Person.number) ?? .nobody
        }
        return .nobody
    }
}

/// What is wrong with search parameters: an issue for each, naming it.
package struct SearchFault: Error, Sendable, Hashable {
    package let issues: [OutcomeIssue]
    init(issues: [OutcomeIssue]) { self.issues = issues }
    init(_ code: IssueType, _ text: String) { issues = [OutcomeIssue(code: code, text: text)] }
}

extension HostedType {
    /// Whether the type has an `identifier` element (http://hl7.org/fhir/R4/resourcelist.html).
    package var hasIdentifier: Bool {
        switch self {
        case .binary, .provenance, .searchParameter: false
        default: true
        }
    }

    /// Whether the type has the search parameter `patient`.
    package var hasPatient: Bool { patientElement != nil }
}
