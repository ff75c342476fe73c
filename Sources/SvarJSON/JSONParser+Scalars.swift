extension JSONParser {
    /// Moves behind the string that starts here and says whether it has escapes.
    /// - Parameter inside: whether the string is the current member itself (false for its key), for the error's path.
    @inline(__always)
    mutating func scanString(_ position: inout Int, inside: Bool) throws(JSONError) -> Bool {
        var at = position &+ 1
        while true {
            let special = Self.specials(input.eight(at: at))
            if special == 0 {
                at &+= 8
                continue
            }
            at &+= special.trailingZeroBitCount >> 3
            if input[at] == UInt8(ascii: "\"") {
                position = at &+ 1
                return false
            }
            return try scanHardString(&position, from: at, inside: inside)
        }
    }

    /// The high bit of each byte that ends a plain run: quote, backslash, control, not ASCII. Exact for the lowest one.
    @inline(__always)
    static func specials(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let zeros = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        let controls = (word &- ones &* 0x20) & ~word
        return (zeros | controls | word) & high
    }

    /// The rest of a string from its first byte that is not plain.
    @inline(never)
    mutating func scanHardString(_ position: inout Int, from first: Int, inside: Bool) throws(JSONError) -> Bool {
        var at = first
        var escaped = false
        while true {
            let special = Self.specials(input.eight(at: at))
            if special == 0 {
                at &+= 8
                continue
            }
            at &+= special.trailingZeroBitCount >> 3
            let byte = input[at]
            if byte == UInt8(ascii: "\"") {
                position = at &+ 1
                return escaped
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
                try scanEscape(&at, inside: inside)
            } else if byte >= 0x80 {
                let length = utf8Length(at)
                guard length > 0 else { throw error(.badUTF8, at: at, inside: inside) }
                at &+= length
            } else if at >= input.count {
                throw error(.unexpectedEnd, at: input.count, inside: inside)
            } else {
                throw error(byte == 0 ? .nulCharacter : .controlCharacter, at: at, inside: inside)
            }
        }
    }

    private func scanEscape(_ position: inout Int, inside: Bool) throws(JSONError) {
        switch input[position &+ 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position &+= 2
        case UInt8(ascii: "u"):
            guard let unit = hexUnit(position &+ 2) else { throw badEscape(position, digits: 2, inside: inside) }
            switch unit {
            case 0:
                throw error(.nulCharacter, at: position, inside: inside)
            case 0xD800...0xDBFF:
                guard input[position &+ 6] == UInt8(ascii: "\\"), input[position &+ 7] == UInt8(ascii: "u"),
                    let low = hexUnit(position &+ 8), (0xDC00...0xDFFF).contains(low)
                else { throw error(.loneSurrogate, at: position, inside: inside) }
                position &+= 12
            case 0xDC00...0xDFFF:
                throw error(.loneSurrogate, at: position, inside: inside)
            default:
                position &+= 6
            }
        default:
            throw badEscape(position, digits: 1, inside: inside)
        }
    }

    /// An escape that is none, or the end of the text if that comes first.
    private func badEscape(_ position: Int, digits: Int, inside: Bool) -> JSONError {
        var at = position &+ digits
        if digits > 1 { while jsonHexDigit(input[at]) != nil { at &+= 1 } }
        return at >= input.count
            ? error(.unexpectedEnd, at: input.count, inside: inside) : error(.badEscape, at: position, inside: inside)
    }

    /// The UTF-16 unit of four hex digits.
    private func hexUnit(_ position: Int) -> UInt16? {
        var unit: UInt16 = 0
        for place in 0..<4 {
            guard let digit = jsonHexDigit(input[position &+ place]) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// How many bytes the sequence here has by RFC 3629 section 4; 0 if it is not valid.
    private func utf8Length(_ position: Int) -> Int {
        let first = input[position]
        let second = input[position &+ 1]
        let low: UInt8
        let high: UInt8
        switch first {
        case 0xC2...0xDF: return second & 0xC0 == 0x80 ? 2 : 0
        case 0xE0: (low, high) = (0xA0, 0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (low, high) = (0x80, 0xBF)
        case 0xED: (low, high) = (0x80, 0x9F)
        case 0xF0: (low, high) = (0x90, 0xBF)
        case 0xF1...0xF3: (low, high) = (0x80, 0xBF)
        case 0xF4: (low, high) = (0x80, 0x8F)
        default: return 0
        }
        guard second >= low, second <= high, input[position &+ 2] & 0xC0 == 0x80 else { return 0 }
        if first < 0xF0 { return 3 }
        return input[position &+ 3] & 0xC0 == 0x80 ? 4 : 0
    }

    /// Moves behind the number that starts here (RFC 8259 section 6).
    @inline(__always)
    mutating func scanNumber(_ position: inout Int) throws(JSONError) {
        let start = position
        var at = position
        if input[at] == UInt8(ascii: "-") { at &+= 1 }
        let whole = at
        skipDigits(&at)
        guard at > whole, input[whole] != UInt8(ascii: "0") || at == whole &+ 1 else {
            throw error(.badNumber, at: start, inside: true)
        }
        if input[at] == UInt8(ascii: ".") {
            let fraction = at &+ 1
            at = fraction
            skipDigits(&at)
            guard at > fraction else { throw error(.badNumber, at: start, inside: true) }
        }
        if input[at] | 0x20 == UInt8(ascii: "e") {
            at &+= 1
            if input[at] == UInt8(ascii: "+") || input[at] == UInt8(ascii: "-") { at &+= 1 }
            let exponent = at
            skipDigits(&at)
            guard at > exponent else { throw error(.badNumber, at: start, inside: true) }
        }
        if Self.continuesNumber(input[at]) { throw error(.badNumber, at: start, inside: true) }
        position = at
    }

    @inline(__always)
    private func skipDigits(_ position: inout Int) {
        while input[position] &- UInt8(ascii: "0") < 10 { position &+= 1 }
    }

    /// Whether this byte directly behind a number makes it a bad one rather than a bad neighbour.
    @inline(__always)
    private static func continuesNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }
}
