import SvarDomain
package import SvarFHIR

/// Keeps identity numbers out of URLs (decision 19): logs, caches and browser histories keep URLs.
package enum IdentityGuard {
    /// Identifier systems of person numbers, in the forms that clients send.
    static let systems: Set<String> = {
        var systems = Set(PersonNumber.Kind.allCases.map(\.system))
        for name in ["FNR", "DNR", "FHNR"] { systems.insert("http://hl7.no/fhir/NamingSystem/\(name)") }
        for kind in PersonNumber.Kind.allCases { systems.insert(String(kind.system.dropFirst("urn:oid:".count))) }
        return systems
    }()

    /// The issue to answer with, when a path segment or a query value holds an identity number or names its system.
    package static func check(_ target: Target) -> OutcomeIssue? {
        for segment in target.segments where isSuspect(segment) { return issue(at: "the path") }
        for item in target.query where isSuspect(item.value) || isSuspect(item.name) { return issue(at: "the query") }
        return nil
    }

    /// Whether any part of a text is such a number, or names the system of one. Parts stand between `,` `|` `/` and
    /// `$`; a system is looked for before a `|`.
    static func isSuspect(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count >= 11 else { return false }
        for alternative in text.utf8.split(separator: UInt8(ascii: ",")) {
            if let bar = alternative.firstIndex(of: UInt8(ascii: "|")),
                systems.contains(String(Substring(alternative[..<bar])))
            {
                return true
            }
            let parts = alternative.split {
                $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "$")
            }
            for part in parts {
                let trimmed = part.filter { $0 != 0x20 }
                guard trimmed.count == 11 else { continue }
                if PersonNumber.looksLikeOne(String(decoding: trimmed, as: UTF8.self)) { return true }
            }
        }
        return false
    }

    private static func issue(at place: String) -> OutcomeIssue {
        OutcomeIssue(
            code: .value,
            text: "\(place) holds what looks like an identity number; numbers must not stand in a URL: "
                + "use POST [type]/_search with the number in the form"
        )
    }
}
