/// What R4 says of one search parameter of one hosted type: a row of the table made by `scripts/definitions`.
package struct SearchParameterFact: Sendable {
    /// Where the parameter's values come from.
    package enum Source: Hashable, Sendable {
        /// These elements, in rows of the parameter's own.
        case elements([Element])
        /// The rows of other parameters of the type; where a type is named, only references to that type.
        case shared(codes: [String], type: String?)
        /// A composite of these parameters.
        case paired(codes: [String])
    }

    /// A path of JSON member names and what stands at its end.
    package struct Element: Hashable, Sendable {
        /// One member of the path.
        package struct Step: Hashable, Sendable {
            /// The member's name; for `exists` at the end, names joined by `+`.
            package let member: String
            /// Only elements where this member has this text (`system`, `phone`).
            package let test: Test?
            /// The repetition of this element is the one that composites pair by.
            package let isPart: Bool
        }
        package struct Test: Hashable, Sendable {
            package let member: String
            package let text: String
        }
        package let steps: [Step]
        /// The data type, or `exists`.
        package let type: String
        /// The code system that codes of the element have by its required binding.
        package let system: String?
    }

    /// Kept in indexes; never changes.
    package let number: Int
    package let base: String
    package let code: String
    package let kind: String
    /// Canonical address.
    package let definition: String
    /// Hosted types a reference may name; nil for every type.
    package let targets: [String]?
    package let source: Source

    /// Every parameter of the table, by type and code.
    package static let all: [SearchParameterFact] = lines.filter { !$0.hasPrefix("@") }.map(SearchParameterFact.init)

    /// The parameters by which a resource of a type belongs to the Patient compartment.
    package static let patientCompartment: [String: [String]] = Dictionary(
        uniqueKeysWithValues: lines.filter { $0.hasPrefix("@") }.map { line in
            let words = line.dropFirst().split(separator: " ").map(String.init)
            return (words[0], Array(words.dropFirst()))
        }
    )

    private static var lines: [Substring] { GeneratedTables.searchParameters.description.split(separator: "\n") }

    private init(_ line: Substring) {
        let words = line.split(separator: " ")
        number = Int(words[0]) ?? 0
        base = String(words[1])
        code = String(words[2])
        kind = String(words[3])
        definition =
            words[4].contains(":") ? String(words[4]) : "http://hl7.org/fhir/SearchParameter/\(words[4])"
        targets = words[5] == "*" ? nil : words[5] == "-" ? [] : words[5].split(separator: ",").map(String.init)
        let rest = words[6]
        if rest.hasPrefix("=") {
            let parts = rest.dropFirst().split(separator: "/")
            source = .shared(
                codes: parts[0].split(separator: "+").map(String.init),
                type: parts.count > 1 ? String(parts[1]) : nil
            )
        } else if rest.hasPrefix("&") {
            source = .paired(codes: rest.dropFirst().split(separator: "+").map(String.init))
        } else {
            source = .elements(words[6...].map(Element.init))
        }
    }
}

extension SearchParameterFact.Element {
    /// Reads `member.member#.member[name=text]:Type%system`.
    fileprivate init(_ text: Substring) {
        let parts = text.split(separator: ":", maxSplits: 1)
        let leaf = parts[1].split(separator: "%", maxSplits: 1)
        steps = parts[0].split(separator: ".").map(Step.init)
        type = String(leaf[0])
        system = leaf.count > 1 ? String(leaf[1]) : nil
    }
}

extension SearchParameterFact.Element.Step {
    fileprivate init(_ text: Substring) {
        let parts = text.split { "[=]".contains($0) }
        isPart = parts[0].hasSuffix("#")
        member = String(isPart ? parts[0].dropLast() : parts[0])
        test = parts.count > 2 ? .init(member: String(parts[1]), text: String(parts[2])) : nil
    }
}
