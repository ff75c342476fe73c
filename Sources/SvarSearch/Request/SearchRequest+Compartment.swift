import SvarDefinitions
package import SvarDomain
package import SvarFHIR

extension SearchRequest {
    /// What makes a resource of a type part of a person's compartment: any of the parameters that the Patient
    /// CompartmentDefinition names for the type. Nil: the type is not in the compartment.
    ///
    /// - Parameter person: nil for a person who cannot be: nothing is theirs.
    package static func compartment(patient person: PersonName?, _ type: HostedType) -> RequestCriterion? {
        guard let codes = SearchParameterFact.patientCompartment[type.rawValue] else { return nil }
        var found: [RequestCriterion] = []
        // A Patient is in its own compartment.
        if type == .patient { found.append(.person(person, slots: [])) }
        for code in codes {
            guard let parameter = SearchParameters.named(type, code) else { continue }
            if parameter.namesPerson {
                found.append(.person(person, slots: parameter.slots(.person)))
                continue
            }
            switch person {
            case .patient(let id)?:
                guard let row = RowCondition.reference("Patient/\(id)", parameter) else { continue }
                found.append(.plain(.row(parameter.slots(), row)))
            case .number(let number)?:
                let token = TokenText(system: number.kind.system, code: number.value)
                found.append(.plain(.row(parameter.identifierSlots, token.condition)))
            case nil: break
            }
        }
        return .any(found)
    }

    /// The search of a conditional interaction (`If-None-Exist`, conditional update and delete): criteria only.
    ///
    /// - Parameters:
    ///   - type: of the resource.
    ///   - parameters: names and values, decoded.
    /// - Throws: also when nothing is asked for, which would match everything.
    package static func conditional(
        _ type: HostedType,
        _ parameters: [(name: String, value: String)],
        now: ServerTime
    ) throws(SearchFault) -> SearchRequest {
        let results: Set<String> = [
            "_count", "_total", "_summary", "_elements", "_sort", "_include", "_include:iterate", "_revinclude",
            "_revinclude:iterate", tokenParameter,
        ]
        let wrong = parameters.filter { results.contains($0.name) }
        guard wrong.isEmpty else {
            throw SearchFault(
                issues: wrong.map {
                    OutcomeIssue(code: .notSupported, text: "\"\($0.name)\" has no place in a conditional interaction.")
                }
            )
        }
        let request = try SearchRequest(types: [type], parameters, lenient: false, now: now)
        guard !request.used.isEmpty else {
            throw SearchFault(.required, "A conditional interaction needs at least one search parameter.")
        }
        return request
    }

    /// The same from the text of a query, percent-encoded as in a URL: the value of `If-None-Exist`.
    package static func conditional(
        _ type: HostedType,
        query: String,
        now: ServerTime
    ) throws(SearchFault) -> SearchRequest {
        guard let parameters = QueryText.parameters(query) else {
            throw SearchFault(.value, "The search of a conditional interaction is not encoded rightly.")
        }
        return try conditional(type, parameters, now: now)
    }
}

/// `name=value&name=value` with percent escapes. Source: https://url.spec.whatwg.org/#application/x-www-form-urlencoded
package enum QueryText {
    /// The names and values in order; nil where an escape is broken or no UTF-8. A `?` or type in front is passed over.
    package static func parameters(_ query: String) -> [(name: String, value: String)]? {
        var text = Substring(query)
        if let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")), !text[..<mark].utf8.contains(UInt8(ascii: "=")) {
            text = text[text.utf8.index(after: mark)...]
        }
        var found: [(name: String, value: String)] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]), let value = decoded(parts.count > 1 ? parts[1] : "") else { return nil }
            found.append((name, value))
        }
        return found
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst(), let low = rest.popFirst(),
                    let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), high != 0x2B
                else { return nil }
                bytes.append(value)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
