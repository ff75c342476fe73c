package import SvarFHIR

/// The search parameters the reference knows, written down by hand from the R4 definitions: where the values stand, of
/// what data type they are, and which hosted types a reference may name.
package struct ReferenceParameter: Sendable {
    package enum Kind: String, Sendable {
        case token, reference, string, date, number, quantity, uri, composite
    }

    /// An element: member names from the resource (or from the composite's base) down, and the data type found there.
    package struct Place: Sendable {
        package var path: [String]
        package var type: String
        /// The code system of a `code` element, where its required value set has exactly one.
        package var system: String?
    }

    /// A part of a composite parameter.
    package struct Component: Sendable {
        package var kind: Kind
        package var places: [Place]
    }

    package var base: HostedType
    package var code: String
    package var kind: Kind
    package var places: [Place] = []
    package var targets: [HostedType] = []
    /// For composites: the elements that a combination must stand in, and what is looked for in each.
    package var bases: [[String]] = []
    package var components: [Component] = []
}

extension ReferenceParameter {
    /// The parameter of a type; nil when the reference does not know it.
    package static func named(_ type: HostedType, _ code: String) -> ReferenceParameter? {
        if let found = table[type]?[code] { return found }
        return common[code].map { found in
            var found = found
            found.base = type
            return found
        }
    }

    /// Every known parameter of a type that stands in the type's own list, in order of code.
    package static func all(_ type: HostedType) -> [ReferenceParameter] {
        (table[type] ?? [:]).values.sorted { $0.code < $1.code }
    }

    /// Parameters of every type. `_id` and `_lastUpdated` are looked up in what the server knows, not in the content.
    private static let common = Dictionary(
        uniqueKeysWithValues: read(
            """
            Patient
            _profile uri meta.profile:canonical
            _tag token meta.tag:Coding
            _security token meta.security:Coding
            _source uri meta.source:uri
            """
        ).map { ($0.code, $0) }
    )

    private static let table: [HostedType: [String: ReferenceParameter]] = {
        var result: [HostedType: [String: ReferenceParameter]] = [:]
        for parameter in read(referenceTableText) { result[parameter.base, default: [:]][parameter.code] = parameter }
        return result
    }()

    /// Lines `code kind path:Type … > Target …`; a line with a type's name begins its list. A composite has its bases
    /// (`.` is the resource) before `=` and its components after it.
    private static func read(_ text: String) -> [ReferenceParameter] {
        var base = HostedType.patient
        var result: [ReferenceParameter] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 1 {
                base = HostedType(rawValue: words[0]) ?? base
                continue
            }
            var parameter = ReferenceParameter(base: base, code: words[0], kind: kind(words[1]))
            let halves = words.dropFirst(2).split(separator: ">", omittingEmptySubsequences: false)
            if parameter.kind == .composite {
                let sides = words.dropFirst(2).split(separator: "=")
                parameter.bases = sides[0].map { $0 == "." ? [] : [$0] }
                parameter.components = sides[1].map { word in
                    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
                    return Component(
                        kind: kind(parts[0]),
                        places: parts[1].split(separator: ",").map { place(String($0)) }
                    )
                }
            } else {
                parameter.places = halves[0].map { place($0) }
                if halves.count > 1 {
                    parameter.targets =
                        halves[1] == ["*"] ? HostedType.allCases : halves[1].compactMap { HostedType(rawValue: $0) }
                }
            }
            result.append(parameter)
        }
        return result
    }

    private static func kind(_ word: String) -> Kind { Kind(rawValue: word)! }

    private static func place(_ word: String) -> Place {
        let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
        let type = parts[1].split(separator: "=").map(String.init)
        var place = Place(path: parts[0].split(separator: ".").map(String.init), type: type[0])
        if type.count > 1 { place.system = type[1].contains(":") ? type[1] : "http://hl7.org/fhir/\(type[1])" }
        return place
    }
}
