package import HTTPTypes
package import SvarDomain
import SvarFHIR

/// The `access-basis` field: the ground on which a caller asks. Here the value is checked; what it opens is for the gate
/// and the rules.
extension AccessBasis {
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

/// The `requester-hpr-role` field: the category (9060) that personnel ask in. Source: the national read API.
package enum RoleField {
    /// The name of the header field.
    package static let name = "requester-hpr-role"
    private static let field = HTTPField.Name(name)!

    /// What the header fields say; nil when there is no such field. Whether it may look is for the gate; what is no code
    /// may be anything, and stands nowhere.
    package static func read(_ fields: HTTPFields) throws(HTTPRefusal) -> String? {
        guard let text = try PersonField.single(field, in: fields) else { return nil }
        let isCode = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        guard isCode, (2...4).contains(text.utf8.count) else {
            throw HTTPRefusal(400, .codeInvalid, "\(name) must be a code of 9060, such as LE")
        }
        return text
    }
}
