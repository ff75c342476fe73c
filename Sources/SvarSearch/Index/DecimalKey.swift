package import SvarFHIR

/// Decimals as bytes that compare like the numbers: sign, place of the first digit, then two digits a byte. Equal
/// numbers have equal bytes, however they are written. Exact to 1 000 significant digits; further ones are cut off.
package enum DecimalKey {
    private static let maximumDigits = 1_000

    /// The bytes of a number.
    package static func bytes(_ decimal: FHIRDecimal) -> [UInt8] {
        let sign = decimal.sign
        guard sign != 0 else { return [0x80] }
        var result: [UInt8] = []
        result.reserveCapacity(12)
        result.append(sign > 0 ? 0x81 : 0x7F)
        appendPlace(decimal.significantDigits - decimal.scale, to: &result)
        appendDigits(decimal.text, to: &result)
        if sign < 0 {
            for index in 1..<result.count { result[index] = ~result[index] }
            // A number that ends sooner is the smaller one in size, so below zero it comes later.
            result.append(0xFF)
        }
        return result
    }

    /// The power of ten of the first digit: one byte near the units, else a mark and four bytes.
    private static func appendPlace(_ place: Int, to result: inout [UInt8]) {
        if (-100...100).contains(place) {
            result.append(UInt8(128 + place))
        } else {
            result.append(place < 0 ? 1 : 254)
            let biased = UInt32(truncatingIfNeeded: place) ^ 0x8000_0000
            for shift in [24, 16, 8, 0] { result.append(UInt8(truncatingIfNeeded: biased >> UInt32(shift))) }
        }
    }

    /// Digits from the first that is not zero to the last that is not: pairs, each one more than its value.
    private static func appendDigits(_ text: String, to result: inout [UInt8]) {
        var pending: UInt8?
        var count = 0
        var end = result.count
        for byte in text.utf8 {
            if byte | 0x20 == UInt8(ascii: "e") || count >= maximumDigits { break }
            guard byte >= 0x30, byte <= 0x39, byte != 0x30 || count > 0 else { continue }
            let digit = byte - 0x30
            count += 1
            if let tens = pending {
                result.append(tens * 10 + digit + 1)
                pending = nil
                if tens != 0 || digit != 0 { end = result.count }
            } else {
                pending = digit
            }
        }
        if let tens = pending, tens != 0 {
            result.append(tens * 10 + 1)
            end = result.count
        }
        result.removeSubrange(end...)
    }
}
