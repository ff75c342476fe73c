/// Arithmetic on whole numbers of any length, as decimal digits from the most significant on, without leading zeros
/// (zero is empty).
enum DecimalDigits {
    static func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var carry: UInt8 = 0
        var place = 0
        while place < max(a.count, b.count) || carry > 0 {
            let value = digit(a, place) + digit(b, place) + carry
            result.append(value % 10)
            carry = value / 10
            place += 1
        }
        return trimmed(result)
    }

    /// a - b, where a is not less than b.
    static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var borrow: UInt8 = 0
        for place in a.indices {
            let minus = digit(b, place) + borrow
            let value = digit(a, place)
            borrow = value < minus ? 1 : 0
            result.append(value + borrow * 10 - minus)
        }
        return trimmed(result)
    }

    static func product(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var places = [UInt64](repeating: 0, count: a.count + b.count)
        for i in a.indices {
            for j in b.indices { places[i + j] += UInt64(digit(a, i)) * UInt64(digit(b, j)) }
        }
        var carry: UInt64 = 0
        let result = places.map { place in
            let value = place + carry
            carry = value / 10
            return UInt8(value % 10)
        }
        return trimmed(result)
    }

    /// Below, at or above zero as a is less than, equal to or greater than b.
    static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        a.count != b.count ? a.count - b.count : compareFromTheLeft(a, b)
    }

    /// Compares two numbers whose first digits stand at the same place: as if the shorter ended in zeros.
    static func compareFromTheLeft(_ a: [UInt8], _ b: [UInt8]) -> Int {
        for index in 0..<max(a.count, b.count) {
            let left = index < a.count ? Int(a[index]) : 0
            let right = index < b.count ? Int(b[index]) : 0
            if left != right { return left - right }
        }
        return 0
    }

    /// The digit at 10^place.
    private static func digit(_ digits: [UInt8], _ place: Int) -> UInt8 {
        place < digits.count ? digits[digits.count - 1 - place] : 0
    }

    /// From least-significant-first to the form of this type.
    private static func trimmed(_ reversed: [UInt8]) -> [UInt8] {
        var result = reversed
        while result.last == 0 { result.removeLast() }
        result.reverse()
        return result
    }
}
