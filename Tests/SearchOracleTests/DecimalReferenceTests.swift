import SvarTesting
import Testing

struct DecimalReferenceTests {
    @Test func readsFHIRDecimalsOnly() {
        for text in ["", "+1", "01", ".5", "5.", "1e", "1e+", "1 ", "NaN", "--1", "1e1234567890"] {
            #expect(LongDecimal(text) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("1.0", "1.00"), ("100", "1e2"), ("0", "-0.000"), ("0.1", "1E-1"), ("-1200", "-1.2e+3"),
        ("123456789012345678901234567890.1", "1.234567890123456789012345678901e29"),
    ])
    func equalByValue(_ a: String, _ b: String) throws {
        #expect(try #require(LongDecimal(a)) == #require(LongDecimal(b)))
    }

    @Test func ordersByValue() throws {
        let texts = ["-1e300", "-100", "-99.99", "-1e-300", "0", "1e-300", "0.9", "0.95", "1", "9", "10", "1e300"]
        let numbers = try texts.map { try #require(LongDecimal($0)) }
        for (a, b) in zip(numbers, numbers.dropFirst()) { #expect(a < b && !(b < a)) }
    }

    /// "100: 99.5 up to 100.5; 100.00: 99.995 up to 100.005; 5.40: 5.395 up to 5.405."
    @Test(arguments: [
        ("100", "99.5", "100.5"), ("100.00", "99.995", "100.005"), ("5.40", "5.395", "5.405"), ("0", "-0.5", "0.5"),
        ("0.0", "-0.05", "0.05"), ("-3", "-3.5", "-2.5"), ("1e2", "95", "105"), ("1000", "999.5", "1000.5"),
    ])
    func roundsAtItsOwnPrecision(_ text: String, _ low: String, _ high: String) throws {
        let rounding = try #require(LongDecimal(text)).rounding
        #expect(try rounding.low == #require(LongDecimal(low)))
        #expect(try rounding.high == #require(LongDecimal(high)))
    }

    @Test(arguments: [
        ("5", "1.5", "7.5", "6.5"), ("-3", "0.10", "-0.3", "-2.9"), ("99.5", "-2", "-199", "97.5"),
        ("0", "7", "0", "7"),
        ("1e3", "1e-3", "1", "1000.001"), ("-1", "1", "-1", "0"), ("999", "1", "999", "1000"),
    ])
    func multipliesAndAdds(_ a: String, _ b: String, _ product: String, _ sum: String) throws {
        let (x, y) = try (#require(LongDecimal(a)), #require(LongDecimal(b)))
        #expect(try x * y == #require(LongDecimal(product)) && y * x == x * y)
        #expect(try x + y == #require(LongDecimal(sum)) && y + x == x + y)
        #expect(x + y + y.negated == x)
    }
}
