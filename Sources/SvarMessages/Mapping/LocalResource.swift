package import SvarFHIR
package import SvarJSON

/// One FHIR resource of a unit before it has an id: its references to siblings are `urn:svar:<key>`.
package struct LocalResource: Hashable, Sendable {
    /// Stable inside the unit (rule R3): letters, digits, `-._/`, everything else as `%XX`.
    package var key: String
    package var type: HostedType
    /// Without `id`; `meta` has only `profile` and `tag`.
    package var body: JSONValue
    /// Keys of the observations whose member it is by RefIdResultItem (rule R19); the fold writes the links.
    package var memberOf: [String]

    package init(key: String, type: HostedType, body: JSONValue, memberOf: [String] = []) {
        self.key = key
        self.type = type
        self.body = body
        self.memberOf = memberOf
    }

    /// What every placeholder reference begins with.
    package static let urnPrefix = "urn:svar:"
    /// The placeholder for the person of the unit.
    package static let patientKey = "patient"
    /// The key of the unit's DiagnosticReport.
    package static let reportKey = "report"

    /// The placeholder reference to a sibling.
    package static func urn(_ key: String) -> String { urnPrefix + key }

    /// The key a placeholder names; nil for every other text.
    package static func key(ofURN text: String) -> String? {
        text.hasPrefix(urnPrefix) ? String(text.dropFirst(urnPrefix.count)) : nil
    }

    /// A key from parts that were sent: what could break a URN or stand for a separator is escaped.
    static func key(_ kind: String, _ parts: String...) -> String {
        kind + "." + parts.map(escaped).joined(separator: "/")
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
