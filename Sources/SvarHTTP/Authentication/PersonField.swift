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
    static func single(_ name: HTTPField.Name, in fields: HTTPFields) throws(HTTPRefusal) -> String? {
        let values = fields[values: name]
        guard values.count <= 1 else {
            throw HTTPRefusal(400, .structure, "the request has more than one \(name.canonicalName) field")
        }
        return values.first
    }
}
