extension FHIRDecimal {
    /// Exact results of sums and products have at most this many digits; longer ones are nil.
    public static let maximumResultDigits = 1000

    /// The exact sum, with the scale of the more exact of the two; nil when it needs more than
    /// `maximumResultDigits` digits (`1e9999 + 1`).
    public static func + (a: Self, b: Self) -> Self? {
        let exponent = min(a.exponent, b.exponent)
        guard let left = a.widened(to: exponent), let right = b.widened(to: exponent) else { return nil }
        if (a.sign < 0) == (b.sign < 0) || a.sign == 0 || b.sign == 0 {
            return Self(isNegative: a.sign < 0 || b.sign < 0, DecimalDigits.sum(left, right), exponent)
        }
        let order = DecimalDigits.compare(left, right)
        return order >= 0
            ? Self(isNegative: a.sign < 0 && order > 0, DecimalDigits.difference(left, right), exponent)
            : Self(isNegative: b.sign < 0, DecimalDigits.difference(right, left), exponent)
    }

    /// The exact difference; nil as for `+`.
    public static func - (a: Self, b: Self) -> Self? { a + b.negated }

    /// The exact product; nil when it needs more than `maximumResultDigits` digits.
    public static func * (a: Self, b: Self) -> Self? {
        guard a.digitCount + b.digitCount <= maximumResultDigits,
            abs(a.exponent + b.exponent) <= DecimalSyntax.maximumExponent
        else { return nil }
        return Self(
            isNegative: a.sign * b.sign < 0,
            DecimalDigits.product(a.digits, b.digits),
            a.exponent + b.exponent
        )
    }

    /// The value with the other sign, written otherwise alike.
    public var negated: Self {
        Self(text.utf8.first == UInt8(ascii: "-") ? String(text.dropFirst()) : "-" + text)!
    }

    /// The half-open interval [lower, upper) that a search for this number means by its written precision.
    ///
    /// Half a unit of the last digit on both sides: `100` is [99.5, 100.5), `100.00` is [99.995, 100.005), `5.4e-3` is
    /// [0.00535, 0.00545). Where an exponent moves the last digit above the units the table of the specification counts
    /// one digit more as known: `1e2` is [95, 105). Source: http://hl7.org/fhir/R4/search.html#number
    public var impliedRange: (lower: Self, upper: Self) {
        let finer = exponent > 0 ? 2 : 1
        let half = Self(isNegative: false, [5], exponent - finer)
        // Both have at most two digits more than this number, whatever its length.
        let filled = digits + [UInt8](repeating: 0, count: digitCount == 0 ? 0 : finer)
        let away = Self(isNegative: sign < 0, DecimalDigits.sum(filled, [5]), exponent - finer)
        guard sign != 0 else { return (half.negated, half) }
        let toward = Self(isNegative: sign < 0, DecimalDigits.difference(filled, [5]), exponent - finer)
        return sign > 0 ? (toward, away) : (away, toward)
    }

    /// The digits when the last one stands at 10^exponent, which is not above this number's own.
    private func widened(to exponent: Int) -> [UInt8]? {
        guard digitCount > 0 else { return [] }
        guard digitCount + self.exponent - exponent <= Self.maximumResultDigits else { return nil }
        return digits + [UInt8](repeating: 0, count: self.exponent - exponent)
    }

    /// Writes ± digits × 10^exponent: with a point where that is short, with an exponent elsewhere.
    init(isNegative: Bool, _ digits: [UInt8], _ exponent: Int) {
        var text = isNegative && !digits.isEmpty ? "-" : ""
        let whole = digits.count + exponent
        let characters = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
        if exponent == 0 {
            text += digits.isEmpty ? "0" : characters
        } else if exponent > 0 || exponent < -Self.maximumResultDigits {
            text += (digits.isEmpty ? "0" : characters) + "e\(exponent)"
        } else if whole <= 0 {
            text += "0." + String(repeating: "0", count: -whole) + characters
        } else {
            text += characters.prefix(whole) + "." + characters.suffix(-exponent)
        }
        let coefficient: UInt128? = digits.count > 38 ? nil : digits.reduce(0) { $0 * 10 + UInt128($1) }
        self.init(text: text, exponent: exponent, coefficient: coefficient, digitCount: digits.count)
    }
}
