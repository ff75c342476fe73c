package import HTTPTypes
import SvarDomain
import SvarFHIR
package import SvarSearch

/// The `person-id` field: the one person that an interaction is about (decision 19), by FNR, DNR or FHN.
/// Source: the national read API's field of the same name; our own form field for POST.
package enum PersonField {
    /// The name of the header field and of the form field.
    package static let name = "person-id"
    private static let field = HTTPField.Name(name)!

    /// The person that the header fields name; nil when there is no such field.
    package static func read(_ fields: HTTPFields) throws(HTTPRefusal) -> PersonName? {
        guard let text = try single(field, in: fields) else { return nil }
        return try parse(text)
    }

    /// The person of a form field's value.
    package static func parse(_ text: String) throws(HTTPRefusal) -> PersonName {
        guard let number = PersonNumber(text) else {
            throw HTTPRefusal(
                400,
                .value,
                "\(name) is not an identity number: eleven digits with right control digits, and nothing else"
            )
        }
        return .number(number)
    }

    /// The value of a field that may come once.
    fileprivate static func single(_ name: HTTPField.Name, in fields: HTTPFields) throws(HTTPRefusal) -> String? {
        let values = fields[values: name]
        guard values.count <= 1 else {
            throw HTTPRefusal(400, .structure, "the request has more than one \(name.canonicalName) field")
        }
        return values.first
    }
}

/// The ground on which a caller asks, as the `access-basis` field says. What each means comes with the rules of access;
/// here the value is checked and kept for the log of use.
package enum AccessBasis: String, Sendable, Hashable, CaseIterable {
    case exempt = "UNNTAK"
    case consent = "SAMTYKKE"
    case emergency = "AKUTT"
    case elevatedConsent = "FORHOYET_SAMTYKKE"
    case elevatedEmergency = "FORHOYET_AKUTT"

    /// The name of the header field and of the form field.
    package static let name = "access-basis"
    private static let field = HTTPField.Name(name)!

    /// What the header fields say, ready for `Caller.basis`; empty when there is no such field.
    package static func read(_ fields: HTTPFields) throws(HTTPRefusal) -> String {
        guard let text = try PersonField.single(field, in: fields) else { return "" }
        return try parse(text)
    }

    /// The value of a form field.
    package static func parse(_ text: String) throws(HTTPRefusal) -> String {
        guard let basis = Self(rawValue: text) else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw HTTPRefusal(400, .codeInvalid, "\(name) must be one of \(known)")
        }
        return basis.rawValue
    }
}
