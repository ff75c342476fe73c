/// A national identity number with valid control digits.
///
/// Control digits by the rule in force and the wider one from 2032 (k1 remainders 0–3). Birth date and sex are never
/// read from the number. Source: Skatteetaten's rules; months +40, +65 and +80 are helping and synthetic series.
package struct PersonNumber: Hashable, Sendable {
    /// Which register gave it. Raw values are the codes of 8116.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Fødselsnummer.
        case nationalIdentity = "FNR"
        /// D-nummer.
        case dNumber = "DNR"
        /// Felles hjelpenummer.
        case sharedHelp = "FHN"

        /// `Identifier.system` of the kind.
        package var system: String {
            switch self {
            case .nationalIdentity: "urn:oid:2.16.578.1.12.4.1.4.1"
            case .dNumber: "urn:oid:2.16.578.1.12.4.1.4.2"
            case .sharedHelp: "urn:oid:2.16.578.1.12.4.1.4.3"
            }
        }

        package init?(system: String) {
            guard let kind = Self.allCases.first(where: { $0.system == system }) else { return nil }
            self = kind
        }
    }

    package let kind: Kind
    package let value: String

    /// Nil when `value` is not eleven digits or, for FNR and DNR, its control digits are wrong.
    /// No control rule is published for FHN: eleven digits are enough.
    package init?(_ kind: Kind, _ value: String) {
        guard let digits = Self.digits(value) else { return nil }
        if kind != .sharedHelp, !Self.hasValidControlDigits(digits) { return nil }
        if kind == .dNumber, !(4...7).contains(digits[0]) { return nil }
        self.kind = kind
        self.value = value
    }

    /// Whether a text is eleven digits with valid control digits and a possible day and month: what must never stand in
    /// a URL.
    package static func looksLikeOne(_ text: String) -> Bool {
        guard let digits = digits(text), hasValidControlDigits(digits), digits[0] <= 7 else { return false }
        let day = (digits[0] % 4) * 10 + digits[1]
        let month = digits[2] * 10 + digits[3]
        let months = [0, 40, 65, 80]
        return (1...31).contains(day) && months.contains { (1...12).contains(month - $0) }
    }

    /// Whether the month belongs to a synthetic series (+80 or +65).
    package var isSynthetic: Bool {
        let digits = Self.digits(value)!
        let month = digits[2] * 10 + digits[3]
        return (66...77).contains(month) || (81...92).contains(month)
    }

    private static func digits(_ text: String) -> [Int]? {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 11, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        return digits
    }

    private static func hasValidControlDigits(_ d: [Int]) -> Bool {
        let k1 = zip([3, 7, 6, 1, 8, 9, 4, 5, 2, 1], d).reduce(0) { $0 + $1.0 * $1.1 } % 11
        let k2 = zip([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], d).reduce(0) { $0 + $1.0 * $1.1 } % 11
        return (0...3).contains(k1) && k2 == 0
    }
}

extension PersonNumber {
    /// The number of a text that does not say its kind: a D-number starts with 4 to 7, a shared help number with 8 or 9.
    package init?(_ text: String) {
        guard let first = text.utf8.first else { return nil }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "3"): self.init(.nationalIdentity, text)
        case UInt8(ascii: "4")...UInt8(ascii: "7"): self.init(.dNumber, text)
        case UInt8(ascii: "8"), UInt8(ascii: "9"): self.init(.sharedHelp, text)
        default: return nil
        }
    }
}
