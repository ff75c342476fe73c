import SvarFHIR
import SvarSearch
import SvarServices

/// What a query says of the form of the answer, taken out of it: `_format`, `_pretty`, and for reads `_summary` and
/// `_elements`. Source: FHIR R4 http.html#parameters.
struct GeneralParameters {
    /// The last `_format`; nil when there is none.
    var format: String?
    var isPretty = false

    /// Takes the parameters that every interaction has out of the query.
    init(takingFrom query: inout [NamedValue]) throws(HTTPRefusal) {
        if query.isEmpty { return }
        try take(from: &query)
    }

    /// Whether the query of a request target asks for an indented answer, whatever else is wrong with it.
    static func areForPretty(_ path: String?) -> Bool {
        guard let path, path.contains("_pretty") else { return false }
        do throws(Target.Failure) {
            return try Target(path).query.last { $0.name == "_pretty" }?.value == "true"
        } catch {
            return false
        }
    }

    /// Takes more of them, from a form: what it says wins.
    mutating func take(from query: inout [NamedValue]) throws(HTTPRefusal) {
        guard query.contains(where: { $0.name == "_format" || $0.name == "_pretty" }) else { return }
        for item in query {
            switch item.name {
            case "_format": format = item.value
            case "_pretty":
                guard item.value == "true" || item.value == "false" else {
                    throw HTTPRefusal(400, .value, "_pretty must be true or false")
                }
                isPretty = item.value == "true"
            default: break
            }
        }
        query.removeAll { $0.name == "_format" || $0.name == "_pretty" }
    }
}

extension ReadShape {
    /// What `_summary` and `_elements` ask for; nil for the whole resource.
    init?(_ query: [NamedValue]) throws(HTTPRefusal) {
        guard !query.isEmpty else { return nil }
        var shape = ReadShape()
        for item in query {
            switch item.name {
            case "_summary":
                guard let summary = SearchRequest.Summary(rawValue: item.value), summary != .count else {
                    throw HTTPRefusal(400, .value, "_summary of a read is one of true, false, text, data")
                }
                shape.summary = summary == .no ? nil : summary
            case "_elements":
                let names = item.value.split(separator: ",").map(String.init)
                guard !names.isEmpty, names.count <= 100, names.allSatisfy(Self.isElementName) else {
                    throw HTTPRefusal(400, .value, "_elements is a list of element names, separated by commas")
                }
                shape.elements += names
            default: break
            }
        }
        guard shape.summary == nil || shape.elements.isEmpty else {
            throw HTTPRefusal(400, .value, "_summary and _elements cannot both be asked for")
        }
        if shape == ReadShape() { return nil }
        self = shape
    }

    private static func isElementName(_ name: String) -> Bool {
        name.utf8.count <= 64
            && name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            }
    }
}
