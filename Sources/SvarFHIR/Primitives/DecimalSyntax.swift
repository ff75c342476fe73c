/// What one pass over a decimal's text finds. Syntax: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
struct DecimalSyntax {
    /// The largest size of an exponent that is taken; beyond it no measured value lies.
    static let maximumExponent = 999_999_999

    var hasMinus = false
    /// All digits before the exponent as one number; nil when it has more than 38 significant digits.
    var coefficient: UInt128? = 0
    /// How many digits the coefficient has, without leading zeros; 0 for zero.
    var digitCount = 0
    /// The value is coefficient × 10^exponent.
    var exponent = 0

    init?(_ text: Span<UInt8>) {
        var index = 0
        if index < text.count, text[index] == UInt8(ascii: "-") {
            hasMinus = true
            index += 1
        }
        let start = index
        while index < text.count, TextSyntax.isDigit(text[index]) { add(text[index], &index) }
        guard index > start, text[start] != 0x30 || index == start + 1 else { return nil }
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            let first = index
            while index < text.count, TextSyntax.isDigit(text[index]) { add(text[index], &index) }
            guard index > first else { return nil }
            exponent = first - index
        }
        if index < text.count {
            guard text[index] | 0x20 == UInt8(ascii: "e"), let power = Self.power(text, index + 1),
                abs(power + exponent) <= Self.maximumExponent
            else { return nil }
            exponent += power
        }
    }

    private mutating func add(_ byte: UInt8, _ index: inout Int) {
        index += 1
        if digitCount > 0 || byte != 0x30 { digitCount += 1 }
        if digitCount > 38 {
            coefficient = nil
        } else if let known = coefficient {
            coefficient = known * 10 + UInt128(byte - 0x30)
        }
    }

    private static func power(_ text: Span<UInt8>, _ start: Int) -> Int? {
        var index = start
        let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
        if isNegative || (index < text.count && text[index] == UInt8(ascii: "+")) { index += 1 }
        guard index < text.count else { return nil }
        var value = 0
        while index < text.count {
            guard TextSyntax.isDigit(text[index]), value <= maximumExponent else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
            index += 1
        }
        return isNegative ? -value : value
    }
}
