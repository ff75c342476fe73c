/// A decimal of any length, computed with as on paper: a sign, digits and a power of ten. Trailing zeros are kept, because
/// they tell how precise the writer was.
package struct LongDecimal: Sendable {
    private var isNegative: Bool
    /// Most significant first, without leading zeros; empty for zero.
    private var digits: [Int]
    /// The power of ten of the last digit.
    private var exponent: Int
    /// Whether it was written with an exponent.
    private var isScientific = false

    private init(isNegative: Bool, digits: [Int], exponent: Int) {
        let significant = Array(digits.drop { $0 == 0 })
        self.isNegative = isNegative && !significant.isEmpty
        self.digits = significant
        self.exponent = exponent
    }

    /// Nil when the text is not `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?` (FHIR decimal).
    package init?(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        func digits() -> [Int] {
            let found = rest.prefix { $0 >= 48 && $0 <= 57 }
            rest = rest.dropFirst(found.count)
            return found.map { Int($0) - 48 }
        }
        let minus = rest.first == UInt8(ascii: "-")
        if minus { rest = rest.dropFirst() }
        let whole = digits()
        guard !whole.isEmpty, whole == [0] || whole[0] != 0 else { return nil }
        var fraction: [Int] = []
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = digits()
            if fraction.isEmpty { return nil }
        }
        var power = 0
        var isScientific = false
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            let negative = rest.first == UInt8(ascii: "-")
            if negative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            let found = digits()
            guard !found.isEmpty, found.count < 10 else { return nil }
            power = found.reduce(0) { $0 * 10 + $1 } * (negative ? -1 : 1)
            isScientific = true
        }
        guard rest.isEmpty else { return nil }
        self.init(isNegative: minus, digits: whole + fraction, exponent: power - fraction.count)
        self.isScientific = isScientific
    }

    /// The numbers that round to this one at its own precision: half a unit of the last digit to either side. Written
    /// with an exponent, half a unit of the place behind it: the specification's `1e2` is 95 up to 105.
    package var rounding: (low: LongDecimal, high: LongDecimal) {
        if isScientific {
            var finer = LongDecimal(isNegative: isNegative, digits: digits + [0], exponent: exponent - 1)
            finer.isScientific = false
            return finer.rounding
        }
        let further = LongDecimal(isNegative: isNegative, digits: digits + [5], exponent: exponent - 1)
        guard !digits.isEmpty else { return (further.negated, further) }
        let nearer = LongDecimal(isNegative: isNegative, digits: Self.decrement(digits) + [5], exponent: exponent - 1)
        return isNegative ? (further, nearer) : (nearer, further)
    }

    /// A tenth of it.
    package var tenth: LongDecimal { LongDecimal(isNegative: isNegative, digits: digits, exponent: exponent - 1) }

    /// The sum.
    package static func + (a: Self, b: Self) -> Self {
        let exponent = min(a.exponent, b.exponent)
        let (x, y) = (a.padded(to: exponent), b.padded(to: exponent))
        if a.isNegative == b.isNegative {
            return LongDecimal(isNegative: a.isNegative, digits: add(x, y), exponent: exponent)
        }
        // The larger less the smaller, with the larger one's sign.
        let isFirst = !magnitude(a, isLessThan: b)
        let digits = isFirst ? subtract(x, y) : subtract(y, x)
        return LongDecimal(isNegative: isFirst ? a.isNegative : b.isNegative, digits: digits, exponent: exponent)
    }

    /// The product.
    package static func * (a: Self, b: Self) -> Self {
        var sum: [Int] = []
        for digit in b.digits { sum = add(sum + [0], multiply(a.digits, digit)) }
        return LongDecimal(
            isNegative: a.isNegative != b.isNegative,
            digits: sum,
            exponent: a.exponent + b.exponent
        )
    }

    private func padded(to exponent: Int) -> [Int] {
        digits + Array(repeating: 0, count: self.exponent - exponent)
    }

    private static func add(_ a: [Int], _ b: [Int]) -> [Int] {
        column(a, b) { $0 + $1 }
    }

    private static func subtract(_ a: [Int], _ b: [Int]) -> [Int] {
        column(a, b) { $0 - $1 }
    }

    /// Column by column from the right, with what is carried (or borrowed) to the next.
    private static func column(_ a: [Int], _ b: [Int], _ operation: (Int, Int) -> Int) -> [Int] {
        var result: [Int] = []
        var carry = 0
        for place in 1...max(a.count, b.count, 1) {
            let x = place <= a.count ? a[a.count - place] : 0
            let y = place <= b.count ? b[b.count - place] : 0
            let sum = operation(x, y) + carry
            result.append((sum + 10) % 10)
            carry = sum >= 10 ? 1 : sum < 0 ? -1 : 0
        }
        if carry > 0 { result.append(carry) }
        return result.reversed()
    }

    /// Without the sign.
    package var magnitude: LongDecimal { LongDecimal(isNegative: false, digits: digits, exponent: exponent) }

    /// The same with the other sign.
    package var negated: LongDecimal { LongDecimal(isNegative: !isNegative, digits: digits, exponent: exponent) }

    private static func decrement(_ digits: [Int]) -> [Int] {
        var result = digits
        var place = digits.count - 1
        while result[place] == 0 {
            result[place] = 9
            place -= 1
        }
        result[place] -= 1
        return result
    }

    private static func multiply(_ digits: [Int], _ factor: Int) -> [Int] {
        var result: [Int] = []
        var carry = 0
        for digit in digits.reversed() {
            let product = digit * factor + carry
            result.insert(product % 10, at: 0)
            carry = product / 10
        }
        while carry > 0 {
            result.insert(carry % 10, at: 0)
            carry /= 10
        }
        return result
    }
}

extension LongDecimal: Comparable {
    /// By value: `1.0` equals `1.00`.
    package static func == (a: Self, b: Self) -> Bool { !(a < b) && !(b < a) }

    package static func < (a: Self, b: Self) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        return a.isNegative ? magnitude(b, isLessThan: a) : magnitude(a, isLessThan: b)
    }

    private static func magnitude(_ a: Self, isLessThan b: Self) -> Bool {
        if a.digits.isEmpty || b.digits.isEmpty { return a.digits.isEmpty && !b.digits.isEmpty }
        let (topA, topB) = (a.exponent + a.digits.count, b.exponent + b.digits.count)
        if topA != topB { return topA < topB }
        for place in 0..<max(a.digits.count, b.digits.count) {
            let (x, y) = (place < a.digits.count ? a.digits[place] : 0, place < b.digits.count ? b.digits[place] : 0)
            if x != y { return x < y }
        }
        return false
    }
}
