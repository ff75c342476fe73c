import SvarFHIR
import TestLane
import Testing

@Suite(.aside)
struct DecimalTests {
    @Test(arguments: [
        "0", "-0", "1", "1.0", "1.00", "0.0", "0.010", "-12.50", "1e2", "1E+2", "1.5e-3",
        "12345678901234567890.123456789012345678", "100000000000000000000000000000000000000000000000000.1",
    ])
    func textIsKept(text: String) {
        #expect(FHIRDecimal(text)?.text == text)
        #expect(FHIRDecimal(text)?.description == text)
    }

    @Test(arguments: [
        "", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1,5", "1 ", " 1", "0x1", "NaN", "Infinity", "1.2.3", "--1",
        "1e1.5", "1e9999999999", "-", "１",
    ])
    func otherTextIsRefused(text: String) {
        #expect(FHIRDecimal(text) == nil)
    }

    @Test func equalValuesOfOtherPrecisionAreEqualButNotIdentical() throws {
        let (one, other) = (try #require(FHIRDecimal("1.0")), try #require(FHIRDecimal("1.00")))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(!one.isIdentical(to: other))
        #expect((one.scale, other.scale) == (1, 2))
        #expect((one.significantDigits, other.significantDigits) == (2, 3))
    }

    @Test(arguments: [
        ("0.0001", 1, 4), ("100", 3, 0), ("1e2", 1, -2), ("1.20e-3", 3, 5), ("0", 1, 0), ("0.00", 1, 2),
        ("-0.050", 2, 3),
    ])
    func significantDigitsAndScaleAreThoseWritten(text: String, digits: Int, scale: Int) {
        #expect(FHIRDecimal(text)?.significantDigits == digits)
        #expect(FHIRDecimal(text)?.scale == scale)
    }

    /// http://hl7.org/fhir/R4/search.html#number
    @Test(arguments: [
        ("100", "99.5", "100.5"), ("100.00", "99.995", "100.005"), ("1e2", "95", "105"),
        ("5.4e-3", "0.00535", "0.00545"), ("-100", "-100.5", "-99.5"), ("0", "-0.5", "0.5"), ("0.0", "-0.05", "0.05"),
        ("2.0", "1.95", "2.05"),
        (
            "99999999999999999999999999999999999999", "99999999999999999999999999999999999998.5",
            "99999999999999999999999999999999999999.5"
        ),
    ])
    func writtenPrecisionImpliesARange(text: String, lower: String, upper: String) throws {
        let range = try #require(FHIRDecimal(text)).impliedRange
        #expect(range.lower.text == lower)
        #expect(range.upper.text == upper)
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3", "-0.1", "0.02"), ("1.10", "1.1", "2.20", "0.00", "1.210"),
        ("-5", "5", "0", "-10", "-25"), ("1e2", "1", "101", "99", "1e2"),
        (
            "99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000",
            "99999999999999999999999999999999999998", "99999999999999999999999999999999999999"
        ),
    ])
    func arithmeticIsExact(a: String, b: String, sum: String, difference: String, product: String) throws {
        let (x, y) = (try #require(FHIRDecimal(a)), try #require(FHIRDecimal(b)))
        #expect((x + y)?.text == sum)
        #expect((x - y)?.text == difference)
        #expect((x * y)?.text == product)
    }

    @Test func resultsBeyondTheLimitAreNil() throws {
        let (huge, one) = (try #require(FHIRDecimal("1e9999")), FHIRDecimal(1))
        #expect(huge + one == nil)
        #expect(huge - one == nil)
        #expect(one < huge)
        #expect((huge * huge)?.text == "1e19998")
    }

    @Test func comparesAndComputesLikeASlowReference() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2500 {
            let (a, b) = (SlowDecimal.random(using: &generator), SlowDecimal.random(using: &generator))
            let (x, y) = (try #require(FHIRDecimal(a.text)), try #require(FHIRDecimal(b.text)))
            let order = SlowDecimal.compare(a, b)
            #expect((x < y) == (order < 0), "\(a.text) \(b.text)")
            #expect((x == y) == (order == 0), "\(a.text) \(b.text)")
            if x == y { #expect(x.hashValue == y.hashValue, "\(a.text) \(b.text)") }
            let sum: FHIRDecimal = try #require((x + y) as FHIRDecimal?)
            #expect(SlowDecimal.places(sum.text) == SlowDecimal.sum(a.places, b.places), "\(a.text) \(b.text)")
            #expect((sum - y) as FHIRDecimal? == x)
            #expect((x * y) as FHIRDecimal? == (y * x) as FHIRDecimal?)
        }
    }

    @Test func productsAreThoseOfWholeNumbers() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<1000 {
            let (a, b) = (
                Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator),
                Int64.random(in: -99...99, using: &generator)
            )
            let (x, y) = (try #require(FHIRDecimal("\(a)e-4")), try #require(FHIRDecimal("\(b)e3")))
            let product: FHIRDecimal? = x * y
            #expect(product == FHIRDecimal("\(a * b)e-1"))
        }
    }
}

/// A decimal as signed digits in 300 fixed places, 150 of them behind the point: slow and plain.
struct SlowDecimal {
    let text: String
    let places: [Int]

    static func random(using generator: inout SeededGenerator) -> SlowDecimal {
        // Few different digits, so that equal values and near misses are common.
        let length = [1, 2, 3, 18, 38, 39, 50].randomElement(using: &generator)!
        let shared = Bool.random(using: &generator)
        var digits = (0..<length).map {
            shared ? ($0 % 3 == 0 ? "1" : "0") : "\(UInt8.random(in: 0...9, using: &generator))"
        }
        if digits.count > 1, digits[0] == "0" { digits[0] = "7" }
        var text = Bool.random(using: &generator) ? "-" : ""
        let point = Int.random(in: 1...length, using: &generator)
        text += digits[..<point].joined()
        if point < length { text += "." + digits[point...].joined() }
        if text.hasPrefix("-0") || text.hasPrefix("0"), point > 1 { text = "3" }
        if Bool.random(using: &generator) { text += "e\(Int.random(in: -40...40, using: &generator))" }
        return SlowDecimal(text: text, places: places(text))
    }

    static func places(_ text: String) -> [Int] {
        let parts = text.split(separator: "e")
        let shift = parts.count > 1 ? Int(parts[1])! : 0
        let isNegative = parts[0].hasPrefix("-")
        let number = parts[0].drop { $0 == "-" }.split(separator: ".")
        let whole = number[0]
        let fraction = number.count > 1 ? String(number[1]) : ""
        var places = [Int](repeating: 0, count: 300)
        for (index, digit) in (whole + fraction).enumerated() {
            places[150 - whole.count + index - shift] = digit.wholeNumberValue! * (isNegative ? -1 : 1)
        }
        return places
    }

    /// Signed digits carried until all have one sign and one place each.
    static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
        var total = zip(a, b).map { $0 + $1 }
        let sign = (total.first { $0 != 0 } ?? 1) > 0 ? 1 : -1
        var carry = 0
        for index in total.indices.reversed() {
            var value = total[index] * sign + carry
            carry = 0
            while value < 0 { (value, carry) = (value + 10, carry - 1) }
            while value > 9 { (value, carry) = (value - 10, carry + 1) }
            total[index] = value * sign
        }
        return total
    }

    static func compare(_ a: SlowDecimal, _ b: SlowDecimal) -> Int {
        for (x, y) in zip(a.places, b.places) where x != y { return x < y ? -1 : 1 }
        return 0
    }
}
