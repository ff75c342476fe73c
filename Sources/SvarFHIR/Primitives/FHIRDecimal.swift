/// A `decimal` that keeps every digit it was written with and computes exactly.
///
/// `==` and `<` compare values, so `1.0 == 1.00`; `text` and `scale` tell the two apart, and what is stored and served is
/// the text. Every number of digits is compared exactly; up to 38 significant digits this is one machine operation.
/// Source: http://hl7.org/fhir/R4/datatypes.html#decimal
public struct FHIRDecimal: FHIRPrimitive, Comparable {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .decimal }
    /// The text as received.
    public let text: String
    /// The value is ± digits × 10^exponent.
    let exponent: Int
    /// The digits as a number; nil above 38 of them.
    let coefficient: UInt128?
    let digitCount: Int

    /// Nil when the text is no decimal, or its exponent is beyond ±999 999 999.
    public init?(_ text: String) {
        guard let syntax = DecimalSyntax(text.utf8Span.span) else { return nil }
        self.text = text
        exponent = syntax.exponent
        coefficient = syntax.coefficient
        digitCount = syntax.digitCount
    }

    /// The whole number.
    public init(_ value: Int) { self.init(String(value))! }

    init(text: String, exponent: Int, coefficient: UInt128?, digitCount: Int) {
        self.text = text
        self.exponent = exponent
        self.coefficient = coefficient
        self.digitCount = digitCount
    }

    /// How many digits stand after the point; negative where an exponent moves the last digit above the units
    /// (`1e2` has scale -2).
    public var scale: Int { -exponent }

    /// How many digits are significant: those from the first that is not zero on, trailing zeros included. 1 for zero.
    public var significantDigits: Int { max(digitCount, 1) }

    /// -1, 0 or 1.
    public var sign: Int { digitCount == 0 ? 0 : text.utf8.first == UInt8(ascii: "-") ? -1 : 1 }

    /// The nearest binary number: for drawing, never for comparing.
    public var approximation: Double { Double(text) ?? .nan }

    /// Whether two values were written alike, precision included.
    public func isIdentical(to other: Self) -> Bool { text == other.text }

    /// Compares values: `1.0 == 1.00`.
    public static func == (a: Self, b: Self) -> Bool {
        a.sign == b.sign && compareMagnitudes(a, b) == 0
    }

    /// Compares values.
    public static func < (a: Self, b: Self) -> Bool {
        if a.sign != b.sign { return a.sign < b.sign }
        let order = compareMagnitudes(a, b)
        return a.sign < 0 ? order > 0 : order < 0
    }

    /// Equal values hash alike.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(sign)
        guard digitCount > 0 else { return }
        hasher.combine(digitCount + exponent)
        let digits = digits
        var end = digits.count
        while end > 0, digits[end - 1] == 0 { end -= 1 }
        for index in 0..<end { hasher.combine(digits[index]) }
    }

    /// The coefficient's digits from the most significant on, without leading zeros; empty for zero.
    var digits: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(digitCount)
        for byte in text.utf8 {
            if byte | 0x20 == UInt8(ascii: "e") { break }
            guard TextSyntax.isDigit(byte), byte != 0x30 || !result.isEmpty else { continue }
            result.append(byte - 0x30)
        }
        return result
    }

    private static func compareMagnitudes(_ a: Self, _ b: Self) -> Int {
        guard a.digitCount > 0, b.digitCount > 0 else { return a.digitCount - b.digitCount }
        let difference = (a.digitCount + a.exponent) - (b.digitCount + b.exponent)
        if difference != 0 { return difference }
        if let x = a.coefficient, let y = b.coefficient {
            // The leading digits stand at the same place, so the shorter one can be filled up to at most 38 digits.
            let left = x * powerOfTen(max(0, b.digitCount - a.digitCount))
            let right = y * powerOfTen(max(0, a.digitCount - b.digitCount))
            return left < right ? -1 : left > right ? 1 : 0
        }
        return DecimalDigits.compareFromTheLeft(a.digits, b.digits)
    }

    /// 10^power, power at most 38.
    static func powerOfTen(_ power: Int) -> UInt128 {
        var result: UInt128 = 1
        for _ in 0..<power { result *= 10 }
        return result
    }
}
